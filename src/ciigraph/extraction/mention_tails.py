"""Names that end in lower case: "Hebei province", "Kabul airport", "Guangxi provincial government"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ciigraph.extraction.candidates import Candidate
from ciigraph.extraction.context import text_of
from ciigraph.extraction.names import plain

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from ciigraph.extraction.gazetteer import Gazetteer
    from ciigraph.extraction.lexicon import Lexicon
    from ciigraph.records import EntityType

_LONGEST = 4
_LONGEST_QUOTED = 9
_QUOTES = frozenset({'"', "”", "’", "'", "»"})
_JOINING = frozenset({"of", "and", "for", "the"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_HYPHENS = frozenset({"-", "–"})
#: Before a place's name, what follows it is one of several: "a Shanghai university".
_ANY = frozenset({"a", "an", "another", "any", "some", "local", "several", "many", "other", "two", "three", "private"})
#: Types of names that may be the first part of a longer one.
_PARTS = frozenset({"Country", "Place"})
#: Kinds of things whose names may begin with two countries: "China-Laos railway".
_BETWEEN = frozenset({"Facility", "Association", "Initiative", "Agreement", "Event"})


class Tails:
    """Finds the class nouns behind the names of a text."""

    def __init__(self, words: Lexicon, places: Gazetteer, english: frozenset[str]) -> None:
        """Use this knowledge; ``english`` are the everyday words of the language."""
        self.lexicon, self.places, self.english = words, places, english
        nouns = {*words.long_tails, *(phrase.split()[0] for phrase in words.tails)}
        self._behind = re.compile(rf"(?<![\w-])[^\W\d_a-z]\S* ({'|'.join(sorted(nouns))})(?!\w)")
        self._areas = frozenset(plain(area) for area in words.areas)
        self._single = frozenset(phrase.split()[0] for phrase in (*words.tails, *words.local_heads)) | words.local_words

    def extend(self, doc: Doc, taken: list[Candidate]) -> list[Candidate]:
        """The names, those with a class noun behind them up to its end."""
        by_end = {c.end: c for c in taken}
        found = {id(c): self._longer(doc, c, by_end) for c in taken if self._may_go_on(doc, c.end)}
        longer = [new for new in found.values() if new is not None]
        behind = self._behind_capitals(doc)
        longer += self._titled_by_tail(doc, taken, behind)
        longer += self._named_by_tail(doc, taken, behind)
        longer += self._behind_quotes(doc, taken)
        if not longer:
            return taken
        covered = {i for c in longer for i in range(c.start, c.end)}
        rest = [c for c in taken if covered.isdisjoint(range(c.start, c.end))]
        kept: list[Candidate] = []
        end = -1
        for c in sorted(longer, key=lambda c: (c.start, -c.end)):
            if c.start >= end:
                kept.append(c)
                end = c.end
        return rest + kept

    def _may_go_on(self, doc: Doc, end: int) -> bool:
        return end < len(doc) and doc[end].lower_ in self._single and doc[end].text.islower()

    def _longer(self, doc: Doc, c: Candidate, by_end: dict[int, Candidate]) -> Candidate | None:
        if c.type == "Place" and plain(doc[c.start : c.end].text) not in self._areas:
            end = self._local_body(doc, c.end)
            if end is not None:
                return Candidate(c.start, end, "GovernmentBody")
        for n in range(min(_LONGEST, len(doc) - c.end), 0, -1):
            type_ = self.lexicon.tails.get(doc[c.end : c.end + n].text)
            if type_ is None:
                continue
            if not _is_head(doc, c.end + n):
                return None
            start = self._start(doc, c, type_, by_end)
            return None if start is None else Candidate(start, c.end + n, type_)
        return None

    def _local_body(self, doc: Doc, i: int) -> int | None:
        """Where the body of a place that goes on at token ``i`` ends: "provincial government", "city council"."""
        start = i
        while i < len(doc) and i - start < 2 and doc[i].text in self.lexicon.local_words:
            i += 1
        for at in range(i, start - 1, -1):
            for n in (4, 3, 2, 1):
                if doc[at : at + n].text in self.lexicon.local_heads and at + n <= len(doc):
                    return at + n if _is_head(doc, at + n) else None
        return None

    def _start(self, doc: Doc, c: Candidate, type_: EntityType, by_end: dict[int, Candidate]) -> int | None:
        """Where the longer name begins, None where the noun is no part of the name."""
        before = doc[c.start - 1].lower_ if c.start else ""
        if c.type == "Country":
            first = by_end.get(c.start - 1) if before in _HYPHENS else None
            return first.start if first is not None and first.type in _PARTS and type_ in _BETWEEN else None
        if c.type == type_ and type_ not in {"Place", "Facility"}:
            return c.start if not c.known else None
        if c.type == "Place":
            if before in _HYPHENS and type_ == "Facility" and c.start - 1 in by_end:
                return by_end[c.start - 1].start if by_end[c.start - 1].type in _PARTS else None
            return c.start if type_ != "MediaOrganisation" and (type_ == "Place" or before not in _ANY) else None
        if c.known or (c.sure and c.type != "Person"):
            return None
        return c.start if type_ != "Place" or c.type != "Person" or c.end - c.start == 1 else None

    def _behind_capitals(self, doc: Doc) -> list[int]:
        """The class nouns in lower case right behind a capitalised word."""
        spans = (doc.char_span(*match.span(1)) for match in self._behind.finditer(text_of(doc)))
        return [span.start for span in spans if span is not None and span.start > 0]

    def _titled_by_tail(self, doc: Doc, taken: list[Candidate], behind: list[int]) -> list[Candidate]:
        """Capitalised words before "initiative", "project" and the like, where they are no name by themselves."""
        tails = self.lexicon.long_tails
        places = [i for i in behind if doc[i].text in tails and i > 1]
        if not places:
            return []
        at = {i: c for c in taken for i in range(c.start, c.end)}
        found = []
        for i in places:
            start = i
            while start and i - start < _LONGEST and doc[start - 1].text[0].isupper() and doc[start - 1].is_alpha:
                start -= 1
            while start < i and self._no_part(plain(doc[start].text), opens=doc[start].is_sent_start is True):
                start += 1
            inside = [at[k] for k in range(start, i) if k in at]
            if i - start < 2 or not _is_head(doc, i + 1) or (start and doc[start - 1].text in _HYPHENS):
                continue
            if any(
                c.start < start or c.end > i or c.type not in _PARTS or c.end - c.start == i - start for c in inside
            ):
                continue
            if not inside and all(plain(doc[k].text) in self.lexicon.everyday for k in range(start, i)):
                continue
            found.append(Candidate(start, i + 1, tails[doc[i].lower_]))
        return found

    def _named_by_tail(self, doc: Doc, taken: list[Candidate], behind: list[int]) -> list[Candidate]:
        """A single unknown word that such a noun makes a name: "SUNeVision cable landing station"."""
        at = {i for c in taken for i in range(c.start, c.end)} if behind else set()
        found = []
        for i in behind:
            if i - 1 in at or not self._may_go_on(doc, i) or not self._is_odd(doc, i - 1):
                continue
            for n in range(min(_LONGEST, len(doc) - i), 0, -1):
                type_ = self.lexicon.tails.get(doc[i : i + n].text)
                if type_ is not None and _is_head(doc, i + n):
                    found.append(Candidate(i - 1, i + n, type_))
                    break
        return found

    def _is_odd(self, doc: Doc, i: int) -> bool:
        """Whether a token is a proper noun and no everyday word."""
        token = doc[i]
        low = plain(token.text)
        if not token.text[:1].isupper() or token.pos_ != "PROPN" or low in self.english or low in self.lexicon.everyday:
            return False
        if i and (doc[i - 1].text in _HYPHENS or doc[i - 1].text[:1].isupper()):
            return False
        return not self._no_part(low, opens=True)

    def _behind_quotes(self, doc: Doc, taken: list[Candidate]) -> list[Candidate]:
        """Names that begin with a known one in quotation marks: “Belt and Road” News Alliance."""
        found = []
        for c in taken:
            if not c.known or c.type != "Initiative" or c.end + 1 >= len(doc) or doc[c.end].text not in _QUOTES:
                continue
            end = i = c.end + 1
            if not doc[i].text[:1].isupper():
                continue
            while (
                i < len(doc) and i - c.end < _LONGEST_QUOTED and (doc[i].text[:1].isupper() or doc[i].text in _JOINING)
            ):
                i += 1
                end = i if doc[i - 1].text[:1].isupper() else end
            head = self.lexicon.head_at_end([plain(t.text) for t in doc[c.end + 1 : end]]) if end > c.end + 1 else None
            if head is not None:
                found.append(Candidate(c.start, end, self.lexicon.heads[head[0]]))
        return found

    def _no_part(self, low: str, *, opens: bool) -> bool:
        """Whether a word before such a name is none of it: an adjective of a people, a title, a sentence's opening."""
        return (
            low in self.places.demonyms
            or low in self.lexicon.titles
            or (opens and low in self.lexicon.words["openers"])
        )


def _is_head(doc: Doc, end: int) -> bool:
    """Whether a noun phrase ends at token ``end``, so that the noun before it is what it is about."""
    if end >= len(doc):
        return True
    after = doc[end]
    if after.text in _HYPHENS or (after.pos_ == "PROPN" and after.text[:1].isupper()):
        return False  # "the Hamburg terminal Tollerort"
    return not (after.pos_ in _NOUNS and after.text.islower())
