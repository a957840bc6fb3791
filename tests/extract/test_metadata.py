"""The row of a document: from whole texts of our own, through the stages before it."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract.metadata import read_document
from pipeline.extract.period import read_period
from pipeline.extract.references import find_references
from pipeline.normalise import normalise
from pipeline.schema import Document
from pipeline.segment import segment
from pipeline.text import Place, Raw

SHARED = Path(__file__).parents[2] / ".." / "shared"
BODY = """
I. CHỈ TIÊU
1. Phấn đấu 80% hội viên tham gia sinh hoạt.
2. Mỗi đơn vị tổ chức ít nhất 01 hoạt động.
"""


def document(text: str, part: int = 1) -> Document:
    return described(
        Raw(source="a.txt", sha256="0" * 64, media_type="text/plain", text=text, wrapped=True, part=part)
    )


def described(raw: Raw) -> Document:
    clean = normalise(raw)
    sections = segment(clean)
    return read_document(clean, sections, find_references(clean, sections))


UNION = f"""LIÊN ĐOÀN LAO ĐỘNG TỈNH GIA LAI          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
LĐLĐ HUYỆN CHƯ SÊ                        Độc lập - Tự do - Hạnh phúc
Số: 09/KH-LĐLĐ                           Chư Sê, ngày 04 tháng 3 năm 2024

KẾ HOẠCH
Tổ chức Tháng Công nhân năm 2024

Căn cứ Kế hoạch số 31/KH-LĐLĐ ngày 20/02/2024 của LĐLĐ tỉnh, Ban Thường vụ LĐLĐ huyện
xây dựng kế hoạch như sau:
{BODY}
Nơi nhận:                                TM. BAN THƯỜNG VỤ
- LĐLĐ tỉnh (b/c);                       KT. CHỦ TỊCH
- Các CĐCS;                              PHÓ CHỦ TỊCH
- Lưu: VT.                               (Đã ký)
                                         Siu Thị Mơ
"""

PARTY = f"""ĐẢNG BỘ TỈNH SÔNG MÂY                    ĐẢNG CỘNG SẢN VIỆT NAM
TỈNH ỦY SÔNG MÂY
*                                        Sông Mây, ngày 12 tháng 5 năm 2023
Số 77-KH/TU

KẾ HOẠCH
thực hiện Chỉ thị số 05-CT/TW, ngày 15/5/2016 của Bộ Chính trị

Thực hiện Chỉ thị số 05-CT/TW của Bộ Chính trị, Ban Thường vụ Tỉnh ủy ban hành Kế hoạch như sau:
{BODY}
Nơi nhận:                                T/M BAN THƯỜNG VỤ
- Ban Bí thư (b/c),                      BÍ THƯ
- Lưu Văn phòng Tỉnh ủy.                 Hoàng Đình Trí
"""

LETTER = """LĐLĐ TỈNH GIA LAI
CÔNG ĐOÀN NGÀNH Y TẾ
Số: 46/CĐN
V/v tổ chức khám sức khỏe cho nữ đoàn viên
Pleiku, ngày      tháng 9 năm 2024
Kính gửi: Các công đoàn cơ sở trực thuộc
Ban Thường vụ Công đoàn ngành Y tế đề nghị các công đoàn cơ sở:
1. Lập danh sách gửi trước ngày 20/9/2024.
TM. BAN THƯỜNG VỤ
CHỦ TỊCH
ThS. Phùng Thị Lài
"""

NEWS = """Tỉnh đoàn Gia Lai đề ra nhiều chỉ tiêu

06/3/2023 08:15 | Lượt xem: 42

Ngày 03/3, Ban Thường vụ Tỉnh đoàn Gia Lai ban hành Kế hoạch số 120-KH/TĐTN về tổ chức Tháng Thanh niên năm 2023, gồm bốn
nhóm việc.

Theo đó, 100% cơ sở đoàn ra quân, thực hiện Nghị quyết số 25-NQ/TW ngày 25/7/2008 của Ban Chấp hành Trung ương.
"""


def test_a_union_plan_in_two_columns():
    row = document(UNION)
    assert (row.genre, row.type, row.type_name, row.number) == ("directive", "KH", "Kế hoạch", "09/KH-LĐLĐ")
    assert (row.issued, row.place) == (date(2024, 3, 4), "Chư Sê")
    assert (row.issuer, row.level, row.family) == (
        "Liên đoàn Lao động huyện Chư Sê",
        "district",
        "trade_union",
    )
    assert row.province == "Gia Lai"
    assert row.title == "Tổ chức Tháng Công nhân năm 2024"
    assert (row.period_start, row.period_end) == (date(2024, 1, 1), date(2024, 12, 31))
    assert (row.signer, row.signer_title) == ("Siu Thị Mơ", "Phó Chủ tịch")


def test_a_party_plan_whose_title_only_cites_a_year():
    row = document(PARTY)
    assert (row.number, row.issued) == ("77-KH/TU", date(2023, 5, 12))
    assert (row.issuer, row.level, row.family, row.province) == (
        "Tỉnh ủy Sông Mây",
        "province",
        "party",
        "Sông Mây",
    )
    assert (row.period_start, row.period_end) == (None, None)
    assert (row.signer, row.signer_title) == ("Hoàng Đình Trí", "Bí thư")


def test_an_official_letter_has_no_type_line_and_may_lack_its_day():
    row = document(LETTER)
    assert (row.type, row.number, row.issued, row.place) == ("CV", "46/CĐN", None, "Pleiku")
    assert (row.issuer, row.level) == ("Công đoàn ngành Y tế tỉnh Gia Lai", "district")
    assert row.title == "tổ chức khám sức khỏe cho nữ đoàn viên"
    assert row.signer == "Phùng Thị Lài"


@pytest.mark.parametrize(
    ("said", "sure", "told"),
    [
        ("ngày 04 tháng 3", 0.95, date(2024, 3, 4)),
        ("ngày 0tháng 3", 0.95, None),
        ("ngày 4tháng 3", 0.95, None),
        ("ngày 04 tháng 3", 0.4, None),
    ],
)
def test_a_recognised_head_does_not_tell_a_day_that_is_not_sure(said, sure, told):
    text = UNION.replace("ngày 04 tháng 3", said)
    places = (Place(0, len(text), page=1, confidence=sure),)
    row = described(
        Raw(
            source="a.pdf",
            sha256="0" * 64,
            media_type="application/pdf",
            text=text,
            wrapped=True,
            places=places,
            ocr=True,
            least_confidence=0.8,
        )
    )
    assert (row.issued, row.place) == (told, "Chư Sê")


def test_a_typed_day_is_told_though_a_blank_is_missing():
    assert document(UNION.replace("ngày 04 tháng", "ngày 4tháng")).issued == date(2024, 3, 4)


def test_a_news_page_tells_of_the_directive_it_reports():
    row = document(NEWS)
    assert (row.genre, row.type, row.number) == ("news_report", "KH", "120-KH/TĐTN")
    assert row.issued == date(2023, 3, 3)
    assert (row.issuer, row.level, row.family) == ("Tỉnh đoàn Gia Lai", "province", "youth_union")
    assert (row.period_start, row.period_end) == (date(2023, 1, 1), date(2023, 12, 31))
    assert row.signer is None


def test_an_annexed_plan_is_issued_with_its_decision():
    row = document(
        "KẾ HOẠCH\nPhát triển đoàn viên giai đoạn 2024 - 2026\n"
        f"(Ban hành kèm theo Quyết định số 40/QĐ-LĐLĐ ngày 02/5/2024 của LĐLĐ tỉnh Gia Lai)\n{BODY}"
    )
    assert (row.number, row.issued, row.issuer) == (None, date(2024, 5, 2), "Liên đoàn Lao động tỉnh Gia Lai")
    assert row.title == "Phát triển đoàn viên giai đoạn 2024 - 2026"


@pytest.mark.parametrize(
    ("letterhead", "issuer", "level"),
    [
        (
            "ĐOÀN TNCS HỒ CHÍ MINH\nBAN CHẤP HÀNH TRUNG ƯƠNG",
            "Trung ương Đoàn Thanh niên Cộng sản Hồ Chí Minh",
            "central",
        ),
        (
            "THÀNH ĐOÀN HÀ NỘI\nBCH QUẬN BA ĐÌNH",
            "Đoàn Thanh niên Cộng sản Hồ Chí Minh quận Ba Đình",
            "district",
        ),
        ("CÔNG TY CỔ PHẦN GỖ MÂY TRE\nCÔNG ĐOÀN", "Công đoàn cơ sở Công ty Cổ phần Gỗ Mây Tre", "grassroots"),
        ("ỦY BAN MTTQ VIỆT NAM XÃ MÂY TRE\nHỘI NÔNG DÂN", "Hội Nông dân xã Mây Tre", "commune"),
        ("UBND HUYỆN CHƯ SÊ\nPHÒNG Y TẾ", "Phòng Y tế huyện Chư Sê", "district"),
        ("ỦY BAN NHÂN DÂN\nTHÀNH PHỐ HÀ NỘI", "Ủy ban nhân dân thành phố Hà Nội", "province"),
        ("ĐẢNG BỘ TỈNH GIA LAI\nĐẢNG ỦY XÃ MÂY TRE\n*", "Đảng ủy xã Mây Tre", "commune"),
    ],
)
def test_the_last_body_of_the_letterhead_issues(letterhead, issuer, level):
    row = document(f"{letterhead}\nSố: 5/KH\n\nKẾ HOẠCH\nCông tác năm 2024\n{BODY}")
    assert (row.issuer, row.level) == (issuer, level)


def test_a_directive_on_a_web_page_is_a_directive():
    row = document(f"Lượt xem: 42\n{UNION}\nChia sẻ bài viết\n")
    assert (row.genre, row.number) == ("directive", "09/KH-LĐLĐ")


@pytest.mark.parametrize(
    "head", ["BIÊN BẢN\nHội nghị công đoàn cơ sở", "THỎA ƯỚC LAO ĐỘNG TẬP THỂ", "PHIẾU ĐĂNG KÝ"]
)
def test_forms_minutes_and_agreements_are_no_directives(head):
    assert document(f"{head}\n\nHôm nay có mặt 50 người.\n").genre == "other"


def test_a_text_without_head_signature_and_numbers_tells_of_a_directive_of_nobody():
    row = document("Phấn đấu 90% hội viên được tập huấn.")
    assert (row.genre, row.type, row.issuer, row.level, row.province) == (
        "news_report",
        None,
        None,
        None,
        None,
    )


def test_numbered_parts_alone_make_a_directive():
    assert document("I. CHỈ TIÊU\n\n1. 90% hội viên được tập huấn.\n\n2. Trồng 30 cây.").genre == "directive"


@pytest.mark.parametrize(
    "blank", ["Số:  - KH/ĐTN", "Số:       /KH-LĐLĐ", "Số: ……/KH-LĐLĐ", "Số: ..../KH-LĐLĐ"]
)
def test_a_number_left_blank_is_none(blank):
    row = document(f"{blank}\n\nKẾ HOẠCH\nCông tác nữ công\n{BODY}")
    assert (row.type, row.number) == ("KH", None)
    assert row.family in ("trade_union", "youth_union")


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("Số: 367 - KH/TWĐTN-VP", "367-KH/TWĐTN-VP"),
        ("Số: 12b/NQ-BCH", "12b/NQ-BCH"),
        ("Số 05 /HD-ĐCT", "05/HD-ĐCT"),
        ("Số: 15/KH-PGD&ĐT", "15/KH-PGD&ĐT"),
        ("SỐ: 8/2024/QĐ-UBND", "8/2024/QĐ-UBND"),
    ],
)
def test_numbers_as_they_are_printed(printed, number):
    assert document(f"{printed}\n\nKẾ HOẠCH\nCông tác năm\n{BODY}").number == number


def test_the_number_of_a_cited_document_is_not_its_own():
    assert (
        document(f"KẾ HOẠCH\nTriển khai Chỉ thị số 28-CT/TW\n\nTheo Kế hoạch Số 4/KH-TLĐ.\n{BODY}").number
        is None
    )


@pytest.mark.parametrize(
    ("opening", "mention", "issuer", "province"),
    [
        ("Ban Thường vụ LĐLĐ tỉnh", "tỉnh Gia Lai", "Liên đoàn Lao động tỉnh Gia Lai", "Gia Lai"),
        ("BTV Hội LHPN huyện", "Huyện ủy Củ Chi", "Hội Liên hiệp Phụ nữ huyện Củ Chi", "Hồ Chí Minh"),
        ("Hội Nông dân xã Mây Tre", "tỉnh Gia Lai", "Hội Nông dân xã Mây Tre", "Gia Lai"),
        ("Ban Thường vụ LĐLĐ huyện", "tỉnh Gia Lai", "Liên đoàn Lao động huyện", "Gia Lai"),
        ("Đoàn Chủ tịch TLĐ", "tỉnh Gia Lai", "Tổng Liên đoàn Lao động Việt Nam", None),
    ],
)
def test_the_opening_names_the_issuer_and_the_text_its_place(opening, mention, issuer, province):
    row = document(
        f"KẾ HOẠCH\nCông tác năm 2024\n\nThực hiện chương trình của {mention}, {opening} ban hành kế hoạch như sau:\n{BODY}"
    )
    assert (row.issuer, row.province) == (issuer, province)


def test_of_two_provinces_named_alike_none_is_guessed():
    row = document(
        "KẾ HOẠCH\nCông tác năm 2024\n\nTheo kinh nghiệm của tỉnh Gia Lai và tỉnh Hà Nam, Ban Thường vụ LĐLĐ tỉnh xây dựng "
        f"kế hoạch như sau:\n{BODY}"
    )
    assert (row.issuer, row.province) == ("Liên đoàn Lao động tỉnh", None)


@pytest.mark.parametrize(
    ("tail", "signer", "title"),
    [
        ("TM. BAN CHẤP HÀNH\nCHỦ TỊCH\n\nThu Lài\nPhùng Thu Lài", "Phùng Thu Lài", "Chủ tịch"),
        ("TM. BAN CHẤP HÀNH\nCHỦ TỊCH\nThu Lài Phùng Thu Lài", "Phùng Thu Lài", "Chủ tịch"),
        ("KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n(DA KY)\nĐại tá Cao Văn Bền", "Cao Văn Bền", "Phó Giám đốc"),
        ("TM. BAN THƯỜNG VỤ\nBÍ THƯ\nPHÙNG THU LÀI", "PHÙNG THU LÀI", "Bí thư"),
        ("Nơi nhận:\nTM. BAN THƯỜNG VỤ\n- Lưu VT.\nCHỦ TỊCH", None, "Chủ tịch"),
        ("Nơi nhận:\n- Đ/c Phùng Thu Lài (b/c);\n- Lưu VT.", None, None),
    ],
)
def test_the_signer_and_the_signers_title(tail, signer, title):
    row = document(f"KẾ HOẠCH\nCông tác năm 2024\n{BODY}\n{tail}\n")
    assert (row.signer, row.signer_title) == (signer, title)


@pytest.mark.parametrize(("copies", "signer"), [(1, "Phùng Thu Lài"), (400, None)])
def test_of_a_tail_longer_than_any_only_the_end_is_searched(copies, signer):
    tail = "TM. BAN CHẤP HÀNH\nCHỦ TỊCH\nPhùng Thu Lài\nNơi nhận:\n" + "- Các đơn vị trực thuộc;\n" * copies
    assert document(f"KẾ HOẠCH\nCông tác năm 2024\n{BODY}\n{tail}").signer == signer


@pytest.mark.parametrize(
    ("section", "theme"),
    [
        ("I. CHỦ ĐỀ NĂM 2024\n“Đoàn kết, sáng tạo”.", "Đoàn kết, sáng tạo"),
        ("I. CHỦ ĐỀ NĂM 2024: “Đoàn kết, sáng tạo”\n1. Việc một.", "Đoàn kết, sáng tạo"),
        ("I. CHỦ ĐỀ HOẠT ĐỘNG\nĐoàn kết xây dựng Công đoàn.", "Đoàn kết xây dựng Công đoàn"),
        ("I. MỤC TIÊU\nGiữ vững phong trào.", None),
    ],
)
def test_the_theme_without_its_quotes(section, theme):
    row = document(f"KẾ HOẠCH\nCông tác năm 2024\n\n{section}\n\nII. CHỈ TIÊU\n1. Đạt 80%.\n")
    assert row.theme == theme


@pytest.mark.parametrize(
    ("title", "first", "last"),
    [
        ("công tác nữ công năm 2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("giai đoạn 2021 - 2025", date(2021, 1, 1), date(2025, 12, 31)),
        ("chương trình nhiệm kỳ 2023-2028", date(2023, 1, 1), date(2028, 12, 31)),
        ("từ nay đến năm 2025", None, date(2025, 12, 31)),
        ("đến năm 2030, tầm nhìn 2045", None, date(2030, 12, 31)),
        ("quý iv năm 2023", date(2023, 10, 1), date(2023, 12, 31)),
        ("6 tháng cuối năm 2023", date(2023, 7, 1), date(2023, 12, 31)),
        ("tháng 2/2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("năm 2024 và 2025", date(2024, 1, 1), date(2025, 12, 31)),
        ("thực hiện chỉ thị ngày 15 tháng 8 năm 2024", None, None),
        ("thực hiện nghị định 12/2022/nđ-cp", None, None),
        ("thi hành luật việc làm năm 2013", None, None),
        ("phong trào thi đua năm học 2020 - 2021", None, None),
        ("hội nghị khóa xiv, nhiệm kỳ 2012 - 2017", None, None),
        ("kỷ niệm 95 năm thành lập", None, None),
    ],
)
def test_the_period_that_a_title_names(title, first, last):
    assert read_period(title) == (first, last)


def test_the_second_document_of_a_file_says_so():
    assert document(UNION, part=2).source == "a.txt#2"


@given(st.text(max_size=400))
@settings(max_examples=60, deadline=None)
def test_any_text_gives_a_row(text):
    assert document(text).genre in ("directive", "news_report", "other")


@pytest.mark.parametrize(
    "unit",
    [
        "\n",
        "Số: ",
        "ngày ",
        "tỉnh A ",
        "………… ",
        "Nguyễn ",
        "LĐLĐ tỉnh, ",
        "“",
        "TM. CHỦ TỊCH\n",
        "KẾ HOẠCH\n",
    ],
)
def test_time_grows_with_the_text(unit, assert_grows):
    def clean(count):
        raw = Raw(source="a", sha256="0" * 64, media_type="text/plain", text=unit * count, wrapped=True)
        return normalise(raw)

    assert_grows(lambda text: read_document(text, (), ()), clean, 5_000)


@pytest.mark.skipif(not SHARED.exists(), reason="the annotated documents are not at hand")
@pytest.mark.parametrize("path", sorted((SHARED / "gold").glob("*.json")), ids=lambda path: path.stem)
def test_documents_annotated_by_others(path):
    truth = json.loads(path.read_text(encoding="utf-8"))
    row = document((SHARED / "seeds" / f"{path.stem}.txt").read_text(encoding="utf-8"))
    got = {
        name: getattr(row, name)
        for name in ("type", "number", "issuer", "level", "family", "genre", "signer", "theme")
    }
    got["issued"] = row.issued and row.issued.isoformat()
    got["period"] = [day and day.isoformat() for day in (row.period_start, row.period_end)]
    assert got == {name: truth["document"][name] for name in got}
