"""Component ``mention_repair``: one set of names from structure, known names and the model's, each with its type.

Known names come first, then structure, then the model; what the model calls a name without reason is dropped
(dates, nationalities, ordinals, class words, addresses of pages), what it cuts wrongly is mended.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from spacy.language import Language
from spacy.tokens import Doc, Span

from ciigraph.extraction import context
from ciigraph.extraction.bodies import BODIES, HELD
from ciigraph.extraction.candidates import (
    Candidate,
    Tokens,
    coordinated,
    others_of_kind,
    repeated,
    sites,
    twins,
    with_second_names,
)
from ciigraph.extraction.gazetteer import gazetteer
from ciigraph.extraction.knowledge import knowledge
from ciigraph.extraction.known_entities import known_names
from ciigraph.extraction.later_names import LaterNames, with_syllables
from ciigraph.extraction.lexicon import lexicon
from ciigraph.extraction.mention_persons import fuller_names
from ciigraph.extraction.mention_tails import Tails
from ciigraph.extraction.mention_types import english_words, in_headline, kind_of_quoted
from ciigraph.extraction.mentions import QUOTED, STRUCTURE, TITLED
from ciigraph.extraction.name_types import NameTypes

if TYPE_CHECKING:
    from ciigraph.records import EntityType

#: Types whose head words are everyday words, which a headline capitalises for no reason.
_NAMED_IN_BODIES = frozenset({"Country", "Place"})
_DASHES = frozenset({"-", "–", "—"})
#: Words with which a sentence begins and no name ends.
_BEGINNINGS = frozenset({"The", "At", "By", "For", "From", "This", "These", "They"})
_LOOSE = frozenset({"Company", "Product", "Event", "Initiative", "Agreement", "MediaOrganisation", "Place", "Facility"})


class MentionRepair:
    """Writes ``doc.spans["mentions"]``: sorted, none overlapping another, each with a type."""

    def __init__(self, types: NameTypes) -> None:
        """Decide with ``types`` what is a name, and of what kind."""
        self.types, self.known = types, types.known
        self.tails = Tails(types.lexicon, types.places, types.english)
        self.later = LaterNames(types.lexicon, types.places, types.known, types.persons)

    def __call__(self, doc: Doc) -> Doc:
        """Merge, mend and type the names."""
        taken, open_ = self._by_structure(doc)
        taken += self._known_beside(doc, Tokens(doc, taken))
        taken += sites(doc, Tokens(doc, taken))
        taken = self._with_bodies(doc, taken)
        taken = with_second_names(doc, taken, self.types.is_generic)
        tokens = Tokens(doc, taken)
        ents = [trimmed for ent in doc.ents if len(trimmed := _trimmed(ent))]
        labels = {i: ent for ent in ents for i in range(ent.start, ent.end)}
        for span in open_:
            if tokens.free(span):
                found = self.types.of_stretch(doc, span, labels, titled=span.id_ == TITLED)
                tokens.take(found)
                taken += found
        for ent in ents:
            if tokens.free(ent):
                found = self.types.of_model(doc, ent)
                tokens.take(found)
                taken += found
        acronyms = coordinated(doc, open_, taken, tokens)
        found = [c for c in acronyms if not self.types.is_generic(doc[c.start : c.end].text)]
        tokens.take(found)
        taken += found
        found = self.later.find(doc, open_, taken, tokens)
        tokens.take(found)
        taken += found
        found = twins(doc, open_, taken, tokens)
        tokens.take(found)
        taken += found
        found = repeated(doc, open_, taken, tokens, self.types.english)
        tokens.take(found)
        taken += found
        taken += others_of_kind(doc, taken, tokens)
        taken = self.tails.extend(doc, taken)
        taken = fuller_names(doc, taken, self.types.lexicon, self.types.english)
        taken.sort(key=lambda c: c.start)
        doc.spans[context.MENTIONS] = [Span(doc, c.start, c.end, label=c.type, kb_id=c.known) for c in taken]
        return doc

    def _by_structure(self, doc: Doc) -> tuple[list[Candidate], list[Span]]:
        """The names that have a type by structure or are known, and the stretches that may be names."""
        taken: list[Candidate] = []
        open_: list[Span] = []
        for found in doc.spans[STRUCTURE]:
            span = found if found.kb_id_ else _trimmed(found)
            if span.kb_id_:
                taken.append(self._known(span, span.kb_id_))
            elif not len(span):
                continue
            elif not span.label_:
                open_.append(with_syllables(span, self.types.persons))
            elif span.label_ not in _LOOSE or span.id_ == QUOTED or not self._only_headline(doc, span):
                kind = kind_of_quoted(doc, span, self.types.lexicon) or cast("EntityType", span.label_)
                taken.append(Candidate(span.start, span.end, kind))
        return taken, open_

    def _known(self, span: Span, id_: str) -> Candidate:
        return Candidate(span.start, span.end, self.known.entities[id_].type, id_)

    def _only_headline(self, doc: Doc, span: Span) -> bool:
        """Whether nothing but the capitals of a headline makes everyday words look like a name."""
        labelled = any(token.ent_type_ == "ORG" for token in span)
        return not labelled and self.types.is_english(span) and in_headline(doc, span)

    def _known_beside(self, doc: Doc, tokens: Tokens) -> list[Candidate]:
        """The known names outside capitalised runs (lower case, other scripts)."""
        found = []
        for start, (end, id_) in known_names(doc).items():
            span = doc.char_span(start, end)
            if span is not None and tokens.free(span):
                candidate = self._known(span, id_)
                tokens.take([candidate])
                found.append(candidate)
        return found

    def _describes(self, doc: Doc, body: Span) -> bool:
        """Whether a body's class noun only describes the name that follows it: "the Czech agency NÚKIB"."""
        if body.end >= len(doc) or doc[body.end - 1].lower_ not in self.types.lexicon.words["agencies"]:
            return False
        follows = doc[body.end]
        return follows.text[:1].isupper() and follows.pos_ == "PROPN" and doc[body.end - 1].text.islower()

    def _with_bodies(self, doc: Doc, taken: list[Candidate]) -> list[Candidate]:
        """The public bodies too; one takes over the country that it begins with ("PRC government")."""
        for body in doc.spans[BODIES]:
            over = [c for c in taken if c.start < body.end and body.start < c.end]
            if body.id_ == HELD or self._describes(doc, body):
                continue
            if any(c.type not in _NAMED_IN_BODIES or c.start < body.start or c.end > body.end for c in over):
                continue
            taken = [*(c for c in taken if c not in over), Candidate(body.start, body.end, "GovernmentBody")]
        return taken


def _trimmed(span: Span) -> Span:
    """A name without blanks, the year of its entry ("2010 - X") and the first word of the next sentence."""
    doc, start, end = span.doc, span.start, span.end
    while start < end and doc[start].is_space:
        start += 1
    if end - start > 1 and doc[start].is_digit and doc[start + 1].text in _DASHES:
        start += 2
    while end > start and (doc[end - 1].is_space or doc[end - 1].text in _BEGINNINGS):
        end -= 1
    return Span(doc, start, end, label=span.label, kb_id=span.kb_id, span_id=span.id)


@Language.factory("mention_repair")
def create_mention_repair(nlp: Language, name: str) -> MentionRepair:  # noqa: ARG001
    """Factory of the component."""
    context.register()
    return MentionRepair(NameTypes(lexicon(), gazetteer(), knowledge(), english_words(nlp)))
