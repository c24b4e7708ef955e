"""What a sentence leaves to its context, and the names of lists that the parser loses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ciigraph.extraction.arguments import objects, passive, surface_subjects
from ciigraph.extraction.bars import spoken_for
from ciigraph.extraction.clauses import subtree, verb_of
from ciigraph.extraction.enumerations import run_before, run_of
from ciigraph.extraction.fillers import fill, role_nodes
from ciigraph.extraction.frames import Candidate, admitted, meets
from ciigraph.extraction.gazetteer import gazetteer
from ciigraph.extraction.phrases import coordinated, pobjs
from ciigraph.extraction.references import Filler
from ciigraph.extraction.relative_clauses import SUBJECTS
from ciigraph.extraction.triggers import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ciigraph.extraction.clauses import Node, Sentence
    from ciigraph.extraction.triggers import Family, Frame, Role

_BEFORE = frozenset({"compound", "nmod", "amod", "appos"})
_APART = frozenset({"acl", "relcl", "amod", "advcl"})
#: Who agrees on things with others, beside states.
_BODIES = frozenset(
    {"Company", "University", "ResearchBody", "MediaOrganisation", "GovernmentBody", "Association", "PoliticalParty"}
)
#: The state whose influence the profiles are about.
_GIVER = "CN"
_PAPERS = frozenset({"Agreement", "Initiative"})
#: With whom a state itself deals; with a firm or a school it is mostly a firm or a school of the country that does.
_PEERS = frozenset({"Country", "GovernmentBody", "InternationalOrganisation"})
_AMONG_PEERS = frozenset({"cooperatesWith", "hasAgreementWith"})
#: Indicators that ask for technology.
_TECHNICAL = ("technology", "law-enforcement", "military")
#: Types of names that take nothing, and those of bodies that may be who takes it.
_NO_TAKERS = frozenset({"Product", "Person", "Initiative", "Agreement", "Event", "ThreatActor"})
_TAKERS = frozenset(
    {"Company", "GovernmentBody", "University", "ResearchBody", "Facility", "Association", "MediaOrganisation", "Place"}
)
_LIST = 3  # so many names make a list


def left_open(
    sentence: Sentence,
    open_: list[tuple[Node, Family]],
    home: Node | None,
    read: list[Candidate],
    indicator: str | None = None,
) -> Iterator[Candidate]:
    """What the text leaves to its context: "No agreement has been signed with X", by whom the text is about.

    Args:
        sentence: the sentence.
        open_: the triggers in it that may leave their subject to the context, with their families.
        home: a mention of the profile's country, where the text has one.
        read: what is read in the sentence already; who else has a part in it isn't left open.
        indicator: the indicator under which it stands.
    """
    used = {c.trigger.index for c in read}
    stated = {(c.predicate, n.mention) for c in read for n in (c.subject.node, c.object.node)}
    for node, family in open_:
        wanted = family.subject if family.implied == "subject" else family.object
        whose = (spoken_about(sentence, family, home) if _of_main_clause(node) else None) or home
        if whose is None or node.mention is not None or whose.type not in wanted or not meets(node, family):
            continue
        if used & {node.index, *(a.index for a in node.ancestors())} or _somebody_elses(node, family, sentence):
            continue
        if family.implied == "recipient" and not _asked(family, indicator):
            continue
        for frame in family.frames:
            ends = _left(node, frame, family, whose, sentence)
            ends = [f for f in ends if (family.predicate, f.node.mention) not in stated]
            ends = [f for f in ends if whose is not home or _deals(f, family, sentence)]
            for f in ends:
                s, o = (Filler(whose), f) if family.implied == "subject" else (f, Filler(whose))
                rule = f"left open:{family.id}:{node.lemma}:{frame.text}"
                yield Candidate(family.predicate, s, o, node, rule, family)
            if ends:
                break


def spoken_about(sentence: Sentence, family: Family, home: Node | None) -> Node | None:
    """The body at home that the sentence before was about: "Acme is old. An agreement was signed …".

    Only where this sentence doesn't name the country itself, and only for what bodies do.
    """
    if family.predicate not in _AMONG_PEERS or family.implied != "subject" or home in sentence.mentions:
        return None
    about = [m for m in sentence.previous if m.dep in SUBJECTS and m.head is not None and m.head.dep == "ROOT"]
    if len(about) != 1 or about[0].type not in _BODIES or len(coordinated(about[0])) > 1:
        return None
    country = about[0].country
    at_home = country != _GIVER if home is None else country in {None, home.country}
    return about[0] if at_home else None


def _of_main_clause(node: Node) -> bool:
    """Whether a trigger is the sentence's verb, hangs on it, or on a preposition that does."""
    above = node.head
    if above is not None and above.pos == "ADP":
        above = above.head
    return node.dep == "ROOT" or (above is not None and above.dep == "ROOT")


def _deals(other: Filler, family: Family, sentence: Sentence) -> bool:
    """Whether the other party is one that a state itself deals with, not a "Ruritania-linked" firm."""
    after = sentence.nodes[other.node.index + 1 : other.node.index + 2]
    if other.node.type == "Country" and after and after[0].text == "-":
        return False
    return family.predicate not in _AMONG_PEERS or other.node.type in _PEERS


def _somebody_elses(node: Node, family: Family, sentence: Sentence) -> bool:
    """Whether the clause names by a common noun whose it is: "schools maintain ties with X", "extradition to X"."""
    if family.predicate not in _AMONG_PEERS:
        return False
    if node.lemma == "extradition" and any(n.lower == "to" for n in sentence.nodes[node.index + 1 : node.index + 2]):
        return True
    verb = verb_of(node)
    return verb is not None and verb.lemma in words().light and spoken_for(node, adjunct=False)


def _left(node: Node, frame: Frame, family: Family, home: Node, sentence: Sentence) -> list[Filler]:
    """Who stands at the end of a frame that isn't left open, where the other one is."""
    if frame.object is None:
        return []
    if family.implied == "subject":
        if len(frame.subject.steps) > 1 or not _open(node, frame.subject, family):
            return []
        return _abroad(fill(node, frame.object, family, sentence), family.object, home)
    if family.implied == "recipient":
        return _givers(node, frame, family, home, sentence)
    if not _somebody(node, frame.object, family, home, sentence):
        return _givers(node, frame, family, home, sentence) if node.verbal and family.need else []
    return _abroad(fill(node, frame.subject, family, sentence), family.subject, home)


def _asked(family: Family, indicator: str | None) -> bool:
    """Whether the indicator asks for what is given: technology that is spoken of elsewhere may be anybody's."""
    if family.predicate == "broadcastsIn":
        return (indicator or "").startswith("media")
    return family.predicate != "suppliesTechnologyTo" or (indicator or "").startswith(_TECHNICAL)


def _givers(node: Node, frame: Frame, family: Family, home: Node, sentence: Sentence) -> list[Filler]:
    """Who from abroad gives something to nobody who is named: "police forces use X cameras", "X donated masks"."""
    if _is_taken(node, frame, family, home) or (node.verbal and not _gives(node, family)):
        return []
    acting = fill(node, frame.subject, family, sentence)
    if any(f.node.country == home.country for f in acting):
        return []  # "A and B hold a training"
    givers = [f for f in _abroad(acting, family.subject, home) if not _sells(f.node, node, family)]
    countries = {home.country, *(f.node.country for f in givers)}
    others = [m for m in sentence.mentions if m.type not in _NO_TAKERS and m.country not in countries]
    taking = [m for m in sentence.mentions if m.type in _TAKERS and m.country == home.country]
    return [] if others or taking else givers


def _is_taken(node: Node, frame: Frame, family: Family, home: Node) -> bool:
    """Whether the text says who takes it: somebody else than the country or an institution of it."""
    assert frame.object is not None
    lists = words()
    hung = [(c.lower, t) for c in subtree(node) if c.dep in {"prep", "dative"} for t in pobjs(c)]
    if any(word == "for" and t.mention is None and t.lemma in lists.places for word, t in hung):
        return True
    reached = [node]
    for step in frame.object.steps:
        reached = [n for top in reached for name in sorted(step) for n, _ in role_nodes(top, name, family)]
    reached += [t for word, t in hung if word == "to"]  # "aid to 52 countries", wherever the parser hangs it
    taking = [n for n in reached if n.type != "Country" or n.country != home.country]
    own = lists.institutions | lists.installations
    return any(
        n.mention is not None or n.lemma not in own or any(_of_others(c, home) for c in n.children) for n in taking
    )


def _gives(verb: Node, family: Family) -> bool:
    """Whether a verb says of somebody that they give something, alone."""
    if verb.head is not None and verb.dep in {"acl", "advcl", "relcl"}:
        return False  # "firms that give"
    given = objects(verb)
    if family.predicate == "funds" and not given:
        return False  # "contributes to friendship"
    if family.predicate == "broadcastsIn" and given and not passive(verb):
        return False  # "broadcast an interview"
    return not any(_is_joint(o) for o in given)


def _is_joint(noun: Node) -> bool:
    return noun.lemma in {"exercise", "drill", "manoeuvre"} or any(c.lower == "joint" for c in noun.children)


def _sells(giver: Node, verb: Node, family: Family) -> bool:
    """Whether a firm that provides something may be paid for it."""
    return family.predicate == "funds" and giver.type == "Company" and verb.lemma not in {"donate", "gift", "sponsor"}


def _of_others(word: Node, home: Node) -> bool:
    return (word.mention is not None and word.country != home.country) or (
        word.dep != "prep" and _from_elsewhere(word, home)
    )


def _abroad(found: list[Filler], types: frozenset[str], home: Node) -> list[Filler]:
    """Those of other countries among the names in a role; of anywhere, where a body stands for itself."""
    fitting = [f for f in found if admitted(f, types, "object", frozenset())]
    if home.type != "Country":
        return fitting
    return [f for f in fitting if f.node.country not in {None, home.country}]


def _somebody(node: Node, role: Role, family: Family, home: Node, sentence: Sentence) -> bool:
    """Whether people stand in a role of whom nothing says that they come from elsewhere: "trains police officers"."""
    people = [n for name in sorted(role.steps[-1]) for n, _ in role_nodes(node, name, family)]
    return any(
        n.mention is None
        and n.lemma in words().people
        and n.tag == "NNS"
        and not any(_from_elsewhere(c, home) for c in n.children)
        and not any(after.lower == "from" for after in sentence.nodes[n.index + 1 : n.index + 2])
        for n in people
    )


def _from_elsewhere(word: Node, home: Node) -> bool:
    """Whether a word beside people says that they are others than the country's own."""
    if word.mention is not None or word.dep == "prep" or word.tag == "PRP$":
        return True
    country = gazetteer().demonyms.get(word.lower)
    return (
        word.lower in words().foreign
        or (country or home.country) != home.country
        or (word.index > 0 and word.text.istitle())
    )


def _open(node: Node, role: Role, family: Family) -> bool:
    """Whether nothing stands in a role, and nothing else says whose it is."""
    if any(c.dep in {"poss", "agent"} or c.lower in {"between", "by", "among", "of"} for c in node.children):
        return False
    if node.verbal and (not passive(node) or any(_is_thing(s) for s in surface_subjects(node))):
        return False
    if node.mention is None and any(c.mention is not None and c.dep in _BEFORE for c in node.children):
        return False
    return not any(role_nodes(node, name, family) for step in role.steps for name in step)


def _is_thing(name: Node) -> bool:
    """Whether a name is of something that was bought or sold itself: "Acme was sold to Ruritania"."""
    return name.mention is not None and name.type not in _PAPERS


def whole_lists(found: list[Candidate], sentence: Sentence) -> Iterator[Candidate]:
    """What is said of one name of a list, of the others too: the parser loses them ("in A, B, C, D and E")."""
    for c in found:
        family = c.family
        if family is None or "pair" in c.rule or family.headed:
            continue
        rule = f"{c.rule}:list"
        for n in _others(c.object.node, c.subject.node, sentence, before=False):
            yield Candidate(c.predicate, c.subject, Filler(n), c.trigger, rule, family)
        if c.subject.node.type == "Person" or _describes(c.trigger):
            continue
        for n in _others(c.subject.node, c.object.node, sentence, before=True):
            yield Candidate(c.predicate, Filler(n), c.object, c.trigger, rule, family)


def _describes(trigger: Node) -> bool:
    """Whether a trigger only describes a name, which is the nearest one: "A, B and C, which went to X"."""
    verb = verb_of(trigger)
    return trigger.dep in _APART or (verb is not None and verb.dep in _APART)


def _others(name: Node, end: Node, sentence: Sentence, *, before: bool) -> list[Node]:
    """The other names of the list in which a name stands, none where it isn't one; ``end`` may not stand in it."""
    if name not in sentence.mentions:
        return []
    types = frozenset({name.type or ""})
    listed = run_of(sentence.nodes[name.index :], types)
    if before:
        listed = run_before(name, types, sentence)[::-1] + listed
    return [n for n in listed if n is not name] if len(listed) >= _LIST and end not in listed else []
