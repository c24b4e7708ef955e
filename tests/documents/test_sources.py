"""Which files are documents, and what a manifest says of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ciigraph.documents.manifest import read_manifest
from ciigraph.documents.source import Override
from ciigraph.documents.sources import find
from ciigraph.errors import CiigraphError, DataError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from ciigraph.documents.sources import Found


def files(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Some text.\n", "utf-8")


def names(found: Found) -> list[str]:
    return [source.name for source in found.sources]


def passed(found: Found) -> dict[str, str]:
    return {item.name: item.reason for item in found.passed_over}


def test_a_folder_is_searched_through_and_sorted(tmp_path: Path) -> None:
    files(
        tmp_path,
        "b.txt",
        "a/c.html",
        "a/b.json",
        "README.md",
        "a/LICENSE",
        "a/notes.md",
        ".git/config",
        "a/.hidden",
        "Citation.cff",
    )
    found = find([tmp_path])
    assert names(found) == ["a/b.json", "a/c.html", "b.txt"]
    assert passed(found) == {
        ".git": "hidden",
        "a/.hidden": "hidden",
        "README.md": "describes the folder",
        "a/LICENSE": "describes the folder",
        "a/notes.md": "describes the folder",
        "Citation.cff": "describes the folder",
    }


def test_a_file_that_is_named_is_a_document(tmp_path: Path) -> None:
    files(tmp_path, "notes.md", "b.txt")
    assert names(find([tmp_path / "notes.md", tmp_path / "b.txt"])) == ["b.txt", "notes.md"]


def test_a_file_that_is_named_twice_is_read_once(tmp_path: Path) -> None:
    files(tmp_path, "x/b.txt")
    assert names(find([tmp_path, tmp_path / "x" / "b.txt", tmp_path / "x"])) == ["b.txt"]


def test_two_files_of_one_name_keep_apart(tmp_path: Path) -> None:
    files(tmp_path, "x/b.txt", "y/b.txt")
    assert names(find([tmp_path / "x", tmp_path / "y"])) == ["b.txt", "y/b.txt"]


def test_links_that_lead_out_are_refused(tmp_path: Path) -> None:
    files(tmp_path, "in/a.txt", "out/b.txt")
    inside = tmp_path / "in"
    (inside / "link.txt").symlink_to(tmp_path / "out" / "b.txt")
    (inside / "folder").symlink_to(tmp_path / "out")
    (inside / "gone.txt").symlink_to(tmp_path / "nothing")
    (inside / "loop").symlink_to(inside)
    (inside / "same.txt").symlink_to(inside / "a.txt")
    found = find([inside])
    assert names(found) == ["a.txt"]
    assert passed(found) == {
        "folder": "symbolic link that leads out of the folder",
        "gone.txt": "symbolic link that leads nowhere",
        "link.txt": "symbolic link that leads out of the folder",
        "loop": "symbolic link to a folder",
    }


def test_a_path_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="does not exist"):
        find([tmp_path / "nothing"])


def test_a_manifest_in_a_folder_and_one_that_is_named(tmp_path: Path) -> None:
    files(tmp_path, "d/a.txt", "d/b.txt", "d/c.md")
    (tmp_path / "d" / "manifest.yaml").write_text(
        "- {path: a.txt, title: First, country: Belgium}\n- path: c.md\n", "utf-8"
    )
    named = tmp_path / "mine.yaml"
    named.write_text("- path: a.txt\n  title: Second\n  date: 2024-10\n", "utf-8")
    found = find([tmp_path / "d"], named)
    overrides = {source.name: source.override for source in found.sources}
    assert overrides == {
        "a.txt": Override(title="Second", date="2024-10", country="BE"),
        "b.txt": Override(),
        "c.md": Override(),
    }
    assert passed(found) == {"manifest.yaml": "manifest"}


WRONG = [
    ("- path: gone.txt", 1, "there is no file gone.txt"),
    ("a: b", 1, "must be a list"),
    ("- a.txt", 1, "must be a mapping"),
    ("- path: a.txt\n  colour: red", 2, "'colour' is no key"),
    ("- path: a.txt\n  title: [a]", 2, "single text"),
    ("- path: a.txt\n  country: Atlantis", 2, "is no country"),
    ("- path: a.txt\n  kind: poem", 2, "is no kind"),
    ("- path: a.txt\n  date: yesterday", 2, "is no date"),
    ("- path: a.txt\n  url: example.org", 2, "is no address"),
    ("- path: a.txt\n  language: 'in English'", 2, "is no language tag"),
    ("- path: a.txt\n  path: b.txt", 2, "stands twice"),
    ("\n- title: x", 2, "has no path"),
    ("- path: 'a", 1, "is not YAML"),
    ("- [", 1, "is not YAML"),
]


@pytest.mark.parametrize(("text", "line", "message"), WRONG)
def test_a_wrong_manifest_is_one_line_with_its_place(tmp_path: Path, text: str, line: int, message: str) -> None:
    files(tmp_path, "a.txt")
    manifest = tmp_path / "manifest.yaml"
    manifest.write_text(text, "utf-8")
    with pytest.raises(DataError) as error:
        find([tmp_path])
    assert str(error.value).startswith(f"{manifest}:{line}")
    assert message in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("content", [b"", b"# nothing\n", b"[]"])
def test_an_empty_manifest_says_nothing(tmp_path: Path, content: bytes) -> None:
    manifest = tmp_path / "manifest.yaml"
    manifest.write_bytes(content)
    assert read_manifest(manifest) == []


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"- path: \xe9", b"[" * 1500])
def test_an_unreadable_manifest(tmp_path: Path, content: bytes) -> None:
    manifest = tmp_path / "manifest.yaml"
    manifest.write_bytes(content)
    with pytest.raises(CiigraphError, match=r"manifest\.yaml"):
        read_manifest(manifest)


def test_norway_is_a_country(tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.yaml"
    manifest.write_text("- {path: a.txt, country: NO, title: null}\n", "utf-8")
    assert read_manifest(manifest)[0].override == Override(country="NO")
