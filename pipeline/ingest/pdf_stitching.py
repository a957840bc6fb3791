"""Tables that run over PDF pages: one table again, its head said once, rows and cells that a page's end cut whole."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from pipeline.ingest.pdf_grid import PageTable, TableCell
from pipeline.ingest.pieces import Piece

# Columns of two pages are the same where they begin so near each other, in points; without lines words tell of it.
_ALIGNED = 8.0
_ALIGNED_WORDS = 36.0
_NUMBER = re.compile(r"[0-9]{1,3}[.)]?")
_FIGURE = re.compile(r"(?:[≥≤<>~] ?)?[0-9][0-9.,]*(?: ?%)?")
_OPENING = re.compile(r"[-+•*]")

Row = list[list[Piece]]


@dataclass(slots=True)
class TableRows:
    """The rows of a table, or of the part of one that stands on a page; ``repeated`` head the page only."""

    columns: tuple[float, ...]
    rows: list[Row]
    number: int
    first: int = 1
    repeated: int = 0


def number_tables(pages: Sequence[Sequence[PageTable]], joined: Sequence[bool]) -> list[list[TableRows]]:
    """The tables of all pages as rows of pieces; ``joined``: the first table of a page follows the last one before it.

    A row that goes on with one of the page before is part of that one, and no longer here.
    """
    found: list[list[TableRows]] = []
    before: TableRows | None = None
    count = 0
    for page, (tables, follows) in enumerate(zip(pages, joined, strict=True), start=1):
        here = []
        for at, table in enumerate(tables):
            rows = TableRows(table.columns, [_pieces(row, page) for row in table.rows], 0)
            apart = _ALIGNED if table.ruled else _ALIGNED_WORDS
            if at == 0 and follows and before is not None and _same_columns(before, rows, apart):
                _stitch(before, rows)
            else:
                count += 1
                rows.number = count
            _place(rows)
            here.append(rows)
            before = rows
        found.append(here)
    return found


def _pieces(row: Sequence[TableCell], page: int) -> Row:
    return [
        [Piece(cell.text, "table", page, cell.box, rows=cell.rows, confidence=cell.confidence)]
        if cell.box
        else []
        for cell in row
    ]


def _same_columns(one: TableRows, other: TableRows, apart: float) -> bool:
    return len(one.columns) == len(other.columns) and all(
        abs(left - right) < apart for left, right in zip(one.columns, other.columns, strict=True)
    )


def _place(table: TableRows) -> None:
    """Gives every piece its cell: table, row and column, each counted from 1."""
    for at, row in enumerate(table.rows[table.repeated :], start=table.first):
        row[:] = [
            [piece if piece.cell else replace(piece, cell=(table.number, at, column)) for piece in cell]
            for column, cell in enumerate(row, start=1)
        ]


def _stitch(before: TableRows, table: TableRows) -> None:
    """Takes ``table`` for the part of ``before`` that stands on the next page."""
    table.number = before.number
    said = [_words(row) for row in before.rows]
    while table.repeated < min(len(said), len(table.rows)) and said[table.repeated] == _words(
        table.rows[table.repeated]
    ):
        table.repeated += 1
    table.first = before.first + len(before.rows) - before.repeated
    rows = table.rows[table.repeated :]
    if not rows or not before.rows:
        return
    if _goes_on(before, rows[0]):
        for column, cell in enumerate(rows[0]):
            _lengthen(_above(before, column), cell, 1)
        del table.rows[table.repeated]
        return
    for column, cell in enumerate(rows[0]):
        above = _above(before, column)
        if _reaches(above, cell, [*before.rows, *rows[1:]], column):
            _lengthen(above, cell, 0)
            rows[0][column] = []


def _words(row: Row) -> list[str]:
    return [" ".join(piece.text for piece in cell) for cell in row]


def _goes_on(before: TableRows, row: Row) -> bool:
    """Whether a row is the rest of the last one of the page before: no number, no figure, nothing that opens anew."""
    last, words = _words(before.rows[-1]), _words(row)
    filled = [(above, word) for above, word in zip(last, words, strict=True) if word]
    if (
        not filled
        or not all(above for above, _ in filled)
        or any(_FIGURE.fullmatch(word) for _, word in filled)
    ):
        return False
    numbered = any(_NUMBER.fullmatch(above) and not word for above, word in zip(last, words, strict=True))
    opens = any(_OPENING.match(word) for _, word in filled)
    return not opens and (numbered or any(word[0].islower() for _, word in filled))


def _above(before: TableRows, column: int) -> list[Piece]:
    """The last cell of a column that is not covered by another."""
    return next((row[column] for row in reversed(before.rows) if row[column]), [])


def _lengthen(above: list[Piece], cell: Sequence[Piece], shared: int) -> None:
    """Makes ``cell`` the rest of the one above; ``shared`` of its rows are counted there already."""
    if not above or not cell:
        return
    rows = (above[-1].rows or 1) + (cell[0].rows or 1) - shared
    above += [replace(piece, cell=above[-1].cell, before=" ") for piece in cell if piece.text]
    above[:] = [replace(piece, rows=rows if piece.rows else None) for piece in above]


def _reaches(above: Sequence[Piece], cell: Sequence[Piece], rows: Sequence[Row], column: int) -> bool:
    """Whether a cell is the rest of one that reaches over the page's end: empty, or going on in small letters."""
    if not above or not cell or above[-1].rows is None:
        return False
    text = cell[0].text
    merged = max(cell[0].rows or 1, above[-1].rows) > 1 or (not text and _is_merged(rows, column))
    return merged and (not text or text[0].islower())


def _is_merged(rows: Sequence[Row], column: int) -> bool:
    """Whether a column's cells reach over several rows rather than being left empty."""
    cells = [row[column][0] for row in rows if row[column]]
    return any((cell.rows or 1) > 1 for cell in cells) and all(
        cell.text or (cell.rows or 1) > 1 for cell in cells
    )
