"""A dataset folder as typed pandas frames."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.dataset.package import check_package, read_text
from pipeline.dataset.tables import TABLES, Table
from pipeline.errors import DatasetError, reason_of

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, eq=False)
class Dataset:
    """The tables of one folder. Enumerations are categories, days datetime64, nulls pandas' NA (NaT)."""

    folder: Path
    documents: pd.DataFrame
    sections: pd.DataFrame
    targets: pd.DataFrame
    references: pd.DataFrame
    deadlines: pd.DataFrame
    numerals: pd.DataFrame
    findings: pd.DataFrame
    failures: pd.DataFrame

    def text(self, doc_id: str) -> str:
        """The text that the offsets of a document count in.

        Raises:
            DatasetError: no such document, or its text is missing.
        """
        if doc_id not in set(self.documents["doc_id"]):
            raise DatasetError(f"{self.folder}: no document {doc_id}")
        return read_text(self.folder, doc_id)


def read_dataset(folder: str | Path) -> Dataset:
    """The dataset that ``chitieu extract`` wrote to ``folder``.

    Raises:
        DatasetError: not a dataset, of another format, or a table is missing or damaged.
    """
    folder = Path(folder)
    check_package(folder)
    return Dataset(folder, **{name: _frame(folder, table) for name, table in TABLES.items()})


def _frame(folder: Path, table: Table) -> pd.DataFrame:
    import pandas as pd  # noqa: PLC0415 - half a second that only those who read pay
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    from pipeline.dataset.arrow import check_columns  # noqa: PLC0415

    path = folder / f"{table.name}.parquet"
    try:
        found = pq.read_table(path)
    except (OSError, pa.ArrowException) as error:
        raise DatasetError(f"{path}: cannot be read ({reason_of(error)})") from error
    check_columns(path, table, found.schema)
    kinds = {
        pa.string(): pd.StringDtype(),
        pa.int64(): pd.Int64Dtype(),
        pa.float64(): pd.Float64Dtype(),
        pa.bool_(): pd.BooleanDtype(),
    }
    frame: pd.DataFrame = found.to_pandas(types_mapper=kinds.get, date_as_object=False)
    categories = {
        column.name: pd.CategoricalDtype(list(column.choices)) for column in table.columns if column.choices
    }
    return frame.astype(categories)
