"""Every IRI that the program writes or asks for, once. The terms of ``cii:`` are declared in ``ontology/cii.ttl``.

A namespace object makes terms by attribute, ``CII.Relation`` or ``CII["ownsStakeIn"]``, and keeps each term made,
because building millions of quads from fresh terms would cost more than anything else in a build.
"""

from __future__ import annotations

from pyoxigraph import NamedNode


class Namespace:
    """Terms of one namespace, made on first use and kept."""

    def __init__(self, iri: str) -> None:
        self.iri = iri
        self._terms: dict[str, NamedNode] = {}

    def __getitem__(self, name: str) -> NamedNode:
        term = self._terms.get(name)
        if term is None:
            term = self._terms[name] = NamedNode(self.iri + name)
        return term

    def __getattr__(self, name: str) -> NamedNode:
        if name.startswith("__"):
            raise AttributeError(name)
        return self[name]


CII = Namespace("https://w3id.org/ciigraph/ontology#")
RDF = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#")
OWL = Namespace("http://www.w3.org/2002/07/owl#")
XSD = Namespace("http://www.w3.org/2001/XMLSchema#")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
QB = Namespace("http://purl.org/linked-data/cube#")
PROV = Namespace("http://www.w3.org/ns/prov#")
DCTERMS = Namespace("http://purl.org/dc/terms/")
NIF = Namespace("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#")
ITSRDF = Namespace("http://www.w3.org/2005/11/its/rdf#")
ORG = Namespace("http://www.w3.org/ns/org#")
FOAF = Namespace("http://xmlns.com/foaf/0.1/")
SCHEMA = Namespace("https://schema.org/")
SHACL = Namespace("http://www.w3.org/ns/shacl#")
WIKIDATA = Namespace("http://www.wikidata.org/entity/")

#: Everything the program describes has an address below this one.
RESOURCES = "https://w3id.org/ciigraph/id/"

#: Prefixes that queries may use without declaring them, and that serialisations print.
PREFIXES = {
    "cii": CII.iri,
    "id": RESOURCES,
    "dcterms": DCTERMS.iri,
    "foaf": FOAF.iri,
    "itsrdf": ITSRDF.iri,
    "nif": NIF.iri,
    "org": ORG.iri,
    "owl": OWL.iri,
    "prov": PROV.iri,
    "qb": QB.iri,
    "rdf": RDF.iri,
    "rdfs": RDFS.iri,
    "schema": SCHEMA.iri,
    "skos": SKOS.iri,
    "wd": WIKIDATA.iri,
    "xsd": XSD.iri,
}
