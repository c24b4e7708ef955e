"""The ontology: every term of ours declared and described, and no contradiction under OWL 2 RL."""

from __future__ import annotations

import re
from functools import cache

import owlrl
import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, XSD, BNode, Graph, Literal, Namespace, URIRef
from sample_graph import sample_quads

from ciigraph.assets import asset
from ciigraph.graph.vocabulary import CII as VOCABULARY

CII = Namespace(VOCABULARY.iri)
ONTOLOGY = URIRef("https://w3id.org/ciigraph/ontology")
ID = Namespace("https://w3id.org/ciigraph/id/")
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)

#: What the vocabularies that ours builds on say of their own terms and must not be contradicted.
REUSED = """
@prefix cii: <https://w3id.org/ciigraph/ontology#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix itsrdf: <http://www.w3.org/2005/11/its/rdf#> .
@prefix nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix qb: <http://purl.org/linked-data/cube#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

skos:Concept owl:disjointWith skos:ConceptScheme .
skos:inScheme rdfs:range skos:ConceptScheme .
skos:semanticRelation rdfs:domain skos:Concept ; rdfs:range skos:Concept .
skos:mappingRelation rdfs:subPropertyOf skos:semanticRelation .
skos:closeMatch rdfs:subPropertyOf skos:mappingRelation .
prov:Entity owl:disjointWith prov:Activity .
prov:wasDerivedFrom rdfs:domain prov:Entity ; rdfs:range prov:Entity .
prov:hadPrimarySource rdfs:subPropertyOf prov:wasDerivedFrom .
prov:wasQuotedFrom rdfs:subPropertyOf prov:wasDerivedFrom .
prov:wasGeneratedBy rdfs:domain prov:Entity ; rdfs:range prov:Activity .
prov:wasAssociatedWith rdfs:domain prov:Activity ; rdfs:range prov:Agent .
prov:SoftwareAgent rdfs:subClassOf prov:Agent .
foaf:Document owl:disjointWith foaf:Organization , foaf:Person .
foaf:Person owl:disjointWith foaf:Organization .
nif:referenceContext rdfs:range nif:Context .
qb:dataSet rdfs:domain qb:Observation ; rdfs:range qb:DataSet .
qb:structure rdfs:domain qb:DataSet ; rdfs:range qb:DataStructureDefinition .
"""


@cache
def ontology() -> Graph:
    return Graph().parse(asset("ontology/cii.ttl"))


def declared() -> set[URIRef]:
    return {term for kind in KINDS for term in ontology().subjects(RDF.type, kind) if term in CII}


def properties() -> list[URIRef]:
    return sorted(term for term in declared() if (term, RDF.type, OWL.Class) not in ontology())


def test_the_ontology_names_its_version_and_licence() -> None:
    graph = ontology()
    assert (ONTOLOGY, RDF.type, OWL.Ontology) in graph
    version = str(graph.value(ONTOLOGY, OWL.versionInfo))
    assert re.fullmatch(r"\d+\.\d+\.\d+", version)
    assert graph.value(ONTOLOGY, OWL.versionIRI) == URIRef(f"{ONTOLOGY}/{version}")
    assert str(graph.value(ONTOLOGY, DCTERMS.license)).startswith("https://creativecommons.org/licenses/")
    assert all(graph.value(ONTOLOGY, about) for about in (DCTERMS.title, DCTERMS.description, DCTERMS.created))


def test_the_ontology_has_no_blank_nodes() -> None:
    assert [node for triple in ontology() for node in triple if isinstance(node, BNode)] == []


@pytest.mark.parametrize("term", sorted(declared()))
def test_a_term_is_described(term: URIRef) -> None:
    graph = ontology()
    for said in (RDFS.label, SKOS.definition):
        values = list(graph.objects(term, said))
        assert [getattr(value, "language", None) for value in values] == ["en"], f"{term} needs one English {said}"
        assert str(values[0]).strip()
    if (term, RDF.type, OWL.Class) in graph:
        return
    assert len(list(graph.objects(term, RDFS.domain))) == 1
    assert len(list(graph.objects(term, RDFS.range))) == 1
    literal = graph.value(term, RDFS.range) == RDFS.Literal or "XMLSchema" in str(graph.value(term, RDFS.range))
    assert literal == ((term, RDF.type, OWL.DatatypeProperty) in graph)


def test_no_two_terms_have_one_label() -> None:
    classes = declared() - set(properties())
    for terms in (classes, set(properties())):
        labels = [str(ontology().value(term, RDFS.label)) for term in terms]
        assert len(labels) == len(set(labels))
    assert len(classes) > 60
    assert len(properties()) > 90


def test_a_term_of_ours_has_only_our_classes_or_known_ones_around_it() -> None:
    for term in declared():
        for said in (RDFS.domain, RDFS.range, RDFS.subClassOf, RDFS.subPropertyOf, OWL.disjointWith):
            for other in ontology().objects(term, said):
                assert other not in CII or other in declared(), f"{term}: {other} is not declared"


#: How a term of ours is written: ``CII.Relation`` or ``CII["Relation"]`` in code, ``cii:Relation`` elsewhere.
_IN_CODE = re.compile(r"""\bCII(?:\.([A-Za-z]\w*)|\[["'](\w+)["']\])""")
_PREFIXED = re.compile(r"(?<![\w:-])cii:([A-Za-z]\w*)")
_COMMENT = re.compile(r"(?m)^\s*#.*$")


def used() -> dict[str, set[str]]:
    """Every term of ours that code, queries and shapes name, and where."""
    source = asset("ontology").parent / "src"
    found: dict[str, set[str]] = {}
    for path in [*source.rglob("*.py"), *asset("queries").rglob("*.rq"), asset("ontology/shapes.ttl")]:
        text = path.read_text("utf-8")
        names = [a or b for a, b in _IN_CODE.findall(text)] if path.suffix == ".py" else []
        if path.suffix != ".py":
            names = _PREFIXED.findall(_COMMENT.sub("", text))
        for name in names:
            found.setdefault(name, set()).add(path.name)
    return found


def test_every_term_that_is_used_is_declared() -> None:
    names = {str(term).removeprefix(str(CII)) for term in declared()}
    assert {name: where for name, where in used().items() if name not in names | {"iri"}} == {}
    assert len(used()) > 80


def test_every_kind_of_relation_is_a_class_and_a_property() -> None:
    graph = ontology()
    kinds = list(graph.subjects(RDFS.subClassOf, CII.Relation))
    assert len(kinds) == 24
    for kind in kinds:
        direct = graph.value(kind, RDFS.seeAlso)
        assert str(direct).lower() == str(kind).lower()
        assert (direct, RDF.type, OWL.ObjectProperty) in graph


# Consistency ---------------------------------------------------------------------------------------------


def contradictions(*more: tuple[URIRef, URIRef, URIRef | Literal]) -> set[str]:
    """What OWL 2 RL finds wrong with the ontology, the sample and further triples."""
    closed = Graph()
    for triple in ontology():
        closed.add(triple)
    closed.parse(data=REUSED, format="turtle")
    triples = {(quad.subject, quad.predicate, quad.object) for quad in sample_quads()}
    lines = "\n".join(f"{s} {p} {o} ." for s, p, o in triples)
    closed.parse(data=lines, format="nt")
    for triple in more:
        closed.add(triple)
    # owlrl doesn't hold literals against the datatypes that are the ranges of properties
    untyped = {
        f"{value!r} of {term} is no {wanted}"
        for term in properties()
        for wanted in ontology().objects(term, RDFS.range)
        if "XMLSchema" in str(wanted)
        for _, _, value in closed.triples((None, term, None))
        if not isinstance(value, Literal) or (value.datatype or XSD.string) != wanted
    }
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(closed)
    errors = {str(said) for _, predicate, said in closed if str(predicate).endswith("agent-ont#error")}
    nothing = {f"{node} is owl:Nothing" for node in closed.subjects(RDF.type, OWL.Nothing)}
    disjoint = {
        f"{node} is of two disjoint classes"
        for one, other in closed.subject_objects(OWL.disjointWith)
        for node in set(closed.subjects(RDF.type, one)) & set(closed.subjects(RDF.type, other))
    }
    return untyped | errors | nothing | disjoint


@pytest.mark.slow
def test_the_ontology_and_a_graph_of_a_build_have_no_contradiction() -> None:
    assert contradictions() == set()


@pytest.mark.slow
@pytest.mark.parametrize(
    "triple",
    [
        (ID["entity/ada"], RDF.type, CII.Company),
        (ID["entity/port-verd"], RDF.type, CII.Initiative),
        (ID["edition/2024"], RDF.type, SKOS.Concept),
        (ID["relation/1"], CII.polarity, Literal(1)),
        (ID["entity/ada"], CII.subject, ID["entity/port-verd"]),
    ],
    ids=["person and company", "place and programme", "scheme and concept", "a number for a text", "no entity"],
)
def test_a_contradiction_is_found(triple: tuple[URIRef, URIRef, URIRef | Literal]) -> None:
    assert contradictions(triple)
