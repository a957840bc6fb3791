"""Cells are typed, texts stay texts, verdicts have the colours of the page."""

import re
import zipfile
from datetime import datetime

import pytest
from msgspec.structs import replace
from openpyxl import Workbook, load_workbook

from pipeline.report import write_report
from pipeline.report.cells import cell_of, styles
from pipeline.report.wording import words
from pipeline.schema import Finding
from tests.report.samples import FORMULA, cascade, judged, nameless, plans, write_dataset

SHEETS = [
    "Tổng hợp",
    "Đối chiếu",
    "Văn bản",
    "Chỉ tiêu",
    "Thời hạn",
    "Văn bản viện dẫn",
    "Lỗi văn bản",
    "Số chưa phân loại",
    "Tệp không đọc được",
]


@pytest.fixture(scope="module")
def book(report):
    return load_workbook(report.workbook)


def rows(sheet):
    names, *found = sheet.iter_rows()
    return [dict(zip((name.value for name in names), row, strict=True)) for row in found]


def test_every_sheet_has_a_frozen_header_a_filter_and_widths(book):
    assert book.sheetnames == SHEETS
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref.startswith("A1:")
        assert all(sheet.column_dimensions[cell.column_letter].width > 10 for cell in sheet[1])


def test_cells_are_typed(book):
    first = rows(book["Chỉ tiêu"])[0]
    assert (first["Giá trị"].value, first["Giá trị"].number_format) == (0.9, "0%")
    assert first["Đến ngày"].value == datetime(2031, 12, 31)
    assert first["Đến ngày"].is_date
    assert first["So sánh"].value == "≥"
    second = rows(book["Chỉ tiêu"])[1]
    assert (second["Giá trị"].value, second["Giá trị"].number_format) == (12, "#,##0")
    assert second["Câu chỉ tiêu"].alignment.wrap_text


def test_verdicts_are_coloured_as_on_the_page(book):
    found = rows(book["Đối chiếu"])
    assert [row["Kết quả"].value for row in found][:3] == ["Thấp hơn", "Cao hơn", "Chưa cụ thể hóa"]
    assert found[0]["Kết quả"].fill.fgColor.rgb == "FF" + words("vi").verdicts["lowered"].tint[1:].upper()
    assert (
        found[0]["Lưu ý"].value == "Con số không kèm “trở lên”, được hiểu là mức tối thiểu; Giảm mức cam kết"
    )
    assert found[0]["Độ tương đồng"].number_format == "0%"
    assert found[2]["Độ tương đồng"].value is None


def test_pairs_are_counted(book):
    first, second = rows(book["Tổng hợp"])[:2]
    assert first["Thấp hơn"].value == 1
    assert first["Tổng số"].value == 4
    assert first["Tỷ lệ bảo đảm yêu cầu"].value == pytest.approx(1 / 3)
    assert second["Dẫn chiếu"].value == 1


def test_a_document_without_a_name(tmp_path):
    row = judged(9, None, None, "missing", lower_doc=nameless().document.doc_id)
    folder = write_dataset(tmp_path / "data", [*plans(), nameless()], [*cascade(), row])
    book = load_workbook(write_report(folder, folder, "vi").workbook)
    known, *_, last = rows(book["Tổng hợp"])
    assert known["Cơ quan ban hành (cấp dưới)"].value == "Liên đoàn Lao động huyện Trà Giang"
    assert last["Văn bản cấp dưới"].value == "kh212-quét.txt"
    assert last["Cơ quan ban hành (cấp dưới)"].value == "Chưa rõ"
    found = rows(book["Văn bản"])[-1]
    assert (found["Cơ quan ban hành"].value, found["Tệp"].value) == ("Chưa rõ", "/a/b/kh212-quét.txt")


def test_reasons_are_said_to_be_the_programs_own(book):
    (failure,) = rows(book["Tệp không đọc được"])
    assert failure["Lý do (nguyên văn của chương trình)"].value == "tệp hỏng"


def test_findings_have_a_sheet(tmp_path):
    upper, *others = plans()
    start = upper.text.index("45%")
    finding = Finding(
        doc_id=upper.document.doc_id, start=start, end=start + 3, quote="45%", finding_id="f1", severity="warning",
        code="count_mismatch", message_vi="Chưa khớp.", message_en="Wrong.", rule="by_hand", page=3,
    )  # fmt: skip
    folder = write_dataset(tmp_path / "data", [replace(upper, findings=(finding,)), *others], None)
    (row,) = rows(load_workbook(write_report(folder, folder, "vi").workbook)["Lỗi văn bản"])
    assert [cell.value for cell in row.values()] == [
        "10/KH-LĐLĐ", "Cảnh báo", "Chưa khớp.", "45%", "3. Có 45% trở lên hội viên biết bơi.", 3, "count_mismatch",
    ]  # fmt: skip


def test_nothing_is_evaluated(report, book):
    hostile = next(row for row in rows(book["Chỉ tiêu"]) if FORMULA in str(row["Câu chỉ tiêu"].value))
    assert hostile["Câu chỉ tiêu"].data_type == "s"
    assert hostile["Câu chỉ tiêu"].quotePrefix
    with zipfile.ZipFile(report.workbook) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/"):
                xml = archive.read(name).decode()
                assert "<f>" not in xml
                assert set(re.findall(r' t="(\w+)"', xml)) <= {"inlineStr", "n", "b", "d"}


@pytest.mark.parametrize(
    ("text", "kept", "prefixed"),
    [
        ("=1+1", "=1+1", True),
        ("+1", "+1", True),
        ("-1", "-1", True),
        ("@SUM(A1)", "@SUM(A1)", True),
        ("\t=1", "\t=1", True),
        ("\x00=1", "=1", True),
        ("#N/A", "#N/A", False),
        ("90%", "90%", False),
        ("a\x0b\ufffeb", "ab", False),
        ("x" * 40_000, "x" * 32_766 + "…", False),
    ],
)
def test_text_stays_text(text, kept, prefixed, tmp_path):
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append([cell_of(sheet, text, styles(sheet, words("vi")))])
    book.save(tmp_path / "x.xlsx")
    cell = load_workbook(tmp_path / "x.xlsx").active["A1"]
    assert (cell.value, cell.data_type, bool(cell.quotePrefix)) == (kept, "s", prefixed)


def test_without_a_cascade_it_says_how_to_make_one(tmp_path):
    folder = write_dataset(tmp_path / "data", plans(), None)
    written = write_report(folder, folder, "vi")
    book = load_workbook(written.workbook)
    assert book["Tổng hợp"]["A2"].value.endswith("chitieu cascade data")
    assert book["Đối chiếu"].max_row == 1
    assert book["Chỉ tiêu"].max_row > 1


def test_a_report_that_cannot_be_written_leaves_none(tmp_path, monkeypatch):
    folder = write_dataset(tmp_path / "data", plans(), cascade())
    old = write_report(folder, folder, "vi").workbook.read_bytes()

    def fail(*_):
        raise RuntimeError

    monkeypatch.setattr("pipeline.report.reports.write_workbook", fail)
    with pytest.raises(RuntimeError):
        write_report(folder, folder, "en")
    assert (folder / "report.xlsx").read_bytes() == old
    assert [path.name for path in folder.glob(".*")] == []
