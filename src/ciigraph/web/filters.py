"""The filters of a country's indicators, as a form sends them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ciigraph.web.country import IndicatorView


@dataclass(frozen=True, slots=True)
class Filters:
    """What is chosen; an empty text means no choice."""

    domain: str = ""
    layer: str = ""
    score: str = ""
    only: str = ""  # "evidence", "facts", "flags" or "differing"
    text: str = ""

    @classmethod
    def of(cls, parameters: Mapping[str, str]) -> Filters:
        """The filters in the parameters of an address; unknown values simply find nothing."""
        return cls(*(parameters.get(name, "").strip()[:200] for name in ("domain", "layer", "score", "only", "text")))

    @property
    def active(self) -> bool:
        """Whether anything is chosen."""
        return any((self.domain, self.layer, self.score, self.only, self.text))

    def admit(self, view: IndicatorView) -> bool:
        """Whether an indicator is to be shown."""
        if (self.domain and view.domain != self.domain) or (self.layer and view.layer != self.layer):
            return False
        if self.score and ("skipped" if view.score is None else str(view.score)) != self.score:
            return False
        held = {
            "evidence": bool(view.passages),
            "facts": bool(view.facts),
            "flags": bool(view.flags),
            "differing": view.differs,
        }
        if self.only and not held.get(self.only, False):
            return False
        return not self.text or self.text.casefold() in _words(view)


def _words(view: IndicatorView) -> str:
    texts = [view.code, view.label, *("".join(run.text for run in passage.runs) for passage in view.passages)]
    return "\n".join(texts).casefold()
