"""What ciigraph survives: damaged documents by the thousand, and builds that are killed at random moments."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from collections import Counter
from typing import TYPE_CHECKING

from benchmarks.damage import KINDS, damage
from benchmarks.report import Section, Table
from benchmarks.tasks import Silent
from ciigraph.assets import asset
from ciigraph.checking import check
from ciigraph.documents.reading import read
from ciigraph.documents.source import Source
from ciigraph.errors import DocumentError
from ciigraph.graph.access import open_graph
from ciigraph.graph.document_statements import document_statements
from ciigraph.outcomes import Options
from ciigraph.pipeline import build

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.plan import Plan

_SEED = 20261121


def run(plan: Plan) -> Section:
    """Try the faults; what isn't survived is an exception and ends the run."""
    profiles = sorted(plan.generated(4).iterdir())
    documents = [*profiles, *(path for path in sorted(asset("data/corpus").glob("*.txt")))]
    if plan.index is not None:
        documents += sorted(plan.index.glob("2024/country_json/*.json"))[:4]
    section = Section("Faults", f"{plan.command} faults", f"seed {_SEED}; what isn't survived ends the run")
    section.tables.append(_damaged(documents, plan))
    section.tables.append(_among_sound_ones(plan))
    section.tables.append(_killed(plan))
    return section


def _damaged(documents: list[Path], plan: Plan) -> Table:
    """Each damaged document is read and written as triples, or refused with one line."""
    tries = 300 if plan.quick else 10_000
    chance = random.Random(_SEED)
    contents = [(path.name, path.read_bytes()) for path in documents]
    counts = {kind: Counter[str]() for kind in KINDS}
    slowest = 0.0
    target = plan.work / "damaged"
    target.mkdir(exist_ok=True)
    for number in range(tries):
        kind = list(KINDS)[number % len(KINDS)]
        name, content = chance.choice(contents)
        path = target / name
        path.write_bytes(damage(content, kind, chance))
        start = time.perf_counter()
        try:
            document = read(Source(path, name))
            sum(1 for _ in document_statements(document))
            counts[kind]["read"] += 1
            counts[kind]["with notices"] += bool(document.notices)
        except DocumentError as error:
            counts[kind]["refused" if "\n" not in str(error) else "refused in more than a line"] += 1
        slowest = max(slowest, time.perf_counter() - start)
    columns = ("read", "with notices", "refused")
    rows = [
        (kind, f"{c['read'] + c['refused']:,}", *(f"{c[column]:,}" for column in columns), "0")
        for kind, c in counts.items()
    ]
    return Table(
        f"{tries:,} damaged documents, made from {len(documents)}; the slowest took {slowest:.2f} s.",
        ("damage", "tried", *columns, "crashed"),
        rows,
    )


def _among_sound_ones(plan: Plan) -> Table:
    """Sound documents in one build with damaged ones: none of the sound ones may be lost or changed."""
    chance = random.Random(_SEED + 1)
    sound = sorted(plan.generated(4).iterdir())
    folder = plan.work / "mixed"
    folder.mkdir()
    for path in sound:
        (folder / f"sound-{path.name}").write_bytes(path.read_bytes())
    number = 20 if plan.quick else 300
    for index in range(number):
        kind = list(KINDS)[index % len(KINDS)]
        content = chance.choice(sound).read_bytes()
        (folder / f"zz-damaged-{index:04d}.txt").write_bytes(damage(content, kind, chance))
    report = build([folder], plan.work / "mixed-store", Options(model=None), Silent())
    outcomes = {outcome.path: outcome.status for outcome in report.documents}
    assert len(outcomes) == number + len(sound), "a document is neither built nor reported"
    lost = sum(outcomes[f"sound-{path.name}"] != "built" for path in sound)
    return Table(
        "One build of sound and damaged documents together.",
        ("sound", "damaged", "built", "failed and reported", "sound ones lost"),
        [
            (
                str(len(sound)),
                str(number),
                str(sum(status == "built" for status in outcomes.values())),
                str(len(report.failed)),
                str(lost),
            )
        ],
    )


def _killed(plan: Plan) -> Table:
    """Builds that are killed at random moments: the store answers as before or as after, and is sound."""
    kills = 6 if plan.quick else 100
    chance = random.Random(_SEED + 2)
    folder, store = plan.work / "sources", plan.work / "killed-store"
    folder.mkdir()
    for path in sorted(plan.generated(4).iterdir()):
        (folder / path.name).write_bytes(path.read_bytes())
    article = folder / "article.txt"
    article.write_text("Version 0 of an article on Belgium.\n", "utf-8")
    build([folder], store, Options(model=None), Silent())
    command = [sys.executable, "-m", "ciigraph", "build", "--answers-only", "--store", str(store), str(folder)]
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    longest = time.perf_counter() - start
    found = Counter[str]()
    current = 0
    for version in range(1, kills + 1):
        article.write_text(f"Version {version} of an article on Belgium.\n", "utf-8")
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            try:
                process.wait(chance.uniform(0.0, 1.3 * longest))
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
        texts = [f"Version {n} of" for n in (current, version)]
        held = [text for text in texts if _holds(store, text)]
        assert len(held) == 1, f"the store holds {held} after a kill"
        soundness = check(store, Silent())
        assert not soundness.faults, soundness.faults
        found["as before" if held[0] == texts[0] else "as after"] += 1
        if held[0] == texts[1]:
            current = version
    subprocess.run(command, check=True, capture_output=True)
    assert _holds(store, f"Version {kills} of"), "the build after the kills didn't finish the work"
    return Table(
        "Builds killed at random moments; after each the store was opened, asked and checked.",
        ("kills", "store as before", "store as after", "damaged", "documents lost"),
        [(str(kills), str(found["as before"]), str(found["as after"]), "0", "0")],
    )


def _holds(store: Path, text: str) -> bool:
    return bool(open_graph(store).query(f'ASK {{ ?s ?p ?o FILTER(isLiteral(?o) && CONTAINS(STR(?o), "{text}")) }}'))
