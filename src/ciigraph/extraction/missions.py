"""Embassies, consulates and Confucius Institutes: bodies that are named by whose they are and where."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ciigraph.extraction.links import Link
from ciigraph.extraction.names import name_key

if TYPE_CHECKING:
    from ciigraph.extraction.gazetteer import Gazetteer

_MISSION = re.compile(r"\b(embassy|embassies|consulate general|consulate|permanent mission|mission)\b")
_CULTURE = re.compile(r"(?:china|chinese) cultur(?:e|al) center")
_HOST = re.compile(r"\b(?:in|to|at) (.+)$")
_SENDER = re.compile(r"\bof (.+?)(?: (?:in|to|at) |$)")
_PERSON_OF = re.compile(r"^(?:ambassador|attache)")


def mission(text: str, owner: str | None, host: str | None, profile: str | None, places: Gazetteer) -> Link | None:
    """The embassy, consulate or mission that a text names, or None where it is none or it isn't said whose.

    Args:
        text: the mention.
        owner: alpha-2 that the words around give it.
        host: country or city where it is, if the words after the mention say so.
        profile: alpha-2 of the document's country: the host of a foreign embassy, the sender of one abroad.
        places: the gazetteer.
    """
    key = name_key(text)
    kind = _MISSION.search(key)
    if kind is None:
        return None
    sender = _country(_SENDER.search(key), places) or _leading(key[: kind.start()].strip(), places) or owner
    where = _HOST.search(key)
    place = where.group(1) if where else name_key(host or "")
    at = places.country_of(place) or (places.cities[place].country if place in places.cities else None)
    if sender is None and at is not None and profile is not None and at != profile:
        sender = profile
    if sender is None:
        return None
    at = at or (profile if profile != sender else None)
    word = {"embassies": "embassy"}.get(kind.group(1), kind.group(1))
    name = word.replace(" ", "-")
    title = word.capitalize()
    sent = places.labels.get(sender, sender)
    if word.startswith("consulate") and place in places.cities:
        label = f"{title} of {sent} in {places.cities[place].label}"
        return Link(f"{name}-of-{places.ids[sender]}-in-{place.replace(' ', '-')}", label, "embassy", 0.95, sender)
    if at is None:
        return Link(f"{name}-of-{places.ids[sender]}", f"{title} of {sent}", "embassy", 0.7, sender)
    score = 0.95 if where or host else 0.85
    return Link(
        f"{name}-of-{places.ids[sender]}-in-{places.ids[at]}",
        f"{title} of {sent} in {places.labels[at]}",
        "embassy",
        score,
        sender,
    )


def culture_center(text: str, host: str | None, profile: str | None, places: Gazetteer) -> Link | None:
    """China's cultural centre in a city or country; None where the text names none, or none in particular."""
    if _CULTURE.fullmatch(name_key(text)) is None:
        return None
    key = name_key(host or "")
    code = (
        places.countries.get(key)
        or (places.cities[key].country if key in places.cities else None)
        or (profile if profile != "CN" else None)
    )
    if code is None:
        return None
    return Link(
        f"china-cultural-center-in-{places.ids[code]}",
        f"China Cultural Center in {places.labels[code]}",
        "center-in-country",
        0.9,
        "CN",
    )


def _country(match: re.Match[str] | None, places: Gazetteer) -> str | None:
    return None if match is None else places.country_of(match.group(1))


def _leading(words: str, places: Gazetteer) -> str | None:
    return places.country_of(words) if words else None


def confucius_institute(host: Link | None, place: Link | None) -> Link:
    """The Confucius Institute at a host, else in a place, else those of all the world."""
    if host is not None:
        return Link(
            f"confucius-institute-at-{host.entity}",
            f"Confucius Institute at {host.label}",
            "institute-of-host",
            0.95,
            "CN",
        )
    if place is not None:
        return Link(
            f"confucius-institute-in-{place.entity}",
            f"Confucius Institute in {place.label}",
            "institute-in-place",
            0.85,
            "CN",
        )
    return Link("confucius-institute", "Confucius Institute", "institute-unspecified", 0.5, "CN")


def branch(institute: Link) -> Link:
    """A branch of a Confucius Institute, which is another thing than the institute."""
    return Link(
        institute.entity.replace("institute", "institute-branch", 1),
        institute.label.replace("Institute", "Institute branch", 1),
        institute.rule,
        institute.score,
        institute.country,
    )


def confucius_institutes(hosts: list[Link]) -> Link:
    """The Confucius Institutes of several hosts, spoken of as one thing."""
    ids = "-and-".join(host.entity for host in hosts)
    labels = " and ".join(host.label for host in hosts)
    return Link(f"confucius-institutes-at-{ids}", f"Confucius Institutes at {labels}", "institute-of-host", 0.9, "CN")
