import csv
import io

import pyarrow.parquet as pq
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from pipeline.dataset import write
from pipeline.dataset.arrow import iter_columns
from pipeline.dataset.tables import TABLES, columns_of, records_of
from pipeline.dataset.write import TableWriter, write_table
from tests.dataset.samples import sample


def read_csv(path):
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8"), newline="")))


def test_cells_of_a_csv_file(tmp_path):
    write_table(tmp_path, TABLES["targets"], sample().targets)
    (row,) = read_csv(tmp_path / "targets.csv")
    assert row["value"] == "90"
    assert row["confidence"] == "0.875"
    assert row["bbox"] == "0,12.5,100,0.0000001"
    assert row["page"] == "1"
    assert row["value_high"] == row["deadline_end"] == ""
    assert row["statement"] == sample().targets[0].statement


def test_days_and_truth_values(tmp_path):
    write_table(tmp_path, TABLES["documents"], [sample().document])
    (row,) = read_csv(tmp_path / "documents.csv")
    assert (row["issued"], row["ocr"], row["pages"]) == ("2024-02-29", "false", "")
    write_table(tmp_path, TABLES["deadlines"], sample().deadlines)
    assert read_csv(tmp_path / "deadlines.csv")[0]["inclusive"] == "true"


def test_records_end_as_rfc_4180_says(tmp_path):
    write_table(tmp_path, TABLES["failures"], [])
    assert (tmp_path / "failures.csv").read_bytes() == b"source,reason\r\n"


def test_both_forms_say_the_same(tmp_path):
    table, rows = TABLES["numerals"], sample().numerals
    write_table(tmp_path, table, rows)
    parquet = pq.read_table(tmp_path / "numerals.parquet").to_pylist()
    assert [row["quote"] for row in parquet] == [row["quote"] for row in read_csv(tmp_path / "numerals.csv")]
    assert [row["value"] for row in parquet] == [2.1e11, None]


def test_rows_that_come_in_pieces_are_all_there_in_order(tmp_path, monkeypatch):
    monkeypatch.setattr(write, "_ROWS_AT_ONCE", 3)
    table = TABLES["numerals"]
    rows = [replace(sample().numerals[0], numeral_id=f"n{count}") for count in range(10)]
    with TableWriter(tmp_path, table) as writer:
        for row in rows:
            writer.append(columns_of(table, [row]))
    read = [record for columns in iter_columns(tmp_path, table) for record in records_of(table, columns)]
    assert read == rows
    assert [row["numeral_id"] for row in read_csv(tmp_path / "numerals.csv")] == [
        row.numeral_id for row in rows
    ]


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(), min_size=1, max_size=5))
def test_any_text_survives_csv_and_parquet(tmp_path, texts):
    table = TABLES["failures"]
    write_table(tmp_path, table, [table.record(text, "x") for text in texts])
    assert [row["source"] for row in read_csv(tmp_path / "failures.csv")] == texts
    assert pq.read_table(tmp_path / "failures.parquet")["source"].to_pylist() == texts
