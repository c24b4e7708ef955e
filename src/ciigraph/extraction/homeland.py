"""The profile's country where a sentence doesn't name it: "operates in the country", "an agreement was signed"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ciigraph.extraction.clauses import Node, verb_of
from ciigraph.extraction.relative_clauses import SUBJECTS
from ciigraph.extraction.triggers import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Span

    from ciigraph.extraction.clauses import Sentence
    from ciigraph.extraction.frames import Candidate

#: Dependencies of a country's name that only describes another noun: "Ruritanian firms".
_DESCRIBING = frozenset({"amod", "compound", "nmod"})
#: Families in which either party may be the one that gives: who shares content, who supplies technology.
_EXCHANGED = frozenset(
    {("redistributes", f) for f in ("agreed-to-share", "agrees-to-share", "exchange", "sharing")}
    | {("suppliesTechnologyTo", f) for f in ("contract-for", "partner-to-build")}
)


def home_of(doc: Doc, tree: Sentence, mentions: Sequence[Span]) -> Node | None:
    """The mention of the profile's country that is nearest to a sentence, as a node; None where it isn't named."""
    country = doc._.unit.country
    named = [
        (abs(m.start - tree.start), position)
        for position, m in enumerate(mentions)
        if m.label_ == "Country" and m._.entity_country == country
    ]
    if country is None or not named:
        return None
    position = min(named)[1]
    inside = next((n for n in tree.mentions if n.mention == position), None)
    if inside is not None:
        return inside
    span = mentions[position]
    return Node(
        -1, span.start, span.end, span.text, span.text.lower(), span.text.lower(), "PROPN", "NNP", "", mention=position,
        type="Country", country=country,
    )  # fmt: skip


def means_home(noun: Node) -> bool:
    """Whether a noun is "the country" without saying which, where it may mean that of the profile."""
    if noun.lemma not in {"country", "nation"} or noun.tag != "NN" or noun.mention is not None:
        return False
    if not any(c.lower == "the" and c.dep == "det" for c in noun.children):
        return False
    return not any(
        c.dep in {"amod", "compound", "nmod", "poss", "relcl", "acl", "appos"} or c.lower in {"of", "in"}
        for c in noun.children
        if c.lower != "index"
    )


def the_country(noun: Node, sentence: Sentence) -> list[Node]:
    """What "the country" refers to: the profile's, where no other one was spoken of just before.

    A text about a country means that one, but "in Borduria they saw the country's ports" doesn't; who acts in a
    clause isn't what it acts on: in "Borduria invests in the country" it is another's.
    """
    if not means_home(noun):
        return []
    home = sentence.home()
    if home is None:
        return []
    owned = noun.head if noun.dep == "poss" else None
    if owned is not None and owned.lemma not in words().people | words().state_posts | words().dealings:
        return []  # "supports the country's plans" isn't support for the country
    verb = verb_of(noun)
    acting = noun.dep in SUBJECTS
    if not acting and verb is not None and home.head is verb and home.dep in SUBJECTS:
        return []
    before = [m for m in sentence.mentions if m.index < noun.index] or sentence.previous
    for m in before:
        if m.type != "Country" or m.country == home.country or m.dep in _DESCRIBING:
            continue
        if acting or not (m.dep in SUBJECTS or m.dep == "poss"):
            return []
    return [home]


def from_abroad(c: Candidate, country: str | None) -> Candidate:
    """Turn what parties of an agreement exchange into its likely direction, which the text often leaves open.

    Of two outlets that share content the one at home takes it over, of two that agree on technology the one from
    abroad supplies it.
    """
    if c.family is None or country is None or (c.predicate, c.family.id) not in _EXCHANGED:
        return c
    giver, taker = (c.object, c.subject) if c.predicate == "redistributes" else (c.subject, c.object)
    here, there = giver.node.country, taker.node.country
    if there in {None, country} or here == there or here not in {None, country}:
        return c
    return replace(c, subject=c.object, object=c.subject)


def at_home(c: Candidate, country: str | None) -> bool:
    """Whether what must be another country's is the profile's: who attends a course "in X" is trained abroad only."""
    return c.family is not None and c.family.abroad and country is not None and c.subject.node.country == country
