"""``ciigraph serve``."""

from __future__ import annotations

import contextlib
import socket
from typing import Annotated

import typer

from ciigraph.cli.options import DEFAULT_STORE, EndpointOption, StoreOption

_MEGABYTE = 2**20


def serve(
    host: Annotated[str, typer.Option(help="The address to listen on; 0.0.0.0 for all.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 takes a free one.")] = 8000,
    allow_host: Annotated[
        list[str] | None,
        typer.Option("--allow-host", metavar="NAME", help="A name by which the server may be addressed; * for any."),
    ] = None,
    cors: Annotated[
        list[str] | None,
        typer.Option("--cors", metavar="ORIGIN", help="An origin whose pages may read answers; * for all."),
    ] = None,
    timeout: Annotated[float, typer.Option(metavar="S", min=0.1, help="Seconds that a SPARQL query may take.")] = 30,
    max_result: Annotated[int, typer.Option(metavar="MB", min=1, help="Size that a SPARQL result may have.")] = 64,
    workers: Annotated[int, typer.Option(min=1, help="SPARQL queries evaluated at once.")] = 8,
    store: StoreOption = DEFAULT_STORE,
    endpoint: EndpointOption = None,
) -> None:
    """Web pages and a SPARQL endpoint, on this machine only unless told otherwise."""
    from ciigraph.errors import MissingRequirementError

    try:
        import uvicorn

        from ciigraph.web.app import create_app
        from ciigraph.web.settings import LOOPBACK, QUEUE_LIMIT, Settings
    except ImportError as error:
        raise MissingRequirementError(
            f"serve needs the extra 'web' ({error.name} is not installed); install it with: pip install 'ciigraph[web]'"
        ) from error
    from ciigraph.cli.output import say

    settings = Settings(
        store=store,
        endpoint=endpoint,
        hosts=(*LOOPBACK, host, *(allow_host or ())),
        origins=tuple(cors or ()),
        time_limit=timeout,
        queue_limit=max(timeout, QUEUE_LIMIT),
        result_limit=max_result * _MEGABYTE,
        workers=workers,
    )
    app = create_app(settings)
    configuration = uvicorn.Config(
        app, host=host, port=port, log_level="warning", server_header=False, access_log=False,
        h11_max_incomplete_event_size=64 * 1024, timeout_graceful_shutdown=3, timeout_keep_alive=30,
    )  # fmt: skip
    listening = _listen(host, port)
    bound = listening.getsockname()[1]
    shown = f"[{host}]" if ":" in host else host
    say(f"serving {endpoint or store} at http://{shown}:{bound}/ (Ctrl-C ends it)")
    with contextlib.suppress(KeyboardInterrupt):
        uvicorn.Server(configuration).run(sockets=[listening])


def _listen(host: str, port: int) -> socket.socket:
    """A socket that listens.

    Raises:
        UsageError: the address is none of this machine, or taken.
    """
    from ciigraph.errors import UsageError

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio sends small packets at once (TCP_NODELAY) only where the protocol is named
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise UsageError(f"can't listen on {host} port {port}: {error.strerror or error}; choose another") from error
    listening.listen(128)
    return listening
