"""One target per amount of a table that assigns targets."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from pipeline.extract.mentions import DateMention, day
from pipeline.extract.quantities import Quantity
from pipeline.extract.tables.amounts import Said, comparator_of_words, read_unit, unit_of_words
from pipeline.extract.tables.columns import Column
from pipeline.extract.tables.described import described
from pipeline.extract.tables.grid import Cell, said
from pipeline.extract.tables.rows import Row
from pipeline.lexicon import patterns
from pipeline.schema import Comparator, Deadline, Measure, Section, Target, Unit
from pipeline.text import Text

_cue = patterns("tables")
_MEASURES: dict[Unit, Measure] = {
    "percent": "share",
    "percent_point": "share",
    "ratio": "share",
    "money": "money",
}
_UNKNOWN = Said(1.0, "count", None)
_SHARE = Said(1.0, "percent", "%")


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a table stands, the times of the text in order, the unit that its caption gives, the year of the plan."""

    text: Text
    section: Section | None
    deadlines: Sequence[Deadline]
    dates: Sequence[DateMention]
    unit: Said | None
    year: int | None

    @property
    def title(self) -> str | None:
        """The title of the section that the table stands in, where it tells what its amounts are."""
        title = (self.section.title if self.section else None) or ""
        return None if _cue("bare_head").fullmatch(title.lower()) else title


class Amount(NamedTuple):
    """A cell that holds a quantity and nothing else, and its column."""

    column: Column
    cell: Cell
    quantity: Quantity


class Assigned(NamedTuple):
    """Whom a row, or a column, assigns its amounts to; ``rule`` says by what."""

    actor: str | None
    rule: str


def build_target(setting: Setting, row: Row, amount: Amount, target_id: str) -> Target:
    """The row of an amount."""
    text, (column, cell, quantity) = setting.text, amount
    action = _action(setting, row, column)
    unit = _unit(setting, row, column, quantity)
    words = described(action or "", unit.unit, text.folded[cell.start : quantity.start].strip("-+(: "))
    assigned = assigned_to(text, row, column)
    due = row_due(setting, row)
    start, end = row.span
    return Target(
        *text.at(cell.start, cell.end),
        rule=assigned.rule,
        confidence=0.85,
        target_id=target_id,
        section_id=setting.section.section_id if setting.section else None,
        group_id=f"{text.doc_id}-gt{start}",
        statement=text.text[start:end],
        action=action,
        population=words.population or _said(text, row.facts.get("population")),
        per=quantity.per or unit.per or words.per,
        measure=_measure(unit, quantity, words.per),
        comparator=_comparator(text, row, column, quantity),
        value=quantity.value * unit.factor,
        value_high=None if quantity.value_high is None else quantity.value_high * unit.factor,
        unit=unit.unit,
        unit_text=unit.unit_text,
        direction=words.direction,
        change=words.change,
        frequency=quantity.frequency or unit.frequency,
        deadline_start=due[0],
        deadline_end=due[1] or column.last,
        actor=assigned.actor,
    )


def assigned_to(text: Text, row: Row, column: Column | None) -> Assigned:
    """The body that heads the column, else that of the row, else who is responsible for it."""
    if column and column.head.body:
        return Assigned(column.head.body, "table.column")
    if row.total or row.shares:
        return Assigned(None, "table.total")
    for kind, rule in (("actor", "table.row"), ("responsible", "table.responsible")):
        if cell := row.facts.get(kind):
            return Assigned(text.text[cell.start : cell.end], rule)
    return Assigned(None, "table.indicator")


def _action(setting: Setting, row: Row, column: Column) -> str | None:
    """What is to be reached: the row's indicator, with the column's head where that says more than ``Chỉ tiêu``."""
    head = column.head
    if row.name is None:
        return (setting.title if head.bare else None) or head.words or None
    return f"{row.name}: {head.words}" if head.telling and not head.body else row.name


def _unit(setting: Setting, row: Row, column: Column, quantity: Quantity) -> Said:
    """The amount's own unit, else that of the unit column, of the head, of the label, of the caption."""
    if quantity.unit and quantity.unit_text:
        return Said(1.0, quantity.unit, quantity.unit_text)
    if row.shares:
        return _SHARE
    text, own, label = setting.text, row.facts.get("unit"), row.facts.get("indicator")
    of_column = read_unit(said(text, own)) if own else None
    found = (
        of_column or column.head.unit or (unit_of_words(said(text, label)) if label else None) or setting.unit
    )
    if own and of_column is None and (found is None or found.unit == "count"):
        return Said(1.0, "count", text.text[own.start : own.end])
    return found or _UNKNOWN


def _comparator(text: Text, row: Row, column: Column, quantity: Quantity) -> Comparator:
    """The amount's own comparator, else that of its head or of its row's label."""
    if quantity.rule != "bare":
        return quantity.comparator
    label = row.facts.get("indicator")
    of_label = comparator_of_words(said(text, label)) if label else None
    return column.head.comparator or of_label or quantity.comparator


def _said(text: Text, cell: Cell | None) -> str | None:
    return text.text[cell.start : cell.end] if cell else None


def _measure(unit: Said, quantity: Quantity, per: str | None) -> Measure:
    if unit.unit in _MEASURES:
        return _MEASURES[unit.unit]
    if per:
        return "per_unit"
    return "rate" if quantity.frequency or unit.frequency else "count"


def row_due(setting: Setting, row: Row) -> tuple[date | None, date | None]:
    """The days of the row's deadline column, else of the column that names its year."""
    if cell := row.facts.get("deadline"):
        at = bisect_left(setting.deadlines, cell.start, key=lambda one: one.start or 0)
        if at < len(setting.deadlines) and (setting.deadlines[at].start or 0) < cell.end:
            return setting.deadlines[at].start_date, setting.deadlines[at].end_date
    for kind in ("deadline", "row_year"):
        if cell := row.facts.get(kind):
            low, high = (bisect_left(setting.dates, at, key=attrgetter("start")) for at in cell)
            for mention in setting.dates[low:high]:
                if mention.last:
                    return mention.first, mention.last
            if year := _cue("year").search(said(setting.text, cell)):
                return None, date(int(year["year"]), 12, 31)
            if setting.year and (named := _cue("day").search(said(setting.text, cell))):
                return None, day(setting.year, int(named["month"]), int(named["day"]))
    return None, None
