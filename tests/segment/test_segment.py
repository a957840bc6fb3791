import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.normalise import normalise
from pipeline.outline import section_at
from pipeline.schema import Section
from pipeline.segment import segment
from pipeline.text import Raw, Text

SHARED = Path(__file__).parents[2] / ".." / "shared"


def read(text: str) -> Text:
    return normalise(Raw(source="x", sha256="0" * 64, media_type="text/plain", text=text, wrapped=True))


def parts(text: str) -> list[tuple[str | None, str]]:
    return [(section.path, section.kind) for section in segment(read(text))]


def numbered(text: str) -> list[tuple[str | None, str]]:
    return [part for part in parts(text) if part[0]]


PLAN = """KẾ HOẠCH
Hoạt động nữ công năm 2024

Căn cứ Hướng dẫn số 03/HD-CĐ của cấp trên;
Ban Thường vụ xây dựng kế hoạch với các nội dung sau:
I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
a) Nâng cao nhận thức.
đ) Đổi mới cách làm.
2. Yêu cầu
II. CÁC CHỈ TIÊU CHỦ YẾU NĂM 2024
- Có 80% tổ công đoàn tham gia.
III. NHIỆM VỤ VÀ GIẢI PHÁP
1. Tuyên truyền
1.1- Tổ chức hội thi.
1.2.- Mở chuyên mục.
3. Kinh phí
IV. TỔ CHỨC THỰC HIỆN
1. Công đoàn huyện: hướng dẫn các đơn vị.

Nơi nhận:
- Như trên;
TM. BAN THƯỜNG VỤ
CHỦ TỊCH
Lê Thị Thơm
"""


def test_a_plan() -> None:
    assert parts(PLAN) == [
        (None, "preamble"),
        (None, "legal_basis"),
        ("I", "purpose"),
        ("I/1", "purpose"),
        ("I/1/a", "purpose"),
        ("I/1/đ", "purpose"),
        ("I/2", "purpose"),
        ("II", "targets"),
        ("III", "tasks"),
        ("III/1", "tasks"),
        ("III/1/1.1", "tasks"),
        ("III/1/1.2", "tasks"),
        ("III/3", "funding"),
        ("IV", "implementation"),
        ("IV/1", "implementation"),
        (None, "recipients"),
        (None, "signature"),
    ]


def test_titles_and_ends() -> None:
    text = read(PLAN)
    by_path = {section.path: section for section in segment(text) if section.path}
    assert by_path["III/1"].title == "Tuyên truyền"
    assert by_path["III/1"].quote == "1. Tuyên truyền"
    assert by_path["IV/1"].title == "Công đoàn huyện"
    assert by_path["III/1/1.2"].marker == "1.2.-"
    target = by_path["II"]
    assert text.text[target.start : target.body_end].endswith("tham gia.")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("I/ ĐẶC ĐIỂM TÌNH HÌNH\nII- CHỈ TIÊU\n", [("I", "assessment"), ("II", "targets")]),
        (
            "PHẦN THỨ NHẤT\nKẾT QUẢ NĂM 2023\nI. Thuận lợi\n",
            [("PHẦN THỨ NHẤT", "assessment"), ("PHẦN THỨ NHẤT/I", "assessment")],
        ),
        ("I. NHIỆM VỤ\n1. Một\n1. Hai\n", [("I", "tasks"), ("I/1", "tasks"), ("I/1", "tasks")]),
        (
            "II. CHỈ TIÊU\nHoàn thành tốt.\n3. Thường trực Hội các xã\n4. Chi hội\n",
            [("II", "targets"), ("3", "implementation"), ("4", "other")],
        ),
        (
            "I. NHIỆM VỤ\n1. Một\n2. Hai\nII. CHỈ TIÊU\n3. Ba\n",
            [("I", "tasks"), ("I/1", "tasks"), ("I/2", "tasks"), ("II", "targets"), ("II/3", "targets")],
        ),
        (
            "A. CHỈ TIÊU\nI. MỤC TIÊU\nB. NHIỆM VỤ\n",
            [("A", "targets"), ("A/I", "objectives"), ("B", "tasks")],
        ),
        ("PHỤ LỤC 1\nDANH MỤC VIỆC\n1. Tập huấn\n", [("PHỤ LỤC 1", "appendix"), ("PHỤ LỤC 1/1", "appendix")]),
        ("BIỂU SỐ 01\n", [("BIỂU SỐ 01", "appendix")]),
        ("Điều 1. Phạm vi\n1. Kế hoạch này áp dụng.\n", [("Điều 1", "scope"), ("Điều 1/1", "scope")]),
        ("III. GIẢI PHÁP: 1. Tuyên truyền\n", [("III", "tasks"), ("III/1", "tasks")]),
        ("Nội dung như sau: I. MỤC TIÊU\n", [("I", "objectives")]),
        (
            "I. MỤC TIÊU\n1. Chung\n1.1. Riêng\n2.1. Khác\n",
            [("I", "objectives"), ("I/1", "objectives"), ("I/1/1.1", "objectives"), ("I/2.1", "objectives")],
        ),
    ],
)
def test_paths_and_kinds(text: str, wanted: list[tuple[str, str]]) -> None:
    assert numbered(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "8/3 là ngày hội của chị em.",
        "1.250 đồng mỗi suất.",
        "2.5 tỷ đồng.",
        "28.7.2024 là hạn.",
        "15 đơn vị tham gia.",
        "V/v phát động.",
        "XI của Đảng.",
    ],
)
def test_a_number_that_begins_a_line_is_no_heading(text: str) -> None:
    assert numbered(text) == []


@pytest.mark.parametrize(
    ("parent", "title", "kind"),
    [
        ("MỤC TIÊU, CHỈ TIÊU", "Mục tiêu cụ thể đến năm 2030", "objectives"),
        ("MỤC TIÊU, CHỈ TIÊU", "Đối với trẻ em", "targets"),
        ("NHIỆM VỤ", "Thực hiện tốt chỉ tiêu phát triển đoàn viên", "tasks"),
        ("NHIỆM VỤ", "Hình thức khen thưởng", "other"),
        ("TỔ CHỨC THỰC HIỆN", "Chế độ thông tin, báo cáo", "reporting"),
    ],
)
def test_a_subsection_has_its_parents_kind_unless_its_title_is_known(
    parent: str, title: str, kind: str
) -> None:
    assert numbered(f"I. {parent}\n1. {title}\n")[1] == ("I/1", kind)


def test_a_text_without_headings() -> None:
    assert parts("Công đoàn ngành vừa tổ chức hội thi nấu ăn cho người lao động.\n\nCó 12 đội dự thi.") == [
        (None, "other")
    ]


def test_a_decision_and_its_plan() -> None:
    text = PLAN.replace("KẾ HOẠCH\n", "QUYẾT ĐỊNH\n", 1).split("I. MỤC")[0] + (
        "Điều 1. Ban hành kế hoạch.\nNơi nhận:\n- Như Điều 1;\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nLê Thị Thơm\n\n"
        + PLAN
    )
    found = parts(text)
    assert [kind for path, kind in found if path is None] == [
        "preamble",
        "legal_basis",
        "recipients",
        "signature",
        "preamble",
        "legal_basis",
        "recipients",
        "signature",
    ]
    assert ("Điều 1", "other") in found


def test_the_section_of_an_offset() -> None:
    text = read(PLAN)
    sections = segment(text)

    def path(words: str) -> str | None:
        found = section_at(sections, text.text.index(words))
        return found.path if found else "none"

    assert path("80%") == "II"
    assert path("chuyên mục") == "III/1/1.2"
    assert path("KẾ HOẠCH") == "none"
    assert section_at((), 3) is None


PIECES = [
    "I. ",
    "II- ",
    "1. ",
    "3. ",
    "2.1. ",
    "a) ",
    "(1) ",
    "A. ",
    "Điều 4. ",
    "PHỤ LỤC\n",
    "PHẦN I\n",
    "Nơi nhận:\n",
    "TM. X\n",
    "KẾ HOẠCH\n",
    "\n",
    "Chỉ tiêu",
    "MỤC TIÊU",
    "- ",
    "a",
    " ",
]


def well_formed(text: Text, sections: tuple[Section, ...]) -> bool:
    ids = {section.section_id: section for section in sections}
    for section in sections:
        assert section.start is not None
        assert section.end is not None
        assert text.text[section.start : section.end] == section.quote
        assert section.start < section.end <= section.body_end <= len(text.text)
        if section.parent_id:
            parent = ids[section.parent_id]
            assert parent.start is not None
            assert parent.depth == section.depth - 1
            assert parent.start <= section.start <= section.body_end <= parent.body_end
    starts = [section.start for section in sections]
    return starts == sorted(starts, key=lambda start: start or 0)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=5)), max_size=40).map("".join))
def test_any_text_has_a_tree(raw: str) -> None:
    text = read(raw)
    assert well_formed(text, segment(text))


@pytest.mark.skipif(not SHARED.exists(), reason="the shared documents are not here")
def test_the_annotated_documents() -> None:
    for file in sorted((SHARED / "gold").glob("*.json")):
        gold = json.loads(file.read_text(encoding="utf-8"))
        found = parts((SHARED / "seeds" / gold["source"]).read_text(encoding="utf-8"))
        wanted = [(path or None, kind) for path, kind, _ in gold["sections"]]
        if wanted:
            assert [part for part in found if part[1] != "legal_basis"] == wanted


@pytest.mark.parametrize(
    "unit",
    [
        "1. a\n",
        "I. A\n",
        "a) x\n",
        "9. x; II. NHIỆM VỤ\n",
        "Nơi nhận:\n",
        "TM. BAN\nLê Thơm\n",
        "KẾ HOẠCH\n",
        "Mục lục\n",
        "1.1.1. a\n",
    ],
)
def test_time_grows_with_the_text(unit: str, assert_grows: Callable[..., None]) -> None:
    assert_grows(
        lambda text: section_at(segment(text), len(text.text)), lambda count: read(unit * count), 1_000
    )


def test_what_stands_before_a_heading_glued_to_it_ends_before_it() -> None:
    """Found by the fuzzer: the preamble held the heading, and so reached into the section behind it."""
    text = read("Ban Thường vụ xây dựng kế hoạch như sau. I- MỤC ĐÍCH\nNâng cao nhận thức của đoàn viên.")
    preamble, purpose = segment(text)
    assert (preamble.kind, purpose.path) == ("preamble", "I")
    assert preamble.quote == "Ban Thường vụ xây dựng kế hoạch như sau."
    assert preamble.body_end <= (purpose.start or 0)
