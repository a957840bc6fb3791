import pytest

from pipeline.cascade.units import UnitCount, UnitsError, count_of, read_units, stated_counts
from tests.cascade.samples import EA_NAM, district, plan


def test_a_units_file(tmp_path):
    path = tmp_path / "units.csv"
    path.write_text("issuer,unit,count\nLĐLĐ huyện Ea Nam,công đoàn cơ sở,15\n", encoding="utf-8")
    assert read_units(path) == (EA_NAM,)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("issuer,unit\nx,y\n", "no column count"),
        ("issuer,unit,count\nx,y,many\n", "row 2: count must be a whole number, not 'many'"),
        ("issuer,unit,count\nx,y,-1\n", "row 2"),
        ("issuer,unit,count\nx\n", "row 2"),
        ("", "no column"),
    ],
)
def test_a_faulty_units_file(tmp_path, text, reason):
    path = tmp_path / "units.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnitsError, match=reason):
        read_units(path)


def test_no_units_file(tmp_path):
    with pytest.raises(UnitsError, match="cannot be read"):
        read_units(tmp_path / "nowhere.csv")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("đối với 1.064 công đoàn cơ sở trực thuộc", [("công đoàn cơ sở", 1064)]),
        ("Huyện hiện có 27 CĐCS.", [("cđcs", 27)]),
        ("phấn đấu có 27 công đoàn cơ sở đạt vững mạnh", []),
        ("27 công đoàn cơ sở tổ chức hội thi", []),
    ],
)
def test_counts_that_a_text_gives(text, expected):
    assert [(row.unit, row.count) for row in stated_counts("LĐLĐ huyện Ea Nam", text)] == expected


def test_what_the_user_knows_comes_before_what_the_text_says():
    low = plan(district(), text="Huyện hiện có 27 CĐCS.")
    assert count_of("CĐCS", low, ()) == 27
    assert count_of("CĐCS", low, (EA_NAM,)) == 15
    assert count_of("công đoàn cơ sở doanh nghiệp", low, (EA_NAM,)) is None
    assert count_of("tổ công đoàn", low, (EA_NAM,)) is None


def test_two_counts_that_differ_are_none():
    low = plan(district())
    assert count_of("CĐCS", low, (EA_NAM, UnitCount("LĐLĐ huyện Ea Nam", "CĐCS", 16))) is None
