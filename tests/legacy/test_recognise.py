"""Old codes are told by their content, line by line and within a line, and Unicode is never taken for one."""

import random

import pytest

from pipeline.legacy.codes import code
from pipeline.legacy.recognise import conversions, is_old
from pipeline.normalise.characters import clean

PLAN = """KẾ HOẠCH
Tổ chức Tháng an toàn lao động tại các khu công nghiệp
Số: 17/KH-CĐN
- Trên 75% công đoàn cơ sở có mạng lưới an toàn vệ sinh viên, mỗi tổ ít nhất 01 người.
a) Mua sắm thiết bị phòng cháy; đ) Sửa nhà để xe.
Trước ngày 20/6, các đơn vị gửi kết quả về thường trực."""


def converted(text: str) -> str:
    return clean(text).text


@pytest.mark.parametrize("name", ["tcvn3", "vni"])
def test_a_text_comes_back_as_it_was(name: str) -> None:
    assert converted(code(name).encode(PLAN)) == PLAN


@pytest.mark.parametrize("name", ["tcvn3", "vni"])
def test_every_letter_finds_its_way_back(name: str) -> None:
    typed = code(name).encode(PLAN)
    draft = clean(typed)
    for at, letter in enumerate(draft.text):
        start, end = draft.offsets.to_raw(at, at + 1)
        assert code(name).decode(typed[start:end]).lower() == letter.lower()


@pytest.mark.parametrize("name", ["tcvn3", "vni"])
@pytest.mark.parametrize("seed", range(20))
def test_lines_of_both_kinds(name: str, seed: int) -> None:
    lines = [line for line in PLAN.split("\n") if "%" in line or "." in line]
    draw = random.Random(seed)
    mixed = [code(name).encode(line) if draw.random() < 0.5 else line for line in lines]
    assert converted("\n".join(mixed)) == "\n".join(lines)


def test_both_kinds_in_one_line() -> None:
    old = code("tcvn3").encode("nhiệm vụ trọng tâm")
    assert (
        converted(f"Tiếp tục thực hiện {old} của quý này")
        == "Tiếp tục thực hiện nhiệm vụ trọng tâm của quý này"
    )


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("QUYÕT §ÞNH", "QUYẾT ĐỊNH"),
        ("UBND TØNH H¶I §¤NG", "UBND TỈNH HẢI ĐÔNG"),
        ("KÕ HO¹CH VÒ CÊP Vµ TÕ", "KẾ HOẠCH VỀ CẤP VÀ TẾ"),
        ("Ung ThÞ ¸nh", "Ung Thị Ánh"),
        ("cña ñy ban nh©n d©n x·", "của Ủy ban nhân dân xã"),
        ("HuyÖn ñy ban hµnh; ®¶ng ñy x·", "Huyện ủy ban hành; đảng ủy xã"),
        ("Nép tr­íc ngµy 5. ý kiÕn göi vÒ Ban", "Nộp trước ngày 5. Ý kiến gửi về Ban"),
        ("Theo Q§. ý kiÕn, v.v. ë x·", "Theo QĐ. Ý kiến, v.v. ở xã"),
        ("c) ¸p dông; Ých lîi", "c) Áp dụng; ích lợi"),
        ("1.2. Ých lîi", "1.2. Ích lợi"),
        ("3. ®oµn viªn", "3. đoàn viên"),
        ("Huy ®éng 40 xe « t«; c¶ « dï", "Huy động 40 xe ô tô; cả ô dù"),
        ("« Giái viÖc n­íc »", "« Giỏi việc nước »"),
        ("- ñng hé; ë c¬ së", "- ủng hộ; ở cơ sở"),
        ("Së KH&CN, Së Y tÕ", "Sở KH&CN, Sở Y tế"),
        ("Sè: 75/KH-UBND; Sè 7/KH- UBND", "Số: 75/KH-UBND; Số 7/KH- UBND"),
        ("Tæ tr\u00adëng c«ng ®oµn", "Tổ trưởng công đoàn"),
        ("· ®oµn viªn · c¸n bé", "· đoàn viên · cán bộ"),
    ],
)
def test_capitals_and_signs_of_other_fonts(line: str, wanted: str) -> None:
    assert converted(f"{line}\nc¸n bé c«ng ®oµn").split("\n")[0] == wanted


TITLES = [
    "THƯỜNG TRỰC HỘI ĐỒNG - BỘ PHẬN",
    "I/ CHỦ ĐỀ: Tuổi trẻ",
    "V. CHẾ ĐỘ BÁO CÁO: hằng quý",
    "KẾ HOẠCH phòng, chống cháy",
    "CÔNG ĐOÀN BỘ KINH TẾ BIỂN | Độc lập",
    "IV. TỔ\nCHỨC THỰC HIỆN",
    "HUYỆN ĐẮKLẤP, ĐẮK LẤK",
    # Not those beside an abbreviation, a word in small letters, a number, or in another column.
    "SởKH-ĐT, UBND Xã, LĐLĐ Bộ",
    "KẾ HOẠCH Về việc học tập",
    "HUYỆN ỦY HẢI LỘC\nSố 31-NQ/HU",
    "KẾ HOẠCH    Số nhà",
]
NAMES = [
    "Tết Nguyên đán Ất Tỵ; chiều 23 tháng Chạp năm Ất Dậu",
    "Các huyện Ứng Hòa, Ý Yên và doanh nghiệp Ấn Độ",
    "Báo cáo Ủy ban An toàn giao thông, Ủy ban\nnhân dân xã",
    "Chị Nguyễn Thị Ánh Tuyết và anh Trần Văn Út",
    "Phạm Hồng Ánh | Lê Minh Ái",
    "Đáp ứng, ý kiến, phương án độc lập, Bí thư Thị ủy, ông Văn ủng hộ",
    "Nhà ở\nTổ ấm\nGiám đốc\nĐoàn Đảng ủy\nHuyện ủy ban Kinh tế",
]
HABITS = [
    "- Đoàn viên đóng góp;\n- Ủng hộ quỹ;\n- Hỗ trợ nhà;\n+ Ấn phẩm mới;\n+ Áo ấm",
    "- đoàn viên đóng góp;\n- ủng hộ quỹ;\n- hỗ trợ nhà;\n+ ấn phẩm mới;\n+ áo ấm",
    "- Đoàn viên đóng góp;\n- ủng hộ quỹ;\n- hỗ trợ nhà",
    "- Đoàn viên đóng góp;\n- ủng hộ quỹ",
    "Tán thành | Không tán thành | Ý kiến khác",
    "Xuất bản | ấn phẩm | 5\nTổ chức | cuộc | 2",
    "Công đoàn | Đạt\nỔn định | 90\nĐoàn viên | 80",
    "Dự án 1: Đào tạo\nDự án 2: Ứng dụng\nDự án 3: Truyền thông",
    "Giai đoạn 1: từ tháng 3\nGiai đoạn 2: ở cơ sở\nGiai đoạn 3: cả tỉnh",
    'Quỹ "Ấm lòng"; phong trào "Giỏi việc", "Đảm việc"',
    'Gọi là "ấm lòng", "đền ơn", "Đảm việc"',
    "KẾ HOẠCH\nở cơ sở trong năm\nĐoàn viên góp sức\nCông đoàn chăm lo",
    "Công đoàn chăm lo\nÝ kiến đoàn viên\nĐoàn viên góp sức",
    "Công đoàn chăm lo đoàn viên\nở cơ sở. Đoàn viên\ncác nơi góp sức",
    "Đoàn viên các nơi góp sức.\nÁp dụng từ tháng 3",
]


@pytest.mark.parametrize("text", [*TITLES, *NAMES, *HABITS])
def test_capitals_that_the_code_lacks(text: str) -> None:
    """What has a capital and what has none, next to each other."""
    whole = f"{text}\n\nThực hiện công tác cán bộ công đoàn"
    assert converted(code("tcvn3").encode(whole)) == converted(whole)


def test_a_letter_that_comes_as_a_hyphen() -> None:
    line = "Thùc hiÖn Th- ngá cña l·nh ®¹o ph-êng, ®-îc -u tiªn; tõ Hµ Néi-HuÕ, t- vÊn"
    assert converted(line) == "Thực hiện Thư ngỏ của lãnh đạo phường, được ưu tiên; từ Hà Nội-Huế, tư vấn"
    assert converted(f"{line}\nb- Néi dung").endswith("\nb- Nội dung")


@pytest.mark.parametrize(
    "text",
    [
        PLAN,
        "Công tác xã hội và công tác Hội",
        "Bụi không quá 10 µm, nước không quá 5 µm, © 2024, «Giỏi việc nước» ® § 4",
        "Müller, Jörg, François và Øystein dự hội nghị ở Bôlykhămxay",
        "Sè 12",
        "Đoàn viên Y Ñiê",
        "café crème à la carte, déjà vu",
        "",
    ],
)
def test_unicode_is_left_alone(text: str) -> None:
    assert conversions(text) == []
    assert not is_old(text)


def test_mojibake_is_not_guessed_at() -> None:
    doubly_encoded = PLAN.encode().decode("latin-1")
    assert conversions(doubly_encoded) == []
    unknown = "Ðåøåíèå î ðàáîòå êîìèòåòà"  # Cyrillic read as Western
    assert conversions(unknown) == []
