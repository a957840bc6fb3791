"""Tables that assign targets, in their three layouts, and tables that do not."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.cues import Cues
from pipeline.extract.numerals import find_numbers
from pipeline.extract.quantities import read_quantity
from pipeline.extract.tables.amounts import read_amount
from pipeline.extract.tables.grid import Cell
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


def rows(found: DocumentTables) -> list[tuple[object, ...]]:
    return [(row.actor, row.action, row.value, row.unit) for row in found.targets]


def test_heads_of_several_rows_are_one_and_bare_ones_above_say_nothing():
    found = tables(
        "TT | Đơn vị | Chỉ tiêu giao | | | |\n"
        " | | Năm 2031 | | Năm 2032 |\n"
        " | | Vườn ươm: số vườn | Tỷ lệ cây sống (%) | Vườn ươm: số vườn | Tỷ lệ cây sống (%)\n"
        "(1) | (2) | (3) | (4) | (5) | (6)\n"
        "1 | Huyện đoàn An Hòa | 2 | 90 | 3 | 95"
    )
    assert [(row.action, row.value, row.deadline_end.year) for row in found.targets] == [
        ("Vườn ươm: số vườn", 2, 2031),
        ("Tỷ lệ cây sống (%)", 90, 2031),
        ("Vườn ươm: số vườn", 3, 2032),
        ("Tỷ lệ cây sống (%)", 95, 2032),
    ]
    assert all(row.role == "marker" for row in found.numerals if row.quote in {"4", "5", "6"})


def test_a_head_over_two_columns_tells_more_than_one_that_is_bare():
    found = tables(
        "Đơn vị | Cây phân tán |\n | Trồng mới (cây) | Tỷ lệ sống (%)\nHuyện đoàn An Hòa | 500 | 90"
    )
    assert [row.action for row in found.targets] == [
        "Cây phân tán: Trồng mới (cây)",
        "Cây phân tán: Tỷ lệ sống (%)",
    ]


def test_bodies_that_head_columns_get_their_amounts():
    found = tables("Chỉ tiêu | ĐVT | Xã An Hòa | LĐLĐ huyện Phú Yên\nSố vườn ươm | vườn | 2 | 3")
    assert rows(found) == [
        ("Xã An Hòa", "Số vườn ươm", 2, "count"),
        ("LĐLĐ huyện Phú Yên", "Số vườn ươm", 3, "count"),
    ]
    assert [row.actor for row in tables("Chỉ tiêu | ĐVT | Xã đạt chuẩn\nSố vườn ươm | vườn | 2").targets] == [
        None
    ]


def test_the_body_in_charge_and_its_day():
    (found,) = tables(
        "Chỉ tiêu | Mức | Đơn vị chủ trì | Đơn vị phối hợp | Thời gian\nSố vườn ươm | 12 | Ban Phong trào | Ban Tổ chức | Năm 2031"
    ).targets
    assert (found.actor, found.deadline_end.isoformat()) == ("Ban Phong trào", "2031-12-31")


def test_sentences_in_cells_take_actor_and_day_from_their_row():
    first, second = tables(
        "Chỉ tiêu | Đơn vị chủ trì | Thời gian\n"
        "100% chi đoàn có vườn ươm | Ban Phong trào | Quý II/2031\n"
        "Trồng mới 1.200 cây bóng mát | Ban Tổ chức |"
    ).targets
    assert (first.value, first.population, first.actor) == (100, "chi đoàn", "Ban Phong trào")
    assert first.deadline_end.isoformat() == "2031-06-30"
    assert (second.value, second.actor, second.deadline_end) == (1200, "Ban Tổ chức", None)


def test_units_come_from_cell_column_head_or_label():
    found = tables(
        "Chỉ tiêu | Đơn vị | Giao\n"
        "Quỹ cây xanh | triệu đồng | 15\nTỷ lệ cây sống (%) | | 90\nSố buổi ra quân | buổi | 04 buổi\nTrồng cây | cây/năm | 20"
    ).targets
    assert [(row.value, row.unit, row.unit_text, row.frequency) for row in found] == [
        (15e6, "money", "đồng", None),
        (90, "percent", "%", None),
        (4, "count", "buổi", None),
        (20, "count", "cây", "P1Y"),
    ]


def test_comparators_come_from_cell_head_or_label():
    found = tables(
        "Chỉ tiêu | Tối thiểu (%)\nẤp có vườn | 90\nCây sống | Trên 85\nCây chết không quá (%) | 5"
    ).targets
    assert [(row.comparator, row.value) for row in found] == [("ge", 90), ("gt", 85), ("ge", 5)]
    assert [
        row.comparator
        for row in tables("Chỉ tiêu | Mức\nSố ấp tối đa | 4\nSố ấp | Từ 4 trở lên\nSố ấp xa | 3 - 5").targets
    ] == [
        "le",
        "ge",
        "range",
    ]


def test_a_label_names_the_rows_below_it_and_a_part_what_it_is_part_of():
    found = tables(
        "Chỉ tiêu | Đơn vị giao | Năm 2031\nSố vườn ươm | Xã An Hòa | 3\n | Xã Cẩm Lệ | 4\nSố cây | Xã An Hòa | 90\n- Cây bóng mát | Xã An Hòa | 40"
    )
    assert rows(found) == [
        ("Xã An Hòa", "Số vườn ươm", 3, "count"),
        ("Xã Cẩm Lệ", "Số vườn ươm", 4, "count"),
        ("Xã An Hòa", "Số cây", 90, "count"),
        ("Xã An Hòa", "Số cây: Cây bóng mát", 40, "count"),
    ]


def test_a_table_goes_on_behind_a_line_without_its_head():
    found = tables(
        "STT | Đơn vị | Số cây\n1 | Xã An Hòa | 40\n\nTiếp theo bảng trên\n\n2 | Xã Cẩm Lệ | 60\nSTT | Đơn vị | Số cây\n3 | Xã Bàu Trai | 70"
    )
    assert [row.actor for row in found.targets] == ["Xã An Hòa", "Xã Cẩm Lệ", "Xã Bàu Trai"]


def test_tables_that_assign_nothing():
    score = "TT | Nội dung chấm | Điểm tối đa\n1 | Có từ 90% cây sống | 30\n2 | Đúng giờ | 10"
    money = "TT | Nội dung chi | Số lượng | Đơn giá | Thành tiền\n1 | Cây giống | 40 | 15.000 | 600.000"
    people = "STT | Họ và tên | Số buổi | Điện thoại\n1 | Lê Văn Tám | 3 | 0911 222 333"
    form = "STT | Nội dung | Đăng ký\n1 | Số cây | ......\n2 | Số vườn |"
    past = "Đơn vị | Thực hiện năm 2030 | Kết quả (%)\nXã An Hòa | 40 | 90"
    assert [tables(one).targets for one in (score, money, people, form, past)] == [(), (), (), (), ()]
    lists = tables("Biểu 2. Thống kê cây xanh hiện trạng\n\nĐơn vị | Số cây\nXã An Hòa | 40\nXã Cẩm Lệ | 30")
    assert lists.targets == ()
    assert (
        len(tables("Biểu 2. Giao chỉ tiêu\n\nĐơn vị | Số cây\nXã An Hòa | 40\nXã Cẩm Lệ | 30").targets) == 2
    )


def test_what_a_table_repeats_of_the_text_is_one_target():
    found = tables(
        "1. Toàn huyện trồng mới 2.000 cây bóng mát.\n\n2. Xây dựng 12 vườn ươm.\n\n"
        "Chỉ tiêu | Mức | Chủ trì | Hạn\nSố vườn ươm xây dựng | 12 | Ban Phong trào | 30/9/2031\nSố vườn hoa | 12 | Ban Tổ chức |\n\n"
        "STT | Đơn vị | Cây bóng mát trồng mới (cây)\n1 | Xã An Hòa | 2.000\n2 | Xã Cẩm Lệ | 900\nTổng cộng | | 2.000"
    )
    assert [(row.quote, row.actor) for row in found.targets] == [
        ("2.000 cây", None),
        ("12 vườn", "Ban Phong trào"),
        ("12", "Ban Tổ chức"),
        ("2.000", "Xã An Hòa"),
        ("900", "Xã Cẩm Lệ"),
    ]
    assert found.targets[1].deadline_end.isoformat() == "2031-09-30"
    owners = {row.start: row.owner_id for row in found.numerals if row.role == "target" and row.value == 2000}
    first, *_, total = sorted(owners)
    assert owners[first] == owners[total] == found.targets[0].target_id


def test_time_grows_with_the_rows(assert_grows):
    def text_of(count):
        lines = "\n".join(f"{n} | Xã {n % 7} An Hòa | {n % 90 + 1} | 5" for n in range(count))
        return f"Mỗi xã trồng 5 cây bóng mát.\n\nSTT | Đơn vị | Số cây | Số vườn\n{lines}"

    assert_grows(tables, text_of, 400)


def test_a_day_without_a_year_is_of_the_plan():
    (found,) = tables("Chỉ tiêu | Mức | Hạn\nSố vườn ươm | 12 | 30/9").targets
    assert found.deadline_end.isoformat() == "2031-09-30"


def test_a_table_repeats_a_sentence_in_other_words_but_not_with_another_value():
    body = "1. 90% công đoàn cơ sở có vườn ươm.\n\nChỉ tiêu | ĐVT | Mức\nTỷ lệ CĐCS có vườn ươm | % | "
    assert len(tables(body + "90").targets) == 1
    assert len(tables(body + "95").targets) == 2
    assert len(tables(body + "≥ 90").targets) == 2


def test_what_there_is_already_stands_beside_what_is_assigned():
    found = tables(
        "STT | Xã | Số hộ | Chỉ tiêu giao | \n | | | Số cây | Tỷ lệ sống (%)\n1 | Xã An Hòa | 120 | 40 | 90"
    )
    assert [row.value for row in found.targets] == [40, 90]
    assert [row.role for row in found.numerals if row.quote == "120"] == ["past_result"]


def test_a_table_under_bare_heads_says_what_its_section_is_about():
    found = tables(
        "Đơn vị tính: cây\n\nSTT | Đơn vị | Năm 2031 | Năm 2032\n1 | Xã An Hòa | 40 | 50",
        "GIAO CHỈ TIÊU TRỒNG CÂY",
    )
    assert [(row.action, row.value, row.unit_text) for row in found.targets] == [
        ("GIAO CHỈ TIÊU TRỒNG CÂY", 40, "cây"),
        ("GIAO CHỈ TIÊU TRỒNG CÂY", 50, "cây"),
    ]


def test_numbered_duties_in_cells_are_read_as_sentences():
    found = tables(
        "TT | Nhiệm vụ | Đơn vị thực hiện | Hoàn thành\n1 | Kiểm tra ít nhất 20% vườn ươm | Ban Kiểm tra | 30/11/2031"
    )
    assert [
        (row.value, row.comparator, row.actor, row.deadline_end.isoformat()) for row in found.targets
    ] == [(20, "ge", "Ban Kiểm tra", "2031-11-30")]


def test_what_there_is_before_the_plan_begins_is_no_target() -> None:
    found = tables(
        "Cấp học | Số vườn trường (đến năm 2030) | Năm 2031 | Tổng số vườn trường hết năm 2031\n"
        "Mầm non | 40 | 9 | 49\n"
        "Tiểu học | 35 | 8 | 43\n"
        "Tỷ lệ | 34,1 | 7,4 | 41,5"
    )
    assert [(row.value, row.unit) for row in found.targets] == [
        (9, "count"),
        (49, "count"),
        (8, "count"),
        (43, "count"),
        (7.4, "percent"),
        (41.5, "percent"),
    ]
    assert {row.role for row in found.numerals if row.quote in {"40", "35", "34,1"}} == {"past_result"}


def test_a_total_without_the_year_that_it_is_to_be_reached_in_is_what_there_is() -> None:
    found = tables("Đơn vị | Tổng số đoàn viên | Trồng mới (cây)\nHuyện đoàn An Hòa | 900 | 1.200")
    assert [row.value for row in found.targets] == [1200]


def test_a_head_of_years_opens_a_table_of_its_own_below_another() -> None:
    found = tables(
        "TT | Tên vườn | Xã | Thời gian\n1 | Vườn ươm Hoa Mai | Phú An | Tháng 10/2031\n\n"
        "Phấn đấu trồng thêm cây như sau:\n\n"
        "Ngành/ cấp học | Số vườn (đến năm 2030) | Năm 2031 | Tổng số vườn hết năm 2031\nMầm non | 40 | 9 | 49"
    )
    assert [row.value for row in found.targets] == [9, 49]


@given(st.from_regex(r"[0-9]{1,3}(\.[0-9]{3})*(,[0-9]{1,2})?", fullmatch=True))
def test_a_cell_with_a_number_alone_is_read_as_any_quantity_is(digits: str) -> None:
    (number,) = find_numbers(Cues(digits), digits)
    assert read_amount(digits, Cell(0, len(digits)), [number]) == read_quantity(digits, [number], 0)


def test_digits_that_form_no_value_are_no_amount() -> None:
    (number,) = find_numbers(Cues("1.2.3"), "1.2.3")
    assert read_amount("1.2.3", Cell(0, 5), [number]) is None
