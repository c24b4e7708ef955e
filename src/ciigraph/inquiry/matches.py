"""What a lookup finds: an entity with all that the graph knows of it, country by country."""

from __future__ import annotations

import msgspec


class Named(msgspec.Struct, frozen=True):
    """An entity by its address and its label."""

    entity: str
    label: str


class Evidence(msgspec.Struct, frozen=True):
    """A sentence that names an entity or states a relation, and where it stands.

    ``url`` is the first address that its source cites there, ``urls`` are all of them; ``document`` is the document's
    identifier, ``also_in`` are those of others with the same sentence; ``unit`` is the address of the piece of text, of
    which the sentence is the code points ``start`` to ``end``.
    """

    text: str
    document: str
    indicator: str | None
    url: str | None
    urls: tuple[str, ...] = ()
    section: str | None = None
    edition: int | None = None
    unit: str = ""
    start: int = 0
    end: int = 0
    also_in: tuple[str, ...] = ()


class Statement(msgspec.Struct, frozen=True):
    """A relation of the entity, told from its end in ``words``; ``role`` says which end that is.

    Relations that say the same in several documents are one statement; ``evidence`` holds each sentence,
    ``relations`` the addresses of all of them.
    """

    words: str
    predicate: str
    role: str  # "subject" | "object"
    other: Named
    polarity: str = "affirmed"
    modality: str = "asserted"
    status: str = "unknown"
    start: str | None = None
    end: str | None = None
    amount: str = ""
    indicators: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    relations: tuple[str, ...] = ()


class InCountry(msgspec.Struct, frozen=True):
    """What the documents on one country say of an entity; ``country`` is empty for documents on no single country.

    ``first`` and ``last`` are the earliest and the latest date of its dated relations there. ``evidence`` holds the
    sentences that mention it, at most as many as were asked for; ``mentions`` counts all mentions.
    """

    country: str
    name: str
    mentions: int
    documents: int
    relations: tuple[Statement, ...] = ()
    indicators: tuple[str, ...] = ()
    first: str | None = None
    last: str | None = None
    evidence: tuple[Evidence, ...] = ()


class Match(msgspec.Struct, frozen=True):
    """An entity that a name may mean; ``match`` (0..1) says how sure that is and ``reason`` why.

    ``home`` is the country it belongs to. ``subsidiaries`` hold the parts of it that the graph knows, each with its own
    countries and parts.
    """

    entity: str
    label: str
    type: str
    aliases: tuple[str, ...] = ()
    wikidata: str | None = None
    match: float = 1.0
    reason: str = ""
    home: str | None = None
    parent: Named | None = None
    mentions: int = 0
    countries: tuple[InCountry, ...] = ()
    subsidiaries: tuple[Match, ...] = ()


class Completion(msgspec.Struct, frozen=True):
    """An entity whose name begins like what was typed; ``name`` is the name that does."""

    entity: str
    label: str
    type: str
    name: str
    mentions: int = 0
