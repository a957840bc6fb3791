"""The directives with tables: their files are those of their sources, and their targets are found in every format."""

import importlib.util
import json
import re
import sys
from collections import Counter
from pathlib import Path

import pytest

from pipeline import ingest
from pipeline.evaluate.report import Score
from pipeline.evaluate.tables import FORMATS, score
from pipeline.flow import run
from pipeline.settings import Settings

from .reading import CORPUS, fold

FOLDER = CORPUS / "tables"
SOURCES = sorted((FOLDER / "sources").glob("*.txt"))

_spec = importlib.util.spec_from_file_location("corpus_tables_build", FOLDER / "build.py")
assert _spec is not None
assert _spec.loader is not None
build = importlib.util.module_from_spec(_spec)
sys.modules["corpus_tables_build"] = build
_spec.loader.exec_module(build)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_the_truth_is_that_of_the_source(path: Path) -> None:
    written = json.loads((FOLDER / "gold" / f"{path.stem}.json").read_text(encoding="utf-8"))
    assert written == build.gold(build.read(path.read_text(encoding="utf-8")), path.stem)


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_files_say_what_their_source_says(path: Path, suffix: str) -> None:
    file = FOLDER / "files" / f"{path.stem}.{suffix}"
    (raw,) = ingest.read(file, file.name, Settings())
    source = build.read(path.read_text(encoding="utf-8"))
    texts = [
        " ".join(cell for row in block.rows for cell in row if cell not in "^<")
        if isinstance(block, build.Table)
        else block[1].replace("||", " ")
        for block in source.blocks
    ]
    wanted, have = (Counter(re.findall(r"[^\W\d_]{3,}", fold(said))) for said in (" ".join(texts), raw.text))
    assert not wanted - have


@pytest.mark.parametrize("suffix", FORMATS)
def test_targets_in_tables_are_found(suffix: str) -> None:
    total = sum((found for _, found, _ in score(FOLDER, suffix)), Score())
    assert total.f1 is not None
    assert total.f1 >= 0.95


@pytest.mark.parametrize("suffix", FORMATS)
def test_tables_that_assign_nothing_give_no_target(suffix: str) -> None:
    (found,) = [found for name, found, _ in score(FOLDER, suffix) if name == "khong-giao-chi-tieu"]
    assert found == Score()


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_row_quotes_the_text_and_leads_back_to_its_cell(suffix: str) -> None:
    for path in sorted((FOLDER / "files").glob(f"*.{suffix}")):
        (raw,) = ingest.read(path, path.name, Settings())
        found = run(raw)
        for row in (*found.targets, *found.numerals, *found.deadlines, *found.references):
            assert found.text[row.start : row.end] == row.quote
        for target in found.targets:
            if target.rule.startswith("table."):
                assert target.cell is not None
                assert (target.page is not None) == (suffix == "pdf")
