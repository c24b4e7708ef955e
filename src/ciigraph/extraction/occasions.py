"""Definite events without a name that somebody attends: "a training course for press officers", "the fifth forum".

Like unnamed actors they are mentions only where a relation needs them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ciigraph.extraction.triggers import words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_PREMODIFIERS = frozenset({"ADJ", "NOUN", "PROPN", "NUM"})
_ABOUT = frozenset({"of", "for", "on", "about", "between", "regarding", "concerning"})
_WITHIN = frozenset({"NOUN", "PROPN", "ADJ", "DET", "NUM", "CCONJ"})
_ARTICLES = frozenset({"a", "an", "the", "this", "that", "another", "its", "their"})
#: Nouns that mean an occasion only where it is said of what: "a meeting of ministers".
_OF_WHAT = frozenset({"meeting", "session", "event", "program", "programme", "course", "dialogue", "camp"})
#: Nouns whose plural may be one event: "the naval exercises".
_SERIES = frozenset({"exercise", "drill"})
#: How far before the phrase the word stands that says that somebody attends.
_REACH = 4
_LONGEST = 14


def occasion(doc: Doc, head: Token, taken: dict[int, object]) -> tuple[int, int] | None:
    """The tokens of the noun phrase around ``head`` where it is an event of its own that somebody attends."""
    several = head.tag_ in {"NNS", "NNPS"} and head.lemma_.lower() in _SERIES
    if not (several or head.tag_ in {"NN", "NNP"}) or head.dep_ in {"compound", "nmod", "amod", "attr", "appos"}:
        return None
    start = _start(doc, head, taken)
    end = _end(doc, head, taken)
    article = doc[start].lower_ in _ARTICLES
    described = head.i - start - article
    vague = head.lemma_.lower() in _OF_WHAT and end == head.i + 1 and described < 2
    if not (described or end > head.i + 1) or vague or (several and not article):
        return None
    if any(doc[i].lower_ in words().indefinite - _ARTICLES for i in range(start, head.i)):
        return None
    if not (article or (described and end > head.i + 1)) or not _attended(doc, head, start):
        return None
    return start, end


def _start(doc: Doc, head: Token, taken: dict[int, object]) -> int:
    """Where the phrase begins: with its article, or its first describing word; a name among them is part of it."""
    start = head.i
    while start > head.sent.start and head.i - start < _LONGEST:
        before = doc[start - 1]
        joined = before.text == "-" or (before.tag_ in {"VBN", "VBG"} and before.dep_ in {"amod", "compound"})
        if before.pos_ not in _PREMODIFIERS and not joined:
            break
        start -= 1
    names = {id(taken[i]) for i in range(start, head.i) if i in taken}
    if len(names) > 1 or (start - 1) in taken:
        start = max(i for i in range(start - 1, head.i) if i in taken) + 1
    if start > head.sent.start and doc[start - 1].lower_ in _ARTICLES and start - 1 not in taken:
        start -= 1
    return start


def _end(doc: Doc, head: Token, taken: dict[int, object]) -> int:
    """Where the phrase ends: with what the event is of, for or on, with one name at most, which is then its last."""
    end = head.i + 1
    if end >= len(doc) or doc[end].lower_ not in _ABOUT or doc[end].is_punct:
        return end
    i = end + 1
    named = taken.get(i) or (taken.get(i + 1) if doc[i : i + 1].text.lower() == "the" else None)
    if doc[end].lower_ == "of" and named is not None and not any(k in taken for k in range(head.i - 3, head.i)):
        return max(k for k in taken if taken[k] is named) + 1
    while i < len(doc) and i - head.i < _LONGEST and i not in taken:
        if doc[i].pos_ not in _WITHIN and doc[i].lower_ not in {"of", "from"} and doc[i].text != "-":
            break
        i += 1
        if doc[i - 1].pos_ in {"NOUN", "PROPN"}:
            end = i
    return end


def _attended(doc: Doc, head: Token, start: int) -> bool:
    """Whether a word that says so governs the phrase: "took part in a …", "a … was attended by"."""
    attending = words().attending
    if head.dep_ == "nsubjpass" and head.head.lemma_ in attending:
        return True
    first = max(head.sent.start, start - _REACH)
    return any(doc[i].lemma_.lower() in attending for i in range(first, start))
