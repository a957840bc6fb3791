"""Tables on scans: their lines as they are in an image, recognised words in their cells."""

import numpy as np
from PIL import Image, ImageDraw

from pipeline.ingest.pdf_grid import PageTable
from pipeline.ingest.pdf_layout import Page, lay_out
from pipeline.ingest.pdf_lines import TextLine
from pipeline.ingest.scan_image import CleanPage
from pipeline.ingest.scan_tables import (
    blocks,
    drawn_lines,
    frames,
    ruled_tables,
    without_lines,
    without_tables,
)
from pipeline.ingest.tesseract import Found

SCALE = 72 / 200
# Three rows and two columns of a grid, in pixels.
ROWS, COLUMNS = (200, 260, 320, 380), (100, 400, 700)


def page(rows: tuple[int, ...] = ROWS, columns: tuple[int, ...] = COLUMNS) -> CleanPage:
    image = Image.new("L", (800, 600), 245)
    draw = ImageDraw.Draw(image)
    for y in rows:
        draw.line((COLUMNS[0], y, COLUMNS[-1], y), fill=150, width=2)
    for x in columns:
        draw.line((x, ROWS[0], x, ROWS[-1]), fill=150, width=2)
    return CleanPage(image, 0.0)


def word(text: str, left: int, top: int, confidence: float = 0.9) -> Found:
    return Found(text, (left, top, left + 14 * len(text), top + 26), confidence, (1, 1, top))


def tables(page: CleanPage, words: list[Found]) -> list[PageTable]:
    return ruled_tables(page, drawn_lines(page.image, SCALE), words, SCALE)


WORDS = [
    word("Việc", 120, 215),
    word("Số", 420, 215),
    word("Trồng", 120, 275, 0.5),
    word("cây", 200, 275),
    word("40", 420, 275),
    word("Phát", 120, 335),
    word("25", 420, 335),
]


def test_words_stand_in_the_cells_between_grey_lines() -> None:
    (table,) = tables(page(), WORDS)
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["Việc", "Số"],
        ["Trồng cây", "40"],
        ["Phát", "25"],
    ]
    assert [row[0].confidence for row in table.rows] == [0.9, 0.5, 0.9]
    assert table.rows[1][1].box is not None
    assert abs(table.rows[1][1].box[0] - 400 * SCALE) < 2


def test_a_frame_and_rules_are_no_table() -> None:
    assert tables(page(columns=()), WORDS) == []
    assert tables(page(rows=(200, 380), columns=(100, 700)), WORDS) == []


def test_a_table_is_read_without_its_lines_and_the_page_without_its_table() -> None:
    one = page()
    drawn = drawn_lines(one.image, SCALE)
    assert int(np.asarray(without_lines(one.image, drawn, SCALE)).min()) == 245
    ImageDraw.Draw(one.image).rectangle((120, 215, 140, 241), fill=0)
    assert int(np.asarray(without_lines(one.image, drawn, SCALE)).min()) == 0
    assert int(np.asarray(without_tables(one.image, frames(drawn), SCALE)).min()) == 245


def test_print_that_touches_a_line_keeps_its_strokes() -> None:
    one = page()
    drawn = drawn_lines(one.image, SCALE)
    ImageDraw.Draw(one.image).rectangle((404, 275, 408, 300), fill=0)
    bare = np.asarray(without_lines(one.image, drawn, SCALE))
    assert int(bare[275:300, 404:409].max()) == 0


def test_a_table_is_read_column_by_column_and_a_wide_cell_alone() -> None:
    one = page()
    draw = ImageDraw.Draw(one.image)
    draw.rectangle((395, 204, 405, 257), fill=245)  # no line between the two cells of the first row
    drawn = drawn_lines(one.image, SCALE)
    for left, top in ((300, 215), (120, 275), (420, 335)):
        draw.rectangle((left, top, left + 200, top + 26), fill=0)
    (table,) = frames(drawn)
    parts = list(blocks(without_lines(one.image, drawn, SCALE), table, SCALE))
    assert [part.corner for part in parts] == [(88, 188), (388, 188), (88, 188)]
    assert [round(part.image.width, -2) for part in parts] == [300, 300, 600]
    assert all(part.image.height > 180 for part in parts[:2])
    assert parts[2].image.height < 100


def test_a_column_without_print_is_not_read() -> None:
    one = page()
    (table,) = frames(drawn_lines(one.image, SCALE))
    ImageDraw.Draw(one.image).rectangle((420, 215, 440, 241), fill=0)
    (part,) = blocks(one.image, table, SCALE)
    assert part.corner[0] == 388


def test_cells_are_as_sure_as_their_words() -> None:
    found = tables(page(), WORDS)
    inside = TextLine("Trồng cây", (44, 99, 90, 108), 108, 13)
    pieces = list(lay_out([Page([inside], found, 216)]))
    assert [(piece.text, piece.confidence, piece.cell) for piece in pieces if piece.text][2:4] == [
        ("Trồng cây", 0.5, (1, 2, 1)),
        ("40", 0.9, (1, 2, 2)),
    ]
