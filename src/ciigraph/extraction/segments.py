"""Cuts a capitalised run into names: where "of", "and", "in" join two words to one name and where they part two names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ciigraph.extraction.names import name_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ciigraph.extraction.gazetteer import Gazetteer
    from ciigraph.extraction.knowledge import Knowledge
    from ciigraph.extraction.lexicon import Lexicon
    from ciigraph.extraction.runs import Word
    from ciigraph.records import EntityType

_OF = frozenset(
    {
        "of",
        "of the",
        "for",
        "for the",
        "del",
        "de",
        "de la",
        "de los",
        "de las",
        "do",
        "da",
        "dos",
        "das",
        "du",
        "des",
        "di",
        "della",
        "van",
        "von",
        "der",
        "de l",
    }
)
_AND = frozenset({"and", "&", "and the", "y", "e", "et", "und"})
#: Joining words of Romance names, which begin with their head.
_ROMANCE = frozenset(
    {
        "de",
        "del",
        "do",
        "da",
        "dos",
        "das",
        "du",
        "des",
        "di",
        "della",
        "y",
        "e",
        "et",
        "en",
        "para",
        "por",
        "pour",
        "per",
    }
)
_ROMANCE_ARTICLES = frozenset({"la", "el", "los", "las", "le", "les", "o", "os", "il"})
#: Before a person after whom things are named: "King Mongkut's University".
_NAMESAKES = frozenset({"king", "queen", "saint", "st", "st.", "prince", "princess"})
_PARTICLES = frozenset(
    {
        "la",
        "le",
        "les",
        "el",
        "los",
        "las",
        "den",
        "der",
        "zu",
        "al",
        "ul",
        "van de",
        "van der",
        "van den",
        "von der",
        "es",
        "de",
        "del",
        "da",
        "do",
        "dos",
        "von",
        "van",
    }
)
#: Heads whose names go on with "in" and a country.
_ABROAD = frozenset(
    {
        "embassy",
        "consulate",
        "mission",
        "consulate general",
        "consulate-general",
        "permanent mission",
        "embassies",
        "consulates",
    }
)
_ON = frozenset({"institute", "center", "centre", "committee", "commission", "agreement", "convention", "forum", "law", "memorandum", "conference", "protocol", "council", "treaty", "seminar",
                 "declaration", "program", "programme", "summit", "act", "dialogue", "symposium", "studies network", "research center", "research centre", "framework", "network", "initiative", "workshop"})  # fmt: skip
#: Plural heads that several names share: "Ministries of Defence and Interior".
PLURAL_HEADS = {"ministries": "ministry", "universities": "university", "embassies": "embassy", "departments": "department", "ports": "port", "provinces": "province",
                "institutes": "institute", "academies": "academy", "colleges": "college", "confucius institutes": "confucius institute", "committees": "committee", "chambers of commerce": "chamber of commerce"}  # fmt: skip
#: Types whose names are complete before "of" and a country ("Anhui Province of China").
_COMPLETE = frozenset({"Place", "Facility", "Event", "Product"})


@dataclass(slots=True)
class Segment:
    """Words that may be one name. ``head`` is its head phrase, ``head_at`` the position of that phrase's last word."""

    words: list[Word]
    head: str | None = None
    type: EntityType | None = None
    known: str | None = None  # id, where a known name covers all of it
    titled: bool = False  # a title stood before it
    adjective: str | None = None  # alpha-2 of "Chinese" before it
    plural: str | None = None  # singular of a shared plural head

    @property
    def start(self) -> int:
        """Offset of the first character."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """Offset after the last character."""
        return self.words[-1].end

    @property
    def low(self) -> list[str]:
        """The words in lower case without diacritics."""
        return [w.low for w in self.words]


class Segmenter:
    """Decides by head words, joining words and known names; holds no state of a text."""

    def __init__(self, lexicon: Lexicon, gazetteer: Gazetteer, knowledge: Knowledge) -> None:
        """Use this knowledge."""
        self.lexicon, self.gazetteer, self.knowledge = lexicon, gazetteer, knowledge

    def segments(
        self, words: list[Word], known: Mapping[int, tuple[int, str]], bound: Mapping[int, int] | None = None
    ) -> list[Segment]:
        """The names of a run.

        Args:
            words: a run.
            known: start offset of each known name (the longest) to its end offset and entity id.
            bound: offset of each word inside an organisation's name, as the model sees it, to that name's end.
        """
        bound = bound or {}
        done: list[list[Word]] = []
        current: list[Word] = []
        i = 0
        while i < len(words):
            word = words[i]
            atom = self._atom(words, i, known)
            if (
                current
                and not self._joins(current, words, i, atom, known)
                and not self._bound(current, words, i, known, bound)
            ):
                done.append(current)
                current = []
            current = [*current, *words[i:atom]]
            i = atom
            if word.possessive and current and self._owner(current, known):
                done.append(current)
                current = []
        if current:
            done.append(current)
        return [Segment(ws) for ws in done]

    def _atom(self, words: list[Word], i: int, known: Mapping[int, tuple[int, str]]) -> int:
        """Position after the known name that begins at word ``i``; the next position where none does."""
        hit = known.get(words[i].start)
        if hit is None:
            return i + 1
        n = i + 1
        while n < len(words) and words[n].start < hit[0]:
            n += 1
        return n

    def _bound(
        self,
        current: list[Word],
        words: list[Word],
        i: int,
        known: Mapping[int, tuple[int, str]],
        bound: Mapping[int, int],
    ) -> bool:
        """Whether the model holds both sides of an "and" for one organisation that has a head word at its end."""
        if (
            words[i].joiner not in {"and", "&"}
            or words[i].start in known
            or bound.get(current[-1].start, 0) < words[i].end
        ):
            return False
        rest = self._until_joiner(words, i)
        head = self.lexicon.head_at_end(rest)
        return (
            head is not None
            and len(rest) > 1
            and self.lexicon.head_at_end([w.low for w in current]) is None
            and not self._all_known(current, known)
        )

    def _owner(self, words: list[Word], known: Mapping[int, tuple[int, str]]) -> bool:
        """Whether "X's" parts X from what follows: X is a country or a known name, not "People's"."""
        word = words[-1]
        if words[0].low in _NAMESAKES and len(words) > 1:
            return False
        return (
            known.get(words[0].start, (0, ""))[0] in {word.end, word.end + 2}
            or self.gazetteer.country_of(word.text) is not None
            or len(words) > 1
        )

    def _joins(
        self, current: list[Word], words: list[Word], i: int, atom: int, known: Mapping[int, tuple[int, str]]
    ) -> bool:  # noqa: C901, PLR0911, PLR0912
        word = words[i]
        joiner = word.joiner
        if not joiner:
            return self._adjacent(current, word, known)
        low = [w.low for w in current]
        if (
            joiner.split()[0] in _ROMANCE
            and self.lexicon.head_at_start(low[1:] if low[0] in _ROMANCE_ARTICLES else low) is not None
        ):
            return True
        head = self.lexicon.head_at_end(low)
        right_known = word.start in known
        if joiner in _OF:
            return self._complement(current, low, head, words, i, atom, known)
        if joiner in _AND:
            return self._coordinates(current, low, words, i, right_known)
        if joiner == "in":
            return self._abroad(current, low, head, word, known)
        if joiner in {"at", "at the"}:
            return False
        if joiner in {"on", "on the"}:
            return (
                head is not None
                and head[0] in _ON
                and (word.low in self.lexicon.topics or not (right_known or word.low in self.lexicon.generic))
            )
        if joiner in {"to", "to the"}:
            return head is not None and head[0] in _ABROAD
        if joiner == "the":
            return head is not None and head[0] in {"ministry", "department"}
        if joiner in _PARTICLES:
            return True
        return joiner.split()[0] in {"de", "del", "da", "do", "van", "von"}

    def _adjacent(self, current: list[Word], word: Word, known: Mapping[int, tuple[int, str]]) -> bool:
        """Words side by side are one name, except a number after a name that takes none."""
        if word.is_number:
            return current[-1].low in {
                "vision",
                "expo",
                "agenda",
                "channel",
                "apt",
                "belarus",
                "tv",
                "fm",
                "article",
                "games",
                "olympics",
                "forum",
                "cup",
                "horizon",
                "unit",
                "china",
                "strategy",
                "plan",
                "uzbekistan",
                "summit",
                "kanal",
            } and (word.start not in known)
        return True

    def _complement(
        self,
        current: list[Word],
        low: list[str],
        head: tuple[str, int] | None,
        words: list[Word],
        i: int,
        atom: int,
        known: Mapping[int, tuple[int, str]],
    ) -> bool:  # noqa: PLR0911
        word = words[i]
        right = [w.low for w in words[i:atom]]
        right_country = self.gazetteer.countries.get(name_key(" ".join(right))) is not None
        inner = any(w.joiner in _OF for w in current[1:])
        if low[-1] in self.lexicon.titles and not (head and head[1] > 1):
            return False
        if head is None:
            if self.lexicon.head_at_start(low[:3]) is not None or low[-1] in self.lexicon.topics:
                return not (inner and right_country)
            if self._all_known(current, known):
                return False
            return word.joiner != "of the" and not right_country and len(current) <= 2
        type_ = self.lexicon.heads[head[0]]
        if len(low) == 1 and right_country and (low[0] in self.lexicon.topics or type_ == "Company"):
            return False
        modified = len(low) > head[1]
        if type_ == "ConfuciusInstitute":
            return False
        if self._all_known(current, known):
            return False
        if modified and type_ in _COMPLETE:
            return not right_country and (word.start not in known or type_ == "Event") and type_ != "Place"
        if right_country:
            return not inner and low[0] not in {"ministry", "ministries", "foreign"}
        if modified or inner:
            return not self._begins_body(words, i, known)
        return True

    def _all_known(self, words: list[Word], known: Mapping[int, tuple[int, str]]) -> bool:
        """Whether one known name covers the words."""
        return known.get(words[0].start, (0, ""))[0] >= words[-1].end

    def _begins_body(self, words: list[Word], i: int, known: Mapping[int, tuple[int, str]]) -> bool:
        """Whether an organisation's own name begins at word ``i``: a known one, or words that lead to a head."""
        if words[i].start in known:
            return True
        low = self._until_joiner(words, i)
        head = self.lexicon.head_at_end(low)
        if (
            head is None
            or self.lexicon.heads[head[0]] in {"Company", "Place", "Product", "Initiative"}
            or head[0] in self.lexicon.topics
        ):
            return False
        return words[i].joiner.endswith("the") or any(
            w not in self.lexicon.generic and w not in self.lexicon.topics and w not in head[0].split() for w in low
        )

    def _until_joiner(self, words: list[Word], i: int) -> list[str]:
        """The words from ``i`` to the next joining word, in lower case."""
        rest = [words[i].low]
        for word in words[i + 1 :]:
            if word.joiner:
                break
            rest.append(word.low)
        return rest

    def _coordinates(self, current: list[Word], low: list[str], words: list[Word], i: int, right_known: bool) -> bool:
        """Whether "and" goes on inside a name ("Ministry of Culture and Tourism")."""
        if right_known:
            return False
        topics = self.lexicon.topics
        word = words[i]
        last = i + 1 == len(words) or words[i + 1].joiner != ""
        if "ministry" in low and last and low[-1] in topics and self.gazetteer.country_of(word.text) is None:
            return True  # also a misspelt field of work
        inner = any(w.joiner in _OF or w.joiner in {"on", "on the"} for w in current[1:])
        if joins_parts(word.joiner) and inner and all(w in topics for w in self._until_joiner(words, i)):
            return True
        if low[-1] not in topics or word.low not in topics:
            return False
        if inner:
            return True
        # "Science and Technology Park": the head comes after "and"
        rest = self._until_joiner(words, i)
        return self.lexicon.head_at_end(rest) is not None and len(rest) > 1

    def _abroad(
        self,
        current: list[Word],
        low: list[str],
        head: tuple[str, int] | None,
        word: Word,
        known: Mapping[int, tuple[int, str]],
    ) -> bool:
        """Whether "in Z" belongs to the name: embassies, and associations of people abroad."""
        place = name_key(word.text)
        if (
            place not in self.gazetteer.countries
            and place not in self.gazetteer.cities
            and place not in self.gazetteer.regions
        ):
            return False
        if self._all_known(current, known):
            return self.knowledge.entities[known[current[0].start][1]].type == "Association"
        if head is not None:
            if head[0] in _ABROAD:
                return True
            return self.lexicon.heads[head[0]] == "Association" and len(low) > head[1]
        governing = governing_head(current, self.lexicon)
        return governing is not None and (governing[0] in _ABROAD or governing[1] == "Association")


def joins_parts(joiner: str) -> bool:
    """Whether a joining word may stand between parts of one name; an article begins another one."""
    return not joiner.endswith("the")


def governing_head(words: list[Word], lexicon: Lexicon) -> tuple[str, EntityType, int] | None:
    """The head phrase of a name, its type and the position of its last word.

    It ends what stands before the first joining word ("Institute of X"), else it ends the name ("X Institute"),
    else it begins it ("Universidad X").
    """
    low = [w.low for w in words]
    article = len(low) > 1 and low[0] in _ROMANCE_ARTICLES
    start = lexicon.head_at_start(low[1:] if article else low)
    if start is not None and start[1] < len(low):
        return start[0], lexicon.first_heads[start[0]], start[1] - 1 + article
    spelled: list[str] = []  # with the joining words, for heads such as "Chamber of Commerce"
    found: tuple[str, int] | None = None  # phrase, where it begins in ``spelled``
    last = 0
    for n, word in enumerate(words):
        if n and word.joiner:
            spelled += word.joiner.split()
        spelled.append(word.low)
        following = words[n + 1] if n + 1 < len(words) else None
        ends = (
            following is None
            or following.is_number
            or (following.joiner and (found is not None or following.joiner not in _AND))
        )
        head = lexicon.head_at_end(spelled) if ends else None
        if head is not None and (found is None or len(spelled) - head[1] <= found[1]):
            found, last = (head[0], len(spelled) - head[1]), n
    return None if found is None else (found[0], lexicon.heads[found[0]], last)
