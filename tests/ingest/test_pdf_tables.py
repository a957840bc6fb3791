"""Tables of PDFs: with lines and without, over pages, with cells that span or are cut."""

from collections.abc import Sequence
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from pdfplumber import table as geometry

from pipeline.ingest.pdf import read_pdf
from pipeline.ingest.pdf_grid import PageTable, TableCell
from pipeline.ingest.pdf_ruled import find_ruled
from pipeline.ingest.pdf_rulings import Ruling, cells_between, whole
from pipeline.ingest.pdf_stitching import TableRows, number_tables
from pipeline.ingest.pdf_unruled import find_unruled
from pipeline.ingest.pdf_words import Word, cell_text
from pipeline.schema import BBox
from pipeline.settings import Settings
from tests.ingest.pdf_samples import grid, pdf_file

PITCH = 14.0
Stroke = tuple[int, int, int]


def word(x: float, line: float, text: str) -> Word:
    """A word of letters six points wide, at ``x`` on a line counted from the page's top."""
    return Word(text, (x, line * PITCH, x + 6 * len(text), line * PITCH + 11))


def words(*rows: Sequence[tuple[float, str]], first: float = 0) -> list[Word]:
    found = []
    for line, row in enumerate(rows):
        for left, text in row:
            x = left
            for part in text.split():
                found.append(word(x, first + line, part))
                x += 6 * len(part) + 3
    return found


def said(table: PageTable) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def test_lines_make_cells_and_cells_span_where_a_line_is_missing() -> None:
    across: list[BBox] = [(0, 0, 90, 0), (30, 20, 90, 20), (0, 40, 90, 40), (0, 60, 90, 60)]
    down: list[BBox] = [(0, 0, 0, 60), (30, 0, 30, 60), (60, 20, 60, 60), (90, 0, 90, 60)]
    inside = [
        Word("STT", (2, 5, 20, 15), ), Word("Cây", (40, 5, 58, 15)), Word("Trồng", (31, 25, 58, 35)),
        Word("Sống", (62, 25, 88, 35)), Word("1", (2, 45, 8, 55)), Word("40", (35, 45, 45, 55)),
        Word("30", (65, 45, 75, 55)),
    ]  # fmt: skip
    (table,) = find_ruled(across, down, inside)
    assert said(table) == [["STT", "Cây", ""], ["", "Trồng", "Sống"], ["1", "40", "30"]]
    assert table.rows[0][0].rows == 2
    assert table.rows[0][0].box == (0, 0, 30, 40)


def test_lines_drawn_in_pieces_are_whole_and_frames_are_no_tables() -> None:
    across: list[BBox] = [(x, y, x + 30, y) for y in (0, 20, 40) for x in (0, 30)]
    down: list[BBox] = [(x, y, x, y + 20) for x in (0, 30, 60) for y in (0, 20)]
    assert [len(table.rows) for table in find_ruled(across, down, [])] == [2]
    frame: list[BBox] = [(0, 0, 60, 0), (0, 40, 60, 40)]
    assert find_ruled(frame, [(0, 0, 0, 40), (60, 0, 60, 40)], []) == []


def test_a_side_that_is_not_drawn_is_closed_and_what_lies_beyond_is_no_part() -> None:
    across: list[BBox] = [(0, 0, 60, 0), *((0, y, 90, y) for y in (20, 40, 60))]
    down: list[BBox] = [(0, 0, 0, 60), (30, 0, 30, 60), (60, 0, 60, 60), (90, 0, 90, 20)]
    inside = [Word("Đơn vị", (2, 5, 28, 15)), Word("Cây", (62, 5, 88, 15)), Word("40", (65, 45, 75, 55))]
    (table,) = find_ruled(across, down, [*inside, Word("Bìa", (100, 5, 120, 15))])
    assert said(table) == [["Đơn vị", "", "Cây"], ["", "", ""], ["", "", "40"]]
    assert [cell.rows for row in table.rows for cell in row] == [1] * 9


def test_squares_that_make_no_rectangle_are_cells_of_their_own() -> None:
    across: list[BBox] = [(0, 0, 90, 0), (0, 20, 60, 20), (0, 40, 90, 40), (0, 60, 90, 60)]
    down: list[BBox] = [(0, 0, 0, 60), (30, 0, 30, 60), (60, 0, 60, 20), (60, 40, 60, 60), (90, 0, 90, 60)]
    inside = [Word(f"{x}{y}", (x + 5, y + 5, x + 20, y + 15)) for y in (0, 20, 40) for x in (0, 30, 60)]
    (table,) = find_ruled(across, down, inside)
    assert said(table) == [["00", "300", "600"], ["020", "3020", "6020"], ["040", "3040", "6040"]]


def test_two_tables_of_a_page_are_two() -> None:
    across: list[BBox] = [(0, y, 60, y) for y in (0, 20, 40, 100, 120, 140)]
    down: list[BBox] = [(x, y, x, y + 40) for x in (0, 30, 60) for y in (0, 100)]
    assert [table.box[1] for table in find_ruled(across, down, [])] == [0, 100]


def test_columns_without_lines() -> None:
    (table,) = find_unruled(
        words(
            [(0, "TT"), (40, "Đơn vị"), (200, "Cây"), (260, "Tỷ lệ")],
            [(0, "1"), (40, "Xã An Hòa"), (200, "40"), (260, "90")],
            [(0, "2"), (40, "Thị trấn Bình"), (200, "1.250"), (260, "85")],
            [(40, "Minh Đông")],
            [(0, "II"), (40, "Khối trường")],
            [(0, "3"), (40, "Trường Cẩm Lệ"), (200, "60"), (260, "80")],
        )
    )
    assert said(table) == [
        ["TT", "Đơn vị", "Cây", "Tỷ lệ"],
        ["1", "Xã An Hòa", "40", "90"],
        ["2", "Thị trấn Bình Minh Đông", "1.250", "85"],
        ["II", "Khối trường", "", ""],
        ["3", "Trường Cẩm Lệ", "60", "80"],
    ]
    assert not table.ruled


def test_cells_in_the_middle_of_their_rows_and_heads_over_columns() -> None:
    (table,) = find_unruled(
        words(
            [(215, "Cây trồng")],
            [(0, "TT"), (40, "Đơn vị"), (200, "Năm"), (260, "Sau")],
            [(40, "Thị trấn Bình")],
            [(0, "1"), (200, "40"), (260, "90")],
            [(40, "minh đông")],
            [(40, "Xã An Hòa và")],
            [(0, "2"), (200, "50"), (260, "85")],
            [(40, "xã kề bên")],
            [(0, "3"), (40, "Xã Cẩm Lệ"), (200, "60"), (260, "80")],
        )
    )
    assert said(table)[-3:] == [
        ["1", "Thị trấn Bình minh đông", "40", "90"],
        ["2", "Xã An Hòa và xã kề bên", "50", "85"],
        ["3", "Xã Cẩm Lệ", "60", "80"],
    ]


def test_a_table_that_goes_on_has_the_rest_of_a_row_first_and_may_have_but_one() -> None:
    page = words([(40, "và xã kề bên")], [(0, "3"), (40, "Xã Cẩm Lệ"), (200, "60"), (260, "80")])
    assert find_unruled(page) == []
    (table,) = find_unruled(page, goes_on=True)
    assert said(table) == [["", "và xã kề bên", "", ""], ["3", "Xã Cẩm Lệ", "60", "80"]]
    text = [[(0, "Điều kiện để được công nhận là xã đạt chuẩn trong năm nay và năm sau")]] * 5
    assert find_unruled(words(*text, [(0, "3"), (40, "xã"), (200, "60"), (260, "80")]), goes_on=True) == []


def test_heads_lists_and_blocks_of_two_columns_are_no_tables() -> None:
    head = words(
        [(0, "HỘI LÀM VƯỜN"), (250, "CỘNG HÒA")],
        [(0, "Số: 12"), (250, "Độc lập")],
        [(0, "An Hòa"), (250, "ngày 5")],
    )
    assert find_unruled(head) == []
    listed = words(
        *[
            [(0, f"{n}."), (40, "Trồng"), (90, "cây quanh trường học"), (240, "vào mùa mưa")]
            for n in range(1, 6)
        ]
    )
    assert find_unruled(listed) == []


def test_a_day_broken_by_a_narrow_cell_is_whole_and_two_numbers_are_two() -> None:
    assert cell_text(words([(0, "30/11/20")], [(0, "31")])) == "30/11/2031"
    assert cell_text(words([(0, "120")], [(0, "85")])) == "120 85"


def page(*rows: Sequence[str | tuple[str, int]]) -> PageTable:
    """A table with lines: texts, ``None`` for what another cell covers, and how many rows a cell reaches over."""
    cells = []
    for number, row in enumerate(rows):
        found = []
        for column, cell in enumerate(row):
            text, reach = cell if isinstance(cell, tuple) else (cell, 1)
            box = (column * 50.0, number * 20.0, column * 50.0 + 50, number * 20.0 + 20.0 * reach)
            found.append(TableCell() if text == "^" else TableCell(text, box, reach))
        cells.append(tuple(found))
    return PageTable(
        (0, 0, 50.0 * len(rows[0]), 20.0 * len(rows)),
        tuple(50.0 * n for n in range(len(rows[0]))),
        tuple(cells),
    )


def lines(tables: list[list[TableRows]]) -> list[str]:
    return [
        " | ".join(" ".join(piece.text for piece in cell) for cell in row)
        for here in tables
        for table in here
        for row in table.rows
    ]


HEAD = ("TT", "Đơn vị", "Cây")


def test_a_head_that_comes_again_is_passed_over_and_rows_go_on_counting() -> None:
    first, second = page(HEAD, ("1", "Xã An Hòa", "40")), page(HEAD, ("2", "Xã Cẩm Lệ", "60"))
    tables = number_tables([[first], [second]], [False, True])
    assert tables[1][0].repeated == 1
    assert tables[1][0].rows[1][2][0].cell == (1, 3, 3)
    apart = number_tables([[first], [second]], [False, False])
    assert apart[1][0].repeated == 0
    assert apart[1][0].rows[1][2][0].cell == (2, 2, 3)


def test_a_row_cut_by_the_page_is_whole_again() -> None:
    first = page(HEAD, ("1", "Trường Tiểu học", "40"))
    second = page(("", "số hai", ""), ("2", "Xã Cẩm Lệ", "60"))
    tables = number_tables([[first], [second]], [False, True])
    assert lines(tables) == ["TT | Đơn vị | Cây", "1 | Trường Tiểu học số hai | 40", "2 | Xã Cẩm Lệ | 60"]
    assert [piece.page for piece in tables[0][0].rows[1][1]] == [1, 2]
    assert tables[1][0].rows[0][2][0].cell == (1, 3, 3)


def test_cells_over_several_rows_reach_on_where_the_page_cuts_a_row() -> None:
    first = page(HEAD, ("1", "Trường Tiểu học", "Quý I"))
    second = page(("", "số hai", ("", 2)), ("2", "Xã Cẩm Lệ", "^"))
    tables = number_tables([[first], [second]], [False, True])
    assert [piece.rows for piece in tables[0][0].rows[1][2]] == [2]
    assert [piece.rows for piece in tables[0][0].rows[1][1]] == [1, 1]


def test_a_row_that_begins_on_the_page_is_not_joined() -> None:
    first = page(HEAD, ("1", "Xã An Hòa", "40"))
    for row in (("", "- Trong đó nữ", "12"), ("", "trong đó nữ", "12"), ("2", "kề bên", "")):
        assert len(number_tables([[first], [page(row)]], [False, True])[1][0].rows) == 1


def test_a_cell_that_reaches_over_the_page_reaches_on() -> None:
    first = page(("Việc", "Nơi làm"), ("Trồng cây", ("Vườn ươm", 2)), ("Tưới cây", "^"))
    second = page(("Tỉa cành", ""), ("Thu hoạch", "Xưởng"))
    tables = number_tables([[first], [second]], [False, True])
    assert tables[0][0].rows[1][1][0].rows == 3
    blank = number_tables([[page(("Việc", "Nơi làm"), ("Trồng cây", "Vườn ươm"))], [second]], [False, True])
    assert blank[0][0].rows[1][1][0].rows == 1


def test_a_table_of_a_file_over_pages() -> None:
    text = [
        [
            (75, 725, "TT"),
            (125, 725, "Xa"),
            (225, 725, "Cay"),
            (75, 705, "1"),
            (125, 705, "An"),
            (225, 705, "40"),
        ]
    ]
    text += [
        [
            (75, 725, "2"),
            (125, 725, "Binh"),
            (225, 725, "50"),
            (75, 705, "3"),
            (125, 705, "Cam"),
            (225, 705, "60"),
        ]
    ]
    content = read_pdf(pdf_file(*text, lines=grid(70, 740, (50, 100, 100), 2)), Settings())
    assert content.text.split("\n") == ["TT | Xa | Cay", "1 | An | 40", "2 | Binh | 50", "3 | Cam | 60"]
    assert [place.cell for place in content.places][-1] == (1, 4, 3)
    assert [place.page for place in content.places][-1] == 2


def test_a_line_is_parted_where_a_stroke_goes_through_it_and_is_whole_elsewhere() -> None:
    # A letter is six points wide: the seventeenth begins at 221, behind the stroke at 220.
    text = [(75, 725, "TT"), (125, 725, "Xa va thon"), (225, 725, "Cay so"), (75, 705, "1")]
    content = read_pdf(
        pdf_file([*text, (125, 705, "An Binh Cam Dan 405 60")], lines=grid(70, 740, (50, 100, 100), 2)),
        Settings(),
    )
    assert content.text.split("\n") == ["TT | Xa va thon | Cay so", "1 | An Binh Cam Dan | 405 60"]


# Of lines on a grid of points 20 apart: on which of its lines, from where to where.
STROKES = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(1, 5)).filter(lambda one: one[1] < one[2])
)


@given(STROKES, STROKES)
def test_the_cells_are_those_that_pdfplumber_finds(across: list[Stroke], down: list[Stroke]) -> None:
    rows = whole([Ruling(20.0 * at, 20.0 * low, 20.0 * high) for at, low, high in across])
    columns = whole([Ruling(20.0 * at, 20.0 * low, 20.0 * high) for at, low, high in down])
    edges = geometry.merge_edges([*map(_lying, across), *map(_standing, down)], 3, 3, 3, 3)
    cells = geometry.intersections_to_cells(geometry.edges_to_intersections(edges, 3, 3))
    wanted = [table for table in geometry.cells_to_tables(cells) if len(table) > 1]
    assert sorted(map(sorted, cells_between(rows, columns))) == sorted(map(sorted, wanted))


def _lying(stroke: Stroke) -> dict[str, Any]:
    at, low, high = (20.0 * place for place in stroke)
    return {
        "orientation": "h", "x0": low, "x1": high, "width": high - low, "top": at, "bottom": at, "height": 0.0,
    }  # fmt: skip


def _standing(stroke: Stroke) -> dict[str, Any]:
    at, low, high = (20.0 * place for place in stroke)
    return {
        "orientation": "v", "x0": at, "x1": at, "width": 0.0, "top": low, "bottom": high, "height": high - low,
    }  # fmt: skip


def test_a_cell_that_touches_two_tables_makes_them_one() -> None:
    rows = [Ruling(0, 0, 20), Ruling(20, 0, 40), Ruling(40, 0, 40), Ruling(60, 0, 20)]
    columns = [Ruling(0, 0, 20), Ruling(0, 40, 60), Ruling(20, 0, 60), Ruling(40, 20, 40)]
    (table,) = cells_between(rows, columns)
    assert sorted(table) == [(0, 0, 20, 20), (0, 40, 20, 60), (20, 20, 40, 40)]
    assert cells_between(rows, columns[:3]) == []  # two cells that nothing joins are no tables


def test_lines_near_each_other_are_one_in_their_middle_and_pieces_are_joined() -> None:
    pieces = [
        Ruling(10.0, 30.0, 60.0),
        Ruling(11.0, 0.0, 28.0),
        Ruling(30.0, 0.0, 20.0),
        Ruling(30.0, 40.0, 60.0),
    ]
    assert whole(pieces) == [Ruling(10.5, 0.0, 60.0), Ruling(30.0, 0.0, 20.0), Ruling(30.0, 40.0, 60.0)]
