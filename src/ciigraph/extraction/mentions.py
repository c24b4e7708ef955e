"""Component ``structure_mentions``: names by their build, from capitalised runs, head words and known names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.language import Language

from ciigraph.extraction import context
from ciigraph.extraction.gazetteer import Gazetteer, gazetteer
from ciigraph.extraction.heads import Segment
from ciigraph.extraction.knowledge import Knowledge, knowledge
from ciigraph.extraction.known_entities import known_names
from ciigraph.extraction.lexicon import Lexicon, lexicon
from ciigraph.extraction.naming import Naming
from ciigraph.extraction.quotations import further_fields, titles
from ciigraph.extraction.runs import Word, runs
from ciigraph.extraction.segments import Segmenter

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from spacy.tokens import Doc, Span

#: Key of ``doc.spans``: names by structure. ``label_`` is the type, "" where only the context can tell; ``kb_id_`` the
#: known entity; ``id_`` is "titled" where a title stood before the name, "quoted" for a title in quotation marks.
STRUCTURE = "structure"
TITLED = "titled"
QUOTED = "quoted"
#: A name that ends in the midst of a token may take the rest of it ("Belgium's"); more is an address of a page.
_LONGEST_REST = 12
_ORGANISATION_LABELS = frozenset({"ORG", "FAC", "EVENT", "LAW", "WORK_OF_ART"})
#: Parts of speech of words that open a sentence before a name.
_FUNCTION_POS = frozenset({"ADP", "SCONJ", "PRON", "DET", "ADV", "VERB", "AUX", "CCONJ", "PART", "INTJ", "NUM"})


class StructureMentions:
    """Writes ``doc.spans["structure"]``."""

    def __init__(self, words: Lexicon, places: Gazetteer, known: Knowledge) -> None:
        """Use this knowledge."""
        self.lexicon, self.places, self.knowledge = words, places, known

    def __call__(self, doc: Doc) -> Doc:
        """Find the names."""
        known = known_names(doc)
        text = context.reading_of(doc)
        naming = Naming(self.lexicon, self.places, self.knowledge, known, doc._.unit, text)
        bound = {
            token.idx: ent.end_char
            for ent in doc.ents
            if ent.label_ in _ORGANISATION_LABELS and len(ent) > 2
            for token in ent
        }
        segmenter = Segmenter(self.lexicon, self.places, self.knowledge, known, bound)
        quotations = list(titles(text))
        quoted = [name for title in quotations if (name := naming.title(title)) is not None]
        texts = [Segment(title) for title in quotations if naming.is_publication(title)]
        spans = [span for name in quoted if (span := _span(doc, name, QUOTED)) is not None]
        for segment in self._segments(doc, text, segmenter):
            for name in naming.names(segment):
                inside = quoted if name.known else (*quoted, *texts)
                if any(q.start <= name.start and name.end <= q.end for q in inside):
                    continue
                span = _span(doc, name, TITLED if name.titled else "")
                if span is not None:
                    spans.append(span)
        doc.spans[STRUCTURE] = spans
        return doc

    def _segments(self, doc: Doc, text: str, segmenter: Segmenter) -> Iterator[Segment]:
        found = list(runs(text))
        for n, run in enumerate(found):
            words = self._without_opening(doc, run, segmenter)
            if words:
                words = [*words, *further_fields(words, found, n, self.lexicon, text)]
                yield from self._without_posts(segmenter.segments(words), segmenter.known)

    def _without_opening(self, doc: Doc, run: list[Word], segmenter: Segmenter) -> list[Word]:
        """The run without the words that only open a sentence ("Although Huawei", "In Baku")."""
        while run and run[0].start not in segmenter.known:
            begins_name = self.lexicon.head_at_start([w.low for w in run[:2]]) is not None
            if run[0].low not in self.lexicon.words["openers"] and (
                len(run) == 1 or begins_name or not _opens(doc, run[0])
            ):
                break
            run = run[1:]
        return run

    def _without_posts(self, segments: list[Segment], known: Mapping[int, tuple[int, str]]) -> Iterator[Segment]:
        """The segments without what a title is of: "Minister of Science and Technology of China"."""
        of_title = False
        for segment in segments:
            words = segment.words
            if of_title and words[0].joiner:
                while words and words[0].low in self.lexicon.everyday and words[0].start not in known:
                    words = words[1:]
                if words:
                    yield Segment(words, titled=len(words) < len(segment.words) and not words[0].joiner)
                    of_title = False
            else:
                yield segment
                of_title = words[-1].low in self.lexicon.titles


def _opens(doc: Doc, word: Word) -> bool:
    span = doc.char_span(word.start, word.end, alignment_mode="expand")
    return span is not None and span[0].is_sent_start is True and span[0].pos_ in _FUNCTION_POS


def _span(doc: Doc, name: Segment, note: str) -> Span | None:
    span = doc.char_span(
        name.start, name.end, label=name.type or "", kb_id=name.known or "", alignment_mode="expand", span_id=note
    )
    if span is None or span.end_char - span.start_char > name.end - name.start + _LONGEST_REST:
        return None
    return span


@Language.factory("structure_mentions")
def create_structure_mentions(nlp: Language, name: str) -> StructureMentions:  # noqa: ARG001
    """Factory of the component."""
    context.register()
    return StructureMentions(lexicon(), gazetteer(), knowledge())
