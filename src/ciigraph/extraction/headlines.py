"""Component ``headlines``: lets the model read headlines as prose would write them.

The model takes the capitals of "Acme Signs Agreement with Lakeside University" for those of names and sees neither
verb nor clause. So it reads a copy with the names' capitals only, and what it says of the copy is written into the
text's own tokens, whose offsets stay. Text without headlines is left alone.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, cast

from spacy.language import Language
from spacy.tokens import Doc, Span

from ciigraph.extraction import context
from ciigraph.extraction.capitals import Capitals
from ciigraph.extraction.gazetteer import gazetteer
from ciigraph.extraction.lexicon import lexicon
from ciigraph.extraction.mention_types import english_words, verbs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Token

_BATCH = 32
#: What the model says of a token.
_SAID: list[int | str] = ["TAG", "POS", "MORPH", "LEMMA", "DEP", "HEAD"]
_TAG, _DEP, _HEAD = 0, 4, 5
_PAST = frozenset({"VBD", "VBN"})
_FINITE = frozenset({"VBZ", "VBP", "VBD", "MD"})
_VERBS = frozenset({"VBN", "VB"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
#: What stands in quotation marks may be the name of something, as long as it is no sentence.
_QUOTES = frozenset('"“”«»‘')
_IN_NAMES = frozenset({"amod", "compound", "nmod"})
#: Parts of speech of words that stand in names.
_NAMING = frozenset({"PROPN", "NOUN", "ADJ", "NUM", "X"})


class Headlines:
    """Reads headlines again; ``context.reading_of`` then gives the text with capitals where names have them."""

    def __init__(self, nlp: Language, capitals: Capitals) -> None:
        """Read with the model's components of ``nlp`` that stand before this one."""
        self.nlp, self.capitals = nlp, capitals

    def __call__(self, doc: Doc) -> Doc:
        """Read a text's headlines again."""
        self._read([doc])
        return doc

    def pipe(self, stream: Iterable[Doc], batch_size: int = _BATCH) -> Iterator[Doc]:
        """Read the headlines of a batch of texts together."""
        texts = iter(stream)
        while docs := list(islice(texts, batch_size)):
            self._read(docs)
            yield from docs

    def _read(self, docs: list[Doc]) -> None:
        homes: list[tuple[Doc, int]] = []
        copies: list[Doc] = []
        for doc in docs:
            for start, end in self.capitals.headlines(doc, context.text_of(doc)):
                homes.append((doc, start))
                copies.append(_copy(doc, self.capitals.written(doc, start, end)))
        if copies:
            for (doc, start), copy in zip(homes, self._said(copies), strict=True):
                if _is_sentence(copy[:-1], doc, start):
                    _carry_over(copy, doc, start)

    def _said(self, copies: list[Doc]) -> list[Doc]:
        """What the model's own components say of the copies."""
        for name, component in self.nlp.pipeline:
            if name == "known_entities":
                break
            if name != "sentence_starts":
                pipe = getattr(component, "pipe", None)
                copies = list(pipe(copies)) if pipe is not None else [cast("Any", component)(copy) for copy in copies]
        return copies


def _copy(doc: Doc, words: list[str]) -> Doc:
    """A headline as one sentence of its own, with a full stop, by which the model knows sentences."""
    copy = Doc(doc.vocab, words=[*words, "."])
    for i in range(1, len(copy)):
        copy[i].is_sent_start = False
    return copy


def _is_verb(token: Token) -> bool:
    return token.tag_ in _FINITE or (token.tag_ in _VERBS and token.dep_ not in _IN_NAMES)


def _is_sentence(copy: Span, doc: Doc, start: int) -> bool:
    """Whether the copy has a verb, with its subject or as a participle, where the text has a capitalised word."""
    quoted = start > 0 and doc[start - 1].text in _QUOTES
    for token in copy:
        if token.text != doc[start + token.i].text and _is_verb(token):
            subject = any(child.dep_ in _SUBJECTS for child in token.children)
            if subject or (token.tag_ == "VBN" and not quoted):
                return True
    return False


def _carry_over(copy: Doc, doc: Doc, start: int) -> None:
    """Write what the model says of a copy into the text's tokens, as a sentence of its own."""
    size = len(copy) - 1
    end = start + size
    names = [ent for ent in doc.ents if ent.end <= start or ent.start >= end]
    names += [Span(doc, start + e.start, start + e.end, label=e.label) for e in copy.ents if e.end <= size]
    taken = {i for ent in names for i in range(ent.start, ent.end)}
    names += [
        ent
        for ent in doc.ents
        if start <= ent.start
        and ent.end <= end
        and not any(i in taken or _is_verb(copy[i - start]) for i in range(ent.start, ent.end))
    ]
    table = doc.to_array(_SAID)
    said = copy.to_array(_SAID)
    table[start:end] = said[:size]
    for token in copy[:size]:
        low = doc[start + token.i].lower_
        if token.tag_ in _PAST and token.lower_ != low:
            table[start + token.i, _TAG] = doc.vocab.strings["VBZ" if low.endswith("s") else "VBP"]
    heads = table[:, _HEAD].astype("int64").tolist()
    root = doc.vocab.strings["ROOT"]
    for i, offset in enumerate(heads):
        if (start <= i + offset < end) != (start <= i < end):
            table[i, _HEAD], table[i, _DEP] = 0, root
    doc.from_array(_SAID, cast("Any", table))
    doc.ents = sorted(names, key=lambda ent: ent.start)
    context.read_as(doc, doc[start].idx, _reading(copy[:-1], doc, start))


def _reading(copy: Span, doc: Doc, start: int) -> str:
    """A headline with capitals where words of names may stand only; as long as it is."""
    parts = []
    for token in copy:
        own, text = doc[start + token.i], token.text
        if token.lower_ != own.lower_:  # a verb in another form
            text = own.lower_
        elif (token.pos_ in _NAMING or token.dep_ in _IN_NAMES) and own.text[0].isupper() and text[0].islower():
            text = text[0].upper() + text[1:]
        parts.append((text if len(text) == len(own.text) else own.text) + own.whitespace_)
    return "".join(parts)


@Language.factory("headlines")
def create_headlines(nlp: Language, name: str) -> Headlines:  # noqa: ARG001
    """Factory of the component."""
    context.register()
    return Headlines(nlp, Capitals(lexicon(), gazetteer(), english_words(nlp), *verbs(nlp)))
