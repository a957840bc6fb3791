"""Pages that report: what they ask for is a target, what they tell as done is none."""

import pytest

from pipeline.flow import run
from pipeline.schema import DocumentTables
from pipeline.text import Raw

DIRECTIVE = "HUYỆN ĐOÀN AN SƠN\nSố: 09/KH-HĐ\n\nKẾ HOẠCH\nTrồng cây năm 2031\n\nI. NHIỆM VỤ\n\n"


def tables(text: str) -> DocumentTables:
    return run(Raw(source="a.txt", sha256="0" * 64, media_type="text/plain", text=text, wrapped=True))


def quotes(text: str) -> list[str]:
    return [row.quote for row in tables(text).targets if row.measure != "qualitative"]


@pytest.mark.parametrize(
    "told",
    [
        "Huyện đã có phong trào rộng khắp. Các xã mở 120 lớp dạy nghề, kết nạp 450 hội viên.",
        "Từ đầu năm, phong trào lan rộng. Các xã tặng 40 suất quà và trồng 900 cây xanh.",
        "Ngay tại lễ phát động, Huyện đoàn trao 12 xe đạp và 30 suất quà cho học sinh.",
        "Toàn huyện trồng 5.000 cây, tăng so với cùng kỳ. Chi đoàn xã Thượng nhận chăm sóc 3 tuyến đường.",
    ],
)
def test_a_page_goes_on_with_the_past(told):
    assert quotes(f"Tuổi trẻ An Sơn trồng cây\n\n{told}\n") == []


@pytest.mark.parametrize(
    ("told", "asked"),
    [
        ("Năm qua phong trào lan rộng. Năm nay huyện phấn đấu trồng 900 cây xanh.", ["900 cây xanh"]),
        ("Huyện đề ra nhiều việc. Các xã mở 120 lớp dạy nghề.", ["120 lớp"]),
        ("Từ đầu năm đã có nhiều đợt. Mỗi xã tổ chức ít nhất 02 buổi dọn vệ sinh.", ["ít nhất 02 buổi"]),
    ],
)
def test_a_page_turns_to_what_is_to_be_done(told, asked):
    assert quotes(f"Tuổi trẻ An Sơn trồng cây\n\n{told}\n") == asked


def test_a_directive_asks_for_what_it_counts():
    body = "Huyện đã có phong trào rộng khắp. Các xã mở 120 lớp dạy nghề."
    assert quotes(f"{DIRECTIVE}1. {body}\n") == ["120 lớp"]


def test_the_numbers_of_a_headline_are_those_of_the_text_below():
    page = "Trồng hơn 1.400 cây xanh\n\nHuyện phấn đấu trồng 1.377 cây ở các xã và 67 cây ở trụ sở.\n"
    assert quotes(page) == ["1.377 cây", "67 cây"]
    assert next(row.role for row in tables(page).numerals) == "boilerplate"


def test_a_headline_that_asks_is_heard():
    page = "Phấn đấu 100% chi hội có vườn ươm\n\nĐó là một trong những chỉ tiêu của Hội trong năm nay.\n"
    assert quotes(page) == ["100%"]


def test_a_line_that_is_a_sentence_is_no_headline():
    assert quotes("Huyện phấn đấu trồng 900 cây xanh.\n\nCác xã cùng làm.\n") == ["900 cây xanh"]


def test_a_list_of_what_was_reached_holds_no_targets():
    told = (
        "- Năm 2030 xã đã có những thành tích sau:\n\n+ Có 12 chi hội vững mạnh.\n\n+ 98% hộ có nhà tiêu.\n"
    )
    assert quotes(f"{DIRECTIVE}1. Nhìn lại\n\n{told}") == []
    asked = told.replace("xã đã có những thành tích sau", "xã phấn đấu")
    assert len(quotes(f"{DIRECTIVE}1. Nhìn lại\n\n{asked}")) == 2


def test_lines_below_a_label_are_aims():
    body = "Chỉ tiêu (trồng cây)\n\n- Cây ăn quả: 12 vườn\n\n- Cây bóng mát: 30 hàng\n\nBiện pháp\n\n- Chia lớp: 4 tổ\n"
    assert quotes(f"{DIRECTIVE}{body}") == ["12 vườn", "30 hàng"]


def test_pictographs_stand_before_headings():
    page = "📌 I. MỤC ĐÍCH\n\nXanh hơn.\n\n🎯 II. CHỈ TIÊU\n\n- Trồng 900 cây.\n"
    assert [(row.path, row.kind) for row in tables(page).sections] == [("I", "purpose"), ("II", "targets")]


def test_a_result_that_only_a_weak_word_tells_turns_nothing():
    page = "Kế hoạch của huyện đề ra các chỉ tiêu:\n\n- Rác thải vẫn còn 5 tấn.\n\n- Tỷ lệ hộ phân loại rác đạt 85%.\n"
    assert quotes(page) == ["85%"]


@pytest.mark.parametrize(
    ("told", "bounds"),
    [
        ("Năm 2031, huyện đặt chỉ tiêu trồng 900 cây.", ["Năm 2031"]),
        ("Năm 2031, huyện đã trồng 900 cây.", []),
    ],
)
def test_a_year_that_opens_what_a_page_announces_is_a_deadline(told, bounds):
    assert [row.quote for row in tables(f"Tuổi trẻ trồng cây\n\n{told}\n").deadlines] == bounds
