"""Lookup: which entities a name finds, in which order and why, and what is told of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ciigraph.errors import UsageError
from ciigraph.extraction.names import name_key
from ciigraph.graph.identifiers import country, entity
from ciigraph.inquiry import lookup as room
from ciigraph.inquiry.lookup import complete, finds_misspelt_names, lookup, suggestions
from ciigraph.inquiry.name_likeness import MATCH, likeness, likeness_of_signs
from ciigraph.inquiry.sentences import sentence_around
from finding_world import Elsewhere, small_world
from synthetic import graph_of

if TYPE_CHECKING:
    from ciigraph.inquiry.matches import InCountry, Match

WORLD = small_world()

# Names -----------------------------------------------------------------------------------------------

#: What is typed, the labels that are found, in order, and the score and reason of the first.
FOUND: list[tuple[str, list[str], float, str]] = [
    ("Acme Shipping", ["Acme Shipping"], 1.0, "its name"),
    ("acme   SHIPPING", ["Acme Shipping"], 1.0, "its name"),
    ("Acmeshipping", ["Acme Shipping"], 0.98, "written with other blanks: “Acme Shipping”"),
    ("ACME", ["Acme Shipping"], 0.99, "also called “"),
    ("Акме", ["Acme Shipping"], 0.99, "also called “"),
    ("Akme", ["Acme Shipping"], 0.99, "also called “"),
    ("Acmee", ["Acme Shipping"], 0.76, "spelt like “"),
    ("恒远海运", ["Acme Shipping"], 0.99, "also called “恒远海运”"),
    ("恒远", ["Acme Shipping"], 0.8, "part of the name: “恒远海运”"),
    ("海运", ["Acme Shipping"], 0.66, "part of the name: “恒远海运”"),
    ("Hualing", ["Hualing"], 1.0, "its name"),
    ("Hualingg", ["Hualing"], 0.89, "spelt like “Hualing”"),
    ("Hualyng", ["Hualing"], 0.89, "spelt like “Hualing”"),
    ("Hwaling", ["Hualing"], 0.72, "spelt like “Hualing”"),
    ("华灵", ["Hualing"], 1.0, "its name"),
    ("Tide News", ["Tide News"], 1.0, "its name"),
    ("TIDƏ NEWS", ["Tide News"], 0.99, ""),
    ("Tidenews", ["Tide News"], 1.0, "its name"),
    ("Тайд Ньюс", ["Tide News"], 0.99, "also called “Тайд Ньюс”"),
    ("News Tide", ["Tide News"], 0.96, "the same words in another order"),
    ("Verd", ["Port of Verd", "Acme Ports Verd"], 0.72, "part of the name: “Port of Verd”"),
    ("Port Verd", ["Port of Verd"], 0.97, "the same but for small words: “Port of Verd”"),
    ("Verd Port", ["Port of Verd"], 0.96, "the same words in another order"),
    ("Bank of Borduria", ["Bank of Borduria", "Central Bank of Borduria"], 1.0, "its name"),
    ("Central Bank of Borduria", ["Central Bank of Borduria"], 1.0, "its name"),
    ("Ministry of Tides", ["Ministry of Tides of Belgium", "Ministry of Tides of Azerbaijan"], 0.99,
     "also called “Ministry of Tides”; 2 are called so"),
    ("Li Jin", ["Li Jin"], 1.0, "its name"),
    ("Li Jing", ["Li Jing"], 1.0, "its name"),
    ("Novak", ["Jana Novák"], 0.9, "short for “Jana Novák”"),
    ("Novák, Jana", ["Jana Novák"], 0.96, "the same words in another order"),
    ("Jana Nowak", ["Jana Novák"], 0.9, "spelt like “Jana Novák”; may be someone else"),
    ("prc", ["China"], 0.99, "also called “PRC”"),
    ("中国", ["China"], 0.99, ""),
    ("acme ports", ["Acme Ports"], 1.0, "its name"),
    ("nothing at all", [], 0, ""),
    ("Li", ["Li Jin", "Li Jing"], 0.68, "part of the name: “Li Jin”"),
    ("Li Wei", [], 0, ""),
    ("Bank of Ruritania", [], 0, ""),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "labels", "score", "reason"), FOUND, ids=[typed for typed, *_ in FOUND])
def test_names(typed: str, labels: list[str], score: float, reason: str) -> None:
    found = lookup(WORLD, typed)
    assert [match.label for match in found] == labels
    if found:
        assert found[0].match == pytest.approx(score, abs=0.05)
        assert found[0].reason.startswith(reason)


def test_every_kind_of_name_is_among_the_cases() -> None:
    assert len(FOUND) >= 35


@pytest.mark.parametrize("typed", ["", " ", "...", "\x00", "”“", "🙂"])
def test_what_is_no_name(typed: str) -> None:
    if name_key(typed):  # an emoji has a name in Latin letters
        assert lookup(WORLD, typed) == []
        return
    with pytest.raises(UsageError, match="is no name; give at least one letter"):
        lookup(WORLD, typed)


@pytest.mark.parametrize("typed", ["x" * 201, "ab " * 5000, "中" * 300])
def test_what_is_too_long_for_a_name(typed: str) -> None:
    with pytest.raises(UsageError, match="is longer than any name; give at most 200 letters"):
        lookup(WORLD, typed)
    assert lookup(WORLD, typed[:200]) == []


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_any_text_is_a_name_or_refused(typed: str) -> None:
    if name_key(typed):
        assert all(MATCH <= match.match <= 1 for match in lookup(WORLD, typed))
        assert len(complete(WORLD, typed)) <= 10


@pytest.mark.parametrize("typed", ['"} DROP ALL #', 'acme" } . ?s ?p ?o', "acme\\u0022 }", "acme' UNION"])
def test_names_are_data(typed: str) -> None:
    assert [match.label for match in lookup(WORLD, typed)] in ([], ["Acme Shipping"])


def test_suggestions() -> None:
    assert suggestions(WORLD, "Bank of Ruritania")[0] == "Bank of Borduria"
    assert suggestions(WORLD, "Li Wei")[:2] == ["Li Jin", "Li Jing"]
    assert suggestions(WORLD, "zzzz") == []


def test_the_limit_counts_entities() -> None:
    assert [match.label for match in lookup(WORLD, "Borduria", limit=1)] == ["Bank of Borduria"]


def test_graphs_without_clues_find_what_is_spelt_right() -> None:
    assert finds_misspelt_names(WORLD)
    assert not finds_misspelt_names(graph_of())
    assert lookup(graph_of(), "Acme") == []


# Likeness --------------------------------------------------------------------------------------------

APART = [
    ("wang yi", "wang"),
    ("wang yi", "wang yang"),
    ("bank of china", "bank of chile"),
    ("iran", "iraq"),
    ("cccc", "ccc"),
    ("confucius institute baku", "confucius institute"),
    ("unit 61398", "unit 61486"),
    ("central bank of serbia", "central bank of armenia"),
]


@pytest.mark.parametrize(("one", "other"), APART)
def test_names_that_must_stay_apart(one: str, other: str) -> None:
    assert likeness(one, other).score < MATCH


@given(st.text("abcdefghij ", min_size=1), st.text("abcdefghij ", min_size=1))
def test_likeness_is_a_share(one: str, other: str) -> None:
    one, other = name_key(one), name_key(other)
    if one and other:
        assert 0 <= likeness(one, other).score <= 1
        assert (likeness(one, other).score == 1) == (one == other)


def test_signs_are_never_misspelt() -> None:
    assert likeness_of_signs("zhongyuan", "zhongkeyuan").score == 0
    assert (
        likeness_of_signs("zhongyuan", "zhongyuanhaiyun").score > likeness_of_signs("haiyun", "zhongyuanhaiyun").score
    )


# What is told ----------------------------------------------------------------------------------------


def first(typed: str, **more: object) -> Match:
    return lookup(WORLD, typed, **more)[0]  # type: ignore[arg-type]


def place(match: Match, code: str) -> InCountry:
    (found,) = [each for each in match.countries if each.country == code]
    return found


def test_an_entity_is_one_row_in_all_countries() -> None:
    match = first("Hualing")
    assert (match.entity, match.type, match.home, match.mentions) == (str(entity("hualing").value), "Company", "CN", 3)
    assert [(each.country, each.name, each.mentions) for each in match.countries] == [
        ("AZ", "Azerbaijan", 2), ("BE", "Belgium", 1),
    ]  # fmt: skip
    assert set(match.aliases) == {"Hualing Technologies", "华灵"}


def test_relations_are_told_from_the_entitys_end() -> None:
    belgium, azerbaijan = place(first("Hualing"), "BE"), place(first("Hualing"), "AZ")
    assert [said.words for said in belgium.relations] == ["funded Ministry of Tides of Belgium"]
    assert [(said.words, said.role) for said in azerbaijan.relations] == [
        ("signed an agreement with Tide News, May 2019", "object"),
        ("is said to have funded Tide News", "subject"),
    ]
    assert (azerbaijan.first, azerbaijan.last) == ("2019-05", "2019-05")
    assert azerbaijan.indicators == ("media-02",)


def test_a_denial_is_told_as_one() -> None:
    assert [said.words for each in first("Li Jin").countries for said in each.relations] == [
        "did not meet with Jana Novák"
    ]
    assert first("Li Jing").countries[0].relations == ()


def test_the_same_statement_of_two_documents_is_one() -> None:
    belgium = place(first("Acme Shipping"), "BE")
    assert [said.words for said in belgium.relations] == [
        "acquired a stake in Port of Verd, 2017 (20 %)",
        "is said to have owned a stake in Port of Verd until 2023",
    ]
    said = belgium.relations[0]
    assert (len(said.relations), said.amount, said.start, said.status) == (2, "20 %", "2017", "current")
    (evidence,) = said.evidence
    assert (evidence.text, evidence.document, evidence.also_in) == (
        "Acme Shipping bought a fifth of the Port of Verd in 2017.", "belgium-2024-data", ("belgium-2022-data",),
    )  # fmt: skip
    assert evidence.urls == ("https://example.org/be", "https://example.org/be/2")
    assert evidence.url == evidence.urls[0]
    assert (evidence.indicator, evidence.edition, evidence.section) == ("economy-04", 2024, "supporting")
    assert (belgium.first, belgium.last) == ("2017", "2023")


def test_an_article_without_citations_gives_its_own_address() -> None:
    said = place(first("Acme Shipping"), "BE").relations[1]
    assert (said.evidence[0].document, said.evidence[0].url) == ("verd-article", "https://example.org/article")
    assert said.evidence[0].indicator is None


def test_sentences_are_those_that_name_it() -> None:
    evidence = place(first("Acme Shipping"), "BE").evidence
    assert [each.text for each in evidence] == [
        "Acme Shipping bought a fifth of the Port of Verd in 2017.",
        "Critics say Acme left the Port of Verd in 2023.",
    ]
    assert place(first("Acme Shipping", evidence=1), "BE").mentions == 3
    assert len(place(first("Acme Shipping", evidence=1), "BE").evidence) == 1


def test_parts_stand_under_the_whole() -> None:
    match = first("Acme")
    (ports,) = match.subsidiaries
    assert (ports.label, ports.parent and ports.parent.label) == ("Acme Ports", "Acme Shipping")
    assert [each.label for each in ports.subsidiaries] == ["Acme Ports Verd"]
    assert [said.words for said in place(ports, "BE").relations] == ["operates “old terminal”"]
    assert ports.subsidiaries[0].countries == ()


def test_one_country_only() -> None:
    assert [each.country for each in first("Hualing", country="BE").countries] == ["BE"]
    assert first("Tide News", country="BE").countries == ()


def test_by_address() -> None:
    match = room.entity(WORLD, entity("tide-news").value)
    assert (match.label, match.match, [each.country for each in match.countries]) == ("Tide News", 1.0, ["AZ"])
    assert room.entity(WORLD, country("CN").value).label == "China"
    with pytest.raises(UsageError, match=r"there is no entity https://example\.org/x in the graph"):
        room.entity(WORLD, "https://example.org/x")


def test_a_graph_elsewhere_answers_the_same() -> None:
    elsewhere = Elsewhere(WORLD.store)
    for typed in ("Akme", "Hwaling", "Ministry of Tides", "恒远"):
        assert lookup(elsewhere, typed) == lookup(WORLD, typed)


# Completion ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "labels"),
    [
        ("acm", {"Acme Shipping", "Acme Ports", "Acme Ports Verd"}),
        ("acme p", {"Acme Ports", "Acme Ports Verd"}),
        ("Bord", {"Bank of Borduria", "Central Bank of Borduria"}),
        ("Нова", {"Jana Novák"}),
        ("Nová", {"Jana Novák"}),
        ("li", set()),
        ("PRC", {"China"}),
        ("", set()),
    ],
)
def test_completion(typed: str, labels: set[str]) -> None:
    found = complete(WORLD, typed)
    assert {each.label for each in found} == labels
    assert [each.mentions for each in found] == sorted((each.mentions for each in found), reverse=True)


# Sentences -------------------------------------------------------------------------------------------

TEXT = "Dr. Li of Acme Co. met A. Novak. It was “in 2019!” Then what?\nA new line, e.g. Here it is. 終わり"


@pytest.mark.parametrize(
    ("word", "sentence"),
    [
        ("Li", "Dr. Li of Acme Co. met A. Novak."),
        ("Novak", "Dr. Li of Acme Co. met A. Novak."),
        ("2019", "It was “in 2019!”"),
        ("what", "Then what?"),
        ("new", "A new line, e.g. Here it is."),
        ("終わり", "終わり"),
    ],
)
def test_sentences(word: str, sentence: str) -> None:
    start = TEXT.index(word)
    first_, last = sentence_around(TEXT, start, start + len(word))
    assert TEXT[first_:last] == sentence


@given(st.text('ab. A!\n"', min_size=1, max_size=60), st.data())
def test_a_sentence_holds_what_it_is_around(text: str, data: st.DataObject) -> None:
    begin = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(begin + 1, len(text)))
    first_, last = sentence_around(text, begin, end)
    assert text[begin:end].strip() in text[first_:last]
