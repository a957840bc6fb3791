"""One row of a dataset folder by its id, with the document that it is of."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.dataset.arrow import rows_where
from pipeline.dataset.package import check_package, read_text
from pipeline.dataset.tables import CASCADE, TABLES, Table, records_of
from pipeline.errors import ChitieuError
from pipeline.schema import Document, Section

_DOCUMENTS, _SECTIONS = TABLES["documents"], TABLES["sections"]


class UnknownRowError(ChitieuError):
    """A name that no row and no document bears, or more than one document."""


@dataclass(frozen=True, slots=True)
class Found:
    """A row (a record of ``table``); of all but rows of the cascade also its document, text and sections."""

    table: str
    row: Any
    document: Document | None = None
    text: str = ""
    sections: tuple[Section, ...] = ()


def find_row(folder: Path, name: str) -> Found:
    """The row whose id is ``name``, or the document whose id or number it is.

    Raises:
        UnknownRowError: there is none, or several documents bear the number.
        DatasetError: no dataset, one of another format, or a table or a text is missing or damaged.
    """
    check_package(folder)
    for table in _tables(folder):
        if table.primary_key and (rows := _records(folder, table, table.primary_key, name)):
            return _found(folder, table.name, rows[0])
    documents = {row.doc_id: row for row in _records(folder, _DOCUMENTS)}
    named = documents_numbered(name, documents)
    if len(named) == 1:
        return _found(folder, _DOCUMENTS.name, named[0])
    if named:
        ids = ", ".join(f"{row.doc_id} ({row.source})" for row in named)
        raise UnknownRowError(f"{name}: the number of {len(named)} documents; name one by its id: {ids}")
    raise UnknownRowError(f"{name}: no row of that id, and no document of that id or number, in {folder}")


def documents_numbered(number: str, documents: Mapping[str, Document]) -> list[Document]:
    """The documents that bear ``number``, however it is spaced and written."""
    return [row for row in documents.values() if _plain_number(row.number) == _plain_number(number)]


def _plain_number(number: str | None) -> str:
    return "".join((number or "?").split()).casefold().replace("ð", "đ")


def _tables(folder: Path) -> list[Table]:
    has_cascade = (folder / f"{CASCADE.name}.parquet").is_file()
    return [*TABLES.values(), CASCADE] if has_cascade else list(TABLES.values())


def _records(folder: Path, table: Table, column: str | None = None, value: str | None = None) -> list[Any]:
    return records_of(table, rows_where(folder, table, column, value))


def _found(folder: Path, table: str, row: Any) -> Found:
    if table == CASCADE.name:
        return Found(table, row)
    (document,) = _records(folder, _DOCUMENTS, "doc_id", row.doc_id)
    sections = _records(folder, _SECTIONS, "doc_id", row.doc_id)
    return Found(table, row, document, read_text(folder, row.doc_id), tuple(sections))
