"""The cells that the lines drawn on a PDF page make: lines near each other are one, and four that meet enclose a cell.

What strokes are one line is told by `pdfplumber.table`; the cells are those that it finds between them (a test compares
them), at a fraction of the time; the box around lines that hang together is closed besides, where a side is not drawn.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import product
from typing import NamedTuple

from pipeline.schema import BBox

# Lines as near as this, in points, are one, or meet.
NEAR = 3.0
# What has more is a chart.
_MAX_PAIRS = 200_000
_MAX_TRIES = 1_000_000

Point = tuple[float, float]
Stroke = tuple[float, float, float]
"""A line as it is drawn, in the terms of a `Ruling`."""


class Ruling(NamedTuple):
    """A line across at the height ``at``, or down at the distance ``at`` from the left, from ``low`` to ``high``."""

    at: float
    low: float
    high: float


Mesh = tuple[list[list[int]], list[list[int]]]
"""For each line across the lines down that it meets, from left to right; for those the ones across, downwards."""

Rectangle = tuple[int, int, int, int]
"""The lines around it, by their places among those that run as they do: left, top, right, bottom."""


def ruled_cells(across: Sequence[BBox], down: Sequence[BBox]) -> list[list[BBox]]:
    """The cells of each table between lines that are drawn so, as (left, top, right, bottom); see `cells_between`."""
    rows = whole([(top, left, right) for left, top, right, _ in across])
    columns = whole([(left, top, bottom) for left, top, _, bottom in down])
    if len(rows) * len(columns) > _MAX_PAIRS:
        return []
    lying: list[Ruling] = []
    standing: list[Ruling] = []
    for some, others in _groups(_meeting(rows, columns)):
        group = [rows[row] for row in some], [columns[column] for column in others]
        lying += _open_sides(*group)
        standing += _open_sides(*group[::-1])
    if lying or standing:
        rows, columns = whole([*rows, *lying]), whole([*columns, *standing])
    return cells_between(rows, columns)


def cells_between(rows: Sequence[Ruling], columns: Sequence[Ruling]) -> list[list[BBox]]:
    """The cells between lines across and lines down, each made `whole`, by tables: two cells or more that touch.

    A cell is the least rectangle to the right and below of a point where lines meet. None where there are as many
    rectangles as only a chart has.
    """
    cells = [
        (columns[left].at, rows[top].at, columns[right].at, rows[bottom].at)
        for left, top, right, bottom in _least(_meeting(rows, columns))
    ]
    return _touching(cells)


def whole(lines: Sequence[Stroke]) -> list[Ruling]:
    """The lines in order, those close together in their middle, and those drawn in pieces, end to end, as one."""
    from pdfplumber import table as geometry  # noqa: PLC0415 - most files have no page that comes here

    # To pdfplumber all lie: how a line runs is the caller's.
    strokes = [
        {"orientation": "h", "x0": low, "x1": high, "top": at, "bottom": at, "width": high - low, "height": 0}
        for at, low, high in lines
    ]
    merged = geometry.merge_edges(strokes, NEAR, NEAR, NEAR, NEAR)
    # Rounded, for pdfplumber moves strokes to their mean: of equal ones it may differ from them in the last digit.
    return sorted(Ruling(round(line["top"], 2), line["x0"], line["x1"]) for line in merged)


def _meeting(rows: Sequence[Ruling], columns: Sequence[Ruling]) -> Mesh:
    on_row: list[list[int]] = [[] for _ in rows]
    on_column: list[list[int]] = [[] for _ in columns]
    heights = [row.at for row in rows]
    for column, (x, top, bottom) in enumerate(columns):
        for row in range(bisect_left(heights, top - NEAR), bisect_right(heights, bottom + NEAR)):
            if rows[row].low - NEAR <= x <= rows[row].high + NEAR:
                on_row[row].append(column)
                on_column[column].append(row)
    return on_row, on_column


def _groups(mesh: Mesh) -> Iterator[tuple[set[int], set[int]]]:
    """The lines across and the lines down that hang together."""
    on_row, on_column = mesh
    free = {row for row, met in enumerate(on_row) if met}
    while free:
        rows, more = set[int](), {next(iter(free))}
        while len(more) > len(rows):
            rows = more
            columns = set[int]().union(*[on_row[row] for row in rows])
            more = set[int]().union(*[on_column[column] for column in columns])
        free -= rows
        yield rows, columns


def _open_sides(lines: Sequence[Ruling], others: Sequence[Ruling]) -> Iterator[Ruling]:
    """The sides that run as ``lines`` of the box around lines that hang together, where none runs along all of one."""
    ends, levels = [line.at for line in others], [line.at for line in lines]
    low, high = min(ends), max(ends)
    for at in (min(levels), max(levels)):
        if not any(
            abs(line.at - at) <= NEAR and line.low - NEAR <= low and high <= line.high + NEAR
            for line in lines
        ):
            yield Ruling(at, low, high)


def _least(mesh: Mesh) -> list[Rectangle]:
    """For each point where lines meet the least rectangle that opens with it, from left to right."""
    on_row, on_column = mesh
    crossed = [frozenset(met) for met in on_row]
    cells: list[Rectangle] = []
    tries = 0
    for left, met in enumerate(on_column):
        for at, top in enumerate(met, start=1):
            beside = on_row[top][bisect_right(on_row[top], left) :]
            for bottom, right in product(met[at:], beside):
                tries += 1
                if right in crossed[bottom]:
                    cells.append((left, top, right, bottom))
                    break
            if tries > _MAX_TRIES:
                return []
    return cells


def _touching(cells: Sequence[BBox]) -> list[list[BBox]]:
    """The cells by tables: those that share a corner, be it through others, are of one."""
    before = list(range(len(cells)))  # in the same table, itself where there is none

    def first(at: int) -> int:
        while before[at] != at:
            before[at] = at = before[before[at]]
        return at

    at_corner: dict[Point, int] = {}
    for at, (left, top, right, bottom) in enumerate(cells):
        for corner in ((left, top), (left, bottom), (right, top), (right, bottom)):
            other = at_corner.setdefault(corner, at)
            if other != at:
                before[first(at)] = first(other)
    tables: dict[int, list[BBox]] = {}
    for at, cell in enumerate(cells):
        tables.setdefault(first(at), []).append(cell)
    return [table for table in tables.values() if len(table) > 1]
