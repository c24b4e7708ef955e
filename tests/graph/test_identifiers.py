"""Addresses: any text makes one, different texts make different ones, and none breaks out of it."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse

from ciigraph.graph import identifiers as ids
from ciigraph.graph.store import canonical_nquads
from ciigraph.graph.vocabulary import CII, RESOURCES, Namespace

#: Everything that UTF-8 can write; files that hold anything else are refused by the readers.
TEXT = st.text(st.characters(exclude_categories=["Cs"]))
#: RFC 3986: what may stand in a path, and the escapes.
PATH = re.compile(r"(?:[A-Za-z0-9._~,/-]|%[0-9A-F]{2})*")


@given(st.lists(TEXT, min_size=1, max_size=4))
def test_any_text_makes_an_address(steps: list[str]) -> None:
    node = ids.resource(*steps)
    assert node.value.startswith(RESOURCES)
    assert PATH.fullmatch(node.value.removeprefix(RESOURCES))
    store = Store()
    store.add(Quad(node, CII.path, Literal("x"), node))
    assert list(parse(canonical_nquads(store), format=RdfFormat.N_QUADS)) == list(store)


@given(st.lists(TEXT, min_size=1, max_size=3), st.lists(TEXT, min_size=1, max_size=3))
def test_different_things_have_different_addresses(one: list[str], other: list[str]) -> None:
    assert (ids.resource(*one) == ids.resource(*other)) == (one == other)


@given(TEXT.filter(bool))
def test_the_local_name_of_a_document_is_its_identifier(name: str) -> None:
    local = ids.local_name(ids.document(name).value)
    assert "/" not in local
    assert ids.document(name).value.endswith(f"/document/{local}")


def test_addresses_as_they_are_published() -> None:
    assert ids.country("BE") == NamedNode("https://w3id.org/ciigraph/id/country/BE")
    assert ids.indicator(2024, "media-03").value == f"{RESOURCES}indicator/2024/media-03"
    assert ids.layer("Exposure") == ids.layer("exposure")
    assert ids.unit("belgium-2024", "media-03.supporting").value.endswith(
        "/document/belgium-2024/unit/media-03.supporting"
    )
    assert ids.recorded_answer("x", "BE", 2024, "media-03").value.endswith("/document/x/answer/2024/BE/media-03")
    assert ids.entity("a/b").value.endswith("/entity/a%2Fb")
    assert len({ids.graph(name) for name in ("codebook", "entities", "answers", "scores", "manifest", "ontology")}) == 6


def test_terms_are_made_once() -> None:
    assert CII.Relation is CII["Relation"]
    assert Namespace("urn:x:").anything == NamedNode("urn:x:anything")
    assert not hasattr(CII, "__wrapped__")
