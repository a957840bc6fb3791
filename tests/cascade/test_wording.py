"""Syllables that say what a text is about, names in quotation marks, groups."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.cascade.wording import groups, syllables, terms, titles


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("80% trở lên CĐCS", "cong doan co so"),
        ("CBCCVC-LĐ nữ", "cong chuc vien chuc lao dong nu"),
        ("ủy ban - uỷ ban", "uy ban uy ban"),
        ("trước ngày 30/6/2031", ""),
        ("Đoàn ĐÀ NẴNG", "doan da nang"),
    ],
)
def test_syllables(text: str, wanted: str) -> None:
    assert " ".join(syllables(text)) == wanted


def test_terms_are_syllables_and_their_neighbours_once() -> None:
    assert terms("cây xanh, cây") == ("cay", "xanh", "cay xanh", "xanh cay")


def test_titles() -> None:
    assert titles("tham gia “Chủ nhật xanh” và 'khác'") == (frozenset({"chu", "nhat", "xanh"}),)
    assert titles("tham gia Chủ nhật xanh") == ()


def test_groups() -> None:
    assert groups("học sinh THCS") == {("persons", "pupils"), ("school", "lower_secondary_school")}
    assert groups("hộ cận nghèo") == {("poverty", "near_poor")}
    assert groups("hộ gia đình") == frozenset()


@given(st.text(max_size=60))
def test_any_text(text: str) -> None:
    assert all(part and not part.isspace() for part in syllables(text))
    assert len(set(terms(text))) == len(terms(text))
    titles(text)
    groups(text)
