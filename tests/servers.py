"""Real SPARQL servers on loopback for tests: Oxigraph's from PyPI and, where it is installed, Virtuoso."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sysconfig
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
from tenacity import retry, retry_if_exception_type, stop_after_delay, wait_exponential

if TYPE_CHECKING:
    from collections.abc import Iterator

VIRTUOSO = shutil.which("virtuoso-t") or shutil.which("virtuoso-t", path="/usr/bin")
_VIRTUOSO_SETTINGS = """\
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{port}
DisableUnixSocket = 1
CheckpointInterval = 0
NumberOfBuffers = 20000
[HTTPServer]
ServerPort = 127.0.0.1:{http_port}
[SPARQL]
ResultSetMaxRows = 1000000
MaxQueryCostEstimationTime = 100000
"""


@dataclass(frozen=True)
class Server:
    """Where a server takes queries, updates and graphs, and what it asks of writers."""

    query: str
    update: str
    graph_store: str
    environment: dict[str, str]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@retry(
    retry=retry_if_exception_type(httpx.TransportError),
    stop=stop_after_delay(60),
    wait=wait_exponential(multiplier=0.01, max=0.5),  # 10, 20, 40 … milliseconds
)
def _until_it_answers(address: str) -> None:
    httpx.get(address, params={"query": "ASK {}"})


@contextmanager
def _running(command: list[str], folder: Path, server: Server) -> Iterator[Server]:
    with (
        (folder / "output").open("wb") as output,
        subprocess.Popen(command, cwd=folder, stdout=output, stderr=output) as process,
    ):
        try:
            _until_it_answers(server.query)
            yield server
        finally:
            process.terminate()


@contextmanager
def oxigraph_server(folder: Path) -> Iterator[Server]:
    """An Oxigraph server with an empty store in memory."""
    folder.mkdir(parents=True, exist_ok=True)
    address = f"127.0.0.1:{free_port()}"
    binary = Path(sysconfig.get_path("scripts")) / "oxigraph"
    command = [str(binary), "serve", "--bind", address, "--union-default-graph"]
    url = f"http://{address}"
    with _running(command, folder, Server(f"{url}/query", f"{url}/update", f"{url}/store", {})) as server:
        yield server


@contextmanager
def virtuoso_server(folder: Path) -> Iterator[Server]:
    """A Virtuoso server with an empty store in the folder; writers log in by HTTP Digest."""
    assert VIRTUOSO is not None
    folder.mkdir(parents=True, exist_ok=True)
    port, http_port = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(_VIRTUOSO_SETTINGS.format(port=port, http_port=http_port), "utf-8")
    url = f"http://127.0.0.1:{http_port}"
    login = {"CIIGRAPH_ENDPOINT_USER": "dba", "CIIGRAPH_ENDPOINT_PASSWORD": "dba"}  # as every new Virtuoso has it
    server = Server(f"{url}/sparql", f"{url}/sparql-auth", f"{url}/sparql-graph-crud-auth", login)
    with _running([VIRTUOSO, "+configfile", "virtuoso.ini", "+foreground"], folder, server):
        yield server
