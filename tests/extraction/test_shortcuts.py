"""The remembering components say what the model's own say."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from pipeline import cases, nlp

from ciigraph.extraction import language, shortcuts

if TYPE_CHECKING:
    from pathlib import Path

    from spacy.language import Language
    from spacy.tokens import Doc

TEXTS = [
    *(row["text"] for row in cases("mentions.yaml")),
    "There is a port, and there's another; there were two. It ain't big, y'all.",
    "Let's go. They're gonna sell it, and we've got ta buy it. C'm on!",
    "He has had it done, does do it, and wouldn't. I can't. She's seen it. She's nice. It's hers.",
    "a", "", "  two  blanks  ", "An a the this these that those which whose his hers mine.",
]  # fmt: skip
MODEL = language.bare()


def annotations(doc: Doc) -> list[tuple[str, ...]]:
    """What the two components decide, and what must stay as it was."""
    return [(t.text, t.tag_, t.pos_, t.lemma_, str(t.morph), t.dep_, str(t.is_sent_start), t.head.text) for t in doc]


@cache
def quick() -> Language:
    """The bare model with remembering components."""
    found = language.bare()
    shortcuts.take(found)
    return found


def test_places() -> None:
    assert quick().pipe_names == MODEL.pipe_names
    for model in (quick(), nlp()):
        assert isinstance(model.get_pipe("attribute_ruler"), shortcuts.RememberingRuler)
        assert isinstance(model.get_pipe("lemmatizer"), shortcuts.RememberingLemmatizer)


def test_same_annotations() -> None:
    for _ in range(2):  # learning, then from memory
        for text in TEXTS:
            assert annotations(quick()(text)) == annotations(MODEL(text))
    assert len(TEXTS) > 90


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "There",
                "is",
                "are",
                "'s",
                "Let",
                "ai",
                "n't",
                "y'",
                "all",
                "gonna",
                "The",
                "ports",
                "sold",
                "better",
                "was",
                "being",
                "3",
                ",",
                ".",
                "\n",
                "Huawei",
            ]
        ),
        max_size=14,
    )
)
def test_same_annotations_of_any_words(words: list[str]) -> None:
    text = " ".join(words)
    assert annotations(quick()(text)) == annotations(MODEL(text))


def test_same_annotations_of_real_texts(shared: Path) -> None:
    gold = (shared / "gold" / "belgium.jsonl").read_text(encoding="utf-8").splitlines()
    for line in gold:
        text = json.loads(line)["text"]
        assert annotations(quick()(text)) == annotations(MODEL(text))
