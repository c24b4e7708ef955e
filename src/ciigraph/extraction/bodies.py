"""Component ``public_bodies``: bodies of a state that are named by class and country ("the Belgian parliament")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span

from ciigraph.extraction import context
from ciigraph.extraction.gazetteer import Gazetteer, gazetteer
from ciigraph.extraction.lexicon import Lexicon, lexicon
from ciigraph.extraction.names import name_key, plain

if TYPE_CHECKING:
    from ciigraph.extraction.context import UnitContext

#: Keys of ``doc.spans``: bodies with a stated country, or that of the profile ("PM", "the national parliament") …
BODIES = "bodies"
#: … and words that mean the profile's country or its government without naming it ("my country", "the government").
IMPLIED = "implied"
#: … and bodies of which a country has one ("the national broadcaster").
SOLE = "sole"

#: How many words may stand between a country and the body's class noun.
_REACH = 4
_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
_BETWEEN = frozenset({"ADJ", "NOUN", "PROPN", "PUNCT", "VERB"})
#: ``span.id_`` of an office that stands beside its holder's name; a mention only where a relation needs it.
HELD = "held"
_ONCE = frozenset({"then", "former", "current", "late", "incumbent"})
_ANY = frozenset({"a", "an", "any", "every", "no", "vice", "deputy", "former", "ex"})
_HYPHENS = frozenset({"-", "–"})
_NOT_AFTER = frozenset({"of", "'s", "’s", "-", "and"})


class PublicBodies:
    """Writes ``doc.spans["bodies"]``, ``doc.spans["implied"]`` and ``doc.spans["sole"]``."""

    def __init__(self, nlp: Language, words: Lexicon, places: Gazetteer) -> None:
        """Build the matchers."""
        self.lexicon, self.places = words, places
        self.forms = PhraseMatcher(nlp.vocab, attr="LOWER")
        self.forms.add("form", [nlp.make_doc(form) for form in sorted({*words.bodies, *words.words["agencies"]})])
        self.implied = PhraseMatcher(nlp.vocab, attr="LOWER")
        for phrase in (*words.implied, *words.sole):
            self.implied.add(phrase, [nlp.make_doc(phrase)])

    def __call__(self, doc: Doc) -> Doc:
        """Find the bodies."""
        found = [span for _, start, end in self.forms(doc) if (span := self._body(doc, start, end)) is not None]
        doc.spans[BODIES] = found
        unit: UnitContext = doc._.unit
        implied: list[Span] = []
        sole: list[Span] = []
        if unit.country in self.places.labels:
            for key, i, j in self.implied(doc):
                phrase = doc.vocab.strings[key]
                if phrase in self.lexicon.implied:
                    implied.append(Span(doc, i, j, label=self.lexicon.implied[phrase]))
                else:
                    sole.append(Span(doc, i, j, label=self.lexicon.sole[phrase].type))
        doc.spans[IMPLIED], doc.spans[SOLE] = implied, sole
        return doc

    def _body(self, doc: Doc, start: int, end: int) -> Span | None:
        form = plain(doc[start:end].text)
        owner = self._owner(doc, start)
        if owner is not None:
            begin, code = owner
            if any(t.lower_ in self.lexicon.words["no_body"] for t in doc[begin:start]) or self._is_modifier(
                doc, end, form
            ):
                return None
            follows = doc[end].lower_ if end < len(doc) else ""
            if form in self.lexicon.words["offices"] and (follows == "of" or follows in self.lexicon.heads):
                return None  # "the Belgian president of the chamber", "English Premier League"
            span = Span(doc, begin, self._with_place(doc, end, form), label="GovernmentBody")
            span._.entity_country = code
            return span
        if form in self.lexicon.words["offices"] and end < len(doc) and doc[end].lower_ == "of":
            return self._of_its_country(doc, start, end)
        return self._of_profile(doc, start, end, form)

    def _of_its_country(self, doc: Doc, start: int, end: int) -> Span | None:
        """An office without its holder's name, of the country behind it: "the President of Ruritania"."""
        body = self._with_owner(doc, start, end)
        before = doc[start - 1].lower_ if start else ""
        if body.end == end or before in _ANY or before in self.lexicon.words["no_body"] or before in _HYPHENS:
            return None
        follows = body.end + (body.end < len(doc) and doc[body.end].text == ",")
        named = follows < len(doc) and (doc[follows].text[:1].isupper() or doc[follows].ent_type_ == "PERSON")
        return None if named else body

    def _owner(self, doc: Doc, start: int) -> tuple[int, str] | None:
        """Where the body's name begins, and its country: with the adjective, without "Belgium's"."""
        i = start - 1
        while i >= 0 and start - 1 - i < _REACH:
            token = doc[i]
            if token.lower_ in _POSSESSIVES:
                code = self._country(doc, i - 1)
                return None if code is None else (i + 1, code[1])
            if token.text[:1].isupper():
                return self._country(doc, i)
            if not token.is_alpha and token.text != "-":
                return None
            if token.pos_ not in _BETWEEN:
                return None
            i -= 1
        return None

    def _country(self, doc: Doc, i: int) -> tuple[int, str] | None:
        """Where the country or adjective that ends at token ``i`` begins, and its code."""
        for n in (3, 2, 1):
            if i - n + 1 < 0:
                continue
            key = name_key(doc[i - n + 1 : i + 1].text)
            code = self.places.demonyms.get(key) or self.places.countries.get(key)
            if code is not None and (n == 1 or doc[i - n + 1].text[0].isupper()) and doc[i - n + 1].lower_ != "the":
                return i - n + 1, code
        return None

    def _with_place(self, doc: Doc, end: int, form: str) -> int:
        """Where an embassy's name ends: behind "in Nairobi", if that follows."""
        if form not in self.lexicon.words["abroad"] or end + 1 >= len(doc) or doc[end].lower_ != "in":
            return end
        stop = end + 1
        while stop < len(doc) and doc[stop].text[:1].isupper() and stop - end <= _REACH:
            stop += 1
        key = name_key(doc[end + 1 : stop].text)
        return stop if key in self.places.countries or key in self.places.cities else end

    def _is_modifier(self, doc: Doc, end: int, form: str) -> bool:
        """Whether the form only says what kind of thing follows: "Chinese military equipment"."""
        return (
            form in self.lexicon.words["modifiers"]
            and end < len(doc)
            and doc[end].pos_ in {"NOUN", "PROPN"}
            and not doc[end].text[0].isupper()
        )

    def _of_profile(self, doc: Doc, start: int, end: int, form: str) -> Span | None:
        """A body of the profile's country: "the national parliament", "the PM"."""
        unit: UnitContext = doc._.unit
        body = self.lexicon.bodies.get(form)
        if unit.country is None or body is None or not body.profile:
            return None
        before = doc[start - 1].lower_ if start else ""
        if form in self.lexicon.words["offices"]:
            return self._office(doc, start, end, before)
        if before in self.lexicon.words["whose"] and "parliament" in form:
            return Span(doc, start - 1, end, label="GovernmentBody")
        if form.startswith(("national ", "federal ")) and "parliament" in form:
            return Span(doc, start, end, label="GovernmentBody")
        if self._is_its_own(doc, start, end, form):
            return self._with_owner(doc, start, end)
        return None

    def _with_owner(self, doc: Doc, start: int, end: int) -> Span:
        """The body with the country behind it: "the armed forces of Kyrgyzstan"."""
        stop, code = end, None
        if end + 1 < len(doc) and doc[end].lower_ == "of":
            first = end + 1 + (doc[end + 1].lower_ == "the")
            for n in range(min(_REACH, len(doc) - first), 0, -1):
                code = self.places.countries.get(name_key(doc[first : first + n].text))
                if code is not None and doc[first + n - 1].is_alpha:
                    stop = first + n
                    break
        span = Span(doc, start, stop, label="GovernmentBody")
        if code is not None:
            span._.entity_country = code
        return span

    def _is_its_own(self, doc: Doc, start: int, end: int, form: str) -> bool:
        """Whether "the foreign ministry" or "the Senate" is that of the profile's country, nobody else's."""
        words = self.lexicon.words
        before = doc[start - 1].lower_ if start else ""
        if before not in words["its_own"] or (end < len(doc) and doc[end].text in _HYPHENS):
            return False
        text, follows = doc[start:end].text, doc[end] if end < len(doc) else None
        if follows is not None and (follows.pos_ == "NOUN" and form in words["modifiers"]):
            return False
        if follows is not None and follows.lower_ == "of" and not self._of_country(doc, end + 1):
            return False
        if text[0].isupper():
            if follows is not None and follows.text[:1].isupper():
                return False
            return form in words["capital_bodies"] or (" " in text and self._has_ministry(form))
        return form in words["own_bodies"] or (" " in text and self._has_ministry(form))

    def _of_country(self, doc: Doc, start: int) -> bool:
        """Whether a country's name begins at a token, or after an article there."""
        start += start < len(doc) and doc[start].lower_ == "the"
        keys = (name_key(doc[start : start + n].text) for n in (1, 2, 3, 4))
        return any(key in self.places.countries for key in keys)

    def _has_ministry(self, form: str) -> bool:
        return "ministry" in form.split() or form in self.lexicon.words["own_bodies"]

    def _office(self, doc: Doc, start: int, end: int, before: str) -> Span | None:
        """An office of the profile's country: "the PM visited"; not "3 PM", nor "President of the university".

        Before or after its holder's name, and in small letters, it is marked ``HELD``.
        """
        text = doc[start:end].text
        small = text == "prime minister" and before == "the"
        if not (text[0].isupper() or small) or before.isdigit() or (start and doc[start - 1].like_num):
            return None
        if before in self.lexicon.words["no_body"] - {"former"} or doc[max(0, start - 1)].text == "-":
            return None
        follows = doc[end] if end < len(doc) else None
        if follows is not None and (follows.lower_ in _NOT_AFTER or follows.lower_ in self.lexicon.heads):
            return None
        named = follows is not None and follows.ent_type_ == "PERSON"
        if named or before in _ONCE or text[0].islower():
            return Span(doc, start, end, label="GovernmentBody", span_id=HELD)
        if (follows is not None and follows.text[:1].isupper()) or (text != "PM" and before != "the"):
            return None
        return Span(doc, start, end, label="GovernmentBody")


@Language.factory("public_bodies")
def create_public_bodies(nlp: Language, name: str) -> PublicBodies:  # noqa: ARG001
    """Factory of the component."""
    context.register()
    return PublicBodies(nlp, lexicon(), gazetteer())
