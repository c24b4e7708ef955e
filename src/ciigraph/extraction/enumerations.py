"""Enumerations that pair names: "A to B, C to D, E and F"."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ciigraph.extraction.clauses import Node, Sentence

_JOINS = frozenset({"to", "and", "with", "&", "-", "–", "—", "/", ":"})
_KIND = frozenset({"ADJ", "NOUN", "PROPN", "NUM", "PART"})  # of words between names and the noun that they belong to
_REACH = 5
_PARTS = frozenset({",", ";", "and", "•", "\n", ", and"})


def pairs_after(trigger: Node, sentence: Sentence) -> list[tuple[Node, Node]]:
    """The pairs of an enumeration after a trigger; empty unless there are at least two of them.

    One pair alone is left to the frames, which know more about it.
    """
    names = [m for m in sentence.mentions if m.index > trigger.index]
    pairs: list[tuple[Node, Node]] = []
    k = 0
    while k + 1 < len(names):
        first, second = names[k], names[k + 1]
        if _between(first, second, sentence) in _JOINS and first.type == second.type:
            if pairs and not _parted(pairs[-1][1], first, sentence):
                break
            pairs.append((first, second))
            k += 2
        elif pairs:
            break
        else:
            k += 1
    return pairs if len(pairs) > 1 else []


def hyphenated_before(trigger: Node, sentence: Sentence) -> list[tuple[Node, Node]]:
    """The two countries before a noun that is theirs together: "the Ruritania-Borduria police cooperation"."""
    k = trigger.index - 1
    while (
        k > 1 and trigger.index - k <= _REACH and sentence.nodes[k].mention is None and sentence.nodes[k].pos in _KIND
    ):
        k -= 1
    if k < 2 or trigger.index - k > _REACH + 1:
        return []
    second, dash, first = sentence.nodes[k], sentence.nodes[k - 1], sentence.nodes[k - 2]
    owned = any(n.tag == "POS" for n in sentence.nodes[second.index + 1 : trigger.index])
    joined = dash.text in {"-", "–", "—", "/"} or (owned and dash.lower == "and")  # "A and B's agreement"
    pair = first.type == second.type == "Country" and joined
    return [(first, second)] if pair else []


def _between(left: Node, right: Node, sentence: Sentence) -> str:
    words = [n.lower for n in sentence.nodes[left.index + 1 : right.index] if n.pos not in {"DET", "SPACE"}]
    return words[0] if len(words) == 1 else ""


def _parted(left: Node, right: Node, sentence: Sentence) -> bool:
    words = [n.lower for n in sentence.nodes[left.index + 1 : right.index] if n.pos not in {"DET", "SPACE"}]
    return bool(words) and len(words) <= 2 and all(w in _PARTS for w in words)


def behind_colon(trigger: Node, types: frozenset[str], sentence: Sentence) -> list[Node]:
    """The names of a list that a plural noun heads: "members of X: A, B and C", "the following are members of X: A"."""
    if trigger.tag not in {"NNS", "NNPS"} and trigger.mention is None:
        return []
    for node in sentence.nodes[trigger.index + 1 : trigger.index + _HEAD]:
        if node.text.endswith(":") or (node.lower in _NAMELY and not _names_between(trigger, node, sentence)):
            inside = run_of(sentence.nodes[node.index + 1 : node.index + 1 + _LONGEST], types)
            return inside or below_heading(sentence, types)
        if node.tag in {"VBD", "VBZ", "VBP", "MD"} and node.mention is None:
            return []
    return []


def below_heading(sentence: Sentence, types: frozenset[str]) -> list[Node]:
    """The names of these types in the list that a sentence announces, if it does; none where it holds others first."""
    names = sentence.entries() if sentence.entries is not None else []
    return [n for n in names if n.type in types] if names and names[0].type in types else []


def run_of(nodes: list[Node], types: frozenset[str], passed: frozenset[str] = frozenset()) -> list[Node]:
    """The names of these types at the start of some nodes, between which stand only separators and brackets.

    Args:
        nodes: the nodes.
        types: the names' types.
        passed: words that may stand between as well.
    """
    found: list[Node] = []
    bracket = False
    placed = types.isdisjoint(_PLACES)
    for k, n in enumerate(nodes):
        if placed and found and (n.lower in _WHERE or n.type in _PLACES) and _says_where(nodes, k):
            continue
        bracket = n.text == "(" or (bracket and n.text != ")")
        if n.mention is not None and not bracket:
            if n.type not in types:
                break
            found.append(n)
        elif not bracket and n.text != ")" and n.lower not in _SEPARATORS | passed and n.pos not in _PASSED:
            break
    return found


def _says_where(nodes: list[Node], k: int) -> bool:
    """Whether a node belongs to "in Y" of "X in Y", which says where a name of the list is."""
    i = k if nodes[k].mention is not None else k + 1
    while i + 1 < len(nodes) and nodes[i].pos == "DET":
        i += 1
    if i >= len(nodes) or nodes[i].type not in _PLACES:
        return False
    while i and nodes[i - 1].pos == "DET":
        i -= 1
    return i > 1 and nodes[i - 1].lower in _WHERE and (nodes[i - 2].mention is not None or nodes[i - 2].text == ")")


def run_before(name: Node, types: frozenset[str], sentence: Sentence) -> list[Node]:
    """The names of these types right before a name, from which only commas and articles part it, nearest first."""
    found: list[Node] = []
    for n in reversed(sentence.nodes[max(0, name.index - _LONGEST) : name.index]):
        if n.mention is not None:
            if n.type not in types:
                break
            found.append(n)
        elif n.lower not in {",", "and", "&"} and n.pos not in {"SPACE", "DET"}:
            break
    return found


#: Words that a list of some of them may follow: "106 members, among them A and B".
_NAMELY = frozenset({"them", "which", "whom", "namely", "including"})


def _names_between(left: Node, right: Node, sentence: Sentence) -> bool:
    """Whether a name stands between, or the clause goes on before its list would begin."""
    between = sentence.nodes[left.index + 1 : right.index]
    if right.lower in {"them", "which", "whom"}:
        return (
            not between or between[-1].lower not in {"among", "amongst"} or any(n.mention is not None for n in between)
        )
    return any(n.mention is not None for n in between)


_PLACES = frozenset({"Country", "Place"})
_WHERE = frozenset({"in", "of", "from", "at"})
#: What else may stand in a list: blanks, articles, names that weren't recognised.
_PASSED = frozenset({"SPACE", "DET", "PROPN"})
_HEAD, _LONGEST = 14, 120
_SEPARATORS = frozenset({",", ";", "and", "&", "-", "–", "•", "/", "as", "well"})
_DASHES = frozenset({"-", "–", "—", "/", ":", "&", "and", "with", "to", "↔", "=", "→", "->", "|"})
_OPENERS = frozenset({"-", "–", "•", "*", "—", ";", ",", ".", ")", ":", "and"})


def listed_pairs(sentence: Sentence, types: frozenset[str]) -> list[tuple[Node, Node]]:
    """The pairs of a list's entries under a heading: "- A - B", "1. A: B, C", "A (in D) – B; E – F"."""
    bracketed = _pairs_in_brackets(sentence, types)
    if len(bracketed) > 1:
        return bracketed
    names = [m for m in sentence.mentions if m.type in types and not _in_brackets(m, sentence)]
    pairs: list[tuple[Node, Node]] = []
    k = 0
    while k + 1 < len(names):
        first, second = names[k], names[k + 1]
        k += 1
        if not _opens(first, sentence) or _between(_past_bracket(first, sentence), second, sentence) not in _DASHES:
            continue
        pairs.append((first, second))
        k += 1
        while k < len(names) and _between(_past_bracket(second, sentence), names[k], sentence) in {",", "and"}:
            if k + 1 < len(names) and _between(names[k], names[k + 1], sentence) in _DASHES - {"and"}:
                break  # the next entry
            second = names[k]
            pairs.append((first, second))
            k += 1
    return pairs


def _pairs_in_brackets(sentence: Sentence, types: frozenset[str]) -> list[tuple[Node, Node]]:
    """The pairs of a list that has the second of each in brackets: "A (B), C (D)"; none where another is."""
    found = []
    for first, second in pairwise(sentence.mentions):
        between = [n.lower for n in sentence.nodes[first.index + 1 : second.index]]
        if between not in (["("], ["(", "with"]) or not {first.type, second.type} <= types:
            continue
        if _closed(second, sentence) and (first.country != second.country or "with" in between):
            found.append((first, second))
    return found


def _closed(name: Node, sentence: Sentence) -> bool:
    after = sentence.nodes[name.index + 1 : name.index + 2]
    return bool(after) and after[0].text in {")", ","}


def _opens(name: Node, sentence: Sentence) -> bool:
    """Whether a name opens an entry: at the start of the line, or after a bullet, a number or a separator."""
    if not name.index:
        return True
    before = sentence.nodes[name.index - 1]
    return before.lower in _OPENERS or before.pos in {"SPACE", "NUM", "X"} or "\n" in before.text


def _in_brackets(name: Node, sentence: Sentence) -> bool:
    return name.index > 0 and sentence.nodes[name.index - 1].text == "("


def _past_bracket(name: Node, sentence: Sentence) -> Node:
    """The last node of a bracket right after a name, or the name: a separator is looked for behind it."""
    after = sentence.nodes[name.index + 1 : name.index + 8]
    if after and after[0].text == "(":
        for n in after:
            if n.text == ")":
                return n
    return name
