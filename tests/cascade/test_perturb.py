"""The judgement as a property: a target changed in one dimension gets the verdict that follows."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.cascade.perturb import perturb
from tests.cascade.samples import judged, number, per_unit, share

END = date(2024, 12, 31)
UNSAFE = {
    ("exceeds", "lowered"),
    ("equal", "lowered"),
    ("exceeds", "scope_narrowed"),
    ("equal", "scope_narrowed"),
}

COMPARATORS = st.sampled_from(["eq", "ge", "gt", "le", "lt"])
POPULATIONS = st.sampled_from(
    [
        "nữ đoàn viên, người lao động",
        "đoàn viên",
        "nữ CNVCLĐ trong doanh nghiệp",
        "chủ nhà trọ",
        "tổ công đoàn",
        "hộ gia đình hội viên",
    ]
)
MODALITIES = st.sampled_from([None, "encourage", "strive", "commit", "mandate"])
DATES = st.sampled_from([None, date(2024, 6, 30), date(2024, 10, 31)])
BINDING = {"modality": MODALITIES, "deadline_end": DATES}
TARGETS = st.one_of(
    st.builds(share, st.integers(5, 100), COMPARATORS, population=POPULATIONS, **BINDING),
    st.builds(per_unit, st.integers(2, 50), COMPARATORS, **BINDING),
    st.builds(
        per_unit,
        st.integers(2, 50),
        st.sampled_from(["eq", "ge"]),
        measure=st.just("mean_per_unit"),
        **BINDING,
    ),
    st.builds(number, st.integers(2, 5000), st.sampled_from(["eq", "ge", "gt"]), **BINDING),
)


@given(TARGETS)
def test_one_change_gives_the_verdict_that_follows(target):
    for changed in perturb(target, END):
        row = judged(target, changed.target)
        assert row.verdict == changed.verdict, (changed.dimension, row.rule, row.flags)


@given(TARGETS, TARGETS)
def test_no_pair_of_targets_makes_it_fail_and_every_verdict_is_explained(upper, lower):
    row = judged(upper, lower)
    assert row.explanation_vi
    assert row.explanation_en
    assert "{" not in row.explanation_vi + row.explanation_en
    assert 0 <= row.confidence <= 1
    assert list(row.flags) == sorted(set(row.flags))


@pytest.mark.parametrize("target", [share(90), per_unit(3), per_unit(3, measure="mean_per_unit"), number(20)])
def test_every_kind_of_target_is_changed_in_several_dimensions(target):
    dimensions = Counter(changed.dimension for changed in perturb(target, END))
    assert set(dimensions) >= {"none", "value", "comparator", "condition", "date", "modality"}
