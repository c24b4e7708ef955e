"""Which Confucius Institute a text means: the one of the host that stands beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ciigraph.extraction.missions import confucius_institute, confucius_institutes

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

    from ciigraph.extraction.links import Link

_HOSTS = frozenset({"University", "ResearchBody"})
_LINKS = frozenset({"at", "of", "in", "the", "with", "(", "its", ",", "named", "-"})


def institute_hosts(doc: Doc, mentions: list[Span], links: list[Link]) -> None:
    """Resolve the mentions of Confucius Institutes, in place.

    The host is what follows "at" or "of", what stands right before the institute, the one host of the sentence;
    else a place after "in"; else the institute that the text spoke of before; else none in particular.
    """
    last: Link | None = None
    for n, span in enumerate(mentions):
        if span.label_ != "ConfuciusInstitute":
            continue
        link = _resolved(doc, mentions, links, n)
        if link is None:
            plural = span.text.lower().endswith("s")
            link = last if last is not None and not plural else confucius_institute(None, None)
        else:
            last = link
        links[n] = link


def _resolved(doc: Doc, mentions: list[Span], links: list[Link], n: int) -> Link | None:
    """The institute that what stands beside it says which one it is."""
    span = mentions[n]
    following = _directly_behind(doc, mentions, n)
    if following is not None and mentions[following].label_ in _HOSTS:
        return confucius_institute(links[following], None)
    hosts_before = _directly_before(doc, mentions, n)
    if len(hosts_before) > 1 and span.text.lower().endswith(("s", "ci")):
        return confucius_institutes([links[k] for k in hosts_before])
    if hosts_before:
        return confucius_institute(links[hosts_before[-1]], None)
    if following is not None:
        return confucius_institute(None, links[following])
    return _in_sentence(mentions, links, n)


def _in_sentence(mentions: list[Span], links: list[Link], n: int) -> Link | None:
    """The institute of the one host that its sentence names, or names before it."""
    sentence = mentions[n].sent
    hosts = [
        k
        for k in range(len(mentions))
        if mentions[k].label_ in _HOSTS and sentence.start <= mentions[k].start < sentence.end
    ]
    for near in (hosts, [k for k in hosts if k < n]):
        if len({links[k].entity for k in near}) == 1:
            return replace(confucius_institute(links[near[-1]], None), score=0.75)
    return None


def _directly_behind(doc: Doc, mentions: list[Span], n: int) -> int | None:
    """The host or place that follows an institute after "at", "of" or "in"."""
    if n + 1 == len(mentions):
        return None
    after, end = mentions[n + 1], mentions[n].end
    if after.label_ not in _HOSTS and after.label_ != "Place":
        return None
    return n + 1 if after.start - end <= 3 and _linked(doc, end, after.start) else None


def _directly_before(doc: Doc, mentions: list[Span], n: int) -> list[int]:
    """The hosts that stand right before an institute, joined by "and" or commas: "the VUB and ULB institutes"."""
    found: list[int] = []
    end = mentions[n].start
    for k in range(n - 1, -1, -1):
        between = {t.lower_ for t in doc[mentions[k].end : end]}
        if mentions[k].label_ not in _HOSTS or not between <= (
            {"and", ",", "the", "'s", "’s"} if found else {"'s", "’s"}
        ):
            break
        found.insert(0, k)
        end = mentions[k].start
    return found


def _linked(doc: Doc, start: int, end: int) -> bool:
    return all(t.lower_ in _LINKS for t in doc[start:end])
