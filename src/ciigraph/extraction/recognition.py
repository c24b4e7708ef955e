"""The model's entity recognizer, its decisions taken together: the same result in a fraction of the time.

The recognizer reads a text word by word: a word is outside of an entity, is one by itself, or begins, goes on with or
ends one. Outside of an entity its decision depends on the word alone, inside of one on that word, the word before and
the first. So the decisions on all words of many texts, as if no entity were open, are one calculation; and one more
each decides on the second words of all entities that may begin, on their third words, and so on. The weights, what
may follow on what and the order of the additions are the recognizer's own.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from spacy.language import Language
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Span
from thinc.api import NumpyOps

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Doc

#: A word, the word that an entity began with, the word before: what a decision looks at.
_LOOKS_AT = 3


class Recognizer:
    """Takes the place of a greedy recognizer of this model's kind."""

    def stand_for(self, recognizer: EntityRecognizer) -> None:
        """Take the place of ``recognizer``."""
        model = recognizer.model
        self.recognizer = recognizer
        self._ops = model.ops
        self._tok2vec, self._lower, self._upper = model.layers
        moves = cast("Any", recognizer.moves)
        names: list[str] = [moves.get_class_name(k) for k in range(moves.n_moves)]
        self._labels: list[int] = [recognizer.vocab.strings[name[2:]] for name in names]
        kinds = [name[0] for name in names]
        self._apart = [  # what may be decided with no entity open; "U-" is for words barred from entities
            k for k, kind in enumerate(kinds) if kind == "O" or (kind in "BU" and self._labels[k])
        ]
        self._out = self._apart.index(kinds.index("O"))
        self._begins = np.array([kinds[k] == "B" for k in self._apart])
        self._inside = {label: k for k, label in enumerate(self._labels) if kinds[k] == "I"}
        self._last = {label: k for k, label in enumerate(self._labels) if kinds[k] == "L"}

    def __call__(self, doc: Doc) -> Doc:
        """Set a text's entities."""
        self._recognize([doc])
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 32) -> Iterator[Doc]:
        """Set the entities of texts, so many together."""
        docs = iter(stream)
        while batch := list(islice(docs, batch_size)):
            self._recognize(batch)
            yield from batch

    def _recognize(self, docs: list[Doc]) -> None:
        docs = [doc for doc in docs if len(doc)]
        if any(doc.has_annotation("ENT_IOB") for doc in docs):  # entities that it must respect
            self.recognizer.set_annotations(docs, self.recognizer.predict(docs))
            return
        if not docs:
            return
        features = self._lower.predict(self._tok2vec.predict(docs))
        marks = np.concatenate([doc.to_array(["SENT_START", "IS_SPACE"]) for doc in docs]).astype("int64")
        bounds = np.cumsum([len(doc) for doc in docs]).tolist()
        closes = np.append(marks[1:, 0] == 1, True)  # no entity goes on behind such a word
        closes[[end - 1 for end in bounds]] = True
        guesses = self._alone(features, closes, marks[:, 1] == 1)
        begun = np.flatnonzero(self._begins[guesses])
        ends = self._ends(features, closes, begun, [self._labels[self._apart[k]] for k in guesses[begun].tolist()])
        start = 0
        found = guesses.tolist()
        for doc, end in zip(docs, bounds, strict=True):
            _annotate(doc, self._entities(found, ends, start, end))
            start = end

    def _alone(self, features: Any, closes: Any, blank: Any) -> Any:  # noqa: ANN401  (arrays)
        """The decision on each word as if no entity were open before it, as a position in ``_apart``."""
        scores = self._scores([features[1:, 0], features[0, 1], features[0, 2]])[:, self._apart]
        scores[np.ix_(closes, self._begins)] = -np.inf
        guesses = scores.argmax(axis=1)
        guesses[blank] = self._out
        return guesses

    def _ends(self, features: Any, closes: Any, begun: Any, labels: list[int]) -> dict[int, int]:  # noqa: ANN401
        """Where the entities end (one past the last word) that begin at these words, with these labels."""
        ends: dict[int, int] = {}
        inside = np.array([self._inside[label] for label in labels], dtype="int64")
        last = np.array([self._last[label] for label in labels], dtype="int64")
        at = begun + 1
        while len(begun):
            going = ~closes[at]
            if going.any():
                here = at[going] + 1  # the first row of the features is what stands for no word
                scores = self._scores([features[here, 0], features[begun[going] + 1, 1], features[here - 1, 2]])
                rows, on, off = np.arange(len(here)), inside[going], last[going]
                more, less = scores[rows, on], scores[rows, off]
                going[going] = (more > less) | ((more == less) & (on < off))
            done = ~going
            ends.update(zip(begun[done].tolist(), (at[done] + 1).tolist(), strict=True))
            begun, at, inside, last = begun[going], at[going] + 1, inside[going], last[going]
        return ends

    def _scores(self, features: list[Any]) -> Any:  # noqa: ANN401
        """The scores of all decisions; ``features`` are what each thing looked at adds."""
        hidden = features[0] + features[1]
        hidden += features[2]
        hidden += self._lower.get_param("b")
        best, _ = self._ops.maxout(hidden)
        scores = self._ops.gemm(best, self._upper.get_param("W"), trans2=True)
        scores += self._upper.get_param("b")
        return scores

    def _entities(self, guesses: list[int], ends: dict[int, int], start: int, end: int) -> list[tuple[int, int, int]]:
        """First word, one past the last, and label of a text's entities; the text is the words ``start:end``."""
        found = []
        i = start
        while i < end:
            guess = guesses[i]
            stop = ends.get(i, i + 1)
            if guess != self._out:
                found.append((i - start, stop - start, self._labels[self._apart[guess]]))
            i = stop
        return found


def _annotate(doc: Doc, entities: list[tuple[int, int, int]]) -> None:
    doc.set_ents([Span(doc, start, end, label=label) for start, end, label in entities])


def take(nlp: Language) -> None:
    """Put one in the place of the model's recognizer, if that is of the kind that it can stand for."""
    recognizer = nlp.get_pipe("ner") if nlp.has_pipe("ner") else None
    if isinstance(recognizer, EntityRecognizer) and _can_be_stood_for(recognizer):
        nlp.replace_pipe("ner", "recognizer_at_once")
        cast("Recognizer", nlp.get_pipe("ner")).stand_for(recognizer)


def _can_be_stood_for(recognizer: EntityRecognizer) -> bool:
    """Whether it is greedy, calculates with plain arrays and looks at just these things of a state."""
    model = recognizer.model
    if recognizer.cfg["beam_width"] != 1 or type(model.ops) is not NumpyOps or model.name != "parser_model":
        return False
    lower = model.get_ref("lower")
    shared = any("listener" in node.name for node in model.walk())
    return (
        model.attrs["has_upper"]
        and not model.attrs["unseen_classes"]
        and not shared
        and lower.get_dim("nF") == _LOOKS_AT
        and lower.get_dim("nP") > 1
    )


@Language.factory("recognizer_at_once")
def create_recognizer(nlp: Language, name: str) -> Recognizer:  # noqa: ARG001
    """Factory of the component; ``stand_for`` must be called before it is used."""
    return Recognizer()
