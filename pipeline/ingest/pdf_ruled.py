"""Tables of PDF pages with drawn lines: pdfplumber finds their cells in the strokes that pdfium gives.

What `pdfplumber.table` knows of geometry works on plain edges: it snaps and joins them, finds where they meet, and
takes cells that touch for a table. Its own reading of a page is left out: that takes as long as the page's text. Done
here are the limits; the box around lines that hang together, which is closed where a side is not drawn; the cells, as
the least rectangles between points where lines meet; squares that still lack a side; rows and columns. What stands
beyond the outermost lines of a table is no part of it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, pairwise, product
from typing import Any

from pipeline.ingest.pdf_grid import PageTable, TableCell
from pipeline.ingest.pdf_words import Word, cell_text
from pipeline.schema import BBox

MIN_ROWS = 2
# Three lines down: two columns. Frames around text have two.
_MIN_COLUMNS = 2
# Lines as near as this, in points, are one, or meet.
_NEAR = 3.0
# What has more is a chart.
_MAX_PAIRS = 200_000
_MAX_TRIES = 1_000_000
_MAX_SQUARES = 50_000

Edge = dict[str, Any]
Point = tuple[float, float]
Square = tuple[int, int]
Meeting = Mapping[Point, Mapping[str, list[Edge]]]


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
    grids = (_Grid(cells) for cells in _tables(across, down))
    return sorted(
        (grid.table(words) for grid in grids if grid.is_table(least)), key=lambda table: table.box[1]
    )


def _levels(places: Sequence[float]) -> list[float]:
    """The places in order, those close together as one."""
    levels: list[float] = []
    for place in sorted(places):
        if not levels or place - levels[-1] > _NEAR:
            levels.append(place)
    return levels


def _tables(across: Sequence[BBox], down: Sequence[BBox]) -> list[list[BBox]]:
    """The cells of each table: left, top, right and bottom of those with lines at all four sides."""
    from pdfplumber import table as geometry  # noqa: PLC0415 - most files have no page that comes here

    def merged(edges: Sequence[Edge]) -> list[Edge]:
        return geometry.merge_edges(list(edges), _NEAR, _NEAR, _NEAR, _NEAR)

    edges = merged([*_edges(across, "h"), *_edges(down, "v")])
    lying = sum(edge["orientation"] == "h" for edge in edges)
    if lying * (len(edges) - lying) > _MAX_PAIRS:
        return []
    meeting = geometry.edges_to_intersections(edges, _NEAR, _NEAR)
    if sides := [side for group in _groups(meeting) for side in _open_sides(group)]:
        edges = merged([*edges, *sides])
        meeting = geometry.edges_to_intersections(edges, _NEAR, _NEAR)
    return geometry.cells_to_tables(_least_cells(meeting))


def _groups(meeting: Meeting) -> Iterator[list[Edge]]:
    """The lines that hang together."""
    edges: dict[int, Edge] = {}
    beside: dict[int, set[int]] = {}
    for lines in meeting.values():
        for one, other in product(lines["h"], lines["v"]):
            edges[id(one)], edges[id(other)] = one, other
            beside.setdefault(id(one), set()).add(id(other))
            beside.setdefault(id(other), set()).add(id(one))
    while beside:
        group, to_do = [], [next(iter(beside))]
        while to_do:
            at = to_do.pop()
            group += [edges[at]] if at in beside else []
            to_do += beside.pop(at, ())
        yield group


def _open_sides(group: Sequence[Edge]) -> Iterator[Edge]:
    """The sides of the box around lines that hang together, where no line runs along all of one."""
    xs = [edge["x0"] for edge in group if edge["orientation"] == "v"]
    ys = [edge["top"] for edge in group if edge["orientation"] == "h"]
    left, top, right, bottom = min(xs), min(ys), max(xs), max(ys)
    sides = [
        *_edges([(left, top, right, top), (left, bottom, right, bottom)], "h"),
        *_edges([(left, top, left, bottom), (right, top, right, bottom)], "v"),
    ]
    for side in sides:
        if not any(
            edge["x0"] - _NEAR <= side["x0"] <= side["x1"] <= edge["x1"] + _NEAR
            and edge["top"] - _NEAR <= side["top"] <= side["bottom"] <= edge["bottom"] + _NEAR
            for edge in group
            if edge["orientation"] == side["orientation"]
        ):
            yield side


def _least_cells(meeting: Meeting) -> list[BBox]:
    """From each point where lines meet the least rectangle to the right and below whose sides lie on lines.

    pdfplumber's own search for them compares every point to all others. None where there is no end of rectangles.
    """
    across = {point: frozenset(map(id, lines["h"])) for point, lines in meeting.items()}
    down = {point: frozenset(map(id, lines["v"])) for point, lines in meeting.items()}
    row: dict[float, list[Point]] = {}
    column: dict[float, list[Point]] = {}
    for point in sorted(meeting):
        column.setdefault(point[0], []).append(point)
        row.setdefault(point[1], []).append(point)
    cells: list[BBox] = []
    tries = 0
    for left, beside in column.items():
        for at, (_, top) in enumerate(beside):
            points = row[top]
            here = bisect_left(points, (left, top))
            for below in _on_one_line(beside, at, down):
                tries += 1
                for right in _on_one_line(points, here, across):
                    tries += 1
                    corner = right[0], below[1]
                    if (
                        corner in meeting
                        and not down[corner].isdisjoint(down[right])
                        and not across[corner].isdisjoint(across[below])
                    ):
                        cells.append((left, top, *corner))
                        break
                else:
                    continue
                break
            if tries > _MAX_TRIES:
                return []
    return cells


def _on_one_line(points: Sequence[Point], at: int, lines: Mapping[Point, frozenset[int]]) -> Iterator[Point]:
    """The points after the one ``at``, in their order, as far as one line runs through both."""
    here = lines[points[at]]
    for point in islice(points, at + 1, None):
        if here.isdisjoint(lines[point]):
            return
        yield point


def _edges(lines: Sequence[BBox], orientation: str) -> Iterator[Edge]:
    """The lines as pdfplumber has them: without thickness, at their left or upper side."""
    for left, top, right, bottom in lines:
        right, bottom = (right, top) if orientation == "h" else (left, bottom)  # noqa: PLW2901
        yield {
            "x0": left,
            "top": top,
            "x1": right,
            "bottom": bottom,
            "width": right - left,
            "height": bottom - top,
            "orientation": orientation,
        }


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
        cells, first = self._cells()
        inside: dict[Square, list[Word]] = {square: [] for square in cells}
        for word in words:
            x, y = word.middle
            square = first.get((bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1))
            if square is not None:
                inside[square].append(word)
        rows = [
            tuple(
                TableCell(cell_text(inside[row, column]), *found)
                if (found := cells.get((row, column)))
                else TableCell()
                for column in range(len(self.xs) - 1)
            )
            for row in range(len(self.ys) - 1)
        ]
        return PageTable((self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]), tuple(self.xs[:-1]), tuple(rows))

    def _cells(self) -> tuple[dict[Square, tuple[BBox, int]], dict[Square, Square]]:
        """For the first square of each cell its box, and over how many rows that reaches; for each square the first."""
        column = {x: at for at, x in enumerate(self.xs)}
        row = {y: at for at, y in enumerate(self.ys)}
        cells: dict[Square, tuple[BBox, int]] = {}
        first: dict[Square, Square] = {}
        for left, top, right, bottom in self.drawn:
            square = row[top], column[left]
            cells[square] = (left, top, right, bottom), row[bottom] - row[top]
            covered = product(range(row[top], row[bottom]), range(column[left], column[right]))
            first |= dict.fromkeys(covered, square)
        for (at, (top, bottom)), (beside, (left, right)) in product(
            enumerate(pairwise(self.ys)), enumerate(pairwise(self.xs))
        ):
            square = at, beside
            if square not in first:
                cells[square] = (left, top, right, bottom), 1
                first[square] = square
        return cells, first
