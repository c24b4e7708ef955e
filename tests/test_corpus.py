"""The bundled corpus: everything that is in the saved pages but their wording."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import pytest

from ciigraph import codebook
from ciigraph.assets import asset
from ciigraph.documents.manifest import MANIFEST_NAME, read_manifest
from ciigraph.documents.reading import read
from ciigraph.documents.source import Source
from ciigraph.records import Answer, DocumentKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ciigraph.records import Citation, Document

CORPUS = Path(asset("data/corpus"))
#: The retold profiles and the saved pages whose figures they keep.
PROFILES = {"belgium-2024.txt": "000_*.txt", "azerbaijan-2024.txt": "003_*.txt"}
ARTICLES = ("belgium-china-relations.txt", "consular-volunteers.txt")
TOTALS = {"belgium-2024.txt": 81, "azerbaijan-2024.txt": 112}
RUN = 8

# Names that are as long as a run of eight words or nearly so, with an article, a preposition or an abbreviation
# beside them longer. A name can't be put into other words; what is said about its bearer is.
OFFICIAL_NAMES = (
    "Training Class for National Media Leaders in the Joint Construction of the Silk Road Economic Belt",  # a course
    "China Council for the Peaceful National Reunification in Belgium",  # an association
    "Volunteer Group for the Consular Protection of Overseas Chinese in Belgium",  # an association
    "Ministry of Human Resources and Social Security (MOHRSS)",  # of China
    "Chinese Academy of Labour and Social Security (CALSS)",  # a research body of that ministry
    "All-China Federation of Trade Unions (ACFTU)",  # a union
    "Academy of Public Administration under the President of the Republic of Azerbaijan",  # a university
    "Azerbaijan Republic Chamber of Commerce and Industry",  # a chamber
    "Baku State Vocational Education Center for Industry and Innovations",  # a school
    "International Department of the Central Committee of the CCP",  # a party organ
    "Conference on Interaction & Confidence Building Measures in Asia",  # an international organisation
)

# Lines that are the page's layout and not its text; without them the reader of saved pages would have nothing to read.
_LAYOUT_LINES = (
    *(re.escape(domain.name) for domain in codebook.load().domains),
    r"Exposure|Pressure|Alignment|Yes|No|Silence|Skipped|Not Found|2024|20242022|More|Hide|Open|Cards",
    r"Supporting Evidence|Supplementary Notes|Key Takeaways|Original Score|Last Updated|Layer Scores|Domain Scores",
    r"Country Percentage|Index Average|2022 Percentage",
    r"[\d,.]+ \((?:per capita / USD|million)\)",
    r"(?:Ranking|Level of Score)[ |\d]+(?:/ \d+|%)[ |-]*",
    r"\d+\.|\d+ / \d+-?|---\|---\|---\|",
    r"Answer \( [0-4] / 4 \)",
    r"[0-4]/ (?:No|Yes|(?:Few, but|More than a few, (?:but|and)) (?:in)?significant)",
    r"[0-4]/ (?:My country has (?:rejected|adhered to) PRC‘s claim|My country has remained silent)",
    r"\d+ countries answered this indicator; \d+ countries skipped this indicator|\d+ countries chose this answer",
    r"Answered by \d+ anonymous experts?, and has been reviewed by \S.*",
    r"In \d{4}, \w+ had a GDP per capita of US\$[\d,.]+ and a total population of [\d.]+ million people\.",
    # the formula of the header with the year, the rank and the score of the country
    (
        r"(?P<c>\w+) established full diplomatic relations with the People's Republic of China in \d{4}\. "
        r"(?P=c) was ranked \d+(?:st|nd|rd|th) in Reporters Without Borders‘ \d{4} World Press Freedom Index, "
        r"and rated (?:Not |Partly )?Free in Freedom House‘s \d{4} Global Freedom Index, with a score of \d+/100\."
    ),
)
LAYOUT = re.compile(rf"^ *(?:{'|'.join(_LAYOUT_LINES)}) *$", re.MULTILINE)
_ADDRESS = re.compile(r"https?://\S+")
_WORD = re.compile(r"[^\W_]+|¦")
_BREAK = "¦"  # stands where a name, a label or an address was


def words(text: str) -> list[str]:
    """Lower-cased words; hyphens and apostrophes part words, so that runs are found as easily as can be."""
    return _WORD.findall(text.lower())


def own_words(text: str) -> list[str]:
    """The words of a corpus file with a break in the place of each layout line, address and official name."""
    text = _ADDRESS.sub(_BREAK, LAYOUT.sub(_BREAK, text))
    line = f" {' '.join(words(text))} "
    for name in OFFICIAL_NAMES:
        line = line.replace(f" {' '.join(words(name))} ", f" {_BREAK} ")
    return line.split()


def runs(tokens: list[str]) -> Iterator[tuple[str, ...]]:
    for start in range(len(tokens) - RUN + 1):
        run = tuple(tokens[start : start + RUN])
        if _BREAK not in run:
            yield run


def seed_runs(shared: Path) -> set[tuple[str, ...]]:
    """All runs of the saved pages, names and labels among them."""
    pages = sorted((shared / "seeds").glob("0*.txt"))
    assert len(pages) == 5
    return {run for page in pages for run in runs(words(_ADDRESS.sub(" ", page.read_text(encoding="utf-8"))))}


@cache
def corpus_document(name: str) -> Document:
    override = next(entry.override for entry in read_manifest(CORPUS / MANIFEST_NAME) if entry.path == name)
    return read(Source(CORPUS / name, name, override))


def saved_page(shared: Path, name: str) -> Document:
    path = next((shared / "seeds").glob(PROFILES[name]))
    return read(Source(path, path.name))


def cited(citations: tuple[Citation, ...]) -> list[str | None]:
    return [citation.url for citation in citations]


@pytest.mark.parametrize("name", [*PROFILES, *ARTICLES])
def test_no_wording_of_the_saved_pages(shared: Path, name: str) -> None:
    own = list(runs(own_words((CORPUS / name).read_text(encoding="utf-8"))))
    assert len(own) > 300, "too much was taken for layout"
    assert set(own) & seed_runs(shared) == set()


def test_the_wording_of_a_saved_page_would_be_found(shared: Path) -> None:
    taken = seed_runs(shared)
    for page in sorted((shared / "seeds").glob("0*.txt")):
        text = page.read_text(encoding="utf-8")
        assert len(set(runs(own_words(text))) & taken) > 100, page.name


@pytest.mark.parametrize("name", OFFICIAL_NAMES)
def test_an_official_name_is_exempt_only_where_it_is_used(name: str) -> None:
    phrase = f" {' '.join(words(name))} "
    used = [
        f for f in (*PROFILES, *ARTICLES) if phrase in f" {' '.join(words((CORPUS / f).read_text(encoding='utf-8')))} "
    ]
    assert used


@pytest.mark.parametrize("name", PROFILES)
def test_same_answers_as_the_saved_page(shared: Path, name: str) -> None:
    ours = {answer.indicator: answer for answer in corpus_document(name).answers}
    theirs = {answer.indicator: answer for answer in saved_page(shared, name).answers}
    assert list(ours) == list(theirs)
    assert len(theirs) == 99
    own = {"locator", "citations"}  # where it stands differs; the citations are compared by their addresses
    kept = [key for key in Answer.__struct_fields__ if key not in own]
    for code, answer in theirs.items():
        assert {key: getattr(ours[code], key) for key in kept} == {key: getattr(answer, key) for key in kept}, code
        assert cited(ours[code].citations) == cited(answer.citations), code


@pytest.mark.parametrize("name", PROFILES)
def test_same_units_and_addresses_as_the_saved_page(shared: Path, name: str) -> None:
    ours, theirs = corpus_document(name), saved_page(shared, name)
    assert [(unit.id, cited(unit.citations)) for unit in ours.units] == [
        (unit.id, cited(unit.citations)) for unit in theirs.units
    ]
    addresses = _ADDRESS.findall((CORPUS / name).read_text(encoding="utf-8"))
    page = next((shared / "seeds").glob(PROFILES[name]))
    assert addresses == _ADDRESS.findall(page.read_text(encoding="utf-8"))
    assert len(addresses) > 30


@pytest.mark.parametrize("name", PROFILES)
def test_same_header_figures_as_the_saved_page(shared: Path, name: str) -> None:
    ours, theirs = corpus_document(name), saved_page(shared, name)
    assert theirs.published
    assert theirs.facts
    assert [(p.by, p.name, p.score, p.max, p.percent, p.rank, p.of) for p in ours.published] == [
        (p.by, p.name, p.score, p.max, p.percent, p.rank, p.of) for p in theirs.published
    ]
    assert [(f.property, f.value) for f in ours.facts] == [(f.property, f.value) for f in theirs.facts]


@pytest.mark.parametrize(("name", "total"), TOTALS.items())
def test_all_answers_and_their_sum(name: str, total: int) -> None:
    document = corpus_document(name)
    assert {answer.indicator for answer in document.answers} == {i.code for i in codebook.load().indicators}
    assert len(document.answers) == 99
    scores = [answer.score for answer in document.answers]
    assert None not in scores
    assert sum(score for score in scores if score is not None) == total
    overall = next(figure for figure in document.published if figure.by == "overall")
    assert (overall.score, overall.max) == (total, 396)


@pytest.mark.parametrize("name", PROFILES)
def test_questions_are_the_labels_of_the_codebook(name: str) -> None:
    lines = [line.strip() for line in (CORPUS / name).read_text(encoding="utf-8").splitlines() if line.strip()]
    questions = [before for before, after in pairwise(lines) if after == "2024"]
    labels = {indicator.code: indicator.label for indicator in codebook.load().indicators}
    assert questions == [labels[answer.indicator] for answer in corpus_document(name).answers]


@pytest.mark.parametrize("name", [*PROFILES, *ARTICLES])
def test_every_line_is_understood(name: str) -> None:
    document = corpus_document(name)
    # Captions and link lists of the articles are set aside, as they are meant to be; the profiles have none.
    allowed = {"set-aside"} if name in ARTICLES else set()
    assert [notice for notice in document.notices if notice.kind not in allowed] == []
    assert document.units


# What an answer is contradicted by must outlive the rewriting: indicator, score, what its own text says.
CONTRADICTED = [
    ("azerbaijan-2024.txt", "media-03", 0, "press tour of China"),
    ("azerbaijan-2024.txt", "media-04", 0, "train journalists"),
    ("azerbaijan-2024.txt", "academia-11", 0, "neither the state nor its people harm the Uyghurs"),
    ("azerbaijan-2024.txt", "society-06", 0, "donated medical supplies"),
    ("azerbaijan-2024.txt", "society-08", 0, "25.0% on TikTok"),
    ("azerbaijan-2024.txt", "military-01", 0, "worth 3 million yuan"),
    ("azerbaijan-2024.txt", "military-02", 0, "belongs to CICA"),
    ("azerbaijan-2024.txt", "military-08", 0, "met the Chinese Chief of General Staff"),
    ("azerbaijan-2024.txt", "law-enforcement-07", 0, "attacks by hackers"),
    ("azerbaijan-2024.txt", "technology-01", 0, "China Telecom"),
    ("azerbaijan-2024.txt", "foreign-policy-10", 2, "supports China's stand on Tibet"),
    ("belgium-2024.txt", "technology-04", 0, "Huawei routers"),
    ("belgium-2024.txt", "foreign-policy-06", 0, "raised the level of their ties"),
    ("belgium-2024.txt", "foreign-policy-09", 2, "took no public position"),
    ("belgium-2024.txt", "foreign-policy-11", 2, "took no public position"),
    ("belgium-2024.txt", "domestic-politics-08", 0, "No observation"),
    ("belgium-2024.txt", "law-enforcement-08", 0, "No observation"),
]
CONTRADICTING = [
    ("belgium-china-relations.txt", "condemned the Chinese government for persecuting the Uyghurs"),
    ("belgium-china-relations.txt", "opposed the national security law for Hong Kong"),
    ("belgium-china-relations.txt", "banned Jacques Brotchi"),
    ("belgium-china-relations.txt", "recruited Frank Creyelman"),
    ("consular-volunteers.txt", "allegedly runs such networks"),
]


@pytest.mark.parametrize(("name", "indicator", "score", "fact"), CONTRADICTED)
def test_contradicted_answers_are_kept(name: str, indicator: str, score: int, fact: str) -> None:
    document = corpus_document(name)
    assert next(answer.score for answer in document.answers if answer.indicator == indicator) == score
    text = (CORPUS / name).read_text(encoding="utf-8")
    assert fact in text
    # "No observation" may be set aside by the reader; any other fact must be in the indicator's own units.
    if fact != "No observation":
        assert any(fact in unit.text for unit in document.units if unit.indicator == indicator)


@pytest.mark.parametrize(("name", "fact"), CONTRADICTING)
def test_facts_of_the_articles_are_kept(name: str, fact: str) -> None:
    assert any(fact in unit.text for unit in corpus_document(name).units)


def test_manifest_and_folder_agree() -> None:
    entries = read_manifest(CORPUS / MANIFEST_NAME)
    listed = [entry.path for entry in entries]
    assert sorted(listed) == sorted({*PROFILES, *ARTICLES})
    assert sorted(listed) == sorted(p.name for p in CORPUS.iterdir() if p.name not in {MANIFEST_NAME, "README.md"})
    for entry in entries:
        assert entry.override.kind in get_args(DocumentKind)
        assert entry.override.title
        assert entry.override.publisher
        assert entry.override.language == "en"
        document = corpus_document(entry.path)
        assert (document.kind, document.country) == (entry.override.kind, entry.override.country)
