"""What formats can't hold, and what they can: texts that documents may contain."""

from __future__ import annotations

import csv
import io
import unicodedata
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ciigraph.exports.characters import for_cell, for_xml, on_one_line

TEXT = st.text(st.characters(exclude_categories=["Cs"]))

XML = [
    ("plain", "plain"),
    ("a<b>&\"'", "a<b>&\"'"),
    ("nul\0bell\x07", "nul\ufffdbell\ufffd"),
    ("tab\tline\nend", "tab\tline\nend"),
    ("cr\r\ncr\r", "cr\ncr\n"),
    ("\u200fשלום\u200e \u202emirrored", "\u200fשלום\u200e \u202emirrored"),
    ("👩‍🔬 中远 Bakı", "👩‍🔬 中远 Bakı"),
    ("no\ufffe\uffffchar", "no\ufffd\ufffdchar"),
    ("c1\x85\x9f", "c1\x85\x9f"),
]
CELLS = [
    ("plain", "plain"),
    ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
    ("+1", "'+1"),
    ("-5", "'-5"),
    ("@name", "'@name"),
    ("\tx", "'\tx"),
    ("a=b", "a=b"),
    ("nul\0", "nul\ufffd"),
    ('"quoted", too', '"quoted", too'),
]
LINES = [
    ("plain", "plain"),
    ("  two  blanks\u00a0", "two blanks"),
    ("line\nline\r\n\tline", "line line line"),
    ("a\x00b\x1fc\x85d", "a b c d"),
    ("right\u200fto\u200eleft\u202e\u2066", "righttoleft"),
    ("👩‍🔬", "👩🔬"),
    ("\ufeffBOM\u00adshy", "BOMshy"),
    ("", ""),
    ("\u200b", ""),
]


@pytest.mark.parametrize(("text", "expected"), XML)
def test_xml(text: str, expected: str) -> None:
    assert for_xml(text) == expected


@pytest.mark.parametrize(("text", "expected"), CELLS)
def test_cells(text: str, expected: str) -> None:
    assert for_cell(text) == expected


@pytest.mark.parametrize(("text", "expected"), LINES)
def test_lines(text: str, expected: str) -> None:
    assert on_one_line(text, 100) == expected


def test_long_lines_are_cut() -> None:
    assert on_one_line("word " * 50, 12) == "word word wo"
    assert on_one_line("word " * 50, 10) == "word word"


@given(TEXT)
def test_xml_reads_it_back(text: str) -> None:
    element = ET.Element("a", b=for_xml(text))
    element.text = for_xml(text)
    read = ET.fromstring(ET.tostring(element, encoding="utf-8"))
    assert (read.text or "", read.get("b")) == (for_xml(text), for_xml(text))
    assert for_xml(for_xml(text)) == for_xml(text)


@given(TEXT)
def test_csv_reads_it_back(text: str) -> None:
    out = io.StringIO(newline="")
    csv.writer(out).writerow([for_cell(text), "next"])
    assert list(csv.reader(io.StringIO(out.getvalue(), newline=""))) == [[for_cell(text), "next"]]
    assert for_cell(text).lstrip("'").replace("\ufffd", "") == text.lstrip("'").replace("\0", "").replace("\ufffd", "")


@given(TEXT, st.integers(1, 30))
def test_a_line_is_one(text: str, longest: int) -> None:
    line = on_one_line(text, longest)
    assert len(line) <= longest
    assert line == on_one_line(line, longest)
    assert not {unicodedata.category(each) for each in line} & {"Cc", "Zl", "Zp"}
    assert line == line.strip()
