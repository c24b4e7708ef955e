"""Which files are documents: files and folders that the user names, and the manifest that describes them."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ciigraph.documents.manifest import MANIFEST_NAME, read_manifest
from ciigraph.documents.source import Override, Source
from ciigraph.errors import DataError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ciigraph.documents.manifest import Entry

#: Files that describe a folder instead of being one of its documents.
_DESCRIPTIONS = re.compile(r"(?:readme|license|licence|citation).*|.*\.md", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A file or folder that lies where documents lie and is none, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Found:
    """The documents to read, sorted by name, and what was passed over beside them."""

    sources: tuple[Source, ...]
    passed_over: tuple[PassedOver, ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    path: Path
    name: str
    reason: str | None  # why it is passed over, None for a document


def find(paths: Sequence[Path], manifest: Path | None = None) -> Found:
    """The documents under the paths: files as named, folders searched through.

    Args:
        paths: files and folders; a file that is named itself is always a document.
        manifest: a YAML list with what is known of the files; a ``manifest.yaml`` in a folder is read as well,
            and what the named manifest says wins.

    Raises:
        UsageError: when a path doesn't exist or a folder can't be read.
        DataError: when a manifest is malformed or names a file that isn't there.
    """
    candidates = [candidate for path in paths for candidate in _candidates(path)]
    manifests = [c.path for c in candidates if c.reason == "manifest"]
    entries = _entries(manifests, (), {})
    if manifest is not None:
        roots = [path if path.is_dir() else path.parent for path in paths]
        entries = _entries([manifest], roots, entries)
    sources: dict[Path, Source] = {}
    passed_over: dict[str, PassedOver] = {}
    named: dict[str, Path] = {}
    for candidate in sorted(candidates, key=lambda c: (c.name, str(c.path))):
        real = candidate.path.resolve()
        entry = entries.get(real)
        # A manifest that lists a file says that it is a document, whatever its name.
        if candidate.reason is not None and not (entry and candidate.reason == "describes the folder"):
            passed_over[candidate.name] = PassedOver(candidate.name, candidate.reason)
            continue
        if real in sources:
            continue
        name = candidate.name
        if named.setdefault(name, real) != real:
            name = f"{candidate.path.parent.name}/{name}"
            named[name] = real
        sources[real] = Source(candidate.path, name, Override() if entry is None else entry.override)
    return Found(
        tuple(sorted(sources.values(), key=lambda source: source.name)),
        tuple(sorted(passed_over.values(), key=lambda item: item.name)),
    )


def _candidates(path: Path) -> Iterator[_Candidate]:
    if path.is_file():
        yield _Candidate(path, _printable(path.name), None)
    elif path.is_dir():
        yield from _inside(path)
    elif path.exists():
        raise UsageError(f"{path} is neither a file nor a folder; name saved pages or folders of them")
    else:
        raise UsageError(f"{path} does not exist; name a file or a folder of saved pages")


def _inside(root: Path) -> Iterator[_Candidate]:
    """Every entry under a folder, hidden folders and linked folders as one entry each."""

    def fail(error: OSError) -> None:
        raise UsageError(
            f"{error.filename} can't be read: {error.strerror}; give yourself the right to or leave it out"
        )

    real_root = root.resolve()
    for folder, subfolders, files in os.walk(root, onerror=fail):
        here = Path(folder)
        kept = []
        for subfolder in sorted(subfolders):
            path = here / subfolder
            if subfolder.startswith("."):
                yield _Candidate(path, _relative(path, root), "hidden")
            elif path.is_symlink():
                yield _Candidate(
                    path, _relative(path, root), _link_reason(path, real_root) or "symbolic link to a folder"
                )
            else:
                kept.append(subfolder)
        subfolders[:] = kept
        for file in sorted(files):
            path = here / file
            yield _Candidate(path, _relative(path, root), _file_reason(path, real_root))


def _file_reason(path: Path, real_root: Path) -> str | None:
    """Why a file in a folder is no document, or None."""
    if path.name.startswith("."):
        return "hidden"
    if path.is_symlink() and (reason := _link_reason(path, real_root)):
        return reason
    if not path.is_file():
        return "not a regular file"
    if path.name.lower() == MANIFEST_NAME:
        return "manifest"
    return "describes the folder" if _DESCRIPTIONS.fullmatch(path.name) else None


def _link_reason(path: Path, real_root: Path) -> str | None:
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError):  # RuntimeError: a loop of links, before Python 3.13
        return "symbolic link that leads nowhere"
    return None if target.is_relative_to(real_root) else "symbolic link that leads out of the folder"


def _entries(manifests: Sequence[Path], roots: Sequence[Path], known: dict[Path, Entry]) -> dict[Path, Entry]:
    """What manifests say, by file; a later manifest's values win over an earlier one's.

    A path is looked for beside its manifest, then in the folders that the user named.
    """
    entries = dict(known)
    for manifest in manifests:
        for entry in read_manifest(manifest):
            places = [folder / entry.path for folder in (manifest.parent, *roots)]
            place = next((place for place in places if place.is_file()), None)
            if place is None:
                raise DataError(
                    f"{manifest}:{entry.line}: there is no file {entry.path}; correct the path or remove the entry"
                )
            real = place.resolve()
            earlier = entries.get(real)
            entries[real] = (
                entry if earlier is None else replace(entry, override=_merged(earlier.override, entry.override))
            )
    return entries


def _merged(under: Override, over: Override) -> Override:
    names = Override.__dataclass_fields__
    return Override(**{name: getattr(over, name) or getattr(under, name) for name in names})


def _relative(path: Path, root: Path) -> str:
    return _printable(path.relative_to(root).as_posix())


def _printable(name: str) -> str:
    """A file name as text that can be printed and stored; bytes that aren't UTF-8 become U+FFFD."""
    return os.fsencode(name).decode("utf-8", "replace")
