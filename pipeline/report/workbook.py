"""The report as a workbook: every cell typed, every text an inline string that no program evaluates."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from pipeline.errors import DatasetError
from pipeline.report.cells import cell_of, text_cell
from pipeline.report.reading import Source
from pipeline.report.sheets import Sheet, sheets
from pipeline.report.wording import Words

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

_MOST_ROWS = 1_048_576  # of a sheet, its header among them
_HEAD_FONT = Font(bold=True)
_HEAD_FILL = PatternFill("solid", fgColor="FFEFEDE6")
_HEAD_ALIGNMENT = Alignment(vertical="center", wrap_text=True)


def write_workbook(path: Path, source: Source, words: Words) -> None:
    """The workbook of ``source``.

    Raises:
        DatasetError: a table has more rows than a sheet can hold.
    """
    book = Workbook(write_only=True)
    fills = {
        look.code: PatternFill("solid", fgColor=f"FF{look.tint.removeprefix('#').upper()}")
        for look in words.verdicts.values()
    }
    for sheet in sheets(source, words):
        _write_sheet(book.create_sheet(sheet.name), sheet, fills)
    book.save(path)


def _write_sheet(place: WriteOnlyWorksheet, sheet: Sheet, fills: dict[str, PatternFill]) -> None:
    place.freeze_panes = "A2"  # what stands before the rows must be said before them
    for number, (_, width) in enumerate(sheet.columns, 1):
        place.column_dimensions[get_column_letter(number)].width = width
    place.append([_head_cell(place, name) for name, _ in sheet.columns])
    last = 1
    for last, row in enumerate(sheet.rows, 2):
        if last > _MOST_ROWS:
            raise DatasetError(f"{sheet.name}: more rows than a sheet of a workbook can hold")
        place.append([cell_of(place, value, fills) for value in row])
    place.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{last}"


def _head_cell(place: WriteOnlyWorksheet, name: str) -> object:
    cell = text_cell(place, name)
    cell.font, cell.fill, cell.alignment = _HEAD_FONT, _HEAD_FILL, _HEAD_ALIGNMENT
    return cell
