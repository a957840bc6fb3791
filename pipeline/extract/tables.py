"""Targets that a table assigns: one per amount, with its row's unit as actor or its row's indicator as action.

A table is a run of lines whose cells a bar parts. Its first row without an amount is the head; a repeated head (after a page)
is passed over. Three layouts are read: bodies by indicators, indicators by years, indicators with unit and deadline columns.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from pipeline import lexicon
from pipeline.extract.numerals import Number
from pipeline.extract.quantities import Quantity, read_quantity
from pipeline.outline import section_at
from pipeline.schema import Deadline, Document, NumeralRole, Section, Target, Unit
from pipeline.text import Text

BAR = " | "
_NO_TARGETS = frozenset({"assessment", "legal_basis"})
_TOTAL = re.compile(r"(?:tổng|cộng|tổng cộng|tổng số|toàn (?:tỉnh|huyện|ngành|thành phố))\W*$")
_GAINED = re.compile(
    r"(?<!\w)(?:kết nạp|phát triển|tăng thêm|mở thêm|mở mới|tăng|(?:cđcs|công đoàn cơ sở|nghiệp đoàn|chi hội|tổ hội) thành lập mới)(?!\w)"
)
_OTHER_ROLES: dict[str, NumeralRole] = {
    "ordinal": "marker",
    "row_year": "date",
    "score": "condition",
    "budget": "money",
    "result": "past_result",
}


@dataclass(frozen=True, slots=True)
class Cell:
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
        for row in rows[1:]:
            for column, cell, quantity in _amounts(text, columns, row, numbers):
                role = _OTHER_ROLES.get(column.kind)
                if role or not assigning or _TOTAL.match(text.folded, row[0].start, row[0].end):
                    roles |= {at: (role or "boilerplate", f"table.{column.kind}") for at in quantity.numbers}
                elif column.kind in {"amount", "year"}:
                    target = _target(
                        text, section, deadlines, columns, row, column, cell, quantity, len(targets) + 1
                    )
                    targets.append(target)
                    owners |= {at: target.target_id for at in quantity.numbers}
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
    headed = len(cells) == len(run[0]) and len(run) > 1 and not any(map(_HAS_DIGIT.search, _said(text, cells)))
    return same or (len(cells) <= len(run[0]) and not (headed and _column(text.folded, cells[0]).kind != "amount"))


_HAS_DIGIT = re.compile(r"[0-9]")


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
    return tuple(
        (entry.attributes["column"], re.compile(entry.expression)) for entry in lexicon.load("tables")
    )


def _column(folded: str, head: Cell) -> Column:
    said = folded[head.start : head.end]
    for kind, pattern in _kinds():
        if match := pattern.search(said):
            return Column(kind, head, int(match["year"]) if kind == "year" else None)
    return Column("amount", head, None)


def _amounts(
    text: Text, columns: Sequence[Column], row: Sequence[Cell], numbers: Sequence[Number]
) -> list[tuple[Column, Cell, Quantity]]:
    """The cells of a row that hold an amount and nothing else."""
    found = []
    for column, cell in zip(columns, row, strict=False):
        inside = [number for number in numbers if cell.start <= number.start < cell.end]
        quantity = read_quantity(text.folded, inside, 0) if inside else None
        if quantity and quantity.start <= cell.start + 1 and min(quantity.end, cell.end) >= cell.end - _LOOSE:
            found.append((column, cell, quantity))
    return found


_LOOSE = 3


def _target(
    text: Text,
    section: Section | None,
    deadlines: Sequence[Deadline],
    columns: Sequence[Column],
    row: Sequence[Cell],
    column: Column,
    cell: Cell,
    quantity: Quantity,
    number: int,
) -> Target:
    kinds = {other.kind: at for other, at in zip(columns, row, strict=False)}
    label = kinds.get("indicator")
    action = label if label and column.kind == "year" or "actor" not in kinds else column.head
    action = action or column.head
    due = _due(text, deadlines, kinds, column)
    unit, unit_text = _unit(text, quantity, column, kinds.get("unit"))
    said = text.text[action.start : action.end]
    return Target(
        **text.at(cell.start, cell.end),
        rule="table.cell",
        confidence=0.85,
        target_id=f"{text.doc_id}-tt{number}",
        section_id=section.section_id if section else None,
        group_id=f"{text.doc_id}-gt{row[0].start}",
        statement=text.text[row[0].start : row[-1].end],
        action=said,
        measure="share"
        if unit in {"percent", "percent_point", "ratio"}
        else "money"
        if unit == "money"
        else "count",
        comparator=quantity.comparator,
        value=quantity.value,
        value_high=quantity.value_high,
        unit=unit,
        unit_text=unit_text,
        direction="increase" if _GAINED.search(said.lower()) else "level",
        change="by" if _GAINED.search(said.lower()) else None,
        deadline_start=due[0],
        deadline_end=due[1],
        actor=_cell_text(text, kinds.get("actor") or kinds.get("responsible")),
    )


def _cell_text(text: Text, cell: Cell | None) -> str | None:
    return text.text[cell.start : cell.end] or None if cell else None


def _due(
    text: Text, deadlines: Sequence[Deadline], kinds: dict[str, Cell], column: Column
) -> tuple[date | None, date | None]:
    """The row's deadline column, else the year that heads the amount's column or its row."""
    if cell := kinds.get("deadline"):
        for row in deadlines:
            if row.start is not None and cell.start <= row.start < cell.end:
                return row.start_date, row.end_date
    named = kinds.get("row_year")
    year = _YEAR.search(text.folded, named.start, named.end) if named else None
    last = column.year or (int(year.group()) if year else None)
    return None, date(last, 12, 31) if last else None


_YEAR = re.compile(r"20[0-9]{2}")


def _unit(text: Text, quantity: Quantity, column: Column, cell: Cell | None) -> tuple[Unit, str | None]:
    """The amount's own unit, else that of the unit column, else what the head says (``Tỷ lệ (%)``)."""
    if quantity.unit and quantity.unit_text:
        return quantity.unit, quantity.unit_text
    said = _cell_text(text, cell)
    head = text.folded[column.head.start : column.head.end]
    if (said or "").strip() == "%" or "%" in head or "tỷ lệ" in head:
        return "percent", "%"
    if "đồng" in (said or "").lower() or "(đồng)" in head:
        return "money", "đồng"
    return "count", said
