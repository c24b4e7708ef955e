"""The model's attribute ruler and lemmatizer, from memory: the same result in a fraction of the time.

Both decide token by token, by a few of a token's attributes, and mostly decide the same again. What they decided for
these attributes is remembered and written for a whole text at once. Where a model's components look at anything else,
they stay as they are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np
from spacy.language import Language
from spacy.pipeline import AttributeRuler
from spacy.pipeline.lemmatizer import Lemmatizer

if TYPE_CHECKING:
    from spacy.tokens import Doc

#: What patterns of single tokens may look at for their decision to be remembered.
_SEEN = frozenset({"TAG", "LOWER", "DEP", "IS_SPACE"})
_KEYS = ["LOWER", "TAG", "DEP", "IS_SPACE"]
_VALUES = ["TAG", "POS", "MORPH", "LEMMA", "DEP"]


class RememberingRuler:
    """An attribute ruler's decisions by word (where a pattern names it), tag, dependency and blankness."""

    def __init__(self, ruler: AttributeRuler) -> None:
        """Remember what ``ruler`` decides."""
        self.ruler = ruler
        patterns = [pattern for entry in ruler.patterns for pattern in entry["patterns"]]
        self._words = [p[0]["LOWER"] for p in patterns if len(p) == 1 and "LOWER" in p[0]]
        openings = [p[0] for p in patterns if len(p) > 1]  # of patterns of several tokens: left to the ruler
        self._opening_words = [token["LOWER"] for token in openings if "LOWER" in token]
        strings = ruler.vocab.strings
        self._opening_roles = {strings[token["DEP"]] for token in openings if "LOWER" not in token}
        self._kinds: dict[int, int | None] = {}  # word -> itself where a pattern names it, else 0; None: an opening word
        self._memory: dict[tuple[int, ...], list[int]] = {}

    def _kind(self, word: int) -> int | None:
        text = self.ruler.vocab.strings[word]
        if any(_meets(text, condition) for condition in self._opening_words):
            kind = None
        else:
            kind = word if any(_meets(text, condition) for condition in self._words) else 0
        self._kinds[word] = kind
        return kind

    def _keys(self, doc: Doc) -> list[tuple[int, ...]] | None:
        """What the decisions on the tokens depend on; None where they may depend on one another."""
        kinds, roles, keys = self._kinds, self._opening_roles, []
        for word, tag, role, blank in doc.to_array(_KEYS).tolist():
            kind = kinds[word] if word in kinds else self._kind(word)
            if kind is None or role in roles:
                return None
            keys.append((kind, tag, role, blank))
        return keys

    def __call__(self, doc: Doc) -> Doc:
        """Set the attributes."""
        keys = self._keys(doc) if len(doc) > 1 else None
        if keys is None:
            return self.ruler(doc)
        memory = self._memory
        known = [memory.get(key) for key in keys]
        if None in known:
            self.ruler(doc)
            memory.update(zip(keys, doc.to_array(_VALUES).tolist(), strict=True))
            return doc
        doc.from_array(_VALUES, np.array(known, dtype="uint64"))
        return doc


def _meets(text: str, condition: str | dict[str, Any]) -> bool:
    """Whether a word meets a pattern's condition on it."""
    if isinstance(condition, str):
        return text == condition
    return text in condition.get("IN", ()) or ("REGEX" in condition and re.search(condition["REGEX"], text) is not None)


def _can_be_remembered(ruler: AttributeRuler) -> bool:
    """Whether the patterns look at nothing but what the memory knows of."""
    patterns = [pattern for entry in ruler.patterns for pattern in entry["patterns"]]
    for pattern in patterns:
        for token in pattern:
            word = token.get("LOWER", "")
            if not set(token) <= _SEEN or not (isinstance(word, str) or set(word) in ({"IN"}, {"REGEX"})):
                return False
    return all("LOWER" in p[0] or isinstance(p[0].get("DEP"), str) for p in patterns if len(p) > 1)


class RememberingLemmatizer:
    """A lemmatizer's decisions by word, part of speech and morphology."""

    def __init__(self, lemmatizer: Lemmatizer) -> None:
        """Remember what ``lemmatizer`` decides."""
        self.lemmatizer = lemmatizer
        self.lookups = lemmatizer.lookups
        self._memory: dict[tuple[int, ...], int] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Set the lemmas of the tokens that have none."""
        if len(doc) < 2:
            return self.lemmatizer(doc)
        memory = self._memory
        lemmas = []
        for i, (orth, pos, morph, lemma) in enumerate(doc.to_array(["ORTH", "POS", "MORPH", "LEMMA"]).tolist()):
            if not lemma:
                key = (orth, pos, morph)
                found = memory.get(key)
                if found is None:
                    found = memory[key] = doc.vocab.strings.add(self.lemmatizer.lemmatize(doc[i])[0])
                lemma = found  # noqa: PLW2901
            lemmas.append(lemma)
        doc.from_array(["LEMMA"], np.array(lemmas, dtype="uint64").reshape(-1, 1))
        return doc


def take(nlp: Language) -> None:
    """Put the remembering components in the places of those of the model that they can stand for."""
    if nlp.has_pipe("attribute_ruler"):
        ruler = nlp.get_pipe("attribute_ruler")
        if isinstance(ruler, AttributeRuler) and _can_be_remembered(ruler):
            _replace(nlp, "attribute_ruler", RememberingRuler(ruler))
    if nlp.has_pipe("lemmatizer"):
        lemmatizer = nlp.get_pipe("lemmatizer")
        if isinstance(lemmatizer, Lemmatizer) and lemmatizer.mode == "rule" and not lemmatizer.overwrite:
            _replace(nlp, "lemmatizer", RememberingLemmatizer(lemmatizer))


def _replace(nlp: Language, name: str, component: RememberingRuler | RememberingLemmatizer) -> None:
    nlp.replace_pipe(name, "remembering", config={"component": component}, validate=False)


@Language.factory("remembering")
def create_remembering(nlp: Language, name: str, component: Any) -> Any:  # noqa: ANN401, ARG001  (spaCy's own interface)
    """Factory that hands on a component made from the one whose place it takes."""
    return component
