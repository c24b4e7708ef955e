"""Answers as the index's site lists them: for each question the countries that chose each answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ciigraph import codebook, countries
from ciigraph.documents.json_source import pointer
from ciigraph.documents.notations import number_of, score_of
from ciigraph.records import Answer, Notice, Question

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ciigraph.codebook import Indicator, Layer
    from ciigraph.documents.notations import Score
    from ciigraph.records import NoticeKind

#: Figures of a domain page that follow from the answers: the commonest answer, the place in the domain.
_QUESTION_KEYS = {
    *("number", "number_in_domain", "domain", "indicator", "layer", "grading", "score", "yes_country"),
    *("answered_country", "answer", "counties", "countries", "skip"),
}


class ChoiceReader:
    """Reads the lists of countries of one file; what it finds stands in its lists, in the order of the file."""

    def __init__(self, edition: int) -> None:
        self.edition = edition
        self.answers: list[Answer] = []
        self.questions: list[Question] = []
        self.notices: list[Notice] = []
        self._book = codebook.load()
        self._seen: set[str] = set()

    def read_indicators(self, data: dict[str, Any]) -> None:
        """Read the list of questions: ``{"01": {"layer", "grading", "counties": [[…], …], "skip": […]}}``."""
        for key, row in data.items():
            place = pointer(key)
            if not isinstance(row, dict):
                self._notice("unrecognised", f"the question {key[:20]!r} can't be read", place)
                continue
            listed = "counties" if "counties" in row else "countries"
            choices = row.get(listed)
            rows = list(enumerate(choices)) if isinstance(choices, list) else []
            found: list[tuple[Score | None, object, str]] = [
                (score_of(score), chosen, f"{place}/{listed}/{score}") for score, chosen in rows
            ]
            found.append(("skip", row.get("skip", []), f"{place}/skip"))
            self._read_question(row, row.get("layer"), place, found)
        self._report_missing({indicator.code for indicator in self._book.indicators})

    def read_domain(self, data: dict[str, Any]) -> None:
        """Read a domain page: ``{"name", "layer": {"exposure": [{"number", "answer": {"0": […], …}}]}}``."""
        for layer, rows in data["layer"].items():
            if not isinstance(rows, list):
                self._notice("unrecognised", f"the questions of {layer[:20]} are no list", pointer("layer", layer))
                continue
            for position, row in enumerate(rows):
                place = pointer("layer", layer, position)
                if not isinstance(row, dict) or not isinstance(row.get("answer"), dict):
                    self._notice("unrecognised", "a question without answers", place)
                    continue
                found = [
                    (score_of(score), chosen, place + pointer("answer", score))
                    for score, chosen in row["answer"].items()
                ]
                self._read_question(row, layer, place, found)
        domain = next((d for d in self._book.domains if d.name.casefold() == data["name"].strip().casefold()), None)
        if domain is None:
            self._notice("inconsistent", f"no domain is called {data['name'][:40]!r}", "/name")
        else:
            self._report_missing({i.code for i in self._book.indicators if i.domain == domain.slug})
        unread = sorted(str(key) for key in data.keys() - {"name", "layer"})
        if unread:
            self._notice("set-aside", f"not read: {', '.join(unread)}", "")

    def _notice(self, kind: NoticeKind, message: str, locator: str) -> None:
        self.notices.append(Notice(kind, message, locator=locator))

    def _report_missing(self, wanted: set[str]) -> None:
        missing = [i.code for i in self._book.indicators if i.code in wanted - self._seen]
        strange = [i.code for i in self._book.indicators if i.code in self._seen - wanted]
        if missing:
            self._notice("missing", f"no question {', '.join(missing)}", "")
        if strange:
            self._notice("inconsistent", f"of another domain: {', '.join(strange)}", "")

    def _read_question(
        self, row: dict[str, Any], layer: object, place: str, choices: list[tuple[Score | None, object, str]]
    ) -> None:
        indicator = self._indicator(row, place)
        if indicator is None:
            return
        scale = self._scale(row, indicator, place)
        chosen = list(self._chosen(indicator, scale, choices))
        counts = {str(score): 0 for score in self._book.scales[scale].printed} if scale else {}
        for score, _, _ in chosen:
            counts[str(score)] = counts.get(str(score), 0) + 1
        skipped = counts.pop("skip", 0)
        self._check_counts(row, indicator.code, counts, place)
        question = Question(self.edition, indicator.code, place, self._layer(layer, indicator, place), scale)
        self.questions.append(question)
        for score, country, locator in chosen:
            number = None if score == "skip" else score
            answer = Answer(country, self.edition, indicator.code, number, locator, scale=scale, layer=question.layer)
            self.answers.append(answer)
        if not chosen:
            self._notice("missing", f"{indicator.code}: no country is listed ({skipped} skipped)", place)
        for key in sorted(row.keys() - _QUESTION_KEYS):
            self._notice("unrecognised", f"not read: {key} of {indicator.code}", place)

    def _indicator(self, row: dict[str, Any], place: str) -> Indicator | None:
        number = number_of(row.get("number"))
        if number is None or not 1 <= number <= len(self._book.indicators):
            self._notice("out-of-range", f"no indicator has the number {str(row.get('number'))[:20]!r}", place)
            return None
        indicator = self._book.by_number(number)
        if indicator.code in self._seen:
            self._notice("doubled", f"{indicator.code} stands twice; the first one counts", place)
            return None
        self._seen.add(indicator.code)
        return indicator

    def _scale(self, row: dict[str, Any], indicator: Indicator, place: str) -> str | None:
        if row.get("grading") is None:
            return None
        grading, asked = str(row["grading"]).strip(), self._book.asked(indicator.code, self.edition)
        if grading == asked.grading:
            return asked.scale
        problem = f"{indicator.code} has the grading {grading[:20]!r}, in the codebook {asked.grading!r}"
        self._notice("inconsistent", problem, f"{place}/grading")
        return self._book.scale_of_grading(grading)

    def _layer(self, printed: object, indicator: Indicator, place: str) -> Layer | None:
        layer = self._book.edition(self.edition).layer_of(printed) if isinstance(printed, str) else None
        asked = self._book.asked(indicator.code, self.edition).layer
        if layer != asked:
            problem = f"{indicator.code} is of the layer {str(printed)[:20]!r}, in the codebook {asked}"
            self._notice("inconsistent", problem, place)
        return layer

    def _chosen(
        self, indicator: Indicator, scale: str | None, choices: list[tuple[Score | None, object, str]]
    ) -> Iterator[tuple[Score, str, str]]:
        seen: set[str] = set()
        for score, listed, place in choices:
            if score is None or not isinstance(listed, list):
                self._notice("out-of-range", f"{indicator.code}: an answer that is no score from 0 to 4", place)
                continue
            if listed and score != "skip" and scale and score not in self._book.scales[scale].printed:
                self._notice("inconsistent", f"{indicator.code}: the {scale} scale has no score {score}", place)
            for position, code in enumerate(listed):
                country = countries.alpha2(code) if isinstance(code, str) else None
                if country is None:
                    problem = f"{indicator.code}: {str(code)[:20]!r} is no country; its answer is kept out"
                    self._notice("unrecognised", problem, f"{place}/{position}")
                elif country in seen:
                    self._notice("doubled", f"{indicator.code}: {country} stands twice", f"{place}/{position}")
                else:
                    seen.add(country)
                    yield score, country, f"{place}/{position}"

    def _check_counts(self, row: dict[str, Any], code: str, counts: dict[str, int], place: str) -> None:
        """The page prints how many countries answered and how many of them not with 0; both follow from the lists."""
        answered = sum(counts.values())
        for key, counted in (("answered_country", answered), ("yes_country", answered - counts.get("0", 0))):
            printed = number_of(row.get(key))
            if printed is not None and printed != counted:
                self._notice("inconsistent", f"{code}: {key} is {printed}, listed are {counted}", f"{place}/{key}")
