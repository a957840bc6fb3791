"""Targets that a table assigns: one per amount, with its row's unit as actor or its row's indicator as action.

A table is a run of lines whose cells a bar parts. Its first row without an amount is the head; a repeated head (after a
page) is passed over. Three layouts are read: bodies by indicators, indicators by years, indicators with unit and
deadline columns.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from operator import attrgetter
from typing import NamedTuple

from pipeline.extract.numerals import Number
from pipeline.extract.quantities import Quantity, read_quantity
from pipeline.lexicon import load, pattern
from pipeline.outline import section_at
from pipeline.schema import Deadline, Document, Measure, NumeralRole, Section, Target, Unit
from pipeline.text import Text

BAR = " | "
_NO_TARGETS = frozenset({"assessment", "legal_basis"})
_cue = partial(pattern, "tables")
_LOOSE = 3
_YEAR = re.compile(r"20[0-9]{2}")
_HAS_DIGIT = re.compile(r"[0-9]")
_MEASURES: dict[Unit, Measure] = {
    "percent": "share",
    "percent_point": "share",
    "ratio": "share",
    "money": "money",
}
_OTHER_ROLES: dict[str, NumeralRole] = {
    "ordinal": "marker",
    "row_year": "date",
    "score": "condition",
    "budget": "money",
    "result": "past_result",
}


class Cell(NamedTuple):
    """One cell, trimmed: ``folded[start:end]``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds; ``year`` where its head names one."""

    kind: str
    head: Cell
    year: int | None


@dataclass(frozen=True, slots=True)
class Amount:
    """A cell that holds a quantity and nothing else."""

    column: Column
    cell: Cell
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class Row:
    """A row below the head: ``kinds`` are its cells by the kind of their column, ``deadlines`` those of the text."""

    text: Text
    section: Section | None
    deadlines: Sequence[Deadline]
    cells: Sequence[Cell]
    kinds: dict[str, Cell]

    @classmethod
    def of(
        cls,
        text: Text,
        section: Section | None,
        deadlines: Sequence[Deadline],
        columns: Sequence[Column],
        cells: Sequence[Cell],
    ) -> "Row":
        kinds = {column.kind: cell for column, cell in zip(columns, cells, strict=False)}
        return cls(text, section, deadlines, cells, kinds)

    @property
    def start(self) -> int:
        return self.cells[0].start


@dataclass(frozen=True, slots=True)
class TableNumbers:
    """What the tables of a text gave: targets, whom their numbers belong to, and the roles of the other numbers."""

    targets: tuple[Target, ...]
    owners: dict[int, str]
    roles: dict[int, tuple[NumeralRole, str]]


def read_tables(
    text: Text,
    sections: Sequence[Section],
    document: Document,
    deadlines: Sequence[Deadline],
    numbers: Sequence[Number],
) -> TableNumbers:
    """Every amount in a table that assigns targets. Ids go ``DOC-tt1`` … in the order of the text."""
    targets: list[Target] = []
    owners: dict[int, str] = {}
    roles: dict[int, tuple[NumeralRole, str]] = {}
    for rows in _tables(text) if BAR in text.text else ():
        columns = [_column(text.folded, head) for head in rows[0]]
        section = section_at(sections, rows[0][0].start)
        assigning = document.genre != "other" and not (section and section.kind in _NO_TARGETS)
        for cells in rows[1:]:
            row = Row.of(text, section, deadlines, columns, cells)
            for amount in _amounts(row, columns, numbers):
                column, held = amount.column, amount.quantity.numbers
                role = _OTHER_ROLES.get(column.kind)
                if role or not assigning or _cue("total").match(text.folded, row.start, cells[0].end):
                    roles |= dict.fromkeys(held, (role or "boilerplate", f"table.{column.kind}"))
                elif column.kind in {"amount", "year"}:
                    targets.append(_target(row, amount, f"{text.doc_id}-tt{len(targets) + 1}"))
                    owners |= dict.fromkeys(held, targets[-1].target_id)
    return TableNumbers(tuple(targets), owners, roles)


def _tables(text: Text) -> list[list[list[Cell]]]:
    """Runs of table lines as rows of cells, the head first; a head that comes again is left out."""
    tables: list[list[list[Cell]]] = []
    run: list[list[Cell]] = []
    for line in text.lines:
        cells = _cells(text.folded, line.start, line.end) if line.role in {"table", "body"} else []
        if len(cells) > 1 and (not run or _continues(text, run, cells)):
            if not run or _said(text, cells) != _said(text, run[0]):
                run.append(cells)
        elif line.role != "furniture":
            tables.append(run)
            run = [cells] if len(cells) > 1 else []
    return [table for table in [*tables, run] if len(table) > 1]


def _continues(text: Text, run: list[list[Cell]], cells: list[Cell]) -> bool:
    """A row of the same table: no more cells than its head (empty last ones are not printed), and no new head."""
    same = _said(text, cells) == _said(text, run[0])
    headed = (
        len(cells) == len(run[0]) and len(run) > 1 and not any(map(_HAS_DIGIT.search, _said(text, cells)))
    )
    return same or (
        len(cells) <= len(run[0]) and not (headed and _column(text.folded, cells[0]).kind != "amount")
    )


def _cells(folded: str, start: int, end: int) -> list[Cell]:
    if BAR not in folded[start:end]:
        return []
    cells, at = [], start
    for part in folded[start:end].split(BAR):
        cells.append(Cell(at + len(part) - len(part.lstrip()), at + len(part.rstrip())))
        at += len(part) + len(BAR)
    return cells


def _said(text: Text, cells: list[Cell]) -> list[str]:
    return [text.folded[cell.start : cell.end] for cell in cells]


@cache
def _kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    columns = (entry for entry in load("tables") if "column" in entry.attributes)
    return tuple((entry.attributes["column"], re.compile(entry.expression)) for entry in columns)


def _column(folded: str, head: Cell) -> Column:
    said = folded[head.start : head.end]
    for kind, head_of in _kinds():
        if match := head_of.search(said):
            return Column(kind, head, int(match["year"]) if kind == "year" else None)
    return Column("amount", head, None)


def _amounts(row: Row, columns: Sequence[Column], numbers: Sequence[Number]) -> list[Amount]:
    """The cells of a row that hold an amount and nothing else."""
    found = []
    for column, cell in zip(columns, row.cells, strict=False):
        low, high = (bisect_left(numbers, at, key=attrgetter("start")) for at in (cell.start, cell.end))
        quantity = read_quantity(row.text.folded, numbers[low:high], 0) if low < high else None
        if quantity and quantity.start <= cell.start + 1 and min(quantity.end, cell.end) >= cell.end - _LOOSE:
            found.append(Amount(column, cell, quantity))
    return found


def _target(row: Row, amount: Amount, target_id: str) -> Target:
    text, column, quantity = row.text, amount.column, amount.quantity
    action = _action(row, column)
    said = text.text[action.start : action.end]
    gained = _cue("gained").search(said.lower()) is not None
    due = _due(row, column)
    unit, unit_text = _unit(row, amount)
    return Target(
        **text.at(amount.cell.start, amount.cell.end),
        rule="table.cell",
        confidence=0.85,
        target_id=target_id,
        section_id=row.section.section_id if row.section else None,
        group_id=f"{text.doc_id}-gt{row.start}",
        statement=text.text[row.start : row.cells[-1].end],
        action=said,
        measure=_MEASURES.get(unit, "count"),
        comparator=quantity.comparator,
        value=quantity.value,
        value_high=quantity.value_high,
        unit=unit,
        unit_text=unit_text,
        direction="increase" if gained else "level",
        change="by" if gained else None,
        deadline_start=due[0],
        deadline_end=due[1],
        actor=_cell_text(text, row.kinds.get("actor") or row.kinds.get("responsible")),
    )


def _action(row: Row, column: Column) -> Cell:
    """What is to be reached: the row's indicator, in a table of bodies by indicators the head of the column."""
    label = row.kinds.get("indicator")
    by_label = column.kind == "year" or "actor" not in row.kinds
    return label if label and by_label else column.head


def _cell_text(text: Text, cell: Cell | None) -> str | None:
    return text.text[cell.start : cell.end] or None if cell else None


def _due(row: Row, column: Column) -> tuple[date | None, date | None]:
    """The row's deadline column, else the year that heads the amount's column or its row."""
    if cell := row.kinds.get("deadline"):
        at = bisect_left(row.deadlines, cell.start, key=_start)
        if at < len(row.deadlines) and _start(row.deadlines[at]) < cell.end:
            return row.deadlines[at].start_date, row.deadlines[at].end_date
    named = row.kinds.get("row_year")
    year = _YEAR.search(row.text.folded, named.start, named.end) if named else None
    last = column.year or (int(year.group()) if year else None)
    return None, date(last, 12, 31) if last else None


def _start(deadline: Deadline) -> int:
    return deadline.start or 0


def _unit(row: Row, amount: Amount) -> tuple[Unit, str | None]:
    """The amount's own unit, else that of the unit column, else what the head says (``Tỷ lệ (%)``)."""
    if amount.quantity.unit and amount.quantity.unit_text:
        return amount.quantity.unit, amount.quantity.unit_text
    said = _cell_text(row.text, row.kinds.get("unit"))
    head = row.text.folded[amount.column.head.start : amount.column.head.end]
    if (said or "").strip() == "%" or "%" in head or "tỷ lệ" in head:
        return "percent", "%"
    if "đồng" in (said or "").lower() or "(đồng)" in head:
        return "money", "đồng"
    return "count", said
