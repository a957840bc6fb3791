"""Vietnamese syllables: what can be spelt, and what share of a text is."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language.syllables import count_syllables, is_syllable

DIRECTIVES = sorted((Path(__file__).parents[2] / "corpus/directives").rglob("*.txt"))

SYLLABLES = """
a ả ý yêu yến uống ưu oanh oẳn uỷ ủy ai ấy em êm im ôm ơn ướt
công đoàn nghiệm nghị ngành nguyễn quyết quốc quýt quỳnh quà quy quy khuyến khuya khuỷu khoẻ hoà hòa thuở huơ
gì gìn giêng giết già giữa giỏi gió ghế ghi gà kỳ kì kỷ lý mỹ sỹ tỷ vy xương trách trưởng phấn đấu thường xuyên
xoong boóc moóc hoạch ngoặc loắt choắt rượu hươu pin Đoàn TRƯỜNG Ðoàn
"""
NOT = """
c«ng ®oµn tr­êng coâng ñoaøn ñaûng vieân chöùc system workers của1 cong_doan
kâ cê ghà nghà ngê gê qoa qu đoan̂g trưóng thưònk khuyêt bac cach hop mat mach hàc lỏch tỉp mũt
b đ ng nh LĐLĐ UBND tuờng phuơng ngưòi đuợc zô fa wa jê tươngg đđi ôa âi ăi yên̂ hoàạ àá
"""


@pytest.mark.parametrize("word", SYLLABLES.split())
def test_syllable(word: str) -> None:
    assert is_syllable(word)
    assert is_syllable(word.upper())
    assert is_syllable(unicodedata.normalize("NFD", word))


@pytest.mark.parametrize("word", NOT.split())
def test_not_a_syllable(word: str) -> None:
    assert not is_syllable(word)


def test_a_stop_bears_the_rising_or_the_heavy_tone() -> None:
    assert [tone for tone in ("mat", "mát", "màt", "mảt", "mãt", "mạt") if is_syllable(tone)] == [
        "mát",
        "mạt",
    ]
    assert all(is_syllable(tone) for tone in ("man", "mán", "màn", "mản", "mãn", "mạn"))


def test_numbers_citations_and_abbreviations_are_no_words() -> None:
    count = count_syllables("Kế hoạch số 12/KH-LĐLĐ ngày 05/3/2024 của UBND: đạt 90%.")
    assert (count.words, count.syllables) == (6, 6)


def test_capitals_count_where_they_spell_syllables() -> None:
    assert count_syllables("LIÊN ĐOÀN LAO ĐỘNG").share == 1
    assert count_syllables("INTERNATIONAL").share == 0  # too long for an abbreviation


def test_old_encodings_and_other_languages_have_a_low_share() -> None:
    assert count_syllables("C¸c cÊp c«ng ®oµn tæ chøc thùc hiÖn tèt chÝnh s¸ch").share < 0.4
    assert count_syllables("Caùc caáp coâng ñoaøn toå chöùc thöïc hieän toát").share < 0.4
    assert count_syllables("every worker shall receive their wages regularly").share < 0.2
    assert count_syllables("Các cấp công đoàn tổ chức thực hiện tốt chính sách").share == 1


def test_a_text_without_words_has_nothing_wrong() -> None:
    assert count_syllables(" 12 % --- \n").share == 1


@pytest.mark.parametrize("path", DIRECTIVES, ids=lambda path: path.stem)
def test_own_directives_are_vietnamese(path: Path) -> None:
    assert count_syllables(path.read_text(encoding="utf-8")).share > 0.95


@given(st.text())
def test_any_text(text: str) -> None:
    count = count_syllables(text)
    assert 0 <= count.syllables <= count.words
    assert 0 <= count.share <= 1
