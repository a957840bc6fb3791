"""Every row of the table in CASCADE.md, in our own words; negative twins beside it."""

from datetime import date

import pytest

from pipeline.cascade.judge import judge_plans
from pipeline.cascade.units import UnitCount
from pipeline.schema import Deadline
from tests.cascade.samples import (
    EA_NAM,
    district,
    grassroots,
    judged,
    number,
    per_unit,
    plan,
    province,
    share,
    silent,
    situation,
    target,
    verdict,
)

PUBLIC = "nữ đoàn viên, người lao động khu vực nhà nước"
ENTERPRISE = "nữ đoàn viên, người lao động trong doanh nghiệp"
BASES = {"population": "công đoàn cơ sở"}


def outcome(row):
    return row.verdict, row.flags


@pytest.mark.parametrize(
    ("upper", "lower", "expected"),
    [
        (share(90), share(90, "eq"), ("equal", ("assumed_floor",))),
        (share(90), share(90), ("equal", ())),
        (share(90, "eq"), share(90, "eq"), ("equal", ())),
        (share(90, "eq"), share(95, "eq"), ("exceeds", ("assumed_floor",))),
        (share(90), share(96), ("exceeds", ())),
        (share(90), share(89), ("lowered", ())),
        (share(90), share(89, "eq"), ("lowered", ())),
        (share(90), share(90, "range", value_high=95.0), ("equal", ("range",))),
        (share(90), share(85, "range", value_high=95.0), ("lowered", ("range",))),
        (share(85, "range", value_high=90.0), share(88), ("exceeds", ())),
        (share(90), share(90, "approx"), ("needs_base", ("approximate",))),
        (share(90), share(70, "approx"), ("lowered", ("approximate",))),
        (share(85, "approx"), share(85, "eq"), ("equal", ("approximate",))),
        (share(85, "approx"), share(95, "eq"), ("exceeds", ("approximate",))),
        (share(2, "le"), share(3, "le"), ("lowered", ())),
        (share(3, "le"), share(2, "le"), ("exceeds", ())),
        (share(3, "le"), share(3, "lt"), ("exceeds", ())),
        (share(3, "lt"), share(3, "le"), ("lowered", ())),
        (share(30, "gt"), share(30), ("lowered", ())),
        (share(30), share(30, "gt"), ("exceeds", ())),
        (share(30, "gt"), share(31, "eq"), ("exceeds", ("assumed_floor",))),
        (share(90), share(95, "le"), ("lowered", ())),
        (share(50), share(0.5, "eq", unit="ratio", quote="một nửa"), ("equal", ("assumed_floor",))),
        (share(96), share(0.96, "eq", unit="ratio", quote="48/50"), ("equal", ("assumed_floor",))),
        (share(2 / 3, unit="ratio"), share(0.6667, "ge", unit="ratio"), ("equal", ())),
    ],
)
def test_values(upper, lower, expected):
    assert outcome(judged(upper, lower)) == expected


def test_a_stricter_threshold_in_the_condition_narrows():
    upper = share(70, condition="có từ 10 lao động nữ trở lên", **BASES)
    assert verdict(upper, share(70, condition="có trên 10 lao động nữ", **BASES)) == "scope_narrowed"
    assert verdict(upper, share(70, condition="có từ 20 lao động nữ trở lên", **BASES)) == "scope_narrowed"
    assert verdict(upper, share(70, condition="sử dụng từ 10 lao động nữ trở lên", **BASES)) == "equal"
    wider = judged(upper, share(70, condition="có từ 5 lao động nữ trở lên", **BASES))
    assert outcome(wider) == ("needs_base", ("scope_widened",))


def test_a_share_of_units_beside_their_number():
    upper = share(100, "eq", **BASES)
    lower = number(15, population="công đoàn cơ sở", unit_text="công đoàn cơ sở", quote="15 CĐCS")
    assert verdict(upper, lower, units=(EA_NAM,)) == "equal"
    assert verdict(upper, lower, units=(UnitCount("LĐLĐ huyện Ea Nam", "CĐCS", 20),)) == "lowered"
    assert verdict(upper, lower) == "needs_base"
    assert verdict(upper, lower, text="Huyện hiện có 20 công đoàn cơ sở.") == "lowered"
    assert verdict(upper, lower, units=(UnitCount("LĐLĐ huyện Ea Súp", "CĐCS", 15),)) == "needs_base"


def test_a_total_never_entails_a_minimum_per_unit():
    upper, lower = per_unit(1), number(10)
    assert verdict(upper, lower, units=(EA_NAM,)) == "lowered"
    assert verdict(upper, lower, units=(UnitCount("LĐLĐ huyện Ea Nam", "CĐCS", 8),)) == "unit_mismatch"
    assert verdict(upper, lower) == "unit_mismatch"


def test_a_mean_is_weaker_than_a_minimum():
    mean = per_unit(1, measure="mean_per_unit")
    assert verdict(per_unit(1), mean) == "lowered"
    assert verdict(mean, per_unit(1)) == "exceeds"
    assert verdict(mean, per_unit(1, measure="mean_per_unit")) == "equal"


def strata(statement="chung"):
    return (
        share(90, population=PUBLIC, statement=statement),
        share(55, population=ENTERPRISE, statement=statement),
    )


def judge_all(uppers, lowers, links=None, **said):
    high, low = plan(province(), *uppers), plan(said.pop("below", None) or district(), *lowers)
    return [row.verdict for row in judge_plans(situation(high, low, links=links, **said)) if row.upper]


def test_one_share_for_the_first_of_two_strata():
    assert judge_all(strata(), [share(90, population=PUBLIC)], [(0, 0)]) == ["equal", "not_applicable"]
    spoken = [share(90, population=PUBLIC), share(10, population=ENTERPRISE, action="việc khác")]
    assert judge_all(strata(), spoken, [(0, 0)]) == ["equal", "missing"]


def test_a_pooled_share_hides_its_strata():
    assert judge_all(strata(), [share(90)]) == ["needs_base", "needs_base"]
    assert judge_all(strata(), [share(99, "eq")]) == ["needs_base", "needs_base"]
    assert judge_all(strata(), [share(40)]) == ["lowered", "lowered"]


def test_a_pooled_hundred_percent_entails_every_stratum():
    assert judge_all(strata(), [share(100, "eq")]) == ["equal", "equal"]


def test_a_pooled_share_of_a_body_of_one_sector_is_that_of_its_stratum():
    assert judge_all(strata(), [share(90)], below=grassroots()) == ["not_applicable", "exceeds"]


def test_a_split_under_one_share():
    assert judge_all([share(90)], strata()) == ["lowered", "lowered"]
    assert judge_all([share(50)], strata()) == ["exceeds", "exceeds"]
    assert judge_all([share(55)], strata()) == ["exceeds", "equal"]
    empty = UnitCount("LĐLĐ huyện Ea Nam", ENTERPRISE, 0)
    assert judge_all([share(90)], strata(), units=(empty,)) == ["equal", "not_applicable"]


def test_one_stratum_alone_under_one_share_is_narrower():
    assert verdict(share(90), share(90, population=PUBLIC)) == "scope_narrowed"


TERM = {"period_start": date(2023, 1, 1), "period_end": date(2028, 12, 31)}


def test_a_stage_on_the_way():
    bases = {
        "unit_text": "công đoàn cơ sở",
        "action": "thành lập mới công đoàn cơ sở",
        "change": "by",
        "direction": "increase",
    }
    upper, lower = number(30, quote="30 CĐCS", **bases), number(1, quote="1 CĐCS", **bases)
    assert verdict(upper, lower, above=province(**TERM)) == "interim"
    assert verdict(upper, lower) == "needs_base"
    early = share(25, "eq", deadline_end=date(2024, 12, 31))
    assert (
        verdict(share(30, "eq", deadline_end=date(2026, 12, 31)), early, above=province(**TERM)) == "interim"
    )
    assert (
        verdict(share(30, "eq", deadline_end=date(2024, 12, 31)), early, above=province(**TERM)) == "lowered"
    )


def test_an_upper_total_is_compared_with_the_share_it_gives():
    total = number(800, "eq", unit_text="đoàn viên", quote="800 đoàn viên")
    lower = number(12, "eq", unit_text="đoàn viên", quote="12 đoàn viên")
    assert verdict(total, lower) == "needs_base"
    assert verdict(total, number(900, "eq", unit_text="đoàn viên")) == "exceeds"
    given = number(12, "eq", unit_text="đoàn viên", actor="LĐLĐ huyện Ea Nam")
    other = number(20, "eq", unit_text="đoàn viên", actor="LĐLĐ huyện Ea Súp")
    assert judge_all([total, given, other], [lower], [(0, 0)]) == ["equal", "equal", "not_applicable"]
    assert judge_all([total, given], [number(11, "eq", unit_text="đoàn viên")], [(0, 0)]) == [
        "lowered",
        "lowered",
    ]


def test_each_year_against_a_plan_of_one_year():
    upper = share(85, frequency="P1Y")
    assert verdict(upper, share(85, "eq"), above=province(**TERM)) == "equal"


def test_the_same_share_for_one_year_of_the_term_is_a_part_of_it():
    assert verdict(share(85), share(85), above=province(**TERM)) == "interim"


def test_dates():
    by = date(2024, 5, 31)
    late = judged(share(90, deadline_end=by), share(90, deadline_end=date(2024, 12, 31)))
    assert outcome(late) == ("later_deadline", ())
    assert verdict(share(90, deadline_end=by), share(90)) == "later_deadline"
    early = judged(share(90), share(90, deadline_end=by))
    assert outcome(early) == ("equal", ("earlier_deadline",))


def test_before_a_day_ends_on_the_day_before():
    day = date(2024, 6, 30)
    lower = share(90, deadline_end=day, statement="90% xong trước ngày 30/6")
    row = Deadline(
        doc_id="lower",
        start=0,
        end=5,
        quote="trước ngày 30/6",
        rule="x",
        deadline_id="d",
        kind="by",
        end_date=day,
        inclusive=False,
    )
    assert outcome(judged(share(90, deadline_end=day), lower, deadlines=(row,))) == ("equal", ())
    upper = share(90, deadline_end=date(2024, 6, 29))
    assert verdict(upper, lower, deadlines=(row,)) == "equal"
    assert verdict(upper, lower) == "later_deadline"


def test_modality():
    assert (
        verdict(share(100, "eq", modality="mandate"), share(100, "eq", modality="strive"))
        == "weaker_modality"
    )
    assert verdict(share(95, modality="strive"), share(95, modality="strive")) == "equal"
    assert verdict(share(80), share(90, modality="strive")) == "weaker_modality"
    assert outcome(judged(share(95, modality="strive"), share(95))) == ("equal", ("stronger_modality",))
    assert verdict(share(95), share(95, modality="commit")) == "equal"


@pytest.mark.parametrize(
    ("upper", "lower", "expected"),
    [
        ("nữ đoàn viên, người lao động", "nữ đoàn viên", "scope_narrowed"),
        (PUBLIC, "nữ CBCCVCLĐ", "equal"),
        (ENTERPRISE, "nữ công nhân lao động trong các doanh nghiệp", "equal"),
        ("nữ CNVCLĐ", "nữ đoàn viên, NLĐ", "equal"),
        (ENTERPRISE, "nữ đoàn viên, người lao động có hợp đồng dài hạn trong doanh nghiệp", "scope_narrowed"),
        ("đoàn viên, người lao động", "nữ đoàn viên, người lao động", "scope_narrowed"),
        ("nữ đoàn viên, người lao động", "nữ đoàn viên, người lao động trên địa bàn huyện", "equal"),
        ("nữ đoàn viên, người lao động", "nữ đoàn viên, người lao động huyện Ea Nam", "equal"),
        ("nữ người lao động trong các khu công nghiệp", "nữ người lao động", "needs_base"),
        ("CĐCS", "công đoàn cơ sở", "equal"),
        ("công đoàn cơ sở", "công đoàn cơ sở doanh nghiệp", "scope_narrowed"),
        ("cán bộ công đoàn chuyên trách", "cán bộ công đoàn chuyên trách, bán chuyên trách", "needs_base"),
    ],
)
def test_populations(upper, lower, expected):
    assert verdict(share(85, population=upper), share(85, population=lower)) == expected


def test_a_wider_population_is_harmless_for_a_hundred_percent():
    upper = share(100, "eq", population="nữ cán bộ công đoàn chuyên trách")
    lower = share(100, "eq", population="nữ cán bộ công đoàn chuyên trách, bán chuyên trách")
    assert outcome(judged(upper, lower)) == ("equal", ("scope_widened",))


def test_an_added_condition_narrows_unless_the_upper_target_has_it():
    one = per_unit(1, unit_text="đoàn viên ưu tú")
    only = per_unit(1, unit_text="đoàn viên ưu tú", condition="đơn vị còn nguồn")
    assert verdict(one, only) == "scope_narrowed"
    assert verdict(only, only) == "equal"


def test_a_change_against_a_level():
    upper = number(10, change="by", direction="increase", unit_text="đoàn viên", action="tăng đoàn viên")
    assert verdict(upper, number(500, unit_text="đoàn viên", action="đạt 500 đoàn viên")) == "needs_base"
    new = number(12, unit_text="người", action="vận động người lao động gia nhập công đoàn")
    assert verdict(upper, new) == "exceeds"


def test_percent_against_percentage_points():
    down = {"direction": "decrease", "change": "by", "population": "số vụ việc"}
    assert verdict(share(5, **down), share(5, "eq", unit="percent_point", **down)) == "unit_mismatch"
    up = {**down, "direction": "increase"}
    assert verdict(share(5, **down), share(5, **up)) == "lowered"


def test_rhythms():
    asked = number(2, "ge", frequency="P3M", unit_text="tin")
    assert (
        verdict(asked, number(8, unit_text="tin"), above=province(), below=province(doc_id="lower"))
        == "unit_mismatch"
    )
    assert verdict(asked, number(6, unit_text="tin")) == "lowered"
    assert (
        verdict(asked, number(2, frequency="P3M", unit_text="tin"), below=province(doc_id="lower")) == "equal"
    )
    yearly = number(8, "ge", unit_text="tin")
    assert (
        verdict(yearly, number(2, frequency="P3M", unit_text="tin"), below=province(doc_id="lower"))
        == "exceeds"
    )
    assert (
        verdict(yearly, number(1, frequency="P3M", unit_text="tin"), below=province(doc_id="lower"))
        == "lowered"
    )


def test_a_yearly_decrease_against_one_over_the_term():
    down = {"direction": "decrease", "change": "by", "population": "số vụ tai nạn"}
    upper = share(5, "eq", frequency="P1Y", **down)
    assert verdict(upper, share(5, "eq", **down), above=province(**TERM), below=district(**TERM)) == "lowered"
    mean = share(5, "eq", frequency="P1Y", **down, action="giảm bình quân 5% số vụ tai nạn")
    assert verdict(mean, share(5, frequency="P1Y", **down)) == "exceeds"
    assert verdict(share(5, frequency="P1Y", **down), mean) == "lowered"


HOLDS = {"action": "tổ chức hội thảo an toàn lao động", "population": "công đoàn cấp trên trực tiếp cơ sở"}


def test_a_duty_of_each_body_read_at_one():
    held = number(1, quote="01 hội thảo", unit_text="hội thảo", action=HOLDS["action"])
    assert outcome(judged(share(100, "eq", **HOLDS), held)) == ("equal", ("duty",))
    assert outcome(judged(share(60, "eq", **HOLDS), held)) == ("equal", ("duty",))
    late = number(1, unit_text="hội thảo", deadline_end=date(2024, 12, 1))
    assert outcome(judged(share(100, "eq", deadline_end=date(2024, 6, 1), **HOLDS), late)) == (
        "later_deadline",
        ("duty",),
    )
    weak = number(1, unit_text="hội thảo", modality="strive")
    assert verdict(share(100, "eq", **HOLDS), weak) == "weaker_modality"


def test_a_duty_in_prose():
    text = "Liên đoàn Lao động huyện tổ chức hội thảo an toàn lao động cho cơ sở."
    assert outcome(silent(share(100, "eq", **HOLDS), text)) == ("equal", ("duty",))
    assert silent(share(60, "eq", **HOLDS), text).verdict == "equal"


def test_a_silent_body():
    assert silent(share(100, "eq", **HOLDS)).verdict == "missing"
    assert silent(share(60, "eq", **HOLDS)).verdict == "needs_base"


def test_silence_is_missing():
    assert silent(share(90)).verdict == "missing"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Các chỉ tiêu còn lại thực hiện theo Kế hoạch số 7/KH-LĐLĐ của LĐLĐ tỉnh Kon Plông.",
            "by_reference",
        ),
        ("Phấn đấu hoàn thành các chỉ tiêu của Liên đoàn Lao động tỉnh Kon Plông.", "by_reference"),
        ("Những chỉ tiêu khác thực hiện theo hướng dẫn của cấp trên.", "by_reference"),
        ("Các chỉ tiêu còn lại thực hiện theo Kế hoạch số 99/KH-UBND của UBND huyện.", "missing"),
        ("Tập thể quyết tâm hoàn thành tốt nhiệm vụ đề ra.", "missing"),
        (
            "Vận động chị em phấn đấu đạt danh hiệu lao động giỏi trong nữ đoàn viên, người lao động.",
            "qualitative_only",
        ),
    ],
)
def test_what_a_silent_plan_says_instead(text, expected):
    assert silent(share(90), text).verdict == expected


def test_a_statement_without_a_number():
    said = {"measure": "qualitative", "value": None, "comparator": None, "unit": None}
    assert verdict(share(90), target(statement="Nâng cao tỷ lệ lao động giỏi", **said)) == "qualitative_only"
    taken = target(statement="Lao động giỏi đạt theo chỉ tiêu LĐLĐ tỉnh giao", **said)
    assert verdict(share(90), taken) == "by_reference"
    assert (
        verdict(
            target(statement="Không để xảy ra đình công", **said),
            target(statement="Không để xảy ra đình công", **said),
        )
        == "equal"
    )


@pytest.mark.parametrize(
    ("actor", "expected"),
    [
        ("Liên đoàn Lao động tỉnh", "not_applicable"),
        ("Ban Nữ công Liên đoàn Lao động tỉnh", "not_applicable"),
        ("Văn phòng Liên đoàn Lao động tỉnh", "not_applicable"),
        ("LĐLĐ huyện Ea Súp", "not_applicable"),
        ("các đơn vị khác", "not_applicable"),
        ("Các cấp công đoàn", "missing"),
        ("công đoàn cơ sở", "missing"),
        ("công đoàn cấp trên trực tiếp cơ sở", "missing"),
        (None, "missing"),
    ],
)
def test_actors(actor, expected):
    assert silent(number(3, actor=actor)).verdict == expected


def test_sectors_of_the_lower_body():
    upper = share(90, population=PUBLIC)
    assert silent(upper, below=grassroots()).verdict == "not_applicable"
    school = grassroots(issuer="Công đoàn cơ sở Trường Tiểu học Hoa Ban")
    assert silent(upper, below=school).verdict == "missing"
    assert silent(share(90, population=ENTERPRISE), below=school).verdict == "not_applicable"


def test_a_period_that_is_over():
    assert silent(share(90, deadline_end=date(2023, 12, 31))).verdict == "not_applicable"


def test_what_the_plan_says_it_has_none_of():
    upper = number(8, action="xây dựng nhà trẻ trong các khu công nghiệp")
    assert silent(upper, "Trên địa bàn hiện chưa có khu công nghiệp.").verdict == "not_applicable"
    assert silent(upper).verdict == "missing"


def test_unlike_units():
    assert verdict(share(90), number(5, unit="money", measure="money")) == "unit_mismatch"
    assert verdict(share(90), number(5, unit_text="buổi")) == "unit_mismatch"


def test_several_dimensions_hold_together_and_the_first_is_the_verdict():
    upper = share(90, modality="mandate", deadline_end=date(2024, 6, 30))
    row = judged(
        upper, share(80, population="nữ đoàn viên", modality="strive", deadline_end=date(2024, 12, 31))
    )
    assert outcome(row) == ("lowered", ("later_deadline", "scope_narrowed", "weaker_modality"))


def test_extras_and_the_plans_not_at_hand():
    high, low = plan(province(), share(90)), plan(district(), share(90), number(5))
    at = situation(high, low, links=[(0, 0)])
    extra = judge_plans(at)[-1]
    assert (extra.verdict, extra.upper, extra.flags) == ("extra", None, ())
    assert judge_plans(at, partly_unavailable=True)[-1].flags == ("parent_partly_unavailable",)
    assert len(judge_plans(at, taken=[low.targets[1].target_id])) == 1
