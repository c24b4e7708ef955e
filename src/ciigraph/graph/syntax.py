"""What is wrong with a SPARQL query, told shortly."""

from __future__ import annotations

import re

#: In the parser's list of all that could stand at a place: sets of signs; sentences, which tell what is wrong; words.
_SIGNS = re.compile(r"\[(?:'(?:\\.[^']*|[^'])'|[^\]'])*+\]")
_SENTENCE = re.compile(r"[A-Z]\w*+(?: [\w*]++)+")
_WORD = re.compile(r"""\"(?:\\.|[^"\\\n])++\"|\b[A-Za-z]{2,}\b""")
_MOST_WORDS = 8


def syntax_problem(error: SyntaxError) -> str:
    """What is wrong with a query, in one line: the parser's list of all that could stand there is cut short."""
    place, _, expected = str(error).partition(": expected ")
    problem = f"the query is no valid SPARQL: {place}"
    expected = _SIGNS.sub("", expected.removeprefix("one of "))
    if sentence := _SENTENCE.search(expected):
        return f"{problem}: {sentence[0].removeprefix('The ')}"
    words = _WORD.findall(expected)
    if not words:
        return problem
    more = " …" if len(words) > _MOST_WORDS else ""
    return f"{problem}: expected {', '.join(words[:_MOST_WORDS])}{more}"
