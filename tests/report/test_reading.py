"""A cascade that does not belong to the tables is refused, with what to do about it."""

import pandas as pd
import pytest

from pipeline.errors import DatasetError
from pipeline.report.reading import read_source
from tests.report.samples import HOSTILE, LOWER, UPPER, cascade, judged, plans, write_dataset


def test_rows_are_plain(tmp_path):
    source = read_source(write_dataset(tmp_path / "data", plans(), cascade()))
    assert list(source.documents)[:2] == [UPPER, LOWER]
    assert source.documents[HOSTILE]["number"] is None
    assert source.cascade[2]["lower_target_id"] is None
    assert source.cascade[2]["similarity"] is None


def test_a_dataset_without_cascade_has_none(tmp_path):
    assert read_source(write_dataset(tmp_path / "data", plans(), None)).cascade is None


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (judged(1, "gone-t1", None, "missing"), "unknown upper_target_id gone-t1"),
        (judged(1, None, None, "extra", lower_doc="gone"), "unknown lower_doc_id gone"),
        (judged(1, f"{UPPER}-t1", None, "splendid"), "unknown verdict splendid"),
    ],
)
def test_a_row_that_names_what_is_not_there(tmp_path, row, reason):
    folder = write_dataset(tmp_path / "data", plans(), [row])
    with pytest.raises(
        DatasetError, match=rf"cascade\.parquet: c1 has the {reason}; run 'chitieu cascade' again"
    ):
        read_source(folder)


def test_a_cascade_without_a_column(tmp_path):
    folder = write_dataset(tmp_path / "data", plans(), None)
    pd.DataFrame({"cascade_id": ["c1"]}).to_parquet(folder / "cascade.parquet")
    with pytest.raises(DatasetError, match="without upper_doc_id"):
        read_source(folder)


def test_a_damaged_cascade(tmp_path):
    folder = write_dataset(tmp_path / "data", plans(), None)
    (folder / "cascade.parquet").write_bytes(b"no parquet")
    with pytest.raises(DatasetError, match=r"cascade\.parquet: cannot be read"):
        read_source(folder)
