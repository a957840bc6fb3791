"""Rows of targets: what a sentence leaves unsaid, what is stated twice, what governs from outside."""

import pytest

from pipeline.flow import run
from pipeline.schema import Target
from pipeline.text import Raw


def targets(body: str) -> list[Target]:
    text = f"KẾ HOẠCH\nPhong trào trồng cây năm 2031\n\nI. CHỦ ĐỀ\n\nXanh và sạch\n\n{body}\n"
    raw = Raw(source="a.txt", sha256="0" * 64, media_type="text/plain", text=text, wrapped=True)
    return [row for row in run(raw).targets if row.measure != "qualitative"]


def aims(*items: str) -> list[Target]:
    return targets("II. CÁC CHỈ TIÊU\n\n" + "\n".join(f"- {item}" for item in items))


@pytest.mark.parametrize(
    ("sentence", "population", "action"),
    [
        ("80% ấp vùng cao đạt chuẩn ấp xanh.", "ấp vùng cao", "đạt chuẩn ấp xanh"),
        ("Tỷ lệ ấp vùng cao đạt chuẩn ấp xanh là 80%.", "ấp vùng cao", "Tỷ lệ ấp vùng cao đạt chuẩn ấp xanh"),
        ("Khám sức khỏe cho 80% nông dân lớn tuổi.", "nông dân lớn tuổi", "Khám sức khỏe"),
        ("12/12 chi hội xây dựng vườn ươm.", "chi hội", "xây dựng vườn ươm"),
        ("2/3 chi hội vùng cao xây dựng vườn ươm.", "chi hội vùng cao", "xây dựng vườn ươm"),
    ],
)
def test_population_and_action_of_a_share(sentence, population, action):
    (row,) = aims(sentence)
    assert (row.population, row.action, row.measure) == (population, action, "share")


def test_each_unit_is_to_reach_it():
    (row,) = aims("Mỗi ấp trồng ít nhất 20 cây bóng mát.")
    assert (row.per, row.measure, row.action) == ("ấp", "per_unit", "trồng cây bóng mát")


def test_coordinated_shares_share_their_predicate():
    first, second = aims("80% ấp vùng cao và 95% ấp ven biển đạt chuẩn ấp xanh.")
    assert (first.population, second.population) == ("ấp vùng cao", "ấp ven biển")
    assert first.action == second.action == "đạt chuẩn ấp xanh"
    assert first.group_id == second.group_id


def test_a_target_that_is_stated_twice_is_one_row():
    (row,) = aims(
        "80% ấp vùng cao đạt chuẩn ấp xanh.", "Phấn đấu đến hết năm 2031, 80% ấp vùng cao đạt chuẩn ấp xanh."
    )
    assert (row.modality, row.deadline_end.year) == ("strive", 2031)


def test_targets_of_other_populations_stay_apart():
    assert len(aims("80% ấp vùng cao đạt chuẩn ấp xanh.", "80% trường học đạt chuẩn ấp xanh.")) == 2


def test_the_line_that_opens_a_list_governs_its_items():
    first, second = targets(
        "II. CÁC CHỈ TIÊU\n\nĐến hết tháng 10/2031, phấn đấu:\n\n- 80% ấp có vườn ươm.\n- 60% ấp có bể nước."
    )
    assert first.modality == second.modality == "strive"
    assert {row.deadline_end.isoformat() for row in (first, second)} == {"2031-10-31"}


def test_ids_follow_the_text():
    rows = aims("80% ấp có vườn ươm.", "60% ấp có bể nước.", "Trồng 5.000 cây.")
    assert [row.target_id.rpartition("-")[2] for row in rows] == ["t1", "t2", "t3"]
    assert [row.start for row in rows] == sorted(row.start for row in rows)
