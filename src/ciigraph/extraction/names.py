"""Names made comparable: one key for all spellings of a name, and the slug that becomes an entity's id."""

from __future__ import annotations

import re
from functools import lru_cache

from anyascii import anyascii

_QUOTES = str.maketrans("’‘ʼ`´“”„«»", "'''''\"\"\"\"\"")
_POSSESSIVE = re.compile(r"(?<=s)'(?= |$)|'s\b")
_NO_WORD = re.compile(r"[^\w]+")
_DOTTED = re.compile(r"\b(?:[A-Za-z]\.){2,}")
_ARTICLE = re.compile(r"^(?:the|a|an) (?=\S)")
_LEGAL = re.compile(
    r"(?<=\w)(?: (?:co|ltd|limited|inc|incorporated|corp|llc|plc|gmbh|ag|jsc|ojsc|cjsc|pjsc|pte|pty|bhd|sdn|sa|spa|bv|"
    r"nv|company limited))+$"
)
#: British and American spellings, and words that names use by turns.
_SPELLINGS = {
    "centre": "center",
    "defence": "defense",
    "labour": "labor",
    "programme": "program",
    "programmes": "programs",
    "organisation": "organization",
    "organisations": "organizations",
    "harbour": "harbor",
    "theatre": "theater",
    "aluminium": "aluminum",
    "honour": "honor",
    "licence": "license",
    "colour": "color",
    "dialog": "dialogue",
}
_SPELLING = re.compile(r"\b(?:" + "|".join(_SPELLINGS) + r")\b")


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """Lower case without diacritics, other scripts transliterated: ``Azərtac`` and ``AZƏRTAC`` give ``azertac``."""
    if text.isascii():
        return text.lower()
    # ə is an open e; anyascii writes it "e" already, but İ would leave a combining dot behind after lower().
    return anyascii(text.translate(_QUOTES)).lower()


@lru_cache(maxsize=65536)
def name_key(text: str) -> str:
    """What all spellings of one name have in common.

    Case, diacritics, quotes, possessives, articles, hyphens, full stops of abbreviations, British and American
    spelling, "&" and legal forms at the end are levelled; words and their order stay.
    """
    text = _DOTTED.sub(lambda m: m.group().replace(".", ""), text.translate(_QUOTES))
    key = plain(text).replace("&", " and ").replace("+", " plus ")
    key = _POSSESSIVE.sub("", key)
    key = _NO_WORD.sub(" ", key).replace("_", " ").strip()
    key = _ARTICLE.sub("", key)
    key = _SPELLING.sub(lambda m: _SPELLINGS[m.group()], key)
    return _LEGAL.sub("", key) or key


_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")


def is_han(text: str) -> bool:
    """Whether a name is written in Han characters, at least in part."""
    return not text.isascii() and _HAN.search(text) is not None


def squeezed(key: str) -> str:
    """A key without blanks and inner "the": ``Global Times`` and ``GlobalTimes`` are one."""
    return key.replace(" the ", "").replace(" ", "")


@lru_cache(maxsize=65536)
def entity_id(label: str) -> str:
    """The id of an entity that no data file knows: a slug of its name's key, so all spellings give one id."""
    return name_key(label).replace(" ", "-")[:120].strip("-") or "unnamed"


def acronym_of(name: str) -> frozenset[str]:
    """The acronyms that a name's initials make, with and without its small words."""
    words = re.findall(r"\w+", name.replace("'s", ""))
    capitals = "".join(w[0] for w in words if w[0].isupper() or w[0].isdigit())
    initials = "".join(w[0] for w in words)
    return frozenset({capitals.upper(), initials.upper()})


_OTHER_LANGUAGE = re.compile(
    r"\b(?:van|de|des|du|der|la|el|et|und|da|do|dos|das|del|y|na|za|ve|av|og|och|til|dla|w|un|ir|di)\b|[^\x00-\x7f]"
)


def is_in_other_language(text: str) -> bool:
    """Whether a name has words or letters of another language than English."""
    return _OTHER_LANGUAGE.search(text.translate(_QUOTES)) is not None
