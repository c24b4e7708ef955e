"""From bytes to text: encodings, what is refused, media types."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from ciigraph.documents import decoding
from ciigraph.documents.decoding import decode, media_type
from ciigraph.documents.source import Source
from ciigraph.errors import DocumentError

TEXT = "Prime Minister Édouard visited Škoda in Plzeň – a “first” one.\nSecond line: naïve café.\n"


def decoded(tmp_path: Path, raw: bytes, name: str = "page.txt") -> str:
    path = tmp_path / name
    path.write_bytes(raw)
    source = decode(Source(path, name))
    assert source.sha256 == hashlib.sha256(raw).hexdigest()
    return source.text


ENCODED = [
    ("utf-8", TEXT.encode()),
    ("utf-8 with mark", TEXT.encode("utf-8-sig")),
    ("utf-16", TEXT.encode("utf-16")),
    ("utf-16 big", b"\xfe\xff" + TEXT.encode("utf-16-be")),
    ("utf-32", TEXT.encode("utf-32")),
    ("carriage returns", TEXT.replace("\n", "\r\n").encode()),
    ("old line ends", TEXT.replace("\n", "\r").encode()),
]


@pytest.mark.parametrize("raw", [raw for _, raw in ENCODED], ids=[name for name, _ in ENCODED])
def test_encodings_with_a_mark(tmp_path: Path, raw: bytes) -> None:
    assert decoded(tmp_path, raw) == TEXT


DECLARED = [
    ("iso-8859-2", '<html><meta charset="iso-8859-2"><p>Škoda v Plzni, město ž</p></html>'),
    (
        "cp1252",
        '<html><meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-1">“café” – naïve</html>',
    ),
    ("windows-1251", '<?xml version="1.0" encoding="windows-1251"?><html>Посольство Китая</html>'),
    ("shift_jis", "<html><meta charset='shift_jis'>中国の大使館</html>"),
]


@pytest.mark.parametrize(("encoding", "text"), DECLARED)
def test_the_declared_encoding(tmp_path: Path, encoding: str, text: str) -> None:
    assert decoded(tmp_path, text.encode(encoding), "page.html") == text


def test_the_encoding_that_the_bytes_look_like(tmp_path: Path) -> None:
    text = "Посольство Китая в Баку провело встречу со студентами университета. " * 5
    assert decoded(tmp_path, text.encode("windows-1251")) == text


def test_a_declaration_that_is_wrong_doesnt_hinder(tmp_path: Path) -> None:
    text = "<html><meta charset='nonsense'>" + "Посольство Китая в Баку провело встречу. " * 5
    assert "Китая" in decoded(tmp_path, text.encode("windows-1251"), "page.html")


REFUSED = [
    (b"", "is empty"),
    (b" \n\t\r\n", "is empty"),
    (b"\xef\xbb\xbf \n", "is empty"),
    (b"%PDF-1.7 ...", "is a PDF file"),
    (b"PK\x03\x04rest", "ZIP archive"),
    (b"\x89PNG\r\n\x1a\n", "PNG image"),
    (b"text\x00text", "is binary"),
    (bytes(range(1, 32)) * 40, "is binary"),
    (b"\xff\xfe" + "a".encode("utf-16-le") + b"\x00", "byte-order mark"),
    (b"\xff\xfe\x00\x00\x00\x00\x00\x00", "byte-order mark|is binary"),
    ("Škoda in Plzeň".encode()[:-1], "is truncated: it ends inside a character"),
]


@pytest.mark.parametrize(("raw", "message"), REFUSED)
def test_what_is_no_text_is_refused(tmp_path: Path, raw: bytes, message: str) -> None:
    with pytest.raises(DocumentError, match=message) as error:
        decoded(tmp_path, raw)
    assert "\n" not in str(error.value)


def test_a_file_that_cant_be_opened(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="can't be opened"):
        decode(Source(tmp_path / "gone.txt", "gone.txt"))


def test_a_file_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "SIZE_LIMIT", 10)
    with pytest.raises(DocumentError, match="is larger"):
        decoded(tmp_path, b"more than ten bytes")


MEDIA = [
    ("Some text.", "a.txt", "text/plain"),
    ("Some text.", "a", "text/plain"),
    ("<!DOCTYPE html><p>x", "a.txt", "text/html"),
    ("<!-- saved -->\n<html>", "a.txt", "text/html"),
    ("<!doctype html><p>not found", "a.json", "text/html"),
    ("<p>x</p>", "a.html", "text/html"),
    ("No tags here.", "a.html", "text/plain"),
    ('{"a": 1}', "a.txt", "application/json"),
    ('[{"a": 1}]', "a", "application/json"),
    ("{broken", "a.json", "application/json"),
    ("[1] The first note.", "a.txt", "text/plain"),
    ("a,b\n1,2", "a.csv", "text/csv"),
    ("a,b\n1,2", "a.txt", "text/plain"),
]


@pytest.mark.parametrize(("text", "name", "expected"), MEDIA)
def test_media_types(text: str, name: str, expected: str) -> None:
    assert media_type(text, Path(name)) == expected
