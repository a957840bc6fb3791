"""A cascade that does not belong to the tables is refused, with what to do about it."""

import pytest

from pipeline.errors import DatasetError
from pipeline.report.reading import read_source
from tests.report.samples import LOWER, UPPER, cascade, judged, plans, write_dataset


def test_what_a_report_is_made_of(tmp_path):
    source = read_source(write_dataset(tmp_path / "data", plans(), cascade()))
    assert list(source.plans)[:2] == [UPPER, LOWER]
    assert f"{UPPER}-t1" in source.targets
    assert [row.role for row in source.numerals] == ["unclassified"]
    assert len(source.cascade) == len(cascade())
    assert len(source.failures) == 1


def test_a_dataset_without_cascade_has_none(tmp_path):
    assert read_source(write_dataset(tmp_path / "data", plans(), None)).cascade is None


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (judged(1, "gone-t1", None, "missing"), "unknown target gone-t1"),
        (judged(1, None, None, "extra", lower_doc="gone"), "unknown document gone"),
        (judged(1, f"{UPPER}-t1", None, "splendid"), "unknown verdict splendid"),
    ],
)
def test_a_row_that_names_what_is_not_there(tmp_path, row, reason):
    folder = write_dataset(tmp_path / "data", plans(), [row])
    with pytest.raises(
        DatasetError, match=rf"cascade\.parquet: c1 names the {reason}; run 'chitieu cascade' again"
    ):
        read_source(folder)


def test_a_damaged_cascade(tmp_path):
    folder = write_dataset(tmp_path / "data", plans(), cascade())
    (folder / "cascade.parquet").write_bytes(b"no parquet")
    with pytest.raises(DatasetError, match=r"cascade\.parquet: cannot be read"):
        read_source(folder)
