from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.dataset.package import describe
from pipeline.dataset.tables import TABLES, columns_of, plain, records_of
from pipeline.schema import Target
from tests.dataset.samples import sample

TARGETS = TABLES["targets"]


def test_columns_are_the_fields_of_the_records_in_their_order():
    names = TARGETS.column_names()
    assert names[:5] == ["doc_id", "start", "end", "quote", "page"]
    assert names.index("target_id") > names.index("review")
    kinds = {column.name: column.kind for column in TARGETS.columns}
    assert (kinds["bbox"], kinds["value"], kinds["deadline_end"]) == ("box", "number", "date")


def test_enumerations_carry_their_choices_and_other_columns_none():
    choices = {column.name: column.choices for column in TARGETS.columns}
    assert choices["comparator"] == ("eq", "ge", "gt", "le", "lt", "range", "approx")
    assert choices["unit_text"] == ()


def test_what_may_be_null_follows_the_type_hints():
    nullable = {column.name: column.nullable for column in TARGETS.columns}
    assert nullable["value"]
    assert not nullable["statement"]


@pytest.mark.parametrize("name", TABLES)
def test_every_key_names_a_column(name):
    table = TABLES[name]
    columns = set(table.column_names())
    assert {key.column for key in table.foreign_keys} <= columns
    assert table.primary_key is None or table.primary_key in columns
    assert all(TABLES[key.table].primary_key for key in table.foreign_keys)


def test_every_column_is_described():
    for resource in describe(TABLES.values())["resources"]:
        assert all(field["description"] for field in resource["schema"]["fields"])


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (90.0, "90"),
        (0.5, "0.5"),
        (2.1e11, "210000000000"),
        (1e22, "1" + "0" * 22),
        (1.23e-7, "0.000000123"),
        (-3.0, "-3"),
    ],
)
def test_numbers_are_printed_plainly(value, text):
    assert plain(value) == text


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_printed_number_is_the_same_number_and_has_no_exponent(value):
    assert float(plain(value)) == value
    assert "e" not in plain(value).lower()


@pytest.mark.parametrize("name", ["sections", "targets", "references", "deadlines", "numerals"])
def test_records_come_back_from_their_cells(name):
    rows = list(getattr(sample(), name))
    assert records_of(TABLES[name], columns_of(TABLES[name], rows)) == rows


@given(
    st.builds(
        Target,
        doc_id=st.text(),
        start=st.integers(0, 9),
        end=st.integers(0, 9),
        quote=st.text(),
        bbox=st.none() | st.tuples(*[st.floats(0, 2000)] * 4),
        rule=st.text(),
        target_id=st.text(),
        statement=st.text(),
        measure=st.just("share"),
        value=st.none() | st.floats(allow_nan=False),
        deadline_end=st.none() | st.dates(min_value=date(1900, 1, 1)),
    )
)
def test_any_record_comes_back(row):
    assert records_of(TARGETS, columns_of(TARGETS, [row])) == [row]


def test_no_rows_give_empty_columns():
    assert columns_of(TARGETS, []) == [[] for _ in TARGETS.columns]
