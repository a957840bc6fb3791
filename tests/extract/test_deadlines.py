"""Deadlines in sentences of our own (tests/examples/deadlines.txt), and what sections and references change."""

import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract.deadlines import find_deadlines
from pipeline.folding import fold
from pipeline.offsets import OffsetMap
from pipeline.schema import Deadline, Document, Reference, Section
from pipeline.text import Line, Raw, Text

EXAMPLES = Path(__file__).parents[1] / "examples" / "deadlines.txt"
MARK = re.compile(r"\[([^|\]]+)\|([^\]]+)\]")
SENTENCES = [line for line in EXAMPLES.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
PLAN = Document(
    doc_id="x",
    source="x.txt",
    sha256="0" * 64,
    media_type="text/plain",
    issued=date(2024, 2, 20),
    period_start=date(2024, 1, 1),
    period_end=date(2024, 12, 31),
)


def make(text: str) -> Text:
    starts = [0, *(at + 1 for at, letter in enumerate(text) if letter == "\n"), len(text) + 1]
    lines = tuple(Line(low, high - 1) for low, high in pairwise(starts))
    raw = Raw(source="x.txt", sha256="0" * 64, media_type="text/plain", text=text, wrapped=False)
    return Text(
        doc_id="x", text=text, folded=fold(text), lines=lines, offsets=OffsetMap.identity(len(text)), raw=raw
    )


def found(text: str, document: Document = PLAN) -> list[Deadline]:
    return list(find_deadlines(make(text), (), (), document))


def said(row: Deadline) -> str:
    """A row as the examples write it."""
    span = f"{row.start_date or ''}..{row.end_date or ''}" if row.start_date or row.end_date else None
    parts = [
        row.kind,
        span,
        row.recurrence,
        row.month_day and f"@{row.month_day}",
        row.offset and f"+{row.offset}",
        row.anchor and f'"{row.anchor}"',
        None if row.inclusive else "!",
    ]
    return " ".join(part for part in parts if part)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_the_deadlines_of_a_sentence(sentence):
    wanted = [(quote, " ".join(meaning.split())) for quote, meaning in MARK.findall(sentence)]
    assert [(row.quote, said(row)) for row in found(MARK.sub(r"\1", sentence))] == wanted


def section(kind: str, text: str) -> Section:
    return Section(
        doc_id="x",
        start=0,
        end=4,
        quote=text[:4],
        rule="x",
        section_id="x-s1",
        ordinal=1,
        depth=1,
        marker="1.",
        kind=kind,
        title="Đối với Hội cấp xã",
        body_end=len(text),
    )


@pytest.mark.parametrize(
    ("kind", "count"), [("tasks", 1), ("assessment", 0), ("legal_basis", 0), ("signature", 0)]
)
def test_results_and_sources_have_no_deadlines(kind, count):
    text = "1. Hội xã nộp danh sách trước ngày 30/6/2024."
    assert len(find_deadlines(make(text), [section(kind, text)], (), PLAN)) == count


def test_the_body_of_the_section_is_responsible():
    text = "1. Đối với Hội cấp xã\nNộp danh sách trước ngày 30/6/2024."
    (row,) = find_deadlines(make(text), [section("implementation", text)], (), PLAN)
    assert (row.section_id, row.responsible, row.what) == ("x-s1", "Hội cấp xã", "Nộp danh sách")


def test_the_date_of_a_citation_is_no_deadline():
    text = "Theo Công văn số 9/HPN ngày 30/6/2024, các xã đăng ký."
    start, end = text.index("Công văn"), text.index(", các")
    cited = Reference(
        doc_id="x", start=start, end=end, quote=text[start:end], rule="x", reference_id="x-r1", form="full"
    )
    assert find_deadlines(make(text), (), (cited,), PLAN) == ()


def test_a_missing_year_is_the_first_after_the_issue_of_a_plan_of_several_years():
    plan = Document(doc_id="x", source="x", sha256="0", media_type="text/plain", issued=date(2025, 11, 17))
    assert [row.end_date for row in found("Gửi trước 15/12, nhận lại trước 15/02.", plan)] == [
        date(2025, 12, 15),
        date(2026, 2, 15),
    ]


def test_a_news_page_is_not_due_on_its_dates():
    page = Document(doc_id="x", source="x", sha256="0", media_type="text/html", genre="news_report")
    assert found("18/03/2024 09:05\nNgày 04/12/2024, Hội ban hành kế hoạch.", page) == []


PAGE = Document(doc_id="x", source="x", sha256="0", media_type="text/html", genre="news_report")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ('2.3. Tặng 90 suất quà; tổ chức "Phiên chợ công nhân" ngày 12/02/2024.', 1),
        ('Hội tổ chức "Phiên chợ công nhân" ngày 12/02/2024.', 0),
        ('- Hội đã tổ chức "Phiên chợ công nhân" ngày 12/02/2024.', 0),
    ],
)
def test_a_page_quotes_when_an_event_is_held(text, count):
    assert len(found(text, PAGE)) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Hằng năm, công ty tổ chức khám sức khỏe.", 1),
        ("Hai bên họp rà soát hằng quý.", 1),
        ("Hỗ trợ người thân cùng đi nghỉ mát hằng năm.", 0),
    ],
)
def test_a_form_has_the_rhythms_of_duties_only(text, count):
    form = Document(doc_id="x", source="x", sha256="0", media_type="text/plain", genre="other")
    assert len(found(text, form)) == count


@settings(max_examples=60)
@given(st.lists(st.one_of(st.sampled_from(SENTENCES), st.text(max_size=12)), max_size=6).map(" ".join))
def test_every_row_quotes_the_text(text):
    clean = make(text.replace("\r", " "))
    rows = find_deadlines(clean, (), (), PLAN)
    for row in rows:
        assert clean.text[row.start : row.end] == row.quote
    assert [row.deadline_id for row in rows] == [f"x-d{number}" for number in range(1, len(rows) + 1)]


@pytest.mark.parametrize(
    "piece", ["trước ngày 25/3, ", "hàng tháng, hàng quý, ", '"a 25/3 ', "đến năm 2025 ", "2020", "1/"]
)
def test_time_grows_with_the_text(piece, assert_grows):
    assert_grows(
        lambda text: find_deadlines(text, (), (), PLAN),
        lambda length: make((piece * length)[:length]),
        10_000,
    )
