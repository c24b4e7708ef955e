"""The file of decisions: a YAML list that people read and correct, and that commands only add to.

Every entry says what is decided, by whom, when and why::

    - decision: merge          # the identifier in "joins" is part of "entity"
      entity: acme-group
      joins: acme-holding
      by: Ada
      date: 2026-11-21
      reason: one register number

Taking a decision back adds an entry ``undo: merge`` with the same ``entity`` and ``joins``; the history stays. An entry
may be removed by hand just as well. The file lies beside the generations of a store and no build writes it.
"""

from __future__ import annotations

import datetime as dt
import os
import re
from typing import TYPE_CHECKING, get_args

import msgspec
import yaml
from filelock import FileLock, Timeout

from ciigraph.decisions.kinds import KINDS, MATCHES, Decision, Entry, Kind, contradiction, standing
from ciigraph.errors import DataError, StoreError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

FILE_NAME = "decisions.yaml"
_HEADER = (
    "# Decisions of people and rules on entities; the next `ciigraph build` brings them into the graph.\n"
    "# Commands add to the end (ciigraph merge, split, link); entries may be corrected or removed by hand.\n"
)
_IDENTIFIER = re.compile(r"[^\s/#?<>\"]{1,200}")
_ITEM = re.compile(r"Q[1-9][0-9]{0,14}")
_DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
_COUNTRY = re.compile(r"[A-Z]{2}")
#: What an undo needs to name its decision; the rest of the fields is taken over from it.
_WITHOUT = {"joins": "", "name": "", "becomes": "", "wikidata": "Q0"}
_LIST = "also"


def read_entries(path: Path) -> list[Entry]:
    """All entries of a file of decisions, oldest first; none where there is no file.

    Raises:
        DataError: with file and line, where the file is no list of decisions.
    """
    try:
        root = yaml.compose(path.read_text(encoding="utf-8-sig"), Loader=yaml.SafeLoader)
    except FileNotFoundError:
        return []
    except OSError as error:
        raise DataError(f"{path}: can't be read ({error.strerror or error})") from error
    except UnicodeDecodeError as error:
        raise DataError(f"{path}: is not UTF-8; save it as UTF-8") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise DataError(f"{path}:{line}: is not YAML: {error.problem}") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise DataError(f"{path}: is not YAML; it must be a list of decisions") from error
    if root is None:
        return []
    if not isinstance(root, yaml.SequenceNode):
        raise DataError(f"{path}:{root.start_mark.line + 1}: must be a list; begin each entry with '- decision: …'")
    return [_entry(node, number, path) for number, node in enumerate(root.value, 1)]


def read_standing(path: Path) -> list[Entry]:
    """The decisions of a file that hold.

    Raises:
        DataError: as ``read_entries``, or two decisions contradict one another.
    """
    return standing(read_entries(path), str(path))


def add(path: Path, decisions: list[Decision]) -> None:
    """Add decisions to a file, all or none; the file is made where there is none.

    Raises:
        UsageError: a decision that others which hold contradict.
        DataError: the file is malformed.
        StoreError: it can't be written.
    """
    with _alone(path):
        held = {entry.decision.key: entry.decision for entry in read_standing(path)}
        for decision in decisions:
            held.pop(decision.key, None)
            if problem := contradiction(decision, list(held.values())):
                raise UsageError(f"{decision}: {problem}; take that back first (--list, --undo)")
            held[decision.key] = decision
        _append(path, [_fields("decision", decision) for decision in decisions])


def take_back(path: Path, number: int, kind: Kind, *, by: str, date: str, reason: str = "") -> Decision:
    """Take a decision back by adding an entry that says so; returns the decision.

    Raises:
        UsageError: no decision of this number and kind holds.
        DataError: the file is malformed.
        StoreError: it can't be written.
    """
    with _alone(path):
        found = next((entry for entry in read_standing(path) if entry.number == number), None)
        if found is None or found.decision.kind != kind:
            raise UsageError(f"no {kind} of number {number} holds in {path}; see: ciigraph {kind} --list")
        undo = msgspec.structs.replace(found.decision, by=by, date=date, reason=reason)
        _append(path, [_fields("undo", undo)])
        return found.decision


class _alone:  # noqa: N801 - reads as a word after "with"
    """Lets one command at a time change a file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lock = FileLock(path.with_name(f".{path.name}.lock"))

    def __enter__(self) -> None:
        try:
            self.lock.acquire(timeout=10)
        except Timeout as error:
            raise StoreError(f"{self.path}: another command is changing it; wait until it ends") from error
        except OSError as error:
            raise StoreError(f"{self.path}: can't be written ({error.strerror or error})") from error

    def __exit__(self, *_: object) -> None:
        self.lock.release()


def _append(path: Path, entries: list[dict[str, object]]) -> None:
    """Add entries behind what stands in a file; a reader sees the file before or after, never half of it."""
    text = path.read_text(encoding="utf-8-sig") if path.exists() else _HEADER
    text = text if text.endswith("\n") else f"{text}\n"
    draft = path.with_name(f".{path.name}.part")
    try:
        with draft.open("w", encoding="utf-8") as stream:
            stream.write(text + yaml.safe_dump(entries, sort_keys=False, allow_unicode=True, width=120))
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(path)
    except OSError as error:
        raise StoreError(f"{path}: can't be written ({error.strerror or error}); nothing is decided") from error


def _fields(verb: str, decision: Decision) -> dict[str, object]:
    """An entry as YAML has it: what is decided first, then by whom; without what is empty."""
    said = msgspec.structs.asdict(decision)
    order = [name for name in said if name not in ("by", "date", "reason")] + ["by", "date", "reason"]
    fields: dict[str, object] = {verb: decision.kind}
    fields |= {name: list(said[name]) if name == _LIST else said[name] for name in order if said[name]}
    return fields


def _entry(node: yaml.Node, number: int, path: Path) -> Entry:
    line = node.start_mark.line + 1
    if not isinstance(node, yaml.MappingNode):
        raise DataError(f"{path}:{line}: an entry must be a mapping that begins with 'decision:' or 'undo:'")
    said: dict[str, str | tuple[str, ...]] = {}
    for key_node, value_node in node.value:
        at = f"{path}:{key_node.start_mark.line + 1}"
        key = key_node.value if isinstance(key_node, yaml.ScalarNode) else "?"
        if key in said:
            raise DataError(f"{at}: {key} stands twice in one entry")
        said[key] = _value(key, value_node, at)
    place = f"{path}:{line}"
    undone = "undo" in said
    kind = said.pop("undo", None) or said.pop("decision", None)
    if kind not in get_args(Kind) or "decision" in said:
        raise DataError(f"{place}: an entry begins with 'decision:' or 'undo:' and one of {', '.join(get_args(Kind))}")
    fields = KINDS[kind].__struct_fields__  # type: ignore[index]
    unknown = sorted(said.keys() - set(fields))
    if unknown:
        raise DataError(f"{place}: {unknown[0]!r} is no part of a {kind}; known are {', '.join(fields)}")
    if undone:
        said = {"by": "?", "date": "?", **{name: value for name, value in _WITHOUT.items() if name in fields}, **said}
    return Entry(number, line, _decision(kind, said, place), undone)  # type: ignore[arg-type]


def _decision(kind: Kind, said: dict[str, str | tuple[str, ...]], place: str) -> Decision:
    try:
        return KINDS[kind](**said)  # type: ignore[arg-type]
    except TypeError as error:
        lacking = str(error).rpartition(" ")[2]
        raise DataError(f"{place}: the {kind} lacks {lacking}") from error


def _in_calendar(day: str) -> bool:
    try:
        dt.date.fromisoformat(day)
    except ValueError:
        return False
    return True


def _value(key: str, node: yaml.Node, at: str) -> str | tuple[str, ...]:
    if key == _LIST and isinstance(node, yaml.SequenceNode):
        return tuple(str(_value("entity", each, at)) for each in node.value)
    if not isinstance(node, yaml.ScalarNode) or key == _LIST:
        raise DataError(f"{at}: {key} must be {'a list of identifiers' if key == _LIST else 'a single text'}")
    value = "" if node.tag == "tag:yaml.org,2002:null" else str(node.value).strip()
    for keys, pattern, wanted in (
        (("entity", "joins", "becomes"), _IDENTIFIER, "an identifier such as acme-group"),
        (("wikidata",), _ITEM, "an item of Wikidata such as Q42"),
        (("date",), _DAY, "a day such as 2026-11-21"),
        (("country",), _COUNTRY, "a country's two letters"),
    ):
        if key in keys and not (pattern.fullmatch(value) and (key != "date" or _in_calendar(value))):
            raise DataError(f"{at}: {key} is {value!r}, which is not {wanted}")
    if key in ("by", "name") and not value:
        raise DataError(f"{at}: {key} is empty")
    if key == "match" and value not in MATCHES:
        raise DataError(f"{at}: match is {value!r}; it is one of {', '.join(MATCHES)}")
    return value
