"""Sentences as trees in which each mention is one node: what the relation engine walks over.

The parser knows nothing of names, so "Port of Zeebrugge" is three nodes and a preposition to it. Here a mention
is one node with the dependents of all its tokens, and sentences that the parser tore apart inside a name or
before a finite verb are joined again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from ciigraph.extraction.country_words import GROUP
from ciigraph.extraction.repairs import mend
from ciigraph.extraction.tree import below
from ciigraph.extraction.triggers import rules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from spacy.tokens import Doc, Span
    from spacy.vocab import Vocab

    from ciigraph.extraction.dates import DateSpan

#: A tree is cut after so many tokens, so that a "sentence" of 100 kB costs no more than its length.
MAX_TOKENS = 250
MAX_STRINGS = 200_000
_ENDS = frozenset(".!?;…")
_BULLETS = frozenset("•●▪◦")
_ADDRESS = ("http://", "https://", "www.")
_CLOSING = frozenset({'"', "”", ")", "]"})
_GENERATIONS = frozenset("23456")  # of mobile networks
_VERBAL = frozenset({"VERB", "AUX"})


@dataclass(slots=True, eq=False)
class Node:
    """A token, or a whole mention, in the tree of its sentence."""

    index: int  # place in ``Sentence.nodes``
    start: int  # first token in the document
    end: int  # one past the last
    text: str
    lower: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: Node | None = field(default=None, repr=False)
    children: list[Node] = field(default_factory=list, repr=False)
    mention: int | None = None  # position in doc.spans["mentions"]
    type: str | None = None
    country: str | None = None  # of the mention's entity
    inner: str = ""  # lemma of the head word of a mention, in lower case: "governor" in "Vice-Governor"
    governed: list[tuple[str, Node, int]] | None = field(default=None, repr=False)  # by prepositions; filled when asked
    roles: dict[str, list[tuple[Node, int]]] | None = field(default=None, repr=False)  # by name; filled when asked

    @property
    def verbal(self) -> bool:
        """Whether it is a verb or an auxiliary (and no mention)."""
        return self.pos in _VERBAL and self.mention is None

    @property
    def nominal(self) -> bool:
        """Whether it is a noun, a name or a pronoun."""
        return self.mention is not None or self.pos in {"NOUN", "PROPN", "PRON", "NUM", "DET"}

    def ancestors(self) -> Iterator[Node]:
        """The nodes above this one, nearest first."""
        node = self.head
        while node is not None:
            yield node
            node = node.head

    def kids(self, *deps: str) -> list[Node]:
        """Children with one of these dependencies, in the order of the text."""
        return [c for c in self.children if c.dep in deps]


@dataclass(slots=True, eq=False)
class Sentence:
    """A sentence's nodes in the order of the text; ``mentions`` are those nodes that stand for a mention.

    ``before`` builds the sentence before, which pronouns may refer to.
    """

    nodes: list[Node]
    mentions: list[Node]
    start: int
    end: int
    before: Callable[[], list[Node]] = list
    home: Callable[[], Node | None] = lambda: None  # a mention of the profile's country
    announced: int = -1  # token at which a list begins that it announces
    continues: bool = False  # the next sentence gives that list: "These include X and Y"
    entries: Callable[[], list[Node]] | None = None  # the names that open the entries of that list
    dates: list[DateSpan] | None = None  # filled when first asked for
    _previous: list[Node] | None = None

    @property
    def previous(self) -> list[Node]:
        """The mentions of the sentence before."""
        if self._previous is None:
            self._previous = self.before()
        return self._previous


def verb_of(node: Node) -> Node | None:
    """The verb whose clause ``node`` stands in: itself, or the nearest verb above it."""
    if node.verbal:
        return node
    return next((a for a in node.ancestors() if a.verbal), None)


def subtree(node: Node) -> list[Node]:
    """A node and everything below it."""
    found, stack = [], [node]
    while stack:
        top = stack.pop()
        found.append(top)
        stack.extend(top.children)
    return found


@dataclass(slots=True)
class Columns:
    """A document's tokens as columns: reading them so is ten times as fast as asking token by token."""

    orth: list[int]
    lower: list[int]
    lemma: list[int]
    pos: list[int]
    tag: list[int]
    dep: list[int]
    head: list[int]  # position of the head in the document
    starts: list[bool]
    strings: dict[int, str]
    lemmas: dict[tuple[int, int], str]  # by lemma and part of speech, in lower case, as the rules write them

    def text(self, key: int) -> str:
        """The string of a key; names of tags and the like come again and again."""
        return self.strings[key]


class _Strings(dict[int, str]):
    """The strings of keys; kept from document to document, within bounds."""

    def __init__(self, vocab: Vocab) -> None:
        super().__init__()
        self._store = vocab.strings

    def __missing__(self, key: int) -> str:
        if len(self) > MAX_STRINGS:
            self.clear()
        text = self[key] = self._store[key] if key else ""
        return text


class _Lemmas(dict[tuple[int, int], str]):
    """The lemmas as the rules write them; kept from document to document, within bounds."""

    def __init__(self, strings: _Strings) -> None:
        super().__init__()
        self._strings, self._vocabulary = strings, rules().vocabulary

    def __missing__(self, key: tuple[int, int]) -> str:
        if len(self) > MAX_STRINGS:
            self.clear()
        lemma, pos = self._strings[key[0]].lower(), self._strings[key[1]]
        if pos == "PROPN" and lemma.endswith("s"):
            lemma = lemma[:-1]  # the model leaves what it takes for a name in the plural
        if lemma.endswith("ise") and f"{lemma[:-3]}ize" in self._vocabulary:
            lemma = f"{lemma[:-3]}ize"  # British spelling
        if pos == "VERB" and lemma not in self._vocabulary and f"{lemma}{lemma[-1:]}" in self._vocabulary:
            lemma += lemma[-1]  # "instal" of "installed"
        self[key] = lemma
        return lemma


@lru_cache(maxsize=8)
def _kept(vocab: Vocab) -> tuple[_Strings, _Lemmas]:
    strings = _Strings(vocab)
    return strings, _Lemmas(strings)


def columns(doc: Doc) -> Columns:
    """The columns of a parsed document."""
    table = doc.to_array(["ORTH", "LOWER", "LEMMA", "POS", "TAG", "DEP", "HEAD", "SENT_START"])
    orth, lower, lemma, pos, tag, dep, offsets, marks = table.T
    heads = (np.arange(len(table)) + offsets.astype("int64")).tolist()
    return Columns(
        orth.tolist(), lower.tolist(), lemma.tolist(), pos.tolist(), tag.tolist(), dep.tolist(), heads,
        (marks == 1).tolist(), *_kept(doc.vocab),
    )  # fmt: skip


def bounds(table: Columns) -> list[tuple[int, int]]:
    """Token ranges of the sentences, mended and capped at ``MAX_TOKENS``.

    The parser also ends sentences before a verb or inside a name; a range that neither ends in closing
    punctuation nor precedes a line break belongs to the next one.
    """
    ranges: list[tuple[int, int]] = []
    size = len(table.orth)
    ends = [i for i in range(1, size) if table.starts[i]] + [size]
    start = 0
    for end in ends:
        last = table.text(table.orth[end - 1])
        closed = last.isspace() or last[-1:] in _ENDS or last in _CLOSING or last.startswith(_ADDRESS)
        if not closed and end - start < MAX_TOKENS // 4 and end < size:
            continue
        ranges += [(cut, min(cut + MAX_TOKENS, end)) for cut in range(start, end, MAX_TOKENS)]
        start = end
    return ranges


def sentence(table: Columns, start: int, end: int, mentions: Sequence[tuple[int, Span]]) -> Sentence:
    """Build the tree of the tokens ``start`` to ``end``.

    Args:
        table: the document's columns.
        start: first token.
        end: one past the last token.
        mentions: those mentions that begin in the range, with their positions in ``doc.spans["mentions"]``.

    Returns:
        The tree; a node whose head lies outside the range has none.
    """
    nodes: list[Node] = []
    by_token: dict[int, Node] = {}
    roots: list[int] = []
    starts = {span.start: (position, span) for position, span in mentions}
    named: list[Node] = []
    i = start
    while i < end:
        entry = starts.get(i)
        if entry is None:
            node, root, stop = _word(table, i, len(nodes), end)
        else:
            position, span = entry
            stop = max(span.end, i + 1)
            root = _root(table, span)
            node = _name(table, root, position, span, len(nodes))
            named.append(node)
        nodes.append(node)
        roots.append(root)
        for t in range(i, stop):
            by_token[t] = node
        i = stop
    for node, root in zip(nodes, roots, strict=True):
        above = by_token.get(table.head[root]) if table.head[root] != root else None
        if above is not None and above is not node and not below(above, node):
            node.head = above
            above.children.append(node)
    mend(nodes)
    return Sentence(nodes, named, start, max(end, i))


def _word(table: Columns, i: int, index: int, end: int) -> tuple[Node, int, int]:
    strings = table.strings
    if i + 2 < end and strings[table.lower[i]] == "co" and strings[table.orth[i + 1]] == "-":  # one word, three tokens
        node, root, stop = _word(table, i + 2, index, end)
        node.start, node.lemma, node.lower, node.text = i, f"co-{node.lemma}", f"co-{node.lower}", f"co-{node.text}"
        return node, root, stop
    if (
        i + 1 < end and strings[table.lower[i + 1]] == "g" and strings[table.orth[i]] in _GENERATIONS
    ):  # "5G", two tokens
        node, root, stop = _word(table, i + 1, index, end)
        node.start, node.text = i, f"{strings[table.orth[i]]}G"
        node.lemma = node.lower = node.text.lower()
        return node, root, stop
    node = Node(
        index, i, i + 1, strings[table.orth[i]], strings[table.lower[i]], table.lemmas[table.lemma[i], table.pos[i]],
        strings[table.pos[i]], strings[table.tag[i]], strings[table.dep[i]],
    )  # fmt: skip
    if node.text in _BULLETS or node.text.startswith(_ADDRESS):
        node.pos, node.tag = "PUNCT", ":"  # whatever the model takes them for
    return node, i, i + 1


def _name(table: Columns, root: int, position: int, span: Span, index: int) -> Node:
    words, own = span.text, span._
    inner = table.text(table.lemma[root if " of " in words or own.anonymous else span.end - 1]).lower()
    low = words.lower()
    type_ = "Country" if own.link_rule == GROUP else span.label_  # countries act, whatever area they make up
    return Node(
        index, span.start, max(span.end, span.start + 1), words, low, low, "PROPN", table.text(table.tag[root]),
        table.text(table.dep[root]), mention=position, type=type_, country=own.entity_country, inner=inner,
    )  # fmt: skip


def _root(table: Columns, span: Span) -> int:
    inside, head = range(span.start, span.end), table.head
    outside = [t for t in inside if head[t] == t or head[t] not in inside]
    if len(outside) > 1:  # the article of a name that was taken for a modifier: "the X and Y university"
        outside = [t for t in outside if table.text(table.pos[t]) not in {"DET", "PUNCT"}]
    return outside[0] if len(outside) == 1 else span.root.i
