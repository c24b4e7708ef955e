"""When an adjective of a people is the name of a language: "services in French", "a Spanish edition"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ciigraph.extraction.triggers import words

if TYPE_CHECKING:
    from spacy.tokens import Token

_LISTING = frozenset({",", "and", "or", "&", ":", "(", "including", "such", "as", "like", "namely", "well", ";"})


def names_language(token: Token) -> bool:
    """Whether the word names a language here: "in French", "the Albanian language", "a Spanish edition"."""
    head = token.head
    if token.dep_ == "conj" and head.lower_ in words().languages:
        return names_language(head)
    if token.dep_ == "pobj" and head.lower_ == "in":
        return True
    if _in_language_list(token):
        return True
    after = token.nbor(1).lower_ if token.i + 1 < len(token.doc) else ""
    if after == "-" and token.i + 2 < len(token.doc):
        after = token.nbor(2).lower_
    return after in words().in_a_language


def _in_language_list(token: Token) -> bool:
    """Whether it stands in a list of languages: "in Swahili, Hausa and Amharic", "languages: Hausa, Swahili"."""
    doc, i, others = token.doc, token.i - 1, 0
    while i >= 0 and (doc[i].lower_ in _LISTING or doc[i].lower_ in words().languages):
        others += doc[i].lower_ in words().languages
        i -= 1
    k = token.i + 1
    while k < len(doc) and (doc[k].lower_ in _LISTING or doc[k].lower_ in words().languages):
        others += doc[k].lower_ in words().languages
        k += 1
    before, after = doc[i].lower_ if i >= 0 else "", doc[k] if k < len(doc) else None
    if after is not None and after.lower_ in words().in_a_language:
        return bool(others) and after.lower_ not in {"version", "section", "page"}
    noun = after is not None and after.pos_ in {"NOUN", "PROPN"} and k == token.i + 1
    return not noun and (before == "languages" or (before == "in" and others > 0))
