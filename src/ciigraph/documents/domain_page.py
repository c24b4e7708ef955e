"""A saved page of one domain of the index: its table of ranks, and the countries that chose each answer."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from ciigraph import codebook, countries
from ciigraph.documents.domain_blocks import pieces
from ciigraph.documents.domain_lines import Kind, domain_lines
from ciigraph.documents.json_source import edition_in_path
from ciigraph.documents.markup import document_text
from ciigraph.documents.notations import fraction_of, rank_of
from ciigraph.documents.page_metadata import page_metadata
from ciigraph.errors import DocumentError
from ciigraph.records import Answer, Document, Notice, PublishedScore, Question

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ciigraph.codebook import Codebook, Indicator
    from ciigraph.documents.domain_blocks import Block, Pieces, Row
    from ciigraph.documents.domain_lines import Line
    from ciigraph.documents.source import SourceText
    from ciigraph.records import NoticeKind

_INDICATORS = 11
_SIGN = re.compile(r"affected\s+countr", re.IGNORECASE)
_EFFECT = "Effect"  # the third layer's name before 2024
_BEFORE_ALIGNMENT = 2022


def read_domain_page(source: SourceText) -> Document:
    """Everything that is in a saved domain page, as text or HTML.

    Raises:
        DocumentError: no domain can be told, the page was cut off, or it has neither answers nor ranks.
    """
    found = pieces(domain_lines(document_text(source)))
    book = codebook.load()
    reader = _Reader(source, found, book)
    reader.read()
    return reader.document()


class _Reader:
    """Reads one page; what it finds stands in its lists, in the order of the page."""

    def __init__(self, source: SourceText, found: Pieces, book: Codebook) -> None:
        self.source, self.found, self.book = source, found, book
        self.notices: list[Notice] = []
        self.edition = self._edition()
        self.codes = [self._wording(block) for block in found.blocks]
        self.domain = self._domain()
        self.answers: list[Answer] = []
        self.questions: list[Question] = []
        self.published: list[PublishedScore] = []

    def read(self) -> None:
        """Read table and indicators."""
        self._table(self.found.rows)
        seen: set[str] = set()
        for block, by_wording in zip(self.found.blocks, self.codes, strict=True):
            indicator = self._indicator(block, by_wording)
            if indicator is None:
                continue
            if indicator.code in seen:
                self._notice("doubled", f"{indicator.code} stands twice; the first one counts", block.first)
                continue
            seen.add(indicator.code)
            self._indicators_answers(block, indicator)
        self._refuse_truncated()
        missing = [i.code for i in self.book.indicators if i.domain == self.domain and i.code not in seen]
        if missing:
            self.notices.append(Notice("missing", f"no question {', '.join(missing)}"))
        if not self.answers and not self.published:
            raise DocumentError(
                self.source.name, "lists no country, neither ranks nor answers", "unfold the lists and save it again"
            )
        for line in self.found.stray:
            self._notice("unrecognised", f"not read: {line.text[:60]!r}", line)
        if self.found.behind:
            first, number = self.found.behind[0], len(self.found.behind)
            self._notice("set-aside", f"{number} lines behind the indicators, from {first.text[:40]!r} on", first)

    def document(self) -> Document:
        """The page as a document."""
        override, head = self.source.override, page_metadata(self.source)
        name = next(domain.name for domain in self.book.domains if domain.slug == self.domain)
        return Document(
            id=f"china-index-{self.edition}-domain-{self.domain}",
            kind="domain-page",
            path=self.source.name,
            sha256=self.source.sha256,
            media_type=self.source.media_type,
            title=override.title or f"China Index {self.edition}: {name}, the countries of each answer",
            publisher=override.publisher or "Doublethink Lab",
            date=override.date or head.date,
            url=override.url or head.url,
            language=override.language or "en",
            edition=self.edition,
            answers=tuple(self.answers),
            published=tuple(self.published),
            questions=tuple(self.questions),
            notices=tuple(self.notices),
        )

    def _notice(self, kind: NoticeKind, message: str, line: Line) -> None:
        self.notices.append(Notice(kind, message, line.number, line.locator))

    def _edition(self) -> int:
        """The edition that the page prints, that its path or the name of its third layer says, else the current one."""
        printed = Counter(block.edition for block in self.found.blocks if block.edition in self.book.editions)
        if printed:
            return printed.most_common(1)[0][0] or codebook.CURRENT
        in_path = edition_in_path(self.source.name, self.book.editions)
        if in_path:
            return in_path
        layers = {block.layer.fields["layer"] for block in self.found.blocks if block.layer}
        if _EFFECT in layers:
            return _BEFORE_ALIGNMENT
        if "Alignment" not in layers:
            self.notices.append(Notice("missing", f"no edition is stated; taken for {codebook.CURRENT}"))
        return codebook.CURRENT

    def _wording(self, block: Block) -> str | None:
        text = " ".join(filter(None, block.question))
        return self.book.match_question(text, self.edition) if text else None

    def _domain(self) -> str:
        """The domain of most of the questions, else the one that the page is headed with."""
        asked = Counter(code.rpartition("-")[0] for code in self.codes if code is not None)
        if asked:
            return asked.most_common(1)[0][0]
        texts = [line.text.casefold() for line in self.found.texts]
        for domain in self.book.domains:
            if f"the {domain.name.casefold()} domain" in " ".join(texts):
                return domain.slug
        headed = [domain.slug for domain in self.book.domains if domain.name.casefold() in texts]
        if len(headed) != 1:
            raise DocumentError(self.source.name, "is a domain page of no known domain", "save the whole page")
        return headed[0]

    def _indicator(self, block: Block, by_wording: str | None) -> Indicator | None:
        """The indicator by its question, else by its number; a notice tells where they differ."""
        by_number = f"{self.domain}-{block.number:02d}" if 1 <= block.number <= _INDICATORS else None
        if by_wording and by_number and by_wording != by_number:
            self._notice("inconsistent", f"number {block.number} has the question of {by_wording}", block.first)
        code = by_wording or by_number
        if code is None:
            self._notice("unrecognised", f"no known indicator: number {block.number}", block.first)
            return None
        return self.book.indicator(code)

    def _indicators_answers(self, block: Block, indicator: Indicator) -> None:
        asked = self.book.asked(indicator.code, self.edition)
        scale = self.book.scales[asked.scale]
        printed = {int(choice.score) for choice in block.choices if choice.score != "skip"}
        if printed and printed != set(scale.printed):
            self._notice(
                "inconsistent", f"{indicator.code}: its answers aren't those of the {scale.key} scale", block.first
            )
        layer = self.book.edition(self.edition).layer_of(block.layer.fields["layer"]) if block.layer else None
        if block.layer and layer != asked.layer:
            message = f"{indicator.code} is of the layer {block.layer.text!r}, in the codebook {asked.layer}"
            self._notice("inconsistent", message, block.first)
        question = Question(self.edition, indicator.code, block.first.locator, layer, asked.scale if printed else None)
        self.questions.append(question)
        seen: set[str] = set()
        for choice in block.choices:
            for name, line in choice.strange:
                self._notice("unrecognised", f"{indicator.code}: {name[:30]!r} is no country; left out", line)
            if choice.printed not in (None, len(choice.countries) + len(choice.strange)) and choice.countries:
                message = (
                    f"{indicator.code}: {choice.printed} countries chose {choice.score}, {len(choice.countries)} are"
                )
                self._notice("inconsistent", f"{message} listed", choice.line)
            for country, locator in choice.countries:
                if country in seen:
                    self._notice("doubled", f"{indicator.code}: {country} stands twice", choice.line)
                    continue
                seen.add(country)
                score = None if choice.score == "skip" else int(choice.score)
                answer = Answer(
                    country, self.edition, indicator.code, score, locator, scale=question.scale, layer=question.layer
                )
                self.answers.append(answer)
        self._check_counts(block, indicator.code)

    def _check_counts(self, block: Block, code: str) -> None:
        """The page prints how many countries are affected, answered and skipped; the lists should say the same."""
        listed = Counter({choice.score: len(choice.countries) + len(choice.strange) for choice in block.choices})
        answered = listed.total() - listed["skip"]
        if block.tally is None:
            self._notice("missing", f"{code}: how many countries answered isn't printed", block.first)
        elif answered < block.tally[0]:
            self._notice("missing", f"{code}: {answered} of {block.tally[0]} countries are listed", block.first)
        elif answered != block.tally[0]:
            self._notice(
                "inconsistent", f"{code}: {block.tally[0]} countries answered, {answered} are listed", block.first
            )
        if block.tally is not None and listed["skip"] != block.tally[1]:
            kind: NoticeKind = "missing" if listed["skip"] < block.tally[1] else "inconsistent"
            self._notice(
                kind, f"{code}: {block.tally[1]} countries skipped it, {listed['skip']} are listed", block.first
            )
        affected = answered - listed["0"], answered
        complete = block.tally is not None and answered == block.tally[0]
        if complete and block.affected is not None and block.affected != affected:
            said, counted = ("{} of {}".format(*pair) for pair in (block.affected, affected))
            self._notice("inconsistent", f"{code}: {said} countries are affected, listed are {counted}", block.first)

    def _table(self, rows: Sequence[Row]) -> None:
        """The table of ranks: a tie shares a rank, and the ones after it count on ("3th", "3th", "5th")."""
        seen: set[str] = set()
        last = 0
        for place, row in enumerate(rows, 1):
            country, rank, score = countries.alpha2(row.country), rank_of(row.rank), fraction_of(row.score)
            if country is None or rank is None or score is None:
                self._notice(
                    "unrecognised", f"a row can't be read: {row.rank} {row.country[:30]} {row.score}", row.line
                )
                continue
            if country in seen:
                self._notice("doubled", f"{country} has two ranks; the first one counts", row.line)
                continue
            seen.add(country)
            if not last <= rank[0] <= place:
                self._notice("inconsistent", f"{country} has rank {rank[0]} in row {place}", row.line)
            last = max(last, rank[0])
            self.published.append(
                PublishedScore(
                    country,
                    self.edition,
                    "domain",
                    self.domain,
                    row.line.locator,
                    score=score[0],
                    max=score[1],
                    rank=rank[0],
                )
            )

    def _refuse_truncated(self) -> None:
        """Refuse a page that ends inside an indicator, as one does that was cut off."""
        blocks = self.found.blocks
        if blocks and blocks[-1].tally is None and len(blocks) < _INDICATORS:
            raise DocumentError(
                self.source.name,
                f"ends inside indicator {blocks[-1].number}",
                "save the page again",
                blocks[-1].first.number,
            )


def looks_like(text: str) -> bool:
    """Whether a text is a saved domain page: it counts affected countries, which no other page of the index does."""
    if _SIGN.search(text) is None:
        return False
    kinds = Counter(line.kind for line in domain_lines(text) if line.kind in (Kind.AFFECTED, Kind.TALLY))
    return kinds[Kind.AFFECTED] > 0 and kinds[Kind.TALLY] > 0
