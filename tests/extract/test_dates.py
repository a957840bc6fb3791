"""Times as they are printed, each with a negative twin."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.cues import Cues
from pipeline.extract.dates import citation_date, find_dates
from pipeline.extract.lunar import solar_day
from pipeline.extract.mentions import in_year
from pipeline.folding import fold

PIECES = [
    "ngày 5/6",
    "31/02/2024",
    "tháng 13",
    "quý iv/",
    "20",
    "/",
    "năm 2025-",
    "tết",
    " ",
    "\n",
    "6 tháng đầu năm",
    "ß",
]


def read(text: str) -> list[tuple[str, date | None, date | None]]:
    return [(text[one.start : one.end], one.first, one.last) for one in find_dates(Cues(fold(text)))]


@pytest.mark.parametrize(
    ("text", "end", "day"),
    [
        ("23/01/2024 của", 10, date(2024, 1, 23)),
        ("12-6-2021", 9, date(2021, 6, 12)),
        ("9.8.2022", 8, date(2022, 8, 9)),
        ("ngày 02 tháng 10 năm 2015", 25, date(2015, 10, 2)),
        ("28 tháng 12 năm 2020", 20, date(2020, 12, 28)),
        ("03/12/2021của", 10, date(2021, 12, 3)),
        ("31/02/2024", 10, None),
    ],
)
def test_the_date_of_a_citation(text, end, day):
    assert citation_date(text, 0) == (end, day)


@pytest.mark.parametrize("text", ["14/2022/nq-hđnd", "ngày thành lập 20/10/1974", "25/3", "", "tháng 5/2022"])
def test_no_full_date_there(text):
    assert citation_date(text, 0) is None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("ngày 5/9/2024", date(2024, 9, 5), date(2024, 9, 5)),
        ("ngày 3 và 4/6/2024", date(2024, 6, 3), date(2024, 6, 4)),
        ("tháng 2 năm 2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("tháng 3-5/2024", date(2024, 3, 1), date(2024, 5, 31)),
        ("quý 2 (II) năm 2025", date(2025, 4, 1), date(2025, 6, 30)),
        ("quý IV/2024", date(2024, 10, 1), date(2024, 12, 31)),
        ("6 tháng cuối năm 2024", date(2024, 7, 1), date(2024, 12, 31)),
        ("năm học 2024 - 2025", date(2024, 9, 1), date(2025, 5, 31)),
        ("nhiệm kỳ 2023-2028", date(2023, 1, 1), date(2028, 12, 31)),
        ("cuối năm 2025", None, date(2025, 12, 31)),
        ("đầu tháng 6/2025", date(2025, 6, 1), None),
        ("tuần thứ 2 tháng 5/2024", date(2024, 5, 8), date(2024, 5, 14)),
        ("Tháng Thanh niên năm 2024", date(2024, 3, 1), date(2024, 3, 31)),
        ("Tết Nguyên đán Ất Tỵ 2025", date(2025, 1, 29), date(2025, 1, 29)),
        ("31/02/2024", None, None),
    ],
)
def test_a_time_spans_its_days(text, first, last):
    assert read(text) == [(text, first, last)]


@pytest.mark.parametrize(
    "text",
    [
        "2. 100% tổ",
        "đến 2/3 số tổ",
        "145/2020/NĐ-CP",
        "dài 2.025 m",
        "quý vị",
        "tháng 13/2024",
        "có 2025 người",
        "tuần lễ",
    ],
)
def test_a_number_is_no_time_without_a_cue(text):
    assert read(text) == []


def test_no_time_begins_where_the_text_is_taken():
    text = "ngày 12/3/2024 và ngày 20/5/2024, 01/6/2024"
    taken = [(0, len("ngày 12/3/2024")), (text.index("01/6"), text.index("01/6") + 1)]
    assert [text[one.start : one.end] for one in find_dates(Cues(text), taken)] == ["ngày 20/5/2024"]


def test_a_missing_year_is_given_later():
    (mention,) = find_dates(Cues("ngày 29/2"))
    assert (mention.first, mention.has_year) == (None, False)
    assert in_year(mention, 2024).last == date(2024, 2, 29)
    assert in_year(mention, 2023).last is None


@pytest.mark.parametrize(
    ("lunar", "day"),
    [
        ((2024, 1, 1), date(2024, 2, 10)),
        ((2025, 3, 10), date(2025, 4, 7)),
        ((2025, 7, 1), date(2025, 8, 23)),
        ((2024, 12, 29), date(2025, 1, 28)),
        ((2024, 12, 30), None),
        ((2030, 1, 1), date(2030, 2, 2)),
    ],
)
def test_lunar_days(lunar, day):
    assert solar_day(*lunar) == day


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=12).map("".join))
def test_mentions_are_ordered_and_apart_in_any_text(text):
    folded = fold(text)
    end = 0
    for mention in find_dates(Cues(folded)):
        assert end <= mention.start < mention.end <= len(folded)
        assert (
            mention.first is None or mention.last is None or mention.first <= mention.last or mention.ranged
        )
        end = mention.end
