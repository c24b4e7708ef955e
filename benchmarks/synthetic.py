"""Country profiles made up for measuring: in the layout of saved profiles, with figures that fit together.

usage: python -m benchmarks.synthetic FOLDER [--profiles 101] [--seed 1]

The same seed makes the same files. Distributions, maxima, percentages and ranks are those of the generated answers,
so that a score computed from them must equal the printed one. Nothing that the sentences say is a fact.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from ciigraph import codebook, countries

if TYPE_CHECKING:
    from collections.abc import Iterator

_EDITION = 2024
#: Saved queries ask for these unless told otherwise, so they are always among the profiles.
_ALWAYS = ("BE", "AZ")
_NOT_ASKED = frozenset(("CN", "HK", "MO", "TW"))
_ACTORS = (
    "Huawei", "ZTE", "Xinhua", "China Daily", "COSCO", "the Bank of China", "China Media Group", "Hikvision", "Alibaba",
    "the Chinese embassy", "the United Front Work Department", "Tsinghua University", "Fudan University", "Sinopec",
    "the China Development Bank", "Hanban", "China Mobile", "Nuctech", "BYD", "the Export-Import Bank of China",
)  # fmt: skip
_TOWNS = (
    "Northport", "Millbridge", "Easthaven", "Oldfield", "Stonegate", "Riverton", "Highmoor", "Lakeside", "Westbrook",
    "Saltmarsh", "Thornbury", "Kingsreach",
)  # fmt: skip
_BODIES = (
    "the University of {town}", "the Port of {town}", "the Ministry of Trade", "the Ministry of the Interior",
    "the {town} Chamber of Commerce", "the Institute of Asian Studies in {town}", "the {town} Tribune",
    "the National Broadcaster", "the city of {town}", "the Academy of Sciences", "the Confucius Institute in {town}",
)  # fmt: skip
_SENTENCES = (
    "In {year}, {actor} signed a memorandum of understanding with {body}.",
    "{Body} received a grant of {amount} million US dollars from {actor}, which was renewed in {later}.",
    "{Actor} holds {share} per cent of the shares of a firm that runs the terminal in {town}.",
    "A delegation of {body} visited Beijing in {year} and met officials of {actor}.",
    "{Actor} reportedly plans to open a second office in {town}, although {body} has not confirmed it.",
    "The agreement between {actor} and {body} ended in {later} and was not replaced.",
    "According to {body}, {share} students of {country} went to China on scholarships paid by {actor}.",
    "{Body} is a member of a network that {actor} founded in {year}.",
    "The government of {country} did not accept the offer that {actor} made in {later}.",
    "Since {year}, {actor} has supplied cameras to {body}; the contract is worth {amount} million euros.",
    "No case is known in which {actor} put pressure on {body}.",
    "Journalists of {body} allegedly travelled to Shanghai at the expense of {actor} in {later}.",
)
_POSITIONS = {0: "Rejection", 2: "Silence", 4: "Adherence"}
_LAYER_TEXTS = {
    "Exposure": "* Exposure assesses made-up figures.",
    "Pressure": "* Pressure measures made-up figures.",
    "Alignment": "* Alignment evaluates made-up figures.",
}
Answers = dict[str, int | None]


def write_profiles(folder: Path, count: int, seed: int = 1) -> list[Path]:
    """Write profiles of as many different countries into a folder.

    Args:
        folder: made where it is missing.
        count: where there are not so many countries, they come again with the same answers and other evidence, each
            round in a folder of its own.
        seed: of all that is drawn.

    Returns:
        The files, in the order of their names.
    """
    folder.mkdir(parents=True, exist_ok=True)
    chosen = _countries(seed)[:count]
    answers = {code: _answers(random.Random(f"{seed} {code} answers")) for code in chosen}
    tallies = {i.code: Counter(own[i.code] for own in answers.values()) for i in codebook.load().indicators}
    ranks = _ranks(answers)
    paths = []
    for number in range(count):
        turn, code = number // len(chosen), chosen[number % len(chosen)]
        lines = [*_header(code, answers, ranks), *_body(code, answers[code], tallies, f"{seed}{'+' * turn}")]
        path = folder / (f"round-{turn + 1:02d}" if turn else "") / f"{countries.name(code).replace(' ', '-')}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n\n".join(lines) + "\n", encoding="utf-8")
        paths.append(path)
    return sorted(paths)


def _countries(seed: int) -> list[str]:
    # a few names in the list are not those under which a page would name the country
    known = [c for c in countries.codes() if countries.alpha2(countries.name(c)) == c and c not in _NOT_ASKED]
    others = [code for code in known if code not in _ALWAYS and countries.name(code).replace(" ", "").isalpha()]
    random.Random(seed).shuffle(others)
    return [*_ALWAYS, *others]


def _answers(draw: random.Random) -> Answers:
    """Answers of a country: most of them low, a few skipped, by the scale of each indicator."""
    book = codebook.load()
    level = draw.uniform(0.5, 1.6)
    answers: Answers = {}
    for indicator in book.indicators:
        values = sorted(book.scales[indicator.scale].answers)
        weights = [1.0, *(level / 2**n for n in range(len(values) - 1))]
        answers[indicator.code] = None if draw.random() < 0.02 else draw.choices(values, weights)[0]
    return answers


def _half_up(part: int, whole: int, decimals: int) -> int:
    """100 * part / whole, in units of the last decimal, one half rounded up."""
    return (200 * int(10**decimals) * part + whole) // (2 * whole)


def _shares(answers: Answers) -> dict[str, int]:
    """What is ranked: the overall percentage in tenths, the layers' in whole per cent, each by the edition's rule."""
    book = codebook.load()
    given = [score for score in answers.values() if score is not None]
    shares = {"overall": _half_up(sum(given), 4 * len(given), 1)}
    for layer in _LAYER_TEXTS:
        scores = [answers[i.code] or 0 for i in book.indicators if i.layer == layer]
        shares[layer] = (_half_up(sum(scores), 4 * len(scores), 1) + 5) // 10
    return shares


def _ranks(answers: dict[str, Answers]) -> dict[str, dict[str, tuple[int, int]]]:
    """Rank and share of each country, overall and by layer; ties share a rank."""
    shares = {code: _shares(own) for code, own in answers.items()}
    parts = ("overall", *_LAYER_TEXTS)
    ordered = {part: sorted((own[part] for own in shares.values()), reverse=True) for part in parts}
    return {
        code: {part: (1 + ordered[part].index(share), share) for part, share in own.items()}
        for code, own in shares.items()
    }


def _header(code: str, answers: dict[str, Answers], ranks: dict[str, dict[str, tuple[int, int]]]) -> Iterator[str]:
    given = [score for score in answers[code].values() if score is not None]
    name, of, draw = countries.name(code), len(answers), random.Random(f"{code} facts")
    wealth, people = draw.randint(600, 90_000), draw.uniform(0.1, 200)
    yield from (name, f"{wealth:,}.00 (per capita / USD)", f"{people:.2f} (million)", f"{_EDITION}2022")
    yield from (f"Ranking{ranks[code]['overall'][0]} / {of}-", "Original Score")
    yield from ("* As some Indicators may be left out, maxima differ.", f"{sum(given)} / {4 * len(given)}-")
    yield from ("Last Updated", "May 2024", "Layer Scores")
    for layer, text in _LAYER_TEXTS.items():
        rank, share = ranks[code][layer]
        yield from (layer, text, f"{_EDITION}2022", f"Ranking{rank} / {of}-", f"Level of Score{share} %-")
    yield f"In 2023, {name} had a GDP per capita of US${wealth:,} and a population of {people:.2f} million people."
    yield from ("Key Takeaways", "  • This page was generated for measuring; nothing on it is a fact.")
    yield from ("Domain Scores", "Country Percentage", "Index Average", "2022 Percentage")


def _body(code: str, answers: Answers, tallies: dict[str, Counter[int | None]], seed: str) -> Iterator[str]:
    book, draw = codebook.load(), random.Random(f"{seed} {code} text")
    names = {domain.slug: domain.name for domain in book.domains}
    for slug in book.edition(_EDITION).score_columns:
        yield from (names[slug], f"The {names[slug]} Domain asks about such things.")
        for number in range(1, 12):
            indicator = f"{slug}-{number:02d}"
            yield f"{number}."
            yield from _indicator(indicator, answers[indicator], tallies[indicator], draw, countries.name(code))
    yield from ("Open", "Cards", "Hide")


def _indicator(
    code: str, score: int | None, tally: Counter[int | None], draw: random.Random, country: str
) -> Iterator[str]:
    book = codebook.load()
    indicator = book.indicator(code)
    scale = book.scales[indicator.scale]
    yield from (indicator.layer, indicator.label, str(_EDITION))
    if score is None:
        yield "Skipped"
    else:
        yield _POSITIONS[score] if scale.key == "position" else "Yes" if score else "No"
        yield f"Answer ( {score} / 4 )"
    yield from ("More", "Skipped", f"{tally[None]} countries chose this answer")
    for value, label in scale.answers.items():
        yield from (f"{value}/ {label}", f"{tally[value]} countries chose this answer")
    answered = tally.total() - tally[None]
    yield f"{answered} countries answered this indicator; {tally[None]} countries skipped this indicator"
    yield "Supporting Evidence"
    if score:
        yield " ".join(_sentence(draw, country) for _ in range(draw.randint(1, 5)))
        for n in range(1, draw.randint(1, 4)):
            yield f"{n}. https://news{draw.randint(1, 400)}.example.org/{code}/{draw.randint(1, 10**6)}"
    else:
        yield "Not Available"
    if draw.random() < 0.3:
        yield from ("Supplementary Notes", _sentence(draw, country))
    yield "Answered by 2 anonymous experts, and has been reviewed by 1 anonymous expert."
    yield "Hide"


def _sentence(draw: random.Random, country: str) -> str:
    town, actor, year = draw.choice(_TOWNS), draw.choice(_ACTORS), draw.randint(2004, 2016)
    body = draw.choice(_BODIES).format(town=town)
    return draw.choice(_SENTENCES).format(
        actor=actor, Actor=actor[0].upper() + actor[1:], body=body, Body=body[0].upper() + body[1:], country=country,
        town=town, year=year, later=draw.randint(2017, 2023), amount=draw.randint(1, 400), share=draw.randint(5, 90),
    )  # fmt: skip


def main() -> None:
    """Write profiles where the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--profiles", type=int, default=101)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    print(f"{len(write_profiles(options.folder, options.profiles, options.seed))} profiles in {options.folder}")


if __name__ == "__main__":
    main()
