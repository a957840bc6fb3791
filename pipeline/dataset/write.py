"""Tables to CSV and Parquet, row by row as they come."""

import csv
import json
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyarrow.parquet as pq

from pipeline.dataset.arrow import arrow_schema, arrow_table
from pipeline.dataset.package import PACKAGE_FILE, describe
from pipeline.dataset.tables import Columns, Table, columns_of, printed

_ROWS_AT_ONCE = 1_000  # of each table; more make the files hardly smaller and the run much bigger


class TableWriter:
    """``NAME.csv`` and ``NAME.parquet`` in a folder; holds some thousands of rows and no more."""

    def __init__(self, folder: Path, table: Table) -> None:
        self._table = table
        self._waiting: Columns = [[] for _ in table.columns]
        self._open = ExitStack()
        file = self._open.enter_context(
            (folder / f"{table.name}.csv").open("w", encoding="utf-8", newline="")
        )
        self._csv = csv.writer(file, lineterminator="\r\n")
        self._csv.writerow(table.column_names())
        path = folder / f"{table.name}.parquet"
        self._parquet = self._open.enter_context(
            pq.ParquetWriter(path, arrow_schema(table), compression="zstd")
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._open:
            if kind is None:
                self._flush()

    def append(self, columns: Columns) -> None:
        for waiting, cells in zip(self._waiting, columns, strict=True):
            waiting.extend(cells)
        if len(self._waiting[0]) >= _ROWS_AT_ONCE:
            self._flush()

    def _flush(self) -> None:
        if self._waiting[0]:
            self._csv.writerows(zip(*_printed(self._table, self._waiting), strict=True))
            self._parquet.write_table(arrow_table(self._table, self._waiting))
            self._waiting = [[] for _ in self._table.columns]


def write_table(folder: Path, table: Table, rows: Sequence[Any]) -> None:
    """A whole table at once."""
    with TableWriter(folder, table) as writer:
        writer.append(columns_of(table, rows))


def write_package(folder: Path, tables: Iterable[Table]) -> None:
    """``datapackage.json`` of the tables in the folder."""
    text = json.dumps(describe(tables), ensure_ascii=False, indent=1)
    (folder / PACKAGE_FILE).write_text(text + "\n", encoding="utf-8", newline="")


def _printed(table: Table, columns: Columns) -> Columns:
    """The cells as a CSV file shows them; the csv module prints text, whole numbers, days and nulls itself."""
    shown = []
    for column, cells in zip(table.columns, columns, strict=True):
        as_text = printed(column)
        shown.append([None if cell is None else as_text(cell) for cell in cells] if as_text else cells)
    return shown
