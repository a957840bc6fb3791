from msgspec.structs import replace

from pipeline.dataset.spool import read_rows, write_spool
from pipeline.dataset.tables import TABLES, records_of
from tests.dataset.samples import DOC_ID, sample


def test_many_rows_come_back_in_order_in_parts_of_a_thousand(tmp_path):
    (numeral, *_) = sample().numerals
    numerals = tuple(replace(numeral, numeral_id=f"n{number}") for number in range(2_500))
    write_spool(tmp_path, replace(sample(), numerals=numerals))
    parts = [columns for name, columns in read_rows(tmp_path, DOC_ID) if name == "numerals"]
    assert [len(columns[0]) for columns in parts] == [1_000, 1_000, 500]
    assert [row for columns in parts for row in records_of(TABLES["numerals"], columns)] == list(numerals)
