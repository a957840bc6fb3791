"""The file itself: it needs nothing else, and no text of a document is part of its markup."""

import base64
import hashlib
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.report import write_report
from pipeline.report.page import embedded_json
from tests.report.samples import ATTACK, cascade, plans, write_dataset


@pytest.fixture(scope="module")
def html(report):
    return report.page.read_text(encoding="utf-8")


def data_of(html):
    return json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.S)[1])


@given(
    st.recursive(
        st.text() | st.integers() | st.none(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_embedded_json_is_the_value_and_no_markup(value):
    text = embedded_json(value)
    assert json.loads(text) == value
    assert not set("<>&\u2028\u2029") & set(text)


def test_texts_of_documents_are_in_the_data_only(html):
    assert "<img" not in html
    assert html.count("<script") == html.count("</script>") == 2  # the sample has no PDF
    assert any(ATTACK in "".join(sentence["pieces"]) for sentence in data_of(html)["sentences"])


def test_nothing_is_fetched_and_nothing_else_runs(html):
    outside = re.sub(r'<script type="application/json".*?</script>', "", html, flags=re.S)
    assert not re.search(r"(?:https?:)?//\w|@import|url\(|\bsrc=|\bhref=", outside.replace("// ", ""))
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function", html
    )
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)[1]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    for kind, pattern in (
        ("script", r"</script>\s*<script>(.*?)</script>"),
        ("style", r"<style>(.*?)</style>"),
    ):
        digest = base64.b64encode(
            hashlib.sha256(re.search(pattern, html, re.S)[1].encode()).digest()
        ).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy


def test_sentences_carry_their_lines_and_sections(html):
    data = data_of(html)
    first = data["sentences"][0]
    assert first["pieces"] == ["1. Phấn đấu ", "90% trở lên", " tổ công đoàn có góc đọc sách."]
    assert data["sections"][first["section"]]["name"] == "II. CHỈ TIÊU"
    lines = data["documents"][first["document"]]["lines"]
    assert list(lines.values())[:2] == [
        "II. CHỈ TIÊU",
        "1. Phấn đấu 90% trở lên tổ công đoàn có góc đọc sách.",
    ]


def test_a_quotation_without_a_target_is_found_in_its_document(html):
    data = data_of(html)
    (quoted,) = [sentence for sentence in data["sentences"] if not sentence["target"]]
    assert quoted["pieces"] == ["có góc đọc sách"]
    assert quoted["line_pieces"][1] == "có góc đọc sách"
    assert data["sections"][quoted["section"]]["name"] == "II. CHỈ TIÊU"


def test_english(tmp_path):
    folder = write_dataset(tmp_path / "data", plans(), cascade())
    html = write_report(folder, folder, "en").page.read_text(encoding="utf-8")
    assert '<html lang="en">' in html
    data = data_of(html)
    assert "Remark 1." in data["explanations"]
    assert "Nhận xét số 1." not in data["explanations"]


def test_the_same_dataset_gives_the_same_page(tmp_path):
    folder = write_dataset(tmp_path / "data", plans(), cascade())
    pages = [write_report(folder, tmp_path / name, "vi").page.read_bytes() for name in ("one", "two")]
    assert pages[0] == pages[1]
