"""What all words of a segment name together: a place of several words, a ship, the branch of a firm in a country."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ciigraph.extraction.heads import Segment
from ciigraph.extraction.names import name_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ciigraph.extraction.gazetteer import Gazetteer
    from ciigraph.extraction.knowledge import Knowledge
    from ciigraph.extraction.lexicon import Lexicon
    from ciigraph.extraction.runs import Word

#: Before the names of navies' ships.
_SHIPS = frozenset("KRI USS HMS HMAS HMNZS PNS BNS INS BRP HTMS RSS SLNS ROKS".split())  # noqa: SIM905
#: Types of things that have branches named by their countries.
_BRANCHING = frozenset({"Company", "MediaOrganisation"})
#: Behind a country's name: it belongs to what follows ("Huawei Kenya-based").
_GOES_ON = ("-", "–")

_SHORTEST_SHOUTED = 5


class WholeNames:
    """Names that all words of a segment make up, although no head word says so."""

    def __init__(
        self,
        lexicon: Lexicon,
        places: Gazetteer,
        knowledge: Knowledge,
        known: Mapping[int, tuple[int, str]],
        text: str,
    ) -> None:
        """Take the knowledge and what is known of the text; ``known`` as in ``Segmenter``."""
        self.lexicon, self.places, self.knowledge = lexicon, places, knowledge
        self.known, self.text = known, text

    def of(self, words: list[Word]) -> Segment | None:
        """What all words together name; None where they don't."""
        if len(words) < 2:
            return None
        if words[0].text in _SHIPS and not words[1].joiner:
            return Segment(words, type="Product")
        if words[0].start in self.known:
            branch = self._branch(words)
            if branch is not None:
                return branch
        key = name_key(self.text[words[0].start : words[-1].end])
        if words[-1].possessive or not (key in self.places.regions or key in self.places.cities):
            return None
        return None if words[0].start in self.known and len(words) == 2 else Segment(words, type="Place")

    def _branch(self, words: list[Word]) -> Segment | None:
        """The branch of a known firm or outlet, by the country or region behind its name: "Huawei Peru"."""
        end, id_ = self.known[words[0].start]
        firm = self.knowledge.entities[id_]
        rest = [w for w in words if w.start >= end]
        if (
            firm.type not in _BRANCHING
            or not rest
            or any(w.joiner or w.text.isupper() > (len(w.text) < 5) for w in rest)
        ):
            return None
        if any(w.possessive for w in words if w.end <= end) or self.text[rest[-1].end :].startswith(_GOES_ON):
            return None
        where = self.text[rest[0].start : rest[-1].end]
        code = self.places.countries.get(name_key(where))
        if (code is None and where not in self.lexicon.areas) or (code is not None and code == firm.country):
            return None
        return Segment(words, type=firm.type)


def _is_shouted(word: Word) -> bool:
    """Whether a word is all in capitals and no abbreviation, as in headlines."""
    return word.text.isupper() and len(word.text) >= _SHORTEST_SHOUTED
