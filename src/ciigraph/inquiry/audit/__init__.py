"""Recorded answers against the facts: which answers the evidence of the graph contradicts, and how well they agree.

``audit`` reads a country's answers, evidence and relations from the graph, asks of every sentence by the rules in
``data/audit`` what it says on which indicator and how (affirmed, denied, planned, over, hedged, old, elsewhere), and
compares that with what is recorded. ``suggest`` says what the facts alone would support.
"""

from __future__ import annotations

from ciigraph.inquiry.audit.agreement import Agreement
from ciigraph.inquiry.audit.auditing import audit
from ciigraph.inquiry.audit.flags import Evidence, Fact, Flag, Recorded
from ciigraph.inquiry.audit.kept import flags
from ciigraph.inquiry.audit.suggestion import Suggestion, Suggestions, suggest

__all__ = [
    "Agreement",
    "Evidence",
    "Fact",
    "Flag",
    "Recorded",
    "Suggestion",
    "Suggestions",
    "audit",
    "flags",
    "suggest",
]
