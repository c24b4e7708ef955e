"""Answers against what stands under other indicators of the same country, and in articles about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ciigraph.inquiry.audit.assertions import foreign
from ciigraph.inquiry.audit.flags import Flag, Kind, Recorded
from ciigraph.inquiry.audit.own_evidence import FORMULA, MOST_SHOWN
from ciigraph.inquiry.audit.positions import SCORES
from ciigraph.inquiry.audit.witnesses import Witness, witnesses

if TYPE_CHECKING:
    from ciigraph.inquiry.audit.reading import Answered, Country, Text
    from ciigraph.inquiry.audit.rules import Rule


def elsewhere(rule: Rule, answer: Answered, country: Country) -> list[Flag]:
    """The flags of an answer that other evidence of the country, or an article, contradicts.

    Only answers that deny something, and positions, can be contradicted from elsewhere: that the thing asked for is
    not mentioned there says nothing against a positive answer.
    """
    if answer.score is None or rule.across == "no" or (answer.score > 0 and rule.topic is None):
        return []
    other = [text for code, texts in country.evidence.items() if code != answer.code for text in texts]
    flags = [
        _flag(rule, answer, country, other, "contradicted-by-other-indicator"),
        _flag(rule, answer, country, country.articles, "contradicted-by-article"),
    ]
    return [flag for flag in flags if flag is not None]


def _flag(rule: Rule, answer: Answered, country: Country, texts: list[Text], kind: Kind) -> Flag | None:
    own = kind == "contradicted-by-other-indicator"
    heard = [w for w in witnesses(rule, texts, country, own=own) if w.names_home or _unnamed(w, rule, country, kind)]
    if rule.topic is not None:
        clear = [w for w in heard if w.stand and SCORES[w.stand.position] != answer.score and w.stand.plain]
        clear = [w for w in clear if w.stand and w.stand.position != "silent"]
        if len({w.stand.position for w in clear if w.stand}) != 1:
            return None
    else:
        clear = [w for w in heard if w.clear and not w.sentence.has("cue:limited")]
    if not clear:
        return None
    reasons = [] if rule.across in ("strong", "sure") else ["the sentence was written on another question"]
    if (own or rule.topic is None) and _explained(rule, answer, country):
        reasons.append("the answer's own evidence explains it")
    where = "an article states" if kind == "contradicted-by-article" else "evidence of another indicator states"
    return Flag(
        country.code,
        country.edition,
        answer.code,
        Recorded(answer.label or None, answer.score),
        kind,
        "arguable" if reasons else "strong",
        f"{where} what the answer denies" if rule.topic is None else f"{where} another position than the recorded one",
        rule.means,
        tuple(witness.evidence() for witness in clear[:MOST_SHOWN]),
        tuple(fact for witness in clear[:MOST_SHOWN] for fact in witness.facts()),
        tuple(reasons),
        answer.iri,
    )


def _unnamed(witness: Witness, rule: Rule, country: Country, kind: Kind) -> bool:
    """Whether a sentence that doesn't name the country can be on it all the same.

    It must name no other. An article about the country is on it all through; in a profile, where a sentence may tell
    how things are in general, the rule's words must be sure.
    """
    told = kind == "contradicted-by-article" or rule.across == "sure"
    return told and rule.topic is None and not foreign(witness.sentence, country.code)


def _explained(rule: Rule, answer: Answered, country: Country) -> bool:
    """Whether the answer's own evidence goes into the matter, rather than say that nothing was found."""
    texts = country.evidence.get(answer.code, [])
    if rule.topic is not None:
        return any(
            w.stand and SCORES[w.stand.position] == answer.score for w in witnesses(rule, texts, country, own=True)
        )
    return any(len(sentence.words) > FORMULA for text in texts for sentence in text.sentences)
