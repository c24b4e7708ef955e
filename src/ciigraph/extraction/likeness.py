"""Names that are alike: spelling variants, additions at the end, and what two like names must not differ in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from ciigraph.extraction.gazetteer import LARGE_CITY
from ciigraph.extraction.names import squeezed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ciigraph.extraction.gazetteer import Gazetteer
    from ciigraph.extraction.lexicon import Lexicon
    from ciigraph.records import EntityType

#: Two spellings are one name from this likeness on (rapidfuzz's ratio, 0..100).
SPELLING = 91.0
#: Likeness of two words that are spellings of one.
_WORD = 78.0
#: Names with another number of words must be almost letter by letter the same.
_OTHER_WORDS = 95.0
#: Shorter names are told apart by single letters.
_SHORTEST = 6
_SHORTEST_PHRASE = 9
_LENGTHS = 4
_PREFIX = 4
_ORGANISATIONS: frozenset[EntityType] = frozenset(
    {
        "Company",
        "University",
        "ResearchBody",
        "MediaOrganisation",
        "GovernmentBody",
        "PoliticalParty",
        "Association",
        "InternationalOrganisation",
        "Network",
        "ConfuciusInstitute",
        "ThreatActor",
    }
)


def kind(type_: EntityType) -> str:
    """Coarse type: between organisations a likeness of names may decide, whatever their types."""
    return "Organisation" if type_ in _ORGANISATIONS else type_


def without_additions(key: str, lexicon: Lexicon) -> str:
    """A firm's or outlet's name without the words at its end that add nothing ("huawei technologies")."""
    words = key.split()
    while len(words) > 1 and words[-1] in lexicon.words["additions"]:
        words = words[:-1]
    return " ".join(words)


def differs_by_spelling(key: str, other: str, places: Gazetteer) -> bool:
    """Whether two like names differ by spelling only, not by a word that tells two things apart."""
    ours, theirs = key.split(), other.split()
    if len(ours) != len(theirs):
        return squeezed(key) == squeezed(other) or fuzz.ratio(key, other) >= _OTHER_WORDS
    different = [(a, b) for a, b in zip(ours, theirs, strict=True) if a != b]
    return all(
        fuzz.ratio(a, b) >= _WORD and len(a) >= _PREFIX and not (_is_place(a, places) or _is_place(b, places))
        for a, b in different
    )


def _is_place(word: str, places: Gazetteer) -> bool:
    city = places.cities.get(word)
    large = city is not None and city.population >= LARGE_CITY
    return large or places.country_of(word) is not None or word in places.regions


class Spellings:
    """Finds the known name that a misspelt one means, among those that share its first or last word."""

    def __init__(self, keys: Iterable[str], places: Gazetteer) -> None:
        """File all ``keys`` under their first and last words."""
        self.places = places
        self._blocks: dict[str, list[str]] = {}
        for key in keys:
            if len(key) >= _SHORTEST:
                for word in _filed_under(key):
                    self._blocks.setdefault(word, []).append(key)

    def nearest(self, key: str) -> tuple[str, float] | None:
        """The known key that ``key`` is a spelling of, with the likeness (0..100)."""
        if len(key) < (_SHORTEST_PHRASE if " " in key else _SHORTEST):
            return None
        best: tuple[float, str] | None = None
        digits = _digits(key)
        for word in _filed_under(key):
            for other in self._blocks.get(word, ()):
                if abs(len(other) - len(key)) > _LENGTHS:
                    continue
                score = fuzz.ratio(key, other, score_cutoff=SPELLING)
                if score and (best is None or (score, other) > best) and digits == _digits(other):
                    best = (score, other)
        if best is None or not differs_by_spelling(key, best[1], self.places):
            return None
        return best[1], best[0]


def _digits(key: str) -> list[str]:
    return [c for c in key if c.isdigit()]


def _filed_under(key: str) -> tuple[str, ...]:
    """Under which words a name is filed: its first and last, a single word under its beginning."""
    words = key.split()
    return tuple(dict.fromkeys((words[0], words[-1]))) if len(words) > 1 else (f"={key[:_PREFIX]}",)
