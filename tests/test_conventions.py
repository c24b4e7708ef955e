"""The conventions of the design that can be read off the source: who imports whom, how long, how called."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ciigraph.graph import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "ciigraph"
MODULES = sorted(PACKAGE.rglob("*.py"))
NAMES = [path.relative_to(PACKAGE).as_posix() for path in MODULES]

#: From the top of the hill down; a room imports its own level and those before it. Within a level, only itself.
LEVELS = (
    ("__init__", "errors", "records", "wrong_values"),
    ("assets",),
    ("compiled",),
    ("codebook_parts",),
    ("codebook", "countries"),
    ("documents",),
    ("extraction",),
    ("decisions",),
    ("graph",),
    ("inquiry",),
    ("exports",),
    ("views", "linking"),
    ("web",),
    ("workshop", "outcomes", "corpus", "history", "dependencies"),
    ("pipeline", "loading"),
    ("checking",),
    ("api",),
    ("cli",),
    ("__main__",),
)
HEIGHT = {room: level for level, rooms in enumerate(LEVELS) for room in rooms}
GRAPH_ROOMS = frozenset(room for room, level in HEIGHT.items() if level >= HEIGHT["graph"])
RDF_LIBRARIES = frozenset({"pyoxigraph", "rdflib", "oxrdflib", "pyshacl", "owlrl", "SPARQLWrapper"})
#: Which rooms may import a library.
ONLY_IN = dict.fromkeys(RDF_LIBRARIES, GRAPH_ROOMS) | {
    "spacy": frozenset({"extraction"}),
    "pyvis": frozenset({"views"}),
    "typer": frozenset({"cli"}),
}
FORBIDDEN_NAMES = re.compile(r"(?:^|_)(?:utils?|helpers?|commons?|misc)(?:_|$)")
MOST_LINES, MOST_LINES_OF_A_FUNCTION = 300, 60


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def room(name: str) -> str:
    """The room of a module, given as a path in the package or with dots."""
    return re.split(r"[/.]", name)[0]


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """Everything a module imports, wherever in it, with the line."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: imports are written in full"
            if node.module == "ciigraph":
                yield from ((f"ciigraph.{alias.name}", node.lineno) for alias in node.names)
            else:
                yield (node.module or "", node.lineno)


def test_every_room_has_its_place() -> None:
    assert {room(name.removesuffix(".py")) for name in NAMES} <= HEIGHT.keys()
    assert len(NAMES) > 50


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_imports_run_downhill(path: Path) -> None:
    own = room(path.relative_to(PACKAGE).with_suffix("").as_posix())
    for name, line in imports(path):
        if not name.startswith("ciigraph."):
            continue
        other = room(name.removeprefix("ciigraph."))
        if other == "__version__":
            continue
        assert other == own or HEIGHT[other] < HEIGHT[own], f"{path}:{line}: {own} imports {other}, uphill"


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_libraries_stay_in_their_rooms(path: Path) -> None:
    own = room(path.relative_to(PACKAGE).with_suffix("").as_posix())
    for name, line in imports(path):
        allowed = ONLY_IN.get(name.split(".")[0])
        assert allowed is None or own in allowed, f"{path}:{line}: {own} imports {name}"


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_nothing_is_long(path: Path) -> None:
    lines = path.read_text("utf-8").count("\n")
    assert lines <= MOST_LINES, f"{path} has {lines} lines"
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            assert length <= MOST_LINES_OF_A_FUNCTION, f"{path}:{node.lineno}: {node.name} has {length} lines"


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_nothing_is_named_after_nothing(path: Path) -> None:
    for part in path.relative_to(PACKAGE).with_suffix("").parts:
        assert not FORBIDDEN_NAMES.search(part)


def test_iris_stand_in_the_vocabulary_only() -> None:
    vocabularies = {name: space for name, space in vars(vocabulary).items() if isinstance(space, vocabulary.Namespace)}
    assert len(vocabularies) > 10
    # A namespace is known by its host and first step, so that a term written out by hand is found too.
    starts = {re.sub(r"^https?://", "", iri).rstrip("#/") for iri in (s.iri for s in vocabularies.values())}
    starts |= {"w3id.org", "purl.org", "www.w3.org/ns", "xmlns.com", "persistence.uni-leipzig.org", "schema.org"}
    known = re.compile("https?://(?:" + "|".join(map(re.escape, sorted(starts))) + ")")
    found = []
    for path in MODULES:
        if path == PACKAGE / "graph" / "vocabulary.py":
            continue
        docstrings = {
            id(node.body[0].value)
            for node in ast.walk(tree(path))
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
            and node.body
            and isinstance(node.body[0], ast.Expr)
        }
        found += [
            f"{path}:{node.lineno}: {node.value}"
            for node in ast.walk(tree(path))
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in docstrings
            and known.search(node.value)
        ]
    assert found == []


def test_help_imports_nothing_heavy() -> None:
    program = (
        "import sys; sys.argv = ['ciigraph', '--help']\n"
        "from ciigraph.__main__ import main\n"
        "try:\n    main()\nexcept SystemExit as leaving:\n    assert not leaving.code\n"
        "heavy = {'spacy', 'pyoxigraph', 'rdflib', 'networkx', 'pyvis', 'pandas', 'trafilatura', 'pycountry', 'rich'}\n"
        "sys.exit(', '.join(sorted(heavy & sys.modules.keys())) or None)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Usage: ciigraph" in done.stdout
