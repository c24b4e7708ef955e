"""Class nouns that refer back ("the institute", "this company", "said terminal"): to the last fitting antecedent.

They are no names, so they aren't mentions by themselves; ``doc.spans["anaphors"]`` holds them, linked, for whoever
needs the thing they stand for.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from spacy.tokens import Doc, Span

from ciigraph.extraction import context

if TYPE_CHECKING:
    from ciigraph.extraction.lexicon import Lexicon

#: Key of ``doc.spans``: class nouns that refer back, with the attributes of the mention they refer to.
ANAPHORS = "anaphors"

_NOUNS: dict[str, frozenset[str]] = {
    "institute": frozenset({"ConfuciusInstitute", "ResearchBody", "University"}),
    "institution": frozenset({"University", "ResearchBody", "ConfuciusInstitute"}),
    "university": frozenset({"University"}),
    "college": frozenset({"University"}),
    "school": frozenset({"University"}),
    "academy": frozenset({"University", "ResearchBody"}),
    "company": frozenset({"Company"}),
    "firm": frozenset({"Company"}),
    "corporation": frozenset({"Company"}),
    "manufacturer": frozenset({"Company"}),
    "giant": frozenset({"Company"}),
    "conglomerate": frozenset({"Company"}),
    "bank": frozenset({"Company", "GovernmentBody", "InternationalOrganisation"}),
    "organisation": frozenset({"Association", "InternationalOrganisation", "Network", "ResearchBody"}),
    "organization": frozenset({"Association", "InternationalOrganisation", "Network", "ResearchBody"}),
    "association": frozenset({"Association"}),
    "foundation": frozenset({"Association"}),
    "agency": frozenset({"MediaOrganisation", "GovernmentBody"}),
    "outlet": frozenset({"MediaOrganisation"}),
    "newspaper": frozenset({"MediaOrganisation"}),
    "broadcaster": frozenset({"MediaOrganisation"}),
    "channel": frozenset({"MediaOrganisation"}),
    "website": frozenset({"MediaOrganisation"}),
    "ministry": frozenset({"GovernmentBody"}),
    "embassy": frozenset({"GovernmentBody"}),
    "commission": frozenset({"GovernmentBody", "InternationalOrganisation"}),
    "party": frozenset({"PoliticalParty"}),
    "think-tank": frozenset({"ResearchBody"}),
    "tank": frozenset({"ResearchBody"}),
    "center": frozenset({"Facility", "ResearchBody"}),
    "centre": frozenset({"Facility", "ResearchBody"}),
    "laboratory": frozenset({"ResearchBody"}),
    "port": frozenset({"Facility"}),
    "terminal": frozenset({"Facility"}),
    "network": frozenset({"Network"}),
    "alliance": frozenset({"Network"}),
    "group": frozenset({"ThreatActor", "Company", "Association"}),
    "collective": frozenset({"ThreatActor"}),
    "initiative": frozenset({"Initiative"}),
    "project": frozenset({"Initiative"}),
    "programme": frozenset({"Initiative"}),
    "program": frozenset({"Initiative"}),
    "agreement": frozenset({"Agreement"}),
    "treaty": frozenset({"Agreement"}),
    "app": frozenset({"Product"}),
    "platform": frozenset({"Product"}),
    "forum": frozenset({"Event"}),
    "politician": frozenset({"Person"}),
    "minister": frozenset({"Person"}),
    "ambassador": frozenset({"Person"}),
}  # fmt: skip
_REFERENCE = re.compile(
    r"(?i)\b(?:the same|the said|the latter|the|this|that|said)((?: [a-z]+-?[a-z]+){0,2}?) ("
    + "|".join(sorted(_NOUNS, key=len, reverse=True))
    + r")\b(?! of\b|-)"
)


def resolve(doc: Doc, mentions: list[Span], lexicon: Lexicon) -> list[Span]:  # noqa: ARG001
    """The references back in a text, each with the entity of its antecedent."""
    if not mentions:
        return []
    found = []
    for match in _REFERENCE.finditer(context.text_of(doc)):
        types = _NOUNS[match.group(2).lower()]
        before = [m for m in mentions if m.end_char <= match.start() and m.label_ in types]
        if not before or any(m.start_char < match.end() and match.start() < m.end_char for m in mentions):
            continue
        antecedent = before[-1]
        span = doc.char_span(*match.span(), label=antecedent.label_, alignment_mode="expand")
        if span is None:
            continue
        source = antecedent._
        target = span._
        target.entity, target.entity_label, target.entity_country = (
            source.entity,
            source.entity_label,
            source.entity_country,
        )
        target.wikidata, target.link_rule, target.link_score = source.wikidata, "head-noun", 0.7
        found.append(span)
    return found
