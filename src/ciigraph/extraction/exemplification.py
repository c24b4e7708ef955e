"""Lists of examples, hung on what they are examples of: "firms sell cameras to X, such as A, B and C".

The parser hangs such a list on the nearest noun or on the verb; the types of its names tell whose examples they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ciigraph.extraction.tree import below, move

if TYPE_CHECKING:
    from ciigraph.extraction.clauses import Node

_ORGANISATIONS = frozenset({"Association", "InternationalOrganisation", "Network", "ResearchBody", "MediaOrganisation"})
_PARTIES = _ORGANISATIONS | {"Company", "University", "Country", "GovernmentBody", "Facility"}
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
    **dict.fromkeys(("tank", "think-tank"), frozenset({"ResearchBody", "Association"})),
    **dict.fromkeys(("city", "town", "province", "municipality"), frozenset({"Place"})),
    **dict.fromkeys(("association", "society", "ngo", "federation", "chamber"), frozenset({"Association"})),
    **dict.fromkeys(("politician", "mp", "lawmaker", "minister", "senator", "businessman"), frozenset({"Person"})),
    **dict.fromkeys(("ministry",), frozenset({"GovernmentBody"})),
    **dict.fromkeys(("party",), frozenset({"PoliticalParty"})),
    **dict.fromkeys(("app", "platform"), frozenset({"Product"})),
    **dict.fromkeys(
        ("partner", "client", "member", "participant", "counterpart", "body", "entity"), _PARTIES
    ),
    **dict.fromkeys(("network", "alliance"), _ORGANISATIONS - {"MediaOrganisation"}),
    **dict.fromkeys(("union", "centre", "center", "group", "club"), _ORGANISATIONS),
    **dict.fromkeys(("market", "destination", "neighbor", "neighbour"), _STATE),
    **dict.fromkeys(("project", "initiative", "programme", "program", "scheme"), frozenset({"Initiative", "Facility"})),
    **dict.fromkeys(("event", "forum", "conference", "summit", "exhibition"), frozenset({"Event"})),
    **dict.fromkeys(("port", "terminal", "plant", "facility"), frozenset({"Facility"})),
}  # fmt: skip
_MARKS = frozenset({"including", "namely"})
_LONGEST_WAY = 40
#: Marks behind which examples stand, whatever the parser makes of them.
_OPENERS = frozenset({":", "(", "—", "–", "e.g.", "i.e.", "eg", "including", "namely", "notably", "specifically"})
#: Two words that do the same.
_PHRASES = frozenset({("such", "as"), ("among", "them"), ("among", "which"), ("for", "example"), ("for", "instance")})
_PASSED = frozenset({",", ":", "the", '"', "“", "are", "were", "being"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_BEHIND = 12  # nodes between a plural noun and the mark


def rehang_examples(nodes: list[Node]) -> None:
    """Hang each list of examples on the plural noun before it that its first name is an example of."""
    for prep in nodes:
        if prep.mention is not None or not _introduces(prep, nodes):
            continue
        named = next((c for c in prep.children if c.dep == "pobj" and c.mention is not None), None)
        if named is None or prep.head is None or fits(prep.head, named):
            continue
        for noun in reversed(nodes[max(0, prep.index - _LONGEST_WAY) : prep.index]):
            if fits(noun, named):
                if not below(noun, prep):
                    move(prep, noun, "prep")
                break


def _introduces(prep: Node, nodes: list[Node]) -> bool:
    if prep.lower == "as":
        return prep.index > 0 and nodes[prep.index - 1].lower == "such"
    return prep.lower in _MARKS


def hang_named(nodes: list[Node]) -> None:
    """Hang the first name behind "among them", "for example", a colon or a dash on the plural noun that it names."""
    for noun in nodes:
        if noun.tag not in {"NNS", "NNPS"} or noun.mention is not None or noun.lemma not in _CLASSES:
            continue
        named = _announced(noun, nodes)
        if named is None or below(noun, named) or any(fits(a, named) for a in named.ancestors()):
            continue
        if not below(named, noun):
            move(named, noun, "appos")


def _announced(noun: Node, nodes: list[Node]) -> Node | None:
    """The name right behind the mark that follows a noun, if it is an example of it."""
    passed = False  # the verb of which the noun is the subject
    for k in range(noun.index + 1, min(len(nodes) - 1, noun.index + _BEHIND)):
        node = nodes[k]
        pair = (node.lower, nodes[k + 1].lower)
        if node.mention is None and (node.lower == ":" if passed else node.lower in _OPENERS or pair in _PHRASES):
            return _first_name(noun, nodes[k + 1 + (pair in _PHRASES) :])
        if noun.dep in _SUBJECTS and node.verbal and noun.head in {node, node.head} and node.dep != "relcl":
            passed = True  # "two outlets operate in X: A and B"
            continue
        ends = node.tag in _FINITE or node.text in {".", ";"} or "\n" in node.text or node.tag in {"NNS", "NNPS"}
        if node.mention is None and ends:
            return None  # another verb, another sentence, another noun that the names belong to
        if node.mention is not None and node.type not in {"Country", "Place"}:
            return None
    return None


def _first_name(noun: Node, behind: list[Node]) -> Node | None:
    for node in behind[:5]:
        if node.mention is not None:
            acts = node.dep in _SUBJECTS and node.head is not None and node.head.index > node.index
            return node if fits(noun, node) and not acts else None
        if node.lower not in _PASSED and node.pos != "SPACE":
            return None
    return None


def fits(noun: Node, named: Node) -> bool:
    """Whether a name is an example of what a plural noun means."""
    return noun.mention is None and noun.tag in {"NNS", "NNPS"} and named.type in _CLASSES.get(noun.lemma, ())
