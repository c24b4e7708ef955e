"""What stands before every page: who may ask under which name, how much, and what browsers are told not to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from ciigraph.web.settings import Settings

#: No script but the files of this server, and nothing from elsewhere, whatever a document says. A response that needs
#: another policy (the query editor, a network view) brings its own.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # a visited source must not learn which page of an inquiry its visitor comes from
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_LONGEST_ADDRESS = 32 * 1024


class _BodyTooLargeError(Exception):
    """More came than may come."""


class Guard:
    """ASGI middleware around the whole application."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._hosts = frozenset(host.lower() for host in settings.hosts)
        self._body_limit = settings.body_limit
        self._open = bool(settings.origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request pass or refuse it, as ASGI has it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = False
        head = scope["method"] == "HEAD"
        if head:  # pages answer it as a GET, without the body
            scope = {**scope, "method": "GET"}

        async def guarded_send(message: Message) -> None:
            nonlocal begun
            if head and message["type"] == "http.response.body":
                message = {**message, "body": b""}
            if message["type"] == "http.response.start":
                begun = True
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        refusal = self._refusal(scope)
        if refusal is None:
            try:
                await self._app(scope, self._limited(receive), guarded_send)
            except _BodyTooLargeError:
                refusal = self._too_large()
        if refusal is not None and not begun:
            await refusal(scope, receive, guarded_send)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        headers = Headers(scope=scope)
        host = _host_name(headers.get("host", ""))
        if "*" not in self._hosts and host not in self._hosts:
            return PlainTextResponse(
                "This server isn't called that; start it with --allow-host to allow the name.\n", 421
            )
        if len(scope["query_string"]) + len(scope["path"]) > _LONGEST_ADDRESS:
            return PlainTextResponse("The address is too long; send the query by POST.\n", 414)
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > self._body_limit:
            return self._too_large()
        # A page of another site makes the browser ask here, and can't read the answer; it shall not even ask.
        followed_link = headers.get("sec-fetch-mode") == "navigate" and scope["method"] == "GET"
        if not self._open and headers.get("sec-fetch-site") == "cross-site" and not followed_link:
            return PlainTextResponse("Requests from other sites are refused.\n", 403)
        return None

    def _too_large(self) -> PlainTextResponse:
        return PlainTextResponse(f"The body may have {self._body_limit} bytes.\n", 413)

    def _limited(self, receive: Receive) -> Receive:
        left = self._body_limit

        async def limited() -> Message:
            nonlocal left
            message = await receive()
            if message["type"] == "http.request":
                left -= len(message.get("body", b""))
                if left < 0:
                    raise _BodyTooLargeError
            return message

        return limited


def _host_name(header: str) -> str:
    """The name in a ``Host`` header, without the port, in lower case."""
    name = header.strip().lower()
    if name.startswith("["):
        return name.partition("]")[0] + "]"
    return name.partition(":")[0].rstrip(".")
