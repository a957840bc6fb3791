"""A dataset folder, with its cascade where there is one, as plain rows by their ids."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from pipeline.cascade.plans import Verdict
from pipeline.dataset.read import Dataset, read_dataset
from pipeline.errors import DatasetError

if TYPE_CHECKING:
    import pandas as pd

Row = dict[str, Any]
CASCADE_COLUMNS = (
    "cascade_id",
    "upper_doc_id",
    "lower_doc_id",
    "upper_target_id",
    "lower_target_id",
    "basis",
    "similarity",
    "verdict",
    "flags",
    "explanation_vi",
    "explanation_en",
    "upper_quote",
    "lower_quote",
)
_AGAIN = "run 'chitieu cascade' again"


@dataclass(frozen=True, slots=True)
class Source:
    """What a report is made of: rows by id in the order of the tables; ``cascade`` is None where none was made."""

    dataset: Dataset
    documents: dict[str, Row]
    sections: dict[str, Row]
    targets: dict[str, Row]
    cascade: list[Row] | None


def read_source(folder: Path) -> Source:
    """The dataset in ``folder`` and its cascade.

    Raises:
        DatasetError: no dataset of this version, or a cascade that is damaged or of another run than the tables.
    """
    dataset = read_dataset(folder)
    source = Source(
        dataset=dataset,
        documents={row["doc_id"]: row for row in records(dataset.documents)},
        sections={row["section_id"]: row for row in records(dataset.sections)},
        targets={row["target_id"]: row for row in records(dataset.targets)},
        cascade=_read_cascade(folder),
    )
    for row in source.cascade or ():
        _check(folder, row, source)
    return source


def records(frame: pd.DataFrame) -> list[Row]:
    """The rows of a frame: None for what is not known, days as ``date``."""
    columns = {
        str(name): [
            _plain(value) if known else None
            for value, known in zip(frame[name].astype(object), frame[name].notna(), strict=True)
        ]
        for name in frame.columns
    }
    return [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]


def _plain(value: Any) -> Any:
    return value.date() if isinstance(value, datetime) else value


def _read_cascade(folder: Path) -> list[Row] | None:
    import pandas as pd  # noqa: PLC0415 - half a second that only those who read pay

    path = folder / "cascade.parquet"
    if not path.exists():
        return None
    try:
        frame = pd.read_parquet(path)
    except (OSError, ValueError) as error:
        raise DatasetError(f"{path}: cannot be read ({error}); {_AGAIN}") from error
    absent = [name for name in CASCADE_COLUMNS if name not in frame.columns]
    if absent:
        raise DatasetError(f"{path}: without {', '.join(absent)}; {_AGAIN}")
    return records(frame[list(CASCADE_COLUMNS)])


def _check(folder: Path, row: Row, source: Source) -> None:
    known: tuple[tuple[str, Any], ...] = (
        ("upper_doc_id", source.documents),
        ("lower_doc_id", source.documents),
        ("upper_target_id", source.targets),
        ("lower_target_id", source.targets),
        ("verdict", get_args(Verdict)),
    )
    for column, values in known:
        if row[column] is not None and row[column] not in values:
            raise DatasetError(
                f"{folder / 'cascade.parquet'}: {row['cascade_id']} has the unknown {column} {row[column]}; {_AGAIN}"
            )
