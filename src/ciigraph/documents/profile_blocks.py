"""Where each indicator of a profile begins and ends, and what stands inside: first the frame, then the parts.

The frame is found from what can't be mistaken: a run of value lines (edition, label, "Answer ( 3 / 4 )", options,
tally). The question stands before it, tags before the question, evidence after it. So a lost line costs that line only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from ciigraph.documents.profile_lines import VALUE_KINDS, Kind, Line

#: An answer's label is a word or two ("Yes", "Silence"); a longer text isn't one.
_LONGEST_LABEL = 60
#: A question that a page broke in lines has at most so many.
_MOST_QUESTION_LINES = 4
_BARE_LABELS = frozenset(("yes", "no", "silence", "skipped"))
_CLOSING = frozenset((Kind.EXPERTS, Kind.HIDE, Kind.NUMBER, Kind.LAYER))
#: The page's own sentence on what a domain is about.
_DESCRIPTION = re.compile(r"The ([A-Z][A-Za-z ]{2,30}?) Domain ")


@dataclass(slots=True)
class Value:
    """One printed answer: that of the page's edition, or of an earlier one beside it."""

    edition: int | None
    label: Line | None = None
    answer: Line | None = None

    @property
    def lines(self) -> list[Line]:
        """The lines it is read from."""
        return [line for line in (self.label, self.answer) if line is not None]


@dataclass(slots=True)
class Block:
    """An indicator as the page prints it: tags, question, values, options, then the lines of its evidence."""

    domain: str | None  # slug of the heading it stands under
    position: int = 0  # 1-based among the blocks under that heading
    number: Line | None = None
    layer: Line | None = None
    question: list[Line] = field(default_factory=list)
    values: list[Value] = field(default_factory=list)
    options: dict[str, Line] = field(default_factory=dict)  # "0".."4", "skip"
    chosen: dict[str, int] = field(default_factory=dict)  # how many countries chose each
    tally: Line | None = None
    spare: list[Line] = field(default_factory=list)  # value lines that say a second time what one line says
    body: list[Line] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)  # all of it

    @property
    def question_text(self) -> str:
        """The question, in one line."""
        return " ".join(line.text for line in self.question)

    @property
    def tagged_number(self) -> int | None:
        """The number in the tag before the question."""
        for line in (self.number, self.layer):
            if line is not None and "number" in line.fields:
                return int(line.fields["number"])
        return None


@dataclass(slots=True)
class Frame:
    """A profile cut in pieces. ``stray`` are lines between the heading of a domain and its first indicator."""

    header: list[Line]
    blocks: list[Block]
    headings: list[str]  # slugs of the domains, in the order of the page
    stray: list[Line]


def cut(lines: list[Line], domains: dict[str, str]) -> Frame:
    """Cut a profile in header, domains and indicators.

    Args:
        lines: of the whole profile.
        domains: slug of each domain by its name.
    """
    clusters = _clusters(lines)
    named = [_named_domain(line, domains) for line in lines]
    heads = []
    floor = 0
    for start, end in clusters:
        heads.append(_head(lines, start, floor, named))
        floor = end
    headings = _headings(lines, named, set(heads))
    cuts = sorted({*heads, *headings, len(lines)})
    frame = Frame(lines[: cuts[0]], [], [], [])
    ends = dict(zip(heads, clusters, strict=True))
    domain: str | None = None
    position = 0
    for here, there in pairwise(cuts):
        if here in ends:
            position += 1
            block = Block(domain, position)
            _fill(block, lines[here:there], ends[here][0] - here, ends[here][1] - here)
            frame.blocks.append(block)
            continue
        if headings[here] != domain:
            domain, position = headings[here], 0
            frame.headings.append(domain)
        frame.stray += [lines[at] for at in range(here + 1, there) if named[at] is None]
    return frame


def _clusters(lines: list[Line]) -> list[tuple[int, int]]:
    """Runs of value lines, as positions; a run counts when it holds what evidence never holds."""
    clusters = []
    here, count = 0, len(lines)
    while here < count:
        if lines[here].kind not in VALUE_KINDS:
            here += 1
            continue
        start, kinds, options = here, set(), 0
        while here < count and (lines[here].kind in VALUE_KINDS or _is_label(lines, here, start)):
            kinds.add(lines[here].kind)
            options += lines[here].kind is Kind.OPTION
            here += 1
        if Kind.ANSWER in kinds or Kind.TALLY in kinds or (Kind.EDITION in kinds and options > 1):
            before = lines[start - 1] if start else None
            unlabelled = lines[start].kind is not Kind.EDITION
            if unlabelled and before is not None and before.text.lower() in _BARE_LABELS:
                start -= 1
            clusters.append((start, here))
    return clusters


def _is_label(lines: list[Line], here: int, start: int) -> bool:
    """Whether the line is the label between an edition and the other value lines."""
    line = lines[here]
    return (
        line.kind is Kind.TEXT
        and here > start
        and lines[here - 1].kind is Kind.EDITION
        and len(line.text) <= _LONGEST_LABEL
        and here + 1 < len(lines)
        and lines[here + 1].kind in VALUE_KINDS
    )


def _named_domain(line: Line, domains: dict[str, str]) -> str | None:
    """Slug of the domain that a line is the name or the description of."""
    if line.kind is not Kind.TEXT:
        return None
    described = _DESCRIPTION.match(line.text)
    return domains.get(described[1] if described else line.text)


def _head(lines: list[Line], start: int, floor: int, named: list[str | None]) -> int:
    """Where the indicator begins whose values begin at ``start``, not before ``floor``."""
    here = start
    while here > floor and start - here < _MOST_QUESTION_LINES and _may_be_question(lines[here - 1], named[here - 1]):
        here -= 1
    if here < start and (here <= floor or (lines[here - 1].kind not in _CLOSING and named[here - 1] is None)):
        here = start - 1  # evidence goes before: only the last line is the question
    if here > floor and lines[here - 1].kind is Kind.LAYER:
        here -= 1
    if here > floor and lines[here - 1].kind is Kind.NUMBER:
        here -= 1
    return here


def _may_be_question(line: Line, named: str | None) -> bool:
    return line.kind is Kind.TEXT and named is None


def _headings(lines: list[Line], named: list[str | None], heads: set[int]) -> dict[int, str]:
    """Slug of the domain by the position of its heading, or of its description where the heading is lost.

    Names of domains stand on the page as navigation too; a heading is followed by its description or an indicator.
    """
    found: dict[int, str] = {}
    for here, slug in enumerate(named):
        if slug is None:
            continue
        described = _DESCRIPTION.match(lines[here].text) is not None
        followed = here + 1 < len(lines) and named[here + 1] == slug and _DESCRIPTION.match(lines[here + 1].text)
        if (described and here - 1 not in found) or (not described and (followed or here + 1 in heads)):
            found[here] = slug
    return found


def _fill(block: Block, lines: list[Line], start: int, end: int) -> None:
    """Sort an indicator's lines into its block; its values stand from ``start`` to ``end``."""
    block.lines, block.body = lines, lines[end:]
    for line in lines[:start]:
        if line.kind is Kind.NUMBER and not block.question:
            block.number = line
        elif line.kind is Kind.LAYER and not block.question:
            block.layer = line
        else:
            block.question.append(line)
    option: str | None = None
    before = None
    for line in lines[start:end]:
        if line.kind in (Kind.OPTION, Kind.CHOSE) or (line.kind is Kind.SKIPPED and before is not Kind.EDITION):
            option = line.fields.get("score", option if line.kind is Kind.CHOSE else "skip")
            _fill_option(block, line, option)
        else:
            _fill_value(block, line)
        before = line.kind


def _fill_value(block: Block, line: Line) -> None:
    """Take an edition, a label, an answer or a tally; what stands there a second time is spare."""
    if line.kind is Kind.EDITION or not block.values:
        block.values.append(Value(int(line.text) if line.kind is Kind.EDITION else None))
    value = block.values[-1]
    if line.kind in (Kind.TEXT, Kind.SKIPPED):
        value.label = line
    elif line.kind is Kind.ANSWER and value.answer is None:
        value.answer = line
    elif line.kind is Kind.TALLY and block.tally is None:
        block.tally = line
    elif line.kind in (Kind.ANSWER, Kind.TALLY):
        block.spare.append(line)


def _fill_option(block: Block, line: Line, option: str | None) -> None:
    """Take an option, or how many countries chose the option before."""
    if (
        option is None
        or (line.kind is Kind.CHOSE and option in block.chosen)
        or (line.kind is not Kind.CHOSE and block.options.setdefault(option, line) is not line)
    ):
        block.spare.append(line)
    elif "chose" in line.fields:
        block.chosen[option] = int(line.fields["chose"])
