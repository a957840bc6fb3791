"""Tables of PDF pages with drawn lines: cells by row and column, and the words in each.

Squares that still lack a side are cells of their own. What stands beyond the outermost lines of a table is no part of
it.
"""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise, product

from pipeline.ingest.pdf_grid import PageTable, TableCell
from pipeline.ingest.pdf_rulings import NEAR, ruled_cells
from pipeline.ingest.pdf_words import Word, cell_text
from pipeline.schema import BBox

MIN_ROWS = 2
# Three lines down: two columns. Frames around text have two.
_MIN_COLUMNS = 2
# What has more is a chart.
_MAX_SQUARES = 50_000

_NONE = -1


_Cell = tuple[int, int, BBox, int]
"""The row and the column of its first square, its box, and over how many rows that reaches."""


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
    grids = (_Grid(cells) for cells in ruled_cells(across, down))
    return sorted(
        (grid.table(words) for grid in grids if grid.is_table(least)), key=lambda table: table.box[1]
    )


def _levels(places: Sequence[float]) -> list[float]:
    """The places in order, those close together as one."""
    levels: list[float] = []
    for place in sorted(places):
        if not levels or place - levels[-1] > NEAR:
            levels.append(place)
    return levels


class _Grid:
    """The cells of a table by row and column; squares that none of them covers are cells of their own."""

    def __init__(self, cells: Sequence[BBox]) -> None:
        self.xs = sorted({x for cell in cells for x in (cell[0], cell[2])})
        self.ys = sorted({y for cell in cells for y in (cell[1], cell[3])})
        self.drawn = cells

    def is_table(self, least: int) -> bool:
        rows, columns = len(self.ys) - 1, len(self.xs) - 1
        return rows >= least and columns >= _MIN_COLUMNS and rows * columns <= _MAX_SQUARES

    def table(self, words: Sequence[Word]) -> PageTable:
        cells, owners = self._cells()
        inside: list[list[Word]] = [[] for _ in cells]
        left, top, right, bottom = box = self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]
        for word in words:
            x, y = (word.box[0] + word.box[2]) / 2, (word.box[1] + word.box[3]) / 2
            if top <= y < bottom and left <= x < right:
                inside[owners[bisect_right(self.ys, y) - 1][bisect_right(self.xs, x) - 1]].append(word)
        rows = [[TableCell()] * len(row) for row in owners]
        for (row, column, around, reach), held in zip(cells, inside, strict=True):
            rows[row][column] = TableCell(cell_text(held), around, reach)
        return PageTable(box, tuple(self.xs[:-1]), tuple(map(tuple, rows)))

    def _cells(self) -> tuple[list[_Cell], list[list[int]]]:
        """The cells, and for each square of each row the place of the one that it is of."""
        column = {x: at for at, x in enumerate(self.xs)}
        row = {y: at for at, y in enumerate(self.ys)}
        cells: list[_Cell] = []
        owners = [[_NONE] * (len(column) - 1) for _ in range(len(row) - 1)]
        for left, top, right, bottom in self.drawn:
            first, width = column[left], column[right] - column[left]
            for square in range(row[top], row[bottom]):
                owners[square][first : first + width] = [len(cells)] * width
            cells.append((row[top], first, (left, top, right, bottom), row[bottom] - row[top]))
        for (at, (top, bottom)), (beside, (left, right)) in product(
            enumerate(pairwise(self.ys)), enumerate(pairwise(self.xs))
        ):
            if owners[at][beside] == _NONE:
                owners[at][beside] = len(cells)
                cells.append((at, beside, (left, top, right, bottom), 1))
        return cells, owners
