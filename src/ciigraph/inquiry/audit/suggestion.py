"""What the facts alone would support for each answer, on the indicator's scale, beside what is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

from ciigraph import codebook
from ciigraph.inquiry.audit.agreement import Agreement, agreement
from ciigraph.inquiry.audit.assertions import YEARS_FRESH
from ciigraph.inquiry.audit.positions import SCORES
from ciigraph.inquiry.audit.reading import countries as audited_countries
from ciigraph.inquiry.audit.reading import cut, read_country
from ciigraph.inquiry.audit.rules import rules
from ciigraph.inquiry.audit.witnesses import Witness, witnesses

if TYPE_CHECKING:
    from collections.abc import Collection

    from ciigraph.graph.access import Graph
    from ciigraph.inquiry.audit.reading import Answered, Country, Text
    from ciigraph.inquiry.audit.rules import Rule

Amount = Literal["none", "few", "several"]

#: Facts from which on there are several.
SEVERAL = 3
#: Sources (cited addresses, or documents where none is cited) from which on facts are significant.
_SIGNIFICANT_SOURCES = 2
_PLAIN = ("affirmed", "touched", "hedged")


class Suggestion(msgspec.Struct, frozen=True):
    """What the facts would support for one answer; ``newest`` is the latest year that they tell."""

    country: str
    edition: int
    indicator: str
    recorded: int | None
    suggested: int
    amount: Amount
    facts: int
    sources: int
    newest: int | None


class Suggestions(msgspec.Struct, frozen=True):
    """Suggestions for all answers with evidence, with their agreement: overall and by scale."""

    answers: list[Suggestion]
    agreement: Agreement
    by_scale: dict[str, Agreement]


def suggest(graph: Graph, countries: Collection[str] = ()) -> Suggestions:
    """A fact-based suggestion beside each recorded answer that has evidence in the graph.

    Args:
        graph: where to ask.
        countries: alpha-2 codes; all countries with answers when empty.
    """
    found: list[Suggestion] = []
    for code in countries or audited_countries(graph):
        country = read_country(graph, code)
        if country is not None:
            found += suggest_country(country)
    return summary(found)


def summary(found: list[Suggestion]) -> Suggestions:
    """Suggestions with their agreement."""
    pairs: dict[str, list[tuple[int, int]]] = {}
    for each in found:
        if each.recorded is not None:
            scale = codebook.load().indicator(each.indicator).scale
            pairs.setdefault(scale, []).append((each.recorded, each.suggested))
    everything = [pair for scale in pairs.values() for pair in scale]
    by_scale = {scale: agreement(*zip(*each, strict=True)) for scale, each in sorted(pairs.items())}
    return Suggestions(found, agreement([a for a, _ in everything], [b for _, b in everything]), by_scale)


def suggest_country(country: Country) -> list[Suggestion]:
    """Suggestions for one country's answers that have evidence."""
    found = []
    for code, rule in rules().items():
        texts = country.evidence.get(code, [])
        answer = country.answers.get(code)
        if answer is not None and texts:
            cut(texts)
            found.append(_suggestion(rule, answer, country, texts))
    return found


def _suggestion(rule: Rule, answer: Answered, country: Country, texts: list[Text]) -> Suggestion:
    heard = list(witnesses(rule, texts, country, own=True))
    if rule.topic is not None:
        told = [w for w in heard if w.stand]
        score = _position(told)
    else:
        told = _facts(heard, texts)
        score = _score(rule, answer, country, told)
    years = [year for witness in told for year in witness.sentence.years if year <= country.edition]
    sources = max(answer.urls, len({witness.text.document for witness in told}))
    amount: Amount = "none" if not told else "few" if len(told) < SEVERAL else "several"
    return Suggestion(
        country.code,
        country.edition,
        answer.code,
        answer.score,
        score,
        amount,
        len(told),
        sources if told else 0,
        max(years, default=None),
    )


def _facts(heard: list[Witness], texts: list[Text]) -> list[Witness]:
    """The sentences that count as facts: those that state the thing, and those of the evidence that tell of the PRC.

    What was collected under an indicator is about it, so a sentence that names the PRC counts too, unless it denies,
    plans, or tells of what is over.
    """
    facts = {(w.text.iri, w.sentence.end): w for w in heard if w.said and w.said.stance in _PLAIN and _stands(w)}
    said = {(w.text.iri, w.sentence.end) for w in heard}
    for text in texts:
        for sentence in text.sentences:
            key = (text.iri, sentence.end)
            if key not in said and sentence.has("prc") and _stands(Witness(text, sentence)):
                facts[key] = Witness(text, sentence)
    return list(facts.values())


def _stands(witness: Witness) -> bool:
    if witness.undone or (witness.said is not None and witness.said.outright and witness.said.stance == "affirmed"):
        return not witness.undone
    return not witness.sentence.has("cue:absence", "cue:denial", "cue:called-off", "cue:discounted")


def _score(rule: Rule, answer: Answered, country: Country, told: list[Witness]) -> int:
    if not told:
        return 0
    if codebook.load().indicator(rule.code).scale == "yes-no":
        return 4
    years = [year for witness in told for year in witness.sentence.years]
    recent = rule.time == "standing" or not years or max(years) >= country.edition - YEARS_FRESH
    sources = max(answer.urls, len({witness.text.document for witness in told}))
    significant = recent and sources >= _SIGNIFICANT_SOURCES
    if len(told) < SEVERAL:
        return 3 if significant else 1
    return 4 if significant else 2


def _position(told: list[Witness]) -> int:
    """The position that most plain sentences tell of; silence where none does, or where they are divided."""
    counts: dict[str, int] = {}
    for witness in told:
        if witness.stand is not None:
            counts[witness.stand.position] = counts.get(witness.stand.position, 0) + (2 if witness.stand.plain else 1)
    best = sorted(counts.items(), key=lambda item: -item[1])
    if not best or (len(best) > 1 and best[0][1] == best[1][1]):
        return SCORES["silent"]
    return SCORES[best[0][0]]  # type: ignore[index]
