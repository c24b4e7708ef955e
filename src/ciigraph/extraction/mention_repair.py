"""Component ``mention_repair``: one set of names from structure, known names and the model's, each with its type.

Known names come first, then structure, then the model; what the model calls a name without reason is dropped
(dates, nationalities, ordinals, class words, addresses of pages), what it cuts wrongly is mended.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from ciigraph.extraction import context
from ciigraph.extraction.abbreviations import type_of_name
from ciigraph.extraction.bodies import BODIES
from ciigraph.extraction.gazetteer import Gazetteer, gazetteer
from ciigraph.extraction.known_entities import KNOWN
from ciigraph.extraction.lexicon import Lexicon, lexicon
from ciigraph.extraction.mention_types import (
    MODEL_TYPES,
    NO_NAMES,
    beside,
    english_words,
    follows_where,
    in_headline,
    is_large_place,
    is_model_number,
    is_place_of,
    organisation_type,
    place_type,
    speaks,
)
from ciigraph.extraction.mentions import QUOTED, STRUCTURE, TITLED, is_adjective, known_names
from ciigraph.extraction.names import acronym_of, is_in_other_language, name_key, plain
from ciigraph.extraction.runs import han_runs

if TYPE_CHECKING:
    from ciigraph.extraction.knowledge import Knowledge
    from ciigraph.records import EntityType

_URLISH = re.compile(r"https?:|www\.|@|\.(?:com|org|net|html|pdf|gov|edu)\b|[/\\_=%#]|^\W+$")
_SECOND_NAME = re.compile(r"\(([^()\n]{6,90})\)")
#: Types whose unknown single-word name counts only if the model or the context names it.
_SHORT_NAME = re.compile(r"\(([A-Z][A-Za-z&-]{1,9})\)")
_SHORTENED = frozenset(
    {
        "Company",
        "University",
        "ResearchBody",
        "MediaOrganisation",
        "GovernmentBody",
        "PoliticalParty",
        "Association",
        "InternationalOrganisation",
        "Network",
        "Initiative",
        "Facility",
    }
)
#: Types whose head words are everyday words, which a headline capitalises for no reason.
_LOOSE = frozenset({"Company", "Product", "Event", "Initiative", "Agreement", "MediaOrganisation", "Place", "Facility"})
_NO_NOUNS = frozenset({"ADV", "VERB", "ADP", "SCONJ", "DET", "PRON", "INTJ", "AUX", "CCONJ", "PART"})
_CONJUNCTIONS = frozenset({"and", ",", "or", "&", "the", "/", "both", '"', "“", "”"})
_ROMANCE = frozenset({"el", "la", "los", "las", "le", "les", "o", "al", "san", "santa"})
_ONE = re.compile(r"\b[Tt]he one(?= (?:in|at) (?:the )?[A-Z])")
_PLACE_OFFICES = frozenset({"governor", "mayor", "vice-governor", "vice", "prefect", "deputy"})
_MODEL_ORG = frozenset({"ORG", "WORK_OF_ART"})


@dataclass(slots=True)
class Candidate:
    """A name by tokens ``start:end``."""

    start: int
    end: int
    type: EntityType
    known: str = ""
    sure: bool = True  # False where only the indicator's domain says what kind of thing it is


class MentionRepair:
    """Writes ``doc.spans["mentions"]``: sorted, none overlapping another, each with a type."""

    def __init__(self, words: Lexicon, places: Gazetteer, known: Knowledge, english: frozenset[str]) -> None:
        """Use this knowledge; ``english`` are the everyday words of the language."""
        self.lexicon, self.places, self.known, self.english = words, places, known, english

    def __call__(self, doc: Doc) -> Doc:
        """Merge, mend and type the names."""
        taken: list[Candidate] = []
        open_: list[Span] = []
        for span in doc.spans[STRUCTURE]:
            if span.kb_id_:
                taken.append(Candidate(span.start, span.end, self.known.entities[span.kb_id_].type, span.kb_id_))
            elif span.label_:
                if (
                    span.label_ in _LOOSE
                    and span.id_ != QUOTED
                    and not any(t.ent_type_ == "ORG" for t in span)
                    and self._is_english(span)
                    and in_headline(doc, span)
                ):
                    continue
                taken.append(Candidate(span.start, span.end, cast("EntityType", span.label_)))
            else:
                open_.append(span)
        used = bytearray(len(doc))
        _occupy(used, taken)
        for start, (end, id_) in known_names(doc).items():
            span = doc.char_span(start, end)
            if span is not None and not any(used[span.start : span.end]):
                taken.append(Candidate(span.start, span.end, self.known.entities[id_].type, id_))
                _occupy(used, taken[-1:])
        for body in doc.spans[BODIES]:
            if any(used[body.start : body.end]):
                over = [c for c in taken if c.start < body.end and body.start < c.end]
                if any(c.type != "Country" or c.start < body.start or c.end > body.end for c in over):
                    continue
                taken = [c for c in taken if c not in over]
            taken.append(Candidate(body.start, body.end, "GovernmentBody"))
            _occupy(used, taken[-1:])
        taken = self._second_names(doc, taken)
        used = bytearray(len(doc))
        _occupy(used, taken)
        labels = {i: ent for ent in doc.ents for i in range(ent.start, ent.end)}
        for span in open_:
            if not any(used[span.start : span.end]):
                found = self._typed(doc, span, labels)
                taken += found
                _occupy(used, found)
        for ent in doc.ents:
            if not any(used[ent.start : ent.end]):
                found = self._of_model(doc, ent)
                taken += found
                _occupy(used, found)
        taken += self._coordinated(doc, open_, taken, used)
        taken += self._again(doc, open_, taken, used)
        taken += one_anaphors(doc, taken, used)
        taken.sort(key=lambda c: c.start)
        doc.spans[context.MENTIONS] = [Span(doc, c.start, c.end, label=c.type, kb_id=c.known) for c in taken]
        return doc

    def _typed(self, doc: Doc, span: Span, labels: dict[int, Span]) -> list[Candidate]:
        """A capitalised stretch without head word: a name if the context or the model says so."""
        unit: context.UnitContext = doc._.unit
        long = unit.abbreviations.get(span.text)
        if long is not None:
            known = self.known.by_key.get(name_key(long))
            type_ = self.known.entities[known[0]].type if known else type_of_name(long, self.lexicon)
            type_ = type_ or beside(doc, span.start, span.end, self.lexicon, "ORG")
            return [
                Candidate(
                    span.start,
                    span.end,
                    type_ or organisation_type(unit.indicator, self.lexicon),
                    sure=type_ is not None,
                )
            ]
        ents = list(dict.fromkeys(labels[i] for i in range(span.start, span.end) if i in labels))
        if span.id_ == TITLED and not any(e.label_ in {"GPE", "ORG", "FAC"} for e in ents):
            return [Candidate(span.start, span.end, "Person")]
        if not ents:
            return self._unlabelled(doc, span)
        if len(ents) == 1:
            return self._labelled(doc, span.start, span.end, ents[0].label_)
        found = []
        for ent in ents:
            start, end = max(ent.start, span.start), min(ent.end, span.end)
            found += self._labelled(doc, start, end, ent.label_)
        return found

    def _coordinated(self, doc: Doc, open_: list[Span], taken: list[Candidate], used: bytearray) -> list[Candidate]:
        """Names beside a name of a sure type, joined by "and" or a comma, are of its type: "the VUB and ULB"."""
        by_start, by_end = {c.start: c for c in taken if c.sure}, {c.end: c for c in taken if c.sure}
        for c in taken:
            if not c.sure and c.type not in {"Place", "Person"}:
                beside_ = _neighbour(doc, c.start, c.end, by_start, by_end)
                if beside_ is not None and beside_.type in _SHORTENED:
                    c.type = beside_.type
        institutes = {c.start for c in taken if c.type == "ConfuciusInstitute"}
        for c in taken:
            if not c.sure and c.end in institutes:
                c.type, c.sure = "University", True
        found = []
        for span in open_:
            if (
                not any(used[span.start : span.end])
                and span.text.isupper()
                and 2 < len(span.text) < 8
                and not self._is_generic(span.text)
            ):
                other = _neighbour(doc, span.start, span.end, {c.start: c for c in taken}, {c.end: c for c in taken})
                if other is not None and other.type not in {"Country", "Place", "Person"}:
                    found.append(Candidate(span.start, span.end, other.type))
        _occupy(used, found)
        return found

    def _is_model(self, text: str, doc: Doc) -> bool:
        """Whether what looks like the number of a model may be one: with a hyphen, or where weapons are spoken of."""
        return "-" in text or (doc._.unit.indicator or "").startswith("military")

    def _reads_as_person(self, doc: Doc, span: Span) -> bool:
        """Two or three words that are no English words, without an article: more often a person than anything else."""
        if (
            not 1 < len(span) < 4
            or any(not t.text.istitle() or t.lower_ in _ROMANCE for t in span)
            or self._is_word(span[0])
        ):
            return False
        if place_type(span.text, self.places) or any(
            plain(t.text) in self.lexicon.heads or plain(t.text) in self.lexicon.first_heads for t in span
        ):
            return False
        before = doc[span.start - 1].lower_ if span.start else ""
        return before not in {"the", "in", "at", "from"}

    def _again(self, doc: Doc, open_: list[Span], taken: list[Candidate], used: bytearray) -> list[Candidate]:
        """A stretch that is nothing by itself but was a name elsewhere in the text."""
        rest = [span for span in open_ if not any(used[span.start : span.end])]
        if not rest:
            return []
        types = {plain(doc[c.start : c.end].text): c.type for c in taken}
        for c in taken:
            if c.type in _SHORTENED:
                types.update(
                    (short.lower(), c.type) for short in acronym_of(doc[c.start : c.end].text) if len(short) > 2
                )
        found = []
        for span in rest:
            low = plain(span.text)
            type_ = types.get(low) if low not in self.english or span.text.isupper() else None
            if type_ is not None:
                found.append(Candidate(span.start, span.end, type_))
        _occupy(used, found)
        return found

    def _unlabelled(self, doc: Doc, span: Span) -> list[Candidate]:
        type_ = beside(doc, span.start, span.end, self.lexicon) or self._office_of(doc, span)
        if type_ is not None:
            return [Candidate(span.start, span.end, type_)]
        unit: context.UnitContext = doc._.unit
        if place_type(span.text, self.places) and not doc[span.start].is_sent_start:
            return [Candidate(span.start, span.end, "Place")]
        if is_model_number(span.text) and self._is_model(span.text, doc):
            return [Candidate(span.start, span.end, "Product")]
        if self._reads_as_person(doc, span) and all(t.pos_ == "PROPN" for t in span):
            return [Candidate(span.start, span.end, "Person", sure=False)]
        if (
            len(span) > 1
            and all(t.pos_ == "PROPN" for t in span)
            and not doc[span.start].is_sent_start
            and not self._is_english(span)
        ):
            return [Candidate(span.start, span.end, organisation_type(unit.indicator, self.lexicon), sure=False)]
        return []

    def _office_of(self, doc: Doc, span: Span) -> EntityType | None:
        """What has a governor or mayor is a place: "West-Flanders Governor Carl Decaluwé"."""
        if span.end < len(doc) and doc[span.end].text[:1].isupper() and plain(doc[span.end].text) in _PLACE_OFFICES:
            return "Place"
        return None

    def _labelled(self, doc: Doc, start: int, end: int, label: str) -> list[Candidate]:
        """A name that the model labels; its type is mended by what stands beside it."""
        if label in NO_NAMES:
            return []
        span = doc[start:end]
        text = span.text
        if _URLISH.search(text) or self._is_generic(text) or (len(span) == 1 and span[0].pos_ in _NO_NOUNS):
            return []
        if len(text) < 3 and not text.isupper() and label != "PERSON":
            return []
        if is_model_number(text) and self._is_model(text, doc):
            return [Candidate(start, end, "Product")]
        place = place_type(text, self.places)
        if place is not None and (
            is_large_place(text, self.places)
            or label in {"GPE", "LOC", "FAC"}
            or (
                len(span) == 1
                and label in {"PERSON", "ORG"}
                and not text.isupper()
                and (follows_where(doc, start) or is_place_of(text, doc._.unit.country, self.places))
            )
        ):
            return [Candidate(start, end, place)]
        type_ = self._mended(doc, span, label)
        return [] if type_ is None else [Candidate(start, end, type_[0], sure=type_[1])]

    def _mended(self, doc: Doc, span: Span, label: str) -> tuple[EntityType, bool] | None:
        """The type of a labelled name that is in no list, and whether it is sure; None where the label has no ground."""
        unit: context.UnitContext = doc._.unit
        beside_ = beside(doc, span.start, span.end, self.lexicon, label)
        person = label == "PERSON" and " " in span.text
        if (
            beside_ is not None
            and not (person and beside_ != "Person")
            and not (label in {"GPE", "LOC"} and beside_ == "Person")
        ):
            return beside_, True
        if person and self._is_english(span) and (" of " in span.text or span[-1].pos_ != "PROPN"):
            return None
        if label in {"ORG", "GPE"} and self._reads_as_person(doc, span):
            return "Person", False
        if person or (
            label in {"ORG", "GPE"} and 1 < len(span) < 4 and speaks(doc, span.end) and not self._is_english(span)
        ):
            return None if self._is_english(span) and in_headline(doc, span) else ("Person", True)
        english = self._is_english(span)
        if english and (in_headline(doc, span) or (" " not in span.text and not _quoted(doc, span))):
            return None
        single = " " not in span.text
        if label in {"GPE", "LOC"}:
            if follows_where(doc, span.start) or not single:
                return "Place", False
            return None if doc[span.start].is_sent_start else (organisation_type(unit.indicator, self.lexicon), False)
        if label == "PERSON":
            if span.text.isupper() or any(c.isupper() for c in span.text[1:]):
                return organisation_type(unit.indicator, self.lexicon), False
            return "Person", False
        if label in _MODEL_ORG:
            headed = type_of_name(span.text, self.lexicon) or type_of_name(span.text.title(), self.lexicon)
            if headed is not None and not english:
                return headed, True
            if (
                not single
                and self._is_english(span)
                and (span[-1].tag_ in {"NNS", "NNPS"} or doc[span.start - 1].lower_ != "the")
                and not _quoted(doc, span)
            ):
                return None
            if label != "ORG" and (single or span.text not in _quoted(doc, span)):
                return None
            return organisation_type(unit.indicator, self.lexicon), False
        return MODEL_TYPES[label], True

    def _of_model(self, doc: Doc, ent: Span) -> list[Candidate]:
        """A name that only the model sees, without article and title."""
        start, end = ent.start, ent.end
        while start < end and (
            doc[start].lower_ in {"the", "a", "an"}
            or doc[start].is_punct
            or plain(doc[start].text) in self.lexicon.titles
        ):
            start += 1
        while end > start and (
            doc[end - 1].is_punct or doc[end - 1].lower_ in {"'s", "’s", "'"} or doc[end - 1].is_space
        ):
            end -= 1
        if (
            start >= end
            or not any(c.isupper() for c in doc[start].text)
            or any("\n" in t.text_with_ws or t.is_space for t in doc[start:end])
        ):
            return []
        if all(t.pos_ not in {"PROPN", "NOUN"} for t in doc[start:end]):
            return []
        return self._labelled(doc, start, end, ent.label_) if ent.label_ not in NO_NAMES else []

    def _is_english(self, span: Span) -> bool:
        """Whether a name has none but everyday English words."""
        return all(self._is_word(t) for t in span)

    def _is_word(self, token: Token) -> bool:
        low = token.lower_
        if plain(low) in self.lexicon.everyday or not token.is_alpha:
            return True
        return (
            (low in self.english or token.lemma_.lower() in self.english or _singular(low) in self.english)
            and low not in self.places.cities
            and low not in self.places.regions
        )

    def _is_generic(self, text: str) -> bool:
        low = plain(text)
        return (
            low in self.lexicon.generic
            or all(w in self.lexicon.everyday for w in low.split())
            or is_adjective(low, self.places)
        )

    def _second_names(self, doc: Doc, taken: list[Candidate]) -> list[Candidate]:
        """All names, with those in another language or script beside their translation: "Name (Naam)", "中文(Name)"."""
        if "(" not in context.text_of(doc) and "（" not in context.text_of(doc) and context.text_of(doc).isascii():
            return taken
        by_end = {c.end: c for c in taken}
        by_start = {c.start: c for c in taken}
        for match in _SECOND_NAME.finditer(context.text_of(doc)):
            span = doc.char_span(*match.span(1))
            if span is None or not span.text[0].isupper() or len(span) > 10:
                continue
            before = by_end.get(span.start - 1)
            inside = [c for c in taken if span.start <= c.start and c.end <= span.end]
            if (
                before is None
                or before.type in {"Country", "Place", "Person"}
                or not is_in_other_language(span.text)
                or any(c.known and c.type not in {"Country", "Place"} for c in inside)
            ):
                continue
            taken = [c for c in taken if c not in inside]
            taken.append(Candidate(span.start, span.end, before.type))
        used = bytearray(len(doc))
        _occupy(used, taken)
        for match in _SHORT_NAME.finditer(context.text_of(doc)):
            span = doc.char_span(*match.span(1))
            before = None if span is None else by_end.get(span.start - 1)
            if (
                span is not None
                and before is not None
                and not used[span.start]
                and before.type in _SHORTENED
                and not self._is_generic(span.text)
            ):
                taken.append(Candidate(span.start, span.end, before.type))
        for start, end in han_runs(context.text_of(doc)):
            span = doc.char_span(start, end)
            if span is None or any(used[span.start : span.end]):
                continue
            partner = (
                by_end.get(span.start - 1)
                or by_end.get(span.start - 2)
                or by_start.get(span.end + 1)
                or by_start.get(span.end + 2)
            )
            if partner is not None and _brackets_between(doc, span, partner):
                taken.append(Candidate(span.start, span.end, partner.type))
        return taken


def _singular(low: str) -> str:
    return f"{low[:-3]}y" if low.endswith("ies") else low.removesuffix("s")


def _neighbour(
    doc: Doc, start: int, end: int, by_start: dict[int, Candidate], by_end: dict[int, Candidate]
) -> Candidate | None:
    """The name that is joined to the tokens ``start:end`` by a comma or a conjunction."""
    i = start - 1
    while i >= 0 and start - i <= 3 and doc[i].lower_ in _CONJUNCTIONS:
        i -= 1
    if i < start - 1 and i + 1 in by_end:
        return by_end[i + 1]
    i = end
    while i < len(doc) and i - end < 3 and doc[i].lower_ in _CONJUNCTIONS:
        i += 1
    return by_start.get(i) if i > end else None


def _quoted(doc: Doc, span: Span) -> str:
    """The name if it stands in quotation marks, else nothing."""
    marks = {'"', "“", "”", "«", "»", "'", "‘", "’"}
    inside = (
        span.start > 0 and span.end < len(doc) and doc[span.start - 1].text in marks and doc[span.end].text in marks
    )
    return span.text if inside else ""


def _brackets_between(doc: Doc, span: Span, partner: Candidate) -> bool:
    first, second = (span.end, partner.start) if span.start < partner.start else (partner.end, span.start)
    return any(t.text in {"(", "（", "“", '"', "/"} for t in doc[first:second])


def _occupy(used: bytearray, candidates: list[Candidate]) -> None:
    for c in candidates:
        used[c.start : c.end] = b"\x01" * (c.end - c.start)


def one_anaphors(doc: Doc, taken: list[Candidate], used: bytearray) -> list[Candidate]:
    """ "the one in Liège" after an institute speaks of another thing of its kind."""
    found = []
    for match in _ONE.finditer(context.text_of(doc)):
        span = doc.char_span(*match.span())
        if span is None or any(used[span.start : span.end]):
            continue
        before = [
            c for c in taken if c.end <= span.start and c.type in {"ConfuciusInstitute", "Facility", "University"}
        ]
        if before:
            found.append(Candidate(span.start, span.end, max(before, key=lambda c: c.start).type))
    return found


@Language.factory("mention_repair")
def create_mention_repair(nlp: Language, name: str) -> MentionRepair:  # noqa: ARG001
    """Factory of the component."""
    from ciigraph.extraction.knowledge import knowledge  # noqa: PLC0415

    context.register()
    return MentionRepair(lexicon(), gazetteer(), knowledge(), english_words(nlp))
