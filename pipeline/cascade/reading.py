"""The plans of a dataset folder."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.cascade.plans import Plan
from pipeline.dataset.arrow import iter_columns
from pipeline.dataset.package import TEXT_FOLDER, check_package
from pipeline.dataset.tables import TABLES, records_of
from pipeline.errors import DatasetError
from pipeline.schema import Document

_ROWS = ("sections", "targets", "references", "deadlines")


def read_plans(folder: Path) -> tuple[Plan, ...]:
    """The documents that ``chitieu extract`` wrote to ``folder``, in their order, each with its rows.

    Raises:
        DatasetError: not a dataset, of another format, or a table or a text is missing or damaged.
    """
    check_package(folder)
    rows: dict[str, dict[str, list[Any]]] = defaultdict(lambda: {table: [] for table in _ROWS})
    for table in _ROWS:
        for row in _records(folder, table):
            rows[row.doc_id][table].append(row)
    return tuple(_plan(folder, document, rows[document.doc_id]) for document in _records(folder, "documents"))


def _records(folder: Path, table: str) -> Iterator[Any]:
    for columns in iter_columns(folder, TABLES[table]):
        yield from records_of(TABLES[table], columns)


def _plan(folder: Path, document: Document, rows: dict[str, list[Any]]) -> Plan:
    path = folder / TEXT_FOLDER / f"{document.doc_id}.txt"
    try:
        text = path.read_bytes().decode("utf-8")  # as bytes: no line break may change
    except (OSError, UnicodeDecodeError) as error:
        raise DatasetError(f"{path}: cannot be read ({error})") from error
    return Plan(document=document, text=text, **{table: tuple(found) for table, found in rows.items()})
