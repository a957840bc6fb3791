"""The tables of a text as grids: over page ends, repeated heads passed over and missing ones taken on.

A table is a run of lines whose cells bars part, with a cell for each column in every row (``ingest.pieces``).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.extract.tables.heads import AMOUNT, kind_of
from pipeline.text import Line, Text

_FIGURE = re.compile(
    r"(?:[≥≤<>~] ?)?[0-9][0-9.,]*(?: ?%|\.)?|.*[0-9] ?%.*|.*[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{4}"
)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_UP_TO_YEAR = re.compile(r"(?:.* )?năm (?:19|20)[0-9]{2}\)?")
_COLUMN_NUMBER = re.compile(r"[(\[]?(?:([0-9]{1,2})|[a-zđ])[)\]]?(?: ?= ?.{1,30})?")
# So many lines may stand between two parts of a table (a running head, the words "continued").
_NEAR = 2
_HIGHEST_HEAD = 4


class Cell(NamedTuple):
    """One cell, trimmed: ``folded[start:end]``."""

    start: int
    end: int


Cells = tuple[Cell, ...]


@dataclass(slots=True)
class Table:
    """``head`` are the rows over the columns, ``rows`` those below; ``passed`` repeat the head or number the columns.

    ``caption`` is the span of the lines right above the table.
    """

    head: list[Cells]
    caption: tuple[int, int]
    rows: list[Cells] = field(default_factory=list)
    passed: list[Cells] = field(default_factory=list)


@dataclass(slots=True)
class _Run:
    """Rows that follow each other, the lines right above them, and how many lines part them from the run before."""

    rows: list[Cells]
    above: list[Line]
    apart: int


def find_tables(text: Text) -> list[Table]:
    """Every table that has a head, in the order of the text."""
    tables: list[Table] = []
    for run in _runs(text) if any(line.role == "table" for line in text.lines) else ():
        _read(text, run, tables)
    return [table for table in tables if table.rows]


def _runs(text: Text) -> Iterator[_Run]:
    above: list[Line] = []
    apart = _NEAR + 1
    run: list[Cells] = []
    for line in text.lines:
        if line.role in {"furniture", "footnote"} or line.start == line.end:
            continue
        cells = _cells(text.folded, line) if line.role == "table" else ()
        if len(cells) > 1 or (run and cells):
            run.append(cells)
            continue
        if run:
            yield _Run(run, above, apart)
            run, above, apart = [], [], 0
        above = [*above, line][-_NEAR:]
        apart += 1
    if run:
        yield _Run(run, above, apart)


def _cells(folded: str, line: Line) -> Cells:
    cells, at = [], line.start
    for part in folded[line.start : line.end].split("|"):
        behind = at + len(part)
        start, end = behind - len(part.lstrip()), at + len(part.rstrip())
        cells.append(Cell(start, end) if start < end else Cell(at, at))
        at = behind + 1
    return tuple(cells)


def _read(text: Text, run: _Run, tables: list[Table]) -> None:
    """Adds the tables of the run, and the rows that go on with the table before it."""
    table = tables[-1] if tables and run.apart <= _NEAR else None
    heads = _words_of(text, (*table.head, *table.passed)) if table else []
    at = 0
    while at < len(run.rows):
        row = run.rows[at]
        words = _words(text, row)
        if table and words in heads:
            table.passed.append(row)
        elif not _has_figures(words) and (table is None or _is_head(words)):
            height = _head_height(text, run.rows, at)
            table = Table(run.rows[at : at + height], _caption(run.above))
            heads = _words_of(text, table.head)
            tables.append(table)
            at += height - 1
        elif table and not table.rows and _numbers_columns(words):
            table.passed.append(row)
            heads.append(words)
        elif table:
            table.rows.append(row)
        at += 1


def said(text: Text, cell: Cell) -> str:
    """The folded words of a cell."""
    return text.folded[cell.start : cell.end]


def _words(text: Text, cells: Cells) -> list[str]:
    folded = text.folded
    return [folded[start:end] for start, end in cells]


def _words_of(text: Text, rows: Sequence[Cells]) -> list[list[str]]:
    return [_words(text, row) for row in rows]


def _caption(above: Sequence[Line]) -> tuple[int, int]:
    return (above[0].start, above[-1].end) if above else (0, 0)


def _has_figures(words: Sequence[str]) -> bool:
    return any(_FIGURE.fullmatch(word) and not _YEAR.fullmatch(word) for word in words)


def _is_head(words: Sequence[str]) -> bool:
    """Whether a row opens a table of its own: two of its cells are known heads or end with a year, none is empty."""
    known = [word for word in words if word and len(word) <= 60 and _is_known(word)]
    return len(known) >= 2 and all(words) and kind_of(words[0]) in {"ordinal", "actor", "indicator"}


def _is_known(word: str) -> bool:
    return kind_of(word) != AMOUNT or _UP_TO_YEAR.fullmatch(word) is not None


def _head_height(text: Text, rows: Sequence[Cells], at: int) -> int:
    """How many rows the head takes: one below goes on with it where it stands under a cell that spans columns."""
    height = 1
    while height < _HIGHEST_HEAD and at + height < len(rows):
        below = rows[at + height]
        first = below[0]
        spanned = any(
            cell.start < cell.end and any(_is_empty(above, column) for above in rows[at : at + height])
            for column, cell in enumerate(below)
        )
        if first.start < first.end or not spanned or _has_figures(_words(text, below)):
            break
        height += 1
    return height


def _is_empty(row: Cells, column: int) -> bool:
    return column >= len(row) or row[column].start == row[column].end


def _numbers_columns(words: Sequence[str]) -> bool:
    """A row that only numbers the columns: ``1 | 2 | 3``, ``A | B | (1) | (2=3+4)``."""
    found = [_COLUMN_NUMBER.fullmatch(word) for word in words if word]
    numbers = [int(match[1]) for match in found if match and match[1]]
    return len(found) > 2 and all(found) and numbers == list(range(1, len(numbers) + 1)) and bool(numbers)
