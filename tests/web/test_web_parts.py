"""The small parts of the web room: negotiation, marking, filters, addresses."""

from __future__ import annotations

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ciigraph.web import findings
from ciigraph.web.marking import Mark, runs
from ciigraph.web.negotiation import GRAPHS, PAGES, SOLUTIONS, choose
from ciigraph.web.render import here, outside, spaced
from ciigraph.web.snapshot import Snapshot


@pytest.mark.parametrize(("accept", "chosen"), [
    (None, "html"), ("", "html"), ("*/*", "html"), ("text/*", "html"), ("text/turtle", "turtle"),
    ("application/x-turtle", "turtle"), ("text/turtle;q=0.5, application/ld+json;q=0.6", "json-ld"),
    ("TEXT/TURTLE", "turtle"), ("text/turtle; charset=utf-8; q=0.9, text/html;q=0.8", "turtle"),
    ("text/html;q=0, */*", "turtle"), ("image/*", None), ("text/html;q=nonsense, text/turtle;q=0.1", "turtle"),
    ("application/json", "json-ld"), (",,;;==", None), ("*/*;q=0", None), ("text/turtle;q=7", "turtle"),
])  # fmt: skip
def test_negotiation(accept: str | None, chosen: str | None) -> None:
    assert choose(accept, PAGES | GRAPHS) == chosen


@given(st.text(max_size=200))
def test_any_header_is_understood_somehow(accept: str) -> None:
    assert choose(accept, SOLUTIONS) in {*SOLUTIONS, None}


MARKS = st.builds(Mark, st.integers(-5, 40), st.integers(-5, 40), st.just("urn:e"), st.just("E"), st.just("Person"))
STRETCHES = st.tuples(st.integers(-5, 40), st.integers(-5, 40))


@given(st.text(max_size=30), st.lists(MARKS, max_size=8), st.lists(STRETCHES, max_size=3))
def test_marking_changes_no_text(text: str, marks: list[Mark], chosen: list[tuple[int, int]]) -> None:
    found = runs(text, marks, chosen)
    assert "".join(run.text for run in found) == text
    for run in found:
        assert run.mark is None or run.text in text[run.mark.start : run.mark.end]


def test_of_overlapping_names_the_longer_is_marked() -> None:
    long, short = Mark(0, 13, "urn:l", "L", "Company"), Mark(5, 13, "urn:s", "S", "Company")
    assert [(run.text, run.mark) for run in runs("Bank of China!", [short, long])] == [
        ("Bank of China", long),
        ("!", None),
    ]


@pytest.mark.parametrize(("url", "linked"), [
    ("https://example.org/a?b#c", True), ("http://example.org", True), ("HTTPS://EXAMPLE.ORG/", True),
    ("javascript:alert(1)", False), ("JavaScript:alert(1)", False), ("data:text/html,x", False),
    ("//example.org", False), ("/etc/passwd", False), ("http:///x", False), ("http://[x", False),
    ("vbscript:x", False), ("", False), (None, False), (" javascript:alert(1)", False),
    ("java\nscript:alert(1)", False), ("file:///etc/passwd", False),
])  # fmt: skip
def test_only_addresses_of_the_web_are_linked(url: str | None, linked: bool) -> None:
    assert (outside(url) is not None) is linked


def test_addresses_and_names() -> None:
    assert here("https://w3id.org/ciigraph/id/entity/a%2Fb") == "/id/entity/a%2Fb"
    assert here("urn:x") == "urn:x"
    assert spaced("MediaOrganisation") == "Media organisation"


def test_what_is_kept_is_made_once_and_forgotten_by_size() -> None:
    snapshot, made = Snapshot(None, "1"), []  # type: ignore[arg-type]
    for _ in range(2):
        assert snapshot.keep("a", lambda: made.append(1) or "value") == "value"
    assert made == [1]
    changing = Snapshot(None, None)  # type: ignore[arg-type]
    assert [changing.keep("a", lambda: made.append(1) or len(made)) for _ in range(2)] == [2, 3]
    for number in range(10):
        snapshot.keep(number, lambda: b"x" * 20 * 2**20, len)
    assert len(snapshot._kept) < 8


def test_the_audit_of_many_countries_goes_on_while_visitors_look(monkeypatch: pytest.MonkeyPatch) -> None:
    go_on, audited = threading.Event(), threading.Event()

    def slowly(_: Snapshot, code: str) -> list[str]:
        if code == "C":
            assert go_on.wait(10)
        if code == "E":
            audited.set()
        return [code]

    monkeypatch.setattr(findings, "audited_countries", lambda _: list("ABCDE"))
    monkeypatch.setattr(findings, "findings", slowly)
    monkeypatch.setattr(findings, "_are_kept", lambda _: False)
    snapshot = Snapshot(None, "1")  # type: ignore[arg-type]
    survey = findings.survey(snapshot)
    assert survey is findings.survey(snapshot)
    assert not survey.complete
    go_on.set()
    assert audited.wait(10)
    while not survey.complete:
        pass
    assert survey.flags == list("ABCDE")
