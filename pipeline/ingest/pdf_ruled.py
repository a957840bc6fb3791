"""Ruled tables of PDF pages: pdfium tells cheaply which pages may have one, pdfplumber finds its cells."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from ctypes import byref, c_float, c_int
from io import BytesIO
from operator import itemgetter
from typing import TYPE_CHECKING

import pypdfium2
from pypdfium2 import raw as pdfium

from pipeline.ingest.pdf_grid import PageTable, TableCell
from pipeline.ingest.pdf_words import Word, cell_text
from pipeline.schema import BBox

if TYPE_CHECKING:
    from pdfplumber.pdf import PDF

_THIN = 3.0
_LONG = 6.0
# Three lines down: two columns. Frames around text have two.
_MIN_RULES = 3
MIN_ROWS = 2
_MIN_COLUMNS = 2
_FORM_DEPTH = 3
# A page with more is a map or a chart.
_MAX_OBJECTS = 20_000


class RuledTables:
    """Reads tables with pdfplumber, which is opened for the first page that needs it."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._document: PDF | None = None

    def close(self) -> None:
        if self._document is not None:
            self._document.close()

    def find(self, index: int, words: Sequence[Word], least: int) -> list[PageTable]:
        """The tables with ``least`` rows and two columns or more on page ``index`` (from 0), from top to bottom."""
        import pdfplumber  # noqa: PLC0415 (most files have no table)

        if self._document is None:
            self._document = pdfplumber.open(BytesIO(self._data))
        page = self._document.pages[index]
        try:
            tables = sorted(page.find_tables(), key=lambda table: table.bbox[1])
            found = [_filled(table.bbox, [row.cells for row in table.rows], words) for table in tables]
            return [
                table for table in found if len(table.rows) >= least and len(table.columns) >= _MIN_COLUMNS
            ]
        finally:
            page.close()


def _filled(box: BBox, rows: Sequence[Sequence[BBox | None]], words: Sequence[Word]) -> PageTable:
    """The table whose cells have these boxes, with the words that stand in each."""
    lefts = ([cell[0] for cell in column if cell] for column in zip(*rows, strict=True))
    columns = tuple(min(column, default=box[0]) for column in lefts)
    tops = sorted({cell[1] for row in rows for cell in row if cell})
    inside = _by_cell([cell for row in rows for cell in row if cell], words)
    return PageTable(
        box,
        columns,
        tuple(
            tuple(
                TableCell(cell_text(inside[cell]), cell, _reach(cell, tops)) if cell else TableCell()
                for cell in row
            )
            for row in rows
        ),
    )


def _by_cell(cells: Sequence[BBox], words: Sequence[Word]) -> dict[BBox, list[Word]]:
    """The words whose middle lies in each cell."""
    inside: dict[BBox, list[Word]] = {cell: [] for cell in cells}
    ordered = sorted(cells, key=itemgetter(1))
    tops = [cell[1] for cell in ordered]
    for word in words:
        x, y = word.middle
        for cell in reversed(ordered[: bisect_right(tops, y)]):
            if cell[0] <= x <= cell[2] and y <= cell[3]:
                inside[cell].append(word)
                break
    return inside


def _reach(cell: BBox, tops: Sequence[float]) -> int:
    """The rows that begin within the cell."""
    return sum(cell[1] - 1 <= top < cell[3] - 1 for top in tops)


def has_ruled_table(page: pypdfium2.PdfPage, least: int = MIN_ROWS) -> bool:
    """Whether enough lines are drawn on ``page``, across and down, for ``least`` rows of two columns."""
    across: set[int] = set()
    down: set[int] = set()
    for left, bottom, right, top in _strokes(page):
        if top - bottom < _THIN and right - left > _LONG:
            across.add(round((top + bottom) / 2 / _THIN))
        elif right - left < _THIN and top - bottom > _LONG:
            down.add(round((left + right) / 2 / _THIN))
    return len(across) > least and len(down) >= _MIN_RULES


def _strokes(page: pypdfium2.PdfPage) -> Iterator[BBox]:
    """The lines drawn on the page as (left, bottom, right, top); none where it is a drawing."""
    count = pdfium.FPDFPage_CountObjects(page.raw)
    if count > _MAX_OBJECTS:
        return
    for index in range(count):
        yield from _strokes_of(pdfium.FPDFPage_GetObject(page.raw, index), _FORM_DEPTH)


def _strokes_of(item: object, depth: int) -> Iterator[BBox]:
    kind = pdfium.FPDFPageObj_GetType(item)
    if kind == pdfium.FPDF_PAGEOBJ_FORM and depth:
        for index in range(min(pdfium.FPDFFormObj_CountObjects(item), _MAX_OBJECTS)):
            yield from _strokes_of(pdfium.FPDFFormObj_GetObject(item, index), depth - 1)
    if kind != pdfium.FPDF_PAGEOBJ_PATH:
        return
    left, bottom, right, top = c_float(), c_float(), c_float(), c_float()
    pdfium.FPDFPageObj_GetBounds(item, byref(left), byref(bottom), byref(right), byref(top))
    if min(right.value - left.value, top.value - bottom.value) < _THIN:
        yield left.value, bottom.value, right.value, top.value
        return
    fill, stroke = c_int(), c_int()
    pdfium.FPDFPath_GetDrawMode(item, byref(fill), byref(stroke))
    if stroke.value:
        yield from _sides(item)


def _sides(path: object) -> Iterator[BBox]:
    """The straight stretches of a stroked path, such as a cell's four sides."""
    x, y = c_float(), c_float()
    before: tuple[float, float] | None = None
    for index in range(min(pdfium.FPDFPath_CountSegments(path), _MAX_OBJECTS)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        pdfium.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
        point = (x.value, y.value)
        if before and pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_LINETO:
            (left, right), (bottom, top) = sorted((before[0], point[0])), sorted((before[1], point[1]))
            yield left, bottom, right, top
        before = point
