r"""What can be told from the text of a SPARQL query before it is parsed: whether it would reach out, and its dataset.

Oxigraph, like most engines, follows ``SERVICE`` over HTTP and has no switch against it, so such a query must not get
that far. What matters is that none slips through; therefore the text is taken apart only as far as is needed to put
aside the places where the word is harmless (comments, strings, IRIs, variables, local names), and wherever else it
stands the query is refused. Parsers don't agree on where a word begins (``5SERVICE`` is two tokens to some), so there
are no word boundaries here.
"""

from __future__ import annotations

import re

_HARMLESS = re.compile(
    r"""\#[^\n\r]*
    | <[^<>"{}|^`\x00-\x20]*>
    | \"{3}(?:[^"\\]|\\.|"(?!""))*\"{3}
    | '{3}(?:[^'\\]|\\.|'(?!''))*'{3}
    | "(?:[^"\\\n\r]|\\.)*"
    | '(?:[^'\\\n\r]|\\.)*'
    | [?$]\w+
    | :(?:[\w:%-]|\\.)+  # the local part of a prefixed name; a backslash outside of strings is of such a name
    | \\.
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_LAST_CODE_POINT = 0x10FFFF


def _bare(text: str) -> str:
    """The text without what is harmless, in lower case."""
    return _HARMLESS.sub(" ", text).lower()


def _unescaped(text: str) -> str:
    r"""The text as engines see it that resolve ``\u0053`` everywhere before they parse, as the recommendation says."""

    def character(match: re.Match[str]) -> str:
        code = int(match[1] or match[2], 16)
        return chr(code) if code <= _LAST_CODE_POINT else match[0]

    return _ESCAPE.sub(character, text)


def reaches_out(text: str) -> bool:
    """Whether a query may hold a ``SERVICE`` clause; True also where that can't be ruled out."""
    return any("service" in _bare(each) for each in {text, _unescaped(text)})


def names_dataset(text: str) -> bool:
    """Whether a query may have ``FROM`` clauses of its own."""
    return "from" in _bare(text)
