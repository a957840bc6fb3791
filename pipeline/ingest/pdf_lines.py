"""The lines of a PDF page as pdfium reads them, each with its box."""

import re
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from ctypes import byref, c_double, c_int, sizeof
from itertools import pairwise, repeat
from math import hypot
from typing import NamedTuple

import msgspec
import numpy as np
import pypdfium2
from numpy.typing import ArrayLike, NDArray
from pypdfium2 import raw as pdfium

from pipeline.ingest import pdf_watermarks
from pipeline.ingest.pdf_calls import (
    char_index,
    char_matrix,
    char_origin,
    count_rectangles,
    font_size,
    loose_char_box,
    rectangle,
)
from pipeline.schema import BBox
from pipeline.text import PlaceRole

# pdfium's mark for a hyphen at a line's end; it takes the line break with it.
_HYPHENS = dict.fromkeys(map(ord, "\ufffe\u0002\u00ad"), "-")
_MARKS = "\ufffe\u0002"
_LINE = re.compile(r"[^\r\n\ufffe\u0002]+[\ufffe\u0002]?|[\ufffe\u0002]")
# pdfium counts UTF-16 units: a letter beyond them is taken as two unknown ones.
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_LETTER = re.compile(r"[^\W\d_]")
_CONTROL = re.compile(r"[\x01\x03-\x08\x0b\x0c\x0e-\x1f]")
_MOST_UNKNOWN = 0.1
_MARK = re.compile(r"\d+|[*†‡]+")
# Two cells of a page's head share a baseline: blanks of a justified line are not as wide (in points).
_COLUMN_GAP = 40.0
# In sizes of the font: no blank of justified text is as wide. Nor does it hold so many signs.
_WIDE_BLANK = 0.8
_BLANKS = "   "
# Of the letters beside it, and of their height over the baseline.
_RAISED_SIZE = 0.85
_RAISED_BY = 0.08
_UNIT = 1000

Span = tuple[int, int]


class ScannedWord(NamedTuple):
    """A recognised word, its box as a line's, and how sure it is (0 to 1)."""

    text: str
    box: BBox
    confidence: float


class TextLine(msgspec.Struct, frozen=True, gc=False):
    """A line's text without blanks at its ends, and its box in points from the page's top left corner.

    ``baseline`` is the distance of its baseline from the page's top, ``size`` that of its font; ``raised``
    are the spans of its text that are small and stand above the baseline. ``joint`` stands between it and the
    line before: a line break, two where a paragraph starts, a blank where it goes on in the same row, nothing
    where it ends the word that the line before left off at a hyphen. ``start`` counts in the text of pdfium's page;
    ``runs`` are the stretches of the line between wide blanks. ``words`` are those of a recognised line, joined by
    blanks to its text; their boxes are on the page as it was scanned, the line's own is on the page made level.
    """

    text: str
    box: BBox
    baseline: float
    size: float
    raised: tuple[Span, ...] = ()
    joint: str = "\n"
    role: PlaceRole = "body"
    start: int = 0
    runs: int = 1
    words: tuple[ScannedWord, ...] = ()


class _Stretch(NamedTuple):
    """A line to be, in user space: ``runs`` are the boxes of its parts, at ``x`` and ``y`` stands its first letter."""

    text: str
    start: int
    joint: str
    runs: list[BBox]
    x: float
    y: float
    size: float


class Frame:
    """One page's characters, and the way from them to their boxes: ``axes`` lead from user space to what is seen."""

    def __init__(self, page: pypdfium2.PdfPage, textpage: pypdfium2.PdfTextPage) -> None:
        self.text = _ASTRAL.sub("\ufffd\ufffd", textpage.get_text_range())
        self._textpage = textpage.raw
        self.axes = axes(page)
        self._is_upright = self.axes[0][0] > 0 and self.axes[0][1] == 0
        # pdfium knows of characters that it leaves out of the text; where there is none, both count alike.
        self._counts_alike = textpage.count_chars() == len(self.text)
        # What pdfium writes its answers to.
        self._numbers = [c_double() for _ in range(4)]
        self._to_numbers = [byref(number) for number in self._numbers]
        self._matrix = pdfium.FS_MATRIX()
        self._to_matrix = byref(self._matrix)

    def has_letters(self) -> bool:
        """Whether the page's fonts say which letters they draw; else its text is of numbers of glyphs.

        Such numbers are small: without a control character among them there is no need to ask for each.
        """
        if _CONTROL.search(self.text) is None:
            return True
        signs = range(pdfium.FPDFText_CountChars(self._textpage))
        unknown: int = sum(pdfium.FPDFText_HasUnicodeMapError(self._textpage, sign) == 1 for sign in signs)
        return unknown <= _MOST_UNKNOWN * len(signs)

    def lines(self) -> list[TextLine]:
        """The lines of the page in the order of its content stream."""
        found: list[_Stretch] = []
        hyphenated = -1
        for match in _LINE.finditer(self.text):
            start, end = match.span()
            found += self._stretches(start, end, "" if start == hyphenated else "\n")
            hyphenated = end if self.text[end - 1] in _MARKS else -1
        boxes = boxes_seen(self.axes, [_union(one.runs) for one in found])
        return [self._line(one, box) for one, box in zip(found, boxes, strict=True)]

    def _stretches(self, start: int, end: int, joint: str) -> list[_Stretch]:
        """The line ``text[start:end]``, as two where a single wide gap, or a jump, parts it; none where it is blank."""
        text = self.text[start:end].rstrip()
        end = start + len(text)
        text = text.lstrip()
        start = end - len(text)
        if not text:
            return []
        runs = self._rectangles(start, end)
        if len(runs) > 1:
            gap = (_jump(runs) if self._is_upright else None) or (_single_gap(runs) if joint else None)
            at = self._text_index_at(gap) if gap else None
            if at is not None and start < at < end:
                return [*self._stretches(start, at, joint), *self._stretches(at, end, "\n")]
        letter = _LETTER.search(text)
        x, y, size = self._set(start + letter.start() if letter else start)
        return [_Stretch(text, start, joint, runs or [(x, y, x, y)], x, y, size)]

    def _line(self, stretch: _Stretch, box: BBox) -> TextLine:
        text, start, joint, boxes, x, y, size = stretch
        baseline = self._down(x, y)
        raised: tuple[Span, ...] = ()
        if self._may_be_raised(boxes, y, size) and _MARK.search(text):
            raised = tuple(self._raised(text, start, baseline, size))
        if not text.isprintable():
            text = text.translate(_HYPHENS)
        runs = text.count(_BLANKS)
        if len(boxes) > 1:
            wide = _WIDE_BLANK * size
            runs = max(runs, sum([after[0] - before[2] > wide for before, after in pairwise(boxes)]))
        return TextLine(text, box, baseline, size, raised, joint, start=start, runs=runs + 1)

    def _may_be_raised(self, boxes: list[BBox], y: float, size: float) -> bool:
        """Whether a run stands above the baseline with all its ink; on a page that is turned it may be any."""
        return not self._is_upright or (
            bool(boxes) and max([box[1] for box in boxes]) - y > _RAISED_BY * size
        )

    def _raised(self, text: str, start: int, level: float, size: float) -> Iterator[Span]:
        """The numbers, or their last digits, that are smaller than the line's letters and stand higher."""
        for match in _MARK.finditer(text):
            first = match.end()
            while first > match.start() and self._is_raised(start + first - 1, level, size):
                first -= 1
            if first < match.end():
                yield first, match.end()

    def _is_raised(self, at: int, level: float, size: float) -> bool:
        x, y, own = self._set(at)
        return own <= _RAISED_SIZE * size and level - self._down(x, y) > _RAISED_BY * size

    def _set(self, at: int) -> tuple[float, float, float]:
        """Where a character stands on its line, in user space, and the size of its font in points, as seen."""
        index, matrix = self._index(at), self._matrix
        if not char_origin(self._textpage, index, self._to_numbers[0], self._to_numbers[1]):
            return 0.0, 0.0, 0.0
        char_matrix(self._textpage, index, self._to_matrix)
        size = font_size(self._textpage, index) * hypot(matrix.c, matrix.d)
        return self._numbers[0].value, self._numbers[1].value, round(size, 2)

    def _index(self, at: int) -> int:
        if self._counts_alike:
            return at
        index: int = char_index(self._textpage, at)
        return index

    def boxes(self, spans: Sequence[Span]) -> list[BBox]:
        """The box on the page around the characters of each span of the text, as high as their font."""
        ends = self._char_boxes([*(start for start, _ in spans), *(end - 1 for _, end in spans)])
        low, high = np.minimum(*ends), np.maximum(*ends)
        return boxes_seen(self.axes, np.stack([low[:, 0], low[:, 3], high[:, 2], high[:, 1]], axis=1))

    def _char_boxes(self, places: Sequence[int]) -> NDArray[np.float64]:
        """The boxes of characters, in two halves, as (left, top, right, bottom) in user space."""
        found = (pdfium.FS_RECTF * len(places))()
        to_found = [byref(found, at) for at in range(0, sizeof(found), sizeof(pdfium.FS_RECTF))]
        indexes = places if self._counts_alike else map(self._index, places)
        deque(map(loose_char_box, repeat(self._textpage), indexes, to_found), maxlen=0)
        return np.frombuffer(found, np.float32).reshape(2, -1, 4).astype(np.float64)

    def _rectangles(self, start: int, end: int) -> list[BBox]:
        """The boxes of the runs of ``text[start:end]``, as (left, bottom, right, top) in user space."""
        first, last = self._index(start), self._index(end - 1)
        left, top, right, bottom = self._numbers
        found = []
        for number in range(count_rectangles(self._textpage, first, last - first + 1)):
            rectangle(self._textpage, number, *self._to_numbers)
            found.append((left.value, bottom.value, right.value, top.value))
        return found

    def _text_index_at(self, box: BBox) -> int | None:
        """The index in the text of the character that ``box`` begins with."""
        middle = (box[1] + box[3]) / 2
        index = pdfium.FPDFText_GetCharIndexAtPos(self._textpage, box[0] + 1, middle, 3, box[3] - box[1])
        found = pdfium.FPDFText_GetTextIndexFromCharIndex(self._textpage, index) if index >= 0 else -1
        return found if found >= 0 else None

    def _down(self, x: float, y: float) -> float:
        """How far down the page a point of user space is seen."""
        a, b, c = self.axes[1]
        return round(a * x + b * y + c, 2)


@contextmanager
def framed(page: pypdfium2.PdfPage) -> Iterator[Frame]:
    """The characters of ``page``, without words drawn across it; closed with it ends pdfium's knowledge of them."""
    textpage = page.get_textpage()
    try:
        frame = Frame(page, textpage)
        if pdf_watermarks.may_be_there(textpage, frame.text):
            textpage.close()
            pdf_watermarks.take_away(page)
            textpage = page.get_textpage()
            frame = Frame(page, textpage)
        yield frame
    finally:
        textpage.close()


def _union(boxes: list[BBox]) -> BBox:
    if len(boxes) == 1:
        return boxes[0]
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


Axis = tuple[float, float, float]
Axes = tuple[Axis, Axis]


def boxes_seen(axes: Axes, boxes: ArrayLike) -> list[BBox]:
    """Boxes of user space (left, bottom, right, top) as one sees them: from the page's top left corner, rounded."""
    left, bottom, right, top = np.asarray(boxes, dtype=np.float64).reshape(-1, 4).T
    (a, b, c), (d, e, f) = axes
    x0, x1 = a * left + b * bottom + c, a * right + b * top + c
    y0, y1 = d * left + e * bottom + f, d * right + e * top + f
    sides = np.array([np.minimum(x0, x1), np.minimum(y0, y1), np.maximum(x0, x1), np.maximum(y0, y1)])
    return list(zip(*sides.round(2).tolist(), strict=True))


def axes(page: pypdfium2.PdfPage) -> Axes:
    """How far across and how far down the page a point of user space is seen: factors of x and y, and an offset."""
    across, down = c_int(), c_int()
    width, height = (round(length * _UNIT) for length in page.get_size())
    seen = []
    for x, y in ((0, 0), (_UNIT, 0), (0, _UNIT)):
        pdfium.FPDF_PageToDevice(page.raw, 0, 0, width, height, 0, x, y, byref(across), byref(down))
        seen.append((across.value / _UNIT, down.value / _UNIT))
    (x0, y0), (x1, y1), (x2, y2) = seen
    return ((x1 - x0) / _UNIT, (x2 - x0) / _UNIT, x0), ((y1 - y0) / _UNIT, (y2 - y0) / _UNIT, y0)


def _jump(boxes: list[BBox]) -> BBox | None:
    """The first run that lies wholly above or below the one before it: now and then pdfium sees no line's end there."""
    if len(boxes) < 2:
        return None
    height = max([box[3] - box[1] for box in boxes])
    if max([box[3] for box in boxes]) - min([box[1] for box in boxes]) < 2 * height:
        return None
    pairs = pairwise(boxes)
    return next((b for a, b in pairs if b[1] - a[3] > height / 2 or a[1] - b[3] > height / 2), None)


def _single_gap(boxes: list[BBox]) -> BBox | None:
    """The run after the only wide gap of a line; several are a justified line's blanks, or a table's."""
    wide = [after for before, after in pairwise(boxes) if after[0] - before[2] > _COLUMN_GAP]
    return wide[0] if len(wide) == 1 else None
