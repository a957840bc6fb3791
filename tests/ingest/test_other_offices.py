"""Files of other office programs, through LibreOffice: what the same document says as .docx or .xlsx."""

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from pipeline.errors import UnreadableFileError
from pipeline.ingest import other_offices, read
from pipeline.settings import Settings
from tests.ingest.office_samples import levels, numbered, table, use, word_file, zip_file

needs_office = pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
FILTERS = {"odt": "odt", "ods": "ods", "xls": "xls:MS Excel 97"}
PLAN = (
    numbered("MỤC TIÊU", 1)
    + table(("Đơn vị", "Tỷ lệ", "Hạn"), ("Huyện A", "90%", "30/6"))
    + numbered("KINH PHÍ", 1)
)


def made(data: bytes, suffix: str, target: str, folder: Path) -> Path:
    source = folder / f"a.{suffix}"
    source.write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", FILTERS[target], "--outdir", folder, source]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return source.with_suffix(f".{target}")


def text_of(path: Path) -> str:
    (raw,) = read(path, path.name, Settings())
    return raw.text


@needs_office
def test_a_text_with_its_numbers_and_tables(tmp_path: Path) -> None:
    data = word_file(PLAN, numbering=levels(("upperRoman", "%1.")) + use(1))
    text = text_of(made(data, "docx", "odt", tmp_path))
    assert text == "I. MỤC TIÊU\nĐơn vị | Tỷ lệ | Hạn\nHuyện A | 90% | 30/6\nII. KINH PHÍ"


@needs_office
@pytest.mark.parametrize("suffix", ["ods", "xls"])
def test_a_spreadsheet_as_it_is_shown(suffix: str, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("Đơn vị", "Tỷ lệ", "Số"), ("Huyện A", 0.9, 1200), ("Nháp", 0.1, 1), ("Huyện B", 0.855, 40)):
        sheet.append(row)
    for cell, form in (("B2", "0%"), ("B4", "0.0%"), ("C2", "#,##0")):
        sheet[cell].number_format = form
    sheet.row_dimensions[3].hidden = True
    stream = BytesIO()
    book.save(stream)
    text = text_of(made(stream.getvalue(), "xlsx", suffix, tmp_path))
    assert text == "Đơn vị | Tỷ lệ | Số\nHuyện A | 90% | 1.200\nHuyện B | 85,5% | 40"


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        (
            "application/vnd.oasis.opendocument.text",
            "OpenDocument texts need LibreOffice .*libreoffice-writer.*docx",
        ),
        (
            "application/vnd.oasis.opendocument.spreadsheet",
            "spreadsheets need LibreOffice .*libreoffice-calc.*xlsx",
        ),
        ("application/vnd.oasis.opendocument.graphics", "neither text nor spreadsheet"),
    ],
)
def test_why_a_file_is_not_read(
    kind: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(other_offices.shutil, "which", lambda _: None)
    (tmp_path / "a.odt").write_bytes(zip_file({"mimetype": kind, "content.xml": "<x/>"}))
    with pytest.raises(UnreadableFileError, match=reason):
        read(tmp_path / "a.odt", "a.odt", Settings())
