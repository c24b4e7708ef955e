"""The head of a profile: ranking, scores, layers, what is said of the country, key takeaways."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ciigraph import countries
from ciigraph.documents.dates import iso_date
from ciigraph.documents.profile_evidence import unrecognised
from ciigraph.documents.profile_facts import Fact, read_fact_line
from ciigraph.documents.profile_figures import Figure, figures
from ciigraph.documents.profile_lines import Kind, Line, locator
from ciigraph.records import Notice

_EDITIONS = re.compile(r"(20\d\d)(20\d\d)?(20\d\d)?")
_LABELLED = re.compile(r"(?P<label>Ranking|Original Score|Level of Score|Last Updated?)\b:?\s*(?P<rest>.*)|"
                       r"(?P<glued>Ranking|Level of Score|Original Score)(?P<value>\d.*)", re.DOTALL)  # fmt: skip
_LAYER = re.compile(r"(Exposure|Pressure|Alignment|Effect)\b\s*(\*.*)?", re.DOTALL)
_FIGURES = re.compile(r"[\d\s/%.,–—-]+")
_RULE = re.compile(r"[-|:\s]+")
_DOMAIN_FIGURES = re.compile(r"(?P<name>[A-Z][A-Za-z ]{2,30}?)[\s:]*(?P<value>\d[\d\s/%.,–—-]*)")
_BULLET = re.compile(r"[-–•*·]\s+")
_PARTNER = re.compile(r"(?:Local )?Partners?(?: Organi[sz]ations?)?:\s*(\S.*)")
_ADDRESS = re.compile(r"(?:[-•]\s+)?https?://\S+")
#: The page's own words: labels as they stand, and how its explanations begin.
_LABELS = frozenset(
    (
        "Layer Scores",
        "Domain Scores",
        "Country Percentage",
        "Index Average",
        "Country Profile",
        "Open",
        "Cards",
        "More",
        "Hide",
    )
)
_EXPLANATIONS = (
    "* As some Indicators",
    "* Exposure assesses",
    "* Pressure measures",
    "* Alignment evaluates",
    "* Effect evaluates",
    "The Indicators have been classified",
    "The individual Layer scores",
    "Percentage scores do not suggest",
)
_COLUMN = re.compile(r"20\d\d Percentage")


@dataclass(slots=True)
class Header:
    """What the head of a profile says; ``editions`` are the years of its columns, the page's own first."""

    country: str | None = None
    name: str | None = None
    editions: list[int] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    takeaways: list[tuple[Line, int]] = field(default_factory=list)  # with the length of the bullet
    notices: list[Notice] = field(default_factory=list)


def read_header(lines: list[Line], domains: dict[str, str], index_countries: int | None) -> Header:
    """Read the lines before the first domain.

    Args:
        lines: those lines.
        domains: slug of each domain by its name.
        index_countries: how many countries the index has, where the page says so further down; it tells how to part
            two figures that stand without a blank between them ("66 / 9859 / 82").
    """
    return _Reader(domains, index_countries).read(lines)


class _Reader:
    """Goes through the head line by line and remembers under which heading and label it is."""

    def __init__(self, domains: dict[str, str], index_countries: int | None) -> None:
        self.header = Header()
        self.domains = domains
        self.index_countries = index_countries
        self.by, self.name = "overall", "overall"
        self.label: str | None = None  # whose values are still to come
        self.columns: list[int] = []  # and of which editions
        self.in_takeaways = False
        self.names: list[tuple[str, Line]] = []  # lines that are nothing but a country's name
        self.unknown: list[Line] = []

    def read(self, lines: list[Line]) -> Header:
        for line in lines:
            cells = [cell.strip() for cell in line.text.split("|")]
            if not (self.page_words(line) or self.labelled(line, cells) or self.stated(line)):
                self.remaining(line)
        self.settle_country()
        header = self.header
        header.notices += [unrecognised(line) for line in self.unknown]
        return header

    def page_words(self, line: Line) -> bool:
        """Labels and explanations that hold no figure."""
        text = line.text
        if text == "Key Takeaways":
            self.in_takeaways = True
        elif text in _LABELS or text.startswith(_EXPLANATIONS) or _COLUMN.fullmatch(text):
            if text == "Domain Scores" or text.startswith("Percentage scores"):
                self.in_takeaways = False
        else:
            return bool(_RULE.fullmatch(text) and not (self.label and text in "-–—"))
        return True

    def labelled(self, line: Line, cells: list[str]) -> bool:
        """Columns of editions, headings of layers, labels with their figures, figures whose label went before."""
        years = [cell for cell in cells if cell]
        matched = [_EDITIONS.fullmatch(year) for year in years]
        if matched and all(matched):
            self.add_editions([year for found in matched if found for year in found.groups() if year])
            return True
        if found := _LABELLED.fullmatch(cells[0]):
            self.label = found["label"] or found["glued"]
            self.columns = self.header.editions or [0]
            value = (
                " | ".join([found["value"] or "", *cells[1:]]).strip(" |") if found["glued"] else " | ".join(cells[1:])
            )
            if not value and found["rest"] and not found["rest"].startswith("*"):
                value = found["rest"]
            if value:
                self.value(line, value)
            return True
        if (found := _LAYER.fullmatch(cells[0])) and not self.in_takeaways:
            self.by, self.name, self.label = "layer", found[1].lower(), None
            self.add_editions([cell for cell in cells[1:] if _EDITIONS.fullmatch(cell)])
            return True
        if self.label and (_FIGURES.fullmatch(line.text.replace("|", " ")) or self.label.startswith("Last")):
            return self.value(line, line.text)
        return self.domain_figures(line, cells)

    def value(self, line: Line, text: str) -> bool:
        """Take the value of the label that is waiting; False when it isn't one."""
        if self.label and self.label.startswith("Last"):
            date = iso_date(text.partition("|")[0])
            if date is not None:
                self.header.facts.append(Fact("last-update", date, line))
                self.label = None
            return date is not None
        taken = figures(str(self.label), text, self.columns, self.index_countries)
        if taken.strange:
            self.header.notices.append(unrecognised(line))
        for figure in taken.figures:
            figure.by, figure.name, figure.line = self.by, self.name, line
        self.header.figures += taken.figures
        self.columns = self.columns[taken.columns :]
        if not self.columns:
            self.label = None
        return True

    def domain_figures(self, line: Line, cells: list[str]) -> bool:
        """A domain with its percentage: "Media 20.5 %", "Media | 20.5 % | 31.1 % | -"."""
        name, values = cells[0], " | ".join(cells[1:])
        if name not in self.domains and (found := _DOMAIN_FIGURES.fullmatch(cells[0])):
            name, values = found["name"].strip(), " | ".join([found["value"], *cells[1:]])
        if name not in self.domains or not values:
            return False
        own = values.split("|")[0].split("%")[0]
        for figure in figures("Level of Score", f"{own}%", self.header.editions[:1] or [0], None).figures:
            figure.by, figure.name, figure.line = "domain", self.domains[name], line
            self.header.figures.append(figure)
        return True

    def stated(self, line: Line) -> bool:
        """Takeaways, and facts in words or figures."""
        if _ADDRESS.fullmatch(line.text):
            return True  # of the page's navigation
        if self.in_takeaways:
            bullet = _BULLET.match(line.text)
            self.header.takeaways.append((line, bullet.end() if bullet else 0))
            return True
        if facts := read_fact_line(line):
            self.header.facts += facts
            return True
        if (date := iso_date(line.text)) and line.kind is Kind.TEXT:
            self.header.facts.append(Fact("last-update", date, line))
            return True
        if found := _PARTNER.fullmatch(line.text):
            self.header.facts.append(Fact("partner", found[1], line))
            return True
        return False

    def remaining(self, line: Line) -> None:
        code = countries.alpha2(line.text) if len(line.text) <= 60 else None
        if code is not None:
            self.names.append((code, line))
        elif line.text not in self.domains:
            self.unknown.append(line)

    def add_editions(self, years: list[str]) -> None:
        if not self.header.figures:  # the columns stand before the first figure, each on its line in some layouts
            known = self.header.editions
            known += [int(year) for year in years if int(year) not in known]

    def settle_country(self) -> None:
        """The country that the sentences are about, else the first line that is nothing but a country's name."""
        header = self.header
        told = [(code, fact.line) for fact in header.facts if fact.country and (code := countries.alpha2(fact.country))]
        named = told[:1] or self.names[:1]
        if not named:
            return
        header.country, line = named[0]
        header.name = countries.name(header.country)
        others = sorted({countries.name(code) for code, _ in told + self.names[:1]} - {header.name})
        if others:
            message = f"the page says {header.name} here and {' and '.join(others)} elsewhere"
            header.notices.append(Notice("inconsistent", message, line.number, locator(line)))
        self.unknown += [line for code, line in self.names if code != header.country]
        self.unknown.sort(key=lambda line: line.number)
