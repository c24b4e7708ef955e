"""What a name stands for: the decision on one name, with the rule that made it and a score."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ciigraph.extraction.likeness import Spellings, kind, without_additions
from ciigraph.extraction.names import entity_id, is_han, name_key, squeezed

if TYPE_CHECKING:
    from ciigraph.extraction.gazetteer import Gazetteer
    from ciigraph.extraction.knowledge import Entity, Knowledge
    from ciigraph.extraction.lexicon import Lexicon
    from ciigraph.records import EntityType

#: "University" where it comes first.
_UNIVERSITIES = frozenset(
    "universiteit universidad universidade universita universite universitat uniwersytet univerzita universitas".split()  # noqa: SIM905
)
_OF = frozenset({"de", "do", "da", "di", "of", "zu", "degli", "van"})
#: Types whose names go with or without "Company", "News Agency" and the like.
_SHORTENED = frozenset({"Company", "MediaOrganisation", "Product"})
#: Types of which every country has its own by the same everyday words.
_STATES_OWN = frozenset(
    {"GovernmentBody", "University", "ResearchBody", "Association", "PoliticalParty", "MediaOrganisation"}
)
#: American spellings that ``name_key`` writes and the lexicon doesn't have.
_LEVELLED = frozenset({"center", "defense", "labor", "program", "programs", "organization", "theater", "harbor"})
_MEMORY = 200_000


@dataclass(frozen=True, slots=True)
class Link:
    """The entity of a name. ``rule`` says which rule decided, ``score`` (0..1) how sure it is."""

    entity: str
    label: str
    rule: str
    score: float = 1.0
    country: str | None = None
    wikidata: str | None = None
    type: EntityType | None = None  # of the known entity


def of_entity(entity: Entity, rule: str, score: float = 1.0) -> Link:
    """The link to a known entity."""
    return Link(entity.id, entity.label, rule, score, entity.country, entity.wikidata, entity.type)


@dataclass(frozen=True, slots=True)
class Query:
    """A name to be linked.

    ``owner`` is the country (alpha-2) that the text gives the thing ("Chinese", "of China"), if any; ``profile`` that
    of the document.
    """

    name: str  # as written, without article
    type: EntityType
    owner: str | None = None
    profile: str | None = None

    @property
    def key(self) -> str:
        """The name made comparable."""
        return name_key(self.name)

    @property
    def home(self) -> frozenset[str | None]:
        """Countries whose things may go by an everyday name here; None for things of no country."""
        return frozenset({None, self.owner, self.profile, "CN"})


@dataclass(slots=True)
class Namer:
    """Links names by what is known, whatever text they stand in; remembers what it decided."""

    known: Knowledge
    lexicon: Lexicon
    places: Gazetteer
    spellings: Spellings
    _memory: dict[Query, Link] = field(default_factory=dict)

    def link(self, query: Query) -> Link:
        """The entity that a name means."""
        link = self._memory.get(query)
        if link is None:
            if len(self._memory) > _MEMORY:
                self._memory.clear()
            link = self._memory[query] = self._decide(query)
        return link

    def is_everyday(self, key: str) -> bool:
        """Whether a name has no word that tells it from its like in other countries ("national news agency")."""
        special, everyday = self.lexicon.words["special"], self.lexicon.everyday
        return all((w in everyday or w in _LEVELLED) and w not in special for w in key.split())

    def is_any_states(self, key: str) -> bool:
        """Whether every state may have a body of this name ("national media authority")."""
        return self.is_everyday(key) and not self.lexicon.words["states_own"].isdisjoint(key.split())

    def is_class_name(self, key: str) -> bool:
        """Whether the words are those of a body that any state might have ("ministry of tourism and sports")."""
        words = key.split()
        heads = (self.lexicon.head_at_end(part) for part in (words, words[:1], words[:2]))
        return len(words) > 1 and any(heads) and self.is_everyday(key)

    def _decide(self, query: Query) -> Link:
        if query.type == "Place":
            return self._place(query)
        if query.type == "GovernmentBody":
            body = public_body(query, self)
            if body is not None:
                return body
        return self._known(query) or self._new(query)

    def _known(self, query: Query) -> Link | None:
        name, key = query.name, query.key
        entity = self.fitting(self.known.by_abbreviation.get(name, ()), query)
        if entity is not None:
            return of_entity(entity, "abbreviation")
        entity = self.fitting(self._in_script(self.known.by_key.get(key, ()), query), query, key)
        if entity is not None:
            exact = name in entity.names
            return of_entity(entity, "exact" if exact else "normalised", 1.0 if exact else 0.98)
        entity = self.fitting(self._in_script(self.known.by_squeezed.get(squeezed(key), ()), query), query, key)
        if entity is not None:
            return of_entity(entity, "blanks", 0.96)
        for variant, rule in self._variants(query):
            entity = self.fitting(self.known.by_key.get(variant, ()), query, variant)
            if entity is not None and (rule != "addition" or entity.type in _SHORTENED):
                return of_entity(entity, rule, 0.93)
        return self._misspelt(query)

    def _in_script(self, ids: tuple[str, ...], query: Query) -> tuple[str, ...]:
        """Those of the entities that are called so in the script of the name: 民建 isn't "Minjian"."""
        if not ids:
            return ids
        han, key = is_han(query.name), squeezed(query.key)
        return tuple(
            id_
            for id_ in ids
            if any(is_han(name) == han and squeezed(name_key(name)) == key for name in self.known.entities[id_].names)
        )

    def _variants(self, query: Query) -> list[tuple[str, str]]:
        """Other ways to put the same name: word order of universities, additions of firms."""
        key = query.key
        variants = []
        if query.type in {"University", "ResearchBody"}:
            variants += [(self.ordered(query), "word-order"), (_disordered(key), "word-order")]
        shorter = without_additions(key, self.lexicon)
        return [*variants, (shorter, "addition")] if shorter != key else variants

    def ordered(self, query: Query) -> str:
        """``ghent university`` as ``university of ghent`` where it begins with a place of the profile's country."""
        words = query.key.split()
        if len(words) > 1 and words[0] in _UNIVERSITIES:
            place = self.places.cities.get(" ".join(w for w in words[1:] if w not in _OF))
            if place is not None and place.country == query.profile:
                return f"university of {name_key(place.label)}"
        if len(words) > 1 and words[-1] == "university" and self._is_place(" ".join(words[:-1]), query.profile):
            return "university of " + " ".join(words[:-1])
        return query.key

    def _is_place(self, key: str, country: str | None) -> bool:
        """Whether a key is the country, or a place in it."""
        if country is None:
            return False
        city = self.places.cities.get(key)
        return country in {self.places.countries.get(key), self.places.regions.get(key), city and city.country}

    def fitting(self, ids: tuple[str, ...], query: Query, everyday_key: str = "") -> Entity | None:
        """The one of several entities of a name that suits type and country; None where none does."""
        entities = [self.known.entities[i] for i in ids]
        owner, profile = query.owner, query.profile
        if owner is not None:
            entities = [e for e in entities if e.country in {None, owner} or e.type != "GovernmentBody"]
        if entities and everyday_key and self.is_any_states(everyday_key):
            entities = [e for e in entities if e.country in query.home]
        return min(
            entities,
            key=lambda e: (
                e.type != query.type,
                owner is not None and e.country != owner,
                e.country != profile,
                e.country != "CN",
                e.id,
            ),
            default=None,
        )

    def _misspelt(self, query: Query) -> Link | None:
        """A known name that differs by a letter or two."""
        nearest = self.spellings.nearest(query.key)
        if nearest is None:
            return None
        entity = self.fitting(self.known.by_key[nearest[0]], query, query.key)
        if entity is None or kind(entity.type) != kind(query.type) or entity.country not in query.home:
            return None
        return of_entity(entity, "spelling", round(nearest[1] / 100, 3))

    def _place(self, query: Query) -> Link:
        full = query.key
        for prefix in ("city of ", "province of ", "municipality of ", "region of "):
            full = full.removeprefix(prefix)
        key = full
        for head in sorted(self.lexicon.words["place_heads"], key=len, reverse=True):
            if key.endswith(" " + head):
                key = key.removesuffix(" " + head)
                break
        entity = self.fitting(self.known.by_key.get(full, ()) or self.known.by_key.get(key, ()), query)
        if entity is not None and entity.type in {"Place", "Country"}:
            return of_entity(entity, "exact" if full == name_key(entity.label) else "normalised")
        city = self.places.cities.get(key)
        label = city.label if city is not None else query.name
        country = city.country if city is not None else self.places.regions.get(key)
        return Link(self._free_id(entity_id(key), query.type), label, "place", 0.9 if country else 0.7, country)

    def _new(self, query: Query) -> Link:
        """A name that nothing known explains: its own entity; a generic one takes its country."""
        name, type_, owner = query.name, query.type, query.owner
        if type_ == "University":
            ordered = self.ordered(query)
            if ordered != query.key:  # the id is the same for both orders
                return Link(entity_id(ordered), name, "word-order", 0.95, owner)
        code = owner or query.profile
        if type_ in _STATES_OWN and code in self.places.labels and self.is_class_name(query.key):
            label = f"{name} of {self.places.labels[code]}"
            return Link(entity_id(label), label, "generic-name-with-country", 0.8, code)
        return Link(self._free_id(entity_id(name), type_), name, "new", 0.7, owner)

    def _free_id(self, id_: str, type_: EntityType) -> str:
        """The id, told apart from that of a known thing of another kind ("Jordan" the person)."""
        known = self.known.entities.get(id_)
        return id_ if known is None or kind(known.type) == kind(type_) else f"{id_}-{type_.lower()}"


def _disordered(key: str) -> str:
    """``university of ghent`` as ``ghent university``."""
    place = key.removeprefix("university of ")
    return f"{place} university" if place != key else key


def public_body(query: Query, namer: Namer) -> Link | None:
    """A body that every state has: its canonical name with its country; None where it is none or nobody's."""
    code, rest = _parted(query, namer.places)
    stated = code is not None
    american = rest.replace("defense", "defence").replace("labor", "labour")
    body = namer.lexicon.bodies.get(rest) or namer.lexicon.bodies.get(american)
    if body is None and not namer.is_class_name(rest):
        return None
    code = code or query.profile
    if code is None or code not in namer.places.labels:
        return None
    country = namer.places.labels[code]
    forms = () if body is None else body.forms
    for form in (rest, *forms, f"{rest} of {name_key(country)}", query.key):
        for id_ in namer.known.by_key.get(name_key(form), ()):
            entity = namer.known.entities[id_]
            if entity.country == code and entity.type == query.type:
                return of_entity(entity, "public-body")
    if not stated and body is None:
        others = namer.known.by_key.get(rest, ())
        if len(others) == 1 and namer.known.entities[others[0]].country in query.home:
            return of_entity(namer.known.entities[others[0]], "exact")
    label = f"{body.name if body is not None else _titled(rest)} of {country}"
    return Link(entity_id(label), label, f"public-body{'' if stated else '-of-profile'}", 0.95 if stated else 0.9, code)


def _parted(query: Query, places: Gazetteer) -> tuple[str | None, str]:
    """The country that a body's name has in it ("chinese …", "… of china"), and the name without it."""
    words = query.key.split()
    for n in (2, 1):
        first = " ".join(words[:n])
        found = places.demonyms.get(first) or places.countries.get(first)
        if found is not None and len(words) > n:
            return found, " ".join(words[n:])
    head, _, tail = query.key.rpartition(" of ")
    if head and tail in places.countries:
        return places.countries[tail], head
    return query.owner, query.key


def _titled(key: str) -> str:
    """A key written as a title."""
    return " ".join(w if w in {"of", "and", "the", "for", "on"} else w.capitalize() for w in key.split())
