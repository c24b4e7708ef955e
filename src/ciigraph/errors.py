"""The project's own errors: one kind a way of going wrong, each with the exit code of the command line.

A message names the input and says what to do; it is printed to people as it stands.
"""

from __future__ import annotations


class CiigraphError(Exception):
    """Root of everything ciigraph raises on purpose; ``exit_code`` follows the command line contract."""

    exit_code = 1


class DocumentError(CiigraphError):
    """A document can't be read: empty, binary, undecodable, truncated or of no known kind."""

    def __init__(self, path: str, problem: str, remedy: str = "", line: int | None = None) -> None:
        self.path, self.problem, self.remedy, self.line = path, problem, remedy, line
        place = path if line is None else f"{path}:{line}"
        super().__init__(f"{place}: {problem}" + (f"; {remedy}" if remedy else ""))

    def __reduce__(self) -> tuple[type[DocumentError], tuple[str, str, str, int | None]]:
        return type(self), (self.path, self.problem, self.remedy, self.line)


class UsageError(CiigraphError):
    """The user asked for something that makes no sense (an unknown name, a malformed parameter)."""

    exit_code = 2


class DataError(CiigraphError):
    """A data file of the project or of the user (codebook, entities, manifest, query) is malformed."""


class StoreError(CiigraphError):
    """The store is missing, locked, damaged or of another version."""


class QueryError(CiigraphError):
    """A SPARQL query can't be parsed or evaluated."""


class MissingRequirementError(CiigraphError):
    """An extra, a language model or a server that the command needs isn't there."""

    exit_code = 3


class RemoteError(CiigraphError):
    """A server on the network answered with an error or with something that isn't an answer."""

    exit_code = 3
