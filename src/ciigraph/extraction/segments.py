"""Cuts a capitalised run into names: where "of", "and", "in" join words to one name and where they part two names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ciigraph.extraction.heads import Segment, governing_head, until_joiner
from ciigraph.extraction.name_parts import is_adjective
from ciigraph.extraction.names import name_key
from ciigraph.extraction.person_words import person_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ciigraph.extraction.gazetteer import Gazetteer
    from ciigraph.extraction.knowledge import Knowledge
    from ciigraph.extraction.lexicon import Lexicon
    from ciigraph.extraction.runs import Word

#: Types whose names are complete before "of" and a country ("Anhui Province of China").
_COMPLETE = frozenset({"Place", "Facility", "Event", "Product"})
#: Types whose head words stand inside other names too.
_WEAK_TYPES = frozenset({"Company", "Place", "Product", "Initiative"})
_PAIR = frozenset({"and", "&"})
#: What goes on as "Federation of X Chambers of Commerce".
_CHAMBERS = frozenset({"chamber", "chambers"})


class Segmenter:
    """Cuts one run at a time; made anew for each text, with the names known in it."""

    def __init__(
        self,
        lexicon: Lexicon,
        places: Gazetteer,
        knowledge: Knowledge,
        known: Mapping[int, tuple[int, str]],
        bound: Mapping[int, int],
    ) -> None:
        """Take the knowledge and what is known of the text.

        Args:
            lexicon: structure words.
            places: the gazetteer.
            knowledge: known entities.
            known: start offset of each known name (the longest) to its end offset and entity id.
            bound: offset of each word inside an organisation's name, as the model sees it, to that name's end.
        """
        self.lexicon, self.places, self.knowledge, self.known, self.bound = lexicon, places, knowledge, known, bound

    def segments(self, words: list[Word]) -> list[Segment]:
        """The segments of a run; each may be a name."""
        done: list[list[Word]] = []
        current: list[Word] = []
        i = 0
        while i < len(words):
            atom = self._atom(words, i)
            if current and not self._joins(current, words, i, atom):
                done.append(current)
                current = []
            current = [*current, *words[i:atom]]
            if words[atom - 1].possessive and self._owns(current):
                done.append(current)
                current = []
            i = atom
        if current:
            done.append(current)
        return [Segment(part) for part in done]

    def _atom(self, words: list[Word], i: int) -> int:
        """Position after the known name that begins at word ``i``; the next position where none does."""
        hit = self.known.get(words[i].start)
        n = i + 1
        while hit is not None and n < len(words) and words[n].start < hit[0]:
            n += 1
        return n

    def _all_known(self, words: list[Word]) -> bool:
        """Whether one known name covers the words."""
        return self.known.get(words[0].start, (0, ""))[0] >= words[-1].end

    def _owns(self, words: list[Word]) -> bool:
        """Whether "X's" parts X from what follows: X is a country or a name, not the "People" of "People's"."""
        if words[-1].low in self.lexicon.words["collectives"]:
            return False
        if len(words) > 1:
            return words[0].low not in self.lexicon.words["namesakes"]
        return self._all_known(words) or self.places.country_of(words[0].text) is not None

    def _joins(self, current: list[Word], words: list[Word], i: int, atom: int) -> bool:
        """Whether word ``i`` goes on with the name of ``current``."""
        word, sets = words[i], self.lexicon.words
        joiner = word.joiner
        low = [w.low for w in current]
        if not joiner:
            return not word.is_number or low[-1] in sets["numbered"]
        start = joiner.split()[0]
        if start in sets["romance"] and self._begins_with_head(low):
            return True
        chambers = joiner == "of" and low[-1] in _CHAMBERS and word.low in {"commerce", "trade", "industry"}
        named = joiner in sets["descent"] or (joiner in sets["surname_particles"] and self._is_forename(current))
        if chambers or named:
            return True
        if joiner in sets["of"]:
            return self._complement(current, words, i, atom)
        if joiner in sets["and"]:
            return self._coordinates(current, words, i) or self._held_together(current, words, i)
        return self._adverbial(current, words, i)

    def _adverbial(self, current: list[Word], words: list[Word], i: int) -> bool:
        """Whether "in", "on", "to" or a foreign particle goes on with the name of ``current``."""
        word, sets = words[i], self.lexicon.words
        head = self.lexicon.head_at_end([w.low for w in current])
        match word.joiner.removesuffix(" the"):
            case "in":
                return self._abroad(current, head, word)
            case "at":
                return False
            case "on":
                free = word.start not in self.known and word.low not in self.lexicon.generic
                return head is not None and head[0] in sets["heads_on"] and (word.low in self.lexicon.topics or free)
            case "to":
                return head is not None and head[0] in sets["abroad"]
            case "the":
                doing = current[-1].low.endswith("ing")  # "Centre for Countering the X"
                return (doing and self._has_complement(current)) or (
                    head is not None and head[0] in {"ministry", "department"}
                )
        return word.joiner in sets["particles"] or word.joiner.split()[0] in sets["particles"]

    def _is_forename(self, current: list[Word]) -> bool:
        """Whether a person's given names stand before a particle: "Ana Paula dos Santos"."""
        low = [w.low for w in current]
        first = next((n for n, word in enumerate(low) if word not in self.lexicon.titles), len(low))
        named = low[first:]
        given = bool(named) and (named[0] in self.lexicon.words["forenames"] or person_words().is_given(named[0]))
        return given and self.lexicon.head_at_end(named) is None

    def _begins_with_head(self, low: list[str]) -> bool:
        article = len(low) > 1 and low[0] in self.lexicon.words["romance_articles"]
        return self.lexicon.head_at_start(low[1:] if article else low) is not None

    def _complement(self, current: list[Word], words: list[Word], i: int, atom: int) -> bool:
        """Whether "of X" belongs to the name before it."""
        low = [w.low for w in current]
        head = self.lexicon.head_at_end(low)
        country = name_key(" ".join(w.low for w in words[i:atom])) in self.places.countries
        titled = low[-1] in self.lexicon.titles and (head is None or head[1] == 1)
        person = len(current) > 1 and words[i].joiner == "of" and self._is_forename(current)  # "Ali Khan of X"
        if titled or person or self._all_known(current):
            return False
        inner = self._has_complement(current)
        governing = governing_head(current, self.lexicon)
        if inner and governing is not None and " of " in governing[0] and governing[2] == len(current) - 1:
            return country or not self._begins_body(words, i)  # "Academy of Sciences" is a head as a whole
        if head is None:
            if all(w in self.lexicon.generic for w in low):  # "Students of X"
                return governing is not None and inner and not country and not self._begins_body(words, i)
            if low[-1] in self.lexicon.topics:
                return not (inner and (country or self._begins_society(words, i)))
            return words[i].joiner != "of the" and not country and len(current) <= 2
        return self._complement_of_head(low, head, words, i, country=country, inner=inner)

    def _complement_of_head(
        self, low: list[str], head: tuple[str, int], words: list[Word], i: int, *, country: bool, inner: bool
    ) -> bool:
        phrase, length = head
        type_ = self.lexicon.heads[phrase]
        modified = len(low) > length
        if type_ == "ConfuciusInstitute":
            return False
        if modified and country and type_ == "Facility" and all(w in self.lexicon.everyday for w in low):
            return True  # "National Theatre of Ghana"
        if modified and type_ in _COMPLETE:
            return not country and type_ != "Place" and (words[i].start not in self.known or type_ == "Event")
        if country:
            bare = len(low) == 1 and (phrase in self.lexicon.topics or (type_ == "Company" and phrase != "bank"))
            return not (inner or bare or low[0] in {"ministry", "ministries", "foreign"})
        return not ((modified or inner) and self._begins_body(words, i))

    def _has_complement(self, words: list[Word]) -> bool:
        return any(w.joiner in self.lexicon.words["of"] or w.joiner in {"on", "on the"} for w in words[1:])

    def _begins_body(self, words: list[Word], i: int) -> bool:
        """Whether an organisation's own name begins at word ``i``: a known one, or words that lead to a head."""
        if words[i].start in self.known:
            return self.knowledge.entities[self.known[words[i].start][1]].type != "Place"
        low = until_joiner(words, i)
        head = self.lexicon.head_at_end(low)
        if head is None or self.lexicon.heads[head[0]] in _WEAK_TYPES or head[0] in self.lexicon.topics:
            return False
        everyday = self.lexicon.generic | self.lexicon.topics if len(low) < 2 else self.lexicon.everyday
        return words[i].joiner.endswith("the") or any(w not in everyday and w not in head[0].split() for w in low)

    def _begins_society(self, words: list[Word], i: int) -> bool:
        """Whether an unknown association's name begins at word ``i``, behind "of the"."""
        head = self.lexicon.head_at_end(until_joiner(words, i))
        society = head is not None and self.lexicon.heads[head[0]] == "Association"
        return society and words[i].joiner == "of the" and words[i].start not in self.known

    def _coordinates(self, current: list[Word], words: list[Word], i: int) -> bool:
        """Whether "and" goes on inside a name ("Ministry of Culture and Tourism")."""
        word, topics = words[i], self.lexicon.topics
        if word.start in self.known or word.joiner.endswith("the"):
            return False
        low = [w.low for w in current]
        rest = until_joiner(words, i)
        inner = self._has_complement(current)
        if "ministry" in low and inner and len(rest) == 1 and low[-1] in topics:
            return self.places.country_of(word.text) is None  # also a misspelt field of work
        if inner and all(w in topics or is_adjective(w, self.places) for w in rest):
            return rest[-1] in topics  # "Academy of South and Southeast Asian Studies"
        if low[-1] not in topics or word.low not in topics:
            return False
        # "Science and Technology Park": the head comes after "and"
        return inner or (len(rest) > 1 and self.lexicon.head_at_end(rest) is not None)

    def _held_together(self, current: list[Word], words: list[Word], i: int) -> bool:
        """Whether the model holds both sides of an "and" for one organisation that has a head word at its end."""
        word = words[i]
        if word.joiner not in _PAIR or word.start in self.known or self.bound.get(current[-1].start, 0) < word.end:
            return False
        rest = until_joiner(words, i)
        headed = len(rest) > 1 and self.lexicon.head_at_end(rest) is not None
        return headed and self.lexicon.head_at_end([w.low for w in current]) is None and not self._all_known(current)

    def _abroad(self, current: list[Word], head: tuple[str, int] | None, word: Word) -> bool:
        """Whether "in Z" belongs to the name: embassies, and associations of people abroad."""
        key = name_key(word.text)
        if key not in self.places.countries and key not in self.places.cities and key not in self.places.regions:
            return False
        if self._all_known(current):
            entity = self.knowledge.entities[self.known[current[0].start][1]]
            code = self.places.countries.get(key) or (
                self.places.cities[key].country if key in self.places.cities else None
            )
            return entity.type == "Association" and code != entity.country
        abroad = self.lexicon.words["abroad"]
        if head is not None:
            return head[0] in abroad or (self.lexicon.heads[head[0]] == "Association" and len(current) > head[1])
        governing = governing_head(current, self.lexicon)
        return governing is not None and (governing[0] in abroad or governing[1] == "Association")
