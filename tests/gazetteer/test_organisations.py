"""Names of bodies: written out, read, compared, and what stands above them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.folding import fold
from pipeline.gazetteer.names import expand, find_names
from pipeline.gazetteer.organisations import find_bodies, parents, read_body, same_body


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("BTV LĐLĐ tỉnh", "Ban Thường vụ Liên đoàn Lao động tỉnh"),
        ("Tổng LĐLĐVN", "Tổng Liên đoàn Lao động Việt Nam"),
        ("Hội LHPN TP. Vinh", "Hội Liên hiệp Phụ nữ thành phố Vinh"),
        ("Đoàn TNCS HCM", "Đoàn Thanh niên Cộng sản Hồ Chí Minh"),
        ("Sở GD&ĐT", "Sở Giáo dục và Đào tạo"),
        ("UBND  TỈNH GIA LAI", "ỦY BAN NHÂN DÂN TỈNH GIA LAI"),
        ("Ban Chỉ đạo ABCD", "Ban Chỉ đạo ABCD"),
    ],
)
def test_abbreviations_are_written_out(short, full):
    assert expand(short) == full


@pytest.mark.parametrize(
    ("name", "full", "level", "family", "province"),
    [
        ("LĐLĐ tỉnh Gia Lai", "Liên đoàn Lao động tỉnh Gia Lai", "province", "trade_union", "Gia Lai"),
        ("LĐLĐ TP. Pleiku", "Liên đoàn Lao động thành phố Pleiku", "district", "trade_union", "Gia Lai"),
        ("CÔNG ĐOÀN BỘ NỘI VỤ", "Công đoàn Bộ Nội vụ", "ministry", "trade_union", None),
        ("Công đoàn Y tế Việt Nam", "Công đoàn Y tế Việt Nam", "ministry", "trade_union", None),
        (
            "Công đoàn Tổng công ty Sông Mây",
            "Công đoàn Tổng công ty Sông Mây",
            "ministry",
            "trade_union",
            None,
        ),
        (
            "CÔNG ĐOÀN CÁC KHU CÔNG NGHIỆP TỈNH HƯNG YÊN",
            "Công đoàn các Khu công nghiệp tỉnh Hưng Yên",
            "district",
            "trade_union",
            "Hưng Yên",
        ),
        ("CĐCS Công ty Mây Tre", "công đoàn cơ sở Công ty Mây Tre", "grassroots", "trade_union", None),
        (
            "BCH Đoàn xã Mây Tre",
            "Đoàn Thanh niên Cộng sản Hồ Chí Minh xã Mây Tre",
            "commune",
            "youth_union",
            None,
        ),
        ("Huyện đoàn Củ Chi", "Huyện đoàn Củ Chi", "district", "youth_union", "Hồ Chí Minh"),
        ("Hội ND tỉnh", "Hội Nông dân tỉnh", "province", "farmers_union", None),
        ("Hội CCB Việt Nam", "Hội Cựu chiến binh Việt Nam", "central", "veterans_association", None),
        ("BTV Thành ủy Cần Thơ", "Thành ủy Cần Thơ", "province", "party", "Cần Thơ"),
        ("Ban Dân vận Huyện ủy Ba Vì", "Ban Dân vận Huyện ủy Ba Vì", "district", "party", "Hà Nội"),
        ("Chủ tịch UBND quận 7", "Ủy ban nhân dân quận 7", "district", "state", "Hồ Chí Minh"),
        ("Bộ Chính trị", "Bộ Chính trị", "central", "party", None),
        ("Bộ Y tế", "Bộ Y tế", "ministry", "state", None),
        (
            "Hội LHPN tỉnh Sông Mây",
            "Hội Liên hiệp Phụ nữ tỉnh Sông Mây",
            "province",
            "womens_union",
            "Sông Mây",
        ),
    ],
)
def test_a_name_tells_level_family_and_province(name, full, level, family, province):
    body = read_body(name)
    assert body is not None
    assert body.name.lower() == full.lower()
    assert (body.level, body.family, body.province) == (level, family, province)


@pytest.mark.parametrize("name", ["", "đoàn viên", "người lao động", "Bộ luật Lao động", "công đoàn các cấp"])
def test_what_names_no_body_is_none(name):
    assert read_body(name) is None


def test_a_city_is_a_province_only_while_it_is_run_by_the_centre():
    earlier, later = (read_body("UBND thành phố Huế", day) for day in (date(2024, 3, 1), date(2025, 3, 1)))
    assert earlier is not None
    assert later is not None
    assert (earlier.level, later.level) == ("district", "province")


def test_a_commune_has_the_name_of_a_district_but_not_its_province():
    commune = read_body("UBND xã Củ Chi")
    assert commune is not None
    assert commune.province is None


def test_the_union_of_a_ministry_is_one_body():
    assert [body.name for body in find_bodies("Công đoàn Bộ Tài chính, Bộ Tài chính")] == [
        "Công đoàn Bộ Tài chính",
        "Bộ Tài chính",
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("BTV LĐLĐ tỉnh Gia Lai", "Liên đoàn Lao động tỉnh Gia Lai"),
        ("Liên đoàn Lao động tỉnh", "LĐLĐ tỉnh Gia Lai"),
        ("Tỉnh đoàn Gia Lai", "Đoàn TNCS Hồ Chí Minh tỉnh Gia Lai"),
        ("Tổng Liên đoàn", "TLĐLĐVN"),
    ],
)
def test_two_names_of_one_body(one, other):
    assert same_body(one, other)
    assert same_body(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("LĐLĐ tỉnh Gia Lai", "LĐLĐ tỉnh Kon Tum"),
        ("LĐLĐ tỉnh", "LĐLĐ huyện"),
        ("LĐLĐ tỉnh Gia Lai", "UBND tỉnh Gia Lai"),
        ("Công đoàn Bộ Nội vụ", "Công đoàn Bộ Y tế"),
    ],
)
def test_two_bodies_are_not_one(one, other):
    assert not same_body(one, other)


@pytest.mark.parametrize(
    ("name", "above"),
    [
        ("LĐLĐ huyện Củ Chi", ("Liên đoàn Lao động thành phố Hồ Chí Minh",)),
        ("LĐLĐ tỉnh Gia Lai", ("Tổng Liên đoàn Lao động Việt Nam",)),
        ("Huyện ủy Ba Vì", ("Thành ủy Hà Nội",)),
        ("Huyện đoàn Chư Sê", ("Tỉnh đoàn Gia Lai",)),
        ("Công đoàn ngành Y tế tỉnh Gia Lai", ("Liên đoàn Lao động tỉnh Gia Lai", "Công đoàn Y tế Việt Nam")),
        ("Công đoàn Bộ Nội vụ", ("Công đoàn Viên chức Việt Nam", "Tổng Liên đoàn Lao động Việt Nam")),
        ("Tổng Liên đoàn Lao động Việt Nam", ()),
        ("LĐLĐ huyện Sông Mây", ()),
    ],
)
def test_the_bodies_above(name, above):
    body = read_body(name)
    assert body is not None
    assert parents(body) == above


def test_a_commune_stands_under_the_province_once_districts_are_gone():
    body = read_body("UBND xã Mây Tre, tỉnh Kon Tum")
    assert body is not None
    assert parents(body, date(2024, 1, 1)) == ()
    assert parents(body, date(2025, 8, 1)) == ("Ủy ban nhân dân tỉnh Quảng Ngãi",)


@given(st.text(max_size=80))
def test_any_text_is_read_without_an_error(name):
    read_body(name)
    folded = fold(expand(name))
    assert all(0 <= found.start <= found.end <= found.stop <= len(folded) for found in find_names(folded))
    assert same_body(name, name)
