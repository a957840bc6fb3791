"""Numbers in digits and in words, and what looks like one and is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.cues import Cues
from pipeline.extract.numerals import find_numbers
from pipeline.folding import fold


def values(text: str) -> list[tuple[str, float | None]]:
    return [(text[one.start : one.end], one.value) for one in find_numbers(Cues(fold(text)), text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("thêm 1.250 hội viên", [("1.250", 1250)]),
        ("đạt 12,5%", [("12,5", 12.5)]),
        ("đạt 12.5%", [("12.5", 12.5)]),
        ("1.250.000,5 đồng", [("1.250.000,5", 1250000.5)]),
        ("1,250,000 đồng", [("1,250,000", 1250000)]),
        ("ít nhất 01 lớp", [("01", 1)]),
        ("mục 1.2.3", [("1.2.3", None)]),
        ("1" * 400, [("1" * 400, None)]),
        ("1" + ".000" * 200, [("1" + ".000" * 200, None)]),
    ],
)
def test_digits(text, wanted):
    assert values(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("mở ba lớp", [("ba", 3)]),
        ("trồng hai mươi lăm cây", [("hai mươi lăm", 25)]),
        ("một trăm linh năm hộ", [("một trăm linh năm", 105)]),
        ("hai nghìn ba trăm hội viên", [("hai nghìn ba trăm", 2300)]),
        ("một nửa số ấp", [("một nửa", 0.5)]),
        ("hai phần ba số ấp", [("hai phần ba", 2 / 3)]),
        ("ít nhất một mô hình", [("một", 1)]),
        ("tổ chức một cuộc thi", [("một", 1)]),
        ("sau mười lăm năm xây dựng", [("mười lăm", 15)]),
    ],
)
def test_words(text, wanted):
    assert values(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "một số ấp",
        "một cách đồng bộ",
        "hằng năm tổ chức",
        "năm học mới",
        "phường Ba Đình",
        "đường Hai Bà Trưng",
        "khai hội",
        "ban hành",
    ],
)
def test_words_that_are_no_number(text):
    assert values(text) == []


@given(st.text(alphabet="0123456789.,/% haibămttrươgìn", max_size=60))
def test_numbers_stand_in_order_and_apart(text):
    found = find_numbers(Cues(fold(text)), text)
    ends = [0, *(one.end for one in found)]
    assert all(before <= one.start < one.end for before, one in zip(ends, found, strict=False))
    assert "".join(filter(str.isdecimal, text)) == "".join(
        filter(str.isdecimal, "".join(text[one.start : one.end] for one in found))
    )
