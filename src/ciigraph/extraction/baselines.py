"""Two simple systems to measure extraction against: the bare model's names, and subject-verb-object triples."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ciigraph.extraction.language import bare
from ciigraph.extraction.mention_types import MODEL_TYPES, NO_NAMES
from ciigraph.extraction.names import entity_id
from ciigraph.extraction.triggers import rules

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token

#: As ``MODEL_TYPES``, but without a gazetteer a geopolitical name is taken for what it is most often.
_TYPES = {**MODEL_TYPES, "GPE": "Country"}
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_OBJECTS = frozenset({"dobj", "attr", "dative"})


def bare_names(texts: Sequence[str], model: str) -> list[dict[str, Any]]:
    """The names that the pretrained model finds, its labels mapped to types; an organisation counts as a company."""
    units = []
    for doc in bare(model).pipe(texts):
        mentions = [
            {
                "start": ent.start_char,
                "end": ent.end_char,
                "text": ent.text,
                "type": _TYPES.get(ent.label_, "Company"),
                "entity": entity_id(ent.text),
            }
            for ent in doc.ents
            if ent.label_ not in NO_NAMES
        ]
        units.append({"text": doc.text, "mentions": mentions, "relations": []})
    return units


def subject_verb_object(predicted: Sequence[dict[str, Any]], model: str) -> list[dict[str, Any]]:
    """The mentions of ``predicted``, related by every verb that has one as subject and one as object.

    The predicate is that of the first trigger with the verb's lemma, else the most usual one, ``cooperatesWith``.
    """
    verbs = _predicates_of_verbs()
    units = []
    for unit, doc in zip(predicted, bare(model).pipe(u["text"] for u in predicted), strict=True):
        at = _mention_of_token(doc, unit["mentions"])
        relations = [
            {
                "predicate": verbs.get(verb.lemma_, "cooperatesWith"),
                "subject": at[subject.i],
                "object": at[object_.i],
                "polarity": "affirmed",
                "modality": "asserted",
                "status": "unknown",
                "start": None,
                "end": None,
            }
            for verb, subject, object_ in _triples(doc)
            if subject.i in at and object_.i in at
        ]
        units.append({**unit, "relations": relations})
    return units


def _mention_of_token(doc: Doc, mentions: list[dict[str, Any]]) -> dict[int, int]:
    at: dict[int, int] = {}
    for n, mention in enumerate(mentions):
        span = doc.char_span(mention["start"], mention["end"], alignment_mode="expand")
        for token in span or ():
            at.setdefault(token.i, n)
    return at


def _triples(doc: Doc) -> Iterator[tuple[Token, Token, Token]]:
    for verb in doc:
        if verb.pos_ not in {"VERB", "AUX"}:
            continue
        children = list(verb.children)
        objects = [t for t in children if t.dep_ in _OBJECTS]
        objects += [t for p in children if p.dep_ in {"prep", "agent"} for t in p.children if t.dep_ == "pobj"]
        for subject in (t for t in children if t.dep_ in _SUBJECTS):
            yield from ((verb, subject, object_) for object_ in objects)


def _predicates_of_verbs() -> dict[str, str]:
    """Lemma of a verb to the predicate of the first trigger that it heads alone."""
    verbs: dict[str, str] = {}
    for (lemma, word_class), triggers in rules().index.items():
        for trigger in triggers:
            if word_class == "verb" and not trigger.companions:
                verbs.setdefault(lemma, trigger.family.predicate)
    return verbs
