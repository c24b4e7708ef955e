"""Lists of examples, hung on what they are examples of: "firms sell cameras to X, such as A, B and C".

The parser hangs such a list on the nearest noun or on the verb; the types of its names tell whose examples they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ciigraph.extraction.tree import below, move

if TYPE_CHECKING:
    from ciigraph.extraction.clauses import Node

_ORGANISATIONS = frozenset({"Association", "InternationalOrganisation", "Network", "ResearchBody", "MediaOrganisation"})
_FIRM = frozenset({"Company"})
_OUTLET = frozenset({"MediaOrganisation"})
_SCHOOL = frozenset({"University"})
_STATE = frozenset({"Country"})
#: Plural nouns with the types of those that may be their examples.
_CLASSES: dict[str, frozenset[str]] = {
    **dict.fromkeys(
        ("company", "firm", "corporation", "enterprise", "manufacturer", "giant", "vendor", "supplier", "operator",
         "provider", "contractor", "carrier", "conglomerate", "investor", "developer", "brand", "retailer", "producer"),
        _FIRM,
    ),
    **dict.fromkeys(
        ("outlet", "newspaper", "broadcaster", "channel", "medium", "media", "magazine", "website", "station", "daily",
         "portal", "publication"),
        _OUTLET,
    ),
    **dict.fromkeys(("university", "college", "school", "academy"), _SCHOOL),
    **dict.fromkeys(("country", "nation", "state"), _STATE),
    **dict.fromkeys(("organization", "organisation"), _ORGANISATIONS),
    **dict.fromkeys(("agency",), frozenset({"MediaOrganisation", "GovernmentBody"})),
    **dict.fromkeys(("bank",), frozenset({"Company", "InternationalOrganisation"})),
    **dict.fromkeys(("institution", "institute"), frozenset({"University", "ResearchBody"})),
    **dict.fromkeys(("city", "town", "province", "municipality"), frozenset({"Place"})),
    **dict.fromkeys(("association", "society", "ngo", "federation", "chamber"), frozenset({"Association"})),
    **dict.fromkeys(("politician", "mp", "lawmaker", "minister", "senator", "businessman"), frozenset({"Person"})),
    **dict.fromkeys(("ministry",), frozenset({"GovernmentBody"})),
    **dict.fromkeys(("party",), frozenset({"PoliticalParty"})),
    **dict.fromkeys(("app", "platform"), frozenset({"Product"})),
}  # fmt: skip
_MARKS = frozenset({"including", "namely"})
_LONGEST_WAY = 40


def rehang_examples(nodes: list[Node]) -> None:
    """Hang each list of examples on the plural noun before it that its first name is an example of."""
    for prep in nodes:
        if prep.mention is not None or not _introduces(prep, nodes):
            continue
        named = next((c for c in prep.children if c.dep == "pobj" and c.mention is not None), None)
        if named is None or prep.head is None or _fits(prep.head, named):
            continue
        for noun in reversed(nodes[max(0, prep.index - _LONGEST_WAY) : prep.index]):
            if _fits(noun, named):
                if not below(noun, prep):
                    move(prep, noun, "prep")
                break


def _introduces(prep: Node, nodes: list[Node]) -> bool:
    if prep.lower == "as":
        return prep.index > 0 and nodes[prep.index - 1].lower == "such"
    return prep.lower in _MARKS


def _fits(noun: Node, named: Node) -> bool:
    return noun.mention is None and noun.tag in {"NNS", "NNPS"} and named.type in _CLASSES.get(noun.lemma, ())
