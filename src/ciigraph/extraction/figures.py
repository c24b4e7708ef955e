"""The figures of an evaluation: counts, the measures made of them, and a report of several systems side by side."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

#: Qualities of a relation that are right or wrong as a whole.
QUALITIES = ("polarity", "modality", "status")


@dataclass(slots=True)
class Tally:
    """Counts behind precision, recall and F1; predicted and gold hits are counted apart, as several may share one."""

    predicted: int = 0
    gold: int = 0
    predicted_hits: int = 0
    gold_hits: int = 0

    @property
    def precision(self) -> float:
        """Share of what was predicted that is right, 0..1."""
        return self.predicted_hits / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found, 0..1."""
        return self.gold_hits / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, 0..1."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def as_dict(self) -> dict[str, float | int]:
        """Precision, recall and F1 to three places, with the counts."""
        figures = {"precision": self.precision, "recall": self.recall, "f1": self.f1}
        return {**{k: round(v, 3) for k, v in figures.items()}, "predicted": self.predicted, "gold": self.gold}


@dataclass(slots=True)
class Scores:
    """The figures of one system on one gold set."""

    mentions: Tally = field(default_factory=Tally)
    by_type: dict[str, Tally] = field(default_factory=dict)
    types_right: int = 0
    types_seen: int = 0
    linking: Tally = field(default_factory=Tally)
    alias_linking: Tally = field(default_factory=Tally)
    relations: Tally = field(default_factory=Tally)
    pairs: Tally = field(default_factory=Tally)
    by_predicate: dict[str, Tally] = field(default_factory=dict)
    qualities: dict[str, list[int]] = field(default_factory=dict)  # name -> [right, seen]

    @property
    def type_accuracy(self) -> float:
        """Share of found mentions with the gold's type, 0..1."""
        return self.types_right / self.types_seen if self.types_seen else 0.0

    def quality(self, name: str) -> float | None:
        """Accuracy of polarity, modality, status or dates on found relations, 0..1; None where there are none."""
        right, seen = self.qualities.get(name, [0, 0])
        return right / seen if seen else None

    def as_dict(self) -> dict[str, Any]:
        """All figures, rounded, for JSON."""
        accuracies = {name: self.quality(name) for name in (*QUALITIES, "dates")}
        return {
            "mentions": self.mentions.as_dict(),
            "type_accuracy": round(self.type_accuracy, 3),
            "linking": self.linking.as_dict(),
            "alias_linking": self.alias_linking.as_dict(),
            "relations": self.relations.as_dict(),
            "pairs": self.pairs.as_dict(),
            "accuracy": {k: None if v is None else round(v, 3) for k, v in accuracies.items()},
            "by_type": {k: v.as_dict() for k, v in sorted(self.by_type.items())},
            "by_predicate": {k: v.as_dict() for k, v in sorted(self.by_predicate.items())},
        }


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of the extractor beside those of the baselines, from one run on the same units."""

    units: int
    extraction: Scores
    bare_names: Scores
    subject_verb_object: Scores

    def as_dict(self) -> dict[str, Any]:
        """The report for JSON."""
        return {
            "units": self.units,
            "extraction": self.extraction.as_dict(),
            "baselines": {
                "bare-names": self.bare_names.as_dict(),
                "subject-verb-object": self.subject_verb_object.as_dict(),
            },
        }
