"""Names without a head word: whether a capitalised stretch or a name of the model's is one, and of what kind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ciigraph.extraction.abbreviations import type_of_name
from ciigraph.extraction.candidates import Candidate
from ciigraph.extraction.mention_types import (
    MODEL_TYPES,
    NO_NAMES,
    beside,
    follows_where,
    in_headline,
    is_large_place,
    is_model_number,
    is_place_of,
    is_quoted,
    organisation_type,
    place_type,
    speaks,
)
from ciigraph.extraction.names import name_key, plain
from ciigraph.extraction.naming import is_adjective

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from ciigraph.extraction.gazetteer import Gazetteer
    from ciigraph.extraction.knowledge import Knowledge
    from ciigraph.extraction.lexicon import Lexicon
    from ciigraph.records import EntityType

_URLISH = re.compile(r"https?:|www\.|@|\.(?:com|org|net|html|pdf|gov|edu)\b|[/\\_=%#]|^\W+$")
_NO_NOUNS = frozenset({"ADV", "VERB", "ADP", "SCONJ", "DET", "PRON", "INTJ", "AUX", "CCONJ", "PART"})
_PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
#: Words before a name that persons don't have.
_NO_PERSON_BEFORE = frozenset({"the", "in", "at", "from"})
_NO_PERSON = frozenset({"el", "la", "los", "las", "le", "les", "o", "al", "san", "santa"})
_FIRST_CUT = frozenset({"the", "a", "an"})
_LAST_CUT = frozenset({"'s", "’s", "'", "`s", "´s"})

Decision = tuple["EntityType", bool]  # the type, and whether it is sure


class NameTypes:
    """Decides by what stands beside a name, the gazetteer, the model's label and the indicator, in this order."""

    def __init__(self, words: Lexicon, places: Gazetteer, known: Knowledge, english: frozenset[str]) -> None:
        """Use this knowledge; ``english`` are the everyday words of the language."""
        self.lexicon, self.places, self.known, self.english = words, places, known, english

    def of_stretch(self, doc: Doc, span: Span, labels: dict[int, Span], *, titled: bool) -> list[Candidate]:
        """The names in a capitalised stretch without head word; ``labels`` is the model's name at each token."""
        long = doc._.unit.abbreviations.get(span.text)
        if long is not None:
            return [self._abbreviation(doc, span, long)]
        ents = list(dict.fromkeys(labels[i] for i in range(span.start, span.end) if i in labels))
        if titled and not any(ent.label_ in {"GPE", "ORG", "FAC"} for ent in ents):
            return [Candidate(span.start, span.end, "Person")]
        if not ents:
            found = self._unlabelled(doc, span)
            return [] if found is None else [Candidate(span.start, span.end, *found[:1], sure=found[1])]
        if len(ents) == 1:
            return self._labelled(doc, span, ents[0].label_)
        parts = [(doc[max(ent.start, span.start) : min(ent.end, span.end)], ent.label_) for ent in ents]
        return [c for part, label in parts for c in self._labelled(doc, part, label)]

    def of_model(self, doc: Doc, ent: Span) -> list[Candidate]:
        """A name that only the model sees, without article and title."""
        start, end = ent.start, ent.end
        while start < end and (
            doc[start].lower_ in _FIRST_CUT or doc[start].is_punct or plain(doc[start].text) in self.lexicon.titles
        ):
            start += 1
        while end > start and (doc[end - 1].is_punct or doc[end - 1].is_space or doc[end - 1].lower_ in _LAST_CUT):
            end -= 1
        span = doc[start:end]
        if start >= end or not any(c.isupper() for c in span[0].text) or "\n" in span.text:
            return []
        if all(token.pos_ not in {"PROPN", "NOUN"} for token in span):
            return []
        return self._labelled(doc, span, ent.label_)

    def is_generic(self, text: str) -> bool:
        """Whether a name is made of words that make no name."""
        low = plain(text)
        if low in self.lexicon.generic or is_adjective(low, self.places):
            return True
        return all(w in self.lexicon.everyday for w in low.split())

    def is_english(self, span: Span) -> bool:
        """Whether a name has none but everyday English words."""
        return all(self._is_word(token) for token in span)

    def _is_word(self, token: Token) -> bool:
        low = token.lower_
        if not token.is_alpha or plain(low) in self.lexicon.everyday:
            return True
        singular = f"{low[:-3]}y" if low.endswith("ies") else low.removesuffix("s")
        if low not in self.english and token.lemma_.lower() not in self.english and singular not in self.english:
            return False
        return low not in self.places.cities and low not in self.places.regions

    def _abbreviation(self, doc: Doc, span: Span, long: str) -> Candidate:
        """An abbreviation that the document defines has the type of its long name."""
        known = self.known.by_key.get(name_key(long))
        type_ = self.known.entities[known[0]].type if known else type_of_name(long, self.lexicon)
        type_ = type_ or beside(doc, span.start, span.end, self.lexicon, "ORG")
        prior = organisation_type(doc._.unit.indicator, self.lexicon)
        return Candidate(span.start, span.end, type_ or prior, sure=type_ is not None)

    def _unlabelled(self, doc: Doc, span: Span) -> Decision | None:
        """The type of a stretch that the model calls no name."""
        found = beside(doc, span.start, span.end, self.lexicon) or self._by_office(doc, span)
        if found is not None:
            return found, True
        opens = doc[span.start].is_sent_start is True and self.is_english(span)
        if not opens and place_type(span.text, self.places):
            return "Place", True
        if self._is_model(doc, span):
            return "Product", True
        return self._by_build(doc, span, opens=opens)

    def _by_build(self, doc: Doc, span: Span, *, opens: bool) -> Decision | None:
        """What the words alone make of a stretch: proper nouns that are no English words."""
        if any(token.pos_ != "PROPN" for token in span):
            return None
        if self._reads_as_person(doc, span):
            return "Person", False
        if opens or len(span) == 1 or self.is_english(span):
            return None
        return organisation_type(doc._.unit.indicator, self.lexicon), False

    def _by_office(self, doc: Doc, span: Span) -> EntityType | None:
        """What has a governor or mayor is a place: "West-Flanders Governor Carl Decaluwé"."""
        if span.end < len(doc) and doc[span.end].text[:1].isupper():
            return "Place" if plain(doc[span.end].text) in self.lexicon.words["place_offices"] else None
        return None

    def _labelled(self, doc: Doc, span: Span, label: str) -> list[Candidate]:
        """A name that the model labels; its type is mended by what stands beside it."""
        text = span.text
        if label in NO_NAMES or _URLISH.search(text) or self.is_generic(text):
            return []
        if len(span) == 1 and (
            span[0].pos_ in _NO_NOUNS or (len(text) < 3 and not text.isupper() and label != "PERSON")
        ):
            return []
        if self._is_model(doc, span):
            return [Candidate(span.start, span.end, "Product")]
        if self._is_place(doc, span, label):
            return [Candidate(span.start, span.end, "Place")]
        found = self._by_label(doc, span, label)
        return [] if found is None else [Candidate(span.start, span.end, found[0], sure=found[1])]

    def _is_model(self, doc: Doc, span: Span) -> bool:
        """Whether a name is the number of a model: with a hyphen, or where weapons are spoken of."""
        text = span.text
        return is_model_number(text) and ("-" in text or (doc._.unit.indicator or "").startswith("military"))

    def _is_place(self, doc: Doc, span: Span, label: str) -> bool:
        """Whether a name of the gazetteer means the place here."""
        text = span.text
        if place_type(text, self.places) is None:
            return False
        if label in _PLACE_LABELS or is_large_place(text, self.places):
            return True
        if " " in text or text.isupper():
            return False
        if follows_where(doc, span.start, self.lexicon):
            return True
        return label in {"PERSON", "ORG"} and is_place_of(text, doc._.unit.country, self.places)

    def _by_label(self, doc: Doc, span: Span, label: str) -> Decision | None:
        """The type of a labelled name that is in no list; None where the label has no ground."""
        found = beside(doc, span.start, span.end, self.lexicon, label)
        single = " " not in span.text
        person = label == "PERSON" and not single
        if (
            found is not None
            and not (person and found != "Person")
            and not (label in {"GPE", "LOC"} and found == "Person")
        ):
            return found, True
        english = self.is_english(span)
        if english and (in_headline(doc, span) or (single and not is_quoted(doc, span))):
            return None
        if label in {"ORG", "GPE"} and self._reads_as_person(doc, span):
            return "Person", False
        if person:
            return None if english and (" of " in span.text or span[-1].pos_ != "PROPN") else ("Person", True)
        if label in {"ORG", "GPE"} and not english and 1 < len(span) < 4 and speaks(doc, span.end, self.lexicon):
            return "Person", False
        return self._by_label_alone(doc, span, label, english=english)

    def _by_label_alone(self, doc: Doc, span: Span, label: str, *, english: bool) -> Decision | None:
        prior = organisation_type(doc._.unit.indicator, self.lexicon)
        single = " " not in span.text
        match label:
            case "GPE" | "LOC":
                if not single or follows_where(doc, span.start, self.lexicon):
                    return "Place", False
                return None if doc[span.start].is_sent_start else (prior, False)
            case "PERSON":
                return (prior if any(c.isupper() for c in span.text[1:]) else "Person"), False
            case "ORG" | "WORK_OF_ART":
                return self._organisation(doc, span, label, prior, english=english)
        return MODEL_TYPES[label], True

    def _organisation(self, doc: Doc, span: Span, label: str, prior: EntityType, *, english: bool) -> Decision | None:
        headed = type_of_name(span.text, self.lexicon) or type_of_name(span.text.title(), self.lexicon)
        if headed is not None and not english:
            return headed, True
        if not is_quoted(doc, span):
            before = doc[span.start - 1].lower_ if span.start else ""
            if label != "ORG" or (english and (span[-1].tag_ in {"NNS", "NNPS"} or before != "the")):
                return None
        elif label != "ORG" and " " not in span.text:
            return None
        return prior, False

    def _reads_as_person(self, doc: Doc, span: Span) -> bool:
        """Two or three words that are no English words, without an article: more often a person than anything else."""
        if not 1 < len(span) < 4 or self._is_word(span[0]) or place_type(span.text, self.places):
            return False
        lexicon = self.lexicon
        for token in span:
            low = plain(token.text)
            if not token.text.istitle() or low in _NO_PERSON or low in lexicon.heads or low in lexicon.first_heads:
                return False
        return not span.start or doc[span.start - 1].lower_ not in _NO_PERSON_BEFORE
