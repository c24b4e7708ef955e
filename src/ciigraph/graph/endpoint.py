"""The HTTP side of a SPARQL server: who asks, how often it is tried again, and where updates go.

Credentials come from the environment, never from the command line, where other users of the machine could read them::

    CIIGRAPH_ENDPOINT_USER, CIIGRAPH_ENDPOINT_PASSWORD      for HTTP Basic, or Digest:
    CIIGRAPH_ENDPOINT_AUTH                                  basic (the default) or digest
    CIIGRAPH_ENDPOINT_TOKEN                                 a bearer token
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httpx
from tenacity import RetryCallState, Retrying, retry_if_result, stop_after_attempt, wait_exponential_jitter

from ciigraph import __version__
from ciigraph.errors import RemoteError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping

USER_AGENT = f"ciigraph/{__version__}"
#: Times that a request is sent before the server's refusal or silence counts.
ATTEMPTS = 5
#: Answers after which the same request may succeed a little later (RFC 9110; 429 from RFC 6585).
BUSY = frozenset({429, 500, 502, 503, 504})
#: The way out where a server asks who one is.
HOW_TO_LOG_IN = "set CIIGRAPH_ENDPOINT_USER and CIIGRAPH_ENDPOINT_PASSWORD, or CIIGRAPH_ENDPOINT_TOKEN"
#: Seconds that we wait at most because a server says so in Retry-After.
_LONGEST_WAIT = 60.0
_TIMEOUT = httpx.Timeout(600.0, connect=10.0)


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a server may ask for; empty where the environment has nothing."""

    user: str = ""
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)
    scheme: str = "basic"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Credentials:
        """The credentials that the environment holds."""
        return cls(
            user=environment.get("CIIGRAPH_ENDPOINT_USER", ""),
            password=environment.get("CIIGRAPH_ENDPOINT_PASSWORD", ""),
            token=environment.get("CIIGRAPH_ENDPOINT_TOKEN", ""),
            scheme=environment.get("CIIGRAPH_ENDPOINT_AUTH", "basic").lower(),
        )


class _AsAsked(httpx.Auth):
    """Answers a server's challenge by Digest or Basic; sends nothing unasked but a bearer token."""

    requires_request_body = True

    def __init__(self, credentials: Credentials) -> None:
        self._credentials = credentials

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        if self._credentials.token:
            request.headers["Authorization"] = f"Bearer {self._credentials.token}"
        response = yield request
        if response.status_code != 401 or not self._credentials.user:
            return
        asked = response.headers.get("WWW-Authenticate", "").lower()
        scheme = httpx.DigestAuth if asked.startswith("digest") else httpx.BasicAuth
        yield from scheme(self._credentials.user, self._credentials.password).auth_flow(request)


def pause(state: RetryCallState) -> float:
    """Seconds to wait before the next attempt: what the server asks for, else twice as long as before."""
    outcome = state.outcome
    response = outcome.result() if outcome is not None and not outcome.failed else None
    asked = response.headers.get("Retry-After", "") if isinstance(response, httpx.Response) else ""
    if asked.isascii() and asked.isdigit():
        return min(float(asked), _LONGEST_WAIT)
    if asked and isinstance(response, httpx.Response) and "Date" in response.headers:
        try:  # both are the server's own clock
            wait = parsedate_to_datetime(asked) - parsedate_to_datetime(response.headers["Date"])
            return min(max(wait.total_seconds(), 0.0), _LONGEST_WAIT)
        except (TypeError, ValueError):
            pass
    return wait_exponential_jitter(multiplier=0.5, max=20)(state)


def check_address(address: str) -> str:
    """The address of an endpoint, as it may be asked.

    Raises:
        UsageError: it is no http or https URL.
    """
    try:
        parts = urlsplit(address)
    except ValueError as error:
        raise UsageError(f"{address!r} is no address of an endpoint ({error})") from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UsageError(f"{address!r} is no address of an endpoint; it begins with http:// or https://")
    return address


class Connection:
    """Sends requests to one server, again after 429 and 5xx and after a lost connection."""

    def __init__(self, *, wait: Callable[[RetryCallState], float] = pause, attempts: int = ATTEMPTS) -> None:
        self._client = httpx.Client(
            auth=_AsAsked(Credentials.from_environment()), timeout=_TIMEOUT, headers={"User-Agent": USER_AGENT}
        )
        self._wait, self._attempts = wait, attempts

    def close(self) -> None:
        """Give the connection back."""
        self._client.close()

    def send(
        self,
        method: str,
        address: str,
        *,
        params: dict[str, str] | None = None,
        content: bytes | None = None,
        headers: dict[str, str] | None = None,
        timeout: float | None = None,
    ) -> httpx.Response:
        """The server's answer, whatever its status.

        Raises:
            RemoteError: the server can't be reached or doesn't answer in time, after all attempts.
        """
        last: list[httpx.HTTPError] = []

        def once() -> httpx.Response | None:
            try:
                return self._client.request(
                    method,
                    address,
                    params=params,
                    content=content,
                    headers=headers,
                    timeout=_TIMEOUT if timeout is None else timeout,
                )
            except httpx.TimeoutException as error:
                raise RemoteError(f"{address} didn't answer in time") from error
            except httpx.HTTPError as error:
                last.append(error)
                return None

        retrying = Retrying(
            retry=retry_if_result(lambda answer: answer is None or answer.status_code in BUSY),
            stop=stop_after_attempt(self._attempts),
            wait=self._wait,
            retry_error_callback=lambda state: state.outcome.result() if state.outcome is not None else None,
        )
        answer: httpx.Response | None = retrying(once)
        if answer is None:
            raise RemoteError(f"{address} can't be reached ({last[-1]})") from last[-1]
        return answer


def complaint(response: httpx.Response) -> str:
    """What a server says is wrong, in one line; a page for people is not repeated."""
    status = f"status {response.status_code} {response.reason_phrase}".strip()
    if response.status_code in (401, 403):
        return f"{status}; {HOW_TO_LOG_IN}"
    kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind == "text/html":
        return f"{status} with a web page; is this the address of a SPARQL endpoint?"
    line = next((line.strip() for line in response.text.splitlines() if line.strip()), "")
    return f"{status}: {line[:300]}" if line else status
