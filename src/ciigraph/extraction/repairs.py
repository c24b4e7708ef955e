"""What the parser gets wrong about names, mended in the tree: headlines, lists, torn sentences.

The model was trained on news prose; capitalised headlines ("Tencent Partners Renault"), names unknown to it and
enumerations mislead it in a few ways that the mentions let one see.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from ciigraph.extraction.attachments import attach
from ciigraph.extraction.exemplification import hang_named, rehang_examples
from ciigraph.extraction.list_ends import done_to, list_ends
from ciigraph.extraction.shared_nouns import list_taken_for_modifier, shared_head, shared_noun
from ciigraph.extraction.torn_lists import make_verb, torn_lists
from ciigraph.extraction.tree import below, move
from ciigraph.extraction.triggers import rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ciigraph.extraction.clauses import Node

_LINKS = frozenset({"compound", "amod", "det", "nmod", "poss", "nummod"})
_BELONGING = frozenset({"affiliate", "associate"})
_QUOTES = frozenset({'"', "”", "’", "'", "»"})
#: Types whose names a country may follow: "Lakeside, Ruritania", "Riverside University, Ruritania".
_PLACED = frozenset({"Place", "Facility", "University", "Association", "ResearchBody"})
_OF = frozenset({"of", "to", "for", "at"})


def mend(nodes: list[Node]) -> None:
    """Apply all repairs to a sentence's nodes, in place."""
    shared_head(nodes)
    shared_noun(nodes)
    list_taken_for_modifier(nodes)
    _title_before_name(nodes)
    torn_lists(nodes)
    list_ends(nodes)
    attach(nodes)
    _host_and_partner(nodes)
    _holder_of_post(nodes)
    _talking_points(nodes)
    _noun_with_subject(nodes)
    _verb_taken_for_noun(nodes)
    _join_fragments(nodes)
    _country_after_place(nodes)
    _name_before_participle(nodes)
    rehang_examples(nodes)
    hang_named(nodes)
    done_to(nodes)


def _title_before_name(nodes: list[Node]) -> None:
    """Make the name the head of "the foreign minister of X Jana Novak", with the title before it."""
    for name in nodes[1:]:
        body = nodes[name.index - 1]
        if body.text == "," and name.index > 1:
            body = nodes[name.index - 2]
        if name.type != "Person" or body.mention is None or body.type == "Person":
            continue
        prep = name.head if body.head is name and name.dep == "pobj" else body.head
        title = _title(prep, nodes) if prep is not None and prep.lower in _OF else None
        if prep is None or title is None or title.index > body.index:
            continue
        inside = below(name, title) or prep.head is not title
        above, dep = title.head, title.dep
        move(body, None, "dep")
        if inside:
            move(name, None, dep)
        move(prep, title, "prep")
        move(body, prep, "pobj")
        move(title, name, "compound")
        if inside and above is not None and above is not name:
            move(name, above, dep)


def _title(prep: Node, nodes: list[Node]) -> Node | None:
    """The title that a preposition goes on from, over the title's field: "minister of trade of"."""
    people = rules().words.people
    title = prep.head
    if title is not None and title.verbal:  # "met with the ambassador to X …", hung on the verb
        title = nodes[prep.index - 1]
    while title is not None and title.lemma not in people and title.head is not None and title.head.lower == "of":
        title = title.head.head
    return title if title is not None and title.lemma in people and title.mention is None else None


def _host_and_partner(nodes: list[Node]) -> None:
    """Mend "the institute of X and Y agreed": an institute has one host, so Y is who agreed with it."""
    for institute in nodes:
        if institute.type != "ConfuciusInstitute" or institute.lower.endswith("s"):
            continue
        near = nodes[institute.index + 1 : institute.index + 8]
        behind = [n for n in near if n.pos != "DET" or n.mention is not None]
        if len(behind) < 5:
            continue
        prep, host, joint, partner, verb = behind[:5]
        if prep.lower not in _OF or host.type != "University" or joint.lower != "and" or partner.mention is None:
            continue
        if institute.dep in {"nmod", "compound"} and institute.head in {host, partner} and verb.verbal:
            above = partner if institute.head is partner and not below(partner, host) else host
            head, dep = above.head, above.dep
            for node in (host, partner, institute):
                move(node, None, node.dep)
            move(institute, head, dep)
            move(prep, institute, "prep")
            move(host, prep, "pobj")
            move(partner, institute, "conj")
        elif host.head is prep and institute.dep in {"nsubj", "nsubjpass", "pobj"} and partner.head in {host, prep}:
            move(partner, institute, "conj")


def _holder_of_post(nodes: list[Node]) -> None:
    """Make the holder the head of "foreign minister X", where the post is a mention of its own."""
    for post, holder in pairwise(nodes):
        if holder.type != "Person" or post.type != "GovernmentBody" or post.inner not in rules().words.state_posts:
            continue
        if holder.head is post and holder.dep in {"appos", "dep", "nmod"}:
            move(holder, post.head, post.dep)
            move(post, holder, "compound")
        if post.head is holder:
            for c in [c for c in post.children if c.index > holder.index and c.dep in {"conj", "cc", "relcl", "appos"}]:
                move(c, holder, c.dep)


def _talking_points(nodes: list[Node]) -> None:
    """Mend "X's talking points" is a noun phrase; the parser sees somebody talking."""
    for left, node in pairwise(nodes):
        if left.lower != "talking" or node.lemma != "point" or node.head is not left:
            continue
        above, dep = left.head, left.dep
        inner = list(left.children)
        move(node, above, "dobj" if dep == "xcomp" else dep)
        move(left, node, "amod")
        for c in inner:
            if c is not node and c.dep in {"nsubj", "poss", "compound", "det", "amod"}:
                move(c, node, "compound")
            elif c is not node:
                move(c, above or node, c.dep)


def _noun_with_subject(nodes: list[Node]) -> None:
    """Mend "X no longer signs with Y": what has a subject or is "no longer" is a verb, whatever its tag."""
    index = rules().index
    for node in nodes:
        if node.pos not in {"NOUN", "PROPN"} or node.mention is not None or (node.lemma, "verb") not in index:
            continue
        subject = [c for c in node.children if c.dep in {"nsubj", "nsubjpass"}]
        longer = [c for c in node.children if c.lower == "longer" and c.index < node.index]
        if not subject and longer:
            subject = [c for c in node.children if c.mention is not None and c.index < longer[0].index]
        if subject and node.head is None:
            subject[0].dep = "nsubj"
            node.pos, node.tag = "VERB", "VBZ"


def _verb_taken_for_noun(nodes: list[Node]) -> None:
    """Mend "X Shares Y's News": a plural noun right after a name, in a sentence without a verb, is the verb."""
    if any(n.verbal and n.tag in {"VBZ", "VBD", "VBP", "MD"} and n.dep != "amod" for n in nodes):
        return
    index = rules().index
    for left, node in _neighbours(nodes):
        if (
            node.mention is not None
            or left.mention is None
            or node.tag not in {"NNS", "NNPS", "NNP", "VBN", "VBD", "NN"}
        ):
            continue
        lemma = node.lower[:-1] if node.tag == "NNP" or node.lower == node.lemma else node.lemma
        past = node.tag in {"VBN", "VBD", "NNP"} and node.lower.endswith("ed")
        if past:
            lemma = node.lemma if (node.lemma, "verb") in index else node.lower[:-2]
        elif not node.lower.endswith("s"):
            continue
        if (
            (lemma, "verb") not in index
            or node.index + 1 >= len(nodes)
            or (nodes[node.index + 1].pos in {"PUNCT", "ADP"} and not past and not _stands_as_verb(node, nodes))
        ):
            continue
        make_verb(node, left, lemma, nodes)
        return


def _neighbours(nodes: list[Node]) -> Iterator[tuple[Node, Node]]:
    """Each node with the one before it, closing quotes and abbreviations in brackets passed over."""
    for left, node in pairwise(nodes):
        if left.text == ")" and left.index > 2 and nodes[left.index - 2].text == "(":
            yield nodes[left.index - 3], node
        else:
            yield (nodes[left.index - 1] if left.text in _QUOTES and left.index else left), node


def _stands_as_verb(node: Node, nodes: list[Node]) -> bool:
    """Whether a whole sentence, full stop and all, has nothing else for a verb: "The channel X broadcasts in Y."."""
    closing = [n.text for n in nodes[-3:]]
    return node.head is None and node.tag == "NNS" and any(t.startswith(".") for t in closing)


def _name_before_participle(nodes: list[Node]) -> None:
    """Mend "X affiliated outlets" and "X-affiliated outlets": the participle describes the outlets, by X."""
    for participle in nodes[1:]:
        if participle.dep != "amod" or participle.tag != "VBN" or participle.mention is not None:
            continue
        name = nodes[participle.index - 1]
        if name.text == "-" and participle.index > 1:
            name = nodes[participle.index - 2]
        subject = next((c for c in participle.children if c.dep == "nsubj" and c.index <= name.index), None)
        if name.mention is None or (subject is None and participle.lemma not in _BELONGING):
            continue
        move(name, None, "dep")
        move(name, participle, "npadvmod")
        if subject is not None and subject is not name:  # "dozens of X affiliated outlets"
            subject.dep = "nmod"


def _country_after_place(nodes: list[Node]) -> None:
    """Mend "X, Y is" read as "Y is": the country after a place only says where that is."""
    for place, comma, country in zip(nodes, nodes[1:], nodes[2:], strict=False):
        if country.type != "Country" or comma.text != "," or place.mention is None or place.type not in _PLACED:
            continue
        if country.dep not in {"nsubj", "nsubjpass"} or place.country not in {None, country.country}:
            continue
        if place.head is not country.head or place.dep in {"nsubj", "nsubjpass", "pobj"}:
            continue
        if any(c.dep == "conj" for c in country.children) or country.index + 1 >= len(nodes):
            continue
        dep, verb = country.dep, country.head
        move(country, None, "dep")
        move(place, verb, dep)
        move(country, place, "appos")


def _join_fragments(nodes: list[Node]) -> None:
    """A verbless piece that the parser split off goes to the name or noun that follows it ("Former PM | X has")."""
    roots = [n for n in nodes if n.head is None and n.pos not in {"PUNCT", "SPACE"}]
    for left, right in pairwise(roots):
        if not left.nominal or any(c.verbal for c in left.children):
            continue
        first = _first(right)
        if left.index >= first.index:
            continue
        target = first
        while target.head is not None and target.dep in _LINKS:
            target = target.head
        if target.nominal:
            move(left, target, "compound" if first.index == left.index + 1 else "dep")
        elif (
            right.verbal
            and left.mention is not None
            and not any(c.dep in {"nsubj", "nsubjpass"} for c in right.children)
        ):
            move(left, right, "nsubj")


def _first(node: Node) -> Node:
    while node.children and node.children[0].index < node.index:
        node = node.children[0]
    return node
