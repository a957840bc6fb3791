"""Tables that assign targets, in their three layouts, and tables that do not."""

from pipeline.flow import run
from pipeline.schema import DocumentTables
from pipeline.text import Raw


def tables(rows: str, title: str = "GIAO CHỈ TIÊU") -> DocumentTables:
    text = f"KẾ HOẠCH\nPhong trào trồng cây năm 2031\n\nI. CHỦ ĐỀ\n\nXanh và sạch\n\nII. {title}\n\n{rows}\n"
    return run(Raw(source="a.txt", sha256="0" * 64, media_type="text/plain", text=text, wrapped=True))


def test_bodies_by_indicators():
    found = tables(
        "STT | Đơn vị | Số cây trồng mới (cây) | Tỷ lệ cây sống (%)\n"
        "1 | Huyện đoàn An Hòa | 1.200 | 90\n"
        "2 | Huyện đoàn Phú Yên Đông | 800 | 85\n"
        "Tổng cộng | | 2.000 | 88"
    ).targets
    assert [(row.actor, row.value, row.unit) for row in found] == [
        ("Huyện đoàn An Hòa", 1200, "count"),
        ("Huyện đoàn An Hòa", 90, "percent"),
        ("Huyện đoàn Phú Yên Đông", 800, "count"),
        ("Huyện đoàn Phú Yên Đông", 85, "percent"),
        (None, 2000, "count"),
        (None, 88, "percent"),
    ]
    assert found[0].action == "Số cây trồng mới (cây)"
    assert found[0].group_id == found[1].group_id != found[2].group_id


def test_indicators_by_years():
    found = tables(
        "Chỉ tiêu | Đơn vị tính | Năm 2031 | Năm 2032\n"
        "Tỷ lệ ấp có vườn ươm | % | 40 | 60\n"
        "Số vườn ươm | vườn | 12 | 20"
    ).targets
    assert [(row.action, row.value, row.unit, row.deadline_end.year) for row in found] == [
        ("Tỷ lệ ấp có vườn ươm", 40, "percent", 2031),
        ("Tỷ lệ ấp có vườn ươm", 60, "percent", 2032),
        ("Số vườn ươm", 12, "count", 2031),
        ("Số vườn ươm", 20, "count", 2032),
    ]


def test_a_row_with_its_deadline():
    (found,) = tables(
        "Chỉ tiêu | Số lượng | Thời gian hoàn thành\nSố vườn ươm | 12 | Trước ngày 30/9/2031"
    ).targets
    assert found.deadline_end.isoformat() == "2031-09-30"


def test_a_table_of_results_assigns_nothing():
    assert tables("Đơn vị | Số cây\nHuyện đoàn An Hòa | 1.200", "KẾT QUẢ NĂM 2030").targets == ()


def test_ordinals_scores_and_money_are_no_targets():
    found = tables("STT | Nội dung | Điểm tối đa | Kinh phí (đồng)\n1 | Có vườn ươm | 10 | 5.000.000")
    assert found.targets == ()
    assert {row.quote: row.role for row in found.numerals if row.quote in {"1", "10", "5.000.000"}} == {
        "1": "marker",
        "10": "condition",
        "5.000.000": "money",
    }


def test_every_number_of_a_table_leads_to_its_target():
    found = tables("Đơn vị | Số cây\nHuyện đoàn An Hòa | 1.200\nHuyện đoàn Phú Yên Đông | 800")
    owners = {row.quote: row.owner_id for row in found.numerals if row.role == "target"}
    assert owners == {row.quote: row.target_id for row in found.targets}
