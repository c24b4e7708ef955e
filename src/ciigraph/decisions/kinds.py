"""The kinds of decisions, and which decisions hold when later ones take earlier ones back."""

from __future__ import annotations

from functools import cache
from typing import ClassVar, Literal, TypeAlias

import msgspec

from ciigraph.errors import DataError
from ciigraph.extraction.gazetteer import gazetteer
from ciigraph.extraction.names import name_key

Kind: TypeAlias = Literal["merge", "split", "link"]
#: "none": a candidate that somebody refused; it is not proposed again.
Match: TypeAlias = Literal["exact", "close", "none"]
MATCHES: tuple[Match, ...] = ("exact", "close", "none")


#: Names with letters beyond the Latin ones are compared as they are written.
_LAST_LATIN = "\u024f"


def name_form(name: str) -> str:
    """What the spellings of a name have in common that a decision on the name is about.

    Case, diacritics, hyphens and legal forms are levelled, but a name in another script isn't its transliteration:
    who parts 华为 from an entity says nothing on "Huawei".
    """
    if any(letter > _LAST_LATIN and letter.isalpha() for letter in name):
        return name.casefold()
    return name_key(name)


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """Who decided, on which day (ISO 8601), and why. ``entity`` is the identifier of the entity that is decided on."""

    kind: ClassVar[Kind]
    entity: str
    by: str
    date: str
    reason: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """What tells a decision from others: two with the same key are about the same thing."""
        raise NotImplementedError

    @property
    def identifiers(self) -> tuple[str, ...]:
        """The identifiers of all entities that it speaks of."""
        return (self.entity,)


class Merge(Decision, frozen=True, kw_only=True):
    """Two entities are one: the identifier ``joins`` becomes part of ``entity``, whose address stays."""

    kind = "merge"
    joins: str

    @property
    def key(self) -> tuple[str, ...]:
        """Both ends."""
        return "merge", self.entity, self.joins

    @property
    def identifiers(self) -> tuple[str, ...]:
        """Both ends."""
        return self.entity, self.joins

    def __str__(self) -> str:
        return f"{self.joins} is {self.entity}"


class Split(Decision, frozen=True, kw_only=True):
    """A name doesn't mean an entity: it means ``becomes``, which no rule may join with the entity again.

    Attributes:
        name: as it stands in documents, in any spelling of ``name_form``.
        becomes: the identifier of what the name means.
        also: identifiers that rules had joined to the entity when this was decided; the name doesn't mean them either.
        country: only in documents about this country (alpha-2); everywhere where it is empty.
        document: only in the document with this identifier.
    """

    kind = "split"
    name: str
    becomes: str
    also: tuple[str, ...] = ()
    country: str = ""
    document: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """Entity, name and where it holds."""
        return "split", self.entity, name_form(self.name), self.country, self.document

    @property
    def identifiers(self) -> tuple[str, ...]:
        """The entity, what the name becomes, and what it isn't either."""
        return self.entity, self.becomes, *self.also

    def __str__(self) -> str:
        where = " ".join(filter(None, (self.country, self.document)))
        return f"{self.name!r} is not {self.entity} but {self.becomes}" + (f" (in {where})" if where else "")


class Link(Decision, frozen=True, kw_only=True):
    """An entity is an item of Wikidata, nearly so, or is not.

    Attributes:
        wikidata: the item, ``Q42``.
        label: what the item is called, for those who review the file.
        match: how well the two fit.
        score: the rule's (0..1); empty where a person decided.
    """

    kind = "link"
    wikidata: str
    label: str = ""
    match: Match = "exact"
    score: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """Entity and item."""
        return "link", self.entity, self.wikidata

    def __str__(self) -> str:
        return f"{self.entity} {'is not' if self.match == 'none' else f'is ({self.match})'} {self.wikidata}"


KINDS: dict[Kind, type[Merge | Split | Link]] = {"merge": Merge, "split": Split, "link": Link}


class Entry(msgspec.Struct, frozen=True):
    """A line of the record: a decision that is made, or one that is taken back (``undone``).

    ``number`` counts the entries of the file from 1; ``line`` is where it begins.
    """

    number: int
    line: int
    decision: Decision
    undone: bool = False


def standing(entries: list[Entry], place: str) -> list[Entry]:
    """The entries that hold, in their order: made, not taken back, not decided again later.

    Args:
        entries: all entries of a file, oldest first.
        place: the file, for messages.

    Raises:
        DataError: an entry that takes back what wasn't decided, or that another one contradicts.
    """
    held: dict[tuple[str, ...], Entry] = {}
    for entry in entries:
        key = entry.decision.key
        if entry.undone:
            if held.pop(key, None) is None:
                raise DataError(f"{place}:{entry.line}: takes back what is not decided; remove the entry")
            continue
        held.pop(key, None)
        problem = contradiction(entry.decision, [each.decision for each in held.values()])
        if problem:
            raise DataError(f"{place}:{entry.line}: {entry.decision}: {problem}; correct or remove one of the two")
        held[key] = entry
    return list(held.values())


def contradiction(new: Decision, held: list[Decision]) -> str:
    """What is wrong with a decision beside those that hold, in words; empty where nothing is."""
    country = next((each for each in new.identifiers if each in _countries()), None)
    if country is not None:
        return f"{country} is a country; countries come from the codebook and are not decided on"
    if isinstance(new, Merge):
        return _of_merge(new, held)
    if isinstance(new, Split):
        if new.becomes == new.entity:
            return "a name can't be kept from an entity by being it"
        leaders = merged([each for each in held if isinstance(each, Merge)])
        if leaders.get(new.becomes, new.becomes) == leaders.get(new.entity, new.entity):
            return f"{new.becomes} and {new.entity} are decided to be one"
        return ""
    assert isinstance(new, Link)
    links = [each for each in held if isinstance(each, Link) and each.entity == new.entity]
    other = next((each.wikidata for each in links if each.match == new.match == "exact"), "")
    return f"it is already {other}" if other else ""


@cache
def _countries() -> frozenset[str]:
    """The identifiers that countries have as entities."""
    return frozenset(gazetteer().ids.values())


def _of_merge(new: Merge, held: list[Decision]) -> str:
    merges = [each for each in held if isinstance(each, Merge)]
    into = next((each.entity for each in merges if each.joins == new.joins), "")
    if into:
        return f"{new.joins} is already part of {into}"
    if merged(merges).get(new.entity, new.entity) == new.joins:
        return "an entity can't be part of itself"
    leaders = merged([*merges, new])
    for each in held:
        if isinstance(each, Split):
            one, other = leaders.get(each.becomes, each.becomes), leaders.get(each.entity, each.entity)
            if one == other:
                return f"it is decided that {each}"
    return ""


def merged(merges: list[Merge]) -> dict[str, str]:
    """Each identifier that was joined to another, with the one that stays in the end."""
    into = {each.joins: each.entity for each in merges}
    final = {}
    for joins, first in into.items():
        stays = first
        while stays in into:
            stays = into[stays]
        final[joins] = stays
    return final
