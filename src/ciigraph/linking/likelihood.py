"""How likely an item is an entity: a score from 0 to 1 that says what it is made of.

``score = name · (0.4 + 0.25 · type + 0.2 · country + 0.15 · neighbours)``, where each part is 1 where entity and item
agree, 0.5 where one of them says nothing, 0 where they contradict each other; a contradiction of types halves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from rapidfuzz import fuzz

from ciigraph.extraction.names import name_key

if TYPE_CHECKING:
    from ciigraph.linking.items import Item
    from ciigraph.linking.subjects import Subject

AGREES, UNKNOWN, CONTRADICTS = 1.0, 0.5, 0.0
#: Both are organisations, places or undertakings, but of another type.
AKIN = 0.7
#: The entity's home isn't known, but it is named in documents about a country of the item.
NEARBY = 0.8
_BASE, _TYPE, _COUNTRY, _NEIGHBOURS = 0.4, 0.25, 0.2, 0.15
_OTHER_TYPE = 0.5
#: How far a name counts that is the label of both, of one, of none; abbreviations are many things' names.
_LABELS, _LABEL, _NO_LABEL, _ABBREVIATION = 1.0, 0.97, 0.92, 0.85
_SHORT = 5
#: Wider families of types.
_FAMILIES = {
    "Organisation": frozenset(
        ("Company", "University", "ResearchBody", "MediaOrganisation", "GovernmentBody", "PoliticalParty",
         "Association", "InternationalOrganisation", "Network", "ConfuciusInstitute", "ThreatActor")
    ),
    "Location": frozenset(("Place", "Facility", "Country")),
    "Undertaking": frozenset(("Initiative", "Agreement", "Event", "Product")),
}  # fmt: skip

#: Types that classes of Wikidata fall under only now and then; an item of a strange class may be one all the same.
_LOOSE = _FAMILIES["Undertaking"] | {"Network", "ThreatActor", "ConfuciusInstitute"}


class Likelihood(msgspec.Struct, frozen=True):
    """The score of an item, and its parts: each 0 to 1, ``type``, ``country`` and ``neighbours`` as in the module."""

    score: float
    name: float
    type: float
    country: float
    neighbours: float

    @property
    def why(self) -> str:
        """The parts in words: "name 1.00, type agrees, country unknown, neighbour shared"."""
        near = "shared" if self.neighbours == AGREES else "unknown"
        return f"name {self.name:.2f}, type {_word(self.type)}, country {_word(self.country)}, neighbour {near}"


def likelihood(subject: Subject, item: Item) -> Likelihood:
    """How likely an item is what a subject names."""
    name, kind = _name(subject, item), _type(subject, item)
    country, near = _country(subject, item), _neighbours(subject, item)
    score = name * (_BASE + _TYPE * kind + _COUNTRY * country + _NEIGHBOURS * near)
    if kind == CONTRADICTS:
        score *= _OTHER_TYPE
    return Likelihood(round(score, 3), round(name, 3), kind, country, near)


def _word(value: float) -> str:
    words = {AGREES: "agrees", NEARBY: "fits", AKIN: "akin", UNKNOWN: "unknown", CONTRADICTS: "contradicts"}
    return words[value]


def _name(subject: Subject, item: Item) -> float:
    """How alike the names are that are most alike."""
    ours = {name_key(name): name for name in reversed(subject.names)}
    labels = {name_key(name) for name in item.labels}
    theirs = labels | {name_key(name) for name in item.aliases}
    label = name_key(subject.label)
    best = 0.0
    for one, written in ours.items():
        for other in theirs:
            found = (one == label) + (other in labels)
            weight = (_NO_LABEL, _LABEL, _LABELS)[found]
            if written.isupper() and len(one) <= _SHORT:
                weight *= _ABBREVIATION
            best = max(best, weight * (1.0 if one == other else fuzz.ratio(one, other, score_cutoff=70) / 100))
    return best


def _type(subject: Subject, item: Item) -> float:
    if not item.classified or (not item.types and subject.type in _LOOSE):
        return UNKNOWN
    if subject.type in item.types:
        return AGREES
    family = next((name for name, types in _FAMILIES.items() if subject.type in types), None)
    if family and (family in item.types or item.types & _FAMILIES[family]):
        return AKIN
    return CONTRADICTS


def _country(subject: Subject, item: Item) -> float:
    if not item.countries:
        return UNKNOWN
    if subject.home is not None:
        return AGREES if subject.home in item.countries else CONTRADICTS
    return NEARBY if subject.places & item.countries else UNKNOWN


def _neighbours(subject: Subject, item: Item) -> float:
    shared = (subject.neighbour_items & item.neighbour_items) or (subject.neighbours & item.neighbours)
    return AGREES if shared else UNKNOWN
