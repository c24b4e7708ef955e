"""What a server may be told, with the values that are right for one person on one machine."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

QUEUE_LIMIT = 20.0
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the graph lies and how much a visitor may ask for.

    Attributes:
        store: the folder of an embedded store; unused where ``endpoint`` is given.
        endpoint: a SPARQL 1.1 endpoint to ask instead.
        hosts: names by which the server may be addressed, ``("*",)`` for any. A page of another site whose name
            was made to point here (DNS rebinding) sends its own name and is refused.
        origins: origins whose pages may read answers (CORS), ``("*",)`` for all; none unless asked for.
        time_limit: seconds that a SPARQL query may be evaluated.
        result_limit: bytes that a SPARQL result may have.
        memory_limit: bytes of memory that the evaluation of one query may take.
        body_limit: bytes that the body of a request may have.
        workers: most SPARQL queries that are evaluated at once; others wait.
        queue_limit: seconds that a query waits for its turn before it is told to come back.
    """

    store: Path = Path("ciigraph-store")
    endpoint: str | None = None
    hosts: tuple[str, ...] = LOOPBACK
    origins: tuple[str, ...] = ()
    time_limit: float = 30.0
    result_limit: int = 64 * 2**20
    memory_limit: int = 2 * 2**30
    body_limit: int = 2**20
    workers: int = 8
    queue_limit: float = QUEUE_LIMIT
