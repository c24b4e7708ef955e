"""The component that finds the contract's relations between the mentions of a document.

For each sentence with two mentions: build its tree, let the triggers' frames and the bare constructions propose
candidates, settle which of them stand, qualify those.
"""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING, TypeAlias

from spacy.language import Language

from ciigraph.extraction.actors import drop_unused
from ciigraph.extraction.adjacency import adjacent
from ciigraph.extraction.completions import left_open, whole_lists
from ciigraph.extraction.constructed import constructed
from ciigraph.extraction.context import MENTIONS
from ciigraph.extraction.discourse import sentences
from ciigraph.extraction.doubts import without_doubtful
from ciigraph.extraction.frames import Candidate, candidates, triggers_in
from ciigraph.extraction.homeland import at_home, from_abroad, home_of, means_home
from ciigraph.extraction.hosting import is_anothers, without_denied
from ciigraph.extraction.institutes import named_apart
from ciigraph.extraction.nearby import eligible, mistagged, nearby
from ciigraph.extraction.posts import by_holders
from ciigraph.extraction.statements import statement
from ciigraph.extraction.triggers import Rules, rules, words
from ciigraph.extraction.twinning import listed, twinned
from ciigraph.extraction.unnamed_parties import says_nothing

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Doc

    from ciigraph.extraction.clauses import Node, Sentence
    from ciigraph.extraction.context import UnitContext
    from ciigraph.extraction.triggers import Family
    from ciigraph.records import Relation


_POINTING = frozenset({"the", "this", "that", "said"})
#: The candidates by predicate and pair.
_Found: TypeAlias = "dict[tuple[str, frozenset[int] | tuple[int, int]], Candidate]"


def find(tree: Sentence, indicator: str | None, home: Callable[[], Node | None] | None = None) -> list[Candidate]:
    """The candidates of one sentence that stand, best reading first come, one for each predicate and pair.

    Args:
        tree: the sentence.
        indicator: the indicator under which it stands.
        home: gives a mention of the profile's country, who acts where the sentence leaves it open.
    """
    known = rules()
    found: _Found = {}
    unread, open_ = _by_frames(found, tree, known, indicator)
    for c in (*constructed(tree, known), *adjacent(tree)):
        found.setdefault(_key(c, known), c)
    _add_nearby(found, unread, tree, known)
    acting = home() if open_ and home is not None else None
    further = left_open(tree, open_, acting, list(found.values()), indicator) if open_ else ()
    for c in (*further, *whole_lists(list(found.values()), tree)):
        found.setdefault(_key(c, known), c)
    _drop_cities(found)
    pairs: dict[frozenset[int], set[str]] = {}
    for (predicate, _), c in found.items():
        pairs.setdefault(frozenset(c.pair()), set()).add(predicate)
    stands = [c for c in found.values() if not pairs[frozenset(c.pair())] & known.predicates[c.predicate].yields_to]
    return without_doubtful(stands, tree)


def _by_frames(
    found: _Found, tree: Sentence, known: Rules, indicator: str | None
) -> tuple[list[tuple[Node, Family]], list[tuple[Node, Family]]]:
    """Add what the frames read; returns the triggers that they read nothing for, and those that may be left open."""
    unread: list[tuple[Node, Family]] = []
    open_: list[tuple[Node, Family]] = []
    present = _types(tree)
    for node, trigger in triggers_in(tree, known):
        family = trigger.family
        if family.implied:
            open_.append((node, family))
        if family.indicators and not (indicator or "").startswith(family.indicators):
            continue
        absent = present is not None and (family.subject.isdisjoint(present) or family.object.isdisjoint(present))
        if absent and not family.backward:
            continue
        read = _respectively(candidates(node, family, tree), tree)
        if not read and eligible(family):
            unread.append((node, family))
        for c in read:
            found.setdefault(_key(c, known), c)
    return unread + mistagged(tree, known), open_


def _drop_cities(found: _Found) -> None:
    """Where a school has an institute in a city, the school is its host; a delegation holds no post."""
    schools = {c.object.node for c in found.values() if c.predicate == "hosts" and c.subject.node.type == "University"}
    for key, c in list(found.items()):
        crowd = c.predicate == "holdsPositionIn" and c.subject.node.inner in words().collectives
        if crowd or (c.predicate == "hosts" and c.subject.node.type == "Place" and c.object.node in schools):
            del found[key]


def _types(tree: Sentence) -> set[str] | None:
    """The types of the sentence's mentions; None where it may speak of those of the sentence before or behind."""
    if tree.entries is not None:
        return None
    if any(n.pos == "PRON" or n.tag == "PRP$" or n.lower in {"both", "two"} for n in tree.nodes):
        return None
    if any(n.mention is None and n.dep == "det" and n.lower in _POINTING and _refers(n.head) for n in tree.nodes):
        return None
    if any(n.lemma == "country" and means_home(n) for n in tree.nodes):
        return None
    return {m.type for m in tree.mentions if m.type is not None}


def _refers(noun: Node | None) -> bool:
    """Whether a noun after "the" or "this" may mean what the sentence before named."""
    if noun is None or noun.mention is not None:
        return False
    known = rules().words
    return (noun.tag == "NN" and noun.lemma in known.classes) or (noun.tag == "NNS" and noun.lemma in known.parties)


def _describes(node: Node) -> bool:
    """Whether a place only describes an unnamed thing: what "a Ruritanian company" does, Ruritania doesn't do."""
    head = node.head
    if node.type not in {"Country", "Place"} or node.dep not in {"amod", "compound", "nmod"} or head is None:
        return False
    return head.mention is None and head.lemma in rules().words.classes


def _add_nearby(
    found: _Found,
    unread: list[tuple[Node, Family]],
    tree: Sentence,
    known: Rules,
) -> None:
    """Add what the order of words states for the triggers that the parse gave nothing for."""
    taken: dict[frozenset[int], set[int]] = {}  # pair -> the triggers that have already said something of it
    for c in found.values():
        taken.setdefault(frozenset(c.pair()), set()).add(c.trigger.index)
    for node, family in unread:
        for subject, object_, frame in nearby(node, family, tree):
            c = Candidate(family.predicate, subject, object_, node, f"nearby:{family.id}:{node.lemma}:{frame}", family)
            if frozenset(c.pair()) not in taken and not (_describes(subject.node) or _describes(object_.node)):
                found.setdefault(_key(c, known), c)


def _respectively(read: list[Candidate], tree: Sentence) -> list[Candidate]:
    """The pairs that "A and B with C and D, respectively" means."""
    if len(read) < 4 or not any(n.lower == "respectively" for n in tree.nodes):
        return read
    left = list(dict.fromkeys(c.subject.node for c in read))
    right = list(dict.fromkeys(c.object.node for c in read))
    if len(left) != len(right):
        return read
    wanted = {(id(a), id(b)) for a, b in zip(left, right, strict=True)}
    return [c for c in read if (id(c.subject.node), id(c.object.node)) in wanted]


def _key(c: Candidate, known: Rules) -> tuple[str, frozenset[int] | tuple[int, int]]:
    pair = c.pair()
    return c.predicate, frozenset(pair) if known.predicates[c.predicate].symmetric else pair


@Language.component("relations", requires=["doc.spans", "token.dep"], assigns=["doc._.relations"])
def relations(doc: Doc) -> Doc:
    """Set ``doc._.relations`` to the relations between the mentions in ``doc.spans["mentions"]``."""
    mentions = doc.spans.get(MENTIONS)
    found: list[Relation] = []
    if mentions:
        unit: UnitContext = doc._.unit
        twins = words().twinning
        twinning = unit.indicator in words().twinning_indicators  # whether it speaks of twin towns
        for tree in sentences(doc):
            twinning = twinning or any(n.lemma in twins for n in tree.nodes)
            tree.home = cache(partial(home_of, doc, tree, mentions))
            candidates_ = find(tree, unit.indicator, tree.home)
            if twinning:
                candidates_ = [twinned(c, tree) for c in candidates_] + listed(tree, candidates_)
            for c in map(partial(from_abroad, country=unit.country), candidates_):
                subject, object_ = c.pair()
                same = mentions[subject]._.entity == mentions[object_]._.entity
                if same or at_home(c, unit.country) or says_nothing(c, mentions[subject], mentions[object_]):
                    continue
                if c.predicate == "hosts" and is_anothers(mentions[subject], mentions[object_]):
                    continue
                relation = statement(c, tree, doc)
                if relation is not None:
                    found.append(relation)
    found = without_denied(found, list(mentions or ()))
    doc._.relations = drop_unused(doc, by_holders(found, list(mentions or ())))
    if mentions:
        doc.spans[MENTIONS] = named_apart(doc, list(doc.spans[MENTIONS]))
    return doc
