"""The columns of a table: what each holds, by its head and by what stands in it."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, compress
from operator import attrgetter, not_

from pipeline.extract.mentions import DateMention
from pipeline.extract.quantities import Quantity
from pipeline.extract.tables.amounts import Said, comparator_of_words, read_unit, unit_of_words
from pipeline.extract.tables.grid import Cell, Cells, Table, said
from pipeline.extract.tables.heads import AMOUNT, kind_of
from pipeline.lexicon import patterns
from pipeline.schema import Comparator
from pipeline.text import Text

_cue = patterns("tables")
_LABELS = ("actor", "indicator")
# A head may promise words where the cells hold amounts ("Chỉ tiêu", "Thực hiện").
_WORDED = frozenset({"indicator", "responsible", "actor", "unit"})


@dataclass(frozen=True, slots=True)
class Head:
    """What the cells over a column say of all its amounts.

    ``words`` is the head in one, as printed: ``Đoàn viên: Kết nạp mới``; ``Chỉ tiêu giao`` above it tells nothing.
    ``bare``: nothing in it tells; ``telling``: its lowest cell does. ``body`` is the one that this cell names.
    """

    words: str
    bare: bool
    telling: bool
    body: str | None
    unit: Said | None
    comparator: Comparator | None


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds: ``parts`` are the cells over it from top to bottom, ``last`` the day that they name.

    ``kind`` is one of ``tables.toml``, or ``amount``, or ``words`` where neither head nor cells tell.
    """

    kind: str
    parts: Cells
    head: Head
    last: date | None = None


def read_columns(
    text: Text,
    table: Table,
    amounts: Mapping[Cell, Quantity],
    dates: Sequence[DateMention],
    begins: date | None,
) -> list[Column]:
    """The columns from left to right; ``dates`` are those of the text, ``begins`` is the plan's first day."""
    width = max(map(len, [*table.head, *table.rows]))
    columns = [_column(text, table, column, dates) for column in range(width)]
    held = _without_bases(
        text, [_by_content(text, table, amounts, at, column) for at, column in enumerate(columns)]
    )
    labelled = _with_label(text, table, [_as_base(column, begins) for column in held])
    return [_as_unit(text, table, at, column, labelled) for at, column in enumerate(labelled)]


def _column(text: Text, table: Table, column: int, dates: Sequence[DateMention]) -> Column:
    parts = tuple(_parts(table.head, column))
    kinds = [kind_of(said(text, part)) for part in reversed(parts)]
    kind = next((kind for kind in kinds if kind != AMOUNT), AMOUNT)
    ends = [mention.last for part in parts for mention in _within(dates, part) if mention.last]
    years = [int(match["year"]) for part in parts if (match := _cue("year").search(said(text, part)))]
    last = max(ends, default=None) or (date(max(years), 12, 31) if years else None)
    return Column(AMOUNT if last and kind == "indicator" else kind, parts, _head(text, parts), last)


def _head(text: Text, parts: Cells) -> Head:
    printed = [text.text[part.start : part.end] for part in parts]
    bare = [_cue("bare_head").fullmatch(text.folded, *part) is not None for part in parts]
    above = [said(text, part) for part in reversed(parts)]
    return Head(
        words=": ".join(chain(compress(printed[:-1], map(not_, bare)), printed[-1:])),
        bare=all(bare),
        telling=not all(bare[-1:]),
        body=printed[-1] if parts and _cue("named_body").match(printed[-1]) else None,
        unit=next(filter(None, map(unit_of_words, above)), None),
        comparator=next(filter(None, map(comparator_of_words, above)), None),
    )


def _parts(head: Sequence[Cells], column: int) -> list[Cell]:
    """The cells over a column, from top to bottom; what is over several columns stands in the first of them."""
    found: list[Cell] = []
    below = [True] * (column + 1)
    for number, row in enumerate(reversed(head)):
        cells = [_at(row, at) for at in range(column + 1)]
        if number:
            cells = _spread(cells, below)
        found += [cell] if (cell := cells[column]) is not None else []
        below = [cell is not None for cell in cells]
    return found[::-1]


def _at(row: Cells, column: int) -> Cell | None:
    return row[column] if column < len(row) and row[column].start < row[column].end else None


def _spread(cells: Sequence[Cell | None], below: Sequence[bool]) -> list[Cell | None]:
    """A row of the head with each cell over all columns that it spans: those on its right with a cell below them."""
    spread: list[Cell | None] = []
    for cell, has_below in zip(cells, below, strict=True):
        left = spread[-1] if spread else None
        spread.append(cell if cell is not None or not has_below else left)
    return spread


def _within(dates: Sequence[DateMention], cell: Cell) -> list[DateMention]:
    low, high = (bisect_left(dates, at, key=attrgetter("start")) for at in cell)
    return list(dates[low:high])


def _filled(table: Table, column: int) -> list[Cell]:
    return [cell for row in table.rows if (cell := _at(row, column)) is not None]


def _by_content(
    text: Text, table: Table, amounts: Mapping[Cell, Quantity], at: int, column: Column
) -> Column:
    cells = _filled(table, at)
    held = sum(cell in amounts for cell in cells)
    if column.kind in _WORDED and held * 2 > len(cells):
        by_result = column.kind == "responsible" and _cue("done").search(said(text, column.parts[-1]))
        return replace(column, kind="result" if by_result else AMOUNT)
    return replace(column, kind="words") if column.kind == AMOUNT and cells and not held else column


def _as_base(column: Column, begins: date | None) -> Column:
    """Amounts up to a day before the plan begins are what there was: ``Đến năm 2030`` in a plan for 2031."""
    over = begins is not None and column.last is not None and column.last < begins
    return replace(column, kind="result") if over and column.kind == AMOUNT else column


def _without_bases(text: Text, columns: list[Column]) -> list[Column]:
    """Beside amounts under ``Chỉ tiêu giao`` those that are not are what there is already."""
    assigned = [
        any(_cue("assigned").search(said(text, part)) for part in column.parts[:-1]) for column in columns
    ]
    if not any(assigned):
        return columns
    return [
        replace(column, kind="result") if column.kind == AMOUNT and not under and not column.last else column
        for column, under in zip(columns, assigned, strict=True)
    ]


def _with_label(text: Text, table: Table, columns: list[Column]) -> list[Column]:
    """The first column of words names the rows where no head says which does."""
    if any(column.kind in _LABELS for column in columns):
        return columns
    at = next((at for at, column in enumerate(columns) if column.kind in {"words", "responsible"}), None)
    if at is None:
        return columns
    cells = _filled(table, at)
    bodies = sum(_cue("body").match(said(text, cell)) is not None for cell in cells)
    label = replace(columns[at], kind="actor" if bodies * 2 > len(cells) else "indicator")
    return [*columns[:at], label, *columns[at + 1 :]]


def _as_unit(text: Text, table: Table, at: int, column: Column, columns: Sequence[Column]) -> Column:
    """``Đơn vị`` beside a column of indicators, with ``%`` and ``người`` in its cells, is the unit of measure."""
    if column.kind != "actor" or not any(other.kind == "indicator" for other in columns):
        return column
    cells = _filled(table, at)
    units = sum(read_unit(said(text, cell)) is not None for cell in cells)
    return replace(column, kind="unit") if cells and units * 2 > len(cells) else column
