"""How often: ISO 8601 durations in months, and the time that a number without a rhythm is spread over."""

import re

from pipeline.cascade.judge.situation import Situation
from pipeline.cascade.plans import Plan
from pipeline.schema import Target

_DURATION = re.compile(r"^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?$")
_YEAR = 12.0


def months(duration: str | None) -> float | None:
    """The length of ``P1Y``, ``P3M``, ``P1W`` … in months; None where there is none."""
    hit = _DURATION.match(duration or "")
    if hit is None:
        return None
    years, whole, weeks, days = (int(part or 0) for part in hit.groups())
    return years * _YEAR + whole + weeks * _YEAR / 52 + days * _YEAR / 365 or None


def span_months(plan: Plan, target: Target) -> float:
    """The time over which a number of that plan without a rhythm is counted: its period, a year where it has none."""
    start, end = plan.document.period_start, plan.document.period_end
    if end is None:
        return _YEAR
    first = start or plan.document.issued or end.replace(month=1, day=1)
    return max(round((end - first).days / 365.25 * _YEAR / _YEAR) or 1, 1) * _YEAR


def times(upper: Target, lower: Target, at: Situation, value: float) -> float | None:
    """The lower total over one of the upper target's times; None where the upper rhythm is finer than the total's."""
    asked = months(upper.frequency) or span_months(at.lower, lower)
    length = months(lower.frequency) or span_months(at.lower, lower)
    return value * asked / length if length <= asked else None
