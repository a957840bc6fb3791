import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.folding import fold
from pipeline.legacy.recognise import conversions
from pipeline.normalise.characters import clean


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        ("kế hoa\u0323ch", "kế hoạch"),
        ("Ðoàn viên, ðảng viên", "Đoàn viên, đảng viên"),
        ("hai  ba\xa0\u200bbốn\tnăm", "hai ba bốn năm"),
        ("\ufeffmột\u00adhai", "mộthai"),
        ("một\r\nhai\rba\u2028bốn", "một\nhai\nba\nbốn"),
        ("21/CĐN\ufffeTG", "21/CĐN-TG"),
        ("Số: 05/KH-CĐ          Bình An, ngày 3", "Số: 05/KH-CĐ\nBình An, ngày 3"),
        ("II.\xa0\xa0\xa0\xa0\xa0\xa0 CHỈ TIÊU\n1.1.\t\tTổ chức", "II. CHỈ TIÊU\n1.1. Tổ chức"),
        ("\uf0a7 Một\n\uf06c Hai\n§ Ba\n\tØ\tBốn", "▪ Một\n• Hai\n• Ba\n • Bốn"),
        ("Đạt \uf0b3 90%; § 4\n§ 4; cỡ Ø 60", "Đạt ≥ 90%; § 4\n§ 4; cỡ Ø 60"),
        ("Nơi nhận:          CHỦ TỊCH", "Nơi nhận:\nCHỦ TỊCH"),
        ("lỗi \ud800", "lỗi \ufffd"),
    ],
)
def test_characters_have_one_form(raw: str, wanted: str) -> None:
    draft = clean(raw)
    assert draft.text == wanted
    assert unicodedata.is_normalized("NFC", draft.text)


@given(st.text(alphabet="aăơUyđÐ\u0300\u0323\xa0\u200b \n\t–“…§¬"))
@example("§ \u200bU")  # a sign of a symbol font begins an item, whatever is dropped between
@example("¬–Ð¬")  # no word of an old code holds a letter that Unicode alone has
def test_any_text_is_clean_afterwards(raw: str) -> None:
    text = clean(raw).text
    assert unicodedata.is_normalized("NFC", text)
    assert text.replace("\n", "").isprintable()
    assert "  " not in text
    if not conversions(text):  # words of an old code may come about where a sign between them is dropped
        assert clean(text).text == text


def test_every_character_finds_its_way_back() -> None:
    raw = "a\xa0\u200b b e\u0302\u0301 c"
    draft = clean(raw)
    at = draft.text.index("ế")
    assert draft.offsets.to_raw(at, at + 1) == (raw.index("e"), raw.index("e") + 3)
    assert draft.offsets.to_raw(0, len(draft.text)) == (0, len(raw))


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Uỷ ban HOÀ giải", "ủy ban hòa giải"),
        ("thoả thuận, sức khoẻ, tuỳ thuộc", "thỏa thuận, sức khỏe, tùy thuộc"),
        ("quý, quỹ, quà, hoàn toàn, thuận", "quý, quỹ, quà, hoàn toàn, thuận"),
        ("“Giỏi” – «hay» ‘tốt’", '"giỏi" - "hay" \'tốt\''),
        ("Quí, học KÌ, kỉ niệm; kính, ki-lô", "quý, học kỳ, kỷ niệm; kính, ki-lô"),
        ("İstanbul", "istanbul"),
    ],
)
def test_the_folded_copy_has_the_same_length(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert len(folded) == len(text)
