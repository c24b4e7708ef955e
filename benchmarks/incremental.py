"""Building again: what one changed document costs beside the full build."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.measuring import measure
from benchmarks.report import Figure, Section, seconds

if TYPE_CHECKING:
    from benchmarks.plan import Plan

_ADDED = "In 2021, Huawei signed an agreement with the University of Northport."


def run(plan: Plan) -> Section:
    """Build documents with their text, change one, build again; then build again with nothing changed."""
    files, what = plan.country_files()
    folder = plan.work / "changing"
    folder.mkdir()
    paths = [Path(shutil.copy(path, folder)) for path in files[: plan.incremental]]
    for path in paths:
        path.chmod(0o644)
    section = Section("Building again", f"{plan.command} incremental", f"{len(paths)} {what}, one process, text read")
    modes = ((True, 0.05), (False, None))
    for text, most in modes[: 1 if plan.quick else None]:
        store = plan.work / f"changing-{text}"
        full = measure("build", paths=[str(folder)], store=str(store), text=text)
        _change(paths[0])
        again = measure("build", paths=[str(folder)], store=str(store), text=text)
        if again.answer["built"] < 1:
            raise RuntimeError("the changed document was not built again")
        still = measure("build", paths=[str(folder)], store=str(store), text=text)
        mode = "build" if text else "build --answers-only"
        section.figures += [
            Figure(
                f"{mode} after one changed document ({again.answer['built']} written)",
                seconds(again.seconds),
                f"{seconds(full.seconds)} full build",
                again.seconds / full.seconds,
                most=None if plan.quick else most,
            ),
            Figure(
                f"{mode} after none", seconds(still.seconds), f"{seconds(full.seconds)} full build",
                still.seconds / full.seconds,
            ),
        ]  # fmt: skip
    return section


def _change(path: Path) -> None:
    """Add a sentence to the first piece of evidence of a country file or profile."""
    text = path.read_text(encoding="utf-8-sig")
    if path.suffix == ".json":
        content = json.loads(text)
        first = next(answer for domain in content["answer"].values() for answer in domain if answer.get("evidence"))
        first["evidence"] += f" {_ADDED}"
        text = json.dumps(content)
    else:
        text = text.replace("\n\nAnswered by", f" {_ADDED}\n\nAnswered by", 1)
    path.write_text(text, encoding="utf-8")
