"""The wheel: built, installed into an environment of its own, and run from an empty folder."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def run(*command: str | Path, folder: Path, **environment: str) -> str:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "CIIGRAPH"))}
    done = subprocess.run(
        list(map(str, command)), cwd=folder, capture_output=True, text=True, check=False, env=clean | environment
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built of a copy so that nothing is left in the checkout."""
    copy, target = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for name in ("src", "data", "queries", "ontology", "pyproject.toml", "README.md", "LICENSE"):
        path = ROOT / name
        if path.is_dir():
            shutil.copytree(path, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(path, copy)
    uv = shutil.which("uv", path=os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", ""))))
    if uv is not None:
        run(uv, "build", "--wheel", "--out-dir", target, copy, folder=copy)
    else:
        run(sys.executable, "-m", "pip", "wheel", "--no-deps", "--wheel-dir", target, copy, folder=copy)
    (found,) = target.glob("ciigraph-*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel in it; what it depends on comes from the environment that runs the tests."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False)
    packages = Path(sysconfig.get_path("purelib", "venv", {"base": str(folder), "platbase": str(folder)}))
    packages.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(packages)
    # after the wheel's own folder, so that the wheel and not the checkout is what runs
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return folder / "bin" / "python"


def test_the_wheel_holds_everything_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    for folder in ("data", "queries", "ontology"):
        files = {path.relative_to(ROOT).as_posix() for path in (ROOT / folder).rglob("*") if path.is_file()}
        packed = {
            name.removeprefix("ciigraph/_assets/") for name in names if name.startswith(f"ciigraph/_assets/{folder}/")
        }
        assert packed == files
    modules = {path.relative_to(ROOT / "src").as_posix() for path in (ROOT / "src" / "ciigraph").rglob("*.py")}
    assert modules <= names
    assert "ciigraph/py.typed" in names
    top = {name.split("/")[0] for name in names}
    assert {name.split("-")[0] for name in top} == {"ciigraph"}
    with zipfile.ZipFile(wheel) as archive:
        (points,) = (archive.read(name).decode() for name in names if name.endswith("entry_points.txt"))
    assert "ciigraph = ciigraph.__main__:main" in points


@pytest.mark.slow
def test_the_wheel_works_from_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    where = run(installed, "-c", "import ciigraph; print(ciigraph.__file__)", folder=tmp_path).strip()
    assert Path(where).is_relative_to(installed.parents[1])
    report = json.loads(run(installed, "-m", "ciigraph", "build", "--format", "json", folder=tmp_path))
    assert [document["status"] for document in report["documents"]] == ["built"] * 4
    assert sum(document["mentions"] for document in report["documents"]) > 100
    scores = json.loads(
        run(installed, "-m", "ciigraph", "score", "BE", "--by", "overall", "--format", "json", folder=tmp_path)
    )
    assert [(score["score"], score["max"]) for score in scores] == [(81, 396)]
    rows = run(installed, "-m", "ciigraph", "query", "layers", "--format", "csv", folder=tmp_path).splitlines()
    assert rows[1:] == ["AZ,32,1,0,2,29,1", "BE,24,2,10,1,15,2"]
    assert [path.name for path in tmp_path.iterdir()] == ["ciigraph-store"]
