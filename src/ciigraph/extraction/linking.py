"""Component ``linking``: gives each mention its entity, with the rule that decided and a score."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from spacy.language import Language
from spacy.tokens import Doc, Span

from ciigraph.extraction import anaphora, context
from ciigraph.extraction.bodies import BODIES, HELD
from ciigraph.extraction.coreference import unite_acronyms, unite_brackets, unite_surnames
from ciigraph.extraction.gazetteer import Gazetteer, gazetteer
from ciigraph.extraction.institutes import institute_hosts
from ciigraph.extraction.knowledge import Entity, Knowledge, knowledge
from ciigraph.extraction.lexicon import Lexicon, lexicon
from ciigraph.extraction.likeness import Spellings
from ciigraph.extraction.links import Link, Namer, Query, of_entity
from ciigraph.extraction.missions import culture_center, mission
from ciigraph.extraction.names import entity_id, name_key, plain
from ciigraph.extraction.surroundings import acts_as_state, host_after, owner_behind, owner_of

if TYPE_CHECKING:
    from ciigraph.records import EntityType

#: Types whose things belong to a country, which the words around may give.
_OWNED = frozenset({"GovernmentBody", "PoliticalParty", "Association", "ResearchBody"})


class Linking:
    """Sets ``span._.entity`` and the attributes beside it on all mentions, and resolves what refers back."""

    def __init__(self, known: Knowledge, words: Lexicon, places: Gazetteer) -> None:
        """Use this knowledge."""
        self.known, self.lexicon, self.places = known, words, places
        self.namer = Namer(known, words, places, Spellings(known.by_key, places))

    def __call__(self, doc: Doc) -> Doc:
        """Link all mentions of a text, in order."""
        mentions = list(doc.spans[context.MENTIONS])
        links = [self._link(doc, span) for span in mentions]
        unite_brackets(doc, mentions, links, self.known.entities)
        unite_acronyms(mentions, links)
        institute_hosts(doc, mentions, links)
        unite_surnames(mentions, links)
        for n, (span, link) in enumerate(zip(mentions, links, strict=True)):
            if link.type is not None and link.type != span.label_:
                mentions[n] = Span(doc, span.start, span.end, label=link.type, kb_id=link.entity)
            write(mentions[n], link)
        mentions = self._with_offices(doc, mentions, links)
        doc.spans[context.MENTIONS] = mentions
        doc.spans[anaphora.ANAPHORS] = anaphora.resolve(doc, mentions, self.lexicon)
        return doc

    def _with_offices(self, doc: Doc, mentions: list[Span], links: list[Link]) -> list[Span]:
        """The mentions with the offices that stand beside their holders; these count only where a relation needs them.

        The office is of the country of the person whose name follows, where that is known, else of the profile's.
        """
        offices = [span for span in doc.spans[BODIES] if span.id_ == HELD]
        if not offices:
            return mentions
        taken = {i for span in mentions for i in range(span.start, span.end)}
        country = {
            span.start: link.country for span, link in zip(mentions, links, strict=True) if span.label_ == "Person"
        }
        for span in offices:
            if not taken.isdisjoint(range(span.start, span.end)):
                continue
            office = Span(doc, span.start, span.end, label="GovernmentBody")
            owner = country.get(span.end)
            write(office, self.namer.link(Query(span.text, "GovernmentBody", owner, doc._.unit.country)))
            office._.anonymous = True
            mentions.append(office)
        return sorted(mentions, key=lambda span: span.start)

    def _link(self, doc: Doc, span: Span) -> Link:
        """The entity of a mention by itself."""
        type_ = cast("EntityType", span.label_)
        entity = self.known.entities.get(span.kb_id_)
        unit: context.UnitContext = doc._.unit
        if entity is not None and entity.type == "Country":
            return of_entity(entity, "country")
        if type_ == "Place":
            return self._place(span, unit)
        special = self._body(doc, span, entity, unit)
        if special is not None:
            return special
        if entity is not None and self._is_meant(entity, span.text, unit):
            return _by_name(entity, span.text)
        return self._named(doc, span, type_, unit)

    def _named(self, doc: Doc, span: Span, type_: EntityType, unit: context.UnitContext) -> Link:
        """The entity of a name that stands for no known one as it is."""
        long = unit.abbreviations.get(span.text)
        if long is not None and type_ != "Person":
            link = self.namer.link(Query(long, type_, None, unit.country))
            rule, score = "abbreviation-of-document", min(0.95, link.score)
            return Link(link.entity, link.label, rule, score, link.country, link.wikidata, link.type)
        owner = owner_of(doc, span, self.places) if type_ in _OWNED else None
        link = self.namer.link(Query(span.text, type_, owner, unit.country))
        if type_ == "Person" and link.rule == "new" and " " not in span.text:
            return replace(link, entity=self._one_word_person(link.entity, span.text, unit))
        return link

    def _one_word_person(self, id_: str, name: str, unit: context.UnitContext) -> str:
        """The id of a person of whom only one word is known: another one in another country.

        Of those with a common Chinese surname also under another indicator.
        """
        parts = [id_, (unit.country or unit.document).lower()]
        if plain(name) in self.lexicon.words["chinese_surnames"]:
            parts.append(unit.indicator or "")
        return entity_id(" ".join(parts))

    def _body(self, doc: Doc, span: Span, entity: Entity | None, unit: context.UnitContext) -> Link | None:
        """Embassies, cultural centres, and public bodies whose country the words around decide."""
        if span.label_ == "Facility" and entity is None:
            return culture_center(span.text, host_after(doc, span), unit.country, self.places)
        if span.label_ != "GovernmentBody" or (entity is not None and entity.country == unit.country):
            return None
        owner = span._.entity_country or owner_of(doc, span, self.places)
        owner = owner or owner_behind(doc, span, doc.spans[context.MENTIONS], self.known.entities)
        link = mission(span.text, owner, host_after(doc, span), unit.country, self.places)
        if link is not None:
            return link
        if entity is None or owner not in {None, entity.country} or name_key(span.text) in self.lexicon.bodies:
            return self.namer.link(Query(span.text, "GovernmentBody", owner, unit.country))
        return None

    def _is_meant(self, entity: Entity, text: str, unit: context.UnitContext) -> bool:
        """Whether a known name means the known thing: not a like-named one of this country."""
        if entity.country in {None, unit.country, "CN"} or text in entity.abbreviations:
            return True
        return not self.namer.is_any_states(name_key(text))

    def _place(self, span: Span, unit: context.UnitContext) -> Link:
        """A place; a capital that acts as its state is the country."""
        key = name_key(span.text)
        code = self.places.capitals.get(key)
        city = self.places.cities.get(key)
        capital = code is not None and city is not None and city.country == code and key not in self.places.countries
        if capital and code is not None and not span.text.isupper() and acts_as_state(span, self.lexicon):
            return of_entity(self.known.entities[self.places.ids[code]], "capital-for-state", 0.9)
        return self.namer.link(Query(span.text, "Place", None, unit.country))


def _by_name(entity: Entity, text: str) -> Link:
    """The link to a known entity whose name the matcher found."""
    if text in entity.abbreviations or text in entity.weak_abbreviations:
        return of_entity(entity, "abbreviation")
    return of_entity(entity, "exact") if text in entity.names else of_entity(entity, "normalised", 0.98)


def write(span: Span, link: Link) -> None:
    """Set the attributes that a link gives a mention."""
    attributes = span._
    attributes.entity, attributes.entity_label = link.entity, link.label
    attributes.link_rule, attributes.link_score = link.rule, link.score
    if link.country is not None:
        attributes.entity_country = link.country
    if link.wikidata is not None:
        attributes.wikidata = link.wikidata


@Language.factory("linking")
def create_linking(nlp: Language, name: str) -> Linking:  # noqa: ARG001
    """Factory of the component."""
    context.register()
    return Linking(knowledge(), lexicon(), gazetteer())
