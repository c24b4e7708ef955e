"""The manifest: what a user knows of saved files and their content doesn't say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

import yaml

from ciigraph import countries
from ciigraph.documents.source import Override
from ciigraph.errors import DataError
from ciigraph.records import DocumentKind

if TYPE_CHECKING:
    from pathlib import Path

MANIFEST_NAME = "manifest.yaml"
_KEYS = ("path", "title", "publisher", "date", "url", "country", "language", "kind")
_ISO_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: the path as written, the line it stands on, what it says."""

    path: str
    line: int
    override: Override


def read_manifest(manifest: Path) -> list[Entry]:
    """The entries of a manifest in its order.

    Raises:
        DataError: with file and line, when the file can't be read or isn't a list of entries with known keys.
    """
    try:
        text = manifest.read_text(encoding="utf-8-sig")
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except OSError as error:
        raise DataError(f"{manifest}: can't be opened: {error.strerror}; name a YAML list of files") from error
    except UnicodeDecodeError as error:
        raise DataError(f"{manifest}: is not UTF-8; save it as UTF-8") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise DataError(f"{manifest}:{line}: is not YAML: {error.problem}") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise DataError(f"{manifest}: is not YAML; it must be a list of entries") from error
    if root is None:
        return []
    if not isinstance(root, yaml.SequenceNode):
        raise DataError(f"{manifest}:{root.start_mark.line + 1}: must be a list; begin each entry with '- path: …'")
    return [_entry(node, manifest) for node in root.value]


def _entry(node: yaml.Node, manifest: Path) -> Entry:
    line = node.start_mark.line + 1
    if not isinstance(node, yaml.MappingNode):
        raise DataError(f"{manifest}:{line}: an entry must be a mapping with a path")
    values: dict[str, str] = {}
    for key_node, value_node in node.value:
        at = key_node.start_mark.line + 1
        key = key_node.value if isinstance(key_node, yaml.ScalarNode) else None
        if key not in _KEYS:
            raise DataError(f"{manifest}:{at}: {key!r} is no key of an entry; known are {', '.join(_KEYS)}")
        if key in values:
            raise DataError(f"{manifest}:{at}: {key} stands twice in one entry")
        if not isinstance(value_node, yaml.ScalarNode):
            raise DataError(f"{manifest}:{at}: {key} must be a single text")
        value = "" if value_node.tag == "tag:yaml.org,2002:null" else value_node.value.strip()
        if value:
            values[key] = _checked(key, value, f"{manifest}:{at}")
    if "path" not in values:
        raise DataError(f"{manifest}:{line}: the entry has no path")
    path = values.pop("path")
    return Entry(path, line, Override(**values))


def _checked(key: str, value: str, place: str) -> str:
    """The value in the form that the records want."""
    if key == "country":
        # YAML reads a bare NO (Norway) as a truth value; its node keeps the word, so it arrives here as written.
        code = countries.alpha2(value) or (countries.alpha2(value.upper()) if len(value) == 2 else None)
        if code is None:
            raise DataError(f"{place}: {value!r} is no country; give its name or its ISO 3166-1 alpha-2 code")
        return code
    if key == "kind" and value not in get_args(DocumentKind):
        raise DataError(f"{place}: {value!r} is no kind of document; known are {', '.join(get_args(DocumentKind))}")
    if key == "date" and not _ISO_DATE.fullmatch(value):
        raise DataError(f"{place}: {value!r} is no date; write 2024, 2024-10 or 2024-10-31")
    if key == "url" and not value.lower().startswith(("http://", "https://")):
        raise DataError(f"{place}: {value!r} is no address; it must begin with http:// or https://")
    if key == "language" and not _LANGUAGE.fullmatch(value):
        raise DataError(f"{place}: {value!r} is no language tag; write en or zh-Hans")
    return value
