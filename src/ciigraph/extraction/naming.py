"""From a segment of capitalised words to names: titles and adjectives stripped, class words rejected, types by head."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ciigraph.extraction.heads import Segment, governing_head, spelled_out
from ciigraph.extraction.mention_types import place_type
from ciigraph.extraction.name_parts import (
    JOINT,
    follows_article,
    is_adjective,
    is_pair,
    repeated_head,
    shared_head,
    type_of_headed,
)
from ciigraph.extraction.whole_names import WholeNames

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ciigraph.extraction.context import UnitContext
    from ciigraph.extraction.gazetteer import Gazetteer
    from ciigraph.extraction.heads import Head
    from ciigraph.extraction.knowledge import Knowledge
    from ciigraph.extraction.lexicon import Lexicon
    from ciigraph.extraction.runs import Word

#: Types whose names may be everyday words only, if they say of what: "Institute of International Relations".
_ORGANISATIONS = frozenset(
    "University ResearchBody GovernmentBody Association Network "  # noqa: SIM905
    "InternationalOrganisation PoliticalParty Facility".split()
)
#: Types for which an adjective and the head are enough: "Chinese Embassy", but not "Chinese University".
_BY_ADJECTIVE = frozenset({"GovernmentBody", "Facility", "PoliticalParty", "Association"})
_FIRMS = frozenset({"Company", "MediaOrganisation", "Product"})
#: So many words all in capitals are a headline, where nothing but known names can be told.
_SHOUTED = 4
_ABBREVIATED = re.compile(r" \([A-Z]{2}")


class Naming:
    """Makes names of the segments of one text."""

    def __init__(
        self,
        lexicon: Lexicon,
        places: Gazetteer,
        knowledge: Knowledge,
        known: Mapping[int, tuple[int, str]],
        unit: UnitContext,
        text: str,
    ) -> None:
        """Take the knowledge and what is known of the text; ``known`` as in ``Segmenter``."""
        self.lexicon, self.places, self.knowledge = lexicon, places, knowledge
        self.known, self.unit, self.text = known, unit, text
        self.whole = WholeNames(lexicon, places, knowledge, known, text)

    def names(self, segment: Segment) -> Iterator[Segment]:
        """The names in a segment: all of it, or parts of it parted by titles, adjectives and known names."""
        words = segment.words
        if self._is_known(words):
            yield self._known(words)
            return
        whole = self.whole.of(words)
        if whole is not None:
            yield whole
            return
        if len(words) >= _SHOUTED and all(w.text.isupper() for w in words):
            yield from (name for name in self._headless(words, titled=False) if name.known)
            return
        head = self._head(words)
        words, titled = self._strip_front(words, head)
        titled = titled or segment.titled
        if words and self._is_known(words):
            yield self._known(words)
        elif words and head is not None and not titled:
            head = self._head(words)
            yield from self._headless(words, titled=False) if head is None else self._headed(words, head)
        elif words:
            yield from self._headless(words, titled=titled)

    def title(self, words: list[Word]) -> Segment | None:
        """The name that a quoted title is, if it has a head word; a known name is left to the matcher."""
        if self._is_known(words) or ":" in self.text[words[0].start : words[-1].end] or self.is_publication(words):
            return None
        head = governing_head(words, self.lexicon)
        if head is None or (len(words) < 4 and all(self._everyday(w) or self.is_adjective(w.low) for w in words)):
            return None
        return Segment(words, type=head[1])

    def is_publication(self, words: list[Word]) -> bool:
        """Whether a quotation is the title of a text ("the report titled …")."""
        before = self.text[max(0, words[0].start - 24) : words[0].start].lower().split()
        return any(word.strip(' ,:“"') in self.lexicon.words["publications"] for word in before[-2:])

    def is_adjective(self, low: str) -> bool:
        """Whether a word is one for a people: "chinese", "sino-danish"."""
        return is_adjective(low, self.places)

    def _is_known(self, words: list[Word]) -> bool:
        hit = self.known.get(words[0].start)
        return hit is not None and hit[0] >= words[-1].end

    def _known(self, words: list[Word]) -> Segment:
        """The known name that begins with these words; it may end inside a word ("Belarus-China") or behind the run."""
        end, id_ = self.known[words[0].start]
        if words[-1].end != end:
            words = [*words[:-1], replace(words[-1], end=end)]
        return Segment(words, known=id_)

    def _head(self, words: list[Word]) -> Head | None:
        """The head word of a name; of an institute's behind its host, the institute's."""
        last = self.lexicon.head_at_end([w.low for w in words])
        if last is not None and self.lexicon.heads[last[0]] == "ConfuciusInstitute" and not words[-last[1]].joiner:
            return last[0], "ConfuciusInstitute", len(words) - 1
        first = self.lexicon.head_at_start([w.low for w in words])
        if first is not None and last is not None and self.lexicon.first_heads[first[0]] == "Place":
            type_ = self.lexicon.heads[last[0]]  # "Mount Kenya University"
            if type_ not in {"Place", "Company"} and not any(w.joiner for w in words[1:]):
                return last[0], type_, len(words) - 1
        return governing_head(words, self.lexicon) or self._head_before_place(words)

    def _head_before_place(self, words: list[Word]) -> Head | None:
        """The head of a name that a place ends: "Palacký University Olomouc"."""
        if len(words) < 3 or words[-1].joiner:
            return None
        if place_type(words[-1].text, self.places) is not None or is_pair(words[-1].text, self.places):
            return governing_head(words[:-1], self.lexicon)
        return None

    def _strip_front(self, words: list[Word], head: Head | None) -> tuple[list[Word], bool]:
        """Take numbers, titles, and adjectives that are no part of the name, from the front."""
        titled, sets = False, self.lexicon.words
        while words and words[0].start not in self.known:
            low = words[0].low
            if words[0].is_number or (low in sets["romance_articles"] and follows_article(head, low, self.lexicon)):
                words = words[1:]
                continue
            if low in sets["namesakes"] and head is not None and len(words) > 1:
                break
            if low in self.lexicon.titles and (head is None or low in sets["sure_titles"]):
                words, titled = words[1:], True
                continue
            n = self._adjectives(words)
            if not n or n == len(words) or not self._drops_adjective(words[n:], head):
                break
            words = words[n:]
        return words, titled

    def _adjectives(self, words: list[Word]) -> int:
        """How many words at the front are an adjective for a people ("South Korean")."""
        if len(words) > 1 and not words[1].joiner and f"{words[0].low} {words[1].low}" in self.places.demonyms:
            return 2
        return 1 if words[0].low in self.places.demonyms else 0

    def _drops_adjective(self, rest: list[Word], head: Head | None) -> bool:
        if rest[0].joiner:
            return False
        if rest[0].start in self.known or (head is None and rest[0].low in self.lexicon.titles):
            return True
        return head is not None and head[0] in {"ministry", "ministries"}

    def _headed(self, words: list[Word], head: Head) -> Iterator[Segment]:
        """A name with a head word; rejected when it says no more than a class ("Trade Agreement")."""
        phrase, type_, _ = head
        if phrase in self.lexicon.plural_heads and any(w.joiner in JOINT for w in words[1:]):
            yield from shared_head(words, type_)
            return
        extended = self._extended(words)
        part = self._of_university(words)
        if extended is not None:
            yield extended
        elif part is not None:
            yield self._known(words[: len(words) - len(part)])
            yield from self.names(Segment(part))
        elif type_ == "ConfuciusInstitute":
            yield from self._institute(words, phrase)
        elif self._says_which(words, head):
            for part in repeated_head(words, phrase):
                yield Segment(part, type=type_of_headed(part, phrase, type_, self.unit.indicator or "", self.places))

    def _extended(self, words: list[Word]) -> Segment | None:
        """A known name with more behind it: the firm itself ("Huawei Technologies Co."), or its branch abroad."""
        hit = self.known.get(words[0].start)
        if hit is None:
            return None
        entity = self.knowledge.entities[hit[1]]
        rest = [w for w in words if w.start >= hit[0]]
        if rest and rest[0].joiner == "in":
            return Segment(words, type=entity.type)
        if entity.type in _FIRMS and all(w.low in self.lexicon.words["additions"] for w in rest):
            return Segment(words, known=hit[1])
        return None

    def _of_university(self, words: list[Word]) -> list[Word] | None:
        """The part of a known university that has a name of its own: "Tsinghua University X Institute"."""
        hit = self.known.get(words[0].start)
        if hit is None or self.knowledge.entities[hit[1]].type != "University":
            return None
        rest = [w for w in words if w.start >= hit[0]]
        head = governing_head(rest, self.lexicon) if len(rest) > 2 and not rest[0].joiner else None
        return rest if head is not None and head[1] == "ResearchBody" and self._says_which(rest, head) else None

    def _says_which(self, words: list[Word], head: Head) -> bool:
        """Whether a name tells which thing of its class it means."""
        phrase, type_, at = head
        if spelled_out(words) in self.lexicon.generic:
            return False
        of_head = set(phrase.split())
        specific = [w for w in words if w.low not in of_head and self._is_specific(w)]
        complement = " of " in phrase or (at < len(words) - 1 and words[at + 1].joiner != "")
        if not specific:
            abbreviated = _ABBREVIATED.match(self.text, words[-1].end) is not None
            if (complement or abbreviated) and type_ in _ORGANISATIONS:
                return True
            if type_ == "Agreement" and not self.lexicon.words["agreed"].isdisjoint(w.low for w in words):
                return True
            return type_ == "GovernmentBody" and self._states_body(words, phrase)
        only_adjective = len(words) <= 2 and all(w.low in self.places.demonyms for w in specific)
        return complement or not only_adjective or type_ in _BY_ADJECTIVE

    def _states_body(self, words: list[Word], phrase: str) -> bool:
        """Whether everyday words name a body of a state: "Foreign Ministry", "Supreme Court", "State Audit Office"."""
        if len(words) < 2:
            return False
        low = " ".join(w.low for w in words)
        return (
            low in self.lexicon.bodies
            or low in self.lexicon.state_heads
            or len(words) > 2
            or phrase in {"ministry", "department"}
        )

    def _institute(self, words: list[Word], phrase: str) -> Iterator[Segment]:
        """Two names, of the host and of its institute, in "X University Confucius Institute"."""
        if phrase in {"ci", "cis"} and not (
            self.unit.indicator in {"academia-02", "academia-03"} or words[-1].text in self.unit.abbreviations
        ):
            return
        n = len(phrase.split())
        front, back = words[:-n], words[-n:]
        if " ".join(w.low for w in back) != phrase:
            front, back = [], words
        front = [w for w in front if w.low not in self.places.demonyms]
        if front:
            yield from self.names(Segment(front))
        yield Segment(back, type="ConfuciusInstitute")

    def _is_specific(self, word: Word) -> bool:
        return word.start in self.known or self.is_adjective(word.low) or not self._everyday(word)

    def _everyday(self, word: Word) -> bool:
        if word.possessive:  # People's, Women's
            return False
        low, lexicon = word.low, self.lexicon
        return low in lexicon.generic or low in lexicon.topics or low in lexicon.titles or word.is_number

    def _headless(self, words: list[Word], *, titled: bool) -> Iterator[Segment]:
        """No head word: known names inside, and what stands between them, parted at titles."""
        rest: list[Word] = []
        i = 0
        while i < len(words):
            hit = self.known.get(words[i].start)
            verb = hit is None and i > 0 and words[i].low in self.lexicon.words["headline_splits"]
            if hit is None and not verb and words[i].low not in self.lexicon.titles:
                rest.append(words[i])
                i += 1
                continue
            yield from self._leftover(rest, titled=titled)
            titled, rest, n = hit is None and not verb, [], i + 1
            if hit is not None:
                while n < len(words) and words[n].start < hit[0]:
                    n += 1
                yield self._known(words[i:n])
            i = n
        yield from self._leftover(rest, titled=titled)

    def _leftover(self, words: list[Word], *, titled: bool) -> Iterator[Segment]:
        while words and (self.is_adjective(words[0].low) or words[0].is_number):
            words = words[1:]
        while words and words[-1].is_number:
            words = words[:-1]
        if words and not all(self._everyday(w) for w in words):
            yield Segment(words, titled=titled)
