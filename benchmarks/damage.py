"""Damage done to documents on purpose: bytes flipped, lines dropped, doubled or reordered, ends cut off, poison."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

#: Texts that have broken readers of other programs: markup, control characters, directions, huge numbers, odd digits.
POISON = (
    b"<script>alert(1)</script>",
    b"<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]><x>&b;</x>",
    b"<![CDATA[" + b"<div>" * 200,
    b"\x00\x01\x02\x7f",
    "\u202e\u200f\ufeff\u2028".encode(),
    b"\xff\xfe\xff",
    b"\xed\xa0\x80",
    b"99999999999999999999999999 countries chose this answer",
    "²³ ٤ 五 1e309 -0 NaN".encode(),
    b"http://" + b"a" * 3000,
    b"{" * 500 + b"[" * 500,
    b"' . } } DROP ALL ; #",
    b"\r\r\n\n\r",
    b"../../../../etc/passwd\n",
)


def _flip(content: bytearray, chance: Random) -> bytes:
    for _ in range(chance.randint(1, 40)):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    return bytes(content)


def _lines(change: Callable[[list[bytes], Random], None]) -> Callable[[bytearray, Random], bytes]:
    def damaged(content: bytearray, chance: Random) -> bytes:
        lines = bytes(content).split(b"\n")
        for _ in range(chance.randint(1, 12)):
            change(lines, chance)
        return b"\n".join(lines)

    return damaged


def _drop(lines: list[bytes], chance: Random) -> None:
    if len(lines) > 1:
        start = chance.randrange(len(lines))
        del lines[start : start + chance.randint(1, 8)]


def _double(lines: list[bytes], chance: Random) -> None:
    start = chance.randrange(len(lines) or 1)
    part = lines[start : start + chance.randint(1, 8)]
    lines[start:start] = part


def _reorder(lines: list[bytes], chance: Random) -> None:
    start = chance.randrange(len(lines) or 1)
    part = lines[start : start + 20]
    chance.shuffle(part)
    lines[start : start + 20] = part


def _truncate(content: bytearray, chance: Random) -> bytes:
    return bytes(content[: chance.randrange(len(content))])


def _poison(content: bytearray, chance: Random) -> bytes:
    for _ in range(chance.randint(1, 4)):
        place = chance.randrange(len(content))
        content[place:place] = chance.choice(POISON)
    return bytes(content)


KINDS: dict[str, Callable[[bytearray, Random], bytes]] = {
    "bytes flipped": _flip,
    "lines dropped": _lines(_drop),
    "lines doubled": _lines(_double),
    "lines reordered": _lines(_reorder),
    "cut off": _truncate,
    "poisoned": _poison,
}


def damage(content: bytes, kind: str, chance: Random) -> bytes:
    """The content of a document after damage of a kind."""
    return KINDS[kind](bytearray(content), chance)
