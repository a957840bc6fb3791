"""PDFs as offices lay them out, against the text that they were made from (``layout/build.py``)."""

import importlib.util
from functools import cache
from itertools import groupby
from pathlib import Path

import pytest

from pipeline.ingest import read
from pipeline.normalise import normalise
from pipeline.settings import Settings
from pipeline.text import LineRole, Text

FOLDER = Path(__file__).parent / "layout"
NAMES = sorted(path.stem for path in FOLDER.glob("*.txt"))

_spec = importlib.util.spec_from_file_location("layout_build", FOLDER / "build.py")
assert _spec is not None
assert _spec.loader is not None
build = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(build)


@cache
def text_of(name: str) -> Text:
    (raw,) = read(FOLDER / f"{name}.pdf", f"{name}.pdf", Settings())
    return normalise(raw)


def lines_of(name: str, role: LineRole) -> list[str]:
    text = text_of(name)
    return [text.text[line.start : line.end] for line in text.lines if line.role == role]


@cache
def source_of(name: str) -> str:
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8")


def body_of(source: str) -> list[str]:
    """The paragraphs in the order in which one reads them: a column after the other, without marks of notes."""
    found: list[str] = []
    for mark, group in groupby(build.read_lines(source), key=lambda line: line[0]):
        texts = [build.NOTE.sub("", text) for _, text in group]
        if mark in ("@columns", "@tabs"):
            found += [row.split("||")[side].strip() for side in (0, 1) for row in texts]
        elif mark in ("", "@title"):
            found += texts
    return [text for text in found if text]


@pytest.mark.parametrize("name", NAMES)
def test_body_is_what_was_written(name: str) -> None:
    assert lines_of(name, "body") == body_of(source_of(name))


@pytest.mark.parametrize("name", NAMES)
def test_notes_are_apart_and_whole(name: str) -> None:
    notes = [f"{number} {note}" for number, note in enumerate(build.NOTE.findall(source_of(name)), start=1)]
    assert notes
    assert lines_of(name, "footnote") == notes


@pytest.mark.parametrize("name", NAMES)
def test_margins_and_stamps_are_furniture(name: str) -> None:
    text = text_of(name)
    assert text.raw.pages is not None
    margins = {mark: line for mark, line in build.read_lines(source_of(name)) if mark in ("@head", "@foot")}
    stamps = [line for mark, line in build.read_lines(source_of(name)) if mark == "@stamp"]
    printed = [
        line.replace("#", str(page)) for page in range(1, text.raw.pages + 1) for line in margins.values()
    ]
    assert sorted(lines_of(name, "furniture")) == sorted([*printed, *stamps])
    assert text.raw.pages > 1
