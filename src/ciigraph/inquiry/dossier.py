"""All that the graph knows of entities, country by country: mentions, relations in words, sentences."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec.structs import replace

from ciigraph import countries
from ciigraph.graph.identifiers import local_name
from ciigraph.graph.name_clues import has_signs
from ciigraph.inquiry.many import ask_about
from ciigraph.inquiry.matches import Evidence, InCountry, Named, Statement
from ciigraph.inquiry.places import Place, addresses, places, texts
from ciigraph.inquiry.sentences import sentence_around
from ciigraph.inquiry.wording import amount_in_words, predicate_of, row_in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ciigraph.graph.access import Graph

#: How sure relations are, the surest first.
_MODALITIES = ("asserted", "alleged", "planned")


class _Mention(NamedTuple):
    unit: str
    begin: int
    end: int


class Dossiers:
    """What is known of some entities, asked for all at once, so that ten cost hardly more than one."""

    def __init__(self, graph: Graph, entities: Sequence[str], *, country: str | None, evidence: int | None) -> None:
        """Ask for everything about ``entities``; see ``lookup.lookup`` for the options."""
        self._limit = evidence
        self._mentions: dict[str, list[_Mention]] = defaultdict(list)
        for row in ask_about(graph, "lookup/mentions", "entity", entities):
            self._mentions[row["entity"]].append(_Mention(row["unit"], row["begin"], row["end"]))
        self._relations: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for role in ("subject", "object"):
            for row in ask_about(graph, f"lookup/relations-as-{role}", "entity", entities):
                self._relations[row["entity"]].append(row | {"role": role})
        units = {mention.unit for found in self._mentions.values() for mention in found}
        units |= {row["unit"] for found in self._relations.values() for row in found}
        known = places(graph, sorted(units))
        self._places = {unit: place for unit, place in known.items() if country in (None, place.country)}
        others = {row["other"] for found in self._relations.values() for row in found}
        self._labels: dict[str, str] = {
            row["entity"]: row["label"] for row in ask_about(graph, "lookup/labels", "entity", sorted(others))
        }
        shown = {entity: self._shown(entity) for entity in entities}
        needed = sorted({mention.unit for chosen in shown.values() for each in chosen.values() for mention in each})
        self._texts = texts(graph, needed)
        stated = {row["unit"] for found in self._relations.values() for row in found}
        cited = [self._places[unit] for unit in sorted(stated.union(needed)) if unit in self._places]
        self._urls = addresses(graph, cited)
        self._sentences = shown

    def _shown(self, entity: str) -> dict[str, list[_Mention]]:
        """The mentions whose sentences are shown, by country: one a piece of text, the newest first."""
        by_country: dict[str, dict[str, _Mention]] = defaultdict(dict)
        for mention in sorted(self._mentions[entity]):
            if place := self._places.get(mention.unit):
                by_country[place.country or ""].setdefault(mention.unit, mention)
        return {
            country: sorted(found.values(), key=lambda mention: self._places[mention.unit].rank)[: self._limit]
            for country, found in by_country.items()
        }

    def of(self, entity: str) -> tuple[InCountry, ...]:
        """What the documents on each country say of an entity, by the country's name; on none in particular last."""
        mentions: dict[str, list[Place]] = defaultdict(list)
        for mention in self._mentions[entity]:
            if place := self._places.get(mention.unit):
                mentions[place.country or ""].append(place)
        relations: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for row in self._relations[entity]:
            if place := self._places.get(row["unit"]):
                relations[place.country or ""].append(row)
        found = [
            self._in_country(entity, code, mentions[code], relations[code])
            for code in mentions.keys() | relations.keys()
        ]
        return tuple(sorted(found, key=lambda each: (not each.country, each.name)))

    def _in_country(self, entity: str, code: str, mentions: list[Place], relations: list[dict[str, Any]]) -> InCountry:
        stood = mentions + [self._places[row["unit"]] for row in relations]
        dates = sorted(date for row in relations for date in (row["start"], row["end"]) if date)
        indicators = Counter(place.indicator for place in stood if place.indicator)
        return InCountry(
            country=code,
            name=countries.name(code) if code else "",
            mentions=len(mentions),
            documents=len({place.document for place in stood}),
            relations=self._statements(relations),
            indicators=tuple(sorted(indicators, key=lambda each: (-indicators[each], each))),
            first=dates[0] if dates else None,
            last=dates[-1] if dates else None,
            evidence=tuple(self._evidence_of(self._sentences[entity].get(code, ()))),
        )

    def _evidence_of(self, mentions: Iterable[_Mention]) -> list[Evidence]:
        """The sentences around mentions, each once, with all documents that hold it."""
        found: dict[str, Evidence] = {}
        for mention in mentions:
            text = self._texts[mention.unit]
            start, end = sentence_around(text, mention.begin, mention.end)
            _add(found, self._evidence(text[start:end], mention.unit, start, end))
        return list(found.values())

    def _evidence(self, text: str, unit: str, start: int, end: int) -> Evidence:
        place, urls = self._places[unit], self._urls[unit]
        return Evidence(
            text=text,
            document=place.document,
            indicator=place.indicator,
            url=urls[0] if urls else None,
            urls=urls,
            section=place.section,
            edition=place.edition,
            unit=unit,
            start=start,
            end=end,
        )

    def _statements(self, relations: list[dict[str, Any]]) -> tuple[Statement, ...]:
        """Relations in words; those that say the same in several places are one."""
        alike: dict[tuple[Any, ...], list[dict[str, Any]]] = defaultdict(list)
        for row in relations:
            words = self._in_words(row)
            alike[words, row["role"], row["other"], row["status"]].append(row)
        found = [self._statement(words, rows) for (words, *_), rows in alike.items()]
        return tuple(sorted(found, key=_order))

    def _in_words(self, row: dict[str, Any]) -> str:
        other = _as_named(self._label(row["other"]))
        subject, object_ = ("", other) if row["role"] == "subject" else (other, "")
        return row_in_words(row, subject=subject, object=object_, told_from=row["role"])

    def _label(self, iri: str) -> str:
        return self._labels.get(iri, local_name(iri))

    def _statement(self, words: str, rows: list[dict[str, Any]]) -> Statement:
        rows = sorted(rows, key=lambda row: (self._places[row["unit"]].rank, row["relation"]))
        first, evidence = rows[0], dict[str, Evidence]()
        for row in rows:
            _add(evidence, self._evidence(row["sentence"], row["unit"], row["begin"], row["until"]))
        stood = {self._places[row["unit"]].indicator for row in rows}
        return Statement(
            words=words,
            predicate=predicate_of(local_name(first["class"])),
            role=first["role"],
            other=Named(first["other"], self._label(first["other"])),
            polarity=first["polarity"],
            modality=first["modality"],
            status=first["status"],
            start=first["start"],
            end=first["end"],
            amount=amount_in_words(first["amount"], first["amount_unit"], first["maximum"]),
            indicators=tuple(sorted(each for each in stood if each)),
            evidence=tuple(evidence.values()),
            relations=tuple(row["relation"] for row in rows),
        )


def _as_named(label: str) -> str:
    """A label as it stands in a sentence: what has no name of its own ("only terminal") in quotes."""
    return f"“{label}”" if label == label.lower() and not has_signs(label) else label


def _add(found: dict[str, Evidence], evidence: Evidence) -> None:
    """Add a sentence, or where it stands already the document that has it too."""
    key = " ".join(evidence.text.split())
    if (known := found.get(key)) is None:
        found[key] = evidence
    elif evidence.document != known.document and evidence.document not in known.also_in:
        found[key] = replace(known, also_in=(*known.also_in, evidence.document))


def _order(statement: Statement) -> tuple[Any, ...]:
    """What is asserted before what is hedged or denied, the newest first, undated last."""
    date = statement.end or statement.start or ""
    newest = tuple(-ord(sign) for sign in date.ljust(10, "0")) if date else (0,)
    modality = _MODALITIES.index(statement.modality) if statement.modality in _MODALITIES else len(_MODALITIES)
    return (
        statement.polarity == "negated",
        modality,
        newest,
        statement.predicate,
        statement.words,
        statement.other.entity,
    )
