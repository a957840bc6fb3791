"""The lines of a PDF page as pdfium reads them, each with its box."""

import re
from ctypes import byref, c_double, c_int
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import pypdfium2
from pypdfium2 import raw as pdfium

from pipeline.schema import BBox

# pdfium's mark for a hyphen at a line's end; it takes the line break with it.
_HYPHENS = dict.fromkeys(map(ord, "\ufffe\u0002\u00ad"), "-")
_LINE = re.compile(r"[^\r\n\ufffe\u0002]*[\ufffe\u0002]?")
# pdfium counts UTF-16 units: a letter beyond them is taken as two unknown ones.
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
# Two cells of a page's head share a baseline: blanks of a justified line are not as wide (in points).
_COLUMN_GAP = 40.0
_SCALE = 100
_WIDE_PITCH = 1.25
_INDENT = 12.0
_MAX_INDENT = 60.0
_SENTENCE_ENDS = ".;:!?…"


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line's text without blanks at its ends, its box, and the height of its baseline over the page's foot.

    ``continues`` says that it ends the word which the line before it left off at a hyphen.
    """

    text: str
    box: BBox
    baseline: float
    continues: bool = False


def text_lines(page: pypdfium2.PdfPage) -> list[TextLine]:
    """The lines of ``page`` in the order of its content stream; boxes in points from the top left corner."""
    textpage = page.get_textpage()
    try:
        text = _ASTRAL.sub("\ufffd\ufffd", textpage.get_text_range())
        frame = _Frame(page, textpage.raw)
        lines: list[TextLine] = []
        for match in _LINE.finditer(text):
            hyphenated = match.start() > 0 and text[match.start() - 1] in "\ufffe\u0002"
            lines += frame.lines(text, match.start(), match.end(), hyphenated)
        return lines
    finally:
        textpage.close()


class _Frame:
    """One page's way from characters to boxes."""

    def __init__(self, page: pypdfium2.PdfPage, textpage: object) -> None:
        self.page = page.raw
        self.textpage = textpage
        self.width, self.height = page.get_size()

    def lines(self, text: str, start: int, end: int, hyphenated: bool) -> list[TextLine]:
        """The line ``text[start:end]``, as two where a single wide gap parts it; none where it is blank."""
        while start < end and text[start].isspace():
            start += 1
        while start < end and text[end - 1].isspace():
            end -= 1
        if start == end:
            return []
        boxes = self._rectangles(start, end)
        gap = _single_gap(boxes)
        at = self._text_index_at(gap) if gap else None
        if at is None or not start < at < end or hyphenated:
            return [self._line(text[start:end], start, boxes, hyphenated)]
        return [*self.lines(text, start, at, False), *self.lines(text, at, end, False)]

    def _line(self, text: str, start: int, boxes: list[BBox], continues: bool) -> TextLine:
        x, y = c_double(), c_double()
        index = pdfium.FPDFText_GetCharIndexFromTextIndex(self.textpage, start)
        pdfium.FPDFText_GetCharOrigin(self.textpage, index, byref(x), byref(y))
        bounds = (
            min((box[0] for box in boxes), default=x.value),
            min((box[1] for box in boxes), default=y.value),
            max((box[2] for box in boxes), default=x.value),
            max((box[3] for box in boxes), default=y.value),
        )
        return TextLine(text.translate(_HYPHENS), self._on_page(bounds), y.value, continues)

    def _rectangles(self, start: int, end: int) -> list[BBox]:
        """The boxes of the runs of ``text[start:end]``, as (left, bottom, right, top) in user space."""
        first = pdfium.FPDFText_GetCharIndexFromTextIndex(self.textpage, start)
        last = pdfium.FPDFText_GetCharIndexFromTextIndex(self.textpage, end - 1)
        left, top, right, bottom = c_double(), c_double(), c_double(), c_double()
        found = []
        for number in range(pdfium.FPDFText_CountRects(self.textpage, first, last - first + 1)):
            pdfium.FPDFText_GetRect(
                self.textpage, number, byref(left), byref(top), byref(right), byref(bottom)
            )
            found.append((left.value, bottom.value, right.value, top.value))
        return found

    def _text_index_at(self, box: BBox) -> int | None:
        """The index in the text of the character that ``box`` begins with."""
        middle = (box[1] + box[3]) / 2
        index = pdfium.FPDFText_GetCharIndexAtPos(self.textpage, box[0] + 1, middle, 3, box[3] - box[1])
        found = pdfium.FPDFText_GetTextIndexFromCharIndex(self.textpage, index) if index >= 0 else -1
        return found if found >= 0 else None

    def _on_page(self, box: BBox) -> BBox:
        """The box as one sees it: from the top left corner, the page turned and cropped."""
        (x0, y0), (x1, y1) = self._seen(box[0], box[1]), self._seen(box[2], box[3])
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

    def _seen(self, x: float, y: float) -> tuple[float, float]:
        across, down = c_int(), c_int()
        width, height = round(self.width * _SCALE), round(self.height * _SCALE)
        pdfium.FPDF_PageToDevice(self.page, 0, 0, width, height, 0, x, y, byref(across), byref(down))
        return across.value / _SCALE, down.value / _SCALE


def _single_gap(boxes: list[BBox]) -> BBox | None:
    """The run after the only wide gap of a line; several are a justified line's blanks, or a table's."""
    wide = [after for before, after in pairwise(boxes) if after[0] - before[2] > _COLUMN_GAP]
    return wide[0] if len(wide) == 1 else None


def paragraph_starts(lines: list[TextLine]) -> list[bool]:
    """For each line of a page whether the layout shows that a paragraph starts with it.

    It does where the line before is farther away than lines mostly are, or lies in another column, and where
    the line is indented, not centred, after a line that ends short or with the end of a sentence.
    """
    if not lines:
        return []
    pitches = [above.baseline - line.baseline for above, line in pairwise(lines)]
    usual = median([pitch for pitch in pitches if pitch > 1] or [0.0])
    left = min(line.box[0] for line in lines)
    right = max(line.box[2] for line in lines)
    starts = [False]
    for above, line, pitch in zip(lines, lines[1:], pitches, strict=False):
        beside = line.box[0] > above.box[2] + _COLUMN_GAP / 2
        apart = pitch > _WIDE_PITCH * usual or pitch < -usual / 2 or beside
        starts.append(apart or _is_indented(line, above, left, right))
    return starts


def _is_indented(line: TextLine, above: TextLine, left: float, right: float) -> bool:
    indent = line.box[0] - left
    centred = abs(indent - (right - line.box[2])) < _INDENT
    ended = above.box[2] < right - _INDENT or above.text[-1] in _SENTENCE_ENDS
    return _INDENT < indent < _MAX_INDENT and ended and not centred and not line.text[0].islower()
