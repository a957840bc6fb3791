"""Tables on scans: their lines as they are in an image, recognised words in their cells."""

from PIL import Image, ImageDraw

from pipeline.ingest.pdf_layout import Page, lay_out
from pipeline.ingest.pdf_lines import TextLine
from pipeline.ingest.scan_image import CleanPage
from pipeline.ingest.scan_tables import parted, ruled_tables
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
    (table,) = ruled_tables(page(), WORDS, SCALE)
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["Việc", "Số"],
        ["Trồng cây", "40"],
        ["Phát", "25"],
    ]
    assert [row[0].confidence for row in table.rows] == [0.9, 0.5, 0.9]
    assert table.rows[1][1].box is not None
    assert abs(table.rows[1][1].box[0] - 400 * SCALE) < 2


def test_a_frame_and_rules_are_no_table() -> None:
    assert ruled_tables(page(columns=()), WORDS, SCALE) == []
    assert ruled_tables(page(rows=(200, 380), columns=(100, 700)), WORDS, SCALE) == []


def test_a_page_without_words_has_no_table() -> None:
    assert ruled_tables(page(), [], SCALE) == []


def test_a_line_taken_for_a_sign_is_no_part_of_a_word() -> None:
    words = [word("[Việc", 98, 215), word("|", 396, 275), word("[40]", 430, 275), word("Một|", 348, 335)]
    (table,) = ruled_tables(page(), words, SCALE)
    assert [[cell.text for cell in row] for row in table.rows] == [["Việc", ""], ["", "[40]"], ["Một", ""]]


def test_a_line_is_cut_where_it_enters_a_table() -> None:
    tables = ruled_tables(page(), WORDS, SCALE)
    line = [word("Lề", 20, 275), word("Trồng", 120, 275), word("cây", 200, 275)]
    assert [[one.text for one in part] for part in parted([line], tables, SCALE)] == [
        ["Lề"],
        ["Trồng", "cây"],
    ]
    assert list(parted([line], [], SCALE)) == [line]


def test_cells_are_as_sure_as_their_words() -> None:
    tables = ruled_tables(page(), WORDS, SCALE)
    inside = TextLine("Trồng cây", (44, 99, 90, 108), 108, 13)
    pieces = list(lay_out([Page([inside], tables, 216)]))
    assert [(piece.text, piece.confidence, piece.cell) for piece in pieces if piece.text][2:4] == [
        ("Trồng cây", 0.5, (1, 2, 1)),
        ("40", 0.9, (1, 2, 2)),
    ]
