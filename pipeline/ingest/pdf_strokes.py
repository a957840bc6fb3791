"""What is drawn on a PDF page: lines across and down, and whether there are images."""

from collections.abc import Iterator, Sequence
from ctypes import byref, c_float, c_int
from itertools import repeat
from typing import NamedTuple

import pypdfium2
from pypdfium2 import raw as pdfium

from pipeline.ingest.pdf_calls import bounds_of_object, kind_of_object, object_of_form, object_of_page
from pipeline.ingest.pdf_lines import Axes, boxes_seen
from pipeline.schema import BBox

_THIN = 3.0
_LONG = 6.0
_FORM_DEPTH = 3
# A page with more is a map or a chart.
_MAX_OBJECTS = 20_000
Matrix = tuple[float, float, float, float, float, float]
_SAME: Matrix = (1, 0, 0, 1, 0, 0)


class Drawing(NamedTuple):
    """The lines across and the lines down, in points from the page's top left corner; none where it is a drawing.

    ``may_have_images`` is False where the page surely has none.
    """

    across: list[BBox]
    down: list[BBox]
    may_have_images: bool


def drawing(page: pypdfium2.PdfPage, axes: Axes) -> Drawing:
    """What is drawn on ``page``, whose ``axes`` lead from user space to what is seen."""
    across: list[BBox] = []
    down: list[BBox] = []
    count = pdfium.FPDFPage_CountObjects(page.raw)
    if count > _MAX_OBJECTS:
        return Drawing(across, down, True)
    objects = _Objects()
    objects.add(list(map(object_of_page, repeat(page.raw), range(count))), _SAME, _FORM_DEPTH)
    for left, top, right, bottom in boxes_seen(axes, objects.strokes):
        if bottom - top < _THIN and right - left > _LONG:
            across.append((left, top, right, bottom))
        elif right - left < _THIN and bottom - top > _LONG:
            down.append((left, top, right, bottom))
    return Drawing(across, down, objects.may_have_images)


class _Objects:
    """The objects of a page: ``strokes`` in user space (left, bottom, right, top)."""

    def __init__(self) -> None:
        self.strokes: list[BBox] = []
        self.may_have_images = False
        self._bounds = [c_float() for _ in range(4)]
        self._to_bounds = [byref(bound) for bound in self._bounds]

    def add(self, items: Sequence[object], outer: Matrix, depth: int) -> None:
        """Takes up objects, and those of forms among them; ``outer`` leads from the form they are in to user space."""
        for item, kind in zip(items, map(kind_of_object, items), strict=True):
            if kind == pdfium.FPDF_PAGEOBJ_PATH:
                self._add_path(item, outer)
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                self.may_have_images = True
            elif kind == pdfium.FPDF_PAGEOBJ_FORM:
                self._add_form(item, outer, depth)

    def _add_form(self, form: object, outer: Matrix, depth: int) -> None:
        count = pdfium.FPDFFormObj_CountObjects(form)
        if not depth or count > _MAX_OBJECTS:
            self.may_have_images = True
        if depth:
            items = list(map(object_of_form, repeat(form), range(min(count, _MAX_OBJECTS))))
            self.add(items, _times(_matrix(form), outer), depth - 1)

    def _add_path(self, path: object, outer: Matrix) -> None:
        bounds_of_object(path, *self._to_bounds)
        left, bottom, right, top = [bound.value for bound in self._bounds]
        bounds = _moved((left, bottom, right, top), outer)
        if min(bounds[2] - bounds[0], bounds[3] - bounds[1]) < _THIN:
            self.strokes.append(bounds)
            return
        fill, stroke = c_int(), c_int()
        pdfium.FPDFPath_GetDrawMode(path, byref(fill), byref(stroke))
        if stroke.value:
            matrix = _times(_matrix(path), outer)
            self.strokes += [_moved(side, matrix) for side in _sides(path)]


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
    if matrix == _SAME:
        return box
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
