"""Names without a head word: whether a capitalised stretch or a name of the model's is one, and of what kind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ciigraph.extraction.abbreviations import type_of_name
from ciigraph.extraction.candidates import Candidate
from ciigraph.extraction.mention_persons import in_other_language
from ciigraph.extraction.mention_types import (
    MODEL_TYPES,
    NO_NAMES,
    beside,
    follows_where,
    has_post,
    in_headline,
    is_large_place,
    is_model_number,
    is_place_of,
    is_quoted,
    is_spoken_of,
    is_titled,
    organisation_type,
    place_type,
    type_by_end,
)
from ciigraph.extraction.mention_words import Wording, behind_genitive
from ciigraph.extraction.names import name_key, plain

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

    from ciigraph.records import EntityType

_URLISH = re.compile(r"https?:|www\.|@|\.(?:com|org|net|html|pdf|gov|edu)\b|[/\\_=%#]|^\W+$")
_LATIN = re.compile(r"[a-zA-Z]")
#: Prepositions that no person's name stands behind.
_WITHIN = frozenset({"in", "at", "on", "near"})
_NO_NOUNS = frozenset({"ADV", "VERB", "ADP", "SCONJ", "DET", "PRON", "INTJ", "AUX", "CCONJ", "PART"})
_PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
_FIRST_CUT = frozenset({"the", "a", "an"})
_LAST_CUT = frozenset({"'s", "’s", "'", "`s", "´s"})

#: Kinds of things that the model calls persons by their one-word names.
_FIRMS = frozenset({"Company", "MediaOrganisation"})

Decision = tuple["EntityType", bool]  # the type, and whether it is sure


class NameTypes(Wording):
    """Decides by what stands beside a name, the gazetteer, the model's label and the indicator, in this order."""

    def of_stretch(self, doc: Doc, span: Span, labels: dict[int, Span], *, titled: bool) -> list[Candidate]:
        """The names in a capitalised stretch without head word; ``labels`` is the model's name at each token."""
        long = doc._.unit.abbreviations.get(span.text)
        if long is not None:
            return [self._abbreviation(doc, span, long)]
        ents = list(dict.fromkeys(labels[i] for i in range(span.start, span.end) if i in labels))
        if titled and not any(ent.label_ in {"GPE", "ORG", "FAC"} for ent in ents):
            return self.titled(span)
        person = self._person_in(doc, span, ents, labels, titled=titled)
        if person is not None:
            return person
        if not ents:
            found = self._unlabelled(doc, span)
            return [] if found is None else [Candidate(span.start, span.end, *found[:1], sure=found[1])]
        if len(ents) == 1:
            return self._labelled(doc, span, ents[0].label_)
        parts = [(doc[max(ent.start, span.start) : min(ent.end, span.end)], ent.label_) for ent in ents]
        return [c for part, label in parts for c in self._labelled(doc, part, label)]

    def _person_in(
        self, doc: Doc, span: Span, ents: list[Span], labels: dict[int, Span], *, titled: bool
    ) -> list[Candidate] | None:
        """A person, by the words of a stretch or those behind a genitive in it; None where none is sure."""
        if self.is_surely_person(doc, span, ents, titled=titled):
            bare = self.persons.bare(span)
            return [Candidate(bare.start, bare.end, "Person")]
        owned = behind_genitive(span)
        if owned is None or not self.is_surely_person(doc, owned, ents, titled=False):
            return None
        rest = self.of_stretch(doc, doc[span.start : owned.start - 1], labels, titled=titled)
        return [*rest, Candidate(owned.start, owned.end, "Person")]

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
        if span.text.count("(") != span.text.count(")"):
            return []  # cut in the midst of a bracket
        if all(token.pos_ not in {"PROPN", "NOUN"} for token in span):
            return []
        return self._labelled(doc, span, ent.label_)

    def _abbreviation(self, doc: Doc, span: Span, long: str) -> Candidate:
        """An abbreviation that the document defines has the type of its long name."""
        known = self.known.by_key.get(name_key(long))
        type_ = self.known.entities[known[0]].type if known else type_of_name(long, self.lexicon)
        type_ = type_ or beside(doc, span.start, span.end, self.lexicon, "ORG")
        prior = organisation_type(doc._.unit.indicator, self.lexicon)
        return Candidate(span.start, span.end, type_ or prior, sure=type_ is not None)

    def _unlabelled(self, doc: Doc, span: Span) -> Decision | None:
        """The type of a stretch that the model calls no name."""
        if has_post(doc, span.end, self.lexicon) and self.may_have_post(span):
            return "Person", True
        found = beside(doc, span.start, span.end, self.lexicon) or self._by_office(doc, span)
        if found is not None and not (found == "Person" and len(span) == 1 and self.is_plain_word(span)):
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
        if self.reads_as_person(doc, span):
            return "Person", False
        if opens or len(span) == 1 or all(self.is_word(token) or self.is_bent(token) for token in span):
            return None
        return organisation_type(doc._.unit.indicator, self.lexicon), False

    def _by_office(self, doc: Doc, span: Span) -> EntityType | None:
        """What has a governor or mayor is a place: "West-Flanders Governor Carl Decaluwé"."""
        if span.end < len(doc) and doc[span.end].text[:1].isupper():
            return "Place" if plain(doc[span.end].text) in self.lexicon.words["place_offices"] else None
        return None

    def _labelled(self, doc: Doc, span: Span, label: str) -> list[Candidate]:
        """A name that the model labels; its type is mended by what stands beside it."""
        if label in NO_NAMES and self.is_place_after_all(doc, span):
            return [Candidate(span.start, span.end, "Place")]
        if self._is_no_name(doc, span, label):
            return []
        at_once = self._at_once(doc, span, label)
        if at_once is not None:
            return [at_once]
        span = self.persons.bare(span)
        if in_other_language(span, self.lexicon) and not self.persons.speaks_for_itself(span):
            return []
        found = self._by_label(doc, span, label)
        if found is None or (found[0] == "Person" and self._is_nobody(doc, span)):
            return []
        return [Candidate(span.start, span.end, found[0], sure=found[1])]

    def _is_nobody(self, doc: Doc, span: Span) -> bool:
        """Whether a person's name, by the model alone, is none: what is "in" it, or has figures in it."""
        if any(c.isdigit() or c in "+&" for c in span.text):
            return True
        before = doc[span.start - 1].lower_ if span.start else ""
        return before in _WITHIN and not self.persons.speaks_for_itself(span)

    def _is_no_name(self, doc: Doc, span: Span, label: str) -> bool:
        text = span.text
        if label in NO_NAMES or _URLISH.search(text) or self.is_generic(text):
            return True
        if not _LATIN.search(text) and not is_quoted(doc, span):
            return True
        return len(span) == 1 and (
            span[0].pos_ in _NO_NOUNS
            or (label == "PERSON" and span[0].is_stop and text.istitle())
            or (len(text) < 3 and not text.isupper() and label != "PERSON")
        )

    def _at_once(self, doc: Doc, span: Span, label: str) -> Candidate | None:
        """What needs no second look: models, Chinese surnames, places, persons behind a misspelt title."""
        if self._is_model(doc, span):
            return Candidate(span.start, span.end, "Product")
        if self.persons.is_lone_surname(span):
            return Candidate(span.start, span.end, "Person", sure=False)
        if self._is_place(doc, span, label):
            return Candidate(span.start, span.end, "Place")
        by_end = type_by_end(span.text, self.lexicon)
        if by_end is not None and not self.persons.is_english(plain(span.text)):
            return Candidate(span.start, span.end, by_end)
        bare = self.persons.bare(span)
        if bare.start > span.start and self.persons.is_misspelt_title(plain(span[0].text)):
            return Candidate(bare.start, bare.end, "Person")
        return None

    def _is_model(self, doc: Doc, span: Span) -> bool:
        """Whether a name is the number of a model: with a hyphen, or where weapons are spoken of."""
        text = span.text
        return is_model_number(text) and ("-" in text or (doc._.unit.indicator or "").startswith("military"))

    def _is_place(self, doc: Doc, span: Span, label: str) -> bool:
        """Whether a name of the gazetteer means the place here."""
        text = span.text
        if " " not in text and self.is_plain_word(span) and not follows_where(doc, span.start, self.lexicon):
            return False
        if place_type(text, self.places) is None:
            the = span.start and doc[span.start - 1].lower_ == "the"
            towns = label in {"PERSON", "ORG"} and not the and is_place_of(text, doc._.unit.country, self.places)
            where = follows_where(doc, span.start, self.lexicon) or (
                span.start > 0 and doc[span.start - 1].lower_ == "of"
            )
            return towns and (where or not self.persons.speaks_for_itself(span))
        if label in _PLACE_LABELS or is_large_place(text, self.places):
            return True
        if " " in text or text.isupper():
            return False
        if follows_where(doc, span.start, self.lexicon):
            return True
        return label in {"PERSON", "ORG"} and is_place_of(text, doc._.unit.country, self.places)

    def _by_label(self, doc: Doc, span: Span, label: str) -> Decision | None:
        """The type of a labelled name that is in no list; None where the label has no ground."""
        single = " " not in span.text
        if single and has_post(doc, span.end, self.lexicon) and self.may_have_post(span):
            return "Person", True
        found = beside(doc, span.start, span.end, self.lexicon, label)
        person = label == "PERSON" and not single
        says_so = not is_quoted(doc, span) or self.persons.speaks_for_itself(span)
        nobody = found == "Person" and single and label != "PERSON" and self.is_plain_word(span)
        if (
            found is not None
            and not nobody
            and not (person and found != "Person" and says_so)
            and not (label in {"GPE", "LOC"} and found == "Person")
        ):
            return found, True
        english = self.is_english(span)
        if nobody or (english and (in_headline(doc, span) or (single and not is_quoted(doc, span)))):
            return None
        if person:
            return self._person(doc, span, english=english)
        if label in {"ORG", "GPE"} and (
            self.reads_as_person(doc, span) or self.stands_as_person(doc, span, single=single)
        ):
            return "Person", False
        return self._by_label_alone(doc, span, label, english=english)

    def _person(self, doc: Doc, span: Span, *, english: bool) -> Decision | None:
        """What the model calls a person, of two words or more."""
        if english and (" of " in span.text or span[-1].pos_ != "PROPN"):
            return None
        if self.persons.no_person(span):
            return self._organisation(
                doc, span, "ORG", organisation_type(doc._.unit.indicator, self.lexicon), english=True
            )
        before = doc[span.start - 1].lower_ if span.start else ""
        if before == "the" and not self.persons.speaks_for_itself(span):
            return organisation_type(doc._.unit.indicator, self.lexicon), False
        prior = organisation_type(doc._.unit.indicator, self.lexicon)
        shown = self.persons.speaks_for_itself(span) or self.acts_as_person(doc, span)
        if not shown and self.persons.ends_in_word(span) and (english or not is_titled(doc, span, self.lexicon)):
            return (prior, False) if prior in _FIRMS else None  # "Wapi Pay", "Bodyguard Unit"
        return "Person", True

    def _by_label_alone(self, doc: Doc, span: Span, label: str, *, english: bool) -> Decision | None:
        prior = organisation_type(doc._.unit.indicator, self.lexicon)
        single = " " not in span.text
        match label:
            case "GPE" | "LOC":
                if not single or follows_where(doc, span.start, self.lexicon):
                    return "Place", False
                return None if doc[span.start].is_sent_start else (prior, False)
            case "PERSON":
                sure = self.persons.speaks_for_itself(span) or is_spoken_of(doc, span.end, self.lexicon)
                firm = prior in _FIRMS or any(c.isupper() for c in span.text[1:])
                return (prior if firm and not sure else "Person"), False
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
        if prior == "GovernmentBody" and len(span) == 1 and span.text.istitle():
            return None  # bodies are seldom called by one word that is no abbreviation
        return prior, False
