import pickle
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.normalise import normalise
from pipeline.text import Place, Raw, Text


def read(text: str, *, wrapped: bool = True, places: tuple[Place, ...] = ()) -> Text:
    raw = Raw(
        source="x.txt", sha256="0" * 64, media_type="text/plain", text=text, wrapped=wrapped, places=places
    )
    return normalise(raw)


def body(text: Text) -> list[str]:
    return [text.text[line.start : line.end] for line in text.lines if line.role == "body"]


def with_role(text: Text, role: str) -> list[str]:
    return [text.text[line.start : line.end] for line in text.lines if line.role == role]


@pytest.mark.parametrize(
    ("raw", "lines"),
    [
        (
            "Theo Kết luận số 07-KL/TW, ngày\n\n12/3/2022 của Ban Bí thư.",
            ["Theo Kết luận số 07-KL/TW, ngày 12/3/2022 của Ban Bí thư."],
        ),
        (
            "Phong trào “Lao động giỏi, lao\n\nđộng sáng tạo”.",
            ["Phong trào “Lao động giỏi, lao động sáng tạo”."],
        ),
        ("Thực hiện Kết luận 05/KL-\nTLĐ của cấp trên.", ["Thực hiện Kết luận 05/KL-TLĐ của cấp trên."]),
        (
            "Các cấp thực hiện chủ trương của\n\nCông đoàn ngành.",
            ["Các cấp thực hiện chủ trương của Công đoàn ngành."],
        ),
        ("Trong giai đoạn 2026\n- 2030 phấn đấu đạt.", ["Trong giai đoạn 2026 - 2030 phấn đấu đạt."]),
        ("**II. NHIỆM\nVỤ**\n\n**1. **Tập huấn.", ["II. NHIỆM VỤ", "1. Tập huấn."]),
    ],
)
def test_a_broken_sentence_is_joined(raw: str, lines: list[str]) -> None:
    assert body(read(raw)) == lines


@pytest.mark.parametrize(
    "raw",
    [
        "Nội dung trọng tâm\n1. Tập huấn cán bộ",
        "Các đơn vị thực hiện\n- Báo cáo quý",
        "KẾ HOẠCH\nTổ chức hội thi",
        "II. MỤC TIÊU\nphấn đấu đạt kết quả",
        "Hoàn thành trong năm.\nxây dựng kế hoạch",
        "TM. BAN THƯỜNG VỤ\nCHỦ TỊCH",
        "Hưởng ứng phong trào;\na) Tuyên truyền",
        "* Hình thức\n*. Đối tượng",
    ],
)
def test_a_line_of_its_own_stays(raw: str) -> None:
    assert body(read(raw)) == raw.split("\n")


def test_hard_breaks_are_undone() -> None:
    raw = (
        "Thực hiện Kế hoạch số\n12/KH-CĐN của ngành, Ban Thường vụ xây dựng kế hoạch hoạt động của đơn vị với các nội\n"
        "dung sau đây và đề nghị các tổ công đoàn quan tâm chỉ đạo, tổ chức thực hiện nghiêm\ntúc.\n\n"
        "a) Tuyên truyền, phổ\nbiến pháp luật cho người lao động trong toàn đơn vị, nhất là lao động mới được tuyển\n"
        "dụng.\n\nb) Tổ chức thi đua."
    )
    found = body(read(raw))
    assert [line[:12] for line in found] == ["Thực hiện Kế", "a) Tuyên tru", "b) Tổ chức t"]


def test_furniture_is_marked_and_stands_behind_the_sentence_it_cut() -> None:
    text = read("Mỗi tổ công đoàn tổ chức được\n\n7\n\nhai buổi sinh hoạt.")
    assert body(text) == ["Mỗi tổ công đoàn tổ chức được hai buổi sinh hoạt."]
    assert with_role(text, "furniture") == ["7"]
    line = text.lines[1]
    low, high = text.offsets.to_raw(line.start, line.end)
    assert text.raw.text[low:high] == "7"


def test_a_page_keeps_one_headline() -> None:
    headline = "Công đoàn ngành đặt chỉ tiêu 100% đơn vị có nhà trẻ"
    text = read(
        f"{headline}\n\n{headline} 02/3/2024 08:00:00 41\n\nCỡ chữ:A- A+\n\n{headline}\n\nĐó là tin chính.\n"
    )
    assert body(text) == [headline, "Đó là tin chính."]
    assert len(with_role(text, "furniture")) == 3


def test_a_poll_is_furniture() -> None:
    text = read("Đã họp.\n\nBình chọn\n5\n0%\n4\n100%\n")
    assert body(text) == ["Đã họp."]


def test_a_footnote_keeps_its_lines() -> None:
    text = read("Theo các văn bản[1] đã nêu.\n\n[1]\nQuyết định số 1/QĐ-X về việc\nlập quỹ.")
    assert len(with_role(text, "footnote")) == 1


def test_two_columns_are_parted() -> None:
    raw = (
        "Kết thúc./.\n\n        TM. BAN CHẤP HÀNH\nNơi nhận:\n          CHỦ TỊCH\n- Công đoàn huyện;\n(Đã ký)\n"
        "- Lưu: VP.                    Lê Thị Thơm"
    )
    assert body(read(raw))[1:] == [
        "TM. BAN CHẤP HÀNH",
        "CHỦ TỊCH",
        "(Đã ký)",
        "Lê Thị Thơm",
        "Nơi nhận:",
        "- Công đoàn huyện;",
        "- Lưu: VP.",
    ]


def test_nothing_is_said_twice() -> None:
    raw = "Nơi nhận:\nTM. BAN CHẤP HÀNH\nLê Thơm\nNơi nhận:\n- A;\nTM. BAN CHẤP HÀNH\n"
    assert sorted(body(read(raw))) == sorted(raw.split("\n")[:-1])


def test_cells_are_lines_and_a_long_table_is_a_table() -> None:
    text = read("|\nSố TT\n|\nTên\nviệc\n|\n|\n1\n|\na\n|\nb\n|\nc\n|\nd\n|\n\nHết bảng.")
    assert with_role(text, "table") == ["Số TT", "Tên việc", "1", "a", "b", "c", "d"]
    assert body(text) == ["Hết bảng."]


def test_places_give_roles() -> None:
    raw = "CÔNG ĐOÀN X\nNội dung"
    text = read(raw, wrapped=False, places=(Place(0, 11, "header", page=1), Place(12, 20, "body", page=1)))
    assert [line.role for line in text.lines] == ["furniture", "body"]


MARKED = st.lists(
    st.one_of(
        st.text(max_size=8),
        st.sampled_from(
            [
                "\n",
                "\n\n",
                "**",
                "*",
                "1. ",
                "II. ",
                "a) ",
                "|\n",
                "|",
                "- ",
                "7\n",
                "Nơi nhận:\n",
                "TM. BAN\n",
                "oà ",
                "e\u0302",
            ]
        ),
        st.sampled_from(
            ["KẾ HOẠCH\n", "ngày\n", "[1] ", "0%\n", "\r\n", "\xa0", "    " * 3, "—" * 3, "# ", "](http:"]
        ),
    ),
    max_size=40,
).map("".join)


@settings(max_examples=300, deadline=None)
@given(MARKED, st.booleans())
def test_any_text_is_normalised(raw: str, wrapped: bool) -> None:
    text = read(raw, wrapped=wrapped)
    assert len(text.folded) == len(text.text)
    assert unicodedata.is_normalized("NFC", text.text)
    assert "\n".join(text.text[line.start : line.end] for line in text.lines) == text.text
    assert all(0 <= line.start <= line.end <= len(text.text) for line in text.lines)
    for line in text.lines:
        low, high = text.offsets.to_raw(line.start, line.end)
        assert 0 <= low <= high <= len(raw)
    text.text.encode()


@pytest.mark.parametrize(
    "unit",
    [
        "\n",
        " \n",
        "9",
        "1. \n",
        "- a\n",
        "“",
        "*",
        "**a\n",
        "|\n",
        "|\nx\n",
        "oà",
        "#",
        "__a",
        "[",
        "Nơi nhận:\n",
        "\t",
        "7\n",
    ],
)
def test_time_grows_with_the_text(unit: str, assert_grows: Callable[..., None]) -> None:
    assert_grows(read, lambda count: unit * count, 4_000)


def test_an_empty_first_cell_keeps_its_bar_and_the_frame_of_markdown_goes() -> None:
    text = read(" | Trồng | Sống | \n| An Hòa | 4 |\n| | 5 |")
    assert text.text.split("\n") == ["| Trồng | Sống", "An Hòa | 4", "| 5"]


def test_pickled_the_text_leads_back_to_the_same_places() -> None:
    text = read("Kế  hoạch\r\n\r\nsố   5/KH-CĐ,\n\nngày 02/3/2024.")
    again = pickle.loads(pickle.dumps(text))
    spans = [(start, end) for end in range(len(text.text) + 1) for start in range(end)]
    assert any(text.offsets.to_raw(*span) != span for span in spans)
    assert [again.offsets.to_raw(*span) for span in spans] == [text.offsets.to_raw(*span) for span in spans]
