"""Whole documents: order, batches, processes, long and odd text."""

from __future__ import annotations

import errno
import os
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import NoReturn

import msgspec
import pytest
from pipeline import document, extract, extractor, nlp

from ciigraph.errors import MissingRequirementError
from ciigraph.extraction import extractor as extractor_module
from ciigraph.extraction import language
from ciigraph.extraction.contract import unit_record
from ciigraph.extraction.document_extraction import extract_with
from ciigraph.extraction.extractor import Extractor, SetAside
from ciigraph.records import Document, Extraction, Mention, Relation

TEXTS = [
    "The Nordic Seabed Alliance (NSA) signed an agreement with Huawei in 2019.",
    "NSA has nine members, and the Chinese Embassy pays for it.",
    "Ingrid Solberg, the mayor of Tromsø, met Xi Jinping in Beijing.",
    "",
    "Later Mrs. Solberg visited the Confucius Institute at Bergen University.",
]
DOCUMENTS = [document(TEXTS, country, id_=f"d{n}") for n, country in enumerate(["NO", "KE", None, "CZ", "CN"] * 3)]


@pytest.fixture(scope="module")
def expected() -> list[tuple[Document, tuple[Extraction, ...]]]:
    """The extractions one document at a time."""
    return [pair for one in DOCUMENTS for pair in extract_with(nlp(), [one])]


def test_one_extraction_a_unit(expected: list[tuple[Document, tuple[Extraction, ...]]]) -> None:
    assert [d.id for d, _ in expected] == [d.id for d in DOCUMENTS]
    for one, found in expected:
        assert [e.unit for e in found] == [u.id for u in one.units]
        for unit, extraction in zip(one.units, found, strict=True):
            assert all(unit.text[m.start : m.end] == m.text for m in extraction.mentions)
            assert all(max(r.subject, r.object) < len(extraction.mentions) for r in extraction.relations)


def test_neighbours_and_order_change_nothing(expected: list[tuple[Document, tuple[Extraction, ...]]]) -> None:
    assert list(extractor().extract(iter(DOCUMENTS))) == expected
    assert list(extractor().extract(reversed(DOCUMENTS))) == expected[::-1]


@pytest.mark.slow
def test_processes_change_nothing(expected: list[tuple[Document, tuple[Extraction, ...]]]) -> None:
    assert list(Extractor(jobs=2).extract(iter(DOCUMENTS))) == expected


class PoolThatDies(Extractor):
    """Its processes end as they begin."""

    def _pool(self, processes: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=os._exit, initargs=(3,))


class PoolThatIsRefused(Extractor):
    """No process can be made."""

    def _pool(self, processes: int) -> ProcessPoolExecutor:  # noqa: ARG002
        class Refusing(ProcessPoolExecutor):
            def submit(self, *_: object, **__: object) -> NoReturn:
                raise OSError(errno.ENOMEM, os.strerror(errno.ENOMEM))

        return Refusing(1)


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        (Extractor("xx_no_such_model", jobs=2), "xx_no_such_model isn't installed; install it with: "),
        (PoolThatDies(jobs=2), r"a worker process can't start \(it was ended as it began.*--jobs 1"),
        (PoolThatIsRefused(jobs=2), r"a worker process can't start \(Cannot allocate memory\).*--jobs 1"),
    ],
    ids=["no model", "killed", "refused"],
)
def test_processes_that_cannot_start_are_no_document_s_fault(broken: Extractor, told: str) -> None:
    with pytest.raises(MissingRequirementError, match=told):
        list(broken.extract(iter(DOCUMENTS)))


@pytest.mark.slow
def test_a_document_that_fails_in_a_process_is_set_aside_alone(
    expected: list[tuple[Document, tuple[Extraction, ...]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    genuine = extractor_module._message
    monkeypatch.setattr(
        extractor_module, "_message", lambda group: b"\xc1" if DOCUMENTS[1] in group else genuine(group)
    )
    *others, aside = Extractor(jobs=2).extract(iter(DOCUMENTS[:3]))
    results = sorted([*others, aside], key=lambda result: isinstance(result, SetAside))
    assert results[:2] == [expected[0], expected[2]]
    assert isinstance(results[2], SetAside)
    assert results[2].document is DOCUMENTS[1]


def test_extraction_streams() -> None:
    """A document comes out before all have been asked for."""
    asked = []

    def documents() -> object:
        for n in range(200):
            asked.append(n)
            yield document(["Huawei came."] * 10, id_=f"s{n}")

    stream = extractor().extract(documents())  # type: ignore[arg-type]
    next(stream)
    assert len(asked) < 20


def test_time_grows_no_faster_than_the_text() -> None:
    """100 kB in one unit, without a break, of several scripts: no crash, and no more than in proportion."""
    sentence = "The University of Lagos, 华为 and Бишкек (BSU) signed 3. the “Belt And Road” Link "
    short, long = sentence * 60, sentence * 1200
    extract([short])
    start = time.process_time()
    extract([short])
    middle = time.process_time()
    (found,) = extract([long], "NG")
    end = time.process_time()
    assert len(long) > 95_000
    assert found.mentions[-1].end > 90_000
    assert all(long[m.start : m.end] == m.text for m in found.mentions)
    assert (end - middle) < 3 * 20 * max(middle - start, 0.01)


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "\x00", "Link", "…" * 300, "A" * 20_000, "(" * 2_000, "\u202eabc", "🎉 China 🎉"]
)
def test_odd_text(text: str) -> None:
    (found,) = extract([text])
    assert all(text[m.start : m.end] == m.text for m in found.mentions)


def test_link_dump_yields_nothing() -> None:
    (found,) = extract(["".join(f"BelgiumRelationsWithChina{n}HuaweiTradeHistory" for n in range(40))])
    assert found.mentions == ()
    assert found.relations == ()


def test_pipeline_shows_its_components() -> None:
    names = nlp().pipe_names
    assert names.index("sentence_starts") < names.index("parser") < names.index("ner")
    assert tuple(names[names.index("ner") + 1 :]) == language.OWN


def test_missing_model() -> None:
    with pytest.raises(MissingRequirementError, match="python -m pip install xx-no-such-model"):
        language.load("xx_no_such_model")


def test_contract() -> None:
    one = document(["Huawei has owned 20 per cent of Zendalo since 2019."], "NO", "economy-04")
    mention = Mention(0, 6, "Huawei", "Company", "huawei", "Huawei", "Q160120", "exact")
    relation = Relation("ownsStakeIn", 0, 0, (0, 51), start="2019")
    record = unit_record(one, one.units[0], Extraction("unit.0", (mention,), (relation,)))
    assert {k: record[k] for k in ("document", "kind", "country", "indicator", "section")} == {
        "document": "test",
        "kind": "profile",
        "country": "NO",
        "indicator": "economy-04",
        "section": "supporting",
    }
    assert record["mentions"][0]["wikidata"] == "Q160120"
    assert record["relations"][0]["evidence"] == [0, 51]
    assert record["relations"][0]["amount"] is None
    assert msgspec.json.decode(msgspec.json.encode(record)) == record
