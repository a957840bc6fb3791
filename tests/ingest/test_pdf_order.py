"""Columns side by side: which lines are of which, where their rows are not level."""

from pipeline.ingest.pdf_lines import TextLine
from pipeline.ingest.pdf_order import reading_order


def line(text: str, left: float, baseline: float) -> TextLine:
    return TextLine(text, (left, baseline - 12, left + 6 * len(text), baseline), baseline, 13)


def order(*lines: TextLine) -> list[str]:
    return [found.text for found in reading_order(list(lines))]


def test_a_signature_may_begin_above_the_recipients() -> None:
    assert order(
        line("TM. BAN THƯỜNG TRỰC", 306, 100),
        line("Gửi đến:", 90, 121),
        line("TRƯỞNG BAN", 306, 121),
        line("- Các tổ;", 90, 142),
        line("Vũ Thị Nở", 306, 142),
    ) == ["Gửi đến:", "- Các tổ;", "TM. BAN THƯỜNG TRỰC", "TRƯỞNG BAN", "Vũ Thị Nở"]


def test_a_line_above_that_is_not_in_the_right_column_stays_above() -> None:
    assert order(
        line("Bến Lở, ngày 3 tháng 4", 250, 100),
        line("Gửi đến:", 90, 121),
        line("TRƯỞNG BAN", 306, 121),
    ) == ["Bến Lở, ngày 3 tháng 4", "Gửi đến:", "TRƯỞNG BAN"]
    assert order(
        line("TM. BAN THƯỜNG TRỰC", 306, 60),
        line("Gửi đến:", 90, 121),
        line("TRƯỞNG BAN", 306, 121),
    ) == ["TM. BAN THƯỜNG TRỰC", "Gửi đến:", "TRƯỞNG BAN"]


def test_two_lines_above_stay_together() -> None:
    assert order(
        line("BAN THƯỜNG TRỰC", 90, 58),
        line("ĐỘI TRỒNG CÂY BẾN LỞ", 306, 79),
        line("Xanh - Sạch", 330, 100),
        line("Số: 9/KH-BTT", 90, 121),
        line("Bến Lở, ngày 3", 321, 121),
    ) == ["BAN THƯỜNG TRỰC", "ĐỘI TRỒNG CÂY BẾN LỞ", "Xanh - Sạch", "Số: 9/KH-BTT", "Bến Lở, ngày 3"]


def test_a_column_goes_on_below_a_blank_beside_the_other() -> None:
    assert order(
        line("Số: 9/KH-BTT", 90, 100),
        line("Bến Lở, ngày 3 tháng 4", 306, 100),
        line("CHƯƠNG TRÌNH", 306, 122),
        line("Về việc trồng cây", 90, 145),
    ) == ["Số: 9/KH-BTT", "Về việc trồng cây", "Bến Lở, ngày 3 tháng 4", "CHƯƠNG TRÌNH"]


def test_a_line_far_below_is_of_neither_column() -> None:
    assert order(
        line("Số: 9/KH-BTT", 90, 100),
        line("Bến Lở, ngày 3 tháng 4", 306, 100),
        line("CHƯƠNG TRÌNH", 306, 122),
        line("Về việc trồng cây", 90, 160),
    ) == ["Số: 9/KH-BTT", "Bến Lở, ngày 3 tháng 4", "CHƯƠNG TRÌNH", "Về việc trồng cây"]
