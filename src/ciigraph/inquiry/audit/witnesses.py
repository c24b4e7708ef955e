"""Asks every sentence of a country what it says on which indicator; the judgement is made from these."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from ciigraph.inquiry.audit.assertions import Assertion, Setting, assertion
from ciigraph.inquiry.audit.flags import Evidence, Fact
from ciigraph.inquiry.audit.positions import Stand, stand
from ciigraph.inquiry.audit.reading import Text, cut
from ciigraph.inquiry.audit.sentences import HOME, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ciigraph.inquiry.audit.reading import Country, StatedRelation
    from ciigraph.inquiry.audit.rules import Rule


#: Sentences up to which the years of a unit date those of its sentences that tell none.
_SHORT = 3


class Witness(msgspec.Struct, frozen=True):
    """A sentence and what it says on one indicator: an assertion, or a position where one is asked for."""

    text: Text
    sentence: Sentence
    said: Assertion | None = None
    stand: Stand | None = None
    names_home: bool = False
    undone: bool = False  # whether the sentence after takes it back

    @property
    def relations(self) -> list[StatedRelation]:
        """The relations that stand in the sentence."""
        return [r for r in self.text.relations if self.sentence.start <= r.begin < self.sentence.end]

    @property
    def clear(self) -> bool:
        """Whether it affirms outright, and the next sentence doesn't take it back."""
        said = self.said
        return said is not None and said.stance == "affirmed" and said.outright and not self.undone

    def evidence(self) -> Evidence:
        """The sentence as a flag shows it."""
        stance = self.said.stance if self.said is not None else self.stand.position if self.stand else "stated"
        return Evidence(
            self.text.text[self.sentence.start : self.sentence.end],
            self.text.document,
            self.text.indicator or None,
            self.text.section,
            self.text.heading or None,
            self.sentence.start,
            self.sentence.end,
            self.text.iri,
            stance,
        )

    def facts(self) -> list[Fact]:
        """The relations as a flag shows them."""
        return [
            Fact(r.iri, r.predicate, r.acting, r.acted_upon, r.polarity, r.modality, r.status, r.start or None)
            for r in self.relations
        ]


def witnesses(rule: Rule, texts: Iterable[Text], country: Country, *, own: bool) -> Iterator[Witness]:
    """The sentences of texts that say something on an indicator.

    A sentence that says nothing on its own is heard with the one before, where it points back to it ("their journey
    was paid for …").

    Args:
        rule: the indicator's rule.
        texts: units of text.
        country: whose they are.
        own: whether they stand in the country's own profile, where "the government" is its government.
    """
    for text in texts:
        cut((text,))
        years = text.years if len(text.sentences) <= _SHORT else ()
        setting = Setting(country.code, country.edition, own, years)
        silent = True  # whether the sentence before said nothing on the indicator
        for number, sentence in enumerate(text.sentences):
            heard = _hear(rule, text, sentence, setting, number)
            if heard is None and silent and rule.topic is None and number in text.pairs:
                heard = _hear(rule, text, text.pairs[number], setting, number)
            silent = heard is None
            if heard is not None:
                yield heard


def _hear(rule: Rule, text: Text, sentence: Sentence, setting: Setting, number: int) -> Witness | None:
    if not rule.may_match(sentence.hits.keys()):
        return None
    following = text.sentences[number + 1] if number + 1 < len(text.sentences) else None
    undone = following is not None and following.has("cue:undone", "cue:absence")
    home = sentence.has(HOME)
    if rule.topic is not None:
        before = any(each.has(HOME) for each in text.sentences[max(number - 2, 0) : number])
        taken = stand(rule, sentence, setting, follows_home=before)
        if taken is None:
            return None
        return Witness(text, sentence, stand=taken, names_home=home or (setting.own and before))
    said = assertion(rule, sentence, setting)
    return None if said is None else Witness(text, sentence, said=said, names_home=home, undone=undone)
