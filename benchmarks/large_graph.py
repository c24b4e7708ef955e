"""A large graph made up for measuring: as many documents, mentions and relations as are asked for, read by nobody.

Its statements are made by the program's own functions from records that no reader and no language model made, so that
a graph of 98 countries and 200,000 relations takes minutes and not hours. Names are syllables; a few entities are named
everywhere and most only here and there, as in real documents.
"""

from __future__ import annotations

import random
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, cast, get_args

from ciigraph import codebook, countries
from ciigraph.extraction.names import name_key
from ciigraph.graph.codebook_statements import codebook_statements
from ciigraph.graph.document_statements import document_statements
from ciigraph.graph.entity_statements import EntityProfile, entity_statements
from ciigraph.graph.extraction_statements import extraction_statements
from ciigraph.graph.store import Generation
from ciigraph.inquiry.derivation import derive
from ciigraph.records import Answer, Citation, Document, EntityType, Extraction, Mention, Predicate, Relation, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_EDITION = 2024
_ONSETS = ("b", "br", "ch", "d", "dr", "f", "g", "h", "j", "k", "kr", "l", "m", "n", "p", "r", "s", "sh", "t", "v", "z")
_CORES = ("a", "e", "i", "o", "u", "ai", "ei", "ou")
_CODAS = ("", "", "n", "ng", "l", "r", "s", "k", "m")
_KINDS = (
    "University",
    "Bank",
    "Group",
    "Ministry",
    "Institute",
    "Port",
    "News",
    "Association",
    "Technologies",
    "Forum",
)
_TYPES = tuple(kind for kind in get_args(EntityType) if kind != "Country")
_MENTIONS, _RELATIONS = 6, 4
#: Relations for one entity, as in the graph of the index's material.
_PER_ENTITY = 5


class Size(NamedTuple):
    """How much there is in a graph."""

    countries: int
    relations: int
    entities: int
    triples: int


def write_large_graph(directory: Path, *, land: int = 98, relations: int = 200_000, seed: int = 1) -> Size:
    """Write a store with one document a country.

    Args:
        directory: the folder of the store.
        land: how many countries.
        relations: how many relations, at least.
        seed: the same seed makes the same graph.
    """
    draw = random.Random(seed)
    profiles = list(_profiles(draw, max(20, relations // _PER_ENTITY)))
    weights = [1 / (rank + 8) ** 0.9 for rank in range(len(profiles))]
    codes = [code for code in countries.codes() if code not in ("CN", "HK", "MO", "TW")][:land]
    units = -(-relations // (land * _RELATIONS))
    generation = Generation(directory, copy_current=False)
    store = generation.store
    store.bulk_extend(codebook_statements(codebook.load(), {code: countries.name(code) for code in countries.codes()}))
    counts = dict.fromkeys((profile.id for profile in profiles), 0)
    for code in codes:
        document, found = _document(draw, code, units, profiles, weights)
        store.bulk_extend(document_statements(document))
        store.bulk_extend(extraction_statements(document, found, str))
        for mention in (mention for extraction in found for mention in extraction.mentions):
            counts[mention.entity] += 1
    store.bulk_extend(
        entity_statements(
            EntityProfile(p.id, p.type, p.label, p.aliases, p.keys, p.country, p.parent, mentions=counts[p.id])
            for p in profiles
        )
    )
    derive(store)
    triples = len(store)
    del store
    generation.publish(optimize=True)
    return Size(land, units * land * _RELATIONS, len(profiles), triples)


def _word(draw: random.Random) -> str:
    syllables = (draw.choice(_ONSETS) + draw.choice(_CORES) + draw.choice(_CODAS) for _ in range(draw.randint(2, 3)))
    return "".join(syllables).capitalize()


def _profiles(draw: random.Random, count: int) -> Iterator[EntityProfile]:
    """Entities of one to four words; many share a word, one in three has another name, one in twenty a parent."""
    shared = [_word(draw) for _ in range(count // 8 + 5)]
    made: list[str] = []
    for number in range(count):
        words = [_word(draw)] if draw.random() < 0.6 else [draw.choice(shared)]
        words += [draw.choice(shared)] * (draw.random() < 0.3) + [draw.choice(_KINDS)] * (draw.random() < 0.6)
        label = " ".join(words)
        aliases = (label, *((f"{_word(draw)} {words[0]}",) if draw.random() < 0.3 else ()))
        identifier = f"{name_key(label).replace(' ', '-')}-{number}"
        parent = draw.choice(made) if made and draw.random() < 0.05 else None
        made.append(identifier)
        yield EntityProfile(
            id=identifier,
            type=draw.choice(_TYPES),
            label=label,
            aliases=aliases,
            keys=tuple(sorted({name_key(name) for name in aliases})),
            country=draw.choice(("CN", "CN", None)),
            parent=parent,
        )


def _document(
    draw: random.Random, code: str, count: int, profiles: list[EntityProfile], weights: list[float]
) -> tuple[Document, list[Extraction]]:
    asked = [indicator.code for indicator in codebook.load().indicators]
    units, extractions = [], []
    chosen = iter(draw.choices(profiles, weights, k=count * _MENTIONS))
    for number in range(count):
        text, mentions = _text(draw, list(islice(chosen, _MENTIONS)))
        url = f"https://news{draw.randint(1, 400)}.example.org/{code}/{number}"
        units.append(
            Unit(f"{asked[number % 99]}.{number}", "supporting", text, f"/{number}", asked[number % 99], code,
                 citations=(Citation(1, url, url),))
        )  # fmt: skip
        relations = tuple(_relation(draw, len(text)) for _ in range(_RELATIONS))
        extractions.append(Extraction(units[-1].id, mentions, relations))
    answers = tuple(Answer(code, _EDITION, each, draw.choice((0, 0, 0, 2, 4)), f"/{each}") for each in asked)
    name = f"{countries.name(code).lower().replace(' ', '-')}-{_EDITION}"
    document = Document(
        name, "country-file", f"{name}.json", "0" * 64, "application/json", country=code, edition=_EDITION,
        units=tuple(units), answers=answers,
    )  # fmt: skip
    return document, extractions


def _text(draw: random.Random, named: list[EntityProfile]) -> tuple[str, tuple[Mention, ...]]:
    text, mentions = "", []
    for profile in named:
        text += f"In {draw.randint(2004, 2023)} it was said of "
        start, text = len(text), text + profile.label
        kind = cast("EntityType", profile.type)
        mentions.append(Mention(start, len(text), profile.label, kind, profile.id, profile.label))
        text += f" that {draw.randint(2, 99)} people came. "
    return text.rstrip(), tuple(mentions)


def _relation(draw: random.Random, length: int) -> Relation:
    subject, object_ = draw.sample(range(_MENTIONS), 2)
    return Relation(
        draw.choice(cast("tuple[Predicate, ...]", get_args(Predicate))), subject, object_, (0, min(length, 120)),
        modality=draw.choice(("asserted", "asserted", "alleged", "planned")),
        status=draw.choice(("current", "unknown", "ended")),
        start=str(draw.randint(2004, 2023)) if draw.random() < 0.3 else None,
    )  # fmt: skip
