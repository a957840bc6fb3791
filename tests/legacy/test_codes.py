"""The tables, against lines as they are known from old files."""

import unicodedata

import pytest

from pipeline.legacy.codes import code, codes

MOTTO = "Độc lập - Tự do - Hạnh phúc"
VOWELS = [
    unicodedata.normalize("NFC", vowel + tone)
    for vowel in "aăâeêioôơuưy"
    for tone in ("", *"\u0301\u0300\u0309\u0303\u0323")
]


@pytest.mark.parametrize(
    ("name", "typed", "drawn"),
    [
        ("tcvn3", "§éc lËp - Tù do - H¹nh phóc", MOTTO),
        ("vni", "Ñoäc laäp - Töï do - Haïnh phuùc", MOTTO),
        ("tcvn3", "Céng hoµ x· héi chñ nghÜa ViÖt Nam", "Cộng hoà xã hội chủ nghĩa Việt Nam"),
        ("vni", "COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("tcvn3", "l\u00ad¬ng, thÞ x·, kü s\u00ad, mÉu gi¸o", "lương, thị xã, kỹ sư, mẫu giáo"),
        ("vni", "löông, thò xaõ, kyõ sö, maãu giaùo", "lương, thị xã, kỹ sư, mẫu giáo"),
        ("vni", "Aùp duïng, Ñaûng uûy, Yù kieán", "Áp dụng, Đảng ủy, Ý kiến"),
    ],
)
def test_known_lines(name: str, typed: str, drawn: str) -> None:
    assert code(name).decode(typed) == drawn


@pytest.mark.parametrize("name", ["tcvn3", "vni"])
def test_every_letter_has_a_way_there_and_back(name: str) -> None:
    table = code(name)
    for letter in [*VOWELS, "đ"]:
        assert table.decode(table.encode(letter)) == letter
        assert table.decode(table.encode(letter.upper())).lower() == letter


def test_vni_has_capitals_and_tcvn3_has_them_in_a_font_of_their_own() -> None:
    vni = code("vni")
    assert all(vni.decode(vni.encode(letter.upper())) == letter.upper() for letter in VOWELS)
    assert code("tcvn3").encode("Ế") == code("tcvn3").encode("ế")


def test_what_is_typed_can_be_a_byte_of_windows_1252() -> None:
    for table in codes():
        for letter in [*VOWELS, *map(str.upper, VOWELS), "đ", "Đ"]:
            assert table.encode(letter).encode("cp1252")
