"""Ruled tables of PDF pages: pdfium tells cheaply which pages may have one, pdfplumber finds its cells."""

from collections.abc import Iterator
from ctypes import byref, c_float, c_int
from dataclasses import dataclass
from io import BytesIO
from types import TracebackType
from typing import TYPE_CHECKING

import pypdfium2
from pypdfium2 import raw as pdfium

from pipeline.schema import BBox

if TYPE_CHECKING:
    from pdfplumber.pdf import PDF

_THIN = 3.0
_LONG = 6.0
# Three lines each way: two rows of two columns. Frames around text have two.
_MIN_RULES = 3
_MIN_CELLS = 2
_FORM_DEPTH = 3
# A page with more is a map or a chart.
_MAX_OBJECTS = 20_000


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table on a page: its box, and per row each cell's text (one line) and box."""

    box: BBox
    rows: tuple[tuple[tuple[str, BBox | None], ...], ...]

    def holds(self, box: BBox) -> bool:
        """Whether the middle of ``box`` lies in the table."""
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        return self.box[0] <= x <= self.box[2] and self.box[1] <= y <= self.box[3]


class TableReader:
    """Reads tables with pdfplumber, which is opened for the first page that needs it."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._document: PDF | None = None

    def __enter__(self) -> "TableReader":
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        if self._document is not None:
            self._document.close()

    def tables(self, index: int) -> list[PageTable]:
        """The tables of two rows and two columns or more on page ``index`` (from 0), from top to bottom."""
        import pdfplumber  # noqa: PLC0415 (most files have no table)

        if self._document is None:
            self._document = pdfplumber.open(BytesIO(self._data))
        page = self._document.pages[index]
        try:
            found = []
            for table in sorted(page.find_tables(), key=lambda table: table.bbox[1]):
                rows = tuple(
                    tuple((_one_line(text), cell) for text, cell in zip(texts, row.cells, strict=True))
                    for texts, row in zip(table.extract(), table.rows, strict=True)
                )
                if len(rows) >= _MIN_CELLS and max(map(len, rows)) >= _MIN_CELLS:
                    found.append(PageTable(table.bbox, rows))
            return found
        finally:
            page.close()


def _one_line(text: str | None) -> str:
    return " ".join((text or "").split())


def has_ruled_table(page: pypdfium2.PdfPage) -> bool:
    """Whether enough lines are drawn on ``page``, across and down, for two rows of two columns."""
    across: set[int] = set()
    down: set[int] = set()
    for left, bottom, right, top in _strokes(page):
        if top - bottom < _THIN and right - left > _LONG:
            across.add(round((top + bottom) / 2 / _THIN))
        elif right - left < _THIN and top - bottom > _LONG:
            down.add(round((left + right) / 2 / _THIN))
    return len(across) >= _MIN_RULES and len(down) >= _MIN_RULES


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
