"""The command line as its contract has it: what is printed where, and with which exit code."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from pyoxigraph import RdfFormat, parse

from ciigraph import __version__
from synthetic import write_country_file

if TYPE_CHECKING:
    from pathlib import Path

NOTHING_THERE = "there is no store; make one with: ciigraph build PATH --store"
ONE_LINE = re.compile(r"ciigraph: [^\n]+\n")


def run(*arguments: str | Path, stdin: bytes | str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """A command in a process of its own, with warnings as errors."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "ciigraph", *map(str, arguments)],
        input=stdin.encode() if isinstance(stdin, str) else stdin,
        capture_output=True,
        check=False,
        env={name: value for name, value in os.environ.items() if name != "CIIGRAPH_STORE"} | environment,
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def output(*arguments: str | Path, **more: Any) -> str:  # noqa: ANN401
    """What a command that must succeed prints on stdout."""
    done = run(*arguments, **more)
    assert done.returncode == 0, done.stderr
    return done.stdout


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(text.splitlines()))


# build -----------------------------------------------------------------------------------------------

DOCUMENT_FIELDS = {
    "path",
    "document",
    "kind",
    "country",
    "units",
    "mentions",
    "relations",
    "answers",
    "status",
    "error",
}


def test_build_prints_what_became_of_each_document(tmp_path: Path) -> None:
    folder, store = tmp_path / "in", tmp_path / "store"
    write_country_file(folder, "Belgium", {1: 4}, evidence="Known")
    (folder / "empty.txt").write_text("")
    done = run("build", folder, "--store", store, "--answers-only", "--format", "json")
    assert done.returncode == 1
    assert f"{chr(10)}1 built, 1 failed; " in f"{chr(10)}{done.stderr}"
    assert "ciigraph: empty.txt: is empty" in done.stderr
    report = json.loads(done.stdout)
    assert report.keys() >= {"documents", "triples", "seconds"}
    belgium, empty = report["documents"]
    assert belgium.keys() >= DOCUMENT_FIELDS
    assert belgium == {
        "path": "2024/country_json/Belgium.json",
        "document": "belgium-2024-data",
        "kind": "country-file",
        "country": "BE",
        "units": 99,
        "mentions": 0,
        "relations": 0,
        "answers": 99,
        "status": "built",
        "error": None,
    }
    assert (empty["status"], empty["document"], empty["error"][:11]) == ("failed", None, "empty.txt: ")
    assert isinstance(report["triples"], int)
    assert isinstance(report["seconds"], float)
    (folder / "empty.txt").unlink()
    again = run("build", folder, "--store", store, "--answers-only", "--format", "csv")
    assert again.returncode == 0
    assert [row["status"] for row in rows_of(again.stdout)] == ["unchanged"]
    assert "1 unchanged; " in again.stderr


def test_the_store_is_where_the_environment_says(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    store = {"CIIGRAPH_STORE": str(tmp_path / "elsewhere")}
    output("build", tmp_path / "in", "--answers-only", **store)
    assert (tmp_path / "elsewhere" / "CURRENT").is_file()
    assert json.loads(output("score", "--format", "json", **store)) == []


# score -----------------------------------------------------------------------------------------------

SCORE_FIELDS = {
    "country",
    "edition",
    "by",
    "name",
    "score",
    "max",
    "percent",
    "index_average",
    "rank",
    "of",
    "published",
}


def test_score_as_json(corpus_store: Path) -> None:
    scores = json.loads(output("score", "--store", corpus_store, "--format", "json"))
    assert len(scores) == 26
    assert all(score.keys() >= SCORE_FIELDS for score in scores)
    belgium = next(score for score in scores if (score["country"], score["name"]) == ("BE", "overall"))
    assert belgium == {
        "country": "BE", "edition": 2024, "by": "overall", "name": "overall", "score": 81, "max": 396, "percent": 20.5,
        "index_average": 35.8, "rank": 2, "of": 2,
        "published": {"score": 81, "max": 396, "percent": None, "rank": 83, "of": 98},
    }  # fmt: skip
    assert {score["percent"] for score in scores if score["name"] == "exposure"} == {24, 32}


def test_score_as_csv_and_table(corpus_store: Path) -> None:
    rows = rows_of(output("score", "belgium", "--store", corpus_store, "--by", "layer", "--format", "csv"))
    assert [(row["country"], row["name"], row["percent"], row["published_percent"], row["agrees"]) for row in rows] == [
        ("BE", "alignment", "15", "15", "yes"),
        ("BE", "exposure", "24", "24", "yes"),
        ("BE", "pressure", "10", "10", "yes"),
    ]
    table = output("score", "AZ", "BE", "--store", corpus_store, "--by", "overall")
    assert [line.split()[:4] for line in table.splitlines()[-2:]] == [
        ["AZ", "2024", "overall", "overall"], ["BE", "2024", "overall", "overall"],
    ]  # fmt: skip
    assert "\x1b" not in table


def test_score_of_another_edition_is_empty(corpus_store: Path) -> None:
    assert json.loads(output("score", "--store", corpus_store, "--edition", "2022", "--format", "json")) == []
    assert rows_of(output("score", "FR", "--store", corpus_store, "--format", "csv")) == []


def test_score_check(corpus_store: Path) -> None:
    done = run("score", "--check", "--store", corpus_store, "--format", "json")
    assert done.returncode == 0
    assert done.stderr == "10 published figures compared, 10 equal\n"
    result = json.loads(done.stdout)
    assert (result["compared"], result["equal"], result["differences"]) == (10, 10, [])


def test_score_check_fails_where_a_figure_differs_or_none_is_there(tmp_path: Path) -> None:
    path = write_country_file(tmp_path / "in", "Belgium", {1: 4})
    store = tmp_path / "store"
    output("build", tmp_path / "in", "--store", store, "--answers-only")
    none = run("score", "--check", "--store", store)
    assert (none.returncode, "there is no published figure to compare with" in none.stderr) == (1, True)
    path.write_text(json.dumps(json.loads(path.read_text()) | {"original": "5/396", "overall": "1%"}))
    output("build", tmp_path / "in", "--store", store, "--answers-only")
    wrong = run("score", "--check", "--store", store, "--format", "json")
    assert wrong.returncode == 1
    assert "3 published figures compared, 2 equal\n" in wrong.stderr
    assert "differs: BE 2024 overall overall score: computed 4, belgium-2024-data prints 5\n" in wrong.stderr
    (difference,) = json.loads(wrong.stdout)["differences"]
    assert (difference["figure"], difference["computed"], difference["published"]) == ("score", 4, 5)


# query -----------------------------------------------------------------------------------------------


def test_query_in_every_format(corpus_store: Path) -> None:
    arguments = ("query", "layers", "--store", corpus_store)
    answer = json.loads(output(*arguments, "--format", "json"))
    assert answer["head"]["vars"][:2] == ["country", "exposure"]
    decimal = {"type": "literal", "value": "32", "datatype": "http://www.w3.org/2001/XMLSchema#decimal"}
    assert answer["results"]["bindings"][0]["exposure"] == decimal
    assert [row["country"] for row in rows_of(output(*arguments, "--format", "csv"))] == ["AZ", "BE"]
    assert [line.split()[:2] for line in output(*arguments).splitlines()[-2:]] == [["AZ", "32"], ["BE", "24"]]
    construct = "CONSTRUCT { ?c a cii:Country } WHERE { ?c cii:alpha2 'BE' }"
    turtle = output("query", "-", "--store", corpus_store, "--format", "turtle", stdin=construct)
    assert len(list(parse(turtle, format=RdfFormat.TURTLE))) == 1
    assert output("query", "-", "--store", corpus_store, stdin=construct) == turtle


@pytest.mark.parametrize(
    ("format", "expected"), [("json", '{"head": {}, "boolean": true}\n'), ("table", "true\n"), ("csv", "true\n")]
)
def test_a_truth_value(format: str, expected: str, corpus_store: Path) -> None:  # noqa: A002
    assert output("query", "-", "--store", corpus_store, "--format", format, stdin="ASK { ?s ?p ?o }") == expected


def test_parameters(corpus_store: Path, tmp_path: Path) -> None:
    arguments = ("--store", corpus_store, "--format", "csv", "--param", "country=AZ", "--param", "least=4")
    assert len(rows_of(output("query", "highest-answers", *arguments))) == 17
    own = tmp_path / "own.rq"
    own.write_text('SELECT ?x ?y { VALUES ?x { "a" } VALUES ?y { 1 } }')
    arguments = ("--store", corpus_store, "--format", "csv", "--param", 'x="} DROP ALL', "--param", "y=-2")
    assert rows_of(output("query", own, *arguments)) == [{"x": '"} DROP ALL', "y": "-2"}]
    assert rows_of(output("query", "-", *arguments, stdin=own.read_text()))[0]["y"] == "-2"


def test_the_catalogue_needs_no_store() -> None:
    listed = json.loads(output("query", "--list", "--format", "json"))
    assert {"name", "title", "parameters", "answers"} <= listed[0].keys()
    assert len(listed) >= 25
    assert "analysis/layers" in output("query", "--list")
    assert len(rows_of(output("query", "--list", "--format", "csv"))) == len(listed)


def test_a_runaway_query_is_given_up(corpus_store: Path) -> None:
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    done = run("query", "-", "--store", corpus_store, "--timeout", "0.2", stdin=endless)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "ciigraph: the query took longer than 0.2 s; narrow it or allow more with --timeout\n"


HOSTILE = "[red]x[/red] [link=http://x]y[/link] :smile: a\x1b[31mb\x1b]0;t\x07c\x9b1md\x7f e\rf\x08"


def test_text_is_printed_as_text(corpus_store: Path) -> None:
    """Mark-up stays as it is, and what a terminal would obey is shown instead of sent."""
    escaped = HOSTILE.encode("unicode_escape").decode().replace("\\x", "\\u00").replace("\\r", "\\u000d")
    ask = f'SELECT ?text {{ VALUES ?text {{ "{escaped}" }} }}'
    table = output("query", "-", "--store", corpus_store, stdin=ask)
    assert "[red]x[/red] [link=http://x]y[/link] :smile: a␛[31mb␛]0;t␇c\ufffd1md␡ e␍f␈" in table
    assert not set(re.findall(r"[\x00-\x1f\x7f-\x9f]", table)) - {"\n"}
    answer = json.loads(output("query", "-", "--store", corpus_store, "--format", "json", stdin=ask))
    assert answer["results"]["bindings"][0]["text"]["value"] == HOSTILE
    done = output("query", "-", "--store", corpus_store, "--format", "csv", stdin=ask)
    assert list(csv.reader(io.StringIO(done, newline=""))) == [["text"], [HOSTILE]]


def test_hostile_file_names_are_printed_as_text(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "[red]a\x1b[31m.txt").write_text("")
    done = run("build", tmp_path / "in", "--store", tmp_path / "store", "--answers-only")
    assert done.returncode == 1
    assert "\x1b" not in done.stdout + done.stderr
    assert "ciigraph: [red]a␛[31m.txt: is empty" in done.stderr
    assert "[red]a␛[31m.txt" in done.stdout


# stats, validate -------------------------------------------------------------------------------------


def test_stats(corpus_store: Path) -> None:
    counts = json.loads(output("stats", "--store", corpus_store, "--format", "json"))
    assert counts.keys() >= {"classes", "countries", "documents"}
    assert {row["class"]: row["count"] for row in counts["classes"]}["Answer"] == 198
    assert counts["countries"][0] == {
        "country": "AZ",
        "name": "Azerbaijan",
        "edition": 2024,
        "answers": 99,
        "skipped": 0,
    }
    table = output("stats", "--store", corpus_store)
    assert [line for line in table.splitlines() if line in counts] == ["classes", "countries", "documents"]


def test_validate(corpus_store: Path) -> None:
    done = run("validate", "--store", corpus_store, "--format", "json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["conforms"] is True


@pytest.mark.parametrize("asked", [["FR"], ["--edition", "1999"]])
def test_scores_of_what_is_not_there_are_said_to_be_none(corpus_store: Path, asked: list[str]) -> None:
    done = run("score", *asked, "--store", corpus_store, "--format", "csv")
    assert (done.returncode, done.stdout.count("\n")) == (0, 1)
    assert done.stderr.startswith("no scores: the graph holds no answers to what was asked for")


def test_a_graph_without_history_is_not_called_nothing(corpus_store: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    shutil.copytree(corpus_store, store, ignore=shutil.ignore_patterns("history*"))
    done = run("history", "--store", store)
    assert done.returncode == 1
    assert "there is no history, though there is a graph" in done.stderr
    assert ONE_LINE.fullmatch(done.stderr)


# Wrong use -------------------------------------------------------------------------------------------

WRONG = [
    (["nothing"], 2, "no such command 'nothing'; see ciigraph --help"),
    (["score", "--nothing"], 2, "no such option: --nothing"),
    (["score", "--format", "xml"], 2, "invalid value for '--format': 'xml' is not one of 'table', 'json', 'csv'; see"),
    (["score", "--edition", "x"], 2, "invalid value for '--edition': 'x' is no whole number; see"),
    (["score", "--by", "planet"], 2, "invalid value for '--by': 'planet' is not one of 'overall', 'domain', 'layer'"),
    (["serve", "--port", "70000"], 2, "'--port': 70000 is out of range; give a number from 0 to 65535; see"),
    (["link", "--accept-above", "much"], 2, "'--accept-above': 'much' is no number; give one from 0.8 to 1; see"),
    (["score", "Atlantis"], 2, "'Atlantis' is no country; give an ISO 3166-1 alpha-2 code such as BE"),
    (["query"], 2, "which query? give a name, a file or -"),
    (["query", "nothing"], 2, "there is no saved query nothing; ciigraph query --list shows them all"),
    (["query", "nothing.rq"], 2, "nothing.rq: there is no such file"),
    (["query", "layers", "extra"], 2, "extra"),
    (["query", "layers", "--param", "edition"], 2, "a parameter is written name=value, not 'edition'"),
    (["query", "layers", "--param", "=1"], 2, "a parameter is written name=value, not '=1'"),
    (["query", "layers", "--param", "edition=x"], 2, "parameter edition is a number, not 'x'"),
    (["query", "layers", "--param", "land=BE"], 2, "analysis/layers has no parameter land; it has: edition"),
    (["query", "layers", "--timeout", "0"], 2, "invalid value for '--timeout': 0 is out of range; give a number from"),
    (["query", "layers", "--format", "turtle"], 2, "a SELECT query gives rows; print them with --format table"),
    (["query", "build/answers", "--format", "json"], 2, "gives a graph; print it with --format turtle"),
    (["query", "build/answers", "--format", "csv"], 2, "gives a graph; print it with --format turtle"),
    (["build", "nothing-here"], 2, "nothing-here does not exist; name a file or a folder of saved pages"),
    (["build", "--manifest", "nothing.yaml"], 1, "nothing.yaml"),
    (["build", "--jobs", "0"], 2, "invalid value for '--jobs'"),
    (["build", "--model", "no_such_model"], 3, "no_such_model"),
]


@pytest.mark.parametrize(("arguments", "code", "message"), WRONG, ids=[" ".join(arguments) for arguments, *_ in WRONG])
def test_wrong_use_is_one_line(
    arguments: list[str], code: int, message: str, corpus_store: Path, tmp_path: Path
) -> None:
    store = tmp_path / "store" if arguments[0] == "build" else corpus_store
    done = run(*arguments, CIIGRAPH_STORE=str(store))
    assert done.returncode == code
    assert done.stdout == ""
    assert ONE_LINE.fullmatch(done.stderr), done.stderr
    assert message in done.stderr


@pytest.mark.parametrize("command", [["score"], ["query", "layers"], ["stats"], ["validate"]])
def test_without_a_store(command: list[str], tmp_path: Path) -> None:
    done = run(*command, "--store", tmp_path / "nothing")
    assert (done.returncode, done.stdout) == (1, "")
    assert NOTHING_THERE in done.stderr
    assert ONE_LINE.fullmatch(done.stderr)
    assert not (tmp_path / "nothing").exists()


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT nonsense", "the query is no valid SPARQL: error at 1:"),
        ("DELETE WHERE { ?s ?p ?o }", "the query is no valid SPARQL: error at 1:"),
        ("", "the query is no valid SPARQL"),
        (b"SELECT \xff", "the query on standard input can't be read as text"),
    ],
)
def test_queries_that_are_none(query: str | bytes, message: str, corpus_store: Path) -> None:
    done = run("query", "-", "--store", corpus_store, stdin=query)
    assert done.returncode in (1, 2)
    assert done.stdout == ""
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_arguments_that_are_no_text(corpus_store: Path) -> None:
    done = run("query", "highest-answers", "--store", corpus_store, "--param", "country=\udcff")
    assert done.returncode == 2
    assert ONE_LINE.fullmatch(done.stderr)
    assert "is not valid Unicode text" in done.stderr


def test_version_and_help() -> None:
    assert output("--version") == f"ciigraph {__version__}\n"
    for command in ([], ["build"], ["score"], ["query"], ["stats"], ["validate"]):
        assert output(*command, "--help").startswith(f"Usage: {' '.join(['ciigraph', *command])} ")
    alone = run()
    assert (alone.returncode, alone.stdout) == (2, "")
    assert "Usage: ciigraph" in alone.stderr


# Pipes -----------------------------------------------------------------------------------------------

PIPED = [["query", "indicators-by-layer", "--format", "json"], ["query", "layers"], ["score"], ["stats"], ["--help"]]


@pytest.mark.parametrize("arguments", PIPED, ids=[" ".join(arguments) for arguments in PIPED])
def test_a_reader_that_leaves_is_no_failure(arguments: list[str], corpus_store: Path) -> None:
    environment = os.environ | {"CIIGRAPH_STORE": str(corpus_store)}
    command = [sys.executable, "-m", "ciigraph", *arguments]
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, check=False, env=environment)
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


def test_an_interrupted_build_says_that_nothing_changed(tmp_path: Path) -> None:
    """The signal comes from within, at the first document, so that the moment is certain."""
    write_country_file(tmp_path / "in", "Belgium", {1: 4})
    program = (
        "import os, signal, sys\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # a background job may have been told to ignore it
        "from ciigraph import pipeline\n"
        "pipeline.read = lambda source: os.kill(os.getpid(), signal.SIGINT)\n"
        "from ciigraph.__main__ import main\n"
        f"sys.argv = ['ciigraph', 'build', {str(tmp_path / 'in')!r}, '--store', {str(tmp_path / 'store')!r}]\n"
        "main()\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (130, "")
    assert done.stderr.endswith("ciigraph: interrupted; the store is as it was before\n")
    assert "Traceback" not in done.stderr
