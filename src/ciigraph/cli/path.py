"""``ciigraph path``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from ciigraph.cli.options import DEFAULT_STORE, EndpointOption, Format, FormatOption, StoreOption, graph_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ciigraph.graph.access import Graph
    from ciigraph.inquiry.paths import Path, Step

_COLUMNS = (
    "path", "step", "subject", "predicate", "object", "words", "mark", "start", "end", "amount", "others", "document",
    "indicator", "place", "url", "text",
)  # fmt: skip
#: Sentences shown of each step.
_SENTENCES_SHOWN = 2


def path(
    first: Annotated[str, typer.Argument(metavar="A", help="Any name of the entity to start from.")],
    last: Annotated[str, typer.Argument(metavar="B", help="Any name of the entity to arrive at.")],
    limit: Annotated[int, typer.Option(help="How many paths at most.", min=1, max=100)] = 5,
    longest: Annotated[int, typer.Option(help="How many steps a path may have.", min=1, max=12)] = 6,
    avoid: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="An entity that no path may pass; may be repeated.")
    ] = None,
    country: Annotated[str | None, typer.Option(help="Only relations in the documents about this country.")] = None,
    store: StoreOption = DEFAULT_STORE,
    endpoint: EndpointOption = None,
    format: FormatOption = Format.table,  # noqa: A002 - the option's name
) -> None:
    """How two entities are connected: the shortest paths over relations, each step with its evidence.

    A step follows a relation in either direction. What a text denies is no step; a step that is only alleged or
    planned, or that is over, is marked, and paths without such steps come before others of the same length; so do
    paths through entities that stand in few relations. Paths one step longer than the shortest follow where there is
    room. "--avoid China" shows what connects the two besides.
    """
    from ciigraph.cli.arguments import country_codes
    from ciigraph.cli.output import emit_json, emit_rows, say
    from ciigraph.inquiry.paths import paths

    graph = graph_of(store, endpoint)
    found = paths(
        graph,
        *_entities(graph, (first, last)),
        limit=limit,
        longest=longest,
        avoiding=_entities(graph, avoid or ()),
        country=country_codes([country])[0] if country else None,
    )
    if not found:
        say(f"no path of at most {longest} steps connects the two; --longest allows longer ones")
    if format is Format.json:
        emit_json(found)
    elif format is Format.csv:
        emit_rows(_rows(found), _COLUMNS, format)
    else:
        _print_paths(found)


def _entities(graph: Graph, names: Iterable[str]) -> list[str]:
    from ciigraph.cli.output import say
    from ciigraph.inquiry.network_names import meant

    found = []
    for name in names:
        entity = meant(graph, name)
        if not entity.exact or entity.others:
            others = f" (it may also mean {', '.join(entity.others)})" if entity.others else ""
            say(f"{name!r} is taken for {entity.label}{others}")
        found.append(entity.entity)
    return found


def _rows(found: list[Path]) -> Iterator[dict[str, Any]]:
    """A row each sentence of each step."""
    for number, steps in enumerate(found, 1):
        for place, step in enumerate(steps, 1):
            same = {name: getattr(step, name) for name in step.__struct_fields__ if name in _COLUMNS}
            same |= {"path": number, "step": place, "subject": step.subject.label, "object": step.object.label}
            for sentence in step.evidence:
                yield same | {name: sentence[name] for name in ("document", "indicator", "place", "url", "text")}


def _print_paths(found: list[Path]) -> None:
    from rich.console import Console
    from rich.text import Text

    from ciigraph.cli.output import visible

    console = Console(highlight=False, markup=False)
    if not console.is_terminal:
        console = Console(highlight=False, markup=False, width=160)
    for number, steps in enumerate(found, 1):
        console.print(Text(f"{number}. {visible(_route(steps))}", style="bold"))
        for step in steps:
            mark = f"  [{step.mark}]" if step.mark else ""
            more = f"  (+{step.others} more between the two)" if step.others else ""
            console.print(Text(f"   {visible(step.words)}{mark}{more}"), soft_wrap=False)
            for sentence in step.evidence[:_SENTENCES_SHOWN]:
                where = " · ".join(filter(None, (sentence["document"], sentence["indicator"], sentence["url"])))
                console.print(Text(f"      “{visible(sentence['text'])}”", style="italic"))
                console.print(Text(f"      {visible(where)}", style="dim"))
            if len(step.evidence) > _SENTENCES_SHOWN:
                console.print(Text(f"      and {len(step.evidence) - _SENTENCES_SHOWN} more sentences", style="dim"))


def _route(steps: Iterable[Step]) -> str:
    """The entities of a path: "Acme → Port Verd ← Ada", the arrows along the relations."""
    labels: list[str] = []
    for step in steps:
        ends = (step.subject.label, step.object.label)
        here, there = ends if step.forward else ends[::-1]
        labels += [] if labels else [here]
        labels += ["→" if step.forward else "←", there]
    return " ".join(labels)
