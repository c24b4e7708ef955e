"""From bytes to text: refuses what is no text, finds the encoding, says what kind of file it is."""

from __future__ import annotations

import codecs
import hashlib
import re
from typing import TYPE_CHECKING

from charset_normalizer import from_bytes

from ciigraph.documents.source import Source, SourceText
from ciigraph.errors import DocumentError

if TYPE_CHECKING:
    from pathlib import Path

#: No page of text is larger; what is, was named by mistake.
SIZE_LIMIT = 64 * 1024 * 1024
#: Detection looks at this much; declarations stand in the first few lines by the standards' own rule.
_DETECTION_SAMPLE = 256 * 1024
_DECLARATION_SAMPLE = 4096
#: More control characters than this share and the "text" is a binary file under a lenient encoding.
_CONTROL_SHARE = 0.005

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
)
#: Longer marks first: the mark of UTF-32 begins with that of UTF-16.
_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})|<meta\s[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""",
    re.IGNORECASE,
)
#: What browsers take these names for (WHATWG Encoding Standard).
_BROWSER_NAMES = {
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
}
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_MARKUP_START = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(r"</?[a-z][a-z0-9]*[\s/>]", re.IGNORECASE)
_JSON_START = re.compile(r"\s*(?:\{\s*[\"}]|\[\s*[\[{\"\]])")
_EXTENSIONS = {
    "html": "text/html",
    "htm": "text/html",
    "xhtml": "text/html",
    "json": "application/json",
    "csv": "text/csv",
}


def decode(source: Source) -> SourceText:
    """The text of a source, with its hash and media type.

    Raises:
        DocumentError: when the file can't be opened, is empty, too large, binary, cut inside a character,
            or in an encoding that can't be told.
    """
    raw = _read(source)
    text = _text(raw, source.name).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise DocumentError(source.name, "is empty", "save the page again")
    return SourceText(
        name=source.name,
        text=text,
        sha256=hashlib.sha256(raw).hexdigest(),
        media_type=media_type(text, source.path),
        override=source.override,
    )


def media_type(text: str, path: Path) -> str:
    """The media type by content first and file name second: an error page saved as ``x.json`` is HTML."""
    if _MARKUP_START.match(text):
        return "text/html"
    by_name = _EXTENSIONS.get(path.suffix.lower().lstrip("."), "text/plain")
    if by_name != "text/csv" and _JSON_START.match(text):
        return "application/json"
    if by_name == "text/html" and not _TAG.search(text):
        return "text/plain"
    return by_name


def _read(source: Source) -> bytes:
    try:
        size = source.path.stat().st_size
        if size > SIZE_LIMIT:
            raise DocumentError(
                source.name, f"is larger than {SIZE_LIMIT // 2**20} MiB ({size} bytes)", "split it or leave it out"
            )
        raw = source.path.read_bytes()
    except OSError as error:
        raise DocumentError(source.name, f"can't be opened: {error.strerror or error}") from error
    if not raw.strip():
        raise DocumentError(source.name, "is empty", "save the page again")
    return raw


def _text(raw: bytes, name: str) -> str:
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _decoded_by_mark(raw[len(mark) :], encoding, name)
    for signature, what in _SIGNATURES:
        if raw.startswith(signature):
            raise DocumentError(name, f"is {what}, not text", "save the page as text or HTML")
    if b"\x00" in raw:
        raise DocumentError(name, "is binary, not text", "save the page as text or HTML")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and any(byte >= 0xC2 for byte in raw[: error.start]):
            # Everything before is sound UTF-8 beyond ASCII, so the last character was cut in two.
            raise DocumentError(name, "is truncated: it ends inside a character", "save the page again") from error
        text = _decoded_otherwise(raw, name)
    if len(_CONTROLS.findall(text)) > _CONTROL_SHARE * len(text):
        raise DocumentError(name, "is binary, not text", "save the page as text or HTML")
    return text


def _decoded_by_mark(raw: bytes, encoding: str, name: str) -> str:
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise DocumentError(
            name,
            f"is not the {encoding.upper()} that its byte-order mark says (byte {error.start})",
            "save it as UTF-8",
        ) from error
    if "\x00" in text:
        raise DocumentError(name, "is binary, not text", "save the page as text or HTML")
    return text


def _decoded_otherwise(raw: bytes, name: str) -> str:
    """The text of bytes that aren't UTF-8: by the encoding they declare, else by the one they look like."""
    for encoding in (_declared(raw), _detected(raw)):
        if encoding is None:
            continue
        try:
            return raw.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    raise DocumentError(name, "is neither UTF-8 nor in an encoding that can be told", "save it as UTF-8")


def _declared(raw: bytes) -> str | None:
    found = _DECLARED.search(raw[:_DECLARATION_SAMPLE])
    if found is None:
        return None
    label = (found[1] or found[2]).decode("ascii", "replace").lower()
    try:
        name = codecs.lookup(_BROWSER_NAMES.get(label, label)).name
        b"".decode(name)  # refuses codecs between bytes, such as "hex"
    except (LookupError, ValueError):
        return None
    return name


def _detected(raw: bytes) -> str | None:
    best = from_bytes(raw[:_DETECTION_SAMPLE]).best()
    return None if best is None else best.encoding
