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

from ciigraph.extraction.buildings import OF_FACILITIES, acted_on
from ciigraph.extraction.context import MENTIONS
from ciigraph.extraction.counted import counts
from ciigraph.extraction.country_words import GROUP, country_words
from ciigraph.extraction.gazetteer import gazetteer
from ciigraph.extraction.language_names import names_language
from ciigraph.extraction.names import name_key
from ciigraph.extraction.occasions import occasion
from ciigraph.extraction.posts import posts
from ciigraph.extraction.triggers import rules, words
from ciigraph.extraction.unstated import unstated

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.vocab import Vocab

    from ciigraph.records import EntityType, Relation

if not Span.has_extension("anonymous"):
    Span.set_extension("anonymous", default=False)
    Span.set_extension("swallowed", default=None)  # the mention inside: "China" of "China-sponsored hackers"

_PREMODIFIERS = frozenset({"det", "amod", "compound", "nummod", "nmod", "poss", "punct", "npadvmod", "quantmod", "dep"})
_POINTING = frozenset({"same", "this", "these", "those", "that"})
_ANYBODY = frozenset({"people", "person", "member", "citizen", "national", "official", "expert", "worker"})
_ARTICLES = re.compile(r"^(?:the same|the|an?|this|these|those|that|said)\s+", re.IGNORECASE)
#: Words between a post and its holder's name: "Lieutenant-General".
_LONGEST_RANK = 4
#: Relations that an unnamed event is a mention for.
_ATTENDING = frozenset({"participatesIn", "trains"})
_KIN = frozenset({"family", "clan"})
#: Relations that say who somebody is; alone they are no reason to call an unnamed person a mention.
_DESCRIPTIVE = frozenset({"holdsPositionIn", "memberOf", "locatedIn", "subsidiaryOf"})


class _Keys(dict[int, bool]):
    """Whether a string's key is one of a word that may matter here; filled as the strings turn up."""

    def __init__(self, vocab: Vocab) -> None:
        super().__init__()
        self._strings = vocab.strings
        self._words = frozenset(rules().actors) | words().languages | words().occasions

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
    kinds = rules().actors
    keys = _keys(doc.vocab)
    taken = {i: m for m in mentions for i in range(m.start, m.end)}
    added: list[Span] = []
    for i, (lemma, lower) in enumerate(doc.to_array(["LEMMA", "LOWER"]).tolist()):
        if (not keys[lemma] and not keys[lower]) or i in taken:
            continue
        token = doc[i]
        noun = token.lemma_.lower()
        kind = kinds.get(noun) or (kinds.get(noun.removesuffix("s")) if token.tag_ == "NNPS" else None)
        place: tuple[int, int] | None = None
        if noun in words().built and not acted_on(token, taken):
            continue
        if kind is not None and token.pos_ in {"NOUN", "PROPN"} and not _names_somebody(token, taken):
            place = _actor(doc, token, taken)
            if noun == "station" and doc[max(0, i - 1)].lower_ not in words().station_kinds | {"service"}:
                place = None
            if place is not None and not counts(doc, i, kind, place, taken):
                place = None
        elif kind is None and token.text[0].isupper() and token.lower_ in words().languages and names_language(token):
            kind, place = "Place", (i, i + 1)
        elif kind is None and noun in words().occasions:
            kind, place = "Event", occasion(doc, token, taken)
        if kind is not None and place is not None:
            added.append(_mention(doc, place, kind, taken, added))
    added += unstated(doc, taken) + country_words(doc, taken)
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


def _actor(doc: Doc, head: Token, taken: dict[int, Span]) -> tuple[int, int] | None:
    """The noun phrase that ends in ``head`` when it says which or how many; None when it is a mere class."""
    if head.lemma_ in _KIN and (name := taken.get(head.i - 1)) is not None:
        return (name.start, head.i + 1) if len(name) == 1 and name.label_ in {"Person", "Company"} else None
    start = head.i
    while start > 1 and doc[start - 1].text == "-" and doc[start - 2].is_alpha and start - 2 not in taken:
        start -= 2  # "Vice-Governor", in whatever parts the parser sees it
    if start < head.i and doc[start - 1].pos_ == "DET":
        start -= 1
    for child in sorted(head.lefts, key=lambda t: -t.i):
        left = child.left_edge.i
        if child.dep_ not in _PREMODIFIERS or child.right_edge.i != start - 1:
            break
        names = {t for t in range(left, start) if t in taken}
        if names and not _hyphened(doc, names, taken):
            break
        start = left
    while start < head.i and (
        doc[start].is_punct
        or doc[start].is_space
        or doc[start].pos_ in {"ADP", "CCONJ", "ADV", "PART"}
        or (doc[start].is_digit and doc[start + 1].is_punct)  # the year of an entry: "2010 - Minister of Trade"
    ):
        start += 1
    if head.tag_ == "NNP" and any(c.lower_ == "of" for c in head.rights):
        end = _post_end(head, taken)  # a post, written as a name: "Minister of Trade"
        return None if _before_holder(doc, end, taken) else (start, end)
    phrase = doc[start : head.i + 1]
    if any(t.tag_ == "POS" and t.i > start and doc[t.i - 1].pos_ == "NOUN" for t in phrase):
        return None  # "the institute's teachers" are whoever the institute is
    return (start, head.i + 1) if len(phrase) > 1 and _definite(head, list(phrase[:-1])) else None


def _before_holder(doc: Doc, end: int, taken: dict[int, Span]) -> bool:
    """Whether the holder of a post follows it, at most its body or country between: "Chairman of the Board of X, Y"."""
    while end < len(doc) and (end in taken or doc[end].lower_ in {"of", "the", ","}):
        if end in taken and taken[end].label_ == "Person":
            return True
        end = taken[end].end if end in taken else end + 1
    return False


def _post_end(head: Token, taken: dict[int, Span]) -> int:
    """The end of a post's name: with its field ("Minister of Trade"), without the body or country it belongs to."""
    doc, end, i = head.doc, head.i + 1, head.i + 1
    while (
        i < len(doc)
        and i not in taken
        and i - end < 3
        and (doc[i].text[0].isupper() or doc[i].lower_ in {"of", "and", "the", "for"})
    ):
        i += 1
        if doc[i - 1].text[0].isupper():
            end = i
    return end


def _hyphened(doc: Doc, names: set[int], taken: dict[int, Span]) -> bool:
    last = max(names)
    return len({taken[t].start for t in names}) == 1 and last + 1 < len(doc) and doc[last + 1].text == "-"


def _definite(head: Token, before: list[Token]) -> bool:
    lowers = {t.lower_ for t in before}
    if head.lemma_ in _KIN:
        return before[-1].tag_ == "NNP"  # "the Novak family"
    if any(t.tag_ == "CD" for t in before):
        return True
    if lowers & words().indefinite or (head.lemma_ in _ANYBODY and lowers <= {"the", "these", "those"}):
        return False
    if lowers & _POINTING or any(name_key(t.text) in gazetteer().demonyms or (t.text == "-" and t.i) for t in before):
        return True
    if before[0].lower_ in {"a", "an", "the"}:
        described = any(
            c.dep_ in {"acl", "relcl"} or (c.dep_ == "prep" and c.lower_ in {"of", "from", "in"}) for c in head.rights
        )
        return len(before) > 1 or described
    return head.tag_ in {"NN", "NNP"} and head.dep_ in {"nsubj", "nsubjpass"}


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
    unit = doc._.unit
    if kind == "Place":
        parts = [name, "language area"]
    else:
        parts = [name, (unit.country or "").lower(), unit.indicator or unit.document or ""]
    span._.entity = slugify(" ".join(p for p in parts if p)) or "actor"
    span._.entity_label = name if kind != "Place" else f"{name} language area"
    return span


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
        if r.predicate not in _DESCRIPTIVE
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
