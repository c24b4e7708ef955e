"""Which position a sentence tells of: supports, opposes or silent, and whether a government speaks in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

from ciigraph.inquiry.audit.assertions import YEARS_FRESH, Setting, abroad
from ciigraph.inquiry.audit.lexicon import LAND

if TYPE_CHECKING:
    from ciigraph.inquiry.audit.matching import Span
    from ciigraph.inquiry.audit.rules import Rule
    from ciigraph.inquiry.audit.sentences import Sentence

Position = Literal["opposes", "silent", "supports"]

#: The score of each position on the scale.
SCORES: dict[Position, int] = {"opposes": 0, "silent": 2, "supports": 4}
#: Words between a voice and the country that it is in.
_WITHIN = 1
#: Words between a speaker and the verb of the position.
_REACH = 28


class Stand(msgspec.Struct, frozen=True):
    """A position told by a sentence; ``plain`` where the government itself takes it, now, without doubt."""

    position: Position
    plain: bool
    reasons: tuple[str, ...] = ()
    aged: bool = False  # whether nothing but its date speaks against it


def stand(rule: Rule, sentence: Sentence, setting: Setting, *, follows_home: bool = False) -> Stand | None:
    """The position on a rule's topic that a sentence tells of; None where it tells none, or two.

    Args:
        rule: a rule with a topic.
        sentence: the sentence.
        setting: whose it is.
        follows_home: whether the sentence before names the country, so that "it" may stand for it.
    """
    if rule.topic is None or not sentence.has(rule.topic) or abroad(sentence):
        return None
    position = _position(sentence)
    if position is None:
        return None
    reasons = []
    speakers = _speakers(sentence, setting, follows_home=follows_home)
    if not speakers:
        reasons.append("doesn't name the government")
    elif position[0] != "silent" and not any(0 <= position[1][0] - s[1] <= _REACH for s in speakers):
        reasons.append("the country isn't the one that speaks")
    if _other_voice(sentence, position, speakers):
        return None
    if position[0] != "silent":
        reasons += [f"is {cue}" for cue in ("planned", "hedged") if sentence.has(f"cue:{cue}")]
        harmless = sentence.hits.get("cue:harmless", ())
        if any(not any(h[0] <= n[0] < h[1] for h in harmless) for n in sentence.hits.get("cue:negation", ())):
            reasons.append("a negation stands in the sentence")
    others = len(reasons)
    years = sentence.years or setting.years
    if years and max(years) < setting.edition - YEARS_FRESH:
        reasons.append(f"newest year {max(years)}")
    if sentence.years and min(sentence.years) > setting.edition:
        return None
    return Stand(position[0], not reasons, tuple(reasons), aged=bool(reasons) and not others)


def _other_voice(sentence: Sentence, position: tuple[Position, Span], speakers: list[Span]) -> bool:
    """Whether the voice nearest before the verb is a parliament's, a party's, an activist's."""
    others = [span for span in sentence.hits.get("other-voice", ()) if span[0] < position[1][0]]
    own = [span for span in speakers if span[0] < position[1][0]]
    # "activists in Belgium": the country only tells where the others are
    own = [span for span in own if not any(0 < span[0] - other[1] <= _WITHIN for other in others)]
    return bool(others) and (not own or max(others)[0] > max(own)[0])


def _position(sentence: Sentence) -> tuple[Position, Span] | None:
    hits = sentence.hits
    against, plainly, silent = hits.get("opposes", []), hits.get("supports-plainly", []), hits.get("silent", [])
    turned = hits.get("turned-away", [])
    against = [a for a in against if not any(t[0] <= a[0] < t[1] for t in turned)]
    if silent:
        # "did not condemn", "remained silent": whatever else is said, it isn't done
        return None if plainly and against else ("silent", silent[0])
    if against and plainly:
        return None
    if against:
        return "opposes", against[0]
    if plainly:
        return ("supports", plainly[0]) if not _counters(sentence) else None
    return None


def _counters(sentence: Sentence) -> bool:
    """Whether what is supported speaks against Beijing: a ruling, protesters, a critical statement."""
    places = sentence.hits.get("counter-claim", ())
    return any(0 <= place[0] - s[1] <= 3 for s in sentence.hits["supports-plainly"] for place in places)


def _speakers(sentence: Sentence, setting: Setting, *, follows_home: bool) -> list[Span]:
    found = [*sentence.hits.get(LAND + setting.country, ()), *sentence.hits.get("home-word", ())]
    if not abroad(sentence):
        found += sentence.hits.get("home-likely", ())
    if setting.own:
        found += sentence.hits.get("own-voice", ())
        if follows_home:
            found += [span for span in sentence.hits.get("pronoun", ()) if span[0] <= 2]
    return found
