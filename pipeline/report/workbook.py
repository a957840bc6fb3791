"""The report as a workbook: every cell typed, every text an inline string that no program evaluates."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from pipeline.errors import DatasetError
from pipeline.report.cells import Head, cell_of, styles
from pipeline.report.reading import Source
from pipeline.report.sheets import Sheet, sheets
from pipeline.report.wording import Words

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

_MOST_ROWS = 1_048_576  # of a sheet, its header among them


def write_workbook(path: Path, source: Source, words: Words) -> None:
    """The workbook of ``source``.

    Raises:
        DatasetError: a table has more rows than a sheet can hold.
    """
    book = Workbook(write_only=True)
    for sheet in sheets(source, words):
        _write_sheet(book.create_sheet(sheet.name), sheet, words)
    book.save(path)


def _write_sheet(place: WriteOnlyWorksheet, sheet: Sheet, words: Words) -> None:
    made = styles(place, words)
    place.freeze_panes = "A2"  # what stands before the rows must be said before them
    for number, (_, width) in enumerate(sheet.columns, 1):
        place.column_dimensions[get_column_letter(number)].width = width
    place.append([cell_of(place, Head(name), made) for name, _ in sheet.columns])
    last = 1
    for last, row in enumerate(sheet.rows, 2):
        if last > _MOST_ROWS:
            raise DatasetError(f"{sheet.name}: more rows than a sheet of a workbook can hold")
        place.append([cell_of(place, value, made) for value in row])
    place.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{last}"
