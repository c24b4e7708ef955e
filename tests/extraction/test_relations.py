"""Each family of triggers in data/relations.yaml fires, and its twins are told apart."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from marked import found, read

from ciigraph.extraction.context import UnitContext
from ciigraph.extraction.relations import relations
from ciigraph.extraction.triggers import rules

if TYPE_CHECKING:
    from ciigraph.extraction.arrangements import Adjacency
    from ciigraph.extraction.triggers import Family

FOLDER = Path(__file__).parents[1] / "cases"
CASES = yaml.safe_load((FOLDER / "relations.yaml").read_text(encoding="utf-8"))
CONSTRUCTIONS = yaml.safe_load((FOLDER / "relation_constructions.yaml").read_text(encoding="utf-8"))
FAMILIES = rules().families()
MORE = rules().more()
TWINS = ("affirmed", "negated", "alleged", "planned", "ended")
ROWS = [(name, twin, *row) for name, twins in CASES.items() for twin, row in twins.items()]
MODES = {"alleged", "planned", "negated"}


def unit(family: Family | None) -> UnitContext:
    """A context under which the family is read."""
    indicator = f"{family.indicators[0]}-01" if family is not None and family.indicators else None
    return UnitContext(document="test", country="BE", indicator=indicator)


def agrees(expected: str, line: str) -> bool:
    """Whether a line says what is expected: ends, predicate, polarity and modality, and whatever else is named."""
    wanted, given_ = expected.split(), line.split()
    return wanted[:3] == given_[:3] and set(wanted) & MODES == set(given_) & MODES and set(wanted[3:]) <= set(given_)


def name_of(family: Family) -> str:
    """The name of a family in the cases."""
    return f"{family.predicate}/{family.id}"


BY_NAME = {name_of(f): f for f in FAMILIES}


def test_every_family_has_its_five_twins() -> None:
    assert list(CASES) == list(BY_NAME)
    assert all(tuple(twins) == TWINS for twins in CASES.values())
    assert len(ROWS) == 5 * len(FAMILIES) >= 450


@pytest.mark.parametrize(("name", "twin", "marked", "expected"), ROWS, ids=[f"{r[0]}-{r[1]}" for r in ROWS])
def test_twins(name: str, twin: str, marked: str, expected: str) -> None:
    del twin
    lines = found(read(marked, unit(BY_NAME[name])))
    for one in expected.split("; "):
        assert any(agrees(one, line) for line in lines), lines


@pytest.mark.parametrize("family", FAMILIES, ids=name_of)
def test_every_trigger_fires(family: Family) -> None:
    """Each word of a family, put into the family's probe, states the family's predicate."""
    silent = []
    for word in family.words:
        probes = [p.replace("{}ed", word.removesuffix("e") + "ed").replace("{}", word) for p in family.probes]
        if not any(r.predicate == family.predicate for p in probes for r in read(p, unit(family))._.relations):
            silent.append(word)
    assert family.words
    assert not silent


def probes(family: Family, word: str) -> list[str]:
    """A family's probes with one of its words filled in."""
    return [p.replace("{}ed", word.removesuffix("e") + "ed").replace("{}", word) for p in family.probes]


@pytest.mark.parametrize("family", MORE, ids=name_of)
def test_every_further_trigger_fires(family: Family) -> None:
    """Each word of a further family, put into the family's probe, states the family's predicate."""
    silent = [
        word
        for word in family.words
        if not any(
            r.predicate == family.predicate for p in probes(family, word) for r in read(p, unit(family))._.relations
        )
    ]
    assert family.words
    assert not silent


def twin(probe: str, kind: str) -> str | None:
    """The negated, alleged, planned or ended twin of a probe ("will buy": "did not buy"), or None."""
    verb = {"negated": "did not", "alleged": "will allegedly", "planned": "plans to", "ended": "no longer can"}[kind]
    if " will " in probe:
        return probe.replace(" will ", f" {verb} ", 1)
    noun = {
        "negated": "is not {}",
        "alleged": "is allegedly {}",
        "planned": "plans to be {}",
        "ended": "is no longer {}",
    }[kind]
    match = re.search(r" is (an?|\{\})", probe)
    return probe.replace(match[0], f" {noun.format(match[1])}", 1) if match is not None and kind != "planned" else None


@pytest.mark.parametrize("kind", ["negated", "alleged", "planned", "ended"])
@pytest.mark.parametrize("family", MORE, ids=name_of)
def test_generated_twins(family: Family, kind: str) -> None:
    """A denial, an allegation, a plan and an end are told from the plain statement."""
    marked = next((t for p in probes(family, family.words[0]) if (t := twin(p, kind)) is not None), None)
    if marked is None:
        return
    found_ = [r for r in read(marked, unit(family))._.relations if r.predicate == family.predicate]
    assert any(kind in {r.polarity, r.modality, r.status} for r in found_), marked


@pytest.mark.parametrize("row", rules().adjacent, ids=lambda row: row.construction.id)
def test_adjacent_names(row: Adjacency) -> None:
    """What stands between two neighbouring names states the relation."""
    assert row.construction.predicate in {r.predicate for r in read(row.example)._.relations}


@pytest.mark.parametrize(("marked", "expected"), CONSTRUCTIONS, ids=[row[0][:60] for row in CONSTRUCTIONS])
def test_constructions(marked: str, expected: str) -> None:
    """The expected relations, and no other, are found."""
    lines = found(read(marked, anonymous=True))
    wanted = [w for w in expected.split("; ") if w != "nothing"]
    assert len(lines) == len(wanted), lines
    for one in wanted:
        assert any(agrees(one, line) for line in lines), lines


def test_number_of_construction_cases() -> None:
    assert len(CONSTRUCTIONS) >= 60


def test_the_indicator_is_a_prior_among_readings_and_no_fact() -> None:
    marked = "[Ruritania](Country) uses [Acme](Company)."
    under_technology = read(marked, UnitContext(indicator="technology-02"))._.relations
    assert [(r.predicate, r.indicator_as_prior) for r in under_technology] == [("suppliesTechnologyTo", True)]
    assert not read(marked, UnitContext(indicator="society-02"))._.relations
    assert not read("[Ruritania](Country) and [Acme](Company).", UnitContext(indicator="technology-02"))._.relations


def test_evidence_is_the_clause() -> None:
    marked = "It rained, and [Jana Novak](Person) visited [Borduria](Country) in 2019."
    doc = read(marked)
    (relation,) = doc._.relations
    start, end = relation.evidence
    assert doc.text[start:end].startswith("Jana Novak visited Borduria")
    assert relation.rule.startswith("visit:visit")


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=200), st.text(max_size=80))
def test_any_text_around_two_names_is_survived(before: str, between: str) -> None:
    marked = f"{before.replace('[', ' ')} [Acme](Company) {between.replace('[', ' ')} [Pier Two](Facility) was bought."
    doc = read(marked, anonymous=True)
    for r in doc._.relations:
        start, end = r.evidence
        assert 0 <= start < end <= len(doc.text)
        assert r.subject != r.object


def test_a_sentence_without_end_costs_no_more_than_its_length() -> None:
    marked = " and [Acme](Company) bought [Pier Two](Facility) of steel" * 400
    assert len(read(marked)._.relations) > 10


#: What a sentence leaves to its context: the profile's country (here Ruritania) where the text names it.
LEFT_OPEN = [
    (
        "No agreement has been signed with [Borduria](Country). [Ruritania](Country) is poor.",
        ["1 hasAgreementWith 0 negated"],
    ),
    ("Trade with [Borduria](Country) is growing in [Ruritania](Country).", ["1 tradesWith 0"]),
    (
        "There is no extradition treaty with [Borduria](Country). [Ruritania](Country) is poor.",
        ["1 hasAgreementWith 0 negated"],
    ),
    (
        "Cooperation with [Borduria](Country) has allegedly grown. [Ruritania](Country) is poor.",
        ["1 cooperatesWith 0 alleged"],
    ),
    (
        "[Acme](Company) has an agreement with [Borduria](Country). [Ruritania](Country) is poor.",
        ["0 hasAgreementWith 1"],
    ),
    ("Half of it is sold to [Borduria](Country). [Ruritania](Country) is poor.", ["1 tradesWith 0"]),
    ("It is not exported to [Borduria](Country). [Ruritania](Country) is poor.", ["1 tradesWith 0 negated"]),
    ("[Acme](Company) was sold to [Borduria](Country). [Ruritania](Country) is poor.", ["1 ownsStakeIn 0"]),
    ("[Borduria](Country) is the biggest trading partner. [Ruritania](Country) is poor.", ["1 tradesWith 0"]),
    ("Our cooperation with [Ruritania](Country) has grown.", []),
    ("An agreement between some firms and [Borduria](Country) was signed. [Ruritania](Country) is poor.", []),
    ("No agreement has been signed with [Borduria](Country).", []),
    ("An agreement was signed with [Lake Bank](Company). [Ruritania](Country) is poor.", []),
    ("Many schools maintain partnerships with [Borduria](Country). [Ruritania](Country) is poor.", []),
    ("The court forbids extradition to [Borduria](Country). [Ruritania](Country) is poor.", []),
    ("Agreements were signed with [Borduria](Country)-linked firms. [Ruritania](Country) is poor.", []),
]


@pytest.mark.parametrize(("marked", "expected"), LEFT_OPEN, ids=[row[0][:50] for row in LEFT_OPEN])
def test_what_is_left_to_the_context(marked: str, expected: list[str]) -> None:
    lines = found(read(marked, anonymous=True))
    assert [" ".join(w for w in line.split() if w not in {"current", "unknown"}) for line in lines] == expected


def test_of_two_that_agree_on_technology_the_one_from_abroad_supplies_it() -> None:
    doc = read("[Lake Group](Company) signed an agreement with [Ferry Group](Company) to build a network.")
    assert "0 suppliesTechnologyTo 1 planned unknown" in found(doc)
    lake, ferry = doc.spans["mentions"]
    lake._.entity_country, ferry._.entity_country = "BE", "CN"
    assert "1 suppliesTechnologyTo 0 planned unknown" in found(relations(doc))


def test_of_two_outlets_that_share_the_one_at_home_takes_over() -> None:
    doc = read("[Lake News](MediaOrganisation) has an agreement with [Ferry News](MediaOrganisation) to share content.")
    assert "0 redistributes 1 current" in found(doc)
    lake, ferry = doc.spans["mentions"]
    lake._.entity_country, ferry._.entity_country = "CN", "BE"
    assert "1 redistributes 0 current" in found(relations(doc))


@pytest.mark.parametrize(("indicator", "dated"), [(None, ["2023-04"]), ("society-01", [None])])
def test_the_year_of_the_text_counts_where_it_is_not_quoted(indicator: str | None, dated: list[str | None]) -> None:
    unit = UnitContext(country="BE", indicator=indicator, document_date="2024-06")
    doc = read("[Jana Novak](Person) visited [Borduria](Country) in April last year.", unit)
    assert [r.start for r in doc._.relations] == dated
