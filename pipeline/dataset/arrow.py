"""Cells to Arrow and back, and Parquet files in pieces."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.dataset.tables import Columns, Kind, Table
from pipeline.errors import DatasetError, reason_of

_TYPES: dict[Kind, pa.DataType] = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "box": pa.string(),
}
_ROWS_AT_ONCE = 2_000


def arrow_schema(table: Table) -> pa.Schema:
    return pa.schema(
        [pa.field(column.name, _TYPES[column.kind], nullable=column.nullable) for column in table.columns]
    )


def arrow_table(table: Table, columns: Columns) -> pa.Table:
    schema = arrow_schema(table)
    arrays = [pa.array(cells, field.type) for cells, field in zip(columns, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)


def iter_columns(folder: Path, table: Table) -> Iterator[Columns]:
    """The rows of a table on disk, some thousands at a time, so that its size does not matter.

    Raises:
        DatasetError: the file is missing, damaged or has other columns.
    """
    path = folder / f"{table.name}.parquet"
    try:
        with pq.ParquetFile(path) as file:
            check_columns(path, table, file.schema_arrow)
            for batch in file.iter_batches(batch_size=_ROWS_AT_ONCE):
                yield [array.to_pylist() for array in batch.columns]
    except (OSError, pa.ArrowException) as error:
        raise DatasetError(f"{path}: cannot be read ({reason_of(error)})") from error


def rows_where(folder: Path, table: Table, column: str | None, value: str | None) -> Columns:
    """The rows of a table on disk whose ``column`` is ``value``, or all.

    Raises:
        DatasetError: the file is missing, damaged or has other columns.
    """
    path = folder / f"{table.name}.parquet"
    try:
        check_columns(path, table, pq.read_schema(path))
        found = pq.read_table(path, filters=[(column, "==", value)] if column else None)
    except (OSError, pa.ArrowException) as error:
        raise DatasetError(f"{path}: cannot be read ({reason_of(error)})") from error
    return [array.to_pylist() for array in found.columns]


def check_columns(path: Path, table: Table, found: pa.Schema) -> None:
    """Accept a file whose columns are those of ``table``.

    Raises:
        DatasetError: a column is missing, stands elsewhere or has another type.
    """
    expected = arrow_schema(table)
    if [(field.name, field.type) for field in found] != [(field.name, field.type) for field in expected]:
        missing = sorted(set(expected.names) - set(found.names))
        raise DatasetError(
            f"{path}: not the columns of {table.name}" + (f" (no {', '.join(missing)})" if missing else "")
        )
