import pytest

from pipeline.ingest.pdf import read_pdf
from pipeline.ingest.pieces import Content, Unreadable
from pipeline.settings import Settings
from tests.ingest.pdf_samples import HEIGHT, WIDTH, grid, pdf_file

SETTINGS = Settings()


def test_lines_with_page_and_box() -> None:
    content = read_pdf(pdf_file([(72, 700, "KẾ HOẠCH")], [(72, 700, "Phấn đấu 90% trở lên")]), SETTINGS)
    assert content.text == "KẾ HOẠCH\nPhấn đấu 90% trở lên"
    assert content.pages == 2
    assert content.wrapped
    first, second = content.places
    assert (first.page, second.page) == (1, 2)
    assert content.text[second.start : second.end] == "Phấn đấu 90% trở lên"
    assert first.bbox is not None
    assert first.bbox[0] == pytest.approx(72, abs=3)
    assert first.bbox[3] == pytest.approx(HEIGHT - 700, abs=5)
    assert first.bbox[1] < first.bbox[3]


def test_box_of_a_turned_page_is_as_seen() -> None:
    content = read_pdf(pdf_file([(100, 700, "Kính gửi các đơn vị")], turned=90), SETTINGS)
    (place,) = content.places
    assert place.bbox is not None
    x0, top, x1, bottom = place.bbox
    assert (x0 + x1) / 2 == pytest.approx(700, abs=8)
    assert top == pytest.approx(100, abs=5)
    assert bottom - top > x1 - x0
    assert bottom <= WIDTH


def test_hyphen_at_line_end_goes_on_without_a_break() -> None:
    content = read_pdf(pdf_file([(72, 700, "Hướng dẫn số 05/KL-"), (72, 684, "TLĐ về nữ công")]), SETTINGS)
    assert "05/KL-TLĐ" in content.text
    assert len(content.places) == 2
    first, second = content.places
    assert first.bbox is not None
    assert second.bbox is not None
    assert first.bbox[1] < second.bbox[1]


def test_two_columns_of_a_head_are_two_lines() -> None:
    page = [(72, 700, "Số: 12/KH-CĐN"), (330, 700, "Hà Nội, ngày 02 tháng 3 năm 2024")]
    content = read_pdf(pdf_file(page), SETTINGS)
    assert content.text.split() == [
        "Số:",
        "12/KH-CĐN",
        "Hà",
        "Nội,",
        "ngày",
        "02",
        "tháng",
        "3",
        "năm",
        "2024",
    ]
    assert "CĐN\n" in content.text
    assert len(content.places) == 2


def test_space_between_lines_starts_a_paragraph() -> None:
    page = [
        (72, 700, "dòng một của đoạn"),
        (72, 684, "dòng hai của đoạn"),
        (72, 668, "dòng ba"),
        (72, 640, "Đoạn sau"),
    ]
    assert read_pdf(pdf_file(page), SETTINGS).text.count("\n\n") == 1


def test_the_line_below_a_centred_title_starts_a_paragraph() -> None:
    wide = "Thực hiện kế hoạch của tỉnh trong năm nay và các năm về sau đó"
    title, margin = (
        (183, 700, "Công tác nữ công năm 2024"),
        [(72, 684, wide), (72, 668, wide), (72, 652, wide)],
    )
    assert read_pdf(pdf_file([title, *margin]), SETTINGS).text.startswith(f"{title[2]}\n\n{wide}\n{wide}")
    going_on = [(72, 684, wide.lower()), *margin[1:]]
    assert read_pdf(pdf_file([title, *going_on]), SETTINGS).text.startswith(f"{title[2]}\n{wide.lower()}")


def test_page_number_is_no_body() -> None:
    content = read_pdf(pdf_file([(290, 810, "2"), (72, 700, "Điều 12"), (72, 400, "12")]), SETTINGS)
    assert [place.role for place in content.places] == ["header", "body", "body"]


def test_ruled_table_is_a_line_per_row() -> None:
    cells = [(75, 686, "STT"), (125, 686, "Đơn vị"), (245, 686, "Chỉ tiêu")]
    cells += [(75, 666, "1"), (125, 666, "Huyện A"), (245, 666, "300")]
    page = [(72, 740, "Biểu số 01"), *cells, (72, 600, "Nơi nhận")]
    content = read_pdf(pdf_file(page, lines=grid(72, 700, [50, 120, 120], 2)), SETTINGS)
    assert "STT | Đơn vị | Chỉ tiêu\n1 | Huyện A | 300\nNơi nhận" in content.text
    cell = next(place for place in content.places if content.text[place.start : place.end] == "300")
    assert cell.role == "table"
    assert cell.cell == (1, 2, 3)
    assert cell.bbox == pytest.approx((242, 842 - 680, 362, 842 - 660), abs=1)


def test_frame_around_text_is_no_table() -> None:
    content = read_pdf(pdf_file([(75, 686, "Đoạn văn trong khung")], lines=grid(72, 700, [300], 1)), SETTINGS)
    assert content.text == "Đoạn văn trong khung"
    assert content.places[0].role == "body"


def test_scans_that_cannot_be_recognised_are_listed(monkeypatch) -> None:
    monkeypatch.setattr("pipeline.ingest.tesseract.missing", lambda: "the program tesseract is not there")
    content = read_pdf(pdf_file([(72, 700, "Có chữ " * 20)], [], image=True), SETTINGS)
    assert "Có chữ" in content.text
    assert not content.ocr
    assert content.unread_pages == ((2, "the program tesseract is not there"),)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (pdf_file([], [], image=True), "all 2 pages are scanned"),
        (pdf_file([(72, 700, "Mật")], encrypted=True), "encrypted"),
        (pdf_file([(72, 700, "Bị cắt")])[:400], "cut off"),
        (pdf_file([(72, 700, "Bị cắt")])[:-30], "cut off"),
        (b"%PDF-1.7\n" + b"junk " * 500 + b"%%EOF", "damaged"),
    ],
)
def test_no_document(data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        read_pdf(data, SETTINGS)


def test_limits() -> None:
    data = pdf_file(*[[(72, 700, "Trang")]] * 4)
    with pytest.raises(Unreadable, match="max_pages"):
        read_pdf(data, Settings(max_pages=3))
    with pytest.raises(Unreadable, match="seconds_per_document"):
        read_pdf(data, Settings(seconds_per_document=1e-9))


def roles(content: Content) -> dict[str, str]:
    return {content.text[place.start : place.end]: place.role for place in content.places}


def test_a_head_on_every_page_is_furniture_but_not_the_first_words_of_forms() -> None:
    forms = [
        [(72, 760, "HỘI NÔNG DÂN"), (72, 744, f"Mẫu {n} dùng"), (72, 728, "Họ và tên")] for n in range(3)
    ]
    assert set(roles(read_pdf(pdf_file(*forms), SETTINGS)).values()) == {"body"}
    heads = [[(72, 800, "HỘI NÔNG DÂN"), (72, 744, f"Điều {n}"), (72, 728, "Họ và tên")] for n in range(3)]
    found = roles(read_pdf(pdf_file(*heads), SETTINGS))
    assert [text for text, role in found.items() if role == "header"] == ["HỘI NÔNG DÂN"]


def test_lines_out_of_order_are_read_from_top_to_bottom() -> None:
    page = [(72, 668, "ba"), (72, 700, "một"), (72, 684, "hai"), (72, 652, "bốn")]
    assert read_pdf(pdf_file(page), SETTINGS).text.split() == ["một", "hai", "ba", "bốn"]


def test_columns_that_interleave_are_read_one_after_the_other() -> None:
    left, right = ["HỘI PHỤ NỮ", "TỈNH HÀ LAM", "Số: 4/KH"], ["CỘNG HÒA", "Độc lập", "ngày 4"]
    rows = [(x, 700 - 16 * n, column[n]) for n in range(3) for x, column in ((72, left), (330, right))]
    text = read_pdf(
        pdf_file([*rows, (72, 600, "Thực hiện chương trình công tác của năm nay")]), SETTINGS
    ).text
    assert [line for line in text.split("\n") if line][:6] == [*left, *right]


def test_number_and_day_that_are_filled_in_stand_in_their_blanks() -> None:
    page = [
        (72, 700, "Số:"),
        (120, 700, "/KH-CĐN"),
        (330, 700, "Hà Lam, ngày"),
        (425, 700, "tháng 3"),
        (72, 600, "Hết"),
    ]
    filled = [(95, 701, "41"), (406, 700, "07"), (420, 800, "Ban Thường vụ ký"), (420, 784, "lúc 9 giờ")]
    content = read_pdf(pdf_file(page, fields=filled), SETTINGS)
    found = roles(content)
    assert found["Số: 41/KH-CĐN"] == "body"
    assert found["Hà Lam, ngày 07 tháng 3"] == "body"
    assert [text for text, role in found.items() if role == "furniture"] == ["Ban Thường vụ ký", "lúc 9 giờ"]


def test_a_stamp_over_words_fills_no_blank() -> None:
    page = [(72, 700, "Số: 41/KH-CĐN"), (72, 600, "Kính gửi các đơn vị")]
    content = read_pdf(pdf_file(page, fields=[(84, 700, "ĐẾN 9")]), SETTINGS)
    assert roles(content) == {"Số: 41/KH-CĐN": "body", "Kính gửi các đơn vị": "body", "ĐẾN 9": "furniture"}


LINES = [
    (72, 760 - 24 * number, f"{number + 1}. Đạt {80 + number}% đoàn viên tham gia các phong trào thi đua")
    for number in range(16)
]


@pytest.mark.parametrize("word", ["DỰ THẢO", "MẬT"])
@pytest.mark.parametrize("turned", [0, 90])
def test_a_watermark_is_no_part_of_the_lines_that_it_crosses(word: str, turned: int) -> None:
    marked, plain = (
        read_pdf(pdf_file(LINES, across=across, turned=turned), SETTINGS) for across in (word, "")
    )
    assert marked.text == plain.text
    assert len(marked.places) == len(plain.places)


def test_lines_of_a_letter_each_are_text() -> None:
    letters = [(72, 700 - 24 * at, letter) for at, letter in enumerate("ABCD")]
    assert read_pdf(pdf_file(letters), SETTINGS).text.split() == list("ABCD")


def test_a_page_that_is_aslant_as_a_whole_is_text() -> None:
    assert "BẢN SAO" in read_pdf(pdf_file([], across="BẢN SAO"), SETTINGS).text
