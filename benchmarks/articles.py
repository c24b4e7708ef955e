"""Short news articles made up for measuring, in our own words, with names that differ from article to article.

The same seed makes the same files. Nothing that they say is a fact.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_ONSETS = ("b", "br", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "st", "t", "v", "z")
_CORES = ("a", "e", "i", "o", "u", "ai", "ei")
_CODAS = ("", "n", "l", "r", "s", "k", "nd")
_KINDS = (
    "Port Authority",
    "University",
    "Bank",
    "Shipping Group",
    "Telecom",
    "Institute",
    "Energy",
    "Chamber of Commerce",
)
_ACTORS = (
    "Huawei",
    "ZTE",
    "COSCO",
    "Xinhua",
    "Sinopec",
    "the Bank of China",
    "Hikvision",
    "the Chinese embassy",
    "BYD",
)
_FIRST = (
    "{body} signed an agreement with {actor} in {year}, the council of {town} said on Monday.",
    "In {year}, {actor} opened an office in {town}, and {body} was its first customer.",
    "{actor} holds {share} per cent of {body}, according to a register in {town}.",
)
_SECOND = (
    "{person}, who heads {body}, visited Beijing in {year} and met officials there.",
    "{person} of {body} denied that {actor} had paid for the journey.",
    "The contract is worth {amount} million euros; {person} called it a beginning.",
)
_THIRD = (
    "It is reported to end in {later}.",
    "Whether it will be renewed in {later} is open, since {body} has not decided.",
    "A committee of the town looks into it and is expected to report in {later}.",
)
#: Files in one folder.
_FOLDER = 1000


def write_articles(folder: Path, count: int, seed: int = 1) -> Path:
    """Write so many articles of about 60 words, a thousand to a folder; returns the folder."""
    for number in range(count):
        draw = random.Random(f"{seed} {number}")
        path = folder / f"{number // _FOLDER:03d}" / f"article-{number:06d}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_article(draw), encoding="utf-8")
    return folder


def _article(draw: random.Random) -> str:
    # names come from a pool that grows with use as in real news: most are rare, some are in many articles
    names = random.Random(int(draw.paretovariate(0.5)) % 100_000)
    town, body = _word(names), f"{_word(names)} {names.choice(_KINDS)}"
    values = {
        "town": town, "body": body, "person": f"{_word(names)} {_word(draw)}", "actor": draw.choice(_ACTORS),
        "year": draw.randint(2008, 2019), "later": draw.randint(2020, 2024), "share": draw.randint(5, 90),
        "amount": draw.randint(1, 400),
    }  # fmt: skip
    paragraphs = (draw.choice(kind).format(**values) for kind in (_FIRST, _SECOND, _THIRD))
    return f"{body} and {values['actor']} in {town}\n\n" + "\n\n".join(map(_capitalised, paragraphs)) + "\n"


def _capitalised(sentence: str) -> str:
    return sentence[0].upper() + sentence[1:]


def _word(draw: random.Random) -> str:
    syllables = (draw.choice(_ONSETS) + draw.choice(_CORES) + draw.choice(_CODAS) for _ in range(draw.randint(2, 3)))
    return "".join(syllables).capitalize()
