"""Bodies of which a country has one: "the national broadcaster", "Ruritanian state television", "the ruling party".

Like unnamed actors they are mentions only where a relation needs them. A demonym right before is part of the mention
("Ruritanian state media"), a possessor isn't ("Ruritania's [state media]").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from slugify import slugify
from spacy.tokens import Span

from ciigraph.extraction.bodies import SOLE
from ciigraph.extraction.definite import quoted_next, said_below
from ciigraph.extraction.gazetteer import gazetteer
from ciigraph.extraction.lexicon import lexicon
from ciigraph.extraction.names import name_key
from ciigraph.extraction.triggers import words

if TYPE_CHECKING:
    from spacy.tokens import Doc

#: ``span._.link_rule`` of these bodies.
SOLE_RULE = "the one of its country"
#: No country, but another phrase than that of a body of which there is one.
_OTHER = "-"
_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
#: Words between a body and its country that say no more than which of it: "Ruritania's largest state broadcaster".
_SIZES = frozenset({"own", "main", "largest", "biggest", "only"})
#: After these "the opposition" is an attitude.
_NOT_BEFORE = frozenset({"to", "from", "against", "towards", "toward", "by"})


def sole_bodies(doc: Doc, taken: dict[int, Span]) -> list[Span]:
    """The spans of such bodies outside the names in ``taken``, marked anonymous, each linked to its country's."""
    found: list[Span] = []
    known: dict[str, str] = {}  # a body's name -> the country whose it was last said to be
    for phrase in doc.spans.get(SOLE) or ():
        body = lexicon().sole["".join(t.lower_ + t.whitespace_ for t in phrase).strip()]
        if any(i in taken for i in range(phrase.start, phrase.end)):
            continue
        owned = _owned(doc, phrase, taken)
        if owned is None or _is_named(doc, owned[0], phrase, taken):
            continue
        start, code = owned
        places = gazetteer()
        code = next(c for c in (code, known.get(body.name), doc._.unit.country) if c in places.ids)
        known[body.name] = code
        span = Span(doc, start, phrase.end, label=phrase.label_)
        span._.anonymous, span._.link_rule, span._.link_score = True, SOLE_RULE, 0.7
        span._.entity = f"{slugify(body.name)}-of-{places.ids[code]}"
        span._.entity_label = f"{body.name} of {places.labels[code]}"
        span._.entity_country = code
        found.append(span)
    return found


def at_its_home(body: Span, place: Span) -> bool:
    """Whether a place is only the country whose the body is."""
    return (
        body._.link_rule == SOLE_RULE and place.label_ == "Country" and body._.entity_country == place._.entity_country
    )


def _is_named(doc: Doc, start: int, phrase: Span, taken: dict[int, Span]) -> bool:
    """Whether a name beside the phrase says who it is: "the ruling party, X", 'the state news agency "X"', "is X"."""
    end = phrase.end
    if quoted_next(doc, end) or said_below(phrase.root, taken):
        return True
    first = start - (start > 0 and doc[start - 1].lower_ in {"the", "'s", "’s"})
    if first > 1 and doc[first - 1].text == "," and first - 2 in taken and taken[first - 2].label_ == phrase.label_:
        return True
    of = next((i for i in range(end + 1, end + 3) if i in taken), None) if doc[end : end + 1].text == "of" else None
    end = taken[of].end if of is not None else end
    if end >= len(doc) or doc[end].text not in {",", "(", "–", "—", ":"}:
        return False
    return any(i in taken and taken[i].label_ == phrase.label_ for i in (end + 1, end + 2))


def _some_of_them(doc: Doc, start: int) -> bool:
    """Whether a number or "some" stands before: "four Ruritanian state media"."""
    before = doc[start - 1] if start else None
    return before is not None and (before.lower_ in words().indefinite or before.like_num or before.text == "-")


def _owned(doc: Doc, phrase: Span, taken: dict[int, Span]) -> tuple[int, str | None] | None:
    """Where the mention begins, and the country where it is said; None where the phrase is only part of another."""
    code = _behind(doc, phrase, taken)
    i = phrase.start - 1
    if i >= 0 and doc[i].lower_ in _SIZES:
        i -= 1
    before = doc[i].lower_ if i >= 0 else ""
    found: tuple[int, str | None] | None = None
    if code == _OTHER:
        return None
    if before in _POSSESSIVES:
        owner = taken.get(i - 1)
        found = None if owner is None or owner.label_ != "Country" else (phrase.start, owner._.entity_country)
    elif i >= 0 and (demonym := gazetteer().demonyms.get(name_key(doc[i].text))) and doc[i].text[0].isupper():
        found = None if _some_of_them(doc, i) else (i, demonym)
    elif i in taken:
        some = _some_of_them(doc, taken[i].start) or taken[i].label_ != "Country"
        found = None if some else (phrase.start, taken[i]._.entity_country)
    elif before in {"the", "our"} or (not _some_of_them(doc, phrase.start) and _bare(phrase, before)):
        found = phrase.start, code
    return found


def _behind(doc: Doc, phrase: Span, taken: dict[int, Span]) -> str | None:
    """The country behind the phrase ("of Ruritania"); ``_OTHER`` where what follows makes it something else."""
    stop = phrase.end
    if stop >= len(doc):
        return None
    after = doc[stop]
    if stop in taken or after.pos_ in {"NOUN", "PROPN"} or after.text == "-":
        return _OTHER
    if phrase[-1].lower_ == "opposition" and after.lower_ in _NOT_BEFORE:
        return _OTHER
    if after.lower_ not in {"of", "in"}:
        return None
    of = taken.get(stop + 1) or taken.get(stop + 2)
    if of is not None and of.label_ == "Country":
        code: str | None = of._.entity_country
        return code
    return _OTHER if after.lower_ == "of" else None


def _bare(phrase: Span, before: str) -> bool:
    """Whether media without article or owner act: "State media praised the plan"."""
    if phrase.label_ != "MediaOrganisation" or before in {"a", "an"} or phrase[-1].tag_ not in {"NN", "NNS"}:
        return False
    root = phrase.root
    return root.dep_ in {"nsubj", "nsubjpass"} and phrase.start == root.left_edge.i
