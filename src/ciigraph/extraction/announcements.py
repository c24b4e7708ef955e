"""Lists that a sentence or heading announces and that stand below it: "member of the following networks: ⏎ ● A ⏎ ● B".

The entries are sentences of their own to the parser; here the names that open them are found by the lines and marks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ciigraph.extraction.clauses import Node

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Span

    from ciigraph.extraction.clauses import Columns

#: Words that announce a list though the sentence ends with a full stop.
_ANNOUNCING = frozenset({"following", "follows"})
#: How a sentence begins that names those of whom the one before spoke, and in how many tokens the first name comes.
_CONTINUING = frozenset(
    {(first, second) for first in ("these", "they", "those", "examples") for second in ("include", "included")}
    | {(first, second) for first in ("these", "they", "examples") for second in ("are", "were")}
    | {("among", "them"), ("among", "these"), ("among", "those")}
)
_OPENING, _NEXT = 7, 3
_BULLETS = frozenset("●•▪■◦·*-–—o")
_MARKS = _BULLETS | {".", ")", "(", ",", ";", "the", "The", '"', "“"}
#: Tokens before a list's first entry, between the mark of an entry and its name, of an entry.
_GAP, _MARK, _ENTRY = 3, 5, 40
_BEHIND = frozenset("(,:;.–-")  # what may part a name from a long description
_VERB = 6  # tokens behind a name in which a verb makes a sentence of the entry
_NOUN = 9  # tokens from "following" to the end of the sentence
_LONGEST = 40


def announced(table: Columns, start: int, end: int) -> int | None:
    """Where the list begins that a sentence announces: behind a colon that ends its line, or "the following X."."""
    for i in range(start, end):
        word = table.text(table.orth[i])
        if word[-1:] == ":" and _ends_line(table, i + 1):
            return i + 1
        if word.lower() in _ANNOUNCING:
            for k in range(i + 1, min(end, i + _NOUN)):
                if table.text(table.orth[k])[-1:] in {".", ":"} and _ends_line(table, k + 1):
                    return k + 1
    return None


def continued(table: Columns, ahead: Sequence[tuple[int, Span]], start: int, end: int) -> list[tuple[int, Span]]:
    """The names that a sentence gives as those of whom the one before spoke: "These include X and Y"."""
    words = [table.text(k) for k in table.lower[start : start + _OPENING]]
    if tuple(words[:2]) not in _CONTINUING and tuple(words[1:3]) not in _CONTINUING:
        return []
    inside = [(position, span) for position, span in ahead if start <= span.start < end][:_LONGEST]
    if not inside or inside[0][1].start > start + _OPENING or {"not", "n't"} & set(words):
        return []
    first = inside[0][1]
    if {"are", "were"} & set(words[:3]) and first.start > start + _NEXT:
        return []  # "they are active in X"
    return [
        (position, span)
        for position, span in inside
        if span is first or (span.label_ == first.label_ and _joined(table, first.start, span.start))
    ]


def _joined(table: Columns, first: int, i: int) -> bool:
    """Whether a comma or "and" stands before a name, or before what describes it."""
    while i > first + 1 and table.text(table.pos[i - 1]) in {"DET", "ADJ", "NOUN"}:
        i -= 1
    return table.text(table.lower[i - 1]) in {",", "and", "&", ";", "or"}


def listed(names: Sequence[tuple[int, Span]]) -> list[Node]:
    """Names as nodes without a tree."""
    return [_node(position, span) for position, span in names]


def _ends_line(table: Columns, i: int) -> bool:
    """Whether a line break or a bullet stands at a token."""
    if i >= len(table.orth):
        return False
    word = table.text(table.orth[i])
    return "\n" in word or word in {"●", "•", "▪", "■"}


def entries(doc: Doc, mentions: Sequence[tuple[int, Span]], end: int) -> list[Node]:
    """The names that open the entries of a list that begins after a token, as nodes without a tree.

    Args:
        doc: the document.
        mentions: its mentions with their positions, in the order of the text.
        end: the token at which the list begins.
    """
    found: list[Node] = []
    ahead = [(position, span) for position, span in mentions if span.start >= end][: 3 * _LONGEST]
    starts = {span.start: (position, span) for position, span in ahead}
    i, marked = end, _opens_entry(doc, end)
    while i < len(doc) and len(found) < _LONGEST:
        here = _past_marks(doc, i)
        entry = starts.get(here)
        stop = _end_of_entry(doc, here)
        if entry is None and (stop is None or not marked):
            break
        if entry is not None:
            if not _alone(doc, entry[1].end, stop):
                break
            found.append(_node(*entry))
        if stop is None or stop >= len(doc):
            break
        i = stop
        marked = _opens_entry(doc, i)
        if doc[i - 1].text.count("\n") > 1 and not marked:
            break  # a new paragraph
    return found


def _opens_entry(doc: Doc, i: int) -> bool:
    """Whether a bullet or a number stands at a token, or ended what stood before it."""
    here = next((t.text for t in doc[i : i + _GAP] if not t.is_space), "")
    before = next((t.text for t in reversed(doc[max(0, i - _GAP) : i]) if not t.is_space), "")
    return here in _BULLETS or here.rstrip(".)").isdigit() or before in _BULLETS


def _past_marks(doc: Doc, i: int) -> int:
    last = min(len(doc), i + _GAP + _MARK)
    while i < last and (doc[i].is_space or doc[i].text in _MARKS or doc[i].text.rstrip(".)").isdigit()):
        i += 1
    return i


def _end_of_entry(doc: Doc, start: int) -> int | None:
    """Where the next entry begins: after a line break or at a bullet; None where the entry is too long for one."""
    for i in range(start, min(len(doc), start + _ENTRY)):
        if "\n" in doc[i].text:
            return i + 1
        if doc[i].text in {"●", "•", "▪", "■"}:
            return i
    return len(doc) if len(doc) < start + _ENTRY else None


def _alone(doc: Doc, after: int, stop: int | None) -> bool:
    """Whether an entry names its thing and says no more of it than a bracket, a place or a description."""
    if stop is None and (after >= len(doc) or doc[after].text not in _BEHIND):
        return False
    last = after + _VERB if stop is None else min(stop, after + _VERB)
    return not any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} and t.ent_type_ == "" for t in doc[after:last])


def _node(position: int, span: Span) -> Node:
    low = span.text.lower()
    return Node(
        -1, span.start, span.end, span.text, low, low, "PROPN", "NNP", "", mention=position, type=span.label_,
        country=span._.entity_country,
    )  # fmt: skip
