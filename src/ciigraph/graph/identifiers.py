"""How things are addressed: IRIs that depend on what a thing is, never on when or in which order it was read.

Names from documents are made safe by percent-encoding, so no text can end an IRI or start another.
"""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote

from pyoxigraph import NamedNode

from ciigraph.graph.vocabulary import RESOURCES, XSD


@lru_cache(maxsize=200_000)
def resource(*steps: str | int) -> NamedNode:
    """The address of a thing, ``resource("country", "BE")``."""
    return NamedNode(RESOURCES + "/".join(quote(str(step), safe="-._~,") for step in steps))


def local_name(iri: str) -> str:
    """What follows the last ``/`` or ``#`` of an IRI: ``BE`` of a country, ``score`` of a property."""
    return iri.replace("#", "/").rsplit("/", 1)[-1]


def country(alpha2: str) -> NamedNode:
    """A country, which is an entity of the graph as well as the subject of answers."""
    return resource("country", alpha2)


def edition(year: int) -> NamedNode:
    """An edition (wave) of the index."""
    return resource("edition", year)


def domain(slug: str) -> NamedNode:
    """One of the nine domains."""
    return resource("domain", slug)


def layer(name: str) -> NamedNode:
    """One of the three layers; the third is called Effect before 2024 and is the same layer."""
    return resource("layer", name.lower())


def indicator(year: int, code: str) -> NamedNode:
    """An indicator of one edition: the same code may ask another question in another edition."""
    return resource("indicator", year, code)


def document(identifier: str) -> NamedNode:
    """A source document, which also names the graph that holds what was read from it."""
    return resource("document", identifier)


def unit(document_id: str, unit_id: str) -> NamedNode:
    """A unit of text of a document."""
    return resource("document", document_id, "unit", unit_id)


def recorded_answer(document_id: str, alpha2: str, year: int, code: str) -> NamedNode:
    """What one document records as a country's answer."""
    return resource("document", document_id, "answer", year, alpha2, code)


def entity(identifier: str) -> NamedNode:
    """A person, body, place, programme or thing that is no country."""
    return resource("entity", identifier)


def graph(name: str) -> NamedNode:
    """One of the graphs that no single document makes: codebook, entities, answers, scores, audit, manifest."""
    return resource("graph", name)


CODEBOOK_GRAPH = graph("codebook")
ENTITIES_GRAPH = graph("entities")
ANSWERS_GRAPH = graph("answers")
SCORES_GRAPH = graph("scores")
MANIFEST_GRAPH = graph("manifest")
ONTOLOGY_GRAPH = graph("ontology")

#: The datatypes that literals of the graph have, beside plain and language-tagged strings.
INTEGER, DECIMAL, BOOLEAN, DATE_TIME = XSD.integer, XSD.decimal, XSD.boolean, XSD.dateTime
YEAR, YEAR_MONTH, DATE, ANY_URI = XSD.gYear, XSD.gYearMonth, XSD.date, XSD.anyURI
