"""The index's codebook: domains, layers, answer scales and indicators of every edition, and its rules of counting.

The wording of the questions isn't ours, so ``data/codebook.yaml`` has a label of the project's own for each indicator
and a fingerprint of its question: hashes of the distinct words, in no order that tells the sentence.
"""

from __future__ import annotations

import re
from functools import cache, cached_property
from typing import Any

import msgspec
import yaml

from ciigraph.assets import asset
from ciigraph.codebook_parts import (
    Asked,
    Change,
    Domain,
    Earlier,
    Edition,
    Indicator,
    Layer,
    Part,
    PercentRule,
    Scale,
    fingerprint,
    plain,
)
from ciigraph.errors import DataError, UsageError

__all__ = [
    "CURRENT",
    "Asked",
    "Change",
    "Codebook",
    "Domain",
    "Earlier",
    "Edition",
    "Indicator",
    "Layer",
    "PercentRule",
    "Scale",
    "fingerprint",
    "load",
    "read",
]

#: The edition whose indicators, numbers and labels the codebook is made of.
CURRENT = 2024

#: How alike a text must be to a question (Jaccard index of their words), and how much more than to the next.
_LEAST_LIKENESS, _LEAST_MARGIN = 0.6, 0.12


class _AskedRow(Part, frozen=True, forbid_unknown_fields=True):
    basis: str
    label: str | None = None
    layer: Layer | None = None
    scale: str | None = None
    grading: str | None = None


class Codebook(msgspec.Struct, frozen=True, dict=True):
    """Everything the codebook says; look things up through its methods."""

    domains: tuple[Domain, ...]
    scales: dict[str, Scale]
    editions: dict[int, Edition]
    indicators: tuple[Indicator, ...]
    bases: dict[str, str]
    differing: dict[int, dict[str, _AskedRow]]

    @cached_property
    def _by_code(self) -> dict[str, Indicator]:
        return {indicator.code: indicator for indicator in self.indicators}

    @cached_property
    def _by_label(self) -> dict[str, str]:
        return {plain(indicator.label): indicator.code for indicator in self.indicators}

    def domain(self, slug: str) -> Domain:
        """The domain of this slug.

        Raises:
            UsageError: when there is none.
        """
        for domain in self.domains:
            if domain.slug == slug:
                return domain
        raise UsageError(f"no domain {slug!r}; there are {', '.join(d.slug for d in self.domains)}")

    def indicator(self, code: str) -> Indicator:
        """The indicator of this code.

        Raises:
            UsageError: when there is none.
        """
        try:
            return self._by_code[code]
        except KeyError:
            raise UsageError(f"no indicator {code!r}; codes run from media-01 to law-enforcement-11") from None

    def by_number(self, number: int) -> Indicator:
        """The indicator of this number, 1 to 99.

        Raises:
            UsageError: when there is none.
        """
        if not 1 <= number <= len(self.indicators):
            raise UsageError(f"no indicator {number}; numbers run from 1 to {len(self.indicators)}")
        return self.indicators[number - 1]

    def edition(self, year: int) -> Edition:
        """What is known of an edition.

        Raises:
            UsageError: when the codebook doesn't know it.
        """
        try:
            return self.editions[year]
        except KeyError:
            known = ", ".join(map(str, sorted(self.editions)))
            raise UsageError(f"no edition {year} in the codebook; it knows {known}") from None

    def scale_of_grading(self, grading: str) -> str | None:
        """Key of the scale that the raw data of the current edition call by this number."""
        return next((key for key, scale in self.scales.items() if scale.grading == grading), None)

    def asked(self, code: str, edition: int = CURRENT) -> Asked:
        """Label, layer and scale of what stood under a code in an edition: not always the present question.

        Raises:
            UsageError: when code or edition is unknown.
        """
        now, numbering = self.indicator(code), self.edition(edition).numbering
        row = self.differing.get(numbering, {}).get(code)
        scale = (row and row.scale) or now.scale
        return Asked(
            code=code,
            edition=edition,
            label=(row and row.label) or now.label,
            layer=(row and row.layer) or now.layer,
            scale=scale,
            grading=(row and row.grading) or self.scales[scale].grading,
        )

    def earlier(self, code: str, edition: int) -> Earlier:
        """What became of the question of an edition that asks for the matter of a present indicator.

        Raises:
            UsageError: when code or edition is unknown.
        """
        indicator, numbering = self.indicator(code), self.edition(edition).numbering
        return indicator.earlier.get(numbering) or Earlier(code, "same", "the same edition", "high")

    def counterpart(self, code: str, edition: int, other: int) -> str | None:
        """The code under which another edition asks for the same matter, or None; the wording may differ.

        Raises:
            UsageError: when code or edition is unknown.
        """
        self.indicator(code)
        here, there = self.edition(edition).numbering, self.edition(other).numbering
        if here == there:
            return code
        present = code
        if here != CURRENT:
            found = next((i.code for i in self.indicators if self.earlier(i.code, here).code == code), None)
            if found is None:
                return None
            present = found
        return self.earlier(present, there).code

    def same_question(self, code: str, edition: int, other: int) -> bool:
        """Whether a code is known to stand for one and the same question in both editions.

        A question that was moved, reworded or merged, or of which that can't be told, is not the same.

        Raises:
            UsageError: when code or edition is unknown.
        """
        self.indicator(code)
        numberings = {self.edition(edition).numbering, self.edition(other).numbering}
        histories = [self.earlier(code, numbering) for numbering in numberings]
        return len(numberings) == 1 or all(h.code == code and h.change == "same" for h in histories)

    def match_question(self, text: str, edition: int | None = None) -> str | None:
        """Code of the indicator that a page prints with this text: a question's wording, or the codebook's label.

        Args:
            text: the wording as found; mark-up, case, punctuation and white space don't matter.
            edition: whose codes are wanted; the current one's, if not given.

        Returns:
            None where no question is like it or two are alike.

        Raises:
            UsageError: when the edition is unknown.
        """
        code = self._by_label.get(plain(text)) or self._closest(fingerprint(text))
        if code is None or edition is None:
            return code
        return self.counterpart(code, CURRENT, edition)

    def _closest(self, wanted: frozenset[str]) -> str | None:
        if not wanted:
            return None
        best, second, code = 0.0, 0.0, None
        for indicator in self.indicators:
            shared = len(wanted & indicator.fingerprint)
            likeness = shared / (len(wanted) + len(indicator.fingerprint) - shared)
            if likeness > best:
                best, second, code = likeness, best, indicator.code
            elif likeness > second:
                second = likeness
        return code if best >= _LEAST_LIKENESS and best - second >= _LEAST_MARGIN else None


@cache
def load() -> Codebook:
    """The codebook that comes with the program.

    Raises:
        DataError: when the file is missing or malformed.
    """
    return read(asset("data/codebook.yaml").read_text("utf-8"))


def read(text: str) -> Codebook:
    """A codebook from the text of its YAML file.

    Raises:
        DataError: when it isn't YAML or doesn't say what a codebook must.
    """
    try:
        raw = yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both loaders are safe
        book = msgspec.convert(_shaped(raw), Codebook)
    except (yaml.YAMLError, msgspec.ValidationError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise DataError(f"codebook.yaml: {type(error).__name__}: {error}; restore the file") from error
    known = {(d.slug, n) for d in book.domains for n in range(d.first, d.last + 1)}
    placed = {(i.domain, i.number) for i in book.indicators}
    if known != placed or not {i.scale for i in book.indicators} <= book.scales.keys():
        raise DataError("codebook.yaml: indicators, domains and scales don't fit together; restore the file")
    return book


def _shaped(raw: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever the file holds
    """The file's tables with the keys that are implied by their place."""
    indicators = [
        row | {"number": n, "domain": row["code"][:-3], "fingerprint": re.findall(r"[0-9a-f]{4}", row["fingerprint"])}
        for n, row in enumerate(raw["indicators"], 1)
    ]
    return {
        "domains": raw["domains"],
        "scales": {
            key: {"key": key, "printed": row["answers"]} | {k: v for k, v in row.items() if k != "answers"}
            for key, row in raw["scales"].items()
        },
        "editions": {year: row | {"year": year} for year, row in raw["editions"].items()},
        "indicators": indicators,
        "bases": raw["bases"],
        "differing": raw["asked"],
    }
