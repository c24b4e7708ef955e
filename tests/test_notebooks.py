"""The notebooks run from top to bottom on the bundled corpus, and lie in the repository without their outputs."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from read_corpus import corpus_read

if TYPE_CHECKING:
    from collections.abc import Iterator

nbformat = pytest.importorskip("nbformat", reason="notebooks need nbformat (extra notebooks)")

FOLDER = Path(__file__).resolve().parents[1] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
#: Seconds; all of one takes a few.
LONGEST = 120


def test_there_are_five() -> None:
    assert [path.stem[:3] for path in NOTEBOOKS] == ["01-", "02-", "03-", "04-", "05-"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_no_outputs_are_kept(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert cell.outputs == []
            assert cell.execution_count is None
    assert set(notebook.metadata) <= {"kernelspec", "language_info"}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A store that has the corpus already, so that a notebook's build finds nothing to do."""
    copy = tmp_path_factory.mktemp("notebooks") / "store"
    shutil.copytree(corpus_read(), copy)
    yield copy
    shutil.rmtree(copy)


@pytest.mark.slow
@pytest.mark.filterwarnings(
    "ignore::DeprecationWarning", "ignore::PendingDeprecationWarning", "ignore::ResourceWarning"
)
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_notebook_runs(path: Path, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nbclient = pytest.importorskip("nbclient", reason="running notebooks needs nbclient (extra notebooks)")
    for needed in ("ipykernel", "pandas", "altair"):
        pytest.importorskip(needed, reason=f"the notebooks need {needed} (extra notebooks)")
    monkeypatch.setenv("CIIGRAPH_STORE", str(store))
    monkeypatch.setenv("PYTHONWARNINGS", "ignore")
    monkeypatch.setenv("PYDEVD_DISABLE_FILE_VALIDATION", "1")
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    notebook = nbformat.read(path, as_version=4)
    resources = {"metadata": {"path": str(tmp_path)}}
    nbclient.NotebookClient(notebook, timeout=LONGEST, kernel_name="python3", resources=resources).execute()
    kinds = [kind for cell in notebook.cells if cell.cell_type == "code" for kind in _kinds(cell.outputs)]
    assert "text/html" in kinds
    assert ("image/svg+xml" in kinds) == path.stem.startswith(("03-", "04-"))
    assert not [output for cell in notebook.cells for output in cell.get("outputs", []) if "cdn." in str(output)]
    assert os.listdir(tmp_path) == ["ipython"]  # noqa: PTH208 - names are enough


def _kinds(outputs: list[dict[str, Any]]) -> list[str]:
    """The media types that the outputs of a cell have; what a cell writes to stderr is a mistake."""
    assert [output["text"] for output in outputs if output.get("name") == "stderr"] == []
    return [kind for output in outputs for kind in output.get("data", {})]
