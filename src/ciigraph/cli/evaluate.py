"""``ciigraph evaluate``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ciigraph.cli.options import Format, FormatOption
from ciigraph.extraction import DEFAULT_MODEL

if TYPE_CHECKING:
    from ciigraph.extraction.figures import Report, Scores


def evaluate(
    gold: Annotated[list[Path], typer.Argument(metavar="GOLD", help="Annotated units, JSON Lines as extract prints.")],
    model: Annotated[str, typer.Option(help="The spaCy model; any installed one.")] = DEFAULT_MODEL,
    format: FormatOption = Format.table,  # noqa: A002 - the option's name
) -> None:
    """How good extraction is on annotated text, beside two baselines: bare spaCy names, subject-verb-object triples."""
    from ciigraph.cli.output import emit_json, emit_rows, say
    from ciigraph.extraction.evaluation import evaluate as run_evaluation
    from ciigraph.extraction.extractor import Extractor

    units = [unit for path in gold for unit in _units(path)]
    report = run_evaluation(units, Extractor(model))
    if format is Format.json:
        emit_json(report.as_dict())
        return
    emit_rows(_summary(report), ("figure", "ciigraph", "bare names", "subject-verb-object"), format)
    if format is Format.table:
        print()  # noqa: T201 - a blank line between two tables
        columns = ("kind", "name", "precision", "recall", "f1", "gold", "predicted")
        emit_rows(_details(report.extraction), columns, format)
    say(f"{report.units} units")


def _units(path: Path) -> list[dict[str, Any]]:
    from ciigraph.errors import DataError, UsageError

    try:
        lines = path.read_text("utf-8").splitlines()
    except FileNotFoundError as error:
        raise UsageError(f"{path}: there is no such file") from error
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: can't be read as text ({error})") from error
    units = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            unit = json.loads(line)
            unit["text"], unit["mentions"], unit["relations"], unit["document"], unit["section"]
        except (ValueError, TypeError, KeyError) as error:
            raise DataError(f"{path}:{number}: is no annotated unit ({type(error).__name__}: {error})") from error
        units.append(unit)
    return units


def _summary(report: Report) -> list[dict[str, Any]]:
    systems = {
        "ciigraph": report.extraction,
        "bare names": report.bare_names,
        "subject-verb-object": report.subject_verb_object,
    }

    def row(figure: str, values: dict[str, float | None]) -> dict[str, Any]:
        return {"figure": figure} | {name: None if v is None else round(v, 3) for name, v in values.items()}

    rows = []
    for figure, attribute in (
        ("mentions", "mentions"),
        ("alias linking", "alias_linking"),
        ("relations", "relations"),
        ("pairs", "pairs"),
    ):
        for measure in ("precision", "recall", "f1"):
            values = {name: getattr(getattr(scores, attribute), measure) for name, scores in systems.items()}
            rows.append(row(f"{figure} {measure}", values))
    rows.insert(3, row("type accuracy", {name: scores.type_accuracy for name, scores in systems.items()}))
    qualities = ("polarity", "modality", "status", "dates")
    rows += [row(f"{name} accuracy", {"ciigraph": report.extraction.quality(name)}) for name in qualities]
    return rows


def _details(scores: Scores) -> list[dict[str, Any]]:
    return [
        {"kind": kind, "name": name} | tally.as_dict()
        for kind, tallies in (("type", scores.by_type), ("predicate", scores.by_predicate))
        for name, tally in sorted(tallies.items())
    ]
