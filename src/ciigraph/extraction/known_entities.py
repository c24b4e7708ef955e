"""Component ``known_entities``: finds the names of known entities and countries in a text.

spaCy's own PhraseMatcher does it, on lower case without diacritics (the token's NORM) and, for abbreviations and
names whose case matters, on the text as it stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.attrs import NORM, ORTH
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span

from ciigraph.extraction import context
from ciigraph.extraction.knowledge import Knowledge, knowledge
from ciigraph.extraction.names import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ciigraph.records import EntityType

#: Key of ``doc.spans``: known names, one entity each (``span.kb_id_``), possibly overlapping.
KNOWN = "known"
#: ``span.id_`` of an abbreviation that counts only where the document names the thing in full.
WEAK = "weak"


def level(doc: Doc) -> Doc:
    """Give the tokens that aren't ASCII a norm without diacritics, so that all spellings match."""
    if not context.text_of(doc).isascii():
        for token in doc:
            if not token.is_ascii:
                token.norm_ = plain(token.text)
    return doc


#: Types whose names are also written in lower case ("one country, two systems").
_IN_LOWER_CASE = frozenset({"Initiative", "Agreement", "Event", "Product"})


def _is_written_as_name(text: str, type_: EntityType) -> bool:
    """Whether a match on lower case reads as a name: it has a capital or no case at all, or its kind needs none."""
    if any(c.isupper() for c in text) or text.upper() == text.lower():
        return True
    return " " in text.strip() and type_ in _IN_LOWER_CASE


class KnownEntities:
    """Writes ``doc.spans["known"]``."""

    def __init__(self, nlp: Language, known: Knowledge) -> None:
        """Build both matchers with the pipeline's own tokenizer, so that names are cut as texts are."""
        self.known = known
        self.strings = nlp.vocab.strings
        self.by_norm = PhraseMatcher(nlp.vocab, attr=NORM)
        self.by_text = PhraseMatcher(nlp.vocab, attr=ORTH)
        loose, exact, weak = [], [], []
        for entity in known.entities.values():
            (exact if entity.case_sensitive else loose).extend((name, entity.id) for name in entity.names)
            exact += [(name, entity.id) for name in entity.abbreviations]
            weak += [(name, f"{WEAK}:{entity.id}") for name in entity.weak_abbreviations]
        _add(self.by_norm, nlp.tokenizer.pipe, loose)
        _add(self.by_text, nlp.tokenizer.pipe, exact + weak)

    def __call__(self, doc: Doc) -> Doc:
        """Find the known names; country names must be capitalised."""
        spans = []
        level(doc)
        for key, start, end in self.by_norm(doc):
            id_ = self.strings[key]
            entity = self.known.entities[id_]
            if not _is_written_as_name(doc[start:end].text, entity.type):
                continue
            if entity.type == "Country" and not doc[start].text[0].isupper():
                continue
            spans.append(Span(doc, start, end, label=entity.type, kb_id=id_))
        for key, start, end in self.by_text(doc):
            weak, _, id_ = self.strings[key].rpartition(":")
            spans.append(Span(doc, start, end, label=self.known.entities[id_].type, kb_id=id_, span_id=weak))
        doc.spans[KNOWN] = spans
        return doc


def _add(
    matcher: PhraseMatcher, tokenize: Callable[[Iterable[str]], Iterable[Doc]], names: list[tuple[str, str]]
) -> None:
    patterns: dict[str, list[Doc]] = {}
    for doc, (_, key) in zip(tokenize(name for name, _ in names), names, strict=True):
        if len(doc):
            patterns.setdefault(key, []).append(level(doc))
    for key, docs in patterns.items():
        matcher.add(key, docs)


@Language.factory("known_entities")
def create_known_entities(nlp: Language, name: str) -> KnownEntities:  # noqa: ARG001  (spaCy passes the name)
    """Factory of the component."""
    context.register()
    return KnownEntities(nlp, knowledge())
