"""Sentences as trees in which each mention is one node: what the relation engine walks over.

The parser knows nothing of names, so "Port of Zeebrugge" is three nodes and a preposition to it. Here a mention
is one node with the dependents of all its tokens, and sentences that the parser tore apart inside a name or
before a finite verb are joined again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ciigraph.extraction.repairs import below, mend

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Span, Token

#: A tree is cut after so many tokens, so that a "sentence" of 100 kB costs no more than its length.
MAX_TOKENS = 250
#: Dependencies that may stand between a token and the verb it belongs to without leaving the verb's clause.
_ENDS = frozenset(".!?;:…\n")
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

    ``previous`` holds the mentions of the sentence before, for pronouns.
    """

    nodes: list[Node]
    mentions: list[Node]
    start: int
    end: int
    previous: list[Node] = field(default_factory=list)


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


def bounds(doc: Doc) -> list[tuple[int, int]]:
    """Token ranges of the sentences, mended and capped at ``MAX_TOKENS``.

    The parser also ends sentences before a verb or inside a name; a range that neither ends in closing
    punctuation nor precedes a line break belongs to the next one.
    """
    ranges: list[tuple[int, int]] = []
    start = 0
    for sent in doc.sents:
        last = doc[sent.end - 1]
        joined = not (last.is_space or last.text[-1] in _ENDS or last.text in {'"', "”", ")", "]"})
        short = sent.end - start < MAX_TOKENS // 4
        if joined and short and sent.end < len(doc):
            continue
        for cut in range(start, sent.end, MAX_TOKENS):
            ranges.append((cut, min(cut + MAX_TOKENS, sent.end)))
        start = sent.end
    if start < len(doc):
        ranges.append((start, len(doc)))
    return ranges


def sentence(doc: Doc, start: int, end: int, mentions: Sequence[tuple[int, Span]]) -> Sentence:
    """Build the tree of the tokens ``start`` to ``end``.

    Args:
        doc: a parsed document.
        start: first token.
        end: one past the last token.
        mentions: those mentions that begin in the range, with their positions in ``doc.spans["mentions"]``.

    Returns:
        The tree; a node whose head lies outside the range has none.
    """
    nodes: list[Node] = []
    by_token: dict[int, Node] = {}
    heads: list[Token] = []
    starts = {span.start: (position, span) for position, span in mentions}
    named: list[Node] = []
    i = start
    while i < end:
        token = doc[i]
        entry = starts.get(i)
        if entry is None:
            stop, root = i + 1, token
        else:
            stop, root = max(entry[1].end, i + 1), entry[1].root
        text = root.text if entry is None else entry[1].text
        lemma = root.lemma_.lower() if entry is None else text.lower()
        if entry is None and root.pos_ == "PROPN" and lemma.endswith("s"):
            lemma = lemma[:-1]  # the model leaves what it takes for a name in the plural
        node = Node(len(nodes), i, stop, text, text.lower(), lemma, root.pos_, root.tag_, root.dep_)
        if entry is not None:
            node.mention, node.type, node.country = entry[0], entry[1].label_, entry[1]._.entity_country
            inner = root if " of " in text else entry[1][-1]
            node.inner = inner.lemma_.lower()
            node.pos = "PROPN"
            named.append(node)
        nodes.append(node)
        heads.append(root)
        for t in range(i, stop):
            by_token[t] = node
        i = stop
    _attach(nodes, heads, by_token)
    return Sentence(nodes, named, start, max(end, i))


def _attach(nodes: list[Node], heads: list[Token], by_token: dict[int, Node]) -> None:
    for node, root in zip(nodes, heads, strict=True):
        above = by_token.get(root.head.i) if root.head.i != root.i else None
        if above is not None and above is not node and not below(above, node):
            node.head = above
            above.children.append(node)
    mend(nodes)

