"""How a sentence stands to an indicator: affirms it, denies it, plans it, tells it as over, hedges it, or nothing.

The vocabulary decides what a sentence is about, the cues how it says so. A sentence affirms only where nothing speaks
against it: no negation, no plan, no end, no doubt, no other country, no date long past.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

from ciigraph.inquiry.audit.lexicon import LAND
from ciigraph.inquiry.audit.matching import match, nearest_land, percentages, ranked
from ciigraph.inquiry.audit.sentences import HOME, NOT_ABROAD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ciigraph.inquiry.audit.matching import Span
    from ciigraph.inquiry.audit.rules import Rule
    from ciigraph.inquiry.audit.sentences import Sentence

Stance = Literal["affirmed", "touched", "denied", "planned", "ended", "hedged", "old", "later", "elsewhere"]

#: Facts older than this many years no longer speak for an edition.
YEARS_FRESH = 5
#: The reason of a denial that states nothing else.
ABSENCE = "says that it is not there"
#: The reason of a match in a sentence with a negation of whatever.
NEGATED = "a negation stands in the sentence"
#: Words after a match in which a plan or a doubt bears on it; before it, it always does.
_AFTER = 3


class Assertion(msgspec.Struct, frozen=True):
    """What a sentence says on an indicator. ``outright`` where a strong pattern found it."""

    indicator: str
    stance: Stance
    outright: bool
    reasons: tuple[str, ...] = ()

    @property
    def absence(self) -> bool:
        """Whether it denies by saying that nothing is there, rather than by stating something else."""
        return self.stance == "denied" and ABSENCE in self.reasons


class Setting(msgspec.Struct, frozen=True):
    """Where a sentence stands: whose country it is about, of which edition, and whether in its own profile."""

    country: str
    edition: int
    own: bool
    years: tuple[int, ...] = ()  # those of the unit, for sentences that tell none


def assertion(rule: Rule, sentence: Sentence, setting: Setting) -> Assertion | None:
    """What a sentence says on an indicator; None where it says nothing of it."""
    if any(match(pattern, sentence) for pattern in rule.denied_by) and not sentence.has("cue:negation"):
        return Assertion(rule.code, "denied", True, ("states the opposite",))
    span, outright = _found(rule, sentence)
    if span is None or (rule.rival is not None and not nearest_land(sentence, rule.rival, LAND + setting.country)):
        return None
    if sentence.has(*rule.unless) or (rule.alone and foreign(sentence, setting.country)):
        return Assertion(rule.code, "touched", False, ("speaks of what the question leaves out",))
    figure = _figure(rule, sentence)
    if figure is not None and figure != "affirmed":
        return Assertion(rule.code, figure, figure == "denied", ("the figures in the sentence",))
    outright = outright or figure == "affirmed"
    stance, reasons = _stance(rule, sentence, span, setting)
    return Assertion(rule.code, stance if outright or stance != "affirmed" else "touched", outright, reasons)


def _found(rule: Rule, sentence: Sentence) -> tuple[Span | None, bool]:
    for pattern in rule.strong:
        if (span := match(pattern, sentence)) is not None:
            return span, True
    for pattern in rule.weak:
        if (span := match(pattern, sentence)) is not None:
            return span, False
    return None, False


def _figure(rule: Rule, sentence: Sentence) -> Stance | None:
    """What the figures of a sentence say, where the rule asks for some; None where they decide nothing."""
    if rule.rank is not None and not ranked(sentence, rule.rank):
        return "denied"
    if rule.percent is None:
        return None
    figures = percentages(sentence, rule.percent)
    if not figures:
        return "touched" if rule.percent.required else None
    if max(figures) > rule.percent.above:
        return "affirmed" if len(figures) == 1 else "touched"
    return "denied" if rule.percent.below_denies else "touched"


def _stance(rule: Rule, sentence: Sentence, span: Span, setting: Setting) -> tuple[Stance, tuple[str, ...]]:
    """What stands against a plain affirmation, the gravest first."""
    for stance, reason in _objections(rule, sentence, span, setting):
        return stance, (reason,)
    return "affirmed", ()


def _objections(rule: Rule, sentence: Sentence, span: Span, setting: Setting) -> Iterator[tuple[Stance, str]]:
    hits = sentence.hits
    if abroad(sentence):
        yield "elsewhere", "names another country and not this one"
    harmless = hits.get("cue:harmless", ())
    if _free(hits.get("cue:absence", ()), harmless):
        yield "denied", ABSENCE
    negations = _free(hits.get("cue:negation", ()), harmless)
    if "refused" in rule.counts:  # a visa refused, an entry denied: that is what the rule asks for
        negations = [span for span in negations if not sentence.words[span[0]].low.startswith(("refus", "den"))]
    if negations:
        yield "touched", NEGATED
    if "ended" not in rule.counts and sentence.has("cue:ended" if rule.time == "standing" else "cue:called-off"):
        yield "ended", "is over"
    if "planned" not in rule.counts and any(cue[1] <= span[1] + _AFTER for cue in hits.get("cue:planned", ())):
        yield "planned", "is planned"
    if "hedged" not in rule.counts and any(cue[1] <= span[1] + _AFTER for cue in hits.get("cue:hedged", ())):
        yield "hedged", "is hedged"
    if sentence.years and min(sentence.years) > setting.edition:
        yield "later", "tells of a year after the edition"
    years = sentence.years or setting.years
    if rule.time == "event" and years and max(years) < setting.edition - YEARS_FRESH:
        yield "old", f"newest year {max(years)}"


def foreign(sentence: Sentence, home: str) -> bool:
    """Whether a sentence names another country than this one and the PRC."""
    return any(name.startswith(LAND) and name != LAND + home and name not in NOT_ABROAD for name in sentence.hits)


def abroad(sentence: Sentence) -> bool:
    """Whether a sentence names other countries, and neither this one nor anything that stands for it."""
    return not sentence.has(HOME) and foreign(sentence, "")


def _free(spans: list[Span] | tuple[()], harmless: list[Span] | tuple[()]) -> list[Span]:
    return [s for s in spans if not any(h[0] < s[1] and s[0] < h[1] for h in harmless)]
