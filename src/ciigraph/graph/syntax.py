"""SPARQL as text: what form a query has, the prefixes that it lacks, and what is wrong with it, told shortly."""

from __future__ import annotations

import re

from ciigraph.graph.vocabulary import PREFIXES

#: What stands before a query's form, which SPARQLWrapper looks for in comments too ("addresses" makes it an ADD).
_BEFORE_FORM = re.compile(r"(?:\s++|#[^\n]*+|(?:PREFIX\s++[^\s:]*+:|BASE)\s*+<[^<>]*+>)*+", re.IGNORECASE)
_FORM = re.compile(r"SELECT|ASK|CONSTRUCT|DESCRIBE", re.IGNORECASE)
#: A declaration before the form; comments and the address of a base are passed over.
_DECLARATION = re.compile(r"#[^\n]*+|PREFIX\s++([^\s:]*+):\s*+<[^<>]*+>|<[^<>]*+>", re.IGNORECASE)
#: In the parser's list of all that could stand at a place: sets of signs; sentences, which tell what is wrong; words.
_SIGNS = re.compile(r"\[(?:'(?:\\.[^']*|[^'])'|[^\]'])*+\]")
_SENTENCE = re.compile(r"[A-Z]\w*+(?: [\w*]++)+")
_WORD = re.compile(r"""\"(?:\\.|[^"\\\n])++\"|\b[A-Za-z]{2,}\b""")
_MOST_WORDS = 8


def query_form(text: str) -> str:
    """``SELECT``, ``ASK``, ``CONSTRUCT`` or ``DESCRIBE``; SELECT where the text is no query."""
    form = _FORM.match(text, len(_before_form(text)))
    return form[0].upper() if form else "SELECT"


def with_prefixes(text: str) -> str:
    """The query with the project's prefixes declared, save those that it declares itself.

    Blazegraph, on which Wikidata runs, and RDF4J refuse a query that declares a prefix twice.
    """
    own = {found[1] for found in _DECLARATION.finditer(_before_form(text))}
    return "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items() if prefix not in own) + text


def _before_form(text: str) -> str:
    found = _BEFORE_FORM.match(text)
    return found[0] if found else ""


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
