"""How good extraction is: precision, recall and F1 by type and predicate beside two baselines, on annotated units.

The definitions are those of the extraction contract. A mention counts once for each text and unit; it is found when
its text shares 60 % of the longer one with a gold mention's, after lower-casing and stripping articles and quotes.
Linking compares pairs of found mentions. A relation is found when predicate and both ends match.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING, Any

from ciigraph.errors import DocumentError
from ciigraph.extraction.baselines import bare_names, subject_verb_object
from ciigraph.extraction.contract import unit_record
from ciigraph.extraction.extractor import SetAside
from ciigraph.extraction.figures import QUALITIES, Report, Scores, Tally
from ciigraph.records import Document, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ciigraph.extraction.extractor import Extractor

SYMMETRIC = frozenset({"hasAgreementWith", "twinnedWith", "cooperatesWith", "metWith", "tradesWith"})
#: What two mentions' texts must share of the longer one.
OVERLAP = 0.6
_MARKS = re.compile(r"[\"“”'`(){}\[\].,;:]")
_ARTICLE = re.compile(r"^(?:the|a|an)\s+")
_GENITIVE = re.compile(r"\s's$| s$")

#: A unit in the form of the contract: gold, or predicted.
Annotated = dict[str, Any]


def documents(gold: Iterable[Annotated]) -> list[Document]:
    """Gold units as documents to extract from: one for each document and country, units in their order."""
    groups: dict[tuple[str, str | None], list[Unit]] = {}
    for row in gold:
        units = groups.setdefault((row["document"], row.get("country")), [])
        units.append(
            Unit(
                id=f"unit.{len(units)}",
                section=row["section"],
                text=row["text"],
                locator="",
                indicator=row.get("indicator"),
                country=row.get("country"),
            )
        )
    return [
        Document(
            id=id_,
            kind="profile",
            path=id_,
            sha256="",
            media_type="application/json",
            country=country,
            units=tuple(units),
        )
        for (id_, country), units in groups.items()
    ]


def evaluate(gold: Sequence[Annotated], extractor: Extractor) -> Report:
    """Extract from the gold units' texts and compare, with the two baselines in the same run.

    Args:
        gold: units in the form of the extraction contract, of whole documents.
        extractor: what is judged; the baselines use its model.

    Raises:
        DocumentError: extraction failed on a document.
    """
    order: dict[tuple[str, str | None], list[int]] = {}
    for n, row in enumerate(gold):
        order.setdefault((row["document"], row.get("country")), []).append(n)
    predicted: list[Annotated] = [{} for _ in gold]
    for result in extractor.extract(documents(gold)):
        if isinstance(result, SetAside):  # figures on part of the units would mislead
            raise DocumentError(result.document.id, result.error)
        document, extractions = result
        for n, unit, extraction in zip(order[document.id, document.country], document.units, extractions, strict=True):
            predicted[n] = unit_record(document, unit, extraction)
    texts = [row["text"] for row in gold]
    return Report(
        len(gold),
        score(gold, predicted),
        score(gold, bare_names(texts, extractor.model)),
        score(gold, subject_verb_object(predicted, extractor.model)),
    )


def score(gold: Sequence[Annotated], predicted: Sequence[Annotated]) -> Scores:
    """The figures of predicted units against gold units of the same texts, in the same order."""
    scores = Scores()
    found: list[tuple[str, str, str | None]] = []  # text, gold entity, predicted entity
    for g, p in zip(gold, predicted, strict=True):
        hits = _mentions(g, p, scores, found)
        _relations(g, p, hits, scores)
    _linking(found, scores)
    return scores


def _by_text(unit: Annotated) -> dict[str, Annotated]:
    mentions: dict[str, Annotated] = {}
    for mention in unit.get("mentions", ()):
        mentions.setdefault(plain_name(mention["text"]), mention)
    return mentions


def _mentions(
    gold: Annotated, predicted: Annotated, scores: Scores, found: list[tuple[str, str, str | None]]
) -> dict[str, str]:
    """Count the mentions of a unit; returns the gold text that each found predicted text stands for."""
    ours, theirs = _by_text(gold), _by_text(predicted)
    hits: dict[str, str] = {}
    for text in theirs:
        best = text if text in ours else next((t for t in ours if overlaps(text, t)), None)
        if best is not None:
            hits[text] = best
    reached = set(hits.values()) | {t for t in ours if any(overlaps(text, t) for text in theirs)}
    _count(scores.mentions, len(theirs), len(ours), len(hits), len(reached))
    for text, mention in ours.items():
        _count(scores.by_type.setdefault(mention["type"], Tally()), 0, 1, 0, int(text in reached))
    for text, mention in theirs.items():
        right = text in hits and ours[hits[text]]["type"] == mention["type"]
        _count(scores.by_type.setdefault(mention["type"], Tally()), 1, 0, int(right), 0)
        if text in hits:
            scores.types_seen += 1
            scores.types_right += right
            found.append((text, ours[hits[text]]["entity"], mention.get("entity")))
    return hits


def _count(tally: Tally, predicted: int, gold: int, predicted_hits: int, gold_hits: int) -> None:
    tally.predicted += predicted
    tally.gold += gold
    tally.predicted_hits += predicted_hits
    tally.gold_hits += gold_hits


def _linking(found: list[tuple[str, str, str | None]], scores: Scores) -> None:
    """Pairwise: two mentions are one entity in the gold, the prediction, both; aliases are pairs of unlike texts."""
    for (text, gold, predicted), (other, other_gold, other_predicted) in combinations(found, 2):
        ours = gold == other_gold
        theirs = predicted is not None and predicted == other_predicted
        both = int(ours and theirs)
        _count(scores.linking, int(theirs), int(ours), both, both)
        if text != other:
            _count(scores.alias_linking, int(theirs), int(ours), both, both)


def _relations(gold: Annotated, predicted: Annotated, hits: dict[str, str], scores: Scores) -> None:
    """Count a unit's relations; an end of a predicted one stands for all gold entities its entity's texts match."""
    ours = _by_text(gold)
    stands: dict[str, set[str]] = {}
    for mention in predicted.get("mentions", ()):
        text = plain_name(mention["text"])
        if text in hits:
            stands.setdefault(mention.get("entity") or text, set()).add(ours[hits[text]]["entity"])
    facts = _facts(gold)
    claims = _facts(predicted)
    for facts_or_claims, side in ((claims, (1, 0)), (facts, (0, 1))):
        for predicate, *_ in facts_or_claims:
            for tally in (scores.relations, scores.by_predicate.setdefault(predicate, Tally())):
                _count(tally, *side, 0, 0)
            _count(scores.pairs, *side, 0, 0)
    used: set[int] = set()
    pairs: set[int] = set()
    for predicate, subject, object_, claim in claims:
        a, b = stands.get(subject, set()), stands.get(object_, set())
        same = [
            n for n, (q, s, o, _) in enumerate(facts) if q == predicate and _ends_match(q, s, o, a, b) and n not in used
        ]
        if same:
            used.add(same[0])
            for tally in (scores.relations, scores.by_predicate[predicate]):
                _count(tally, 0, 0, 1, 1)
            _qualities(facts[same[0]][3], claim, scores)
        near = [
            n for n, (_, s, o, _) in enumerate(facts) if ((s in a and o in b) or (s in b and o in a)) and n not in pairs
        ]
        if near:
            pairs.add(near[0])
            _count(scores.pairs, 0, 0, 1, 1)


def _ends_match(predicate: str, subject: str, object_: str, a: set[str], b: set[str]) -> bool:
    if subject in a and object_ in b:
        return True
    return predicate in SYMMETRIC and subject in b and object_ in a


def _facts(unit: Annotated) -> list[tuple[str, str, str, Annotated]]:
    """The relations of a unit by entity, each fact once."""
    facts: list[tuple[str, str, str, Annotated]] = []
    seen = set()
    for relation in unit.get("relations", ()):
        ends = [unit["mentions"][relation[end]] for end in ("subject", "object")]
        a, b = (end.get("entity") or plain_name(end["text"]) for end in ends)
        predicate = relation["predicate"]
        key = (predicate, *(sorted((a, b)) if predicate in SYMMETRIC else (a, b)))
        if key not in seen:
            seen.add(key)
            facts.append((predicate, a, b, relation))
    return facts


def _qualities(fact: Annotated, claim: Annotated, scores: Scores) -> None:
    for name in QUALITIES:
        counts = scores.qualities.setdefault(name, [0, 0])
        counts[0] += claim.get(name) == fact.get(name)
        counts[1] += 1
    for name in ("start", "end"):
        if fact.get(name):
            counts = scores.qualities.setdefault("dates", [0, 0])
            counts[0] += str(claim.get(name) or "")[:4] == str(fact[name])[:4]
            counts[1] += 1


def plain_name(text: str) -> str:
    """A mention's text in lower case without articles, quotes and genitive, as the contract compares it."""
    text = text.lower().replace("’", "'").replace("‘", "'")
    text = _ARTICLE.sub("", _MARKS.sub(" ", text).strip())
    return re.sub(r"\s+", " ", _GENITIVE.sub("", text.strip())).strip()


@lru_cache(maxsize=65536)
def overlaps(a: str, b: str) -> bool:
    """Whether two texts share a stretch of 60 % of the longer one."""
    if not a or not b:
        return False
    longest = max(len(a), len(b))
    if a == b or min(len(a), len(b)) < OVERLAP * longest:
        return a == b
    return (
        SequenceMatcher(None, a, b, autojunk=False).find_longest_match(0, len(a), 0, len(b)).size >= OVERLAP * longest
    )
