"""The model's word vectors, from memory: the same result in a fraction of the time.

The first layers of a network make of each word, by a few of its attributes, a vector; only the layers behind them look
at the words around. What came out for these attributes is remembered, within bounds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from thinc.api import Model, NumpyOps

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.language import Language
    from spacy.tokens import Doc

#: Words remembered; with a vector of 96 numbers that is 8 MB.
CAPACITY = 20_000
#: What the layers are called that read attributes, look their vectors up and mix them.
_LAYERS = ("extract_features", "list2ragged", "with_array", "with_array", "ragged2list")


class _Memory:
    """The vectors of the words met last."""

    def __init__(self, columns: list[Any], vectors_of: Callable[[Any], Any], width: int, capacity: int) -> None:
        self._columns, self._vectors_of = columns, vectors_of
        self._vectors = np.empty((capacity, width), dtype="float32")
        self._rows: dict[bytes, int] = {}

    def look_up(self, docs: list[Doc]) -> list[Any]:
        """The vectors of the words of each text."""
        attributes = np.concatenate([doc.to_array(self._columns) for doc in docs])
        keys: list[bytes] = attributes.view(f"V{attributes.strides[0]}")[:, 0].tolist()
        rows: list[Any] = list(map(self._rows.get, keys))
        if None not in rows:
            vectors = self._vectors[rows]
        elif self._learn(keys, attributes):
            vectors = self._vectors[[self._rows[key] for key in keys]]
        else:
            vectors = self._vectors_of(attributes)
        return np.split(vectors, np.cumsum([len(doc) for doc in docs])[:-1])

    def _learn(self, keys: list[bytes], attributes: Any) -> bool:  # noqa: ANN401  (an array)
        """Remember these words; False where they are more than the memory holds."""
        known, capacity = self._rows, len(self._vectors)
        new = {key: i for i, key in enumerate(keys) if key not in known}
        if len(known) + len(new) > capacity:
            known.clear()
            new = {key: i for i, key in enumerate(keys)}
        if len(new) > capacity:
            return False
        first = len(known)
        self._vectors[first : first + len(new)] = self._vectors_of(attributes[list(new.values())])
        known.update(zip(new, range(first, first + len(new)), strict=True))
        return True


def _remembering(layer: Model[Any, Any], capacity: int) -> Model[Any, Any]:
    """A layer that does the same as this one."""
    extract, _, look_up, mix, _ = layer.layers
    memory = _Memory(
        extract.attrs["columns"], lambda rows: mix.predict(look_up.predict(rows)), layer.get_dim("nO"), capacity
    )

    def forward(_: Model[Any, Any], docs: list[Doc], is_train: bool) -> tuple[Any, Any]:
        if is_train or not any(len(doc) for doc in docs):
            return layer(docs, is_train)
        return memory.look_up(docs), lambda _: []

    return Model("remembered_embedding", forward, dims={"nO": layer.get_dim("nO")})


def take(nlp: Language, capacity: int = CAPACITY) -> None:
    """Let all networks of the model remember, as far as their first layers are of the kind that can."""
    for _, component in nlp.pipeline:
        network = getattr(component, "model", None)
        if isinstance(network, Model) and type(network.ops) is NumpyOps:
            for node in list(network.walk()):
                node.layers[:] = [
                    _remembering(layer, capacity) if _can_be_remembered(layer) else layer for layer in node.layers
                ]


def _can_be_remembered(layer: Model[Any, Any]) -> bool:
    names = tuple(part.name.partition("(")[0] for part in layer.layers)
    return names == _LAYERS and len(layer.layers[0].attrs["columns"]) > 1 and layer.has_dim("nO") is True
