"""Extraction on a real local cluster of two workers, one of which is killed on the way, and on documents that fail."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import pytest
from pipeline import document

from ciigraph.errors import MissingRequirementError, RemoteError
from ciigraph.extraction import extractor as extractor_module
from ciigraph.extraction.distribution import ClusterExtractor
from ciigraph.extraction.extractor import Extractor, SetAside, told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ciigraph.records import Document

DOCUMENTS = [
    document(
        [f"In 20{n:02d} Huawei opened an office in Gaborone.", "The Confucius Institute held a fair."] * 20, id_=f"d{n}"
    )
    for n in range(24)
]


@pytest.fixture(scope="module")
def expected() -> dict[str, object]:
    return {result[0].id: result[1] for result in Extractor().extract(DOCUMENTS) if not isinstance(result, SetAside)}


def _killing(documents: list[Document], pids: list[int], after: int) -> Iterator[Document]:
    """The documents; on the way one worker dies."""
    for number, each in enumerate(documents):
        if number == after:
            os.kill(pids[0], signal.SIGKILL)
        yield each


@pytest.mark.slow
@pytest.mark.filterwarnings("default")  # what the engine warns of when it loses a worker isn't ours
def test_a_lost_worker_loses_nothing(expected: dict[str, object]) -> None:
    distributed = pytest.importorskip("distributed", reason="the extra 'distributed' isn't installed")

    with distributed.LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        dashboard_address="127.0.0.1:0",
        host="127.0.0.1",
        protocol="tcp://",
    ) as cluster:
        extractor = ClusterExtractor(cluster.scheduler_address)
        pids = list(extractor._client.run(os.getpid).values())
        found = {result[0].id: result[1] for result in extractor.extract(_killing(DOCUMENTS, pids, 8))}  # type: ignore[index,union-attr]
        extractor.close()
    assert found == expected


@pytest.mark.slow
@pytest.mark.filterwarnings("default")
def test_workers_that_lack_the_model_are_no_document_s_fault() -> None:
    distributed = pytest.importorskip("distributed", reason="the extra 'distributed' isn't installed")

    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1", protocol="tcp://"
    ) as cluster:
        extractor = ClusterExtractor(cluster.scheduler_address, "xx_no_such_model")
        with pytest.raises(RemoteError, match=r"the workers can't extract \(the language model xx_no_such_model isn't"):
            list(extractor.extract(DOCUMENTS))
        extractor.close()


def test_an_address_where_nothing_is() -> None:
    pytest.importorskip("distributed", reason="the extra 'distributed' isn't installed")

    with pytest.raises(RemoteError, match="no Dask scheduler answers there"):
        ClusterExtractor("nonsense://x")


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:

    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    with pytest.raises(MissingRequirementError, match=r"pip install 'ciigraph\[distributed\]'"):
        ClusterExtractor("tcp://127.0.0.1:1")


def test_a_document_that_fails_takes_no_other_with_it(
    expected: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    genuine = extractor_module.extract_with

    def failing(nlp: object, documents: list[Document]) -> object:
        if any(each.id == "d5" for each in documents):
            raise RecursionError("too deep\nfor this")
        return genuine(nlp, documents)  # type: ignore[arg-type]

    monkeypatch.setattr(extractor_module, "extract_with", failing)
    results = list(Extractor().extract(DOCUMENTS))
    (aside,) = [result for result in results if isinstance(result, SetAside)]
    assert (aside.document.id, aside.error) == (
        "d5",
        "extraction failed (RecursionError: too deep); please report it",
    )
    assert {r[0].id: r[1] for r in results if not isinstance(r, SetAside)} == {
        name: found for name, found in expected.items() if name != "d5"
    }


def test_what_is_told_of_a_process_that_died() -> None:
    assert "took its process down" in told(extractor_module.BrokenProcessPool())
