"""Citations in sentences of our own, with their negative twins."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.references import find_references
from pipeline.folding import fold
from pipeline.offsets import OffsetMap
from pipeline.schema import Reference
from pipeline.text import Line, Raw, Text


def make(text: str, furniture: tuple[str, ...] = ()) -> Text:
    starts = [0, *(at + 1 for at, letter in enumerate(text) if letter == "\n"), len(text) + 1]
    lines = tuple(
        Line(low, high - 1, "furniture" if text[low : high - 1] in furniture else "body")
        for low, high in pairwise(starts)
    )
    raw = Raw(source="x.txt", sha256="0" * 64, media_type="text/plain", text=text, wrapped=False)
    return Text(
        doc_id="x", text=text, folded=fold(text), lines=lines, offsets=OffsetMap.identity(len(text)), raw=raw
    )


def found(text: str) -> list[Reference]:
    return list(find_references(make(text), ()))


def quotes(text: str) -> list[str | None]:
    return [reference.quote for reference in found(text)]


def one(text: str) -> Reference:
    (reference,) = found(text)
    return reference


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("Nghị định số 21/2022/NĐ-CP nêu rõ.", "NĐ", "21/2022/NĐ-CP"),
        ("Nghị quyết số 305/2026/QH15 của Quốc hội", "NQ", "305/2026/QH15"),
        ("theo Kế hoạch số 77-KH/TU", "KH", "77-KH/TU"),
        ("Hướng dẫn 16a/HD-TLĐ", "HD", "16a/HD-TLĐ"),
        ("Công văn số 904/LĐLĐ-CSPL", "CV", "904/LĐLĐ-CSPL"),
        ("văn bản số 61/MTTQ-BTT", "CV", "61/MTTQ-BTT"),
        ("Hướng dẫn số 31/HD-ĐCT", "HD", "31/HD-ĐCT"),
        ("Hướng dẫn số 45-HD/TWĐTN-BKT", "HD", "45-HD/TWĐTN-BKT"),
        ("Quyết định số 512 - QĐ/TWĐTN", "QĐ", "512-QĐ/TWĐTN"),
        ("Quy định số 88-QĐ/TW", "QyĐ", "88-QĐ/TW"),
        ("Quyết định số 88-QĐ/TW", "QĐ", "88-QĐ/TW"),
        ("Công điện số 4/CĐ-TTg", "CĐ", "4/CĐ-TTg"),
        ("Kế hoạch hành động số 9/KH-BTV", "KH", "9/KH-BTV"),
        ("Chương trình hành động số 20-CTr/HU", "CTr", "20-CTr/HU"),
        ("Chương trình phối hợp số 02/CTPH-LĐLĐ-HND", "CTPH", "02/CTPH-LĐLĐ-HND"),
        ("Thông báo kết luận số 33-TB/ĐU", "TB", "33-TB/ĐU"),
        ("Kết luận liên ngành quý III số 14/KL-LN", "KL", "14/KL-LN"),
        ("Hướng dẫn số 231/HD- LĐLĐ", "HD", "231/HD-LĐLĐ"),
        ("Nghị định số 21/2022/NĐ -CP", "NĐ", "21/2022/NĐ-CP"),
        ("Thông tư số 5/2023/TT–BNV", "TT", "5/2023/TT-BNV"),
        ("THỰC HIỆN CHỈ THỊ SỐ 19/CT-TTG", "CT", "19/CT-TTG"),
        ("(19-CT/TU)", "CT", "19-CT/TU"),
        ("Nghị quyết 20b về đổi mới", "NQ", "20b"),
        ("Chỉ thị số 08", "CT", "08"),
        ("Nghị định 115/2020 và", "NĐ", "115/2020"),
        ("Luật số 61/2024/QH15", "LUAT", "61/2024/QH15"),
    ],
)
def test_numbers_of_every_system(text: str, kind: str, number: str) -> None:
    reference = one(text)
    assert (reference.type, reference.number) == (kind, number)


@pytest.mark.parametrize(
    "text",
    [
        "Số: 12/KH-LĐLĐ",
        "Kế hoạch này, Quyết định này và kế hoạch 5 năm",
        "Kế hoạch 05 năm 2026-2030",
        "Báo cáo 6 tháng, Quyết định 3 nội dung, Dự án số 2",
        "mỗi năm 02 buổi/CĐCS, 1.200.000 đồng/CNVCLĐ",
        "giai đoạn 2021 - UBND xã, ngày 12/5/2024, từ 5-7 ĐVCĐ",
        "theo mẫu số 03/TLĐ, Biểu 04-LĐLĐ",
        "Điều lệ hội thi; vi phạm Điều lệ, nghị quyết",
        "Luật sư, Luật này, Trường Đại học Luật, pháp luật Lao động",
        "Nghị quyết Đại hội công đoàn các cấp; chào mừng Đại hội XIV của Đảng",
        "phù hợp với Hiến pháp và pháp luật",
        "Nghị quyết của Đảng, chính sách của Nhà nước",
    ],
)
def test_what_is_no_citation(text: str) -> None:
    assert quotes(text) == []


def test_a_citation_ends_with_its_issuer() -> None:
    reference = one(
        "Căn cứ Kế hoạch số 41/KH-UBND ngày 02 tháng 3 năm 2025 của UBND tỉnh Nam Sơn về phát triển nhà ở;"
    )
    assert reference.quote == "Kế hoạch số 41/KH-UBND ngày 02 tháng 3 năm 2025 của UBND tỉnh Nam Sơn"
    assert (reference.date, reference.issuer) == (date(2025, 3, 2), "UBND tỉnh Nam Sơn")
    assert (reference.title, reference.relation) == ("về phát triển nhà ở", "legal_basis")


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        (
            "Chỉ thị số 7-CT/TU ngày 5/4/2025 của Ban Thường vụ Tỉnh ủy “Về đợt thi đua”",
            "Ban Thường vụ Tỉnh ủy",
        ),
        ("Quyết định số 5/QĐ-TTg của Thủ tướng Chính phủ phê duyệt Đề án", "Thủ tướng Chính phủ"),
        ("Quyết định của Thủ tướng Chính phủ số 5/QĐ-TTg ngày 1/2/2024", "Thủ tướng Chính phủ"),
        ("Nghị quyết số 6-NQ/TW của Bộ Chính trị (khóa XIII)", "Bộ Chính trị"),
        ("Nghị quyết số 6-NQ/TW (khóa XIII) ngày 3/4/2023 của Bộ Chính trị", "Bộ Chính trị"),
        (
            "Thông tư số 8/2024/TT-BVHTTDL của Bộ Văn hóa, Thể thao và Du lịch về",
            "Bộ Văn hóa, Thể thao và Du lịch",
        ),
        ("Kế hoạch số 9/KH-BCĐ ngày 1/2/2024 của Ban Chỉ đạo 35 huyện và", "Ban Chỉ đạo 35 huyện"),
        ("Công văn số 3/BHXH ngày 1/2/2024 của Bảo hiểm xã hội Việt Nam", "Bảo hiểm xã hội Việt Nam"),
        (
            "Kế hoạch số 2/KHLT ngày 1/2/2024 giữa Hội Nông dân tỉnh và Sở Y tế",
            "Hội Nông dân tỉnh và Sở Y tế",
        ),
        ("được Công đoàn Bộ Nội vụ đề ra tại Hướng dẫn số 15/HD-CĐ", "Công đoàn Bộ Nội vụ"),
        ("Kết luận số 9/KL-TLĐ, ngày 1/2/2024 “Kết luận của Tổng Liên đoàn về", "Tổng Liên đoàn"),
        ("Quyết định số 7/QĐ-TLĐ do Tổng Liên đoàn ban hành", "Tổng Liên đoàn"),
        ("Kế hoạch số 7/KH-SYT đạt kết quả tốt", None),
    ],
)
def test_issuers(text: str, issuer: str | None) -> None:
    assert one(text).issuer == issuer


def test_a_list_shares_date_and_issuer() -> None:
    rows = found(
        "các Quyết định số 31-QĐ/TW, 32-QĐ/TW và Quyết định số 33-QĐ/TW, ngày 9/8/2022 của Ban Bí thư"
    )
    assert [row.number for row in rows] == ["31-QĐ/TW", "32-QĐ/TW", "33-QĐ/TW"]
    assert {(row.type, row.date, row.issuer) for row in rows} == {("QĐ", date(2022, 8, 9), "Ban Bí thư")}
    assert rows[0].quote == "Quyết định số 31-QĐ/TW"


def test_different_documents_share_nothing() -> None:
    first, second = found("Kế hoạch số 31-KH/TU và Kế hoạch số 8/KH-UBND ngày 9/8/2022 của UBND tỉnh")
    assert (first.date, first.issuer) == (None, None)
    assert second.issuer == "UBND tỉnh"


def test_a_list_may_share_its_code() -> None:
    rows = found("Thông tư 21,22 và 23/2020/TT-BGDĐT của Bộ Giáo dục và Đào tạo")
    assert [row.number for row in rows] == ["21/2020/TT-BGDĐT", "22/2020/TT-BGDĐT", "23/2020/TT-BGDĐT"]
    assert {row.issuer for row in rows} == {"Bộ Giáo dục và Đào tạo"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Luật Thi đua, khen thưởng và quy chế", ["Luật Thi đua, khen thưởng"]),
        ("Luật Thi đua khen thưởng năm 2022", ["Luật Thi đua khen thưởng năm 2022"]),
        (
            "Luật Việc làm, Bảo hiểm y tế; Luật Nhà ở (sửa đổi)",
            ["Luật Việc làm", "Bảo hiểm y tế", "Luật Nhà ở (sửa đổi)"],
        ),
        ("Bộ luật Lao động 2019, luật BHXH", ["Bộ luật Lao động 2019", "luật BHXH"]),
        ("Luật Hòa nhập cộng đồng và các văn bản", ["Luật Hòa nhập cộng đồng"]),
        (
            "Luật Công đoàn số 50/2024/QH15 ngày 27/11/2024",
            ["Luật Công đoàn số 50/2024/QH15 ngày 27/11/2024"],
        ),
        ("theo quy định của Luật ngân sách nhà nước", ["Luật ngân sách nhà nước"]),
        ("Căn cứ Hiến pháp năm 2013", ["Hiến pháp năm 2013"]),
        ("Pháp lệnh Cựu chiến binh", ["Pháp lệnh Cựu chiến binh"]),
        ("Điều lệ Hội Nông dân Việt Nam và Điều lệ Đảng", ["Điều lệ Hội Nông dân Việt Nam", "Điều lệ Đảng"]),
    ],
)
def test_laws_and_charters(text: str, expected: list[str]) -> None:
    assert quotes(text) == expected


def test_an_amending_law_amends_those_it_names() -> None:
    outer, *inner = found("Luật Sửa đổi, bổ sung một số điều của Luật Giá và Luật Đấu thầu ngày 5/6/2024")
    assert (outer.date, outer.type) == (date(2024, 6, 5), "LUAT")
    assert [(row.quote, row.relation, row.date) for row in inner] == [
        ("Luật Giá", "amends", None),
        ("Luật Đấu thầu", "amends", None),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nghị quyết Đại hội XIX Công đoàn tỉnh về công tác", ["Nghị quyết Đại hội XIX Công đoàn tỉnh"]),
        ("Nghị quyết Đại hội Đảng bộ xã lần thứ II, nhiệm kỳ", ["Nghị quyết Đại hội Đảng bộ xã lần thứ II"]),
        (
            "Nghị quyết Đại hội X Công đoàn huyện và Đại hội XIX Công đoàn tỉnh",
            ["Nghị quyết Đại hội X Công đoàn huyện", "Đại hội XIX Công đoàn tỉnh"],
        ),
        ("Nghị quyết Trung ương 7 khóa XI", ["Nghị quyết Trung ương 7 khóa XI"]),
    ],
)
def test_congresses(text: str, expected: list[str]) -> None:
    rows = found(text)
    assert [row.quote for row in rows] == expected
    assert {(row.type, row.form) for row in rows} == {("NQ", "congress")}


def test_grounds_may_cite_without_number() -> None:
    row = one(
        "Căn cứ Chương trình công tác năm 2031 của Ban Chấp hành Hội Nông dân tỉnh, Ban Thường vụ ban hành:"
    )
    assert row.quote == "Chương trình công tác năm 2031 của Ban Chấp hành Hội Nông dân tỉnh"
    assert (row.type, row.year, row.form) == ("CTr", 2031, "unnumbered")
    assert quotes("Trên đây là Chương trình công tác năm 2031 của Ban Chấp hành Hội Nông dân tỉnh.") == []


def test_a_blank_number() -> None:
    row = one("Thực hiện Kế hoạch số … /KH-UBND ngày 6/6/2025 của UBND xã Bình An")
    assert (row.number, row.date, row.issuer) == (None, date(2025, 6, 6), "UBND xã Bình An")
    assert quotes("Số: … /KH-UBND") == []


def test_the_document_itself_and_new_names_are_none() -> None:
    head = "Số: 8/KH-CĐN\nNam Sơn, ngày 5 tháng 4 năm 2025\n"
    assert quotes(head + "(Kèm theo Kế hoạch số 8/KH-CĐN ngày 05/4/2025)") == []
    assert quotes(head + "Kế hoạch số 8/KH-CĐN ngày 05/4/2024 đã hết hạn") != []
    text = "Kế hoạch số 8-KH/TU (sau đây viết tắt là Kế hoạch số 8-KH/TU); theo Kế hoạch số 8-KH/TU"
    assert len(quotes(text)) == 2


@pytest.mark.parametrize(
    ("ocr", "cited", "kept"),
    [
        (True, "Kế hoạch số 3/KH-CĐN", 0),
        (False, "Kế hoạch số 3/KH-CĐN", 1),
        (True, "Quyết định số 3/QĐ-CĐN", 1),
    ],
)
def test_the_annex_of_a_scan_names_its_own_plan_whatever_its_number_is_read_as(
    ocr: bool, cited: str, kept: int
) -> None:
    text = make(f"Số: 8/KH-CĐN\nNam Sơn, ngày 5 tháng 4 năm 2025\n(Kèm theo {cited} ngày 05/4/2025)")
    text = replace(text, raw=replace(text.raw, ocr=ocr))
    assert len(find_references(text, ())) == kept


@pytest.mark.parametrize(
    ("text", "relations"),
    [
        ("Căn cứ Nghị định số 1/2020/NĐ-CP; Thông tư số 2/2020/TT-BTC", ["legal_basis", "legal_basis"]),
        ("Kế hoạch thực hiện Chỉ thị số 3-CT/TW", ["implements"]),
        ("Quyết định này thay thế Quyết định số 4/QĐ-UBND", ["replaces"]),
        ("nêu tại Quyết định số 4/QĐ-UBND", ["mentions"]),
    ],
)
def test_relations(text: str, relations: list[str]) -> None:
    assert [row.relation for row in found(text)] == relations


def test_furniture_is_not_read() -> None:
    line = "Xem Kế hoạch số 3/KH-BTV"
    assert find_references(make(f"Mở đầu\n{line}", (line,)), ()) == ()


_PIECES = st.sampled_from(
    [
        "Luật ",
        "Nghị quyết ",
        "Đại hội ",
        "số ",
        "12/KH-",
        "LĐLĐ",
        ", ",
        " và ",
        "của ",
        "ngày 1/2/2024 ",
        "\n",
        "“",
        "(",
        "Điều lệ ",
    ]
)


@given(st.text() | st.lists(_PIECES | st.text(max_size=3), max_size=60).map("".join))
def test_any_text_keeps_its_quotes(text: str) -> None:
    document = make(text)
    if len(document.folded) != len(text):
        return
    for row in find_references(document, ()):
        assert row.start is not None
        assert text[row.start : row.end] == row.quote != ""


@pytest.mark.parametrize(
    "unit",
    [
        "Luật Giá và ",
        "12/KH-",
        "Nghị quyết Đại hội XI Công đoàn, ",
        "Kế hoạch số 5-KH/TU, ",
        "1, 2, ",
        "căn cứ kế hoạch, ",
        "(sau đây ",
        "\n",
        "““",
        "Thông tư 1,2,",
    ],
)
def test_time_grows_with_the_length(unit: str, assert_grows: Callable[..., None]) -> None:
    assert_grows(lambda text: find_references(text, ()), lambda count: make("Căn cứ " + unit * count), 500)
