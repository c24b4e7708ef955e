"""Component ``known_entities``: finds the names of known entities and countries in a text.

spaCy's own PhraseMatcher does it, on lower case without diacritics (the token's NORM) and, for abbreviations and
names whose case matters, on the text as it stands.
"""

from __future__ import annotations

import re
from importlib.metadata import version
from typing import TYPE_CHECKING, cast

from rapidfuzz import fuzz
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span

from ciigraph.compiled import compiled
from ciigraph.extraction import context
from ciigraph.extraction.gazetteer import OWN_CODE, gazetteer
from ciigraph.extraction.knowledge import Knowledge, knowledge
from ciigraph.extraction.lexicon import Lexicon, lexicon
from ciigraph.extraction.names import is_han, name_key, plain

if TYPE_CHECKING:
    from ciigraph.records import EntityType

#: Key of ``doc.spans``: known names, one entity each (``span.kb_id_``), possibly overlapping.
KNOWN = "known"
#: ``span.id_`` of an abbreviation that counts only where the document names the thing in full.
WEAK = "weak"


def level(doc: Doc) -> Doc:
    """Give the tokens that aren't ASCII a norm without diacritics, so that all spellings match."""
    if not context.text_of(doc).isascii():
        for token in doc:
            if not token.is_ascii:  # Han names aren't levelled, or "Minjian" would be one
                token.norm_ = token.text if is_han(token.text) else plain(token.text)
    return doc


#: Likeness (0..100) of an abbreviation's long name with a known thing's from which it means that thing.
_SAME_NAME = 75.0
_KNOWN_NAMES = "ciigraph.known"
#: After a known name: it is only the first part of a double name ("Port of Kuala-Lumpur").
_GOES_ON = re.compile(r"[-–][A-Z]")
_GENITIVE = re.compile(r"([A-Z][\w .]{2,30})['’]s ")
_OF_COUNTRY = re.compile(r" of (?:the )?([A-Z][\w’' .]{2,40})$")
#: Types whose known names are parted from the country before them.
_OWNED = frozenset(
    [
        "GovernmentBody",
        "Place",
        "ResearchBody",
        "University",
        "Company",
        "MediaOrganisation",
        "Association",
        "Facility",
        "Product",
    ]
)
#: Types of things whose abbreviations are known in their own country …
_STATES = frozenset({"PoliticalParty", "GovernmentBody"})
#: … unless they are things of these.
_EVERYWHERE = frozenset({None, "CN", "US", "GB", "RU", "TW", "HK"})
#: Types whose known names yield to the lexicon's generic words (currencies, systems).
_EVERYDAY_TYPES = frozenset({"Product", "Place"})
#: Types whose names are also written in lower case ("one country, two systems").
_IN_LOWER_CASE = frozenset({"Initiative", "Agreement", "Event", "Product", "ConfuciusInstitute"})


def _is_written_as_name(text: str, type_: EntityType) -> bool:
    """Whether a match on lower case reads as a name: it has a capital or no case at all, or its kind needs none."""
    if any(c.isupper() for c in text) or text.upper() == text.lower():
        return True
    return " " in text.strip() and type_ in _IN_LOWER_CASE


def _is_country(doc: Doc, start: int, end: int) -> bool:
    """Whether a country's name in lower case means the country for the model too: "went to china"."""
    return end - start == 1 and doc[start].pos_ == "PROPN" and doc[start].ent_type_ == "GPE"


class KnownEntities:
    """Writes ``doc.spans["known"]``."""

    def __init__(self, nlp: Language, known: Knowledge) -> None:
        """Sort the names by their first words, as the pipeline's own tokenizer cuts them from texts."""
        self.known = known
        self.strings = nlp.vocab.strings
        loose: list[tuple[str, str]] = []
        exact: list[tuple[str, str]] = []
        weak: list[tuple[str, str]] = []
        for entity in known.entities.values():
            names = [name for name in entity.names if "(" not in name]  # brackets part two names
            (exact if entity.case_sensitive else loose).extend((name, entity.id) for name in names)
            exact += [(name, entity.id) for name in entity.abbreviations]
            weak += [(name, f"{WEAK}:{entity.id}") for name in entity.weak_abbreviations]
        firsts = first_words(nlp, [name for name, _ in (*loose, *exact, *weak)])
        self.by_norm = GrowingMatcher(nlp, "NORM", loose, firsts)
        self.by_text = GrowingMatcher(nlp, "ORTH", exact + weak, firsts)

    def __call__(self, doc: Doc) -> Doc:
        """Find the known names."""
        spans = []
        level(doc)
        for key, start, end in self.by_norm(doc):
            id_ = self.strings[key]
            entity = self.known.entities[id_]
            small = entity.type == "Country" and not doc[start].text[0].isupper()
            if not (_is_country(doc, start, end) if small else _is_written_as_name(doc[start:end].text, entity.type)):
                continue
            spans.append(Span(doc, start, end, label=entity.type, kb_id=id_))
        for key, start, end in self.by_text(doc):
            weak, _, id_ = self.strings[key].rpartition(":")
            spans.append(Span(doc, start, end, label=self.known.entities[id_].type, kb_id=id_, span_id=weak))
        doc.spans[KNOWN] = spans
        return doc


def known_names(doc: Doc) -> dict[int, tuple[int, str]]:
    """The known names of a text: start offset to end offset and entity id, the longest where several begin.

    None overlaps another. Weak abbreviations count where the document defines them, where it names the thing, its
    parent or its part in full, or where things of this type are what the indicator is about.
    """
    found = doc.user_data.get(_KNOWN_NAMES)
    if found is None:
        found = doc.user_data[_KNOWN_NAMES] = _known_names(doc)
    return cast("dict[int, tuple[int, str]]", found)


def _known_names(doc: Doc) -> dict[int, tuple[int, str]]:
    text = context.text_of(doc)
    supported = _Supported(doc)
    names: dict[int, tuple[int, str]] = {}
    for span in doc.spans[KNOWN]:
        if _means_else(doc, span) or (span.id_ == WEAK and not supported(span)):
            continue
        if supported.is_foreign(span) and not supported.by_names(span):
            continue
        start, end = _bare(text, span)
        if span.label_ not in {"Country", "Place"} and _GOES_ON.match(text, end):
            continue
        if start not in names or names[start][0] < end:
            names[start] = (end, span.kb_id_)
    covered = -1
    for start in sorted(names):
        if start < covered:
            del names[start]
        else:
            covered = names[start][0]
    return names


def _bare(text: str, span: Span) -> tuple[int, int]:
    """Where a name begins and ends without a person's title, or a ministry's country ("China's Ministry of X")."""
    start, end = span.start_char, span.end_char
    if span.label_ == "Person":
        titles, demonyms = lexicon().titles, gazetteer().demonyms
        last = span.end - 1
        first = next(t for t in span if t.i == last or (plain(t.text) not in titles and plain(t.text) not in demonyms))
        return first.idx, end
    if span.label_ in _OWNED:
        name = text[start:end]
        before, after = _GENITIVE.match(name), _OF_COUNTRY.search(name)
        countries = gazetteer().countries
        if before is not None and name_key(before[1]) in countries:
            start += before.end()
        ministry = name.lower().startswith("ministry")
        if ministry and after is not None and name_key(after[1]) in countries:
            end = span.start_char + after.start()
    return start, end


class _Supported:
    """Which weak abbreviations of a text have support."""

    def __init__(self, doc: Doc) -> None:
        self.entities = knowledge().entities
        self.unit: context.UnitContext = doc._.unit
        self.strong = {
            span.kb_id_
            for span in doc.spans[KNOWN]
            if span.id_ != WEAK and span.text not in self.entities[span.kb_id_].abbreviations
        }
        self.parents = {self.entities[id_].parent for id_ in self.strong}
        self.prior = lexicon().priors.get((self.unit.indicator or "").rpartition("-")[0])

    def __call__(self, span: Span) -> bool:
        return span.label_ == self.prior or span.text in self.unit.abbreviations or self.by_names(span)

    def by_names(self, span: Span) -> bool:
        """Whether the text names the thing, its parent or its part in full."""
        id_ = span.kb_id_
        return id_ in self.strong or id_ in self.parents or self.entities[id_].parent in self.strong

    def is_foreign(self, span: Span) -> bool:
        """Whether an abbreviation is that of another small country's party or body: "PAP", "SPD"."""
        entity = self.entities[span.kb_id_]
        if entity.type not in _STATES or entity.country in _EVERYWHERE or span.text not in entity.abbreviations:
            return False
        return entity.country != self.unit.country


def _means_else(doc: Doc, span: Span) -> bool:
    """Whether a known name means something else here: "CCTV cameras"; or is an everyday word."""
    words = lexicon()
    if span.label_ in _EVERYDAY_TYPES and plain(span.text) in words.generic:
        return True
    if _is_defined_otherwise(doc, span) or _is_given_name(doc, span, words) or _is_modifier(doc, span, words):
        return True
    after = words.no_names.get(span.text)
    return after is not None and span.end < len(doc) and doc[span.end].lower_ in after


def _is_defined_otherwise(doc: Doc, span: Span) -> bool:
    """Whether the document uses a known abbreviation for something else ("NSA" for a Nordic Seabed Alliance)."""
    long = doc._.unit.abbreviations.get(span.text)
    if long is None:
        return False
    key = name_key(long)
    names = knowledge().entities[span.kb_id_].names
    return max(fuzz.token_set_ratio(key, name_key(name)) for name in names) < _SAME_NAME


def _is_given_name(doc: Doc, span: Span, words: Lexicon) -> bool:
    """Whether a country's or city's name is part of a person's: "Chad Jordan"."""
    if len(span) > 1 or span.label_ not in {"Country", "Place"}:
        return False
    before = doc[span.start - 1] if span.start else None
    if span.label_ == "Place" and before is not None and before.text.istitle() and before.ent_type_ != "GPE":
        return plain(before.text) in words.words["forenames"] and before.lower_ not in words.words["openers"]
    if span.text.lower() not in words.words["given_names"]:
        return False
    beside = doc[max(0, span.start - 1) : span.end + 1]
    return sum(token.ent_type_ == "PERSON" and token.pos_ == "PROPN" for token in beside) > 1


def _is_modifier(doc: Doc, span: Span, words: Lexicon) -> bool:
    """Whether a body's name only says what kind of thing follows: "Chinese military equipment"."""
    if (
        span.label_ != "GovernmentBody"
        or span.end >= len(doc)
        or doc[span.end - 1].text not in words.words["modifiers"]
    ):
        return False
    return doc[span.end].pos_ == "NOUN" and doc[span.end].text.islower()


class GrowingMatcher:
    """A PhraseMatcher that takes a name in when a text first holds its first word; most it never needs."""

    def __init__(
        self, nlp: Language, attribute: str, names: list[tuple[str, str]], firsts: dict[str, tuple[str, str]]
    ) -> None:
        """Take names, each with its key and, by ``first_words``, its first word."""
        self._nlp, self._attribute = nlp, attribute
        self._matcher = PhraseMatcher(nlp.vocab, attr=attribute)
        self._waiting: dict[int, list[tuple[str, str]]] = {}
        strings = nlp.vocab.strings
        for name, key in names:
            if (first := firsts.get(name)) is not None:
                word = strings.add(first[0] if attribute == "NORM" else first[1])
                self._waiting.setdefault(word, []).append((name, key))

    def __call__(self, doc: Doc) -> list[tuple[int, int, int]]:
        """Key, start and end of all names in a text."""
        for word in self._waiting.keys() & set(doc.to_array([self._attribute]).tolist()):
            patterns: dict[str, list[Doc]] = {}
            for name, key in self._waiting.pop(word):
                patterns.setdefault(key, []).append(level(self._nlp.make_doc(name)))
            for key, docs in patterns.items():
                self._matcher.add(key, docs)
        return self._matcher(doc)


def first_words(nlp: Language, names: list[str]) -> dict[str, tuple[str, str]]:
    """The first word of each name: its levelled norm, and as it stands."""

    def cut() -> dict[str, tuple[str, str]]:
        docs = {name: level(nlp.make_doc(name)) for name in names}
        return {name: (doc[0].norm_, doc[0].text) for name, doc in docs.items() if len(doc)}

    parts = (*OWN_CODE, "extraction/known_entities.py", "extraction/language.py", "countries.py", "data/countries.yaml")
    model = f"spacy {version('spacy')}, {nlp.meta['lang']} {nlp.meta['name']} {nlp.meta['version']}"
    return compiled("first-words", dict[str, tuple[str, str]], cut, parts, model)


@Language.factory("known_entities")
def create_known_entities(nlp: Language, name: str) -> KnownEntities:  # noqa: ARG001  (spaCy passes the name)
    """Factory of the component."""
    context.register()
    return KnownEntities(nlp, knowledge())
