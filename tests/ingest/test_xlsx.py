"""Workbooks as Excel shows them."""

from datetime import date, datetime, time
from io import BytesIO

import pytest
from openpyxl import Workbook
from openpyxl.styles import Border, Side

from pipeline.ingest.pieces import Content, Unreadable
from pipeline.ingest.xlsx import read_xlsx
from pipeline.ingest.xlsx_values import shown
from pipeline.settings import Settings

SETTINGS = Settings()
HEAD = ["STT", "Đơn vị", "Số cây"]


def saved(book: Workbook) -> bytes:
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def read(*rows: list[object], merged: tuple[str, ...] = ()) -> Content:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for cells in merged:
        book.active.merge_cells(cells)
    return read_xlsx(saved(book), SETTINGS)


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (0.9, "0%", "90%"),
        (0.125, "0.0%", "12,5%"),
        (1200, "#,##0", "1.200"),
        (1200, "General", "1200"),
        (2.5, "General", "2,5"),
        (0.1 + 0.2, "General", "0,3"),
        (5, "00", "05"),
        (1234.5, "#,##0.00", "1.234,50"),
        (2.5, "0.##", "2,5"),
        (3, "0.##", "3"),
        (-4, "0", "-4"),
        (40, '0" đoàn viên"', "40 đoàn viên"),
        (90, '"≥ "0', "≥ 90"),
        (1500000, '#,##0\\ "đồng"', "1.500.000 đồng"),
        (datetime(2031, 9, 2), "dd/mm/yyyy", "02/09/2031"),
        (datetime(2031, 9, 2, 7, 30), "hh:mm dd/mm/yyyy", "07:30 02/09/2031"),
        (date(2031, 9, 1), "mm/yyyy", "09/2031"),
        (date(2031, 1, 1), "yyyy", "2031"),
        (time(7, 30), "h:mm", "07:30"),
        (None, "General", ""),
        ("  An Hòa ", "@", "An Hòa"),
    ],
)
def test_values_are_as_shown(value: object, form: str, text: str) -> None:
    assert shown(value, form) == text


def test_rows_of_a_table_are_lines_and_other_cells_paragraphs() -> None:
    content = read(
        ["HỘI LÀM VƯỜN", None, "KẾ HOẠCH"], [], HEAD, [1, "Xã An Hòa", 40], [2, "Xã Bình Minh", None]
    )
    assert (
        content.text
        == "HỘI LÀM VƯỜN\nKẾ HOẠCH\nSTT | Đơn vị | Số cây\n1 | Xã An Hòa | 40\n2 | Xã Bình Minh | "
    )
    assert [place.cell for place in content.places][:2] == [(1, 1, 1), (1, 1, 3)]
    assert {place.role for place in content.places[:2]} == {"body"}
    assert content.places[-1].cell == (1, 5, 2)
    assert content.places[-1].role == "table"


def test_merged_cells_stand_in_their_first() -> None:
    content = read(
        ["STT", "Đơn vị", "Cây", None],
        [None, None, "Trồng", "Sống"],
        [1, "Xã An Hòa", 40, 30],
        [2, None, 50, 45],
        merged=("A1:A2", "B1:B2", "C1:D1", "B3:B4"),
    )
    assert content.text.split("\n") == [
        "STT | Đơn vị | Cây | ",
        " |  | Trồng | Sống",
        "1 | Xã An Hòa | 40 | 30",
        "2 |  | 50 | 45",
    ]
    assert [
        place.rows for place in content.places if content.text[place.start : place.end] == "Xã An Hòa"
    ] == [2]


def test_hidden_sheets_rows_and_columns_are_not_shown() -> None:
    book = Workbook()
    for row in (HEAD, [1, "Xã An Hòa", 40], [2, "Xã Bình Minh", 50], [3, "Xã Cẩm Lệ", 60]):
        book.active.append(row)
    book.active.row_dimensions[3].hidden = True
    book.active.column_dimensions["A"].hidden = True
    book.create_sheet("Nháp").append(["bỏ", "đi", "hết"])
    book["Nháp"].sheet_state = "hidden"
    text = read_xlsx(saved(book), SETTINGS).text
    assert "Bình Minh" not in text
    assert "bỏ" not in text
    assert "Xã An Hòa | 40" in text


def test_each_of_several_sheets_has_its_title() -> None:
    book = Workbook()
    book.active.title = "Biểu trồng cây"
    book.active.append(HEAD)
    book.active.append([1, "Xã An Hòa", 40])
    second = book.create_sheet("Sheet2")
    second.append(HEAD)
    second.append([1, "Xã Cẩm Lệ", 60])
    content = read_xlsx(saved(book), SETTINGS)
    assert content.text.split("\n")[0] == "Biểu trồng cây"
    assert "Sheet2" not in content.text
    assert content.places[-1].cell == (2, 2, 3)


def test_lines_tell_a_table_from_what_stands_beside_it() -> None:
    book = Workbook()
    sheet = book.active
    for row in (HEAD, [1, "Xã An Hòa", 40], ["Nơi nhận", None, "CHỦ TỊCH"]):
        sheet.append(row)
    for cells in sheet["A1:C2"]:
        for cell in cells:
            cell.border = Border(left=Side(style="thin"), right=Side(style="thin"))
    lines = read_xlsx(saved(book), SETTINGS).text.split("\n")
    assert lines == ["STT | Đơn vị | Số cây", "1 | Xã An Hòa | 40", "Nơi nhận", "CHỦ TỊCH"]


def test_a_formula_says_what_was_saved_with_it() -> None:
    data = saved(_with_formula())
    assert "=SUM" not in read_xlsx(data, SETTINGS).text


def _with_formula() -> Workbook:
    book = Workbook()
    for row in (HEAD, [1, "Xã An Hòa", 40], [2, "Xã Bình Minh", "=SUM(C2:C2)"]):
        book.active.append(row)
    return book


def test_limits() -> None:
    many = Workbook()
    for _ in range(30):
        many.active.append([1] * 10)
    with pytest.raises(Unreadable, match="max_table_cells"):
        read_xlsx(saved(many), Settings(max_table_cells=200))
    wide = Workbook()
    wide.active["A1"] = "một ô"
    wide.active["XFD1048576"] = "ô cuối"
    with pytest.raises(Unreadable, match="max_table_cells"):
        read_xlsx(saved(wide), SETTINGS)


def test_a_merged_cell_over_the_whole_sheet_is_counted_before_it_is_made() -> None:
    import zipfile

    book = Workbook()
    book.active["A1"] = "x"
    book.active.merge_cells("A1:B2")
    source, target = zipfile.ZipFile(BytesIO(saved(book))), BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            archive.writestr(name, source.read(name).replace(b"A1:B2", b"A1:XFD1048576"))
    with pytest.raises(Unreadable, match="max_table_cells"):
        read_xlsx(target.getvalue(), SETTINGS)
