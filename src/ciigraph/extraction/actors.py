"""Definite actors without a name ("a far-right politician", "22 journalists", "Chinese hackers").

They are mentions only where a relation needs them: the component adds all that may be, the relations component
takes back those that no relation names. Languages that an outlet may broadcast in ("services in French") are
treated likewise.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec
from slugify import slugify
from spacy.language import Language
from spacy.tokens import Span
from spacy.util import filter_spans

from ciigraph.extraction.actor_phrases import kind_of, phrase_of
from ciigraph.extraction.buildings import OF_FACILITIES, acted_on
from ciigraph.extraction.context import MENTIONS
from ciigraph.extraction.country_words import GROUP, country_words
from ciigraph.extraction.definite import definite
from ciigraph.extraction.language_names import names_language
from ciigraph.extraction.occasions import occasion
from ciigraph.extraction.posts import posts
from ciigraph.extraction.sole_bodies import sole_bodies
from ciigraph.extraction.triggers import rules, words
from ciigraph.extraction.unstated import unstated

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.vocab import Vocab

    from ciigraph.records import EntityType, Relation

if not Span.has_extension("anonymous"):
    Span.set_extension("anonymous", default=False)
    Span.set_extension("swallowed", default=None)  # the mention inside: "China" of "China-sponsored hackers"

_POINTING = frozenset({"same", "this", "these", "those", "that"})
_ARTICLES = re.compile(r"^(?:the same|the|an?|this|these|those|that|said)\s+", re.IGNORECASE)
#: Words between a post and its holder's name: "Lieutenant-General".
_LONGEST_RANK = 4
#: Relations that an unnamed event is a mention for.
_ATTENDING = frozenset({"participatesIn", "trains"})
#: Relations that say who somebody is; alone they are no reason to call an unnamed person a mention.
_DESCRIPTIVE = frozenset({"holdsPositionIn", "memberOf", "locatedIn", "subsidiaryOf"})


class _Keys(dict[int, bool]):
    """Whether a string's key is one of a word that may matter here; filled as the strings turn up."""

    def __init__(self, vocab: Vocab) -> None:
        super().__init__()
        self._strings = vocab.strings
        self._words = frozenset(noun.split()[-1] for noun in rules().actors) | words().languages | words().occasions

    def __missing__(self, key: int) -> bool:
        word = self._strings[key].lower() if key else ""
        found = self[key] = word in self._words or word.removesuffix("s") in self._words
        return found


@lru_cache(maxsize=8)
def _keys(vocab: Vocab) -> _Keys:
    return _Keys(vocab)


@Language.component("anonymous_actors", requires=["doc.spans", "token.dep"], assigns=["doc.spans"])
def anonymous_actors(doc: Doc) -> Doc:
    """Add to ``doc.spans["mentions"]`` the unnamed actors that a relation might need, marked ``span._.anonymous``."""
    mentions = list(doc.spans.get(MENTIONS) or ())
    keys = _keys(doc.vocab)
    taken = {i: m for m in mentions for i in range(m.start, m.end)}
    added: list[Span] = []
    for i, (lemma, lower) in enumerate(doc.to_array(["LEMMA", "LOWER"]).tolist()):
        if (not keys[lemma] and not keys[lower]) or i in taken:
            continue
        token = doc[i]
        noun = token.lemma_.lower()
        kind = kind_of(token, taken)
        place: tuple[int, int] | None = None
        if kind == "Facility" and noun in words().built and not acted_on(token, taken):
            continue
        if kind is not None and token.pos_ in {"NOUN", "PROPN"} and not _names_somebody(token, taken):
            place = phrase_of(doc, token, taken)
            if (
                kind == "Facility"
                and noun == "station"
                and doc[max(0, i - 1)].lower_ not in words().station_kinds | {"service"}
            ):
                place = None
            if place is not None and not definite(doc, token, kind, place, taken):
                place = None
        elif kind is None and token.text[0].isupper() and token.lower_ in words().languages and names_language(token):
            kind, place = "Place", (i, i + 1)
        elif kind is None and noun in words().occasions:
            kind, place = "Event", occasion(doc, token, taken)
        if kind is not None and place is not None:
            added.append(_mention(doc, place, kind, taken, added))
    added += unstated(doc, taken) + sole_bodies(doc, taken) + country_words(doc, taken)
    offices = posts(doc, mentions)
    if offices:
        held = {i for post in offices for i in range(post.start, post.end)}
        added = [m for m in added if held.isdisjoint(range(m.start, m.end))] + offices
    if added:
        new = filter_spans(added)
        inside = {m.start for span in new if (m := span._.swallowed) is not None}
        doc.spans[MENTIONS] = sorted([*(m for m in mentions if m.start not in inside), *new], key=lambda s: s.start)
    return doc


def _names_somebody(token: Token, taken: dict[int, Span]) -> bool:
    """Whether the noun only describes a name or stands in the predicate: "the politician Jana Novak"."""
    after = token.i + 1
    if token.dep_ in {"compound", "nmod", "attr", "appos", "oprd", "amod"} or (
        token.dep_ == "pobj" and token.head.lower_ == "as"
    ):
        return True
    if after < len(token.doc) and token.doc[after].lower_ == "of":
        after = _behind_post(token.doc, after, taken)
    if after in taken and taken[after].label_ == "Person":
        return True
    for child in token.rights:  # "a politician, Jana Novak, who …", "a politician who … (Jana Novak)"
        for t in child.subtree:
            named = taken.get(t.i)
            if (
                named is not None
                and named.label_ == "Person"
                and (child.dep_ == "appos" or (t.i and token.doc[t.i - 1].text == "("))
            ):
                return True
    return False


def _behind_post(doc: Doc, of: int, taken: dict[int, Span]) -> int:
    """Where the holder's name may begin: "the rector of the University of X, Jana Novak", with a rank before it."""
    after = of
    while after + 1 < len(doc) and doc[after].lower_ == "of":
        body = taken.get(after + 1) or taken.get(after + 2)
        if body is not None:
            after = body.end
        elif doc[after + 1].text[0].isupper() and after == of:  # "Minister of Defence of Ruritania"
            after += 2
        else:
            break
    if after < len(doc) and doc[after].text == ",":
        after += 1
        rank = after
        while rank < len(doc) and rank - after < _LONGEST_RANK and rank not in taken and _in_rank(doc[rank]):
            rank += 1
        if rank in taken and taken[rank].label_ == "Person":
            return rank
    return after


def _in_rank(token: Token) -> bool:
    return token.text[0].isupper() or token.text in {"-", "of", "the"}


def _mention(doc: Doc, place: tuple[int, int], kind: EntityType, taken: dict[int, Span], earlier: list[Span]) -> Span:
    span = Span(doc, *place, label=kind)
    span._.swallowed = next((taken[i] for i in range(*place) if i in taken), None)
    span._.anonymous = True
    span._.link_rule = "anonymous actor"
    name = _ARTICLES.sub("", span.text)
    pointing = span.text.split(" ", 1)[0].lower() in {"the", *_POINTING} or "same" in span.text.lower()
    known = [
        m for m in earlier if m.label_ == kind and ("same" in span.text.lower() or m[-1].lemma_ == span[-1].lemma_)
    ]
    if pointing and known and kind != "Place":
        span._.entity, span._.entity_label = known[-1]._.entity, known[-1]._.entity_label
        return span
    if "same" in span.text.lower() and (named := _named_before(span, kind, taken)) is not None:
        span._.entity, span._.entity_label = named._.entity, named._.entity_label
        span._.wikidata, span._.entity_country = named._.wikidata, named._.entity_country
        return span
    unit = doc._.unit
    if kind == "Place":
        parts = [name, "language area"]
    else:
        parts = [name, (unit.country or "").lower(), unit.indicator or unit.document or ""]
    span._.entity = slugify(" ".join(p for p in parts if p)) or "actor"
    span._.entity_label = name if kind != "Place" else f"{name} language area"
    return span


def _named_before(span: Span, kind: EntityType, taken: dict[int, Span]) -> Span | None:
    """The last name of the type before "the same institution"."""
    return next((taken[i] for i in range(span.start - 1, -1, -1) if i in taken and taken[i].label_ == kind), None)


def _only_describes(r: Relation, subject: Span) -> bool:
    """Whether a relation says no more than who an unnamed subject is."""
    if r.predicate == "memberOf":
        return subject.label_ == "Person"
    return r.predicate in _DESCRIPTIVE or (r.predicate == "ownsStakeIn" and "owner" in subject.text.lower())


def drop_unused(doc: Doc, relations: list[Relation]) -> tuple[Relation, ...]:
    """Take back the anonymous actors that no relation needs; what they had swallowed stands again.

    Returns:
        The relations that are left, with the positions that their mentions have afterwards.
    """
    mentions = list(doc.spans.get(MENTIONS) or ())
    if not any(m._.anonymous for m in mentions):
        return tuple(relations)
    needed = {
        i
        for r in relations
        if not _only_describes(r, mentions[r.subject])
        for i in (r.subject, r.object)
        if mentions[i].label_ != "Facility" or r.predicate in OF_FACILITIES
    }
    needed |= {r.object for r in relations if r.predicate == "holdsPositionIn"}  # posts of a state
    attended = {i for r in relations if r.predicate in _ATTENDING for i in (r.subject, r.object)}
    languages_only = {i for r in relations if r.predicate == "broadcastsIn" for i in (r.object,)}
    kept: list[Span] = []
    place: dict[int, int] = {}
    for i, m in enumerate(mentions):
        fit = {"Place": languages_only, "Event": attended}.get(m.label_, needed)
        wanted = i in (needed if m._.link_rule == GROUP else fit)
        if not m._.anonymous or wanted:
            place[i] = len(kept)
            kept.append(m)
        elif m._.swallowed is not None:
            kept.append(m._.swallowed)
    doc.spans[MENTIONS] = kept
    return tuple(
        msgspec.structs.replace(r, subject=place[r.subject], object=place[r.object])
        for r in relations
        if r.subject in place and r.object in place
    )
