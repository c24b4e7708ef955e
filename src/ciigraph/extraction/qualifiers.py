"""How a relation is stated: denied or not, asserted, alleged or planned, still so or ended.

Everything is read off the spine, the way from the trigger up to the root of its sentence. Each step up either lets
what is said above reach the trigger or stops it: a denial in a main clause reaches its complement ("did not agree to
fund"), not a relative or adverbial clause, and not the next conjunct ("A signed but B did not").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ciigraph.extraction.arguments import passive
from ciigraph.extraction.reading import (
    Reading,
    aims,
    argument_says,
    evidence_about,
    evidence_of,
    heads_a_line,
    is_content,
    node_says,
    object_says,
)
from ciigraph.extraction.relative_clauses import SUBJECTS
from ciigraph.extraction.triggers import qualifier_words as q
from ciigraph.extraction.triggers import words as trigger_words

if TYPE_CHECKING:
    from ciigraph.extraction.clauses import Node

_AUXILIARIES = frozenset({"aux", "auxpass"})


def read(trigger: Node, arguments: tuple[Node, Node], predicate: str, *, granted: bool = False) -> Reading:
    """Qualify the statement whose trigger is ``trigger`` and whose ends are ``arguments``.

    Args:
        trigger: the word that states the relation.
        arguments: its ends.
        predicate: the predicate's name.
        granted: whether it is taken for granted, as in "talks with Minister X": the clause around says nothing of it.
    """
    reading = Reading()
    node_says(trigger, reading)
    for noun in trigger.kids("dobj", "attr") if trigger.verbal else ():
        if noun.mention is None:
            object_says(noun, reading)
    if predicate in q().roles and any(
        c.lower in q().ended_adjectives for a in (*arguments, trigger) for c in a.children
    ):
        reading.ended = True  # "former Belgian PM X", wherever the parser hangs "former"
    if trigger.mention is not None and predicate in q().roles:
        reading.attributive = True
    for argument in arguments:
        argument_says(argument, trigger, reading)
    if granted:
        reading.attributive = True
    else:
        _climb(trigger, reading)
    return reading


def _climb(trigger: Node, reading: Reading) -> None:
    node = trigger
    same_clause = True
    for _ in range(14):
        if node.verbal and node.index not in reading.passed:
            _verb(node, reading, same_clause)
        above = node.head
        if above is None:
            break
        if above.mention is not None and node.dep in {"appos", "relcl", "acl", "amod", "compound", "nmod", "poss"}:
            if node.dep == "acl" and (noun := evidence_about(above)) is not None:
                node_says(noun, reading)  # "no evidence found of X being trained"
            reading.attributive = not reading.verbs
            break  # what is said of a name beside it is taken for granted
        if above.lower == "unlike" or (node.verbal and above.lower in q().exceptions):
            break
        if _aside(node, above):
            reading.attributive = not reading.verbs
            break
        same_clause, goes_on = _step(node, above, reading, same_clause)
        if not goes_on or reading.dropped:
            break
        node = above


def _tense(verb: Node, auxiliaries: set[str]) -> str:
    if auxiliaries & {"has", "have", "'ve"}:
        return "perfect"
    if auxiliaries & {"was", "were", "did", "had"}:
        return "past"
    if auxiliaries & {"is", "are", "does", "do", "'s", "'re", "am"} or verb.tag in {"VBZ", "VBP"}:
        return "present"
    if verb.tag == "VBD":
        return "past"
    return ""


def _aside(node: Node, above: Node) -> bool:
    """Whether the verb above says nothing of what ``node`` names: adjuncts, and subjects of other statements."""
    if not above.verbal or node.verbal:
        return False
    words = q()
    if node.mention is not None:  # "did not visit the institute in X" doesn't deny that it is there
        return above.lemma not in words.existing | words.ending_verbs | words.closing_verbs | words.founding_verbs
    if node.dep == "prep" and (node.lower in words.adjuncts or node.lower in words.exceptions):
        return True
    if node.dep == "nsubj" and node.mention is None:
        existing = (
            above.lemma in words.ending_verbs or above.lemma in words.existing or above.lemma in trigger_words().light
        )
        return not existing
    return False


def _verb(verb: Node, reading: Reading, same_clause: bool) -> None:
    words = q()
    auxiliaries = [c for c in verb.children if c.dep in _AUXILIARIES]
    if verb.dep == "conj" and not auxiliaries and verb.tag == "VB" and verb.head is not None:
        auxiliaries = [c for c in verb.head.children if c.dep in _AUXILIARIES]
    lowers = {c.lower for c in auxiliaries}
    told = not same_clause and reading.tense in {"past", "perfect"}  # "can testify that X visited Y"
    seen = "can" in lowers and verb.lemma in words.perceived and passive(verb)  # "can be seen at": it is there
    open_ = not seen and verb.lemma not in words.persistent_verbs and "have" not in lowers
    if open_ and lowers & words.planning_modals:
        reading.planned = reading.planned or not (reading.persistent or told)
    if lowers == {"to"} and verb.tag == "VB" and heads_a_line(verb):
        reading.planned = True  # a headline: "Minister to visit X"
    if lowers & words.hedging_modals:
        reading.alleged = True
    if verb.lemma in words.persistent_verbs:
        reading.persistent = True
    if same_clause:
        reading.verbs.append(verb)
        if not reading.tense:
            reading.tense = _tense(verb, lowers)
    if any(c.dep == "mark" and c.lower in words.asking for c in verb.children):
        reading.dropped = True


def _step(node: Node, above: Node, reading: Reading, same_clause: bool) -> tuple[bool, bool]:
    """Take one step up; returns whether it stays in the clause, and whether the climb goes on."""
    if above.verbal and node.verbal:
        return _verb_to_verb(node, above, reading, same_clause)
    if above.verbal:
        _noun_to_verb(node, above, reading)
        return True, True
    if above.pos == "ADP":  # "without an agreement", "without signing"
        _prep(above, reading)
        return same_clause and not node.verbal, True
    planning = node.dep == "prep" and above.lower in q().planning_adjectives  # "is interested in ties"
    if above.pos == "ADJ" and (node.verbal or planning):  # "is willing to sign"
        _adjective(above, reading)
        return True, True
    return _to_noun(node, above, reading) if above.nominal else (same_clause, True)


def _prep(prep: Node, reading: Reading) -> None:
    if prep.lower in q().negative_prepositions:
        reading.negations.add(prep.index)
    elif prep.lower == "of" and prep.head is not None and prep.head.lower == "instead":
        reading.negations.add(prep.head.index)


def _adjective(adjective: Node, reading: Reading) -> None:
    words = q()
    if adjective.lower in words.planning_adjectives:
        reading.planned = True
    if adjective.lower in {"unwilling", "reluctant", "unable", "unlikely"}:
        reading.negations.add(adjective.index)
    if adjective.lower in {"likely", "possible", "unlikely"}:
        reading.alleged = True
    node_says(adjective, reading)


def _to_noun(node: Node, noun: Node, reading: Reading) -> tuple[bool, bool]:
    """From a clause or phrase to the noun it belongs to."""
    words = q()
    if node.dep == "relcl" and not is_content(node, noun):
        above = noun.head if noun.mention is None and noun.dep in SUBJECTS else None
        if above is not None and above.lemma in words.closing_verbs:  # "the deal that X signed expired"
            reading.ended, reading.closing = True, above
        return False, False
    governed = node.dep in {"acl", "relcl", "prep", "pobj", "appos", "conj", "compound", "amod", "nmod", "ccomp", "dep"}
    if noun.lemma in words.evidence_nouns or noun.lemma in words.evidence_negations:
        if noun.lemma in words.evidence_negations:
            reading.negations.add(noun.index)
        node_says(noun, reading)
        if reading.negations:
            reading.alleged = False  # "no evidence to suggest that"
        elif noun.lemma in words.hedging_nouns and node.verbal:
            reading.alleged = True
    elif node.dep in {"acl", "prep", "ccomp", "pcomp"} and noun.lemma in words.planning_nouns and noun.mention is None:
        reading.planned = True
        node_says(noun, reading)
    elif node.dep in {"acl", "relcl", "prep", "ccomp"} and noun.lemma in words.hedging_nouns and noun.mention is None:
        reading.alleged = True
        node_says(noun, reading)
    elif noun.mention is not None:
        return False, False  # "X, owned by Y, did not …"
    elif (
        noun.lemma in words.act_nouns
        or noun.lemma in trigger_words().quantities
        or node.dep in {"compound", "conj", "nmod"}
    ):
        node_says(noun, reading)
    else:
        return False, False  # "access to the exports of X to Y": what is said of the access isn't said of the exports
    return True, governed


def _noun_to_verb(node: Node, verb: Node, reading: Reading) -> None:
    """From a noun or preposition to its verb: denials and endings of what the noun names."""
    words = q()
    node_says(verb, reading)
    if node.dep == "prep" and node.lower == "for":  # "applied for membership", but "threatened X for doing"
        reading.planned = reading.planned or (
            verb.lemma in words.planning_verbs and not any(c.dep == "pcomp" for c in node.children)
        )
    elif node.dep == "prep" and any(c.dep == "pcomp" for c in node.children):  # "aims at doing", "accused of doing"
        reading.planned = reading.planned or verb.lemma in words.planning_verbs
        reading.alleged = reading.alleged or verb.lemma in words.hedging_verbs
    if node.dep == "prep" and (noun := evidence_of(verb)) is not None:  # "no evidence was found of X doing"
        node_says(noun, reading)
        reading.alleged = reading.alleged and not reading.negations
    affected = node.dep in {"dobj", "nsubjpass", "attr"}
    if affected and verb.lemma in words.denying:
        reading.negations.add(verb.index)
    if verb.lemma in words.ending_verbs and (affected or node.dep == "nsubj"):
        reading.ended = True
    if node.dep in {"dobj", "nsubjpass"} and verb.lemma in words.planning_objects and not passive_report(verb):
        reading.planned = True


def passive_report(verb: Node) -> bool:
    """Whether a verb reports in the passive what need not be so ("is linked to")."""
    return passive(verb) and verb.lemma in q().hedging_passives


def _verb_to_verb(node: Node, above: Node, reading: Reading, same_clause: bool) -> tuple[bool, bool]:
    if node.dep == "conj":
        if _shares(node, above):
            node_says(above, reading)
        reading.passed.add(above.index)
        return False, True
    if node.dep in {"advcl", "relcl", "parataxis"}:
        if any(c.dep == "mark" and c.lower == "if" for c in node.children):
            reading.dropped = True
        if node.dep == "advcl" and aims(node):
            reading.planned = True
        if node.dep == "advcl" and above.lemma in q().sending and any(c.lower == "to" for c in node.children):
            node_says(above, reading)  # "never sent anybody to be trained"
        return False, False
    if node.dep in {"aux", "auxpass"}:
        return same_clause, True
    if node.dep == "xcomp" and aims(node) and above.lemma not in q().raising:
        reading.planned = True
    finite = node.dep == "ccomp" or any(c.dep in SUBJECTS for c in node.children)
    if not (finite and node.index < above.index and _parenthetic(node, above)):
        _matrix(above, reading, finite)
    return same_clause and not finite, True


def _parenthetic(node: Node, above: Node) -> bool:
    """Whether the "main" verb only follows in another sentence that the parser ran together with this one."""
    return above.lemma in q().raising - {"say", "believe", "think", "suggest"} or any(
        c.text in {"(", ";", "–", "—"} and node.index < c.index for c in above.children
    )


def _shares(node: Node, above: Node) -> bool:
    """Whether a conjunct verb is under its partner's negation and auxiliary: "did not sign or ratify"."""
    if any(c.dep in SUBJECTS or c.dep in _AUXILIARIES for c in node.children):
        return False
    between = {c.lower for c in above.children if c.dep == "cc"} | {c.lower for c in node.children if c.dep == "cc"}
    if between & {"or", "nor"}:
        return True
    return node.tag == above.tag == "VB" and not between & {"but"}


def _matrix(verb: Node, reading: Reading, finite: bool) -> None:
    """What a governing verb does to its complement."""
    words = q()
    if verb.lemma in words.denying:
        reading.negations.add(verb.index)
        if finite:
            node_says(verb, reading)
    if verb.lemma in words.planning_verbs and not finite:
        reading.planned = not reading.persistent or reading.planned
    if verb.lemma in words.hedging_verbs and not (verb.lemma in {"appear", "seem"} and not reading.verbs):
        reading.alleged = True
    if verb.lemma in words.hedging_passives and passive(verb):
        reading.alleged = True
    if not finite and (verb.lemma in words.ending_verbs or (verb.lemma == "use" and verb.tag == "VBD")):
        reading.ended = True
    if finite and (noun := evidence_of(verb)) is not None:  # "no evidence was found that X did"
        node_says(noun, reading)
    if not finite or verb.lemma in words.raising:
        node_says(verb, reading)
