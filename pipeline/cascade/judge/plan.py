"""All targets of an upper plan under one lower plan, and the lower targets that no upper plan has."""

from collections.abc import Collection

from pipeline.cascade.judge.pair import conclude, judge
from pipeline.cascade.judge.situation import Situation
from pipeline.cascade.plans import Judgement
from pipeline.cascade.steps import Step
from pipeline.schema import Target


def judge_plans(
    at: Situation, taken: Collection[str] = (), partly_unavailable: bool = False
) -> tuple[Judgement, ...]:
    """The verdicts on the upper plan's targets in their order, then the extras of the lower plan.

    Args:
        taken: the ids of lower targets that another upper plan at hand has, or that are listed with it.
        partly_unavailable: another upper plan is cited and not at hand.
    """
    judged = [row for upper in at.upper.targets for row in judge(upper, at)]
    had = {pair.lower.target_id for pair in at.aligned} | set(taken)
    flags = ("parent_partly_unavailable",) if partly_unavailable else ()
    extras = [_extra(row, flags) for row in at.lower.targets if row.target_id not in had]
    return (*judged, *extras)


def _extra(lower: Target, flags: tuple[str, ...]) -> Judgement:
    return conclude(None, lower, [Step("extra", "extra", flags)])
