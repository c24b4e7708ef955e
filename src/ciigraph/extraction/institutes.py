"""Which Confucius Institute a text means: the one of the host that stands beside it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from spacy.tokens import Span

from ciigraph.extraction.gazetteer import gazetteer
from ciigraph.extraction.links import Link
from ciigraph.extraction.missions import branch, confucius_institute, confucius_institutes

if TYPE_CHECKING:
    from spacy.tokens import Doc

HOSTS = frozenset({"University", "ResearchBody"})
_LINKS = frozenset({"at", "of", "in", "the", "with", "(", "its", ",", "named", "-", "under", "within"})
#: Words over which an institute may reach its host: "was opened in 2010 at X", "two of them: at X and Y".
WAY = _LINKS | frozenset(
    "is are was were be been being has have had located based established opened opens open opening inaugurated "  # noqa: SIM905
    "founded launched housed hosted situated set up operating operates operate active exists exist also officially "
    "currently namely such as one ones including - – — : ) there recently originally both".split()
)
_AT = frozenset({"at", "of", "in", "under", "within"})
_BESIDE = frozenset({",", "and", "the", ";", "in", "at", "as", "well", "(", ")", "&", "also"})
_NEAR, _FAR = 3, 12
_COUNTED = frozenset({"another", "second", "third", "new"})
_INDEFINITE = frozenset({"a", "another", "second", "third", "new"})
_BRANCH = re.compile(r"(?:\b(?:the|a|an|one|new|local) )?\b(?:sub-?)?branch(?:es)? of (?:the |a )?$", re.IGNORECASE)


def institute_hosts(doc: Doc, mentions: list[Span], links: list[Link]) -> None:
    """Resolve the mentions of Confucius Institutes, in place.

    The host is what follows "at" or "of", what stands right before the institute, the one host of the sentence;
    else a place after "in"; else the institute that the text spoke of before; else the country's, one or all.
    """
    last: Link | None = None
    for n, span in enumerate(mentions):
        if span.label_ != "ConfuciusInstitute":
            continue
        if (start := _branch_start(doc, span)) is not None:
            mentions[n] = Span(doc, start, span.end, label=span.label_)
            link = _resolved(doc, mentions, links, n)
            links[n] = branch(link or _unresolved(doc, mentions, links, n))
            continue
        link = _resolved(doc, mentions, links, n)
        before = doc[span.start - 1].lower_ if span.start else ""
        if link is not None:
            last = link
        elif last is not None and not _plural(span) and before not in _INDEFINITE:
            link = last
        else:
            link = _unresolved(doc, mentions, links, n)
        links[n] = link


def named_apart(doc: Doc, mentions: list[Span]) -> list[Span]:
    """The mentions with the host's name taken in where two institutes would share theirs.

    Of "a Confucius Institute at X and the Confucius Institute of Y" the second is "Confucius Institute of Y".
    """
    names: dict[str, str] = {}
    found = list(mentions)
    for n, span in enumerate(mentions):
        if span.label_ != "ConfuciusInstitute" or names.setdefault(span.text.lower(), span._.entity) == span._.entity:
            continue
        behind, before = _directly_behind(doc, mentions, n), _directly_before(doc, mentions, n)
        start, end = span.start, span.end
        if behind is not None and mentions[behind].start - end <= _NEAR:
            end = mentions[behind].end
        elif len(before) == 1:
            start = mentions[before[0]].start
        else:
            continue
        whole = Span(doc, start, end, label=span.label_)
        for name in ("entity", "entity_label", "wikidata", "link_rule", "link_score", "entity_country"):
            setattr(whole._, name, getattr(span._, name))
        found[n] = whole
    return found


def _plural(span: Span) -> bool:
    return span.text.lower().endswith("s")


def _branch_start(doc: Doc, span: Span) -> int | None:
    """Where the mention of an institute's branch begins: "the branch of the Confucius Institute"."""
    first = max(0, span.start - 6)
    before = doc[first : span.start].text_with_ws
    match = _BRANCH.search(before)
    if match is None:
        return None
    offset = doc[first].idx + match.start()
    return next(t.i for t in doc[first : span.start] if t.idx >= offset)


def _unresolved(doc: Doc, mentions: list[Span], links: list[Link], n: int) -> Link:
    """An institute, or the institutes, of the country that follows, or of the profile's."""
    span, places = mentions[n], gazetteer()
    after = mentions[n + 1] if n + 1 < len(mentions) else None
    country: Link | None = None
    if after is not None and after.label_ == "Country" and _linked(doc, span.end, after.start, _LINKS, _NEAR):
        country = links[n + 1]
    elif doc._.unit.country in places.labels:
        code = doc._.unit.country
        country = Link(places.ids[code], places.labels[code], "country", 1.0, code)
    link = confucius_institute(None, country)
    if country is None:
        return link
    if _plural(span):
        return replace(
            link,
            entity=link.entity.replace("institute", "institutes", 1),
            label=link.label.replace("Institute", "Institutes", 1),
            score=0.5,
        )
    counted = span.start and doc[span.start - 1].lower_ in _COUNTED
    return replace(link, entity=f"{link.entity}-{doc[span.start - 1].lower_}" if counted else link.entity, score=0.5)


def _resolved(doc: Doc, mentions: list[Span], links: list[Link], n: int) -> Link | None:
    """The institute that what stands beside it says which one it is."""
    span = mentions[n]
    following = _directly_behind(doc, mentions, n)
    if following is not None and mentions[following].label_ in HOSTS:
        hosts = _listed(doc, mentions, following) if _plural(span) else [following]
        if len(hosts) > 1:
            return confucius_institutes([links[k] for k in hosts])
        return confucius_institute(links[following], None)
    hosts_before = _directly_before(doc, mentions, n)
    if len(hosts_before) > 1 and span.text.lower().endswith(("s", "ci")):
        return confucius_institutes([links[k] for k in hosts_before])
    if hosts_before:
        return confucius_institute(links[hosts_before[-1]], None)
    if following is not None:
        return confucius_institute(None, links[following])
    return None if _plural(span) else _in_sentence(doc, mentions, links, n)


def _in_sentence(doc: Doc, mentions: list[Span], links: list[Link], n: int) -> Link | None:
    """The institute of the one host that its sentence names, or names before it; not of one that is with it."""
    span = mentions[n]
    sentence = span.sent
    hosts = [
        k
        for k in range(len(mentions))
        if mentions[k].label_ in HOSTS and sentence.start <= mentions[k].start < sentence.end
    ]
    for near in (hosts, [k for k in hosts if k < n]):
        if len({links[k].entity for k in near}) == 1:
            host = mentions[near[-1]]
            between = doc[host.end : span.start] if near[-1] < n else doc[span.end : host.start]
            words = {t.lower_ for t in between}
            if words & {"with", "and", "alongside"} and "its" not in words:
                return None
            return replace(confucius_institute(links[near[-1]], None), score=0.75)
    return None


def _directly_behind(doc: Doc, mentions: list[Span], n: int) -> int | None:
    """The host or place that follows an institute after "at", "of" or "in", "was opened at"."""
    if n + 1 == len(mentions):
        return None
    after, end = mentions[n + 1], mentions[n].end
    if after.label_ == mentions[n].label_ and after.start == end + 1 and doc[end].text == "(":  # "(CI)"
        return _directly_behind(doc, mentions, n + 1)
    if after.label_ == "Country" and n + 2 < len(mentions):  # "two institutes in X, at Y and Z"
        further = mentions[n + 2]
        if further.label_ in HOSTS and _linked(doc, end, after.start, WAY, _NEAR):
            return n + 2 if _linked(doc, after.end, further.start, WAY, _FAR) else None
    if after.label_ in HOSTS:
        return n + 1 if _linked(doc, end, after.start, WAY, _FAR) else None
    return n + 1 if after.label_ == "Place" and _linked(doc, end, after.start, _LINKS, _NEAR) else None


def _listed(doc: Doc, mentions: list[Span], first: int) -> list[int]:
    """A host and those listed with it, over the places where they are: "X in A, Y in B and Z"."""
    found, end = [first], mentions[first].end
    for k in range(first + 1, len(mentions)):
        if not all(t.lower_ in _BESIDE or t.like_num for t in doc[end : mentions[k].start]):
            break
        if mentions[k].label_ in HOSTS:
            found += [] if doc[mentions[k].start - 1].text == "(" else [k]
        elif mentions[k].label_ != "Place":
            break
        end = mentions[k].end
    return found


def _directly_before(doc: Doc, mentions: list[Span], n: int) -> list[int]:
    """The hosts that stand right before an institute, joined by "and" or commas: "the VUB and ULB institutes"."""
    found: list[int] = []
    end = mentions[n].start
    for k in range(n - 1, -1, -1):
        between = {t.lower_ for t in doc[mentions[k].end : end]}
        if mentions[k].label_ not in HOSTS or not between <= (
            {"and", ",", "the", "'s", "’s"} if found else {"'s", "’s"}
        ):
            break
        found.insert(0, k)
        end = mentions[k].start
    return found


def _linked(doc: Doc, start: int, end: int, words: frozenset[str], most: int) -> bool:
    """Whether only such words, at most so many, stand between, a preposition of place or a dash among them."""
    between = doc[start:end]
    if len(between) > most or not all(t.lower_ in words or t.like_num for t in between):
        return False
    return len(between) <= 1 or words is _LINKS or any(t.lower_ in _AT for t in between)
