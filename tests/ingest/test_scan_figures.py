"""Figures on scans, alone in their cells or taken for letters: several looks, of which most win."""

from collections.abc import Callable, Iterator

import pytest
from PIL import Image, ImageDraw

from pipeline.ingest import tesseract
from pipeline.ingest.pdf_grid import PageTable, TableCell
from pipeline.ingest.scan_figures import figures_in_lines, figures_in_tables, is_figure
from pipeline.ingest.tesseract import Found

DPI = 72  # a pixel is a point
SECONDS = 5.0
Look = Callable[[int], list[str]]


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What the looks read, in turn; they have to be given as many as are asked for."""
    said: list[str] = []

    def read(images: list[Image.Image], *_: object) -> list[list[Found]]:
        return [[Found(text, (0, 0, 9, 9), 0.8, (1, 1, 1))] if (text := said.pop(0)) else [] for _ in images]

    monkeypatch.setattr(tesseract, "words_of_lines", read)
    yield said
    assert said == []


def column(*texts: str) -> tuple[Image.Image, PageTable, list[Found]]:
    """A page with a table of one column of such cells, each with print in it, and the words read there."""
    image = Image.new("L", (200, 40 * len(texts)), 245)
    draw = ImageDraw.Draw(image)
    rows, words = [], []
    for at, text in enumerate(texts):
        top = 40 * at
        draw.rectangle((80, top + 10, 100, top + 30), fill=0)
        rows.append((TableCell(text, (0, top, 200, top + 40)),))
        words += [Found(word, (80, top + 10, 100, top + 30), 0.9, (1, 1, at)) for word in text.split()]
    return image, PageTable((0, 0, 200, 40 * len(texts)), (0,), tuple(rows)), words


def read(*texts: str) -> list[str]:
    image, table, words = column(*texts)
    return [word.text for word in figures_in_tables(image, [table], words, DPI, SECONDS)]


def test_a_letter_in_a_column_of_figures_is_the_figure_that_most_looks_read(looks: list[str]) -> None:
    looks += ["12"] * 4 + ["II", "11", "lãi", "I1"] + ["9"] * 4
    assert read("Số lượng", "12", "lãi", "9") == ["Số", "lượng", "12", "11", "9"]


def test_a_letter_that_most_looks_read_again_stays(looks: list[str]) -> None:
    looks += ["12"] * 4 + ["x", "x", "x", "4"]
    assert read("Có mặt", "12", "x") == ["Có", "mặt", "12", "x"]


def test_a_column_of_words_is_not_looked_at(looks: list[str]) -> None:
    assert read("Xã", "Phú An", "12") == ["Xã", "Phú", "An", "12"]
    assert read("Đạt", "x", "x") == ["Đạt", "x", "x"]
    assert looks == []


def test_a_figure_that_was_not_read_at_all_is_put_in_its_cell(looks: list[str]) -> None:
    looks += ["7"] * 4 + ["8"] * 4
    assert read("Số lớp", "", "8") == ["Số", "lớp", "8", "7"]


@pytest.mark.parametrize(
    ("text", "said", "read"), [("S0", "80", "80"), ("l5", "15", "15"), ("S2", "S2", "S2")]
)
def test_a_figure_with_a_letter_in_it_is_looked_at(looks: list[str], text: str, said: str, read: str) -> None:
    looks += [text, said, text, text]
    line = [Found("gồm", (0, 0, 30, 20), 0.9, (1, 1, 1)), Found(text, (40, 0, 60, 20), 0.9, (1, 1, 1))]
    image = Image.new("L", (100, 30), 245)
    assert [word.text for word in figures_in_lines(image, [line], DPI, SECONDS)[0]] == ["gồm", read]


@pytest.mark.parametrize("text", ["KH-UBND", "2025", "B2", "12/KH", "Số", "Il"])
def test_other_words_are_not_looked_at(looks: list[str], text: str) -> None:
    line = [Found(text, (0, 0, 30, 20), 0.9, (1, 1, 1))]
    assert figures_in_lines(Image.new("L", (100, 30), 245), [line], DPI, SECONDS) == [line]
    assert looks == []


@pytest.mark.parametrize("text", ["8", "4,49", "1.250", "98%", "30/9", "4-6", "2030"])
def test_figures(text: str) -> None:
    assert is_figure(text)


@pytest.mark.parametrize("text", ["", "II", "8a", "1.", "12 lớp", "§"])
def test_no_figures(text: str) -> None:
    assert not is_figure(text)
