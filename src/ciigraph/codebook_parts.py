"""The parts of the codebook, as typed records, and the fingerprint by which a question is recognised."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import Literal, TypeAlias

import msgspec

Layer: TypeAlias = Literal["Exposure", "Pressure", "Alignment"]
Change: TypeAlias = Literal["same", "reworded", "continued", "renumbered", "moved", "merged", "new"]

_TAG = re.compile(r"<[^<>]*>")
_WORD = re.compile(r"[^\W_]+")
_APOSTROPHES = dict.fromkeys(map(ord, "'’‘`´ʼ"))


def plain(text: str) -> str:
    """The text in lower case, without apostrophes, every run of white space made one blank."""
    return " ".join(text.translate(_APOSTROPHES).casefold().split())


def fingerprint(text: str) -> frozenset[str]:
    """Hashes of the distinct words of a text, without mark-up, case, diacritics and apostrophes."""
    bare = unicodedata.normalize("NFKD", _TAG.sub(" ", text).translate(_APOSTROPHES)).casefold()
    letters = "".join(c for c in bare if not unicodedata.combining(c))
    return frozenset(
        hashlib.blake2b(word.encode("utf-8", "replace"), digest_size=2).hexdigest() for word in _WORD.findall(letters)
    )


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of the codebook's parts: immutable, and a misspelt key of the file is an error."""


class Domain(Part, frozen=True, forbid_unknown_fields=True):
    """One of the nine domains; ``first`` and ``last`` are the numbers of its indicators."""

    slug: str
    name: str
    first: int
    last: int


class Scale(Part, frozen=True, forbid_unknown_fields=True):
    """An answer scale. ``grading`` is its key in the raw data, ``printed`` the words of the pages for each score.

    ``table_grading`` is the key in the tables of all countries where that is another one.
    """

    key: str
    grading: str
    printed: dict[int, tuple[str, ...]]
    table_grading: str | None = None

    @property
    def answers(self) -> dict[int, str]:
        """The label of each score, in the order of the scores."""
        return {score: words[0] for score, words in self.printed.items()}

    def score_of(self, printed: str) -> int | None:
        """The score of an answer as a page prints it, in any case and with any apostrophe, or None."""
        wanted = plain(printed)
        return next((score for score, words in self.printed.items() if wanted in map(plain, words)), None)


class Earlier(Part, frozen=True, forbid_unknown_fields=True):
    """Which question of an earlier edition asks for the same matter, and what happened to it (see codebook.yaml).

    ``code`` is in the numbering of that edition, None for a new question. ``takes_in`` names further questions of
    that edition whose matter the present one includes. ``basis`` says where the statement comes from.
    """

    code: str | None
    change: Change
    basis: str
    confidence: Literal["high", "medium", "low"]
    takes_in: tuple[str, ...] = msgspec.field(default=(), name="with")


class Indicator(Part, frozen=True, forbid_unknown_fields=True):
    """One of the 99 indicators of the current edition."""

    code: str  # "media-01"
    number: int  # 1..99
    domain: str  # slug
    layer: Layer
    scale: str
    label: str
    fingerprint: frozenset[str]
    earlier: dict[int, Earlier]


class Asked(Part, frozen=True, forbid_unknown_fields=True):
    """What stood under a code in one edition. ``grading`` is the key in the raw data of that edition."""

    code: str
    edition: int
    label: str
    layer: Layer
    scale: str
    grading: str


class PercentRule(Part, frozen=True, forbid_unknown_fields=True):
    """How a percentage is made: 100 * sum / (4 * indicators), rounded to each of ``decimals`` in turn."""

    over: Literal["answered", "all"]
    decimals: tuple[int, ...]
    rounding: Literal["half-up", "half-even"]


class Edition(Part, frozen=True, forbid_unknown_fields=True):
    """How an edition names its layers and counts. Keys of ``percent`` and ``rank``: overall, domain, layer."""

    year: int
    countries: int  # how many countries the edition covers
    numbering: int  # the edition whose numbers and questions it has
    layers: dict[Layer, str]  # the printed name of each layer
    percent: dict[str, PercentRule]
    rank: dict[str, Literal["rounded", "exact"]]
    checked: str
    score_columns: tuple[str, ...] = ()

    def layer_of(self, printed: str) -> Layer | None:
        """The layer that this edition prints in this way, in any case, or None."""
        wanted = plain(printed)
        return next((layer for layer, name in self.layers.items() if wanted in (plain(name), layer.lower())), None)
