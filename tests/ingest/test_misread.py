"""What recognition misreads as a rule is put right where there is one right reading."""

import pytest

from pipeline.ingest.misread import mended, with_numeral
from pipeline.ingest.tesseract import Found


def line(text: str) -> list[Found]:
    return [Found(word, (9 * at, 0, 9 * at + 8, 9), 0.5, (1, 1, 1)) for at, word in enumerate(text.split())]


def read(text: str) -> str:
    return " ".join(word.text for word in with_numeral(mended(line(text))))


@pytest.mark.parametrize(
    ("said", "right"),
    [
        ("KÉ HOẠCH", "KẾ HOẠCH"),
        ("III. TÔ CHỨC THỰC HIỆN", "III. TỔ CHỨC THỰC HIỆN"),
        ("IV. ĐÓI TƯỢNG, NỌI DUNG", "IV. ĐỐI TƯỢNG, NỘI DUNG"),
        ("Công đoàn cơ sở tô chức hội thi;", "Công đoàn cơ sở tổ chức hội thi;"),
        ("Phân đấu đạt 90%", "Phấn đấu đạt 90%"),
        ("số nhà trẻ (đến năm 9031)", "số nhà trẻ (đến năm 2031)"),
        ("L MỤC ĐÍCH", "I. MỤC ĐÍCH"),
        ("I NỘI DUNG", "I. NỘI DUNG"),
    ],
)
def test_a_phrase_with_wrong_marks_is_put_right(said: str, right: str) -> None:
    assert read(said) == right


@pytest.mark.parametrize(
    "text",
    [
        "nơi dùng nước sạch",
        "tổ chức hội thi",
        "hai tổ, chức danh khác",
        "các công đoạn may",
        "tháng 12/1031",
        "từ năm 1931",
        "năm 2031",
        "L bà Nguyễn Thị Lý",
        "II. NỘI DUNG",
    ],
)
def test_what_may_be_right_stays(text: str) -> None:
    assert read(text) == text


def test_words_keep_their_places_and_how_sure_they_are() -> None:
    said = line("KÉ HOẠCH năm 9031")
    assert [word[1:] for word in mended(said)] == [word[1:] for word in said]
