"""Which indicator a block of a profile is, and what is recorded for it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ciigraph.codebook import CURRENT
from ciigraph.documents.profile_lines import Kind, Line, locator
from ciigraph.records import Answer, Notice

if TYPE_CHECKING:
    from ciigraph.codebook import Codebook, Scale
    from ciigraph.documents.profile_blocks import Block, Value
    from ciigraph.documents.profile_evidence import Evidence
    from ciigraph.records import NoticeKind

INDICATORS_OF_A_DOMAIN = 11
_LAYER_NAMES = {"Effect": "Alignment"}  # the third layer's name until 2022
_STEM = 4  # letters that "Silence" and "silent", "Adherence" and "adhered" share


@dataclass(frozen=True, slots=True)
class Page:
    """What holds for a whole profile."""

    country: str
    edition: int
    book: Codebook

    @property
    def known_edition(self) -> int:
        """The page's edition, or the current one where the codebook doesn't know the page's."""
        return self.edition if self.edition in self.book.editions else CURRENT


@dataclass(frozen=True, slots=True)
class _Problem:
    """Why there is no answer."""

    kind: NoticeKind
    message: str


def identify(block: Block, siblings: int, page: Page) -> tuple[str | None, list[Notice]]:
    """The indicator's code, by the wording of the question, by its number, or by its place among eleven.

    Two that agree decide. Otherwise the wording comes first, since an answer belongs to what was asked. A notice tells
    where they say different things.

    Args:
        block: the indicator.
        siblings: how many indicators stand under the heading of its domain.
        page: the profile's country and edition.
    """
    notices = []
    first = block.lines[0]
    by_wording = page.book.match_question(block.question_text, page.known_edition) if block.question else None
    by_number = by_position = None
    number = block.tagged_number
    if number is not None and not 1 <= number <= INDICATORS_OF_A_DOMAIN:
        notices.append(_notice("out-of-range", f"no domain has an indicator {number}", first))
    elif number is not None and block.domain is not None:
        by_number = f"{block.domain}-{number:02d}"
    if siblings == INDICATORS_OF_A_DOMAIN and block.domain is not None:
        by_position = f"{block.domain}-{block.position:02d}"
    said = {
        "its question is": by_wording,
        "its number is": by_number,
        "its place is": by_position,
    }
    codes = {code for code in said.values() if code is not None}
    if len(codes) > 1:
        ways = ", ".join(f"{how} that of {code}" for how, code in said.items() if code is not None)
        notices.append(_notice("inconsistent", f"an indicator contradicts itself: {ways}", first))
    code, votes = Counter(code for code in said.values() if code is not None).most_common(1)[0] if codes else (None, 0)
    return code if votes > 1 else by_wording or by_number or by_position, notices


def read_answers(block: Block, code: str, evidence: Evidence, page: Page) -> tuple[list[Answer], list[Notice]]:
    """The answers of a block: that of the page's edition, and those of earlier ones printed beside it."""
    notices = [_notice("doubled", f"{code}: {line.text!r} stands twice", line) for line in block.spare]
    answers = []
    own = next((v for v in block.values if v.edition == page.edition), None)
    own = own or next((v for v in block.values if v.edition is None), None)
    if own is None:
        notices.append(_notice("missing", f"{code} has no answer for {page.edition}", block.lines[0]))
    else:
        answer, more = _own_answer(block, own, code, evidence, page)
        notices += more
        answers += [answer] if answer else []
    seen = {page.edition}
    for value in block.values:
        if value is own or value.edition is None:
            continue
        if value.edition in seen:
            notices.append(_notice("doubled", f"{code} has two answers for {value.edition}", block.lines[0]))
            continue
        seen.add(value.edition)
        answers += _earlier_answer(value, code, page)
    return answers, notices


def _own_answer(
    block: Block, value: Value, code: str, evidence: Evidence, page: Page
) -> tuple[Answer | None, list[Notice]]:
    asked = page.book.asked(code, page.known_edition)
    notices = _layer_notices(block, code, asked.layer) + _option_notices(block, code, page.book.scales[asked.scale])
    places = value.lines or [block.lines[0]]
    score = _score(block, value, page.book.scales[asked.scale])
    if isinstance(score, _Problem):
        notices.append(_notice(score.kind, f"{code}: {score.message}", places[-1]))
        return None, notices
    distribution, counted = _distribution(block, code)
    notices += counted
    layer = block.layer.fields["layer"] if block.layer else None
    answer = Answer(
        country=page.country,
        edition=page.edition,
        indicator=code,
        score=None if score == "skip" else score,
        locator=locator(places[0], places[-1]),
        label=value.label.text if value.label else None,
        scale=_printed_scale(block, page.book),
        layer=_LAYER_NAMES.get(layer, layer) if layer else None,
        distribution=distribution,
        answered_countries=_tally(block, "answered"),
        skipped_countries=_tally(block, "skipped"),
        experts=evidence.experts,
        reviewer=evidence.reviewer,
        citations=tuple(evidence.citations),
    )
    return answer, notices


def _score(block: Block, value: Value, scale: Scale) -> int | Literal["skip"] | _Problem:
    """The score, "skip", or what is wrong where neither can be told."""
    label = value.label.text if value.label else ""
    printed = value.answer.fields["score"] if value.answer else None
    if value.label is not None and value.label.kind is Kind.SKIPPED:
        contradicted = value.answer is not None and value.answer.fields["score"].isdigit()
        return _Problem("inconsistent", f"it is skipped and has the score {printed}") if contradicted else "skip"
    if value.answer is None:
        score = _score_by_label(block, label, scale)
        return _Problem("missing", f"the score of the answer {label!r} can't be told") if score is None else score
    if not value.answer.fields["score"].isdigit():
        return "skip"
    return _printed_score(block, value.answer, label)


def _printed_score(block: Block, answer: Line, label: str) -> int | _Problem:
    """The score in "Answer ( 3 / 4 )", checked against what else is printed."""
    score, most = int(answer.fields["score"]), int(answer.fields["max"])
    if score > 4 or most != 4:
        return _Problem("out-of-range", f"{answer.text!r} is no answer of 0 to 4")
    plain = label.lower()
    if (plain == "no" and score) or (plain == "yes" and not score):
        return _Problem("inconsistent", f"the answer is {label!r} and has {answer.text!r}")
    if any(option.isdigit() for option in block.options) and str(score) not in block.options:
        return _Problem("out-of-range", f"{answer.text!r} is none of the options printed under it")
    return score


def _score_by_label(block: Block, label: str, scale: Scale) -> int | None:
    """The score of an answer that is printed as a word only: by the codebook's scale, else by the page's options.

    "Yes" names no score where an answer may be 1 to 4, and then none is told.
    """
    score = scale.score_of(label)
    if score is not None:
        return score
    stems = {word[:_STEM].lower() for word in label.split() if len(word) > _STEM}
    alike = [
        int(option)
        for option, line in block.options.items()
        if option.isdigit() and stems & {word[:_STEM].lower() for word in line.fields["label"].split()}
    ]
    return alike[0] if len(alike) == 1 and alike[0] <= 4 else None


def _earlier_answer(value: Value, code: str, page: Page) -> list[Answer]:
    """The answer of an earlier edition, under the code that the question's matter had there."""
    assert value.edition is not None
    if value.answer is None or value.edition not in page.book.editions or page.known_edition != CURRENT:
        return []
    printed, most = value.answer.fields["score"], int(value.answer.fields["max"])
    there = page.book.counterpart(code, CURRENT, value.edition)
    if there is None or not printed.isdigit() or int(printed) > 4 or most != 4:
        return []
    label = value.label.text if value.label else None
    place = locator(value.lines[0], value.lines[-1])
    return [Answer(page.country, value.edition, there, int(printed), place, label=label)]


def _distribution(block: Block, code: str) -> tuple[dict[str, int] | None, list[Notice]]:
    """How many countries chose each answer, with "skip"; checked against the tally under it."""
    if not block.chosen:
        return None, []
    distribution = dict(block.chosen)
    skipped, answered = _tally(block, "skipped"), _tally(block, "answered")
    distribution.setdefault("skip", skipped or 0)
    counted = sum(count for option, count in distribution.items() if option != "skip")
    if answered is not None and (counted != answered or distribution["skip"] != skipped):
        message = (
            f"{code}: the countries of each answer ({counted}, {distribution['skip']} skipped) don't add up to {{}}"
        )
        assert block.tally is not None
        return distribution, [_notice("inconsistent", message.format(repr(block.tally.text)), block.tally)]
    return distribution, []


def _tally(block: Block, which: str) -> int | None:
    return int(block.tally.fields[which]) if block.tally else None


def _printed_scale(block: Block, book: Codebook) -> str | None:
    """Key of the scale whose scores are the printed options'."""
    printed = {int(option) for option in block.options if option.isdigit()}
    return next((key for key, scale in book.scales.items() if set(scale.answers) == printed), None)


def _layer_notices(block: Block, code: str, layer: str) -> list[Notice]:
    if block.layer is None:
        return []
    printed = block.layer.fields["layer"]
    if _LAYER_NAMES.get(printed, printed) == layer:
        return []
    return [_notice("inconsistent", f"{code} is tagged {printed}, in the codebook it is {layer}", block.layer)]


def _option_notices(block: Block, code: str, scale: Scale) -> list[Notice]:
    printed = {int(option) for option in block.options if option.isdigit()}
    if not printed or printed == set(scale.answers):
        return []
    first = next(line for option, line in block.options.items() if option.isdigit())
    message = f"{code} offers the scores {sorted(printed)}, in the codebook {sorted(scale.answers)}"
    return [_notice("inconsistent", message, first)]


def _notice(kind: NoticeKind, message: str, line: Line) -> Notice:
    return Notice(kind, message, line.number, locator(line))
