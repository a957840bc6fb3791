"""The judgement alone, with gold extraction and gold alignment, against the corpus's gold verdicts."""

from collections import Counter

import pytest

from pipeline.cascade.judge import Situation, judge_plans
from tests.cascade.gold_plans import gold_alignment, gold_pairs, gold_plan

UNSAFE = {(said, true) for said in ("equal", "exceeds") for true in ("lowered", "missing", "scope_narrowed")}
PAIRS = [pair for pair in gold_pairs() if pair["upper"]]


def others(pair):
    """The lower targets that another upper plan has."""
    return {
        row["lower"]
        for other in PAIRS
        if other["lower"] == pair["lower"] and other["upper"] != pair["upper"]
        for row in other["targets"]
        if row["lower"]
    }


def judge_pair(pair):
    """``(judged, gold)`` verdicts of every gold row of a pair of plans."""
    upper, lower = gold_plan(pair["upper"]), gold_plan(pair["lower"])
    partly = any("parent_partly_unavailable" in row["flags"] for row in pair["targets"])
    at = Situation(upper, lower, gold_alignment(pair, upper, lower))
    rows = {}
    for row in judge_plans(at, others(pair), partly):
        above = row.upper.target_id if row.upper else None
        rows[above, row.lower.target_id if row.lower else None] = row
        rows.setdefault((above, None), row)
    return [(rows[gold["upper"], gold["lower"]], gold) for gold in pair["targets"]]


@pytest.fixture(scope="module")
def outcomes():
    return [(row.verdict, gold["verdict"]) for pair in PAIRS for row, gold in judge_pair(pair)]


def test_no_unsafe_error(outcomes):
    assert not [pair for pair in outcomes if pair in UNSAFE]


def test_macro_f1(outcomes):
    right = Counter(said for said, true in outcomes if said == true)
    said, true = Counter(said for said, _ in outcomes), Counter(true for _, true in outcomes)
    scores = [2 * right[name] / (said[name] + true[name]) for name in said | true]
    assert sum(scores) / len(scores) >= 0.95


def test_flags():
    rows = [(row.flags, tuple(sorted(gold["flags"]))) for pair in PAIRS for row, gold in judge_pair(pair)]
    assert sum(said == true for said, true in rows) / len(rows) >= 0.95
