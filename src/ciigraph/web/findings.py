"""The audit's flags as pages need them, worked out once a generation and country.

They are read from the graph, where the build wrote them. Where those are of other rules an audit reads all that is
written on a country, about a second's work; for the page on all countries a thread does that while visitors see how far
it is.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from ciigraph.web.figures import editions

if TYPE_CHECKING:
    from ciigraph.inquiry.audit.flags import Flag
    from ciigraph.web.snapshot import Snapshot

#: The kinds of flags, each explained in a sentence.
KINDS = {
    "contradicted-by-own-evidence": "The evidence given for the answer says otherwise than the answer.",
    "contradicted-by-other-indicator": "Facts under another indicator of the country answer this one differently.",
    "contradicted-by-article": "An article on the country states facts that the answer leaves out.",
    "stale-evidence": "The newest dated fact is more than five years older than the edition.",
    "uncited": "The answer asserts influence and cites no address.",
}
#: So many countries are audited while the visitor waits.
_AT_ONCE = 3


def findings(snapshot: Snapshot, country: str) -> list[Flag]:
    """The flags of a country, strong and arguable."""
    from ciigraph.inquiry.audit import flags  # noqa: PLC0415 - takes a while

    return snapshot.keep(("audit", country), lambda: flags(snapshot.graph, [country]))


def audited_countries(snapshot: Snapshot) -> list[str]:
    """The countries that can be audited."""
    return sorted({code for edition in editions(snapshot).values() for code in edition.rows})


class Survey:
    """The audit of all countries: the flags found so far, and of how many countries they are."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.countries = audited_countries(snapshot)
        self.flags: list[Flag] = []
        self.done = 0
        if len(self.countries) <= _AT_ONCE or snapshot.version is None or _are_kept(snapshot):
            self._run(snapshot)
        else:
            threading.Thread(target=self._run, args=[snapshot], daemon=True).start()

    @property
    def complete(self) -> bool:
        """Whether all countries are audited."""
        return self.done == len(self.countries)

    def _run(self, snapshot: Snapshot) -> None:
        for code in self.countries:
            self.flags += findings(snapshot, code)
            self.done += 1


def _are_kept(snapshot: Snapshot) -> bool:
    from ciigraph.inquiry.audit.kept import are_kept  # noqa: PLC0415 - takes a while

    return are_kept(snapshot.graph)


def survey(snapshot: Snapshot) -> Survey:
    """The audit of all countries, begun by the first who asks."""
    return snapshot.keep("survey", lambda: Survey(snapshot))
