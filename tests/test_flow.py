"""One document from end to end: what holds for every text, and how the time grows with it."""

from itertools import chain, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.flow import run
from pipeline.schema import DocumentTables
from pipeline.text import Raw

PIECES = (
    "KẾ HOẠCH",
    "II. CÁC CHỈ TIÊU",
    "Nơi nhận:",
    "- Phấn đấu 90% ấp vùng cao có vườn ươm trước ngày 30/9/2031;",
    "1. Mỗi ấp trồng ít nhất 02 cây/hộ",
    "từ 10 - 13%/năm",
    "(khi có từ 20 hộ trở lên)",
    "03 nhiệm vụ sau:",
    "trên 20 hộ trong các",
    "4. “Mục chưa",
    "theo Kế hoạch số 12/KH-LĐLĐ ngày 05/01/2031",
    "STT | Đơn vị | Số cây",
    "1 | Huyện An Hòa | 1.200",
    "giảm từ 7% xuống 4%",
    "hai mươi lăm nghìn đồng",
    "một nửa số ấp, trong đó 1/4 là nữ",
    "đã trồng 450 cây năm 2030",
    "“quý IV”",
    "İĐÐ\u0301 ﬀ\u00a0",
)
DIRECTIVES = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=15)), max_size=12).flatmap(
    lambda pieces: st.sampled_from(("\n", "\n\n", " ", ", ")).map(lambda between: between.join(pieces))
)


def tables_of(text: str, *, wrapped: bool = True) -> DocumentTables:
    return run(Raw(source="a.txt", sha256="0" * 64, media_type="text/plain", text=text, wrapped=wrapped))


@settings(max_examples=150, deadline=None)
@given(DIRECTIVES, st.booleans())
def test_every_row_quotes_the_text(text, wrapped):
    tables = tables_of(text, wrapped=wrapped)
    rows = chain(tables.sections, tables.targets, tables.references, tables.deadlines, tables.numerals)
    placed = (row for row in tables.findings if row.start is not None)
    for row in chain(rows, placed):
        assert tables.text[row.start : row.end] == row.quote
        assert row.rule
        assert 0 <= row.confidence <= 1


@settings(max_examples=150, deadline=None)
@given(DIRECTIVES)
def test_every_number_has_one_row_and_every_target_its_number(text):
    tables = tables_of(text)
    numerals = tables.numerals
    assert all(before.end <= after.start for before, after in pairwise(numerals))
    assert len({row.numeral_id for row in numerals}) == len(numerals)
    digits = [at for at, letter in enumerate(tables.text) if letter in "0123456789"]
    assert set(digits) <= {at for row in numerals for at in range(row.start, row.end)}
    owned = {row.owner_id for row in numerals if row.role == "target"}
    assert owned == {row.target_id for row in tables.targets if row.measure != "qualitative"}


@settings(max_examples=100, deadline=None)
@given(DIRECTIVES)
def test_ids_are_unique_and_lead_somewhere(text):
    tables = tables_of(text)
    sections = {row.section_id for row in tables.sections}
    targets = [row.target_id for row in tables.targets]
    assert len(set(targets)) == len(targets)
    assert {row.section_id for row in (*tables.targets, *tables.deadlines)} <= sections | {None}
    assert {row.target_id for row in tables.deadlines} <= {*targets, None}
    findings = [row.finding_id for row in tables.findings]
    assert len(set(findings)) == len(findings)
    owners = {*targets, *sections, *(row.deadline_id for row in tables.deadlines)}
    owners |= {row.reference_id for row in tables.references}
    assert {row.owner_id for row in tables.numerals} <= owners | {None}


@pytest.mark.parametrize(
    "text", ["", " ", "\n", "\n\n\n", "|", " | ", "1", "%", "(", '"', "\x00", "\ud800", "I."]
)
def test_next_to_nothing(text):
    assert tables_of(text).targets == ()


def test_a_deadline_names_the_target_that_it_bounds():
    tables = tables_of("KẾ HOẠCH\nNăm 2031\n\nI. CHỈ TIÊU\n\n- Trước ngày 30/9/2031, 90% ấp có vườn ươm.\n")
    (target,), (deadline,) = tables.targets, tables.deadlines
    assert deadline.target_id == target.target_id
    assert target.deadline_end == deadline.end_date


@pytest.mark.parametrize(
    "unit",
    [
        "1.",
        "1 ",
        "1/",
        "%",
        "5%, ",
        "ít nhất ",
        "ít nhất 5 ",
        "- 100% a\n",
        "- 100% ấp có 5 lớp\n",
        '"',
        '"a ',
        "(5% ",
        "90% ấp vùng cao đạt chuẩn, ",
        "90% nam và ",
        "có 5 lớp; ",
        "mỗi ấp ",
        "mỗi ấp có 5 lớp, 3 buổi ",
        "một ",
        "hai ba ",
        "từ 5 đến ",
        "5 a/a",
        "trồng cây ở các ấp ",
        "a | 5\n",
        "trước ngày 5/6/2031 đạt 5%, ",
        "- Trước ngày 5/6/2031 đạt 5%.\n",
        "1. Mục tiêu\nđạt 5% ấp\n",
        "Kế hoạch số 12/KH-LĐLĐ ngày 5/6/2031 ",
        "Kế hoạch số 12/KH-LĐLĐ ",
        "“ “a” (b ",
        "có 3 nhiệm vụ ",
        "2. 3 nhiệm vụ sau:\n",
        "thứ hai ngày 31/6/2031. a ",
    ],
)
def test_time_grows_with_the_text(unit, assert_grows):
    """Once sentences are as long as they get."""
    assert_grows(
        tables_of,
        lambda count: "KẾ HOẠCH\nNăm 2031\n\nII. CÁC CHỈ TIÊU\n\n- " + unit * count,
        4_000 // len(unit),
    )
