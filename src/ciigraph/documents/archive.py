"""Unpacking a downloaded archive without trusting it."""

from __future__ import annotations

import re
import stat
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from ciigraph.errors import RemoteError

if TYPE_CHECKING:
    from collections.abc import Sequence

#: The index's archive has some 500 files of 60 MB together, packed to a fifth.
MOST_FILES = 20_000
MOST_BYTES = 2 * 1024**3
MOST_RATIO = 200
#: Small files may be packed to next to nothing; they do no harm.
_RATIO_COUNTS_FROM = 1024**2
_CHUNK = 256 * 1024
_DRIVE = re.compile(r"[A-Za-z]:")


def unpack(archive: Path, folder: Path) -> int:
    """Unpack a ZIP archive into an empty folder, without the one folder that everything in it lies in.

    Returns:
        How many files were unpacked.

    Raises:
        RemoteError: when it is no ZIP archive, is damaged, or holds what doesn't belong there: paths that lead out,
            links, more files or bytes than any edition has, a file that grows beyond reason.
    """
    try:
        with zipfile.ZipFile(archive) as opened:
            members = [info for info in opened.infolist() if not info.is_dir()]
            paths = [_checked_path(info) for info in members]
            _check_sizes(members)
            skipped = _common_folder(paths)
            places = [PurePosixPath(*path.parts[skipped:]) for path in paths]
            if len(set(map(str, places))) != len(places):
                raise RemoteError("the archive holds two files of one name; get it from another address")
            for info, place in zip(members, places, strict=True):
                _write(opened, info, folder / place)
    except (FileExistsError, NotADirectoryError) as error:
        raise RemoteError("the archive holds a file and a folder of one name; get it from another address") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeDecodeError, ValueError) as error:
        raise RemoteError(f"the archive is damaged or no ZIP archive ({error}); run the command again") from error
    return len(members)


def _checked_path(info: zipfile.ZipInfo) -> PurePosixPath:
    path = PurePosixPath(info.filename)
    outside = path.is_absolute() or ".." in path.parts or "\\" in info.filename or _DRIVE.match(info.filename)
    if outside or not path.parts:
        raise RemoteError(f"the archive holds a path that leads out of it ({info.filename!r}); nothing was unpacked")
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        raise RemoteError(f"the archive holds a link or device ({info.filename!r}); nothing was unpacked")
    if info.flag_bits & 1:
        raise RemoteError(f"the archive is encrypted ({info.filename!r}); nothing was unpacked")
    return path


def _check_sizes(members: Sequence[zipfile.ZipInfo]) -> None:
    total = sum(info.file_size for info in members)
    if not members:
        raise RemoteError("the archive is empty; check the address")
    if len(members) > MOST_FILES or total > MOST_BYTES:
        raise RemoteError(f"the archive is too large ({len(members)} files, {total} bytes); nothing was unpacked")
    for info in members:
        if info.file_size > _RATIO_COUNTS_FROM and info.file_size > MOST_RATIO * max(info.compress_size, 1):
            raise RemoteError(f"the archive holds a file that grows beyond reason ({info.filename!r})")


def _common_folder(paths: Sequence[PurePosixPath]) -> int:
    """1 where all files lie in one folder, which repeats the repository's name and branch; else 0."""
    tops = {path.parts[0] for path in paths}
    return 1 if len(tops) == 1 and all(len(path.parts) > 1 for path in paths) else 0


def _write(opened: zipfile.ZipFile, info: zipfile.ZipInfo, place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    left = info.file_size
    # zipfile checks the length and the checksum as the file is read to its end.
    with opened.open(info) as packed, place.open("xb") as unpacked:
        while chunk := packed.read(_CHUNK):
            left -= len(chunk)
            if left < 0:
                raise RemoteError(f"the archive holds a file longer than it says ({info.filename!r})")
            unpacked.write(chunk)
