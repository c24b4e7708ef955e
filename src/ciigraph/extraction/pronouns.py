"""What pronouns and summing nouns refer to: "it", "its", "they", "he", "both countries"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ciigraph.extraction.arguments import surface_subjects
from ciigraph.extraction.clauses import verb_of
from ciigraph.extraction.phrases import coordinated
from ciigraph.extraction.triggers import words

if TYPE_CHECKING:
    from ciigraph.extraction.clauses import Node, Sentence

_PERSONAL = {"he": "Person", "she": "Person", "his": "Person", "her": "Person", "him": "Person"}
_SEVERAL = frozenset({"NNS", "NNPS"})
_ABOUT = frozenset({"nsubj", "nsubjpass"})
_PLURAL = frozenset({"they", "their", "them"})
NEUTRAL = frozenset({"it", "its", "they", "their", "them"})
#: What the parties that a class noun sums up must be; other nouns ("sides") take any.
_SUMMED: dict[str, set[str]] = {
    "country": {"Country"}, "nation": {"Country"}, "state": {"Country"}, "government": {"Country", "GovernmentBody"},
    "city": {"Place"},
    "company": {"Company"}, "firm": {"Company"}, "bank": {"Company", "GovernmentBody"},
    "university": {"University"}, "institution": {"University", "ResearchBody"}, "leader": {"Person"},
    "minister": {"Person"}, "president": {"Person"}, "official": {"Person"}, "people": {"Person"},
    "ministry": {"GovernmentBody"}, "agency": {"GovernmentBody", "MediaOrganisation"},
}  # fmt: skip
#: Nouns that two states may be summed up in, also where only a body of theirs is named.
_STATES = frozenset({"country", "nation", "state", "side", "party", "government"})


#: Nouns that organisations of several kinds are summed up in.
_BODIES = frozenset({"organization", "organisation"})
_ORGANISATIONS = frozenset({"Association", "InternationalOrganisation", "Network", "ResearchBody", "MediaOrganisation"})
#: What may stand before a noun that sums up, and which of that points back.
_COUNTING = frozenset({"det", "nummod", "predet", "case"})
_BACK = frozenset({"the", "these", "those"})
_NUMBERS = {"three": 3, "four": 4, "five": 5, "six": 6}
#: What may give: no event, place or product.
_GIVERS = frozenset(
    {"Person", "Country", "Company", "University", "ResearchBody", "MediaOrganisation", "GovernmentBody",
     "PoliticalParty", "Association", "InternationalOrganisation", "Network", "ConfuciusInstitute"}
)  # fmt: skip


def antecedents(pronoun: Node, sentence: Sentence) -> list[Node]:
    """What "it", "its", "they", "he" refer to: the subject of the clause before, where only one can be meant."""
    if pronoun.lower == "whose":  # "X, whose chairman is Y"
        clause = next((a for a in pronoun.ancestors() if a.dep == "relcl"), None)
        return (
            [clause.head] if clause is not None and clause.head is not None and clause.head.mention is not None else []
        )
    wanted = _PERSONAL.get(pronoun.lower)
    if wanted is None and pronoun.lower not in NEUTRAL:
        return []
    verb = verb_of(pronoun)
    owned = pronoun.head
    others = owned is not None and owned.dep in {"attr", "oprd"}  # "let X be their partner": not X's
    if pronoun.tag == "PRP$" and verb is not None and not others:  # "X has its bureau in Y"
        own = [s for s in surface_subjects(verb) if s.mention is not None and s.index < pronoun.index]
        if own and _agrees(own, pronoun, wanted):
            return [m for s in own for m in coordinated(s) if m.mention is not None]
    before = [m for m in sentence.mentions if m.index < pronoun.index]
    for names in (before,) if _is_anothers(pronoun, verb) else (before, sentence.previous):
        others_only = [m for m in names if m.head is not verb] if others else names
        found = _last_subject(pronoun, others_only, wanted)
        if found:
            return found
    return []


def _is_anothers(pronoun: Node, verb: Node | None) -> bool:
    """Whether something belongs to whom its own clause is about: "officials met their colleagues"."""
    if pronoun.tag != "PRP$" or verb is None:
        return False
    return any(s.mention is None and s.pos == "NOUN" and s.index < pronoun.index for s in surface_subjects(verb))


def spoken_of(sentence: Sentence) -> list[Node]:
    """The mentions of a sentence, and what the pronouns mean that are its subjects: who "he" is in the next one."""
    found = list(sentence.mentions)
    for n in sentence.nodes:
        if n.mention is None and n.dep in _ABOUT and (n.lower in _PERSONAL or n.lower in NEUTRAL):
            meant = antecedents(n, sentence)
            if len(meant) == 1 and meant[0] not in found:
                before = sum(m.index < n.index for m in sentence.mentions)
                found.insert(before, replace(meant[0], dep=n.dep, index=n.index, head=n.head))
            elif len(meant) > 1:
                found = [*meant, *found]
    return found


def _last_subject(pronoun: Node, names: list[Node], wanted: str | None) -> list[Node]:
    """The last of some names that acts and agrees with a pronoun; who acts together with it where that is plural."""
    if wanted is not None:
        persons = [m for m in names if m.type == wanted and not _several(m)]
        if len({m.text for m in persons}) == 1:
            return persons[-1:]
    fitting = [m for m in names if m.dep in _ABOUT and _agrees([m], pronoun, wanted)]
    if _gives(pronoun):
        objects = [m for m in names if m.dep == "dobj" and m.type in _GIVERS]
        fitting = [m for m in fitting if m.type in _GIVERS] or objects
    if fitting and pronoun.lower in _PLURAL:
        return [m for m in coordinated(fitting[-1]) if m.mention is not None]
    return fitting[-1:]


def both(noun: Node, sentence: Sentence) -> list[Node]:
    """The two parties that "both countries" sums up: the last two named together before."""
    before = [m for m in sentence.mentions if m.index < noun.index]
    for names in (before, sentence.previous):
        for m in reversed(names):
            pair = [n for n in coordinated(m) if n.mention is not None and n in names]
            if (
                len(pair) == 2
                and pair[0].type == pair[1].type
                and pair[0].type in _SUMMED.get(noun.lemma, {pair[0].type})
            ):
                return pair
        countries = {m.text: m for m in names if m.type == "Country"}
        if len(countries) == 2 and "Country" in _SUMMED.get(noun.lemma, {"Country"}):
            return list(countries.values())
        if noun.lemma in _STATES:
            states: dict[str, Node] = {}
            for m in names:
                if m.country is not None and m.type in {"Country", "GovernmentBody"}:
                    states[m.country] = m if m.type == "Country" else states.get(m.country, m)
            if len(states) == 2:
                return list(states.values())
    return []


def together(noun: Node, sentence: Sentence) -> list[Node]:
    """Those named together in the sentence before, where "the companies" or "the three cities" sums up just them."""
    if any(c.dep not in _COUNTING and c.pos != "PUNCT" for c in noun.children):
        return []  # "the companies of the city", "the state companies"
    if not any(c.lower in _BACK for c in noun.children):
        return []
    number = next((_NUMBERS.get(c.lower, -1) for c in noun.children if c.dep == "nummod"), None)
    types = _SUMMED.get(noun.lemma) or (_ORGANISATIONS if noun.lemma in _BODIES else None)
    for m in reversed(sentence.previous):
        listed = [n for n in coordinated(m) if n.mention is not None]
        if len(listed) < 2 or m.dep in {"conj", "appos"}:
            continue
        fits = all(n.type in types for n in listed) if types else len({n.type for n in listed}) == 1
        whole = len(listed) == number if number is not None else types is not None or len(listed) == 2
        return listed if fits and whole else []
    return []


def _gives(pronoun: Node) -> bool:
    """Whether something comes from what a pronoun means: "training from it", which no event gives."""
    return pronoun.dep == "pobj" and pronoun.head is not None and pronoun.head.lower == "from"


def _agrees(nodes: list[Node], pronoun: Node, wanted: str | None) -> bool:
    if wanted is not None:
        return all(n.type == wanted and not _several(n) for n in nodes)
    return all(n.type != "Person" for n in nodes) or pronoun.lower in {"they", "their", "them"}


def _several(node: Node) -> bool:
    """Whether a mention is of several unnamed persons: "22 journalists"."""
    return node.tag in _SEVERAL and node.inner in words().people
