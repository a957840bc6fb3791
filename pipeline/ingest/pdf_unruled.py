"""Tables of PDF pages without drawn lines: columns of words between gutters, rows that bear numbers.

A table has three columns or more, and rows whose cells hold numbers; heads and signature blocks of two columns, lists
and justified text have not.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from pipeline.ingest.pdf_grid import PageTable, TableCell
from pipeline.ingest.pdf_words import Word, cell_text, word_lines
from pipeline.schema import BBox

MIN_ROWS = 3
_MIN_COLUMNS = 3
# In heights of a line: the blank between two cells, the way to the next row, and to a line of the same cell.
_GAP = 0.9
_APART = 8.0
_NEAR = 3.0
_TIGHT = 1.7
# Of the usual pitch: between two rows.
_WIDER = 1.15
# A gutter may be crossed by one row in so many, and is so wide (in points).
_CROSSED = 5
_GUTTER = 3
# A year alone is a head's.
_FIGURE = re.compile(r"(?!20[0-9]{2}$)(?:[≥≤<>~] ?)?[0-9][0-9.,]*%?")
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


def may_be_unruled(texts: Sequence[str], least: int = MIN_ROWS) -> bool:
    """Whether so many lines of a page end with a number that it may hold a table."""
    return sum(_ENDS_WITH_FIGURE.search(text) is not None for text in texts) >= least


def find_unruled(words: Sequence[Word], least: int = MIN_ROWS) -> list[PageTable]:
    """The tables without lines among the words of a page, from top to bottom, with ``least`` rows or more."""
    lines = [_segments(line) for line in word_lines(words)]
    found = []
    at = 0
    while (first := next((i for i in range(at, len(lines)) if _is_row(lines[i])), None)) is not None:
        rows = _rows_from(lines, first)
        columns = _Columns(_gutters([lines[row] for row in rows]))
        start, end = _reach(lines, columns, rows, at)
        if len(rows) >= least and len(columns.gutters) + 1 >= _MIN_COLUMNS:
            found.append(columns.table(lines[start:end]))
        at = max(end, rows[-1] + 1)
    return found


def _segments(words: Sequence[Word]) -> Line:
    gap = _GAP * median(word.box[3] - word.box[1] for word in words)
    parts = [[words[0]]]
    for before, word in pairwise(words):
        if word.box[0] - before.box[2] > gap:
            parts.append([])
        parts[-1].append(word)
    return [Segment(part[0].box[0], part[-1].box[2], part) for part in parts]


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
    start = rows[0]
    while (
        start > low
        and _near(lines[start - 1], lines[start], _NEAR)
        and columns.holds(lines[start - 1], _MIN_COLUMNS)
    ):
        start -= 1
    while start < rows[0] and len(lines[start]) == 1:
        start += 1
    end = rows[-1] + 1
    while end < len(lines) and _near(lines[end - 1], lines[end], _TIGHT) and not columns.crossed(lines[end]):
        end += 1
    return start, end


def _near(above: Line, below: Line, heights: float) -> bool:
    return _top(below) - _top(above) < heights * _height(above)


class _Columns(NamedTuple):
    """The columns of a table by the gutters between them."""

    gutters: list[tuple[int, int]]

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
        edges = [0, *(edge for gutter in self.gutters for edge in gutter), 1 << 20]
        columns = enumerate(zip(edges[::2], edges[1::2], strict=True))
        return [at for at, (left, right) in columns if segment.left < right - 1 and segment.right > left + 1]

    def crossed(self, line: Line) -> int:
        return sum(self.spanned(segment) - 1 for segment in line)

    def holds(self, line: Line, most: int) -> bool:
        """Whether a line above the rows may be of the head: in the columns, or a few words over several of them."""
        return not self.crossed(line) or (len(line) > 1 and self.crossed(line) <= most)

    def table(self, lines: Sequence[Line]) -> PageTable:
        first = next(at for at, line in enumerate(lines) if self._opens_row(line))
        rows = list(self._head(lines[:first])) if first else []
        anchors = [at for at in range(first, len(lines)) if self._opens_row(lines[at])]
        starts = [first, *(self._start(lines, above, below) for above, below in pairwise(anchors))]
        for begin, end in pairwise([*starts, len(lines)]):
            rows.append(self._cells([segment for line in lines[begin:end] for segment in line]))
        words = [word for line in lines for segment in line for word in segment.words]
        lefts = (min(word.box[0] for word in words), *(high for _, high in self.gutters))
        return PageTable(_union(words), lefts, tuple(rows), ruled=False)

    def _opens_row(self, line: Line) -> bool:
        """Whether a line bears the number of a row, or a number in one of its cells."""
        numbered = self.of(line[0]) == 0 and _NUMBER.fullmatch(line[0].text) is not None
        return _is_row(line) or (numbered and not self.crossed(line))

    def _start(self, lines: Sequence[Line], above: int, below: int) -> int:
        """The line with which the row of the numbers in line ``below`` begins: cells may be centred on their row."""
        usual = min(_top(lower) - _top(upper) for upper, lower in pairwise(lines[above : below + 1]))

        def score(at: int) -> float:
            wide = _top(lines[at]) - _top(lines[at - 1]) > _WIDER * usual
            opens = self._opens_row(lines[at]) or not any(segment.text[0].islower() for segment in lines[at])
            return 2.0 * wide + opens + 0.5 * (at == below)

        return max(range(above + 1, below + 1), key=score)

    def _head(self, lines: Sequence[Line]) -> Iterator[tuple[TableCell, ...]]:
        """The head as one row, as two where some of its words stand over several columns."""
        segments = [segment for line in lines for segment in line]
        wide = [segment for segment in segments if self.spanned(segment) > 1]
        under = {column for one in wide for column in range(self.of(one), self.of(one) + self.spanned(one))}
        upper = [one for one in segments if one in wide or self.of(one) not in under]
        yield self._cells(upper)
        if wide:
            yield self._cells([one for one in segments if one not in wide and self.of(one) in under])

    def _cells(self, segments: Sequence[Segment]) -> tuple[TableCell, ...]:
        cells: list[list[Word]] = [[] for _ in range(len(self.gutters) + 1)]
        for segment in segments:
            cells[self.of(segment)] += segment.words
        return tuple(TableCell(cell_text(words), _union(words)) if words else TableCell() for words in cells)


def _union(words: Sequence[Word]) -> BBox:
    return (
        min(word.box[0] for word in words),
        min(word.box[1] for word in words),
        max(word.box[2] for word in words),
        max(word.box[3] for word in words),
    )
