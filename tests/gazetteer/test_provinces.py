"""Provinces: 63 until June 2025, 34 after, and what became of each."""

from datetime import date

import pytest

from pipeline.gazetteer.provinces import find_province, province_of_district, province_on, provinces

BEFORE, AFTER = date(2024, 6, 1), date(2025, 7, 1)


@pytest.mark.parametrize(("on", "number"), [(BEFORE, 63), (date(2025, 6, 30), 63), (AFTER, 34)])
def test_so_many_provinces_stood(on, number):
    assert sum(province.stood(on) for province in provinces().values()) == number


@pytest.mark.parametrize(("on", "cities"), [(BEFORE, 5), (date(2025, 1, 1), 6), (AFTER, 6)])
def test_so_many_were_cities(on, cities):
    assert sum(province.city for province in provinces().values() if province.stood(on)) == cities


def test_every_merged_province_became_part_of_one_that_stands():
    for province in provinces().values():
        assert (province.until is None) == (province.into is None)
        if province.into:
            assert provinces()[province.into].stood(AFTER)


@pytest.mark.parametrize(
    ("old", "new"), [("Kon Tum", "Quảng Ngãi"), ("Bình Dương", "Hồ Chí Minh"), ("Nghệ An", "Nghệ An")]
)
def test_a_merged_province_is_its_successor_from_july_2025(old, new):
    province = find_province(old)
    assert province is not None
    assert province_on(province, BEFORE).name == old
    assert province_on(province, AFTER).name == new


@pytest.mark.parametrize("name", ["đăk lăk", "ĐẮK LẮK", "Đắc  Lắc"])
def test_a_province_is_found_in_every_spelling(name):
    found = find_province(name)
    assert found is not None
    assert found.name == "Đắk Lắk"


def test_a_district_has_a_province_unless_two_have_one_of_its_name():
    held = province_of_district("Vĩnh Thuận")
    assert held is not None
    assert held.name == "Kiên Giang"
    assert province_of_district("Châu Thành") is None
    assert province_of_district("Sông Mây") is None
