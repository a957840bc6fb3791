"""The rows of a table with what they say of their amounts: body, indicator, unit, deadline; merged cells reach down."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from pipeline.extract.tables.columns import Column
from pipeline.extract.tables.grid import Cell, Cells, Table, said
from pipeline.extract.tables.heads import AMOUNT
from pipeline.lexicon import patterns
from pipeline.text import Text

_cue = patterns("tables")
# Of several columns of a kind the last names the row, but the first leads.
_LABELS = frozenset({"actor", "indicator"})
_REACHING = frozenset({"actor", "indicator", "population", "unit", "responsible", "deadline", "row_year"})
_ENDLESS = 1 << 30
_DIGIT = re.compile(r"[0-9]")
_FIRST = frozenset({"responsible", "unit", "ordinal"})


@dataclass(frozen=True, slots=True)
class Row:
    """A row below the head: ``span`` reaches from its first words to its last.

    ``facts`` are its cells by the kind of their column, also those that reach down to it;
    ``name`` is its indicator as printed, behind the one above of which it (``- Khu vực doanh nghiệp``) is a part;
    ``total`` says that it sums the other rows, ``shares`` that it says what share of another row they are.
    """

    cells: Cells
    span: tuple[int, int]
    facts: dict[str, Cell]
    name: str | None
    total: bool
    shares: bool


def read_rows(
    text: Text, table: Table, columns: Sequence[Column], amounts: Collection[Cell]
) -> Iterator[Row]:
    """The rows that hold more than the name of a group of rows."""
    above: dict[str, tuple[Cell, int]] = {}
    parent: Cell | None = None
    worded = not any(column.kind == AMOUNT for column in columns)
    for number, cells in enumerate(table.rows):
        own = _own(text, cells, columns)
        if not own and not any(cell in amounts for cell in cells):
            continue
        if _names_group(cells, columns, own) and not (worded and _states(text, own)):
            above = {kind: reach for kind, reach in above.items() if kind not in _LABELS}
            parent = own.get("indicator")
            continue
        label = own.get("indicator")
        part = label is not None and _cue("part").match(said(text, label)) is not None
        if label is not None and not part:
            parent = label
        total = _is_total(text, cells)
        facts = {kind: cell for kind, (cell, end) in above.items() if number < end and not total} | own
        name = _name(text, facts.get("indicator"), parent if part else None)
        filled = [cell for cell in cells if cell.start < cell.end]
        span = filled[0].start, filled[-1].end
        yield Row(cells, span, facts, name, total, _is_of_shares(text, facts))
        above |= {
            kind: (cell, _reach(text, kind, cell, number)) for kind, cell in own.items() if kind in _REACHING
        }


def _reach(text: Text, kind: str, cell: Cell, number: int) -> int:
    """The row, counted as ``number``, before which the cell ends.

    A label names all rows below it that have none; of other cells the file has to tell that they are merged.
    """
    return _ENDLESS if kind in _LABELS else number + (text.rows_of(*cell) or 1)


def _own(text: Text, cells: Cells, columns: Sequence[Column]) -> dict[str, Cell]:
    """The cells by kind, empty ones and ditto marks left out."""
    own: dict[str, Cell] = {}
    is_ditto = _cue("ditto").match
    for column, cell in zip(columns, cells, strict=False):
        start, end = cell
        kind = column.kind
        if start < end and not (kind in own and kind in _FIRST) and not is_ditto(text.folded[start:end]):
            own[kind] = cell
    return own


def _names_group(cells: Cells, columns: Sequence[Column], own: dict[str, Cell]) -> bool:
    """A row with nothing but a number and a name: ``I | Khối xã, phường | |``."""
    filled = [at for at, cell in enumerate(cells) if cell.start < cell.end]
    if len(filled) == 1:
        return filled[0] == 0 or columns[filled[0]].kind in {"actor", "indicator"}
    return len(filled) == 2 and set(own) <= {"ordinal", "actor", "indicator"} and "ordinal" in own


def _states(text: Text, own: dict[str, Cell]) -> bool:
    """Whether a row of a table of sentences holds one with a number: what else is said of it reaches down to it."""
    number, label = own.get("ordinal"), own.get("indicator")
    grouped = number is not None and _cue("group_number").match(said(text, number)) is not None
    return label is not None and not grouped and _DIGIT.search(text.folded, *label) is not None


def _name(text: Text, label: Cell | None, parent: Cell | None) -> str | None:
    if label is None:
        return None
    parts = (parent, label) if parent and parent != label else (label,)
    return ": ".join(text.text[part.start : part.end].strip("-+ ") for part in parts)


def _is_of_shares(text: Text, facts: dict[str, Cell]) -> bool:
    labels = (facts[kind] for kind in ("indicator", "actor") if kind in facts)
    return any(_cue("row_of_shares").fullmatch(said(text, label)) for label in labels)


def _is_total(text: Text, cells: Cells) -> bool:
    first = next((cell for cell in cells if cell.start < cell.end), None)
    return first is not None and _cue("total").fullmatch(said(text, first)) is not None
