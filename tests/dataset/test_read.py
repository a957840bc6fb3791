import json

import pandas as pd
import pytest

from pipeline.dataset import read_dataset
from pipeline.dataset.tables import TABLES
from pipeline.dataset.write import write_table
from pipeline.errors import DatasetError
from tests.dataset.samples import DOC_ID, TEXT, sample, write_sample


@pytest.fixture
def folder(tmp_path):
    return write_sample(tmp_path, sample())


def test_frames_are_typed(folder):
    dataset = read_dataset(folder)
    kinds = dataset.targets.dtypes
    assert isinstance(kinds["quote"], pd.StringDtype)
    assert isinstance(kinds["start"], pd.Int64Dtype)
    assert isinstance(kinds["value"], pd.Float64Dtype)
    assert isinstance(dataset.deadlines.dtypes["inclusive"], pd.BooleanDtype)
    assert pd.api.types.is_datetime64_dtype(kinds["deadline_end"])
    assert list(kinds["comparator"].categories) == ["eq", "ge", "gt", "le", "lt", "range", "approx"]


def test_values_and_nulls(folder):
    row = read_dataset(str(folder)).targets.iloc[0]
    assert (row["value"], row["comparator"], row["bbox"]) == (90, "ge", "0,12.5,100,0.0000001")
    assert row["value_high"] is pd.NA
    assert row["deadline_end"] is pd.NaT


def test_an_empty_table_has_the_same_types(folder, tmp_path_factory):
    empty = read_dataset(write_sample(tmp_path_factory.mktemp("empty"), None))
    assert empty.targets.empty
    assert list(empty.targets.dtypes) == list(read_dataset(folder).targets.dtypes)


def test_quotes_stand_in_the_text(folder):
    dataset = read_dataset(folder)
    text = dataset.text(DOC_ID)
    assert text == TEXT
    for table in (dataset.sections, dataset.targets, dataset.references, dataset.numerals):
        assert all(text[row.start : row.end] == row.quote for row in table.itertuples())


@pytest.mark.parametrize("doc_id", ["ffffffffffff", "../datapackage"])
def test_only_documents_have_a_text(folder, doc_id):
    with pytest.raises(DatasetError, match="no document"):
        read_dataset(folder).text(doc_id)


def test_a_missing_text_is_named(folder):
    (folder / "text" / f"{DOC_ID}.txt").unlink()
    with pytest.raises(DatasetError, match=rf"{DOC_ID}\.txt: cannot be read \(no such file\)$"):
        read_dataset(folder).text(DOC_ID)


def test_a_missing_table_is_named(folder):
    (folder / "deadlines.parquet").unlink()
    with pytest.raises(DatasetError, match=r"deadlines\.parquet: cannot be read \(no such file\)$"):
        read_dataset(folder)


def test_a_damaged_table_is_named(folder):
    path = folder / "deadlines.parquet"
    path.write_bytes(path.read_bytes()[:100])
    with pytest.raises(DatasetError, match=r"deadlines\.parquet"):
        read_dataset(folder)


def test_other_columns_are_named(folder):
    write_table(folder, TABLES["failures"], [])
    (folder / "failures.parquet").rename(folder / "deadlines.parquet")
    with pytest.raises(DatasetError, match=r"not the columns of deadlines .*kind"):
        read_dataset(folder)


@pytest.mark.parametrize("found", [2, "x", None])
def test_another_format_is_refused(folder, found):
    path = folder / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    package["chitieu"]["format"] = found
    path.write_text(json.dumps(package))
    with pytest.raises(DatasetError):
        read_dataset(folder)


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(DatasetError, match="nowhere: no such folder"):
        read_dataset(tmp_path / "nowhere")
