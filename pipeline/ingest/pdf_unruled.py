"""Tables of PDF pages without drawn lines: columns of words between gutters, rows that bear numbers.

A table has three columns or more, and rows whose cells hold numbers; heads and signature blocks of two columns, lists
and justified text have not.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from pipeline.ingest.pdf_grid import PageTable, TableCell
from pipeline.ingest.pdf_lines import TextLine
from pipeline.ingest.pdf_words import Word, cell_text, word_lines
from pipeline.schema import BBox

MIN_ROWS = 3
_MIN_COLUMNS = 3
_ROW = 6.0
# In heights of a line: the blank between two cells, the way to the next row, and to a line of the same cell.
_GAP = 0.55
_APART = 8.0
_NEAR = 3.0
_TIGHT = 1.7
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
_ENDS_WITH_FIGURE = re.compile(r"(?:^|\s)[0-9][0-9.,]*%?$")


class Segment(NamedTuple):
    """Words of a line that stand close together, from ``left`` to ``right``."""

    left: float
    right: float
    words: list[Word]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


Line = list[Segment]


def may_be_unruled(lines: Sequence[TextLine], least: int = MIN_ROWS) -> bool:
    """Whether so many lines of a page end with a number, and so many rows have three cells, as a table has."""
    if sum(_ENDS_WITH_FIGURE.search(line.text) is not None for line in lines) < least:
        return False
    rows: Counter[int] = Counter()
    for line in lines:
        rows[round(line.baseline / _ROW)] += line.runs
        rows[round(line.baseline / _ROW + 0.5)] += line.runs  # two cells of a row may be some tenths apart
    return sum(runs >= _MIN_COLUMNS for runs in rows.values()) >= least


def find_unruled(words: Sequence[Word], least: int = MIN_ROWS) -> list[PageTable]:
    """The tables without lines among the words of a page, from top to bottom, with ``least`` rows or more."""
    lines = [_segments(line) for line in word_lines(words)]
    found = []
    at = 0
    while (first := next((i for i in range(at, len(lines)) if _is_row(lines[i])), None)) is not None:
        rows = _rows_from(lines, first)
        columns = _columns([lines[row] for row in rows])
        start, end = _reach(lines, columns, rows, at)
        if len(rows) >= least and len(columns.gutters) + 1 >= _MIN_COLUMNS:
            found.append(columns.table([columns.parted(line) for line in lines[start:end]]))
        at = max(end, rows[-1] + 1)
    return found


def _segments(words: Sequence[Word]) -> Line:
    gap = _GAP * median(word.box[3] - word.box[1] for word in words)
    parts = [[words[0]]]
    for before, word in pairwise(words):
        if word.box[0] - before.box[2] > gap:
            parts.append([])
        parts[-1].append(word)
    return [_segment(part) for part in parts]


def _segment(words: list[Word]) -> Segment:
    return Segment(words[0].box[0], words[-1].box[2], words)


def _top(line: Line) -> float:
    return line[0].words[0].box[1]


def _height(line: Line) -> float:
    return line[0].words[0].box[3] - line[0].words[0].box[1]


def _is_row(line: Line) -> bool:
    """A line of at least three cells, one of them with a number alone that is not the row's own."""
    return len(line) >= _MIN_COLUMNS and any(_FIGURE.fullmatch(segment.text) for segment in line[1:])


def _rows_from(lines: Sequence[Line], first: int) -> list[int]:
    """The rows with numbers from ``first`` on, none far from the one above."""
    rows = [first]
    for at in range(first + 1, len(lines)):
        if _top(lines[at]) - _top(lines[rows[-1]]) > _APART * _height(lines[at]):
            break
        if _is_row(lines[at]):
            rows.append(at)
    return rows


def _columns(rows: Sequence[Line]) -> "_Columns":
    return _Columns(_gutters(rows), min(row[0].left for row in rows), max(row[-1].right for row in rows))


def _gutters(rows: Sequence[Line]) -> list[tuple[int, int]]:
    """The blank stripes between columns, from left to right, in whole points: nearly no row has a word there."""
    right = int(max(segment.right for row in rows for segment in row)) + 1
    covered = [0] * (right + 1)
    for row in rows:
        for segment in row:
            for x in range(int(segment.left), int(segment.right) + 1):
                covered[x] += 1
    most = len(rows) // _CROSSED
    gutters: list[tuple[int, int]] = []
    begun = None
    for x in range(int(min(segment.left for row in rows for segment in row)), right + 1):
        if covered[x] <= most and begun is None:
            begun = x
        elif covered[x] > most and begun is not None:
            gutters += [(begun, x)] if x - begun >= _GUTTER else []
            begun = None
    return gutters


def _reach(lines: Sequence[Line], columns: "_Columns", rows: Sequence[int], low: int) -> tuple[int, int]:
    """From where to where the table reaches: the head above its rows, and the lines of its last one."""
    start = at = rows[0]
    while at > low and at > start - 2 and _near(lines[at - 1], lines[at], _NEAR):
        at -= 1
        if len(lines[at]) > 1 and not columns.holds(lines[at], _MIN_COLUMNS):
            break
        start = at if len(lines[at]) > 1 else start
    end = rows[-1] + 1
    while end < len(lines) and _near(lines[end - 1], lines[end], _TIGHT) and not columns.crossed(lines[end]):
        end += 1
    return start, end


def _near(above: Line, below: Line, heights: float) -> bool:
    return _top(below) - _top(above) < heights * _height(above)


class _Columns(NamedTuple):
    """The columns of a table, from ``left`` to ``right``, by the gutters between them."""

    gutters: list[tuple[int, int]]
    left: float
    right: float

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

    def _over(self, segment: Segment) -> list[int]:
        edges = [0.0, *(edge for gutter in self.gutters for edge in gutter), float("inf")]
        columns = enumerate(zip(edges[::2], edges[1::2], strict=True))
        return [at for at, (left, right) in columns if segment.left < right - 1 and segment.right > left + 1]

    def parted(self, line: Line) -> Line:
        """The line with its segments cut where a word begins at a gutter's end, and the one before stands before it."""
        parts: Line = []
        for segment in line:
            words = [segment.words[0]]
            for before, word in pairwise(segment.words):
                if any(
                    before.box[2] < high - 1 and abs(word.box[0] - high) < _EDGE for _, high in self.gutters
                ):
                    parts.append(_segment(words))
                    words = []
                words.append(word)
            parts.append(_segment(words))
        return parts

    def crossed(self, line: Line) -> int:
        return sum(self.spanned(segment) - 1 for segment in line)

    def holds(self, line: Line, most: int) -> bool:
        """Whether a line above the rows may be of the head: in the columns, or a few words over several of them."""
        return self.crossed(line) <= most

    def table(self, lines: Sequence[Line]) -> PageTable:
        anchors = [at for at, line in enumerate(lines) if self._opens_row(line)]
        first = self._first(lines, anchors[0])
        rows = list(self._head(lines[:first])) if first else []
        starts = [first, *(self._start(lines, above, below) for above, below in pairwise(anchors))]
        for begin, end in pairwise([*starts, len(lines)]):
            rows.append(self._cells([segment for line in lines[begin:end] for segment in line]))
        words = [word for line in lines for segment in line for word in segment.words]
        lefts = (min(word.box[0] for word in words), *(high for _, high in self.gutters))
        return PageTable(_union(words), lefts, tuple(rows), ruled=False)

    def _opens_row(self, line: Line) -> bool:
        """Whether a line bears the number of a row, a number in one of its cells, or the name of a group of rows."""
        if self.of(line[0]) > 0:
            return _is_row(line)
        numbered = _NUMBER.fullmatch(line[0].text) is not None and not self.crossed(line)
        return _is_row(line) or numbered or (len(line) == 1 and self.crossed(line) > 0)

    def _first(self, lines: Sequence[Line], anchor: int) -> int:
        """Where the head ends: lines of one cell right above the first numbers may be the beginning of their row."""
        low = anchor
        while low > 1 and len(lines[low - 1]) == 1:
            low -= 1
        return self._start(lines, low - 1, anchor) if 0 < low < anchor else anchor

    def _start(self, lines: Sequence[Line], above: int, below: int) -> int:
        """The line with which the row of the numbers in line ``below`` begins: cells may be centred on their row."""
        usual = min(_top(lower) - _top(upper) for upper, lower in pairwise(lines[above : below + 1]))

        filled = {self.of(segment) for segment in lines[below]}

        def score(at: int) -> float:
            wide = _top(lines[at]) - _top(lines[at - 1]) > _WIDER * usual
            opens = self._opens_row(lines[at]) or not any(segment.text[0].islower() for segment in lines[at])
            lacking = at < below and self.of(lines[at][0]) not in filled
            return 2.0 * wide + opens + lacking + 0.5 * (at == below)

        return max(range(above + 1, below + 1), key=score)

    def _head(self, lines: Sequence[Line]) -> Iterator[tuple[TableCell, ...]]:
        """The head as one row, and one more for each level of words that stand over several columns."""
        levels: list[list[Segment]] = []
        single: list[Segment] = []
        under: set[int] = set()
        for line in lines:
            spans = [(segment, self._under(segment, line)) for segment in line]
            wide = [segment for segment, columns in spans if len(columns) > 1]
            levels += [wide] if wide else []
            under.update(at for _, columns in spans if len(columns) > 1 for at in columns)
            single += [segment for segment in line if segment not in wide]
        if not levels:
            yield self._cells(single)
            return
        yield self._cells([*levels[0], *(one for one in single if self.of(one) not in under)])
        yield from map(self._cells, levels[1:])
        yield self._cells([one for one in single if self.of(one) in under])

    def _under(self, segment: Segment, line: Line) -> range:
        """The columns that words of the head stand over: those below them, or those in whose middle they are set."""
        over = self._over(segment) or [self.of(segment)]
        bounds = self._bounds()
        if len(over) == 1 and _is_aligned(segment, bounds[over[0]]):
            return range(over[0], over[0] + 1)
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
        return tuple(TableCell(cell_text(words), _union(words)) if words else TableCell() for words in cells)


def _is_aligned(segment: Segment, column: tuple[float, float]) -> bool:
    """Whether words are set at the left, the right or in the middle of a column."""
    left, right = segment.left - column[0], segment.right - column[1]
    return min(abs(left), abs(right), abs(left + right) / 2) < _CENTRED


def _is_taken(line: Line, segment: Segment, left: float, right: float) -> bool:
    """Whether other words of the line stand between ``left`` and ``right``, or the segment's own reach beyond."""
    if segment.left < left - _CENTRED or segment.right > right + _CENTRED:
        return True
    return any(other.left < right and other.right > left for other in line if other is not segment)


def _union(words: Sequence[Word]) -> BBox:
    return (
        min(word.box[0] for word in words),
        min(word.box[1] for word in words),
        max(word.box[2] for word in words),
        max(word.box[3] for word in words),
    )
