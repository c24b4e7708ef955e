"""Extraction on a cluster: documents go out in bounded batches, results come back as they are done.

The engine is Dask's ``distributed`` (the extra ``distributed``; a tenth of Ray's size, and a worker is one command). It
sends work of a lost worker to another one. A batch that fails is taken apart, so that one document that kills its
worker or breaks the program is set aside with its error and loses no other.

Everyone who can reach a scheduler can run code on its workers: keep it on a network that you trust.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import msgspec

from ciigraph.errors import MissingRequirementError, RemoteError
from ciigraph.extraction import DEFAULT_MODEL
from ciigraph.extraction.document_extraction import extract_with
from ciigraph.extraction.extractor import SetAside, grouped, received, stripped, told
from ciigraph.extraction.language import load
from ciigraph.records import Document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from distributed import Client
    from distributed import Future as AnyFuture
    from spacy.language import Language

    from ciigraph.extraction.document_extraction import Extracted

    Future = AnyFuture[Any]

#: Batches that wait at each worker beside the one in work, so that none runs dry while results travel.
_WAITING = 2


class ClusterExtractor:
    """Extracts on the workers of a Dask cluster; the results are those of ``Extractor``."""

    def __init__(self, address: str, model: str = DEFAULT_MODEL) -> None:
        """Connect to the scheduler.

        Raises:
            MissingRequirementError: the extra isn't installed.
            RemoteError: no scheduler answers at the address, or it has no workers.
        """
        try:
            from distributed import Client  # noqa: PLC0415 - an extra, and slow to import
        except ImportError as error:
            raise MissingRequirementError(
                "--cluster needs the extra 'distributed'; install it with: pip install 'ciigraph[distributed]'"
            ) from error
        try:
            self._client: Client = Client(address, timeout=10, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as error:
            raise RemoteError(f"{address}: no Dask scheduler answers there ({error})") from error
        if not self._client.scheduler_info(n_workers=-1)["workers"]:
            self._client.close()
            raise RemoteError(f"{address}: the scheduler has no workers; start some with: dask worker {address}")
        self.model, self._address = model, address

    def close(self) -> None:
        """Leave the cluster."""
        self._client.close()

    def extract(self, documents: Iterable[Document]) -> Iterator[Extracted | SetAside]:
        """Each document with its extractions, or set aside; in the order in which they are done.

        Raises:
            RemoteError: the workers can't extract at all, whatever they are to read.
        """
        from distributed import as_completed  # noqa: PLC0415

        running = as_completed(loop=self._client.loop)
        sent: dict[object, list[Document]] = {}
        failed = False
        groups = grouped(documents)
        limit = _WAITING * max(1, len(self._client.scheduler_info(n_workers=-1)["workers"]))

        def send(group: list[Document]) -> None:
            future = self._submit(group)
            sent[future.key] = group
            running.add(future)

        for _, group in zip(range(limit), groups, strict=False):
            send(group)
        for future in running:
            group = sent.pop(future.key)
            if future.status == "finished":
                yield from received(group, future.result())
            else:
                if not failed:
                    self._try_without_documents()
                failed = True
                if len(group) > 1:
                    for document in group:
                        send([document])
                else:
                    yield SetAside(group[0], _what_happened(future))
            future.release()
            if len(sent) < limit and (following := next(groups, None)) is not None:
                send(following)

    def _try_without_documents(self) -> None:
        """Let a worker load the pipeline and do nothing, so that no document is blamed for what the workers lack."""
        error = self._submit([]).exception()
        if error is not None:
            why = str(error).partition("\n")[0][:200] or type(error).__name__
            raise RemoteError(
                f"{self._address}: the workers can't extract ({why}); they need the same ciigraph and "
                "language model as this machine"
            ) from error

    def _submit(self, group: list[Document]) -> Future:
        message = msgspec.msgpack.encode([stripped(document) for document in group])
        return self._client.submit(_work, message, self.model, pure=False)


def _what_happened(future: Future) -> str:
    error = future.exception()
    if type(error).__name__ == "KilledWorker":
        return "extraction killed every worker that tried it; the document may be too large for their memory"
    return told(error)


@cache
def _pipeline(model: str) -> Language:
    """Loaded once a worker process."""
    return load(model)


def _work(message: bytes, model: str) -> bytes:
    documents = msgspec.msgpack.decode(message, type=list[Document])
    return msgspec.msgpack.encode([found for _, found in extract_with(_pipeline(model), documents)])
