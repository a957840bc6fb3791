"""Findings of a recognised text: numbers that were read with little confidence, pages that were not read."""

from pipeline import flow
from pipeline.text import Place, Raw, UnreadPage

TEXT = "Phấn đấu 85% đoàn viên, 90% hội viên tham gia."


def findings(**more: object):
    places = (Place(0, 9, confidence=0.95), Place(9, 12, confidence=0.6), Place(13, 46, confidence=0.95))
    raw = Raw(
        source="t",
        sha256="0" * 64,
        media_type="application/pdf",
        text=TEXT,
        wrapped=True,
        places=places,
        **more,
    )
    return [row for row in flow.run(raw).findings if row.code in ("ocr_uncertain_number", "unread_page")]


def test_an_uncertain_number_is_to_be_looked_up_and_a_sure_one_not() -> None:
    (row,) = findings(ocr=True, least_confidence=0.8)
    assert row.code == "ocr_uncertain_number"
    assert row.quote in ("85", "85%")
    assert row.quote in row.message_vi
    assert row.quote in row.message_en


def test_text_that_was_not_recognised_has_none() -> None:
    assert findings(least_confidence=0.8) == []


def test_a_page_that_was_not_read_is_told() -> None:
    (row,) = findings(unread_pages=(UnreadPage(3, "no tesseract"),))
    assert row.code == "unread_page"
    assert row.start is None
    assert "Trang 3" in row.message_vi
    assert "no tesseract" in row.message_vi
    assert "no tesseract" in row.message_en
