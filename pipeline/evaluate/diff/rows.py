"""The tables that one revision made, as rows that can be laid beside those of another."""

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.dataset.package import read_text
from pipeline.dataset.tables import ROW_TABLES, TABLES
from pipeline.evaluate.agreement import Item

COMPARED = ("documents", *ROW_TABLES, "failures")
# Ids count what came before, so that one row more changes all after it: what they name is compared instead.
_NAMED = ("section_id", "parent_id", "target_id", "owner_id")
_PLACES = ("doc_id", "start", "end", "body_end", "group_id", "source", "quote")


@dataclass(frozen=True, slots=True)
class Placed:
    """One row: ``span`` in its text, None where it has none; ``kind`` tells rows without a span apart.

    ``values`` are the columns that are compared; ids in them are replaced by the words of the row that they name, and
    boxes are in whole points.
    """

    span: tuple[int, int] | None
    kind: str
    quote: str
    values: Mapping[str, str]
    cells: Item


@dataclass(frozen=True, slots=True)
class Side:
    """What one revision made: documents' sources and texts by id, rows by table and document (or failed file)."""

    sources: dict[str, str]
    texts: dict[str, str]
    rows: dict[str, dict[str, list[Placed]]]


def read_side(folder: Path) -> Side:
    """The dataset folder of a revision, whose columns need not be ours."""
    tables = {name: list(_cells(folder / f"{name}.csv")) for name in COMPARED}
    names = {row[key]: _name(row) for table, key in _keys() for row in tables[table] if row.get(key)}
    rows: dict[str, dict[str, list[Placed]]] = {}
    for table in COMPARED:
        rows[table] = defaultdict(list)
        for cells in tables[table]:
            rows[table][cells.get("doc_id") or cells["source"]].append(_placed(table, cells, names))
    ids = [row["doc_id"] for row in tables["documents"]]
    return Side(
        sources={row["doc_id"]: row["source"] for row in tables["documents"]},
        texts={one: read_text(folder, one) for one in ids},
        rows=rows,
    )


def _keys() -> Iterator[tuple[str, str]]:
    for table in ROW_TABLES:
        key = TABLES[table].primary_key
        if key:
            yield table, key


def _name(row: Item) -> str:
    return row.get("path") or " ".join(row["quote"].split())


def _placed(table: str, cells: Item, names: Mapping[str, str]) -> Placed:
    own = TABLES[table].primary_key
    values = {
        column: _compared(column, value, names)
        for column, value in cells.items()
        if column != own and column not in _PLACES
    }
    span = (int(cells["start"]), int(cells["end"])) if cells.get("start") else None
    return Placed(span, cells.get("code", ""), cells.get("quote", ""), values, cells)


def _compared(column: str, value: str, names: Mapping[str, str]) -> str:
    if column in _NAMED:
        return names.get(value, value)
    if column == "bbox" and value:
        return ",".join(str(round(float(edge))) for edge in value.split(","))
    return value


def _cells(path: Path) -> Iterator[dict[str, str]]:
    if not path.exists():
        return
    csv.field_size_limit(1 << 30)
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)
