"""Tables of PDF pages with drawn lines: a grid of the lines that meet, its squares joined where no line parts them.

pdfplumber does this too, but first reads the page with a parser that takes as long as its text.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import itemgetter

from pipeline.ingest.pdf_grid import PageTable, TableCell
from pipeline.ingest.pdf_words import Word, cell_text
from pipeline.schema import BBox

MIN_ROWS = 2
# Three lines down: two columns. Frames around text have two.
_MIN_COLUMNS = 2
# Lines as near as this, in points, are one, or meet.
_NEAR = 3.0
# What has more is a chart.
_MAX_CROSSINGS = 200_000
_MAX_SQUARES = 50_000

Square = tuple[int, int]


def may_be_ruled(across: Sequence[BBox], down: Sequence[BBox], least: int = MIN_ROWS) -> bool:
    """Whether there are lines enough for ``least`` rows of two columns."""
    return (
        len(_levels([line[1] for line in across])) > least
        and len(_levels([line[0] for line in down])) > _MIN_COLUMNS
    )


def find_ruled(
    across: Sequence[BBox], down: Sequence[BBox], words: Sequence[Word], least: int = MIN_ROWS
) -> list[PageTable]:
    """The tables with ``least`` rows and two columns or more, from top to bottom, with the words in each cell."""
    across, down = _whole(across, 0), _whole(down, 1)
    if len(across) * len(down) > _MAX_CROSSINGS:
        return []
    grids = (_Grid(*lines) for lines in _meeting(across, down))
    tables = (grid.table(words) for grid in grids if grid.is_table(least))
    found = [table for table in tables if len(table.rows) >= least and len(table.columns) >= _MIN_COLUMNS]
    return sorted(found, key=lambda table: table.box[1])


def _levels(places: Sequence[float]) -> list[float]:
    """The places in order, those close together as one."""
    levels: list[float] = []
    for place in sorted(places):
        if not levels or place - levels[-1] > _NEAR:
            levels.append(place)
    return levels


def _whole(lines: Sequence[BBox], axis: int) -> list[BBox]:
    """The lines, those made whole that are drawn in pieces, end to end; ``axis`` is 0 for lines across, 1 for down."""
    level = 1 - axis
    whole: list[BBox] = []
    for line in sorted(lines, key=lambda line: (round(line[level] / _NEAR), line[axis])):
        before = whole[-1] if whole else line
        if whole and abs(line[level] - before[level]) < _NEAR and line[axis] - before[axis + 2] < _NEAR:
            whole[-1] = (
                min(before[0], line[0]),
                min(before[1], line[1]),
                max(before[2], line[2]),
                max(before[3], line[3]),
            )
        else:
            whole.append(line)
    return whole


def _meeting(across: Sequence[BBox], down: Sequence[BBox]) -> Iterator[tuple[list[BBox], list[BBox]]]:
    """The lines by groups that hang together."""
    group = list(range(len(across) + len(down)))

    def root(at: int) -> int:
        while group[at] != at:
            group[at] = group[group[at]]
            at = group[at]
        return at

    for at, line in enumerate(across):
        for beside, other in enumerate(down, start=len(across)):
            if (
                line[0] - _NEAR < other[2]
                and other[0] < line[2] + _NEAR
                and other[1] - _NEAR < line[3]
                and line[1] < other[3] + _NEAR
            ):
                group[root(at)] = root(beside)
    lines = [*across, *down]
    groups: dict[int, tuple[list[BBox], list[BBox]]] = {}
    for at, line in enumerate(lines):
        groups.setdefault(root(at), ([], []))[at >= len(across)].append(line)
    yield from groups.values()


class _Grid:
    """The squares between lines that hang together, by row and column."""

    def __init__(self, across: Sequence[BBox], down: Sequence[BBox]) -> None:
        self.ys = _levels([line[1] for line in across])
        self.xs = _levels([line[0] for line in down])
        self.across = _covered(((line[1], line[0], line[2]) for line in across), self.ys, self.xs)
        self.down = _covered(((line[0], line[1], line[3]) for line in down), self.xs, self.ys)

    def is_table(self, least: int) -> bool:
        rows, columns = len(self.ys) - 1, len(self.xs) - 1
        return rows >= least and columns >= _MIN_COLUMNS and rows * columns <= _MAX_SQUARES

    def table(self, words: Sequence[Word]) -> PageTable:
        cells = {(top, left): box for top, left, box in self._cells()}
        inside = _by_cell(list(cells.values()), words)
        columns = range(len(self.xs) - 1)
        rows = [
            tuple(self._cell(cells.get((row, column)), inside) for column in columns)
            for row in range(len(self.ys) - 1)
        ]
        return PageTable((self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]), tuple(self.xs[:-1]), tuple(rows))

    def _cell(self, box: BBox | None, inside: dict[BBox, list[Word]]) -> TableCell:
        if box is None:
            return TableCell()
        reach = bisect_left(self.ys, box[3] - 1) - bisect_left(self.ys, box[1] - 1)
        return TableCell(cell_text(inside[box]), box, reach)

    def _cells(self) -> Iterator[tuple[int, int, BBox]]:
        """Each cell: row and column of its first square, and its box."""
        done: set[Square] = set()
        for row in range(len(self.ys) - 1):
            for column in range(len(self.xs) - 1):
                if (row, column) in done:
                    continue
                squares = self._joined((row, column))
                done |= squares
                last_row, last_column = max(map(itemgetter(0), squares)), max(map(itemgetter(1), squares))
                yield (
                    row,
                    column,
                    (self.xs[column], self.ys[row], self.xs[last_column + 1], self.ys[last_row + 1]),
                )

    def _joined(self, first: Square) -> set[Square]:
        """The squares that no line parts from ``first``."""
        found, to_do = {first}, [first]
        while to_do:
            row, column = to_do.pop()
            beside = [
                ((row, column + 1), (column + 1, row) not in self.down),
                ((row, column - 1), (column, row) not in self.down),
                ((row + 1, column), (row + 1, column) not in self.across),
                ((row - 1, column), (row, column) not in self.across),
            ]
            for square, is_open in beside:
                within = 0 <= square[0] < len(self.ys) - 1 and 0 <= square[1] < len(self.xs) - 1
                if is_open and within and square not in found:
                    found.add(square)
                    to_do.append(square)
        return found


def _covered(
    lines: Iterator[tuple[float, float, float]], levels: Sequence[float], stops: Sequence[float]
) -> set[tuple[int, int]]:
    """For lines ``(level, start, end)``: which stretches between two stops are drawn, as (level, stretch)."""
    middles = [(low + high) / 2 for low, high in pairwise(stops)]
    return {
        (bisect_right(levels, level + 0.01) - 1, at)
        for level, start, end in lines
        for at in range(bisect_right(middles, start), bisect_right(middles, end))
    }


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
