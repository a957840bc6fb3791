"""Alignment and verdicts against rows of gold, by pairs of our own."""

from typing import Any

import pytest

from pipeline.cascade.plans import Aligned, Judgement
from pipeline.evaluate.cascade_score import CascadeScore, render_cascade, score_pair
from pipeline.evaluate.report import Score
from pipeline.schema import Target


def target(name: str, measure: Any = "share") -> Target:
    return Target(
        doc_id="d", start=0, end=1, quote="1", rule="test", target_id=name, statement="1", measure=measure
    )


def row(upper: str | None, lower: str | None, verdict: str) -> dict[str, Any]:
    return {"upper": upper, "upper_quote": "90%", "lower": lower, "lower_quote": None, "verdict": verdict}


def judged(upper: str, lower: str | None, verdict: Any) -> Judgement:
    return Judgement(target(upper), target(lower) if lower else None, verdict, (), "rule", 1.0, "vi", "en")


def scored(rows: list[dict[str, Any]], links: list[tuple[str, str]], *judgements: Judgement) -> CascadeScore:
    score = CascadeScore("test")
    aligned = [Aligned(target(upper), target(lower), 1.0, 1.0) for upper, lower in links]
    score_pair(score, {"upper": "u", "lower": "l", "targets": rows}, aligned, judgements, {"own": "u1"})
    return score


def test_pairs_are_right_missed_and_false() -> None:
    rows = [row("u1", "l1", "equal"), row("u2", "l2", "lowered"), row("u3", None, "missing")]
    assert scored(rows, [("u1", "l1"), ("u3", "l3")]).alignment == Score(right=1, missed=1, false=1)


def test_a_pair_of_a_target_for_another_body_is_neither() -> None:
    assert scored([row("u1", None, "not_applicable")], [("u1", "l1")]).alignment == Score()


def test_gold_names_what_was_extracted() -> None:
    score = scored([row("u1", "l1", "equal")], [("own", "l1")], judged("own", "l1", "equal"))
    assert score.alignment == Score(right=1)
    assert score.verdicts == {("equal", "equal"): 1}


def test_of_several_rows_that_of_the_pair_counts() -> None:
    score = scored(
        [row("u1", "l2", "lowered")], [], judged("u1", "l1", "equal"), judged("u1", "l2", "lowered")
    )
    assert score.verdicts == {("lowered", "lowered"): 1}
    assert scored([row("u1", "l2", "lowered")], []).verdicts == {("lowered", "no row"): 1}


@pytest.mark.parametrize(
    ("truth", "said", "unsafe"),
    [
        ("lowered", "equal", 1),
        ("missing", "exceeds", 1),
        ("lowered", "needs_base", 0),
        ("interim", "equal", 0),
    ],
)
def test_unsafe_is_calling_good_what_is_worse(truth: str, said: str, unsafe: int) -> None:
    score = scored([row("u1", "l1", truth)], [], judged("u1", "l1", said))
    assert (score.unsafe, score.judged, score.right) == (unsafe, 1, 0)


def test_macro_f1_is_of_the_judged_verdicts_that_gold_has() -> None:
    rows = [row("u1", "l1", "equal"), row("u2", None, "missing"), row("u3", None, "not_applicable")]
    score = scored(
        rows,
        [],
        judged("u1", "l1", "equal"),
        judged("u2", "l2", "equal"),
        judged("u3", None, "not_applicable"),
    )
    assert score.macro_f1 == pytest.approx((2 / 3 + 0) / 2)
    assert score.as_json()["verdicts"] == {"right": 1, "of": 2, "macro_f1": score.macro_f1, "unsafe": 1}
    assert "1 unsafe" in render_cascade([score], show=True)


def test_nothing_to_score() -> None:
    assert CascadeScore("none").macro_f1 is None
    assert "–" in render_cascade([CascadeScore("none")], show=False)
