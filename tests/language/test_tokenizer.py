"""Syllable tokens: the text is kept whole, and rows' ends meet token ends."""

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.vocab import Vocab

from pipeline.language.tokenizer import TOKENIZER, SyllableTokenizer

TOKENIZE = SyllableTokenizer(Vocab())


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("hội viên trồng rừng", ["hội", "viên", "trồng", "rừng"]),
        ("1.250 hộ, 12,5%.", ["1.250", "hộ", ",", "12,5", "%", "."]),
        ("số 6b/NQ-BTV", ["số", "6", "b", "/", "NQ", "-", "BTV"]),
        ("Mục 1.\n\n 2. Tên", ["Mục", "1", ".", "\n\n", "2", ".", "Tên"]),
        ("a_b", ["a", "_", "b"]),
        ("hộ\u0323i vie\u0302n", ["hộ\u0323i", "vie\u0302n"]),
        ("", []),
    ],
)
def test_tokens(text: str, tokens: list[str]) -> None:
    assert [token.text for token in TOKENIZE(text)] == tokens


@given(st.one_of(st.text(), st.text(alphabet=" \n\t\u00a01a.,%độ")))
def test_text_is_kept(text: str) -> None:
    assert TOKENIZE(text).text == text


def test_goes_through_a_saved_pipeline() -> None:
    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": TOKENIZER}}})
    again = spacy.blank("vi", config=nlp.config).from_bytes(nlp.to_bytes())
    assert [token.text for token in again("7,5 tấn")] == ["7,5", "tấn"]
