"""What the readers of the index's JSON files share: parsing, JSON pointers, and which edition a file is of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from ciigraph.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Collection

    from ciigraph.documents.source import SourceText

_BYTE = re.compile(r"\(byte ([0-9]+)\)")
_YEAR = re.compile(r"(?<![0-9])20[0-9]{2}(?![0-9])")


def parse(source: SourceText) -> object:
    """The value of a JSON file.

    Raises:
        DocumentError: with the line, when it isn't JSON, is truncated, or is nested too deeply.
    """
    try:
        return msgspec.json.decode(source.text)
    except msgspec.DecodeError as error:
        problem = str(error)
        if "truncated" in problem:
            last = source.text.rstrip().count("\n") + 1
            raise DocumentError(source.name, "is truncated JSON", "get the file again", last) from error
        found = _BYTE.search(problem)
        line = source.text.encode("utf-8")[: int(found[1])].count(b"\n") + 1 if found else None
        raise DocumentError(
            source.name, f"is no valid JSON ({problem.removeprefix('JSON is malformed: ')})", "get the file again", line
        ) from error
    except RecursionError as error:
        raise DocumentError(source.name, "is JSON nested too deeply", "it is no file of the index") from error
    except UnicodeEncodeError as error:
        raise DocumentError(source.name, "has half a surrogate pair, so it is no text", "get the file again") from error


def pointer(*steps: str | int) -> str:
    """JSON pointer (RFC 6901) to the value under these keys and positions."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)


def edition_in_path(name: str, editions: Collection[int]) -> int | None:
    """The edition that a file's name or the nearest folder says, when it is one of the known ones."""
    for part in reversed(name.split("/")):
        years = [int(year) for year in _YEAR.findall(part)]
        known = [year for year in years if year in editions]
        if known:
            return known[-1]
    return None


def unknown_editions_folder(name: str, editions: Collection[int]) -> int | None:
    """The year of a wave that stands in the path as a folder of its own, but that the codebook doesn't know."""
    folders = [part for part in name.split("/")[:-1] if _YEAR.fullmatch(part)]
    return int(folders[-1]) if folders and int(folders[-1]) not in editions else None


def flatten(text: str) -> str:
    """The text with every run of blanks made one, line by line, and without blank lines at any place."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)
