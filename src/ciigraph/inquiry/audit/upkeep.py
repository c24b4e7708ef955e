"""Positive answers that lack support: no address cited, or nothing newer than five years before the edition."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ciigraph.inquiry.audit.assertions import YEARS_FRESH
from ciigraph.inquiry.audit.flags import Flag, Kind, Recorded
from ciigraph.inquiry.audit.own_evidence import MOST_SHOWN
from ciigraph.inquiry.audit.reading import cut
from ciigraph.inquiry.audit.witnesses import Witness

if TYPE_CHECKING:
    from ciigraph.inquiry.audit.reading import Answered, Country, Text
    from ciigraph.inquiry.audit.rules import Rule

_ADDRESS = re.compile(r"https?://|www\.")
_STILL = re.compile(
    r"\b(?:since|still|currently|to date|to this day|now|ongoing|every year|annual\w*|at present|presently)\b",
    re.IGNORECASE,
)


def upkeep(rule: Rule, answer: Answered, country: Country) -> list[Flag]:
    """Flags on a positive answer without address or with old evidence only. Neither contradicts the answer."""
    if not answer.score or (rule.topic is not None and answer.score == SILENCE):
        return []
    texts = country.evidence.get(answer.code, [])
    cut(texts)
    found = []
    if country.cites(answer.document) and not answer.urls and not any(_ADDRESS.search(text.text) for text in texts):
        fact = "the answer is positive and cites no address"
        found.append(_flag(rule, answer, country, "uncited", fact, _first(texts)))
    dated = [(max(s.years), Witness(text, s)) for text in texts for s in text.sentences if s.years]
    fresh = country.edition - YEARS_FRESH
    if dated and rule.time == "event":
        newest, shown = max(dated, key=lambda each: each[0])
        if newest < fresh and not any(_STILL.search(text.text) for text in texts):
            fact = f"the newest dated fact is of {newest}, more than {YEARS_FRESH} years before the edition"
            found.append(_flag(rule, answer, country, "stale-evidence", fact, [shown]))
    return found


#: The score of silence on the scale of positions, for which nothing can be cited.
SILENCE = 2


def _first(texts: list[Text]) -> list[Witness]:
    return [Witness(text, text.sentences[0]) for text in texts if text.sentences][:MOST_SHOWN]


def _flag(rule: Rule, answer: Answered, country: Country, kind: Kind, fact: str, shown: list[Witness]) -> Flag:
    return Flag(
        country.code,
        country.edition,
        answer.code,
        Recorded(answer.label or None, answer.score),
        kind,
        # that nothing is cited is plain; that nothing newer happened is not
        "strong" if kind == "uncited" else "arguable",
        fact,
        rule.means,
        tuple(witness.evidence() for witness in shown),
        reasons=() if kind == "uncited" else ("newer facts may not have been written down",),
        answer=answer.iri,
    )
