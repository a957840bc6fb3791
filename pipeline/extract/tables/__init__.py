"""Targets that a table assigns: one per amount, its row's unit as actor, its indicator or column's head as action.

Bodies by indicators, indicators by years, by bodies, and with columns of units, bodies and deadlines are read, with
heads of several rows. A row of sums is the target of the whole, whose actor is not said. Cells of prose are read as
sentences elsewhere; what their row says of them is added here.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

from msgspec import Struct, structs

from pipeline.extract.mentions import DateMention, in_year
from pipeline.extract.numerals import Number
from pipeline.extract.quantities import Quantity
from pipeline.extract.tables.amounts import read_amount, read_unit
from pipeline.extract.tables.columns import Column, read_columns
from pipeline.extract.tables.grid import Cell, Table, find_tables
from pipeline.extract.tables.heads import AMOUNT
from pipeline.extract.tables.rows import Row, read_rows
from pipeline.extract.tables.targets import Amount, Setting, assigned_to, build_target, row_due
from pipeline.lexicon import patterns
from pipeline.outline import section_at
from pipeline.schema import Deadline, Document, NumeralRole, Section, Target
from pipeline.text import Text

_cue = patterns("tables")
_NO_TARGETS = frozenset({"assessment", "legal_basis"})
# What the numbers of a column are that assigns nothing.
_ROLES: dict[str, NumeralRole] = {
    "ordinal": "marker",
    "row_year": "date",
    "score": "condition",
    "budget": "money",
    "price": "money",
    "person": "boilerplate",
    "result": "past_result",
    "responsible": "boilerplate",
    "actor": "boilerplate",
    "unit": "boilerplate",
    "deadline": "date",
}
# A table with such a column assigns nothing at all.
_TELLING: dict[str, NumeralRole] = {"score": "condition", "price": "money", "person": "boilerplate"}


class ProseCell(NamedTuple):
    """A cell that is read as a sentence, and what its row says of the targets in it."""

    start: int
    end: int
    changes: Mapping[str, object]


class TableNumbers(Struct, frozen=True):
    """What the tables of a text gave: targets, the owners and the roles of numbers by their starts, cells of prose."""

    targets: tuple[Target, ...]
    owners: dict[int, str]
    roles: dict[int, tuple[NumeralRole, str]]
    prose: tuple[ProseCell, ...]

    def completed(self, stated: Sequence[Target]) -> list[Target]:
        """The targets of sentences, those in a table's cell with the actor and the deadline of their row."""
        return [self._complete(row) for row in stated] if self.prose else list(stated)

    def _complete(self, row: Target) -> Target:
        at = bisect_right(self.prose, row.start or 0, key=attrgetter("start")) - 1
        if at < 0 or self.prose[at].end <= (row.start or 0):
            return row
        changes = self.prose[at].changes
        return structs.replace(
            row, **{name: value for name, value in changes.items() if getattr(row, name) is None}
        )


class Times(NamedTuple):
    """The times of a text: those that bound something, and all that are mentioned, each in order."""

    deadlines: Sequence[Deadline]
    dates: Sequence[DateMention]


def read_tables(
    text: Text, sections: Sequence[Section], document: Document, times: Times, numbers: Sequence[Number]
) -> TableNumbers:
    """Every amount in a table that assigns targets. Ids go ``DOC-tt1`` … in the order of the text."""
    tables = find_tables(text)
    dated = times._replace(dates=_dated(times.dates, document)) if tables else times
    starts = [number.start for number in numbers] if tables else []
    found = TableNumbers((), {}, {}, ())
    targets: list[Target] = []
    prose: list[ProseCell] = []
    for table in tables:
        inside = _inside(table, numbers, starts)
        reading = _reading(_Scene(text, sections, document, dated), table, inside)
        found.roles.update(reading.head_roles())
        for row in read_rows(text, table, reading.columns, reading.amounts):
            for column, cell in reading.cells(row):
                quantity = reading.amounts.get(cell)
                if role := reading.role(row, column, cell):
                    found.roles.update(dict.fromkeys(reading.numbers_in(cell), role))
                elif quantity is not None:
                    name = f"{text.doc_id}-tt{len(targets) + 1}"
                    targets.append(build_target(reading.setting, row, Amount(column, cell, quantity), name))
                    found.owners.update(dict.fromkeys(quantity.numbers, name))
                else:
                    prose.append(ProseCell(cell.start, cell.end, reading.facts(row)))
    return structs.replace(found, targets=tuple(targets), prose=tuple(prose))


class _Scene(Struct, frozen=True):
    """The document that a table stands in."""

    text: Text
    sections: Sequence[Section]
    document: Document
    times: Times


class _Reading(Struct, frozen=True):
    """A table under way; ``denied`` is what all its numbers are where it assigns nothing.

    ``numbers`` are those of each cell that no citation and no time holds.
    """

    setting: Setting
    table: Table
    columns: Sequence[Column]
    amounts: Mapping[Cell, Quantity]
    numbers: Mapping[Cell, Sequence[Number]]
    denied: tuple[NumeralRole, str] | None

    def head_roles(self) -> Iterator[tuple[int, tuple[NumeralRole, str]]]:
        """The numbers in the heads: thresholds of an indicator, numbers of columns."""
        for row in self.table.head:
            for cell in row:
                yield from ((at, ("condition", "table.head")) for at in self.numbers_in(cell))
        for row in self.table.passed:
            for cell in row:
                yield from ((at, ("marker", "table.head")) for at in self.numbers_in(cell))

    def cells(self, row: Row) -> Iterator[tuple[Column, Cell]]:
        """The cells of a row with numbers in them, with their columns."""
        for column, cell in zip(self.columns, row.cells, strict=False):
            if cell in self.numbers:
                yield column, cell

    def numbers_in(self, cell: Cell) -> list[int]:
        """Where the free numbers of a cell start."""
        return [number.start for number in self.numbers.get(cell, ())]

    def role(self, row: Row, column: Column, cell: Cell) -> tuple[NumeralRole, str] | None:
        """What the numbers of the cell are, where they are neither a target nor in a sentence."""
        if column.kind in _ROLES:
            return _ROLES[column.kind], f"table.{column.kind}"
        if self.denied:
            return self.denied
        if column.kind == "note" and cell in self.amounts:
            return "boilerplate", "table.note"
        names = column.kind == "indicator" and any(
            one in self.amounts and other.kind == AMOUNT
            for other, one in zip(self.columns, row.cells, strict=False)
        )
        return ("condition", "table.indicator") if names else None

    def facts(self, row: Row) -> dict[str, object]:
        """What a row says of the targets in its sentences."""
        due = row_due(self.setting, row)
        actor = assigned_to(self.setting.text, row, None).actor
        return {"actor": actor, "deadline_start": due[0], "deadline_end": due[1]}


def _reading(scene: _Scene, table: Table, numbers: Mapping[Cell, Sequence[Number]]) -> _Reading:
    text = scene.text
    amounts = dict(_amounts(text, table, numbers))
    begins = scene.document.period_start or scene.document.issued
    columns = read_columns(text, table, amounts, scene.times.dates, begins)
    section = section_at(scene.sections, table.head[0][0].start)
    caption = text.folded[slice(*table.caption)]
    named = _cue("caption_unit").search(caption)
    unit = read_unit(named["unit"].strip()) if named else None
    setting = Setting(text, section, *scene.times, unit, _year_of(scene.document))
    denied = _denied(columns, caption, section, scene.document)
    return _Reading(setting, table, columns, amounts, numbers, denied)


def _dated(dates: Sequence[DateMention], document: Document) -> Sequence[DateMention]:
    """The times, those that leave out the year with that of a one-year plan."""
    year = _year_of(document)
    return dates if year is None else [in_year(one, year) for one in dates]


def _year_of(document: Document) -> int | None:
    """The year of a one-year plan."""
    first, last = document.period_start, document.period_end
    return last.year if first and last and first.year == last.year else None


def _amounts(
    text: Text, table: Table, numbers: Mapping[Cell, Sequence[Number]]
) -> Iterator[tuple[Cell, Quantity]]:
    for cell in chain.from_iterable(table.rows):
        if cell in numbers and (quantity := read_amount(text.folded, cell, numbers[cell])):
            yield cell, quantity


def _inside(table: Table, numbers: Sequence[Number], starts: Sequence[int]) -> dict[Cell, list[Number]]:
    """The numbers of each cell that has some; ``starts`` are theirs."""
    found: dict[Cell, list[Number]] = {}
    cells = sorted(chain.from_iterable((*table.head, *table.passed, *table.rows)))
    at = 0
    for number in numbers[bisect_left(starts, cells[0].start) : bisect_left(starts, cells[-1].end)]:
        while cells[at].end <= number.start:
            at += 1
        if cells[at].start <= number.start:
            found.setdefault(cells[at], []).append(number)
    return found


def _denied(
    columns: Sequence[Column], caption: str, section: Section | None, document: Document
) -> tuple[NumeralRole, str] | None:
    """Why a table assigns nothing, as the role of its numbers: its columns, its caption, its section, its document."""
    kinds = {column.kind for column in columns}
    for kind, role in _TELLING.items():
        if kind in kinds:
            return role, f"table.{kind}"
    if (section and section.kind in _NO_TARGETS) or _cue("results").search(caption):
        return "past_result", "table.results"
    if document.genre == "other" or _cue("no_assignment").search(caption):
        return "boilerplate", "table.other"
    return None
