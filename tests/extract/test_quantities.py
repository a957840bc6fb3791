"""A number with its comparator, unit, range, rate and scale."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.cues import Cues
from pipeline.extract.numerals import find_numbers
from pipeline.extract.quantities import Quantity, read_quantity
from pipeline.folding import fold


def quantity(text: str, index: int = 0) -> Quantity | None:
    folded = fold(text)
    return read_quantity(folded, find_numbers(Cues(folded), text), index)


@pytest.mark.parametrize(
    ("text", "comparator", "value", "high", "unit"),
    [
        ("đạt 90%", "eq", 90, None, "percent"),
        ("đạt ít nhất 90%", "ge", 90, None, "percent"),
        ("đạt 90% trở lên", "ge", 90, None, "percent"),
        ("đạt từ 90% trở lên", "ge", 90, None, "percent"),
        ("đạt trên 90%", "gt", 90, None, "percent"),
        ("không quá 5%", "le", 5, None, "percent"),
        ("còn dưới 5%", "lt", 5, None, "percent"),
        ("> 5%", "gt", 5, None, "percent"),
        ("≥ 5%", "ge", 5, None, "percent"),
        ("khoảng 5%", "approx", 5, None, "percent"),
        ("từ 10 - 13%", "range", 10, 13, "percent"),
        ("từ 10% đến 13%", "range", 10, 13, "percent"),
        ("tăng 2 điểm phần trăm", "eq", 2, None, "percent_point"),
        ("chi 1,5 triệu đồng", "eq", 1.5e6, None, "money"),
        ("chi 300.000đ", "eq", 300_000, None, "money"),
        ("có 300.000 đồng bào", "eq", 300_000, None, "count"),
        ("ít nhất 02 lớp tập huấn", "ge", 2, None, "count"),
        ("2/3 số ấp", "eq", 2 / 3, None, "ratio"),
    ],
)
def test_comparator_value_and_unit(text, comparator, value, high, unit):
    found = quantity(text)
    assert (found.comparator, found.value, found.value_high, found.unit) == (comparator, value, high, unit)


@pytest.mark.parametrize(
    ("text", "per", "frequency"),
    [
        ("3 buổi/năm", None, "P1Y"),
        ("2 tin/tháng", None, "P1M"),
        ("500.000 đồng/người", "người", None),
        ("30.000 đồng/hội viên/năm", "hội viên", "P1Y"),
    ],
)
def test_rates(text, per, frequency):
    found = quantity(text)
    assert (found.per, found.frequency) == (per, frequency)


def test_from_a_baseline_to_a_value():
    found = quantity("giảm tỷ lệ hộ nghèo từ 7% xuống 4%")
    assert (found.baseline, found.value, found.unit) == (7, 4, "percent")


@pytest.mark.parametrize(
    ("text", "role"), [("nghỉ 6 tháng", "time"), ("ngày 26/6", "date"), ("90% ấp", None)]
)
def test_units_that_count_no_result(text, role):
    assert quantity(text).unit_role == role


def test_digits_without_a_value_are_no_quantity():
    assert quantity("mục 1.2.3") is None


@given(st.text(alphabet="0123456789 %/-,.đtừntrởlênconếiảm", max_size=50))
def test_a_quantity_holds_its_number_and_lies_in_the_text(text):
    folded = fold(text)
    numbers = find_numbers(Cues(folded), text)
    for index, number in enumerate(numbers):
        found = read_quantity(folded, numbers, index)
        if found is not None:
            assert 0 <= found.start <= number.start < number.end <= found.end <= len(text)
            assert found.numbers[0] == number.start
            assert set(found.numbers) <= {one.start for one in numbers}
