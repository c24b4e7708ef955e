"""Where a build's text is read: in this process, in several, or on a cluster."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ciigraph.extraction.distribution import ClusterExtractor
    from ciigraph.extraction.extractor import Extractor


@contextmanager
def workers(model: str, jobs: int, cluster: str | None) -> Iterator[Extractor | ClusterExtractor]:
    """An extractor: on the cluster whose scheduler has this address, else with so many processes here.

    Raises:
        MissingRequirementError: the model or the engine of the cluster isn't installed.
        RemoteError: the cluster can't be reached.
    """
    if cluster is None:
        from ciigraph.extraction.extractor import Extractor  # noqa: PLC0415 - looked up when it is needed

        yield Extractor(model, jobs)
        return
    from ciigraph.extraction.distribution import ClusterExtractor  # noqa: PLC0415 - an extra, and slow to import

    extractor = ClusterExtractor(cluster, model)
    try:
        yield extractor
    finally:
        extractor.close()
