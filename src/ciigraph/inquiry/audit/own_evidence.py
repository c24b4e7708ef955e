"""Answers against the evidence that stands with them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ciigraph import codebook
from ciigraph.inquiry.audit.assertions import NEGATED, Setting, assertion
from ciigraph.inquiry.audit.flags import Evidence, Flag, Kind, Recorded, Strength
from ciigraph.inquiry.audit.lexicon import LAND
from ciigraph.inquiry.audit.positions import SCORES
from ciigraph.inquiry.audit.reading import cut
from ciigraph.inquiry.audit.sentences import NOT_ABROAD
from ciigraph.inquiry.audit.verdicts import verdict
from ciigraph.inquiry.audit.witnesses import Witness, witnesses

if TYPE_CHECKING:
    from collections.abc import Callable

    from ciigraph.inquiry.audit.reading import Answered, Country, Text
    from ciigraph.inquiry.audit.rules import Rule
    from ciigraph.inquiry.audit.sentences import Sentence

#: Sentences that a flag shows.
MOST_SHOWN = 4

#: By which word a sentence that finds nothing says so.
_SOON = 6
#: By which word a denial of the very thing must stand.
_IN_TIME = 15
#: Words of a sentence that says no more than that nothing was found.
FORMULA = 14
_KIND: Kind = "contradicted-by-own-evidence"


def own_evidence(rule: Rule, answer: Answered, country: Country) -> Flag | None:
    """The flag of an answer that its own evidence contradicts; None where it doesn't."""
    texts = country.evidence.get(answer.code, [])
    if answer.score is None or not texts:
        return None
    cut(texts)
    named = verdict(texts, yes_no=codebook.load().indicator(answer.code).scale == "yes-no")
    if named is not None and answer.score not in named[0]:
        return _by_verdict(rule, answer, country, named)
    if named is not None:
        return None  # the evidence says in words that it means this answer
    heard = list(witnesses(rule, texts, country, own=True))
    if rule.topic is not None:
        return _position(rule, answer, country, heard)
    if answer.score == 0:
        return _zero(rule, answer, country, texts, heard)
    return _positive(rule, answer, country, texts, heard)


def flag(rule: Rule, answer: Answered, country: Country, fact: str, shown: list[Witness], reasons: list[str]) -> Flag:
    """A flag on own evidence; strong where there is no reason against."""
    strength: Strength = "arguable" if reasons else "strong"
    return Flag(
        country.code,
        country.edition,
        answer.code,
        Recorded(answer.label or None, answer.score),
        _KIND,
        strength,
        fact,
        rule.means,
        tuple(witness.evidence() for witness in shown[:MOST_SHOWN]),
        tuple(fact for witness in shown[:MOST_SHOWN] for fact in witness.facts()),
        tuple(dict.fromkeys(reasons)),
        answer.iri,
    )


def _by_verdict(rule: Rule, answer: Answered, country: Country, named: tuple[set[int], Text, tuple[int, int]]) -> Flag:
    scores, text, (start, end) = named
    said = " or ".join(str(score) for score in sorted(scores))
    sentence = next((s for s in text.sentences if s.start <= start < s.end), None)
    place = (sentence.start, sentence.end) if sentence is not None else (start, end)
    shown = Evidence(
        text.text[place[0] : place[1]],
        text.document,
        text.indicator or None,
        text.section,
        text.heading or None,
        *place,
        text.iri,
        "verdict",
    )
    return Flag(
        country.code,
        country.edition,
        answer.code,
        Recorded(answer.label or None, answer.score),
        _KIND,
        "strong",
        f"the evidence itself names the score {said}; recorded is {answer.score}",
        rule.means,
        (shown,),
        answer=answer.iri,
    )


def _zero(rule: Rule, answer: Answered, country: Country, texts: list[Text], heard: list[Witness]) -> Flag | None:
    clear = [witness for witness in heard if witness.clear]
    if clear:
        reasons = _against(clear, texts)
        return flag(rule, answer, country, "the evidence states what the answer denies", clear, reasons)
    half = [w for w in heard if w.said and w.said.stance in ("hedged", "old") and w.said.outright and not w.undone]
    if not half or any(sentence.has("cue:absence") for text in texts for sentence in text.sentences):
        return None
    reasons = [reason for w in half if w.said for reason in w.said.reasons]
    return flag(rule, answer, country, "the evidence speaks of what the answer denies", half, reasons)


def _against(clear: list[Witness], texts: list[Text]) -> list[str]:
    """What makes a contradiction arguable: a denial or a limit beside it, an opposing fact.

    "None." as evidence, with notes that state the thing, is what the audit is for: a mere formula in another unit
    says nothing against the sentence.
    """
    reasons = []
    shown = {(w.text.iri, w.sentence.end) for w in clear}
    units = {w.text.iri for w in clear}
    for text in texts:
        for sentence in text.sentences:
            if (text.iri, sentence.end) in shown:
                if sentence.has("cue:limited"):
                    reasons.append("the sentence limits what it tells")
            elif sentence.has("cue:absence") and (text.iri in units or len(sentence.words) > FORMULA):
                reasons.append("the evidence also says that it is not there")
            if sentence.has("cue:discounted"):
                reasons.append("the evidence gives a reason not to count it")
    for witness in clear:
        related = witness.relations
        if related and all(r.polarity == "negated" or r.modality == "planned" or r.status == "ended" for r in related):
            reasons.append("the relations read from it are denied, planned or over")
    return reasons


def _positive(rule: Rule, answer: Answered, country: Country, texts: list[Text], heard: list[Witness]) -> Flag | None:
    """A positive answer over evidence that denies it, that is on Taiwan, or that is on another country only."""
    kept = ("affirmed", "touched", "hedged", "old", "planned", "later")
    agreeing = [w for w in heard if w.said and w.said.stance in kept and NEGATED not in w.said.reasons]
    denied = [w for w in heard if _denies(w)]
    if denied and not any(w.said and w.said.stance == "affirmed" for w in agreeing):
        ends = {w.sentence.end for w in denied}
        rest = [s for text in texts for s in text.sentences if s.end not in ends and not _negated(s)]
        reasons = (
            ["other sentences tell of the PRC"] if agreeing or any(s.has("prc", "cue:contrast") for s in rest) else []
        )
        return flag(rule, answer, country, "the evidence denies what the answer affirms", denied, reasons)
    everything = [(text, sentence) for text in texts for sentence in text.sentences if len(sentence.words) > 1]
    if agreeing or not everything:
        return None
    shown = [Witness(text, sentence) for text, sentence in everything]
    if all(_only_absence(sentence) for _, sentence in everything):
        return flag(
            rule, answer, country, "the evidence says that nothing was found; the answer is positive", shown, []
        )
    on_china = [w for w in shown if w.sentence.has("prc")]
    if on_china:
        if all(_negated(w.sentence) for w in on_china) and any(_only_absence(w.sentence) for w in on_china):
            return flag(rule, answer, country, "all that the evidence says of the PRC is a denial", on_china, [])
        return None
    return _of_another(rule, answer, country, shown)


def _denies(witness: Witness) -> bool:
    """Whether a sentence denies outright what the answer affirms, and goes on to nothing else."""
    said = witness.said
    if said is None:
        return False
    if said.stance == "denied" and not said.absence:
        return said.outright
    if (said.absence or NEGATED in said.reasons) and not witness.sentence.has("cue:contrast"):
        cues = [*witness.sentence.hits.get("cue:absence", ()), *witness.sentence.hits.get("cue:denial", ())]
        return bool(cues) and min(cues)[0] <= _IN_TIME
    return False


def _of_another(rule: Rule, answer: Answered, country: Country, shown: list[Witness]) -> Flag | None:
    """The flag of a positive answer whose evidence tells of Taiwan or another country what is asked of the PRC."""
    setting = Setting(country.code, country.edition, True)
    for names, fact in (
        (lambda name: name == f"{LAND}TW", "the evidence is on Taiwan, not on the PRC"),
        (
            lambda name: name.startswith(LAND) and name not in {LAND + country.code, *NOT_ABROAD},
            "the evidence is on another country",
        ),
    ):
        told = [w for w in shown if (s := standing_in(w.sentence, names)) is not None and assertion(rule, s, setting)]
        if told:
            reasons = [] if "Taiwan" in fact else ["the PRC may stand in the cited sources"]
            return flag(rule, answer, country, fact, told, reasons)
    return None


def standing_in(sentence: Sentence, names: Callable[[str], bool]) -> Sentence | None:
    """The sentence with another country in the PRC's place; None where it names none of those meant."""
    spans = [span for name, found in sentence.hits.items() if names(name) for span in found]
    if not spans:
        return None
    hits = {name: found for name, found in sentence.hits.items() if not names(name)}
    hits |= {name: [*hits.get(name, ()), *spans] for name in ("prc", "china", "from-china", "vendor", "chinese-firm")}
    return replace(sentence, hits=hits)


def _negated(sentence: Sentence) -> bool:
    harmless = sentence.hits.get("cue:harmless", ())
    spans = [*sentence.hits.get("cue:negation", ()), *sentence.hits.get("cue:absence", ())]
    return any(not any(h[0] <= n[0] < h[1] for h in harmless) for n in spans) and not sentence.has("cue:contrast")


def _only_absence(sentence: Sentence) -> bool:
    """Whether a sentence says from its beginning that there is nothing, and nothing else."""
    harmless = sentence.hits.get("cue:harmless", ())
    starts = [
        a[0] for a in sentence.hits.get("cue:nothing-found", ()) if not any(h[0] <= a[0] < h[1] for h in harmless)
    ]
    return bool(starts) and min(starts) < _SOON and not sentence.has("cue:contrast", "restricting")


def _position(rule: Rule, answer: Answered, country: Country, heard: list[Witness]) -> Flag | None:
    apart = [w for w in heard if w.stand and SCORES[w.stand.position] != answer.score]
    agreeing = [w for w in heard if w.stand and SCORES[w.stand.position] == answer.score]
    plain = [w for w in apart if w.stand and w.stand.plain]
    # what is told on another's word, or long past, is arguable; what is hedged, planned or negated says nothing
    shown = plain or [w for w in apart if w.stand and w.stand.aged]
    positions = {w.stand.position for w in shown if w.stand}
    if not shown or len(positions) > 1:
        return None
    reasons = [reason for w in shown if w.stand for reason in w.stand.reasons] if not plain else []
    if positions == {"silent"} and any(s.has("cue:limited") for w in shown for s in w.text.sentences):
        reasons.append("the evidence limits what it tells")
    if agreeing:
        if not plain:
            return None
        reasons.append("other sentences agree with the answer")
    position = positions.pop()
    fact = f"the evidence tells of a government that {_WORDS[position]}; recorded is {_WORDS_OF[answer.score]}"
    return flag(rule, answer, country, fact, shown, reasons)


_WORDS = {"opposes": "opposes Beijing", "silent": "is silent", "supports": "supports Beijing"}
_WORDS_OF: dict[int | None, str] = {0: "opposition", 2: "silence", 4: "support", 1: "1", 3: "3", None: "nothing"}
