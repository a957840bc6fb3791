"""The lines drawn on a PDF page, across and down."""

from collections.abc import Iterator
from ctypes import byref, c_float, c_int

import pypdfium2
from pypdfium2 import raw as pdfium

from pipeline.ingest.pdf_lines import axes, box_seen
from pipeline.schema import BBox

_THIN = 3.0
_LONG = 6.0
_FORM_DEPTH = 3
# A page with more is a map or a chart.
_MAX_OBJECTS = 20_000
Matrix = tuple[float, float, float, float, float, float]
_SAME: Matrix = (1, 0, 0, 1, 0, 0)


def strokes(page: pypdfium2.PdfPage) -> tuple[list[BBox], list[BBox]]:
    """The lines across and the lines down, in points from the page's top left corner; none where it is a drawing."""
    across: list[BBox] = []
    down: list[BBox] = []
    frame = axes(page)
    for box in _drawn(page):
        left, top, right, bottom = box_seen(frame, box)
        if bottom - top < _THIN and right - left > _LONG:
            across.append((left, top, right, bottom))
        elif right - left < _THIN and bottom - top > _LONG:
            down.append((left, top, right, bottom))
    return across, down


def _drawn(page: pypdfium2.PdfPage) -> Iterator[BBox]:
    count = pdfium.FPDFPage_CountObjects(page.raw)
    if count > _MAX_OBJECTS:
        return
    for index in range(count):
        yield from _of_object(pdfium.FPDFPage_GetObject(page.raw, index), _SAME, _FORM_DEPTH)


def _of_object(item: object, outer: Matrix, depth: int) -> Iterator[BBox]:
    """The strokes of an object in user space (left, bottom, right, top); ``outer`` leads there from its form."""
    kind = pdfium.FPDFPageObj_GetType(item)
    if kind == pdfium.FPDF_PAGEOBJ_FORM and depth:
        inner = _times(_matrix(item), outer)
        for index in range(min(pdfium.FPDFFormObj_CountObjects(item), _MAX_OBJECTS)):
            yield from _of_object(pdfium.FPDFFormObj_GetObject(item, index), inner, depth - 1)
    if kind != pdfium.FPDF_PAGEOBJ_PATH:
        return
    left, bottom, right, top = c_float(), c_float(), c_float(), c_float()
    pdfium.FPDFPageObj_GetBounds(item, byref(left), byref(bottom), byref(right), byref(top))
    bounds = _moved((left.value, bottom.value, right.value, top.value), outer)
    if min(bounds[2] - bounds[0], bounds[3] - bounds[1]) < _THIN:
        yield bounds
        return
    fill, stroke = c_int(), c_int()
    pdfium.FPDFPath_GetDrawMode(item, byref(fill), byref(stroke))
    if stroke.value:
        yield from (_moved(side, _times(_matrix(item), outer)) for side in _sides(item))


def _matrix(item: object) -> Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, byref(found)):
        return _SAME
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(one: Matrix, two: Matrix) -> Matrix:
    """The matrix that does ``one``, then ``two``."""
    (a, b, c, d, e, f), (g, h, i, j, k, m) = one, two
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _moved(box: BBox, matrix: Matrix) -> BBox:
    a, b, c, d, e, f = matrix
    xs = [a * x + c * y + e for x in (box[0], box[2]) for y in (box[1], box[3])]
    ys = [b * x + d * y + f for x in (box[0], box[2]) for y in (box[1], box[3])]
    return min(xs), min(ys), max(xs), max(ys)


def _sides(path: object) -> Iterator[BBox]:
    """The straight stretches of a stroked path, such as a cell's four sides, in the path's own space."""
    x, y = c_float(), c_float()
    first = before = None
    for index in range(min(pdfium.FPDFPath_CountSegments(path), _MAX_OBJECTS)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        pdfium.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
        point = (x.value, y.value)
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO:
            first = point
        elif before and pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_LINETO:
            yield _between(before, point)
        if first and pdfium.FPDFPathSegment_GetClose(segment):
            yield _between(point, first)
        before = point


def _between(one: tuple[float, float], other: tuple[float, float]) -> BBox:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1])
