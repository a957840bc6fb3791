"""The columns of a table without drawn lines, by the gutters between them, and what of its lines is a row of it."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from math import inf
from typing import NamedTuple

from pipeline.ingest.pdf_grid import PageTable, TableCell
from pipeline.ingest.pdf_words import Word, around, cell_text
from pipeline.schema import BBox

MIN_COLUMNS = 3
# Of the usual pitch: between two rows.
_WIDER = 1.15
# A gutter may be crossed by one row in so many, and is so wide (in points).
_CROSSED = 5
_GUTTER = 3
_EDGE = 2.0
# So far from the middle, in points, words are still set in the middle of a column.
_CENTRED = 4.0
# A year alone is a head's.
_FIGURE = re.compile(
    r"(?!20[0-9]{2}$)(?:(?:[≥≤<>~]|từ|trên|dưới|ít nhất|tối thiểu|tối đa|không quá|khoảng) ?)?"
    r"[0-9][0-9.,]*(?: ?- ?[0-9][0-9.,]*)? ?%?(?: trở lên| trở xuống)?",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?:[0-9]{1,3}|[IVXLC]{1,5}|[a-zđ])[.)]?")


class Segment(NamedTuple):
    """Words of a line that stand close together, from ``left`` to ``right``, and what they say."""

    left: float
    right: float
    words: list[Word]
    text: str


class Line(NamedTuple):
    """A line of a page, from left to right, how far down it stands, and the height of its first word.

    A row (``is_row``) has at least three cells, one of them with a number alone that is not the row's own.
    """

    segments: list[Segment]
    top: float
    height: float
    is_row: bool


def line_of(segments: list[Segment]) -> Line:
    box = segments[0].words[0].box
    is_row = len(segments) >= MIN_COLUMNS and any(_FIGURE.fullmatch(part.text) for part in segments[1:])
    return Line(segments, box[1], box[3] - box[1], is_row)


def segment_of(words: list[Word]) -> Segment:
    return Segment(words[0].box[0], words[-1].box[2], words, " ".join([word.text for word in words]))


def segments_of(lines: Sequence[Line]) -> list[Segment]:
    return [segment for line in lines for segment in line.segments]


def columns_of(lines: Sequence[Line]) -> "Columns":
    """The columns of lines of which the first and the last are rows with numbers."""
    segments = segments_of(lines)
    left = min([segment.left for segment in segments])
    right = max([segment.right for segment in segments])
    return Columns(_gutters(lines, int(left), int(right) + 1), left, right)


def _gutters(lines: Sequence[Line], left: int, right: int) -> list[tuple[int, int]]:
    """The blank stripes between columns, from left to right, in whole points: nearly no line has a word there."""
    rows = [line for line in lines if line.is_row]
    most = len(rows) // _CROSSED
    by_rows = _coverage(rows, right)
    by_others = _coverage([line for line in lines if not line.is_row], right)
    gutters: list[tuple[int, int]] = []
    begun = None
    for x in range(left, right + 1):
        is_blank = by_rows[x] <= most and by_others[x] <= max(most, 1)
        if is_blank and begun is None:
            begun = x
        elif not is_blank and begun is not None:
            gutters += [(begun, x)] if x - begun >= _GUTTER else []
            begun = None
    return gutters


def _coverage(lines: Sequence[Line], right: int) -> list[int]:
    """For every point across the page how many lines have words there."""
    changes = [0] * (right + 2)
    for line in lines:
        for segment in line.segments:
            changes[max(int(segment.left), 0)] += 1
            changes[max(int(segment.right) + 1, 0)] -= 1
    return list(accumulate(changes))


class Columns:
    """The columns of a table, from ``left`` to ``right``, by the gutters between them."""

    def __init__(self, gutters: list[tuple[int, int]], left: float, right: float) -> None:
        self.gutters, self.left, self.right = gutters, left, right
        self._starts = [1.0, *(high + 1 for _, high in gutters)]
        self._ends = [*(low - 1 for low, _ in gutters), inf]

    def of(self, segment: Segment) -> int:
        """The column that the segment begins in, from 0; one between two columns is of the nearer."""
        over = self._over(segment)
        if over:
            return over[0]
        after = sum(high <= segment.left for _, high in self.gutters)
        if after == len(self.gutters):
            return after
        low, high = self.gutters[after]
        return after + (high - segment.right < segment.left - low)

    def spanned(self, segment: Segment) -> int:
        """How many columns the segment stands over."""
        return max(len(self._over(segment)), 1)

    def _over(self, segment: Segment) -> range:
        return range(bisect_right(self._ends, segment.left), bisect_left(self._starts, segment.right))

    def parted(self, line: Line) -> Line:
        """The line with its segments cut where a word begins at a gutter's end, and the one before stands before it."""
        parts: list[Segment] = []
        for segment in line.segments:
            words = segment.words
            cuts = [at for at in range(1, len(words)) if self._parts(words[at - 1], words[at])]
            edges = pairwise([0, *cuts, len(words)])
            parts += [segment_of(words[low:high]) for low, high in edges] if cuts else [segment]
        return line_of(parts) if len(parts) > len(line.segments) else line

    def _parts(self, before: Word, word: Word) -> bool:
        """Whether a gutter ends between two words, right where the second one begins."""
        at = bisect_right(self._starts, word.box[0] + 1 - _EDGE)
        high = self._starts[at] - 1 if at < len(self._starts) else inf
        return at > 0 and abs(word.box[0] - high) < _EDGE and before.box[2] < high - 1

    def crossed(self, line: Line) -> int:
        return sum([self.spanned(segment) - 1 for segment in line.segments])

    def holds(self, line: Line, most: int) -> bool:
        """Whether a line above the rows may be of the head: in the columns, or a few words over several of them."""
        return self.crossed(line) <= most

    def table(self, lines: Sequence[Line], follows: bool) -> PageTable:
        anchors = [at for at, line in enumerate(lines) if self._opens_row(line)]
        above = lines[: anchors[0]]
        rest = follows and all(len(line.segments) < MIN_COLUMNS for line in above)
        first = self._start(lines, 0, anchors[0]) if rest else self._first(lines, anchors[0])
        rows: list[tuple[TableCell, ...]] = []
        if first:
            rows += [self._cells(segments_of(lines[:first]))] if rest else self._head(lines[:first])
        starts = [first, *(self._start(lines, upper + 1, lower) for upper, lower in pairwise(anchors))]
        rows += [self._cells(segments_of(lines[begin:end])) for begin, end in pairwise([*starts, len(lines)])]
        words = [word for segment in segments_of(lines) for word in segment.words]
        lefts = (min(word.box[0] for word in words), *(high for _, high in self.gutters))
        return PageTable(_box(words), lefts, tuple(rows), ruled=False)

    def _opens_row(self, line: Line) -> bool:
        """Whether a line bears the number of a row, a number in one of its cells, or the name of a group of rows."""
        first = line.segments[0]
        if line.is_row or self.of(first) > 0:
            return line.is_row
        if _NUMBER.fullmatch(first.text) and not self.crossed(line):
            return True
        return len(line.segments) == 1 and self.crossed(line) > 0

    def _first(self, lines: Sequence[Line], anchor: int) -> int:
        """Where the head ends: lines of one cell right above the first numbers may be the beginning of their row."""
        low = anchor
        while low > 1 and len(lines[low - 1].segments) == 1:
            low -= 1
        return self._start(lines, low, anchor) if 0 < low < anchor else anchor

    def _start(self, lines: Sequence[Line], low: int, below: int) -> int:
        """The line, from ``low``, that begins the row of the numbers in line ``below``: it may be set in the middle."""
        near = pairwise(lines[max(low - 1, 0) : below + 1])
        usual = min((lower.top - upper.top for upper, lower in near), default=0.0)
        filled = {self.of(segment) for segment in lines[below].segments}

        def score(at: int) -> float:
            line = lines[at]
            wide = at > 0 and line.top - lines[at - 1].top > _WIDER * usual
            opens = self._opens_row(line) or not any(part.text[0].islower() for part in line.segments)
            lacking = at < below and self.of(line.segments[0]) not in filled
            return 2.0 * wide + opens + lacking + 0.5 * (at == below)

        return max(range(low, below + 1), key=score)

    def _head(self, lines: Sequence[Line]) -> Iterator[tuple[TableCell, ...]]:
        """The head as one row, and one more for each level of words that stand over several columns."""
        levels: list[list[Segment]] = []
        single: list[Segment] = []
        under: set[int] = set()
        for line in lines:
            spans = [(segment, self._under(segment, line)) for segment in line.segments]
            wide = [segment for segment, columns in spans if len(columns) > 1]
            levels += [wide] if wide else []
            under.update(at for _, columns in spans if len(columns) > 1 for at in columns)
            single += [segment for segment in line.segments if segment not in wide]
        if not levels:
            yield self._cells(single)
            return
        yield self._cells([*levels[0], *(one for one in single if self.of(one) not in under)])
        yield from map(self._cells, levels[1:])
        yield self._cells([one for one in single if self.of(one) in under])

    def _under(self, segment: Segment, line: Line) -> range:
        """The columns that words of the head stand over: those below them, or those in whose middle they are set."""
        at = self.of(segment)
        over = self._over(segment) or range(at, at + 1)
        bounds = self._bounds()
        if len(over) == 1 and _is_aligned(segment, bounds[over[0]]):
            return over
        free = [
            range(first, last + 1)
            for first in range(over[0] + 1)
            for last in range(over[-1], len(bounds))
            if first < last and not _is_taken(line, segment, bounds[first][0], bounds[last][1])
        ]
        middle = (segment.left + segment.right) / 2
        off = {
            columns: abs(middle - (bounds[columns[0]][0] + bounds[columns[-1]][1]) / 2) for columns in free
        }
        best = min(free, key=lambda columns: off[columns], default=None)
        return best if best and off[best] < _CENTRED else range(over[0], over[-1] + 1)

    def _bounds(self) -> list[tuple[float, float]]:
        edges = [self.left, *(edge for gutter in self.gutters for edge in gutter), self.right]
        return list(zip(edges[::2], edges[1::2], strict=True))

    def _cells(self, segments: Sequence[Segment]) -> tuple[TableCell, ...]:
        cells: list[list[Word]] = [[] for _ in range(len(self.gutters) + 1)]
        for segment in segments:
            cells[self.of(segment)] += segment.words
        return tuple(TableCell(cell_text(words), _box(words)) if words else TableCell() for words in cells)


def _is_aligned(segment: Segment, column: tuple[float, float]) -> bool:
    """Whether words are set at the left, the right or in the middle of a column."""
    left, right = segment.left - column[0], segment.right - column[1]
    return min(abs(left), abs(right), abs(left + right) / 2) < _CENTRED


def _is_taken(line: Line, segment: Segment, left: float, right: float) -> bool:
    """Whether other words of the line stand between ``left`` and ``right``, or the segment's own reach beyond."""
    if segment.left < left - _CENTRED or segment.right > right + _CENTRED:
        return True
    return any(other.left < right and other.right > left for other in line.segments if other is not segment)


def _box(words: Sequence[Word]) -> BBox:
    return around([word.box for word in words])
