"""The tables of a dataset: columns and types are read off the records of ``schema``, keys are named here."""

import types
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from pipeline import schema

Kind = Literal["string", "integer", "number", "boolean", "date", "box"]
Cell = str | int | float | bool | date | None
Columns = list[list[Cell]]

_KINDS: dict[Any, Kind] = {
    str: "string",
    int: "integer",
    float: "number",
    bool: "boolean",
    date: "date",
    schema.BBox: "box",
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``choices`` are the values of an enumeration; a box is the text ``x0,top,x1,bottom``."""

    name: str
    kind: Kind
    nullable: bool
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """``column`` holds a value of the column of the same meaning in ``table`` (its primary key), or null."""

    column: str
    table: str


@dataclass(frozen=True, slots=True)
class Table:
    """One table: what its rows are, how they are told apart and what they point to."""

    name: str
    record: type[Any]
    description: str
    primary_key: str | None = None
    foreign_keys: tuple[ForeignKey, ...] = ()
    columns: tuple[Column, ...] = ()

    def column_names(self) -> list[str]:
        return [column.name for column in self.columns]


def columns_of(table: Table, rows: Sequence[Any]) -> Columns:
    """The cells of ``rows`` (records of ``table``), column by column."""
    if not rows:
        return [[] for _ in table.columns]
    cells = zip(*map(attrgetter(*table.column_names()), rows), strict=True)
    return [
        [_box(value) for value in values] if column.kind == "box" else list(values)
        for column, values in zip(table.columns, cells, strict=True)
    ]


def records_of(table: Table, columns: Columns) -> list[Any]:
    """The records that ``columns`` were made of."""
    boxes = [
        _boxes(cells) if column.kind == "box" else cells
        for column, cells in zip(table.columns, columns, strict=True)
    ]
    names = table.column_names()
    return [table.record(**dict(zip(names, cells, strict=True))) for cells in zip(*boxes, strict=True)]


def plain(value: float) -> str:
    """A number as one writes it: 90 and not 90.0, never with an exponent."""
    if value.is_integer():
        return str(int(value))
    return format(Decimal(repr(value)), "f")


def printed(column: Column) -> Callable[[Any], Any] | None:
    """What turns a value of ``column`` into a CSV cell; None where the csv module does it right itself."""
    match column.kind:
        case "number":
            return plain
        case "boolean":
            return lambda value: "true" if value else "false"
        case _:
            return None


def _box(box: schema.BBox | None) -> str | None:
    return None if box is None else ",".join(plain(float(edge)) for edge in box)


def _boxes(cells: Iterable[Cell]) -> list[Any]:
    return [None if cell is None else tuple(map(float, str(cell).split(","))) for cell in cells]


def _columns(record: type[Any]) -> tuple[Column, ...]:
    hints = get_type_hints(record)
    return tuple(_column(name, hints[name]) for name in record.__struct_fields__)


def _column(name: str, hint: Any) -> Column:
    parts = get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,)
    (kind,) = (part for part in parts if part is not type(None))
    choices = get_args(kind) if get_origin(kind) is Literal else ()
    return Column(name, "string" if choices else _KINDS[kind], type(None) in parts, choices)


def _table(
    name: str,
    record: type[Any],
    description: str,
    primary_key: str | None = None,
    foreign_keys: Iterable[tuple[str, str]] = (),
) -> Table:
    keys = tuple(ForeignKey(column, table) for column, table in foreign_keys)
    return Table(name, record, description, primary_key, keys, _columns(record))


_OF_DOCUMENT = ("doc_id", "documents")
_IN_SECTION = ("section_id", "sections")

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        _table("documents", schema.Document, "One row for every directive.", "doc_id"),
        _table(
            "sections",
            schema.Section,
            "The headings of the directives, as a tree.",
            "section_id",
            [_OF_DOCUMENT, ("parent_id", "sections")],
        ),
        _table(
            "targets",
            schema.Target,
            "What is to be reached, done, kept to or not exceeded.",
            "target_id",
            [_OF_DOCUMENT, _IN_SECTION],
        ),
        _table(
            "references",
            schema.Reference,
            "The documents that the directives cite, mention by mention.",
            "reference_id",
            [_OF_DOCUMENT, _IN_SECTION, ("resolved_doc_id", "documents")],
        ),
        _table(
            "deadlines",
            schema.Deadline,
            "The times that bound or schedule what someone is to do.",
            "deadline_id",
            [_OF_DOCUMENT, _IN_SECTION, ("target_id", "targets")],
        ),
        _table("numerals", schema.Numeral, "Every number and what it is.", "numeral_id", [_OF_DOCUMENT]),
        _table(
            "findings", schema.Finding, "Faults in the directives themselves.", "finding_id", [_OF_DOCUMENT]
        ),
        _table("failures", schema.Failure, "The files that gave no document, and why."),
    )
}
CASCADE = _table(
    "cascade",
    schema.CascadeRow,
    "What the lower plans make of each upper target.",
    "cascade_id",
    [
        ("upper_doc_id", "documents"),
        ("lower_doc_id", "documents"),
        ("upper_target_id", "targets"),
        ("lower_target_id", "targets"),
    ],
)
ROW_TABLES = ("sections", "targets", "references", "deadlines", "numerals", "findings")
