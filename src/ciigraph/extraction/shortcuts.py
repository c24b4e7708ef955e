"""The model's attribute ruler and lemmatizer, from memory: the same result in a fraction of the time.

Both decide token by token, by a few of a token's attributes, and mostly decide the same again. What they decided for
these attributes is remembered and written for a whole text at once. Where a model's components look at anything else,
they stay as they are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from spacy.language import Language
from spacy.pipeline import AttributeRuler
from spacy.pipeline.lemmatizer import Lemmatizer

if TYPE_CHECKING:
    from spacy.tokens import Doc

#: What patterns of single tokens may look at for their decision to be remembered.
_SEEN = frozenset({"TAG", "LOWER", "DEP", "IS_SPACE"})
_KEYS: list[int | str] = ["LOWER", "TAG", "DEP", "IS_SPACE"]
_DECIDED: list[int | str] = ["POS", "MORPH", "LEMMA", "TAG", "DEP"]


class RememberingRuler:
    """An attribute ruler's decisions by word and dependency (where a pattern names them), tag and blankness.

    Where a token may begin a pattern of two tokens, it and the next one depend on each other too.
    """

    def remember(self, ruler: AttributeRuler) -> None:
        """Take the place of ``ruler``."""
        self.ruler = ruler
        patterns = _patterns(ruler)
        openings = [p[0] for p in patterns if len(p) > 1]
        strings = ruler.vocab.strings
        self._words = [p[0]["LOWER"] for p in patterns if len(p) == 1 and "LOWER" in p[0]]
        self._opening_words = [token["LOWER"] for token in openings if "LOWER" in token]
        self._opening_roles = {strings[token["DEP"]] for token in openings if "LOWER" not in token}
        self._roles = {strings[role] for p in patterns for token in p for role in _values(token.get("DEP", {}))}
        self._kinds: dict[int, tuple[int, bool]] = {}
        self._memory: dict[tuple[int, ...], tuple[int, int, int, int, int]] = {}

    def _kind(self, word: int) -> tuple[int, bool]:
        """The word itself where a pattern names it, else 0; and whether it begins a pattern of two tokens."""
        text = self.ruler.vocab.strings[word]
        named = any(_meets(text, condition) for condition in self._words)
        opens = any(_meets(text, condition) for condition in self._opening_words)
        self._kinds[word] = kind = (word if named or opens else 0, opens)
        return kind

    def _keys(self, rows: list[list[int]]) -> list[tuple[int, ...]]:
        """What the decision on each token depends on."""
        kinds, roles, opening = self._kinds, self._roles, self._opening_roles
        keys: list[tuple[int, ...]] = []
        before: tuple[int, ...] = ()
        for i, (word, tag, role, blank) in enumerate(rows):
            kind, opens = kinds[word] if word in kinds else self._kind(word)
            named = role if blank or role in roles else -1
            if opens or role in opening:
                after = rows[i + 1][:3] if i + 1 < len(rows) else ()
                keys.append((kind, tag, role, blank, *before, 0, *after))
                before = (word, tag, role)
            elif before:
                keys.append((word, tag, role, blank, *before))
                before = ()
            else:
                keys.append((kind, tag, named, blank))
        return keys

    def __call__(self, doc: Doc) -> Doc:
        """Set the attributes."""
        if len(doc) < 2:
            return self.ruler(doc)
        rows = doc.to_array(_KEYS).tolist()
        memory, keys = self._memory, self._keys(rows)
        known = [memory.get(key) for key in keys]
        if None in known:
            self.ruler(doc)
            memory.update((k, tuple(v)) for k, v in zip(keys, doc.to_array(_DECIDED).tolist(), strict=True))
        elif any(row[3] for row in rows):  # only of blanks does a ruler change tag and dependency
            values = [
                v if row[3] else (*v[:3], row[1], row[2]) for v, row in zip(cast("list[Any]", known), rows, strict=True)
            ]
            doc.from_array(_DECIDED, _array(values))
        else:
            doc.from_array(_DECIDED[:3], _array([v[:3] for v in cast("list[Any]", known)]))
        return doc


def _array(rows: list[Any]) -> Any:  # noqa: ANN401  (spaCy's stubs name a type of their own)
    return np.array(rows, dtype="uint64")


def _patterns(ruler: AttributeRuler) -> list[list[dict[str, Any]]]:
    return [
        cast("list[dict[str, Any]]", pattern) for entry in ruler.patterns for pattern in cast("Any", entry["patterns"])
    ]


def _values(condition: str | dict[str, Any]) -> tuple[str, ...]:
    """The values that a condition names."""
    if isinstance(condition, str):
        return (condition,)
    return (*condition.get("IN", ()), *condition.get("NOT_IN", ()))


def _meets(text: str, condition: str | dict[str, Any]) -> bool:
    """Whether a word meets a pattern's condition on it."""
    if isinstance(condition, str):
        return text == condition
    return text in condition.get("IN", ()) or ("REGEX" in condition and re.search(condition["REGEX"], text) is not None)


def _can_be_remembered(ruler: AttributeRuler) -> bool:
    """Whether the patterns look at nothing but what the memory knows of."""
    patterns = _patterns(ruler)
    for token in (token for pattern in patterns for token in pattern):
        word, role = token.get("LOWER", ""), token.get("DEP", "")
        if not set(token) <= _SEEN or not (isinstance(word, str) or set(word) in ({"IN"}, {"REGEX"})):
            return False
        if not (isinstance(role, str) or set(role) in ({"IN"}, {"NOT_IN"})):
            return False
    for entry in ruler.patterns:
        blank = all("IS_SPACE" in token for pattern in cast("Any", entry["patterns"]) for token in pattern)
        if {"TAG", "DEP"} & set(cast("Any", entry["attrs"])) and not blank:
            return False
    openings = [pattern[0] for pattern in patterns if len(pattern) > 1]
    return max(map(len, patterns)) < 3 and all("LOWER" in o or isinstance(o.get("DEP"), str) for o in openings)


class RememberingLemmatizer:
    """A lemmatizer's decisions by word, part of speech and morphology."""

    def remember(self, lemmatizer: Lemmatizer) -> None:
        """Take the place of ``lemmatizer``."""
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
        doc.from_array(["LEMMA"], _array(lemmas).reshape(-1, 1))
        return doc


def take(nlp: Language) -> None:
    """Put the remembering components in the places of those of the model that they can stand for."""
    ruler = nlp.get_pipe("attribute_ruler") if nlp.has_pipe("attribute_ruler") else None
    if isinstance(ruler, AttributeRuler) and _can_be_remembered(ruler):
        nlp.replace_pipe("attribute_ruler", "remembering_ruler")
        cast("RememberingRuler", nlp.get_pipe("attribute_ruler")).remember(ruler)
    lemmatizer = nlp.get_pipe("lemmatizer") if nlp.has_pipe("lemmatizer") else None
    if isinstance(lemmatizer, Lemmatizer) and lemmatizer.mode == "rule" and not lemmatizer.overwrite:
        nlp.replace_pipe("lemmatizer", "remembering_lemmatizer")
        cast("RememberingLemmatizer", nlp.get_pipe("lemmatizer")).remember(lemmatizer)


@Language.factory("remembering_ruler")
def create_remembering_ruler(nlp: Language, name: str) -> RememberingRuler:  # noqa: ARG001
    """Factory of the component; ``remember`` must be called before it is used."""
    return RememberingRuler()


@Language.factory("remembering_lemmatizer")
def create_remembering_lemmatizer(nlp: Language, name: str) -> RememberingLemmatizer:  # noqa: ARG001
    """Factory of the component; ``remember`` must be called before it is used."""
    return RememberingLemmatizer()
