"""The rows and the text of one document at a time, laid down on disk until all documents are read.

A folder holds ``DOC_ID.txt`` and ``DOC_ID.rows``. Pickled by a run for itself alone, in a folder of its own.
"""

import pickle
from collections.abc import Iterator
from pathlib import Path

from pipeline.dataset.tables import ROW_TABLES, TABLES, Columns, columns_of
from pipeline.schema import DocumentTables

_ROWS_AT_ONCE = 1_000  # so many are held beside the records, and by the run that reads them back


def write_spool(folder: Path, tables: DocumentTables) -> None:
    """Lay down all that ``tables`` holds but the document's own row and its references."""
    doc_id = tables.document.doc_id
    text_path(folder, doc_id).write_text(tables.text, encoding="utf-8", newline="")
    for name in ROW_TABLES:
        rows = getattr(tables, name) if name != "references" else ()
        for start in range(0, len(rows), _ROWS_AT_ONCE):
            append_rows(folder, doc_id, name, columns_of(TABLES[name], rows[start : start + _ROWS_AT_ONCE]))


def append_rows(folder: Path, doc_id: str, name: str, columns: Columns) -> None:
    """Add rows of the table ``name`` behind those that are there."""
    with _rows_path(folder, doc_id).open("ab") as file:
        pickle.dump((name, columns), file, pickle.HIGHEST_PROTOCOL)


def read_rows(folder: Path, doc_id: str) -> Iterator[tuple[str, Columns]]:
    """What ``append_rows`` laid down, in that order."""
    path = _rows_path(folder, doc_id)
    if not path.exists():
        return
    with path.open("rb") as file:
        while file.peek(1):
            yield pickle.load(file)


def text_path(folder: Path, doc_id: str) -> Path:
    return folder / f"{doc_id}.txt"


def _rows_path(folder: Path, doc_id: str) -> Path:
    return folder / f"{doc_id}.rows"
