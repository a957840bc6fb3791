"""Excel workbooks (.xlsx): the visible sheets in order, each row of a table one line, other cells paragraphs.

Values are read as they are shown, formulas by the value that was saved with them. Hidden sheets, rows and columns are
not part of the document, as they are not on paper.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string

from pipeline.ingest.package import Package, open_package
from pipeline.ingest.pieces import Content, Piece, Unreadable, join, table_row
from pipeline.ingest.xlsx_values import shown
from pipeline.settings import Settings

_CELL = re.compile(rb"<(?:\w+:)?c[ >/]")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell [^>]{0,200}?ref=\"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})\"")
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
# The names that Excel gives sheets itself say nothing.
_UNNAMED = re.compile(r"(?:Sheet|Trang tính|Trang_tính|Bảng|Feuil)\s?\d*", re.IGNORECASE)
_SIDES = ("left", "right", "top", "bottom")
_TABLE_CELLS = 3
_DTD = b"<!DOCTYPE"


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell with a text; ``rows`` and ``columns`` are how many it spans."""

    row: int
    column: int
    text: str
    rows: int
    columns: int
    bordered: bool


_Rows = dict[int, list[_Cell]]


def read_xlsx(data: bytes, settings: Settings) -> Content:
    """The visible sheets of a workbook; ``cell`` of a place is sheet, row and column, as Excel counts them.

    Raises:
        Unreadable: the archive is damaged, a bomb or encrypted, or has more cells than ``settings`` allow.
    """
    _check_size(open_package(data, settings), settings.max_table_cells)
    book = load_workbook(BytesIO(data), data_only=True, keep_links=False)
    sheets = [
        (number, sheet) for number, sheet in enumerate(book.worksheets, 1) if sheet.sheet_state == "visible"
    ]
    found = [(number, sheet.title, _rows(sheet, settings.max_table_cells)) for number, sheet in sheets]
    filled = [(number, title, rows) for number, title, rows in found if rows]
    pieces: list[Piece] = []
    for number, title, rows in filled:
        if len(filled) > 1 and not _UNNAMED.fullmatch(title):
            pieces.append(Piece(title, before="\n\n"))
        pieces += _sheet(number, rows)
    text, places = join(pieces)
    return Content(text=text, wrapped=False, places=places)


def _check_size(package: Package, most: int) -> None:
    """Counts before anything is built: a merged cell of a few bytes may span millions."""
    cells = 0
    for name in package.archive.namelist():
        if not name.startswith("xl/") or not name.endswith(".xml"):
            continue
        content = package.read(name)
        if _DTD in content[:2000]:
            raise Unreadable(f"the part {name} declares XML entities, which no Office program does")
        if _SHEET.fullmatch(name):
            cells += sum(1 for _ in _CELL.finditer(content))
            cells += sum(map(_area, _MERGED.findall(content)))
        if cells > most:
            raise _too_many(most)


def _area(corners: tuple[bytes, bytes, bytes, bytes]) -> int:
    left, top, right, bottom = (corner.decode("ascii") for corner in corners)
    width: int = column_index_from_string(right) - column_index_from_string(left) + 1
    return max(width, 1) * max(int(bottom) - int(top) + 1, 1)


def _too_many(most: int) -> Unreadable:
    return Unreadable(f"the workbook has more than {most} cells, the limit set in settings (max_table_cells)")


def _rows(sheet: Any, most: int) -> _Rows:
    """The visible cells that hold something, by row; rows are counted as far as they are visible."""
    if sheet.max_row * sheet.max_column > most * 10:
        raise _too_many(most)
    spans = {(span.min_row, span.min_col): span.size for span in sheet.merged_cells.ranges}
    hidden = _hidden_columns(sheet)
    visible = (
        cells for number, cells in enumerate(sheet.iter_rows(), 1) if not sheet.row_dimensions[number].hidden
    )
    styles: dict[int, bool] = {}
    rows = {
        number: [
            _cell(cell, spans, styles)
            for cell in cells
            if cell.value is not None and cell.column not in hidden
        ]
        for number, cells in enumerate(visible, 1)
    }
    return {
        number: filled for number, cells in rows.items() if (filled := [cell for cell in cells if cell.text])
    }


def _cell(cell: Any, spans: dict[tuple[int, int], dict[str, int]], styles: dict[int, bool]) -> _Cell:
    size = spans.get((cell.row, cell.column), {"rows": 1, "columns": 1})
    text = shown(cell.value, cell.number_format)
    return _Cell(cell.row, cell.column, text, size["rows"], size["columns"], _is_bordered(cell, styles))


def _hidden_columns(sheet: Any) -> set[int]:
    return {
        column
        for dimension in sheet.column_dimensions.values()
        if dimension.hidden
        for column in range(dimension.min or 0, (dimension.max or 0) + 1)
    }


def _is_bordered(cell: Any, styles: dict[int, bool]) -> bool:
    """Whether a line is drawn beside the cell; ``styles`` keeps the answer for the other cells of its style."""
    if not cell.has_style:
        return False
    if cell.style_id not in styles:
        styles[cell.style_id] = _draws_line(cell)
    return styles[cell.style_id]


def _draws_line(cell: Any) -> bool:
    return any(getattr(cell.border, side) and getattr(cell.border, side).style for side in _SIDES)


def _sheet(number: int, rows: _Rows) -> Iterator[Piece]:
    """The rows of a sheet; a line that follows none directly begins a paragraph of its own."""
    for block in _blocks(rows):
        tabular = _table_rows([rows[row] for row in block])
        inside = [cell for row, is_row in zip(block, tabular, strict=True) if is_row for cell in rows[row]]
        first = min((cell.column for cell in inside), default=0)
        last = max((cell.column + cell.columns - 1 for cell in inside), default=0)
        for row, is_row in zip(block, tabular, strict=True):
            if is_row:
                yield from table_row(_across(number, rows[row], first, last))
            else:
                yield from (piece for cell in rows[row] for piece in _pieces(number, cell))


def _blocks(rows: _Rows) -> Iterator[list[int]]:
    """Rows that follow each other, those counted that a merged cell covers."""
    block: list[int] = []
    end = 0
    for row, cells in rows.items():
        if block and row > end + 1:
            yield block
            block = []
        block.append(row)
        end = max([end, *(row + cell.rows - 1 for cell in cells)])
    if block:
        yield block


def _table_rows(block: Sequence[Sequence[_Cell]]) -> list[bool]:
    """Which rows of a block are rows of a table: those with lines around cells, else from the first wide one on."""
    if any(sum(cell.bordered for cell in row) > 1 for row in block):
        return [any(cell.bordered for cell in row) for row in block]
    least = min(_TABLE_CELLS, max(map(len, block)))
    if least == 1 or (least < _TABLE_CELLS and len(block) < _TABLE_CELLS):
        return [False] * len(block)
    first = next(at for at, row in enumerate(block) if len(row) >= least)
    return [at >= first for at in range(len(block))]


def _across(number: int, cells: Sequence[_Cell], first: int, last: int) -> list[list[Piece]]:
    """A cell for each column from ``first`` to ``last``."""
    at = {cell.column: cell for cell in cells}
    return [_pieces(number, at[column]) if column in at else [] for column in range(first, last + 1)]


def _pieces(number: int, cell: _Cell) -> list[Piece]:
    lines = [line.strip() for line in cell.text.split("\n") if line.strip()]
    return [Piece(line, cell=(number, cell.row, cell.column), rows=cell.rows) for line in lines]
