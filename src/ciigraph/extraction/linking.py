"""Component ``linking``: gives each mention its entity, with the rule that decided and a score."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from spacy.language import Language
from spacy.tokens import Doc, Span

from ciigraph.extraction import anaphora, context
from ciigraph.extraction.gazetteer import Gazetteer, gazetteer
from ciigraph.extraction.institutes import institute_hosts
from ciigraph.extraction.knowledge import Knowledge, knowledge
from ciigraph.extraction.lexicon import Lexicon, lexicon
from ciigraph.extraction.likeness import Spellings
from ciigraph.extraction.links import Link, Namer, Query, of_entity
from ciigraph.extraction.missions import mission
from ciigraph.extraction.names import acronym_of, is_in_other_language, name_key, plain
from ciigraph.extraction.surroundings import acts_as_state, host_after, owner_of

if TYPE_CHECKING:
    from ciigraph.records import EntityType

_ORGANISATIONS = frozenset({"Company", "University", "ResearchBody", "MediaOrganisation", "GovernmentBody", "PoliticalParty", "Association", "InternationalOrganisation",
                            "Network", "ConfuciusInstitute", "Facility", "Initiative", "Agreement", "Event", "Product"})  # fmt: skip


class Linking:
    """Sets ``span._.entity`` and the attributes beside it on all mentions, and resolves what refers back."""

    def __init__(self, known: Knowledge, words: Lexicon, places: Gazetteer) -> None:
        """Use this knowledge."""
        self.known, self.lexicon, self.places = known, words, places
        self.namer = Namer(known, words, places, Spellings(known.by_key, places))

    def __call__(self, doc: Doc) -> Doc:
        """Link all mentions of a text, in order."""
        unit: context.UnitContext = doc._.unit
        mentions = list(doc.spans[context.MENTIONS])
        links = [self._link(doc, span, unit) for span in mentions]
        self._second_names(doc, mentions, links)
        institute_hosts(doc, mentions, links)
        _acronyms(mentions, links)
        self._surnames(mentions, links, unit)
        for n, (span, link) in enumerate(zip(mentions, links, strict=True)):
            if link.type is not None and link.type != span.label_:
                span = Span(doc, span.start, span.end, label=link.type, kb_id=link.entity)  # noqa: PLW2901
                mentions[n] = span
            write(span, link)
        doc.spans[context.MENTIONS] = mentions
        doc.spans[anaphora.ANAPHORS] = anaphora.resolve(doc, mentions, self.lexicon)
        return doc

    def _link(self, doc: Doc, span: Span, unit: context.UnitContext) -> Link:
        type_ = cast("EntityType", span.label_)
        entity = self.known.entities.get(span.kb_id_)
        text = span.text
        if entity is not None and entity.type == "Country":
            return of_entity(entity, "country")
        if type_ == "Place":
            return self._place(doc, span, entity)
        if type_ == "Facility" and entity is None:
            link = mission(text, None, host_after(doc, span), unit.country, self.places)
            if link is not None:
                return link
        if type_ == "GovernmentBody" and (entity is None or entity.country != unit.country):
            owner = span._.entity_country or owner_of(doc, span, self.places)
            link = mission(text, owner, host_after(doc, span), unit.country, self.places)
            if link is not None:
                return link
            if entity is None or owner not in {None, entity.country} or self._is_common(entity, text):
                return self.namer.link(Query(text, type_, owner, unit.country))
        if entity is not None and not (
            entity.country not in {None, unit.country, "CN"}
            and text not in entity.abbreviations
            and self.namer.is_everyday(name_key(text))
        ):
            rule = (
                "abbreviation"
                if text in entity.abbreviations or text in entity.weak_abbreviations
                else "exact"
                if text in entity.names
                else "normalised"
            )
            return of_entity(entity, rule, 1.0 if rule != "normalised" else 0.98)
        long = unit.abbreviations.get(text)
        if long is not None and type_ != "Person":
            link = self.namer.link(Query(long, type_, None, unit.country))
            return Link(
                link.entity,
                link.label,
                "abbreviation-of-document",
                min(0.95, link.score),
                link.country,
                link.wikidata,
                link.type,
            )
        owner = (
            owner_of(doc, span, self.places)
            if type_ in {"GovernmentBody", "PoliticalParty", "Association", "ResearchBody"}
            else None
        )
        return self.namer.link(Query(text, type_, owner, unit.country))

    def _is_common(self, entity: object, text: str) -> bool:
        """Whether a known body's name is one that many states use, so that the country must decide."""
        return name_key(text) in self.lexicon.bodies or plain(text) in self.lexicon.bodies

    def _place(self, doc: Doc, span: Span, entity: object) -> Link:
        """A place; a capital that acts as its state is the country."""
        key = name_key(span.text)
        code = self.places.capitals.get(key)
        if code is not None and key not in self.places.countries and acts_as_state(span, self.lexicon):
            country = self.known.entities[self.places.ids[code]]
            return of_entity(country, "capital-for-state", 0.9)
        return self.namer.link(Query(span.text, "Place", None, None))

    def _second_names(self, doc: Doc, mentions: list[Span], links: list[Link]) -> None:
        """A name in brackets after a name is its abbreviation or translation: one entity."""
        for n in range(1, len(mentions)):
            first, second = mentions[n - 1], mentions[n]
            if (
                not (0 < second.start - first.end <= 2 and "(" in doc[first.end : second.start].text.replace("（", "("))
                or links[n - 1].entity == links[n].entity
            ):
                continue
            if not _one_thing(first, second, links[n - 1], links[n]):
                continue
            known = self.known.entities
            winner = n if links[n].entity in known and links[n - 1].entity not in known else n - 1
            if _is_foreign(first.text) and winner == n - 1 and links[n - 1].entity not in known:
                winner = n
            chosen = links[winner]
            links[n - 1 if winner == n else n] = Link(
                chosen.entity,
                chosen.label,
                "name-in-brackets",
                0.9,
                chosen.country,
                chosen.wikidata,
                chosen.type or cast("EntityType", mentions[winner].label_),
            )

    def _surnames(self, mentions: list[Span], links: list[Link], unit: context.UnitContext) -> None:
        """A person's later surname is the person."""
        full: dict[str, Link] = {}
        for n, span in enumerate(mentions):
            if links[n].type is None and span.label_ != "Person":
                continue
            words = plain(span.text).split()
            if span.label_ != "Person" or not words:
                continue
            if len(words) > 1:
                full.setdefault(words[-1], links[n])
                full.setdefault(words[0], links[n])
            elif words[0] in full:
                person = full[words[0]]
                links[n] = Link(person.entity, person.label, "surname", 0.9, person.country, person.wikidata)
            elif words[0] in unit.persons:
                person = self.namer.link(Query(unit.persons[words[0]], "Person", None, None))
                links[n] = Link(person.entity, person.label, "surname", 0.8, person.country, person.wikidata)


def _one_thing(first: Span, second: Span, one: Link, other: Link) -> bool:
    """Whether a bracket can be another name of what stands before it: same type, or an abbreviation."""
    if {"Country", "Place", "Person"} & {first.label_, second.label_}:
        return False
    if _is_foreign(first.text) != _is_foreign(second.text):
        return True
    short = second.text if len(second.text) < len(first.text) else first.text
    long = first.text if short is second.text else second.text
    if " " not in short.strip() and sum(c.isupper() for c in short) >= 2:
        from ciigraph.extraction.abbreviations import matches  # noqa: PLC0415

        return matches(short, long) or (first.label_ == second.label_ and other.rule == "new" and one.rule != "exact")
    return first.label_ == second.label_ and other.rule == "new" and is_in_other_language(second.text)


def _acronyms(mentions: list[Span], links: list[Link]) -> None:
    """An acronym of a name that the text gave before, though nowhere defined: "Chinese Cultural Centre … this CCC"."""
    for n, span in enumerate(mentions):
        text = span.text
        if links[n].rule != "new" or not text.isupper() or not 2 < len(text) < 9:
            continue
        for k in range(n - 1, -1, -1):
            if (
                mentions[k].label_ not in {"Person", "Country", "Place"}
                and " " in mentions[k].text
                and text in acronym_of(mentions[k].text)
            ):
                links[n] = replace(
                    links[k], rule="acronym", score=0.85, type=links[k].type or cast("EntityType", mentions[k].label_)
                )
                break


def _is_foreign(text: str) -> bool:
    """Whether a name is in another script than the Latin one."""
    return not any(c.isascii() and c.isalpha() for c in text)


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
