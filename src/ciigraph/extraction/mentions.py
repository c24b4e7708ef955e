"""Component ``structure_mentions``: names by their build, from capitalised runs, head words and known names."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from spacy.language import Language
from spacy.tokens import Doc, Span

from ciigraph.extraction import context
from ciigraph.extraction.gazetteer import Gazetteer, gazetteer
from ciigraph.extraction.known_entities import KNOWN, WEAK
from ciigraph.extraction.knowledge import Knowledge, knowledge
from ciigraph.extraction.lexicon import Lexicon, lexicon
from ciigraph.extraction.mention_types import place_type
from ciigraph.extraction.names import plain
from ciigraph.extraction.quotations import further_fields, titles
from ciigraph.extraction.runs import Word, runs
from ciigraph.extraction.segments import PLURAL_HEADS, Segment, Segmenter, governing_head

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ciigraph.records import EntityType

#: Key of ``doc.spans``: names by structure. ``label_`` is the type, "" where only the context can tell;
#: ``kb_id_`` the known entity; ``id_`` is "titled" where a title stood before the name.
STRUCTURE = "structure"
TITLED = "titled"
QUOTED = "quoted"
#: Heads that are names of firms only together with another word that is no everyday word.
_STATE_TYPES = frozenset({"GovernmentBody"})
#: Types whose names may be everyday words only, if they say of what: "Institute of International Relations".
_ORGANISATIONS = frozenset(
    {
        "University",
        "ResearchBody",
        "GovernmentBody",
        "Association",
        "Network",
        "InternationalOrganisation",
        "PoliticalParty",
    }
)
#: Parts of a firm's name that add nothing to a known firm: "Huawei Technologies Co.".
_NAMESAKES = frozenset({"king", "queen", "saint", "st", "st.", "prince", "princess"})
_FIRMS = frozenset({"Company", "MediaOrganisation", "Product"})
_WEAK_HEADS = frozenset(
    "technologies technology company group corporation corp co co. ltd ltd. limited inc inc. holding holdings news news agency agency app international platform media".split()
)


class StructureMentions:
    """Writes ``doc.spans["structure"]``."""

    def __init__(self, words: Lexicon, places: Gazetteer, known: Knowledge) -> None:
        """Use this knowledge."""
        self.lexicon, self.places, self.known = words, places, known
        self.segmenter = Segmenter(words, places, known)

    def __call__(self, doc: Doc) -> Doc:
        """Find the names."""
        known = known_names(doc)
        spans = []
        unit: context.UnitContext = doc._.unit
        quoted = [
            name
            for title in titles(context.text_of(doc))
            if (name := self._title(title, known, context.text_of(doc))) is not None
        ]
        for name in (*quoted, *self._of_runs(doc, known, unit)):
            if name not in quoted and any(q.start <= name.start and name.end <= q.end for q in quoted):
                continue
            span = doc.char_span(
                name.start,
                name.end,
                label=name.type or "",
                kb_id=name.known or "",
                alignment_mode="expand",
                span_id=QUOTED if name in quoted else TITLED if name.titled else "",
            )
            if span is not None and span.end_char - span.start_char <= name.end - name.start + _LONGEST_REST:
                spans.append(span)
        doc.spans[STRUCTURE] = spans
        return doc

    def _of_runs(self, doc: Doc, known: dict[int, tuple[int, str]], unit: context.UnitContext) -> Iterator[Segment]:
        bound = {
            token.idx: ent.end_char for ent in doc.ents if ent.label_ in _ORG_LABELS and len(ent) > 2 for token in ent
        }
        text = context.text_of(doc)
        run_list = list(runs(text))
        for n, run in enumerate(run_list):
            if not run:
                continue
            words = self._without_opening(doc, run, known)
            if words:
                words = [*words, *further_fields(words, run_list, n, self.lexicon, text)]
                for segment in self._without_posts(self.segmenter.segments(words, known, bound)):
                    yield from self._names(segment, known, unit, text)

    def _without_posts(self, segments: list[Segment]) -> Iterator[Segment]:
        """The segments without what a title is of: "Minister of Science and Technology of China"."""
        of_title = False
        for segment in segments:
            words = segment.words
            if of_title and words[0].joiner:
                while words and (words[0].low in self.lexicon.topics or words[0].low in self.lexicon.generic):
                    words = words[1:]
                if words:
                    yield Segment(words, titled=len(words) < len(segment.words) and not words[0].joiner)
            else:
                yield segment
                of_title = False
            of_title = (segment.words[-1].low in self.lexicon.titles) or (of_title and not words)

    def _title(self, words: list[Word], known: dict[int, tuple[int, str]], text: str) -> Segment | None:
        """A quoted title is one name if it has a head word; a known name is left to the matcher."""
        hit = known.get(words[0].start)
        if hit is not None and hit[0] >= words[-1].end:
            return None
        head = governing_head(words, self.lexicon)
        before, inside = text[max(0, words[0].start - 24) : words[0].start], text[words[0].start : words[-1].end]
        if ":" in inside or _PUBLICATION.search(before):
            return None
        if head is None or all(self._everyday(w) or self._demonym(w) for w in words) and len(words) < 4:
            return None
        return Segment(words, head=head[0], type=head[1])

    def _without_opening(self, doc: Doc, run: list[Word], known: dict[int, tuple[int, str]]) -> list[Word]:
        """The run without the words that only open a sentence ("Although Huawei", "In Baku")."""
        while run and run[0].start not in known:
            first = run[0]
            if first.low in _OPENERS:
                run = run[1:]
                continue
            if (
                len(run) > 1
                and self.lexicon.head_at_start([w.low for w in run[:2]]) is None
                and self._opens(doc, first)
            ):
                run = run[1:]
                continue
            break
        return run

    def _opens(self, doc: Doc, word: Word) -> bool:
        span = doc.char_span(word.start, word.end, alignment_mode="expand")
        return span is not None and span[0].is_sent_start is True and span[0].pos_ in _FUNCTION_POS

    def _names(
        self, segment: Segment, known: dict[int, tuple[int, str]], unit: context.UnitContext, text: str
    ) -> Iterator[Segment]:
        """The names in a segment: all of it, or parts of it parted by titles, adjectives and known names."""
        words = segment.words
        whole = known.get(words[0].start)
        if whole is not None and whole[0] >= words[-1].end:
            yield self._known(words, whole)
            return
        head = governing_head(words, self.lexicon)
        if (
            head is None
            and len(words) > 2
            and place_type(words[-1].text, self.places) is not None
            and not words[-1].joiner
        ):
            head = governing_head(words[:-1], self.lexicon)  # "Palacký University Olomouc"
        words, titled, adjective = self._strip_front(words, head, known)
        titled = titled or segment.titled
        if not words:
            return
        whole = known.get(words[0].start)
        if whole is not None and whole[0] >= words[-1].end:
            yield self._known(words, whole)
            return
        if head is not None and not titled:
            head = governing_head(words, self.lexicon) or governing_head(words[:-1], self.lexicon)
            if head is not None:
                yield from self._headed(words, head, known, adjective, unit, text)
                return
        yield from self._headless(words, titled, known, adjective)

    def _known(self, words: list[Word], hit: tuple[int, str]) -> Segment:
        """The known name that begins with these words; it may end inside a word ("Belarus-China"), or behind the run."""
        last = words[-1]
        if last.end != hit[0]:
            words = [*words[:-1], replace(last, end=hit[0])]
        return Segment(words, known=hit[1])

    def _strip_front(
        self, words: list[Word], head: tuple[str, EntityType, int] | None, known: dict[int, tuple[int, str]]
    ) -> tuple[list[Word], bool, str | None]:
        """Take titles, and adjectives that are no part of the name, from the front."""
        titled, adjective = False, None
        while words and words[0].start not in known:
            low = words[0].low
            if words[0].is_number or (low in _NAMESAKES and head is not None and low != words[-1].low):
                if not words[0].is_number:
                    break
                words = words[1:]
                continue
            two = f"{low} {words[1].low}" if len(words) > 1 and not words[1].joiner else ""
            code = self.places.demonyms.get(two)
            n = 2 if code else 1
            code = code or self.places.demonyms.get(low)
            if low in self.lexicon.titles and (head is None or low in _SURE_TITLES):
                words, titled = words[1:], True
            elif code is not None and len(words) > n and self._drops_adjective(words[n:], head, known):
                words, adjective = words[n:], code
            else:
                break
        return words, titled, adjective

    def _drops_adjective(
        self, rest: list[Word], head: tuple[str, EntityType, int] | None, known: dict[int, tuple[int, str]]
    ) -> bool:
        if rest[0].joiner:
            return False
        if rest[0].start in known or rest[0].low in self.lexicon.titles:
            return True
        return head is not None and head[0] in {"ministry", "ministries"}

    def _headed(
        self,
        words: list[Word],
        head: tuple[str, EntityType, int],
        known: dict[int, tuple[int, str]],
        adjective: str | None,
        unit: context.UnitContext,
        doc_text: str,
    ) -> Iterator[Segment]:
        """A name with a head word; rejected when it says no more than a class ("Trade Agreement")."""
        phrase, type_, at = head
        if phrase in PLURAL_HEADS and any(w.joiner in {"and", "and the", "&"} for w in words[1:]):
            yield from self._shared_head(words, phrase, type_)
            return
        inner = known.get(words[0].start)
        rest = [w for w in words if inner is None or w.start >= inner[0]]
        if inner is not None and rest and rest[0].joiner == "in":
            yield Segment(words, head=phrase, type=self.known.entities[inner[1]].type)
            return
        if (
            inner is not None
            and self.known.entities[inner[1]].type in _FIRMS
            and all(w.low in _WEAK_HEADS for w in rest)
        ):
            yield Segment(words, known=inner[1])
            return
        if type_ == "ConfuciusInstitute":
            if phrase in {"ci", "cis"} and not self._speaks_of_institutes(unit, words):
                return
            yield from self._institute(words, phrase, known, unit, doc_text)
            return
        specific = [w for w in words if not self._everyday(w) or w.start in known or self._demonym(w)]
        head_words = set(phrase.split())
        specific = [w for w in specific if w.low not in head_words]
        complement = at < len(words) - 1 and words[at + 1].joiner != ""
        low = " ".join(f"{w.joiner} {w.low}" if n and w.joiner else w.low for n, w in enumerate(words))
        if low in self.lexicon.generic:
            return
        shortened = (
            doc_text[words[-1].end : words[-1].end + 2] == " ("
            and doc_text[words[-1].end + 2 : words[-1].end + 4].isupper()
        )
        if (
            not specific
            and not ((complement or shortened) and type_ in _ORGANISATIONS)
            and not (type_ in _STATE_TYPES and len(words) > 1 and self._states_body(words, phrase))
        ):
            return
        if (
            all(self._demonym(w) for w in specific)
            and not complement
            and len(words) == len(head_words) + len(specific)
            and type_ not in {"GovernmentBody", "Facility", "ConfuciusInstitute", "PoliticalParty", "Association"}
            and len(words) <= 2
        ):
            return  # "Chinese University", "Chinese Companies"
        if phrase in {"department", "office", "center", "centre"} and (unit.indicator or "").startswith("academia"):
            type_ = "University" if phrase == "department" else type_
        yield Segment(words, head=phrase, type=type_, adjective=adjective)

    def _speaks_of_institutes(self, unit: context.UnitContext, words: list[Word]) -> bool:
        return unit.indicator in {"academia-02", "academia-03"} or words[-1].text in unit.abbreviations

    def _institute(
        self,
        words: list[Word],
        phrase: str,
        known: dict[int, tuple[int, str]],
        unit: context.UnitContext,
        doc_text: str,
    ) -> Iterator[Segment]:
        """ "X University Confucius Institute" is two names: the host and its institute."""
        n = len(phrase.split())
        front, back = words[:-n], words[-n:]
        if " ".join(w.low for w in back) != phrase:
            front, back = [], words
        front = [w for w in front if w.low not in self.places.demonyms]
        if front:
            yield from self._names(Segment(front), known, unit, doc_text)
        yield Segment(back, head=phrase, type="ConfuciusInstitute")

    def _shared_head(self, words: list[Word], phrase: str, type_: EntityType) -> Iterator[Segment]:
        parts: list[list[Word]] = [[]]
        for n, word in enumerate(words):
            if n and word.joiner in {"and", "and the", "&"}:
                parts.append([])
            parts[-1].append(word)
        for part in parts:
            yield Segment(part, head=phrase, type=type_, plural=PLURAL_HEADS[phrase])

    def _states_body(self, words: list[Word], phrase: str) -> bool:
        """Whether the words name a body of a state: "Ministry of Culture", "Foreign Ministry", "Supreme Court"."""
        low = " ".join(w.low for w in words)
        return (
            phrase in {"ministry", "department", "state council"}
            or len(words) > 2
            or low in self.lexicon.bodies
            or low in self.lexicon.state_heads
        )

    def _everyday(self, word: Word) -> bool:
        if word.possessive:  # People's, Women's
            return False
        return (
            word.low in self.lexicon.generic
            or word.low in self.lexicon.topics
            or word.low in self.lexicon.titles
            or word.is_number
        )

    def _demonym(self, word: Word) -> bool:
        return is_adjective(word.low, self.places)

    def _headless(
        self, words: list[Word], titled: bool, known: dict[int, tuple[int, str]], adjective: str | None
    ) -> Iterator[Segment]:
        """No head word: known names inside, and what stands between them, parted at titles."""
        rest: list[Word] = []
        i = 0
        while i < len(words):
            word = words[i]
            hit = known.get(word.start)
            if hit is None and word.low not in self.lexicon.titles:
                rest.append(word)
                i += 1
                continue
            yield from self._leftover(rest, titled, adjective)
            titled, adjective, rest = hit is None, None, []
            n = i + 1
            if hit is not None:
                while n < len(words) and words[n].start < hit[0]:
                    n += 1
                yield self._known(words[i:n], hit)
            i = n
        yield from self._leftover(rest, titled, adjective)

    def _leftover(self, words: list[Word], titled: bool, adjective: str | None) -> Iterator[Segment]:
        while words and (is_adjective(words[0].low, self.places) or words[0].is_number):
            words = words[1:]
        while words and words[-1].is_number:
            words = words[:-1]
        if words and not all(self._everyday(w) for w in words):
            yield Segment(words, titled=titled, adjective=adjective)


def is_adjective(low: str, places: Gazetteer) -> bool:
    """Whether a word is one for a people: "chinese", "sino-danish"."""
    return low in places.demonyms or ("-" in low and low.rpartition("-")[2] in places.demonyms)


def known_names(doc: Doc) -> dict[int, tuple[int, str]]:
    """The longest known name at each start offset, weak abbreviations only where the document defines them."""
    found = doc.user_data.get(_KNOWN_NAMES)
    if found is None:
        found = doc.user_data[_KNOWN_NAMES] = _known_names(doc)
    return cast("dict[int, tuple[int, str]]", found)


def _known_names(doc: Doc) -> dict[int, tuple[int, str]]:
    text = context.text_of(doc)
    unit: context.UnitContext = doc._.unit
    strong = {span.kb_id_ for span in doc.spans[KNOWN] if span.id_ != WEAK}
    entities = knowledge().entities
    prior = lexicon().priors.get((unit.indicator or "").rpartition("-")[0])
    related = strong | {parent for id_ in strong if (parent := entities[id_].parent)}
    names: dict[int, tuple[int, str]] = {}
    for span in doc.spans[KNOWN]:
        if (
            _is_no_name(doc, span)
            or (span.label_ in _DROPPED and plain(span.text) in lexicon().generic)
            or (
                span.id_ == WEAK
                and span.label_ != prior
                and span.kb_id_ not in related
                and entities[span.kb_id_].parent not in strong
                and span.text not in unit.abbreviations
            )
        ):
            continue
        start, end = span.start_char, span.end_char
        if span.label_ not in {"Country", "Place"} and _GOES_ON.match(text, end):
            continue
        if start not in names or names[start][0] < end:
            names[start] = (end, span.kb_id_)
    covered = -1
    for start in sorted(names):
        if start < covered:
            del names[start]
        else:
            covered = names[start][0]
    return names


#: After a known name: it is only the first part of a double name ("Port of Zeebrugge-Antwerp").
_GOES_ON = re.compile(r"[-–][A-Z]")


#: Before a quotation: it is the title of a text, no name of a thing.
_PUBLICATION = re.compile(
    r"(?i)\b(?:titled|entitled|headlined|article|report|book|document|paper|headline|titles?|story|essay|op-ed|interview)\W*$"
)


def _is_no_name(doc: Doc, span: Span) -> bool:
    """Whether an abbreviation means something else here: "CCTV cameras"."""
    after = lexicon().no_names.get(span.text)
    return after is not None and span.end < len(doc) and doc[span.end].lower_ in after


#: Known things that a generic word is not to stand for (currencies, systems).
_DROPPED = frozenset({"Product", "Place"})
#: A name that ends in the midst of a token may take the rest of it ("Belgium's"); more is an address of a page.
_LONGEST_REST = 12
_KNOWN_NAMES = "ciigraph.known"
_ORG_LABELS = frozenset({"ORG", "FAC", "EVENT", "LAW", "WORK_OF_ART"})
_OPENERS = frozenset(
    "the a an in on at of for to by from with as and but or if when while where although though however since after before during under over this that these those there it its they he she we i "
    "our their his her both all some many most several few other another also according despite because so yes no not nor neither either whether between among through via per within without "
    "what which who how why such each every any one two three four five six seven eight nine ten today currently recently moreover furthermore additionally finally then thus hence therefore "
    "meanwhile later now here please see based given regarding concerning like unlike until till about against another only even still just once upon more is are was were has have had do does did "
    "following including other first second third overall generally specifically especially indeed instead besides ".split()
)
_FUNCTION_POS = frozenset({"ADP", "SCONJ", "PRON", "DET", "ADV", "VERB", "AUX", "CCONJ", "PART", "INTJ", "NUM"})
#: Titles that are never the first word of an organisation's name.
_SURE_TITLES = frozenset(
    "mr mr. mrs mrs. ms ms. dr dr. prof prof. professor president premier ambassador mayor minister deputy vice chairman chairwoman rector dean former governor senator spokesperson spokesman director ceo".split()
)


@Language.factory("structure_mentions")
def create_structure_mentions(nlp: Language, name: str) -> StructureMentions:  # noqa: ARG001
    """Factory of the component."""
    context.register()
    return StructureMentions(lexicon(), gazetteer(), knowledge())
