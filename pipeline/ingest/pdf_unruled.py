"""Tables of PDF pages without drawn lines: columns of words between gutters, rows that bear numbers.

A table has three columns or more, and rows whose cells hold numbers; heads and signature blocks of two columns, lists
and justified text have not.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from pipeline.ingest.pdf_columns import (
    MIN_COLUMNS,
    Columns,
    Line,
    columns_of,
    line_of,
    segment_of,
)
from pipeline.ingest.pdf_grid import PageTable
from pipeline.ingest.pdf_lines import TextLine
from pipeline.ingest.pdf_words import Word, word_lines

MIN_ROWS = 3
_ROW = 6.0
# In heights of a line: the blank between two cells, the way to the next row, and to a line of the same cell.
_GAP = 0.55
_APART = 30.0
_NEAR = 3.0
_TIGHT = 1.7
# So many lines of running heads may stand above a table that goes on.
_RUNNING = 3
_ENDS_WITH_FIGURE = re.compile(r"(?:^|\s)[0-9][0-9.,]*%?$")


def may_be_unruled(lines: Sequence[TextLine]) -> bool:
    """Whether so many lines of a page end with a number, and so many rows have three cells, as a table has."""
    if sum(_ENDS_WITH_FIGURE.search(line.text) is not None for line in lines) < MIN_ROWS:
        return False
    rows: Counter[int] = Counter()
    for line in lines:
        rows[round(line.baseline / _ROW)] += line.runs
        rows[round(line.baseline / _ROW + 0.5)] += line.runs  # two cells of a row may be some tenths apart
    return sum(runs >= MIN_COLUMNS for runs in rows.values()) >= MIN_ROWS


def find_unruled(words: Sequence[Word], *, goes_on: bool = False) -> list[PageTable]:
    """The tables without lines among the words of a page, from top to bottom; ``goes_on``: the page before ends in one.

    The first one of a page that goes on may have but one row, and begin with the rest of a row.
    """
    lines = [_line(line) for line in word_lines(words)]
    found: list[PageTable] = []
    at = 0
    while (first := next((i for i in range(at, len(lines)) if lines[i].is_row), None)) is not None:
        rows = _rows_from(lines, first)
        columns = columns_of(lines[rows[0] : rows[-1] + 1])
        start, end = _reach(lines, columns, rows, at, goes_on and not found)
        follows = goes_on and not found and start <= _RUNNING
        if len(rows) >= (1 if follows else MIN_ROWS) and len(columns.gutters) + 1 >= MIN_COLUMNS:
            found.append(columns.table([columns.parted(line) for line in lines[start:end]], follows))
        at = max(end, rows[-1] + 1)
    return found


def _line(words: Sequence[Word]) -> Line:
    gap = _GAP * median([word.box[3] - word.box[1] for word in words])
    parts = [[words[0]]]
    for before, word in pairwise(words):
        if word.box[0] - before.box[2] > gap:
            parts.append([])
        parts[-1].append(word)
    return line_of([segment_of(part) for part in parts])


def _rows_from(lines: Sequence[Line], first: int) -> list[int]:
    """The rows with numbers from ``first`` on, none far from the one above."""
    rows = [first]
    for at in range(first + 1, len(lines)):
        if lines[at].top - lines[rows[-1]].top > _APART * lines[at].height:
            break
        if lines[at].is_row:
            rows.append(at)
    return rows


def _reach(
    lines: Sequence[Line], columns: Columns, rows: Sequence[int], low: int, follows: bool
) -> tuple[int, int]:
    """From where to where the table reaches: with the head above its rows, or a row's rest, and all of its last one."""
    start = at = rows[0]
    while at > low and at > start - 2 and _near(lines[at - 1], lines[at], _NEAR):
        at -= 1
        has_cells = len(lines[at].segments) > 1
        if has_cells and not columns.holds(lines[at], MIN_COLUMNS):
            break
        start = at if has_cells else start
    if follows:
        while (
            start > low
            and _near(lines[start - 1], lines[start], _NEAR)
            and not columns.crossed(lines[start - 1])
        ):
            start -= 1
    end = rows[-1] + 1
    while end < len(lines) and _near(lines[end - 1], lines[end], _TIGHT) and not columns.crossed(lines[end]):
        end += 1
    return start, end


def _near(above: Line, below: Line, heights: float) -> bool:
    return below.top - above.top < heights * above.height
