"""Rule 7: the latest date. "Trước X" ends on the day before X; without a date, the end of the plan's period counts."""

from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.cascade import terms
from pipeline.cascade.judge.rhythm import months, span_months
from pipeline.cascade.judge.situation import Situation
from pipeline.cascade.judge.value import is_ceiling
from pipeline.cascade.plans import Plan
from pipeline.cascade.steps import Step
from pipeline.folding import fold
from pipeline.schema import Target

_YEAR = 12.0


@dataclass(frozen=True, slots=True)
class Latest:
    """The last day on which a target may be reached; ``named`` as the text has it, None for the plan's end."""

    day: date | None
    named: date | None


def latest(target: Target, plan: Plan) -> Latest:
    """The last day for a target of that plan."""
    end = target.deadline_end or _said_within(target, plan)
    if end is None:
        return Latest(plan.document.period_end, None)
    before = timedelta(days=1 if _exclusive(target, end, plan) else 0)
    return Latest(end - before, end)


def _said_within(target: Target, plan: Plan) -> date | None:
    """The date in a statement without a number, whose row has no place for it."""
    if target.measure != "qualitative" or target.start is None:
        return None
    low, high = target.start, target.end or target.start
    dates = (row.end_date for row in plan.deadlines if row.start is not None and low <= row.start < high)
    return next((day for day in dates if day), None)


def _exclusive(target: Target, end: date, plan: Plan) -> bool:
    rows = [row for row in plan.deadlines if row.end_date == end and _within(row.quote, target)]
    return bool(rows) and not any(row.inclusive for row in rows)


def _within(quote: str | None, target: Target) -> bool:
    return bool(quote and quote in target.statement)


def is_stage(upper: Target, lower: Target, at: Situation) -> bool:
    """Whether the lower target is due, by a date of its own, before the upper one and within its period (rule 5)."""
    above, below = latest(upper, at.upper), latest(lower, at.lower)
    if above.day is None or below.day is None or below.day >= above.day:
        return False
    begins = at.upper.document.period_start
    inside = begins is None or below.day >= begins
    return inside and (below.named is not None or _one_year_of_more(at)) and not _yearly(upper)


def spans_years(upper: Target, lower: Target, at: Situation) -> bool:
    """Whether the lower date lies in an earlier year than the upper one."""
    above, below = latest(upper, at.upper), latest(lower, at.lower)
    return bool(above.day and below.day and below.day.year < above.day.year)


def _one_year_of_more(at: Situation) -> bool:
    """A plan of one year under a plan of several: its year is its date."""
    upper, lower = at.upper.document, at.lower.document
    if not (upper.period_start and upper.period_end and lower.period_end):
        return False
    several = (upper.period_end - upper.period_start).days > 366
    return several and _length(at.lower) <= _YEAR and lower.period_end < upper.period_end


def _length(plan: Plan) -> float:
    document = plan.document
    if document.period_start and document.period_end:
        return (document.period_end - document.period_start).days / 365.25 * _YEAR
    return span_months(plan, plan.targets[0]) if plan.targets else _YEAR


def _yearly(target: Target) -> bool:
    """Whether the target is due each year (or oftener), so that a plan of one year answers that year's."""
    return months(target.frequency) is not None


def judge_period(upper: Target, lower: Target, at: Situation) -> Step:
    """later_deadline, or interim where only a part of the period is covered; else the flag earlier_deadline."""
    above, below = latest(upper, at.upper), latest(lower, at.lower)
    if below.named is None and (is_ceiling(lower) or terms.find("done", fold(lower.statement))):
        return Step("period")  # a cap without a date holds all the time; what is done is done
    if above.day is None or below.day is None or (_yearly(upper) and below.named is None):
        return Step("period", doubt=1.0 if _yearly(upper) else 0.9)
    facts = {"upper_date": _printed(above), "lower_date": _printed(below)}
    if below.day > above.day:
        return Step("period.later", "later_deadline", facts=facts)
    if below.day < above.day and _covers_a_part(upper, above, below, at):
        return Step("period.part", "interim", facts=facts)
    earlier = below.named is not None and below.named < (above.named or above.day)
    return Step("period", flags=("earlier_deadline",) if earlier else (), facts=facts)


def _covers_a_part(upper: Target, above: Latest, below: Latest, at: Situation) -> bool:
    return above.named is None and below.named is None and _one_year_of_more(at) and not _yearly(upper)


def starts_after(upper: Target, at: Situation) -> bool:
    """Whether the upper target is for a time after the lower plan's."""
    end = at.lower.document.period_end
    return bool(end and upper.deadline_start and upper.deadline_start > end)


def _printed(when: Latest) -> str:
    day = when.named or when.day
    return f"{day:%d/%m/%Y}" if day else ""
