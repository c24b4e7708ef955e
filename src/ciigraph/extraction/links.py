"""What a name stands for: the decision on one name, with the rule that made it and a score."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from ciigraph.extraction.names import entity_id, name_key, squeezed

if TYPE_CHECKING:
    from ciigraph.extraction.gazetteer import Gazetteer
    from ciigraph.extraction.knowledge import Entity, Knowledge
    from ciigraph.extraction.lexicon import Lexicon
    from ciigraph.records import EntityType

#: Two spellings are one name from this likeness on (rapidfuzz's ratio, 0..100).
SPELLING = 91.0
_UNIVERSITIES = frozenset(
    {
        "universiteit",
        "universidad",
        "universidade",
        "universita",
        "universite",
        "universitat",
        "uniwersytet",
        "univerzita",
        "universitas",
    }
)
_OF = frozenset({"de", "do", "da", "di", "of", "zu", "degli", "van"})
#: Likeness of two words that are spellings of one.
_WORD = 78.0
_SHORTENED = frozenset({"Company", "MediaOrganisation", "Product"})
_PLACE_HEADS = ("province", "city", "region", "autonomous region", "county", "prefecture", "oblast", "municipality", "governorate", "state", "special administrative region", "district", "uygur autonomous region", "uyghur autonomous region")  # fmt: skip
#: Types between which a likeness of names may decide.
COARSE: dict[str, str] = {t: "org" for t in ("Company", "University", "ResearchBody", "MediaOrganisation", "GovernmentBody", "PoliticalParty", "Association",
                                              "InternationalOrganisation", "Network", "ConfuciusInstitute", "ThreatActor")}  # fmt: skip
#: Words at a firm's or an outlet's end that add nothing to its name.
_ADDITIONS = frozenset(
    "technologies technology company group corporation holding holdings co news agency newspaper app media international industries shipping".split()
)


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


@dataclass(slots=True)
class Namer:
    """Links names by what is known, whatever text they stand in; remembers what it decided."""

    known: Knowledge
    lexicon: Lexicon
    places: Gazetteer
    _memory: dict[tuple[str, str, str | None, str | None], Link] = field(default_factory=dict)
    _blocks: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    def link(self, name: str, type_: EntityType, owner: str | None, profile: str | None) -> Link:
        """The entity that ``name`` means.

        Args:
            name: as written, without article.
            type_: what kind of thing it is.
            owner: alpha-2 of the country that the text gives it ("Chinese", "of China"), if any.
            profile: alpha-2 of the country that the document is about.
        """
        key = (name, type_, owner, profile)
        link = self._memory.get(key)
        if link is None:
            if len(self._memory) > 200_000:
                self._memory.clear()
            link = self._memory[key] = self._decide(name, type_, owner, profile)
        return link

    def _decide(self, name: str, type_: EntityType, owner: str | None, profile: str | None) -> Link:
        if type_ == "Place":
            return self._place(name)
        key = name_key(name)
        body = self._public_body(key, type_, owner, profile)
        if body is not None:
            return body
        link = self._known(name, key, type_, owner, profile)
        if link is not None:
            return link
        return self._new(name, key, type_, owner, profile)

    def _known(self, name: str, key: str, type_: EntityType, owner: str | None, profile: str | None) -> Link | None:
        entity = self._fitting(self.known.by_abbreviation.get(name, ()), type_, owner, profile)
        if entity is not None:
            return of_entity(entity, "abbreviation")
        entity = self._fitting(self.known.by_key.get(key, ()), type_, owner, profile, key)
        if entity is not None:
            return of_entity(
                entity, "exact" if name in entity.names else "normalised", 1.0 if name in entity.names else 0.98
            )
        entity = self._fitting(self.known.by_squeezed.get(squeezed(key), ()), type_, owner, profile)
        if entity is not None:
            return of_entity(entity, "blanks", 0.96)
        for variant, rule in self._variants(key, type_, profile):
            entity = self._fitting(self.known.by_key.get(variant, ()), type_, owner, profile)
            if entity is not None and (rule != "addition" or entity.type in _SHORTENED):
                return of_entity(entity, rule, 0.93)
        return self._like(key, type_, owner, profile)

    def _variants(self, key: str, type_: EntityType, profile: str | None) -> list[tuple[str, str]]:
        """Other ways to put the same name: word order of universities, additions of firms."""
        variants = []
        words = key.split()
        if type_ in {"University", "ResearchBody"}:
            variants.append((self.ordered(key, profile), "word-order"))
            variants.append((self.disordered(key), "word-order"))
        while len(words) > 1 and words[-1] in _ADDITIONS:
            words = words[:-1]
            variants.append((" ".join(words), "addition"))
        return variants

    def ordered(self, key: str, profile: str | None) -> str:
        """``ghent university`` as ``university of ghent`` where the first words are a place of the profile's country."""
        words = key.split()
        if len(words) >= 2 and words[0] in _UNIVERSITIES:
            place = self.places.cities.get(" ".join(w for w in words[1:] if w not in _OF))
            return f"university of {name_key(place.label)}" if place is not None and place.country == profile else key
        if len(words) >= 2 and words[-1] == "university" and self._is_place(" ".join(words[:-1]), profile):
            return "university of " + " ".join(words[:-1])
        return key

    def disordered(self, key: str) -> str:
        """``university of ghent`` as ``ghent university``."""
        place = key.removeprefix("university of ")
        return f"{place} university" if place != key else key

    def _is_place(self, key: str, profile: str | None) -> bool:
        """Whether a key is the profile's country, or a place in it."""
        city = self.places.cities.get(key)
        return (
            profile
            in {
                self.places.countries.get(key),
                self.places.regions.get(key),
                city.country if city is not None else None,
            }
            and profile is not None
        )

    def _fitting(
        self, ids: tuple[str, ...], type_: EntityType, owner: str | None, profile: str | None, key: str | None = None
    ) -> Entity | None:
        """The one of several entities of a name that suits type and country; None where none does."""
        entities = [self.known.entities[i] for i in ids]
        if owner is not None:
            entities = [e for e in entities if e.country in {None, owner} or e.type not in {"GovernmentBody"}]
        if key is not None and self.is_everyday(key):
            entities = [e for e in entities if e.country in {None, owner, profile, "CN"}]
        if not entities:
            return None
        if len(entities) == 1:
            return entities[0]
        ranked = sorted(
            entities,
            key=lambda e: (
                e.type != type_,
                e.country != owner if owner else False,
                e.country != profile,
                e.country != "CN",
                e.id,
            ),
        )
        return ranked[0]

    def _like(self, key: str, type_: EntityType, owner: str | None, profile: str | None) -> Link | None:
        """A known name that differs by a letter or two; looked for among those that share the first or last word."""
        if len(key) < (9 if " " in key else 6):
            return None
        if not self._blocks:
            for other, ids in self.known.by_key.items():
                if len(other) >= 6:
                    for word in _block_words(other):
                        self._blocks.setdefault(word, []).append((other, ids[0]))
        best: tuple[float, str, str] | None = None
        digits = [c for c in key if c.isdigit()]
        for word in _block_words(key):
            for other, id_ in self._blocks.get(word, ()):
                if abs(len(other) - len(key)) > 4:
                    continue
                score = fuzz.ratio(key, other, score_cutoff=SPELLING)
                if (
                    score
                    and (best is None or (score, other) > best[:2])
                    and digits == [c for c in other if c.isdigit()]
                ):
                    best = (score, other, id_)
        if best is None or not differs_by_spelling(key, best[1], self.places):
            return None
        entity = self._fitting(self.known.by_key[best[1]], type_, owner, profile, key)
        if (
            entity is None
            or COARSE.get(entity.type, entity.type) != COARSE.get(type_, type_)
            or entity.country not in {None, owner, profile, "CN"}
        ):
            return None
        return of_entity(entity, "spelling", round(best[0] / 100, 3))

    def _place(self, name: str) -> Link:
        key = name_key(name)
        for prefix in ("city of ", "province of ", "municipality of ", "region of "):
            key = key.removeprefix(prefix)
        full = key
        for head in _PLACE_HEADS:
            if key.endswith(" " + head):
                key = key.removesuffix(" " + head).strip()
                break
        entity = self._fitting(self.known.by_key.get(full, ()) or self.known.by_key.get(key, ()), "Place", None, None)
        if entity is not None:
            return of_entity(entity, "exact" if full == name_key(entity.label) else "normalised")
        city = self.places.cities.get(key)
        label = city.label if city is not None else name
        country = city.country if city is not None else self.places.regions.get(key)
        return Link(key.replace(" ", "-") or "unnamed", label, "place", 0.9 if country else 0.7, country)

    def _public_body(self, key: str, type_: EntityType, owner: str | None, profile: str | None) -> Link | None:
        """A body that every state has: its canonical name with its country."""
        if type_ != "GovernmentBody":
            return None
        words = key.split()
        code, rest = owner, key
        for n in (2, 1):
            first = " ".join(words[:n])
            found = self.places.demonyms.get(first) or self.places.countries.get(first)
            if found is not None and len(words) > n:
                code, rest = found, " ".join(words[n:])
                break
        head, _, tail = rest.partition(" of ")
        if tail and tail in self.places.countries:
            code, rest = self.places.countries[tail], head
        elif " of " in rest and rest.rpartition(" of ")[2] in self.places.countries:
            rest, _, tail = rest.rpartition(" of ")
            code = self.places.countries[tail]
        body = self.lexicon.bodies.get(rest) or self.lexicon.bodies.get(
            rest.replace("defense", "defence").replace("labor", "labour")
        )
        generic = body is not None or self._is_generic(rest)
        if not generic:
            return None
        stated = code is not None
        code = code or profile
        if code is None or code not in self.places.labels:
            return None
        for candidate in (
            rest,
            *(() if body is None else body.forms),
            f"{rest} of {name_key(self.places.labels[code])}",
        ):
            for id_ in self.known.by_key.get(name_key(candidate), ()):
                entity = self.known.entities[id_]
                if entity.country == code and entity.type == "GovernmentBody":
                    return of_entity(entity, "public-body")
        for demonym_name in (key,):
            for id_ in self.known.by_key.get(demonym_name, ()):
                if self.known.entities[id_].country == code:
                    return of_entity(self.known.entities[id_], "public-body")
        if not stated and body is None:
            others = [self.known.entities[i] for i in self.known.by_key.get(rest, ())]
            if len(others) == 1:
                return of_entity(others[0], "exact")
        label = f"{body.name if body is not None else _titled(rest)} of {self.places.labels[code]}"
        return Link(
            entity_id(label),
            label,
            "public-body" if stated else "public-body-of-profile",
            0.95 if stated else 0.9,
            code,
            None,
        )

    def is_everyday(self, key: str) -> bool:
        """Whether a name has no word that tells it from its like in other countries ("national news agency")."""
        return all((w in self.lexicon.everyday or w in _LEVELLED) and w not in _SPECIAL for w in key.split())

    def _is_generic(self, key: str) -> bool:
        """Whether the words are those of a body that any state might have ("ministry of tourism and sports")."""
        words = key.split()
        head = (
            self.lexicon.head_at_end(words)
            or self.lexicon.head_at_end(words[:1])
            or self.lexicon.head_at_end(words[:2])
        )
        if head is None or len(words) < 2:
            return False
        return all((w in self.lexicon.everyday or w in _LEVELLED) and w not in _SPECIAL for w in words)

    def _new(self, name: str, key: str, type_: EntityType, owner: str | None, profile: str | None) -> Link:
        """A name that nothing known explains: its own entity; a generic one takes its country."""
        if type_ == "University":
            ordered = self.ordered(key, profile)
            if ordered != key:  # the id is the same for both orders
                return Link(ordered.replace(" ", "-"), name, "word-order", 0.95, owner)
        if type_ in _STATES_OWN and self._is_generic(key):
            code = owner or profile
            if code is not None and code in self.places.labels:
                label = f"{name} of {self.places.labels[code]}"
                return Link(entity_id(label), label, "generic-name-with-country", 0.8, code)
        return Link(entity_id(name), name, "new", 0.7, owner)


#: American spellings that ``name_key`` writes and the lexicon doesn't have.
#: Types of which every country has its own by the same everyday words.
_STATES_OWN = frozenset({"GovernmentBody", "University", "ResearchBody", "Association", "PoliticalParty"})
#: Everyday words that make a name a certain one after all.
_SPECIAL = frozenset(
    {
        "belt",
        "road",
        "silk",
        "people",
        "peoples",
        "communist",
        "chinese",
        "confucius",
        "global",
        "world",
        "international",
        "mandarin",
        "asian",
        "african",
        "eurasian",
        "european",
        "pacific",
        "arctic",
    }
)
_LEVELLED = frozenset({"center", "defense", "labor", "program", "programs", "organization", "theater", "harbor"})


def _block_words(key: str) -> tuple[str, ...]:
    """Under which words a name is filed: its first and last, a single word under its beginning."""
    words = key.split()
    return tuple(dict.fromkeys((words[0], words[-1]))) if len(words) > 1 else (f"={key[:4]}",)


def without_additions(key: str) -> str:
    """A firm's or outlet's name without the words at its end that add nothing ("huawei technologies")."""
    words = key.split()
    while len(words) > 1 and words[-1] in _ADDITIONS:
        words = words[:-1]
    return " ".join(words)


def _titled(key: str) -> str:
    return " ".join(w if w in {"of", "and", "the", "for", "on"} else w.capitalize() for w in key.split())


def differs_by_spelling(key: str, other: str, places: Gazetteer) -> bool:
    """Whether two like names differ by spelling only, not by a word that tells two things apart."""
    ours, theirs = key.split(), other.split()
    if len(ours) != len(theirs):
        return squeezed(key) == squeezed(other) or fuzz.ratio(key, other) >= 95
    different = [(a, b) for a, b in zip(ours, theirs, strict=True) if a != b]
    return all(
        fuzz.ratio(a, b) >= _WORD and len(a) > 3 and not (_is_place(a, places) or _is_place(b, places))
        for a, b in different
    )


def _is_place(word: str, places: Gazetteer) -> bool:
    return places.country_of(word) is not None or word in places.cities or word in places.regions
