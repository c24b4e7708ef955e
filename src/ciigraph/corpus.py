"""The entities of a whole corpus, counted document by document: which names are one thing, and what it is called.

Only names and counts are held, so memory grows with the number of different names, not of documents.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, cast

from ciigraph.decisions.effect import Decisions
from ciigraph.extraction.knowledge import Entity, knowledge
from ciigraph.extraction.names import name_key
from ciigraph.extraction.resolution import DECIDED, NameUse, Resolution, resolve
from ciigraph.graph.entity_statements import EntityProfile, Joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ciigraph.records import EntityType, Extraction

#: What a mention says of its entity besides the name: type, label, country, Wikidata item.
_Description = tuple[str, str, str | None, str | None]
#: Marks an identifier, among those of a document, that mentions have because somebody decided so.
_MOVED = "="


class Census:
    """Counts the entities of the documents that it is shown; ``decisions`` are what people decided on them."""

    def __init__(self, decisions: Decisions | None = None) -> None:
        self.decisions = Decisions() if decisions is None else decisions
        self._descriptions: dict[str, Counter[_Description]] = defaultdict(Counter)
        self._surfaces: dict[str, Counter[str]] = defaultdict(Counter)
        self._documents: Counter[str] = Counter()
        self._resolutions: dict[str, Resolution] = {}

    def count(self, extractions: Sequence[Extraction]) -> frozenset[str]:
        """Count the mentions of one document; returns what ``digest`` takes: the identifiers of its entities."""
        found: set[str] = set()
        moved: set[str] = set()
        for extraction in extractions:
            for mention in extraction.mentions:
                description = (mention.type, mention.label, mention.country, mention.wikidata)
                self._descriptions[mention.entity][description] += 1
                self._surfaces[mention.entity][mention.text] += 1
                found.add(mention.entity)
                if mention.rule == DECIDED:
                    moved.add(_MOVED + mention.entity)
        self._documents.update(found)
        return frozenset(found | moved)

    def resolve(self) -> None:
        """Decide which identifiers are one entity; call it when all documents are counted."""
        if self._descriptions:  # the known entities take a second to load
            self._resolutions = resolve(self._uses(), self.decisions.merged, self.decisions.apart)

    def canonical(self, identifier: str) -> str:
        """The identifier of the entity as the whole corpus knows it."""
        resolution = self._resolutions.get(identifier)
        return resolution.entity if resolution else identifier

    def digest(self, identifiers: Iterable[str]) -> str:
        """A digest of what was decided on these identifiers: where it changes, a document's graph must."""
        decided = sorted(
            (each, self.canonical(each)) for each in identifiers if each in self._resolutions or each[0] == _MOVED
        )
        return hashlib.sha256(repr(decided).encode()).hexdigest()[:16] if decided else ""

    def profiles(self) -> Iterator[EntityProfile]:
        """Each entity of the corpus and the parents of known ones, by identifier."""
        members: dict[str, list[str]] = defaultdict(list)
        for identifier in self._descriptions:
            members[self.canonical(identifier)].append(identifier)
        known = knowledge().entities if members else {}
        needed = set(members)
        for identifier in members:
            entity = known.get(identifier)
            while entity is not None and entity.parent is not None:
                needed.add(self.canonical(entity.parent))
                entity = known.get(entity.parent)
        for identifier in sorted(needed):
            yield self._profile(identifier, sorted(members.get(identifier, ())), known.get(identifier))

    def _uses(self) -> Iterator[NameUse]:
        for identifier in sorted(self._descriptions):
            kind, label, country, _ = _commonest(self._descriptions[identifier])
            surfaces = tuple(sorted(self._surfaces[identifier]))
            yield NameUse(identifier, cast("EntityType", kind), label, surfaces, country, self._documents[identifier])

    def _profile(self, identifier: str, members: list[str], known: Entity | None) -> EntityProfile:
        descriptions: Counter[_Description] = Counter()
        names: Counter[str] = Counter()
        mentions = sum(self._surfaces[member].total() for member in members)
        for member in members:
            # the entity's own identifier says what it is; the names joined to it only add names
            if member == identifier:
                descriptions.update(self._descriptions[member])
            names.update(self._surfaces[member])
            if member != identifier and (same := knowledge().entities.get(member)) is not None:
                names.update((*same.names, *same.abbreviations))  # a known one that somebody joined to this one
        if known is not None:
            description: _Description = (known.type, known.label, known.country, known.wikidata)
            names.update((*known.names, *known.abbreviations))
        else:
            description = _commonest(descriptions)
        kind, label, country, wikidata = description
        for name in [each for each in names if self.decisions.is_parted(identifier, each)]:
            del names[name]
        decided, close = self.decisions.links((identifier, *members))
        parent = self.canonical(known.parent) if known and known.parent else None
        names[label] += 1
        return EntityProfile(
            id=identifier,
            type=kind,
            label=label,
            aliases=tuple(sorted(names)),
            keys=tuple(sorted({key for name in names if (key := name_key(name))})),
            country=country,
            parent=parent if parent != identifier else None,
            wikidata=decided or wikidata,
            close=tuple(item for item in close if item != wikidata),
            joined=tuple(self._joined(member) for member in members if member != identifier),
            mentions=mentions,
        )

    def _joined(self, member: str) -> Joined:
        resolution, merge = self._resolutions[member], self.decisions.merges.get(member)
        if merge is None:
            return Joined(member, resolution.rule, resolution.score)
        return Joined(member, resolution.rule, resolution.score, merge.by, merge.date, merge.reason)


def _commonest(descriptions: Counter[_Description]) -> _Description:
    """The description that most mentions share; among equals the first in order, whatever the documents' order."""
    return min(descriptions, key=lambda each: (-descriptions[each], *map(str, each)))
