"""A relation in plain English: who did what to whom, and how sure and how lasting that is.

A sentence never says more than the relation: what is hedged "is said to" be so, what is planned "is to" be so, what is
over stands in the past, and a denial is a denial. Where nothing tells whether a lasting relation still holds, both
tenses are given ("holds or held a post in").
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from ciigraph.graph.identifiers import local_name

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

#: From which end a relation is told.
End = Literal["subject", "object"]


class _Verb(NamedTuple):
    """The forms of a verb with all that follows it but the other end."""

    base: str
    present: str
    past: str
    participle: str


def _verb(forms: str, rest: str) -> _Verb:
    """A verb of these forms (base, third person, past and, where it isn't like the past, participle)."""
    base, present, past, *more = forms.split()
    return _Verb(*(f"{form} {rest}" for form in (base, present, past, more[0] if more else past)))


def _being(rest: str) -> _Verb:
    return _verb("be is was been", rest)


class _Predicate(NamedTuple):
    """How a predicate is told from either end.

    ``lasting``: it holds for a time, and is told in the present while it does. ``began``: the verb for how it came
    about, with the lemmas of the triggers that state that.
    """

    said: _Verb
    inverse: _Verb
    lasting: bool = False
    began: _Verb | None = None
    began_inverse: _Verb | None = None
    beginnings: frozenset[str] = frozenset()


def _both_ways(verb: _Verb, *, lasting: bool = True, began: _Verb | None = None, beginnings: str = "") -> _Predicate:
    """A predicate that is the same from both ends."""
    return _Predicate(verb, verb, lasting, began, began, frozenset(beginnings.split()))


_WORDS: Mapping[str, _Predicate] = {
    "ownsStakeIn": _Predicate(
        _verb("own owns owned", "a stake in"),
        _being("wholly or partly owned by"),
        lasting=True,
        began=_verb("acquire acquires acquired", "a stake in"),
        began_inverse=_being("wholly or partly bought by"),
        beginnings=frozenset({"acquire", "buy", "purchase", "sell", "acquisition", "purchaser", "buyer", "takeover"}),
    ),
    "operates": _Predicate(_Verb("operate", "operates", "operated", "operated"), _being("operated by"), lasting=True),
    "subsidiaryOf": _Predicate(_being("part of"), _verb("include includes included", "as a part of it"), lasting=True),
    "hosts": _Predicate(_Verb("host", "hosts", "hosted", "hosted"), _being("hosted by"), lasting=True),
    "memberOf": _Predicate(
        _being("a member of"),
        _verb("have has had", "as a member"),
        lasting=True,
        began=_Verb("join", "joins", "joined", "joined"),
        began_inverse=_being("joined by"),
        beginnings=frozenset({"join", "accede", "accession"}),
    ),
    "hasAgreementWith": _both_ways(
        _verb("have has had", "an agreement with"),
        began=_verb("sign signs signed", "an agreement with"),
        beginnings="sign ink conclude",
    ),
    "twinnedWith": _both_ways(_being("twinned with")),
    "redistributes": _Predicate(
        _verb("carry carries carried", "content of"), _verb("have has had", "its content carried by"), lasting=True
    ),
    "broadcastsIn": _Predicate(
        _verb("reach reaches reached", "the public of"), _being("reached by the outlet"), lasting=True
    ),
    "funds": _Predicate(_Verb("fund", "funds", "funded", "funded"), _being("funded by")),
    "trains": _Predicate(_verb("train trains trained", "people of"), _verb("have has had", "people trained by")),
    "suppliesTechnologyTo": _Predicate(
        _verb("supply supplies supplied", "technology to"), _verb("get gets got", "technology from")
    ),
    "cooperatesWith": _both_ways(_verb("cooperate cooperates cooperated", "with")),
    "participatesIn": _Predicate(_verb("take takes took taken", "part in"), _verb("have has had", "as a participant")),
    "visited": _Predicate(_Verb("visit", "visits", "visited", "visited"), _being("visited by")),
    "metWith": _both_ways(_verb("meet meets met", "with"), lasting=False),
    "holdsPositionIn": _Predicate(
        _verb("hold holds held", "a post in"), _verb("have has had", "among its office-holders"), lasting=True
    ),
    "recruited": _Predicate(_Verb("recruit", "recruits", "recruited", "recruited"), _being("recruited by")),
    "attacked": _Predicate(_Verb("attack", "attacks", "attacked", "attacked"), _being("attacked by")),
    "coerced": _Predicate(_verb("put puts put", "pressure on"), _being("put under pressure by")),
    "criticises": _Predicate(_Verb("criticise", "criticises", "criticised", "criticised"), _being("criticised by")),
    "supports": _Predicate(_Verb("support", "supports", "supported", "supported"), _being("supported by")),
    "tradesWith": _both_ways(_verb("do does did done", "business with")),
    "locatedIn": _Predicate(_being("in"), _being("home to"), lasting=True),
}
#: A post is told as a post, where it is one and not the body in which it is held.
_OF_A_POST = _Predicate(_verb("hold holds held", "the post of"), _being("held by"), lasting=True)
_POST = re.compile(
    r"(?:^(?:\S+ ){0,3}|\b)(?:president|minister|premier|chancellor|secretary|councill?or|ambassador|consul|governor"
    r"|mayor|chair(?:man|woman|person)?|director|commissioner|spokes(?:man|woman|person)|king|queen|sultan|emir|rector|dean)"
    r"(?:[ -]general)?(?= (?:of|for|to|at)\b|$)",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"(?:the )?(?:office|ministry|department|cabinet|council|embassy|administration|bureau)\b", re.IGNORECASE
)
#: Lasting relations of which a wrong tense would mislead; without a date both tenses are given.
_EITHER_TENSE = frozenset({"ownsStakeIn", "operates", "memberOf", "holdsPositionIn", "subsidiaryOf"})

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_DATE = re.compile(r"(-?\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_CURRENCY = re.compile(r"[A-Z]{3}")


def relation_in_words(
    predicate: str,
    *,
    subject: str = "",
    object: str = "",  # noqa: A002 - the name it has everywhere
    polarity: str = "affirmed",
    modality: str = "asserted",
    status: str = "unknown",
    start: str | None = None,
    end: str | None = None,
    amount: str = "",
    rule: str = "",
    told_from: End = "subject",
) -> str:
    """A relation as a short phrase, or as a sentence without its full stop where the end it is told from is named.

    ``relation_in_words("ownsStakeIn", object="Port Verd", start="2017", rule="own:buy:subj > obj")`` is
    "acquired a stake in Port Verd, 2017"; with ``told_from="object"`` and ``subject="Acme"`` the same is
    "was wholly or partly bought by Acme, 2017".

    Args:
        predicate: local name, "ownsStakeIn".
        subject: label of the subject; may be empty when the relation is told from there.
        object: label of the object; may be empty when the relation is told from there, though a post is then not
            told from a body.
        polarity: "affirmed" or "negated".
        modality: "asserted", "alleged" or "planned".
        status: "current", "ended" or "unknown".
        start: ISO date, as precise as known.
        end: ISO date, as precise as known.
        amount: in words, see ``amount_in_words``.
        rule: the extraction rule, which may tell how the relation came about.
        told_from: the end that the phrase is about.

    Raises:
        KeyError: there is no such predicate.
    """
    words = _WORDS[predicate]
    if predicate == "holdsPositionIn" and _POST.search(object) and not _BODY.match(object):
        words = _OF_A_POST
    forward = told_from == "subject"
    verb, began = (words.said, words.began) if forward else (words.inverse, words.began_inverse)
    beginning = began is not None and _lemma(rule) in words.beginnings and status != "ended"
    if began is not None and beginning:
        verb = began
    tense = _tense(predicate, words, status, start, beginning=beginning)
    topic, other = (subject, object) if forward else (object, subject)
    phrase = _with_other_end(_conjugated(verb, polarity, modality, tense), other)
    when = _when(start, end, status, present=tense == "present")
    notes = ", ".join(filter(None, (amount, "planned" if modality == "planned" else "")))
    return " ".join(filter(None, (topic, phrase))) + when + (f" ({notes})" if notes else "")


def row_in_words(row: Mapping[str, Any], *, subject: str = "", object: str = "", told_from: End = "subject") -> str:  # noqa: A002
    """The relation of a row of ``queries/lookup/relations-…`` or ``queries/web/unit-relations``, in words."""
    qualities = {name: row[name] for name in ("polarity", "modality", "status", "start", "end")}
    return relation_in_words(
        predicate_of(local_name(row["class"])),
        subject=subject,
        object=object,
        amount=amount_in_words(row["amount"], row["amount_unit"], row["maximum"]),
        rule=row["rule"] or "",
        told_from=told_from,
        **qualities,
    )


def _lemma(rule: str) -> str:
    """The lemma of the trigger: "buy" of ``nearby:own:buy:subj > obj``."""
    parts = rule.removeprefix("nearby:").split(":")
    return parts[1] if len(parts) > 1 else ""


def _tense(predicate: str, words: _Predicate, status: str, start: str | None, *, beginning: bool) -> str:
    if status == "ended" or beginning:
        return "past"
    if status == "current":
        return "present" if words.lasting or not start else "past"
    if not words.lasting or start:
        return "past"
    return "either" if predicate in _EITHER_TENSE else "present"


def _conjugated(verb: _Verb, polarity: str, modality: str, tense: str) -> str:
    denied = polarity == "negated"
    if modality == "planned":
        return f"{'was' if tense == 'past' else 'is'} {'not ' * denied}to {verb.base}"
    if modality == "alleged":
        infinitive = f"have {verb.participle}" if tense == "past" else verb.base
        return f"is said {'not ' * denied}to {infinitive}"
    if denied:
        if verb.base.startswith("be "):
            first = {"past": "was not", "either": "is or was not"}.get(tense, "is not")
            return f"{first} {verb.base[3:]}"
        return f"{ ({'past': 'did', 'either': 'does or did'}.get(tense, 'does')) } not {verb.base}"
    if tense == "either":
        first, second = verb.present.partition(" ")[0], verb.past
        return f"{first} or {second}"
    return verb.past if tense == "past" else verb.present


def _with_other_end(phrase: str, other: str) -> str:
    """The phrase with the name of the other end, which stands before "as a member" and after everything else."""
    for tail in (" as a part of it", " as a member", " as a participant", " among its office-holders"):
        if phrase.endswith(tail) and other:
            return f"{phrase.removesuffix(tail)} {other}{tail}"
    return f"{phrase} {other}".rstrip()


def _when(start: str | None, end: str | None, status: str, *, present: bool) -> str:
    first = date_in_words(start) if start else ""
    last = date_in_words(end) if end else ""
    if first and last:
        return f", {first}" if first == last else f", {first} to {last}"
    if last:
        return f" until {last}"
    if first:
        over = ", now over" if status == "ended" else ""
        return f" since {first}" if present else f", {first}{over}"
    return ", now over" if status == "ended" else ""


def date_in_words(date: str) -> str:
    """An ISO date as people write it: ``2017``, ``May 2017``, ``3 May 2017``; any other text as it is."""
    match = _DATE.fullmatch(date)
    if match is None or match[2] is None or not 1 <= int(match[2]) <= 12:
        return date
    month = f"{_MONTHS[int(match[2]) - 1]} {match[1]}"
    return f"{int(match[3])} {month}" if match[3] else month


def amount_in_words(
    value: Decimal | float | None, unit: str | None = None, maximum: Decimal | float | None = None
) -> str:
    """An amount as people write it: "20 %", "USD 3 million", "49 to 64.2 %"; empty where there is none."""
    if value is None:
        return ""
    size, name = _scale(max(float(value), float(maximum or 0)))
    shown = _number(float(value) / size)
    if maximum is not None and maximum != value:
        shown += f" to {_number(float(maximum) / size)}"
    shown += f" {name}" if name else ""
    if unit is None:
        return shown
    return f"{unit} {shown}" if _CURRENCY.fullmatch(unit) else f"{shown} {unit}"


def _scale(value: float) -> tuple[float, str]:
    for size, name in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if value >= size:
            return size, name
    return 1, ""


def _number(value: float) -> str:
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def predicate_of(class_name: str) -> str:
    """The predicate of a relation's class, by its local name: "ownsStakeIn" of "OwnsStakeIn"."""
    return class_name[:1].lower() + class_name[1:]
