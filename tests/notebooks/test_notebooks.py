"""The notebooks run as in a clone: beside the corpus, in their own folder, without a dataset made before."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).parent.parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
FIGURES = {"01_walkthrough": 1, "02_compare_levels": 2, "03_error_analysis": 3}
each = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def run(path, output):
    command = [sys.executable, str(ROOT / "scripts" / "run_notebooks.py"), str(path), "--output", str(output)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, timeout=300)


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    folder = tmp_path_factory.mktemp("clone")
    for name in ("corpus", "notebooks"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


def test_all_are_there():
    assert [path.stem for path in NOTEBOOKS] == sorted(FIGURES)


@each
def test_runs_and_draws(path, clone):
    done = run(clone / "notebooks" / path.name, clone / "out")
    assert done.returncode == 0, done.stderr
    cells = nbformat.read(clone / "out" / path.name, as_version=4).cells
    outputs = [output for cell in cells if cell.cell_type == "code" for output in cell.outputs]
    assert sum("image/png" in output.get("data", {}) for output in outputs) == FIGURES[path.stem]
    assert [output.text for output in outputs if output.get("name") == "stderr"] == []


@each
def test_is_stored_without_results(path):
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    assert notebook.metadata.kernelspec.name == "python3"
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell for cell in code if cell.outputs or cell.execution_count is not None] == []


@each
def test_names_no_place_on_one_machine(path):
    text = "\n".join(
        "".join(cell["source"]) for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
    )
    assert re.findall(r"""["'](?:/|~|[A-Za-z]:[\\/])[^"']*|https?://\S+""", text) == []


def test_a_cell_that_raises_fails_the_run(tmp_path):
    cells = [nbformat.v4.new_code_cell("print('before')"), nbformat.v4.new_code_cell("1 / 0")]
    path = tmp_path / "broken.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    done = run(path, tmp_path / "out")
    assert done.returncode == 1
    assert "ZeroDivisionError" in done.stderr
    kept = nbformat.read(tmp_path / "out" / path.name, as_version=4)
    assert kept.cells[0].outputs[0].text == "before\n"
