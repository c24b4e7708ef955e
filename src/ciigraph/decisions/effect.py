"""What the decisions that hold do to a build."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from ciigraph.decisions.kinds import Decision, Link, Merge, Split, merged, name_form
from ciigraph.decisions.record import read_standing
from ciigraph.extraction.resolution import DECIDED

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from ciigraph.records import Extraction, Mention


class Decisions:
    """The decisions that hold, by what a build asks of them."""

    def __init__(self, decisions: Iterable[Decision] = ()) -> None:
        self._all = [each for each in decisions if not (isinstance(each, Link) and each.match == "none")]
        self.merges = {each.joins: each for each in self._all if isinstance(each, Merge)}
        self.splits = [each for each in self._all if isinstance(each, Split)]
        self.merged = merged(list(self.merges.values()))
        self.apart = frozenset((each.becomes, each.entity) for each in self.splits)
        self._links: dict[str, list[Link]] = defaultdict(list)
        for each in self._all:
            if isinstance(each, Link):
                self._links[each.entity].append(each)
        self._renamed: dict[tuple[str, str], list[Split]] = defaultdict(list)
        # what holds in one document wins over what holds in a country, and that over what holds everywhere
        for split in sorted(self.splits, key=lambda each: (not each.document, not each.country)):
            for identifier in (split.entity, *split.also):
                self._renamed[identifier, name_form(split.name)].append(split)

    @classmethod
    def read(cls, path: Path) -> Decisions:
        """The decisions of a file; none where there is no file.

        Raises:
            DataError: the file is malformed or contradicts itself.
        """
        return cls(entry.decision for entry in read_standing(path))

    @cached_property
    def digest(self) -> str:
        """Changes with any decision that holds and does something; empty where there is none."""
        if not self._all:
            return ""
        said = sorted(repr(each) for each in self._all)
        return hashlib.sha256("\n".join(said).encode()).hexdigest()[:16]

    def is_parted(self, identifier: str, name: str) -> bool:
        """Whether an entity doesn't go by a name anywhere."""
        splits = self._renamed.get((identifier, name_form(name)), ()) if self._renamed else ()
        return any(not split.country and not split.document for split in splits)

    def links(self, identifiers: Iterable[str]) -> tuple[str | None, tuple[str, ...]]:
        """The item that an entity is, and those that it nearly is; the entity goes by all these identifiers."""
        found = [each for identifier in identifiers for each in self._links.get(identifier, ())]
        exact = next((each.wikidata for each in found if each.match == "exact"), None)
        close = sorted({each.wikidata for each in found if each.match == "close" and each.wikidata != exact})
        return exact, tuple(close)

    def applied(self, extractions: Sequence[Extraction], document: str, country: str | None) -> Sequence[Extraction]:
        """What was found in a document, with the names moved that are decided to mean something else there.

        Args:
            extractions: what was found; the same object is returned where nothing moves.
            document: the document's identifier.
            country: the country that the document is about.
        """
        if not self._renamed:
            return extractions
        moved = False
        result = []
        for extraction in extractions:
            mentions = tuple(self._moved(mention, document, country) for mention in extraction.mentions)
            if any(new is not old for new, old in zip(mentions, extraction.mentions, strict=True)):
                extraction = msgspec.structs.replace(extraction, mentions=mentions)  # noqa: PLW2901
                moved = True
            result.append(extraction)
        return result if moved else extractions

    def _moved(self, mention: Mention, document: str, country: str | None) -> Mention:
        if mention.type == "Country":
            return mention
        for split in self._renamed.get((mention.entity, name_form(mention.text)), ()):
            if split.document in ("", document) and split.country in ("", country):
                return msgspec.structs.replace(
                    mention,
                    entity=split.becomes,
                    label=split.name,
                    wikidata=None,
                    country=None,
                    rule=DECIDED,
                    score=1.0,
                )
        return mention
