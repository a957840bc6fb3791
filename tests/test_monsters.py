"""Files made to take all the time or all the memory: each is one failure with its reason, and the others are done."""

from pathlib import Path

import pytest

from pipeline.batch import extract_files
from pipeline.settings import Settings
from tests.monsters import MONSTERS

SETTINGS = Settings(seconds_per_document=90, memory_per_document=1_200_000_000, max_table_cells=20_000)
REASONS = {
    "cells.docx": "more than 20000 cells",
    "cells.html": "more than 20000 cells",
    "cells.xlsx": "more than 20000 cells",
    "cells.pdf": "more than 20000 cells",
    "pages.pdf": "has 10000 pages, more than 5000 (max_pages)",
    "image.pdf": "30000 x 30000 pixels, more than 200000000 (max_image_pixels)",
    "image.png": "image",
    "entities.docx": "damaged XML",
    "deep.docx": "damaged XML",
    "inner.docx": "no Word document",
    "deep.html": "nested too deeply",
    "loop.pdf": "damaged",
}
DOCUMENTS = ("good.txt", "itself.pdf", "spans.html", "tables.docx")


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The reason of every file that failed, from one run over all of them."""
    folder = tmp_path_factory.mktemp("monsters")
    (folder / "good.txt").write_text("KẾ HOẠCH\nPhấn đấu 90% công đoàn cơ sở có tủ sách.\n", encoding="utf-8")
    for name, make in MONSTERS.items():
        (folder / name).write_bytes(make())
    summary = extract_files([folder], folder.with_name("dataset"), SETTINGS)
    assert summary.inputs == summary.read + len(summary.failures) == len(MONSTERS) + 1
    assert summary.read == len(DOCUMENTS)
    return {Path(failure.source).name: failure.reason for failure in summary.failures}


@pytest.mark.parametrize("name", sorted(REASONS))
def test_what_would_take_too_much_is_one_failure_with_its_reason(outcomes: dict[str, str], name: str) -> None:
    assert REASONS[name] in outcomes[name]
    assert "\n" not in outcomes[name]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_takes_little_is_read(outcomes: dict[str, str], name: str) -> None:
    assert name not in outcomes


def test_every_monster_is_told_of() -> None:
    assert set(MONSTERS) | {"good.txt"} == {*REASONS, *DOCUMENTS}
