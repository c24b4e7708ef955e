"""The documentation site: it builds without a warning, and every example in it runs."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from read_corpus import corpus_read

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted(path for path in (ROOT / "docs").rglob("*.md") if path.parent.name != "reference")
_BLOCK = re.compile(r"^```(?P<language>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


def _blocks(page: Path) -> list[tuple[str, str]]:
    return [(match["language"], match["text"]) for match in _BLOCK.finditer(page.read_text("utf-8"))]


def _commands(page: Path) -> list[str]:
    return [
        line.removeprefix("$ ")
        for language, text in _blocks(page)
        if language == "console"
        for line in text.splitlines()
        if line.startswith("$ ")
    ]


EXAMPLES = [page for page in PAGES if _commands(page)]


def _prepared(folder: Path, page: Path) -> None:
    """The files that a page's examples speak of, made from the page's own blocks."""
    documents = folder / "my-documents"
    documents.mkdir()
    (documents / "harbour.txt").write_text(
        "A harbour changes hands\n\nCOSCO bought a terminal in Piraeus in 2016.\n", "utf-8"
    )
    blocks = _blocks(page)
    for language, text in blocks:
        if language == "yaml" and "path: harbour.txt" in text:
            (documents / "manifest.yaml").write_text(text, "utf-8")
    named = [name for command in _commands(page) for name in command.split() if name.endswith(".rq")]
    for name, text in zip(named, (t for lang, t in blocks if lang == "sparql"), strict=False):
        (folder / name).write_text(text, "utf-8")


@pytest.mark.parametrize("page", EXAMPLES, ids=lambda page: page.stem)
def test_examples_run(page: Path, tmp_path: Path) -> None:
    _prepared(tmp_path, page)
    environment = os.environ | {"CIIGRAPH_STORE": str(corpus_read()), "COLUMNS": "120"}
    for command in _commands(page):
        program, *arguments = shlex.split(command)
        assert program == "ciigraph", command
        if arguments[0] == "build" and "--store" not in arguments:
            continue  # the corpus is built already, once for all tests
        done = subprocess.run(
            [sys.executable, "-m", "ciigraph", *arguments],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{page.name}: {command}\n{done.stderr}"
        assert done.stdout or done.stderr or "-o" in arguments, f"{page.name}: {command} says nothing"


def test_how_many_pages_have_examples() -> None:
    assert len(PAGES) >= 12
    assert len(EXAMPLES) >= 4
    assert sum(len(_commands(page)) for page in EXAMPLES) >= 18


@pytest.mark.slow
def test_the_site_builds_without_a_warning(tmp_path: Path) -> None:
    pytest.importorskip("mkdocs", reason="mkdocs isn't installed")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path / "site")],
        cwd=ROOT,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    home = (tmp_path / "site" / "index.html").read_text("utf-8")
    assert not re.search(r'<(?:script|img|link)\b[^>]*(?:src|href)="(?:https?:)?//(?!example)', home), "it fetches"
    ontology = (tmp_path / "site" / "reference" / "ontology" / "index.html").read_text("utf-8")
    assert "ownsStakeIn" in ontology
