"""Rules 4 and 5: bring two targets to bounds of one unit, aggregation and rhythm, with what is known."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Literal

from pipeline.cascade import terms
from pipeline.cascade.judge.rhythm import months, span_months, times
from pipeline.cascade.judge.shares import allotted, is_lower_body
from pipeline.cascade.judge.situation import Situation
from pipeline.cascade.judge.value import Bound, bound_of, compare
from pipeline.cascade.steps import Step
from pipeline.folding import fold
from pipeline.schema import Target

Aggregation = Literal["total", "own", "unit", "mean", "each"]
_NUMBER = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Converted:
    """Two bounds that can be compared; ``stronger``: the lower aggregation or rhythm is stricter by itself.

    ``open_if_less``: a smaller lower value is no failure but leaves the question open (a body's part of a total).
    """

    upper: Bound
    lower: Bound
    rule: str = "value"
    stronger: bool = False
    open_if_less: bool = False
    facts: dict[str, str] = field(default_factory=dict)
    doubt: float = 1.0


def convert(upper: Target, lower: Target, at: Situation) -> Converted | Step:
    """Comparable bounds, or the step that says why there are none."""
    kinds = (_unit(upper), _unit(lower))
    if kinds == ("percent", "percent"):
        return _changes(upper, lower, at)
    if kinds == ("percent", "count"):
        return _share_by_count(upper, lower, at)
    if kinds == ("count", "percent"):
        return _count_by_share(upper, lower, at)
    if kinds[0] != kinds[1] or _other_measure(upper, lower):
        return Step("unit.unlike", "unit_mismatch")
    if kinds[0] == "count":
        return _counts(upper, lower, at)
    return Converted(bound_of(upper, lower), bound_of(lower, upper), doubt=_same_per(upper, lower))


def _unit(target: Target) -> str:
    if target.unit == "ratio":
        return "percent" if (target.value or 0) <= 1 else "ratio"
    return target.unit or "count"


def _other_measure(upper: Target, lower: Target) -> bool:
    """Times in other units: ngày and giờ."""
    return upper.unit == "time" and fold(upper.unit_text or "") != fold(lower.unit_text or "")


def _same_per(upper: Target, lower: Target) -> float:
    if upper.per and lower.per and not terms.same_unit(upper.per, lower.per):
        return 0.6
    return 1.0


def _changes(upper: Target, lower: Target, at: Situation) -> Converted | Step:
    """A change beside a change, or a level beside a level; the rhythms brought together."""
    if (upper.change == "by") != (lower.change == "by"):
        return Step("value.change_against_level", "needs_base")
    if upper.change == "by" and upper.direction != lower.direction:
        return Step("value.other_direction", "lowered")
    bounds = Converted(bound_of(upper, lower), bound_of(lower, upper))
    if upper.change != "by":
        return bounds
    if _is_mean(lower) and not _is_mean(upper):
        return Step("aggregation.mean_below_minimum", "lowered")
    return _rhythms(upper, lower, at, replace(bounds, stronger=_is_mean(upper) and not _is_mean(lower)))


def _is_mean(target: Target) -> bool:
    """Whether a change is one on average: giảm bình quân 5%/năm."""
    return (
        target.frequency is not None
        and terms.find("mean", fold(f"{target.action or ''} {target.statement}")) is not None
    )


def _share_by_count(upper: Target, lower: Target, at: Situation) -> Converted | Step:
    """A share of units beside a number of them: the number of all units decides, where somebody knows it."""
    people = upper.population or ""
    if upper.change == "by":
        return Step("unit.unlike", "unit_mismatch")
    if aggregation(lower, at) in ("unit", "mean") and terms.same_unit(lower.per or "", people):
        if aggregation(lower, at) == "mean":
            return Step("aggregation.mean_below_minimum", "lowered")
        return Converted(bound_of(upper, lower), Bound(100.0), rule="aggregation.every_unit")
    counted = lower.population or lower.unit_text or ""
    if not terms.same_unit(f"{lower.unit_text or ''}", people) and not terms.same_unit(counted, people):
        return Step("unit.unlike", "unit_mismatch")
    base = None if upper.condition or _NUMBER.search(people) else at.count(people)
    if not base:
        return Step("base.unknown", "needs_base", facts={"unit": counted})
    given = bound_of(lower, upper)
    share = replace(given, value=100 * given.value / base)
    return Converted(
        bound_of(upper, lower), share, rule="base.share", facts={"base": str(base), "unit": counted}
    )


def _count_by_share(upper: Target, lower: Target, at: Situation) -> Converted | Step:
    """A minimum per unit, or a number of units, beside a share of the units."""
    if lower.change == "by":
        return Step("unit.unlike", "unit_mismatch")
    kind = aggregation(upper, at)
    if kind == "unit" and terms.same_unit(upper.per or upper.population or "", lower.population or ""):
        once = Bound(100.0 if (upper.value or 0) <= 1 else 100.0 * (upper.value or 0))
        return Converted(once, bound_of(lower, upper), rule="aggregation.every_unit")
    if kind == "total" and terms.same_unit(upper.unit_text or "", lower.population or ""):
        return Step("base.unknown", "needs_base", facts={"unit": upper.unit_text or ""})
    return Step("unit.unlike", "unit_mismatch")


def aggregation(target: Target, at: Situation) -> Aggregation:
    """What a number is counted over: all, the lower body, each unit below it, a mean, or each of other things."""
    phrase = target.per or next(
        (said for said in (target.population, target.actor) if said and terms.levels_of(said)), None
    )
    if target.per is None and (target.doc_id == at.lower.document.doc_id or phrase is None):
        return "mean" if target.measure == "mean_per_unit" else "total"
    if phrase and at.is_unit(phrase):
        return "own"
    if target.measure == "mean_per_unit":
        return "mean"
    if phrase and terms.levels_of(phrase):
        return "unit" if target.per or target.measure in ("rate", "per_unit") else "total"
    return "each"


def _counts(upper: Target, lower: Target, at: Situation) -> Converted | Step:
    if (upper.change == "by") != (lower.change == "by") and not _both_new(upper, lower):
        return Step("value.change_against_level", "needs_base")
    above, below = aggregation(upper, at), aggregation(lower, at)
    bounds = Converted(bound_of(upper, lower), bound_of(lower, upper))
    step = _TABLE.get((above, "total" if below == "own" else below), _unlike)(upper, lower, at, bounds)
    return step if isinstance(step, Step) else _rhythms(upper, lower, at, step)


def _both_new(upper: Target, lower: Target) -> bool:
    """Whether both count what is new, although only one says so by a change: kết nạp, thành lập mới."""
    level = upper if upper.change != "by" else lower
    return (
        level.change is None
        and terms.find("admission", fold(f"{level.action} {level.statement}")) is not None
    )


Handler = Callable[[Target, Target, Situation, Converted], Converted | Step]


def _as_they_are(upper: Target, lower: Target, at: Situation, bounds: Converted) -> Converted | Step:
    return replace(bounds, doubt=_same_per(upper, lower))


def _unlike(upper: Target, lower: Target, at: Situation, bounds: Converted) -> Converted | Step:
    return Step("aggregation.unlike", "unit_mismatch")


def _totals(upper: Target, lower: Target, at: Situation, bounds: Converted) -> Converted | Step:
    """The upper total is the lower body's alone only by its share, or where both are one body."""
    if is_lower_body(upper.actor, at):
        return bounds
    share = allotted(upper, at)
    if share is not None:
        return replace(
            bounds, upper=bound_of(share, lower), rule="total.share", facts={"share": share.quote or ""}
        )
    return replace(
        bounds, open_if_less=not at.same_body, rule="value" if at.same_body else "total.share_unknown"
    )


def _unit_by_total(upper: Target, lower: Target, at: Situation, bounds: Converted) -> Converted | Step:
    """A total never entails a minimum per unit; it may be too small for one."""
    unit = upper.per or upper.population or ""
    count = at.count(unit)
    facts = {"unit": unit, "base": str(count)}
    total = times(upper, lower, at, bounds.lower.value)
    needed = replace(bounds.upper, value=bounds.upper.value * (count or 0))
    if count and total is not None and compare(needed, replace(bounds.lower, value=total)) == "less":
        return Step("aggregation.total_too_small", "lowered", facts=facts)
    return Step("aggregation.total_for_minimum", "unit_mismatch", facts=facts)


def _unit_by_mean(upper: Target, lower: Target, at: Situation, bounds: Converted) -> Converted | Step:
    return Step("aggregation.mean_below_minimum", "lowered")


def _mean_by_unit(upper: Target, lower: Target, at: Situation, bounds: Converted) -> Converted | Step:
    return replace(bounds, stronger=True, rule="aggregation.minimum_above_mean")


def _mean_by_total(upper: Target, lower: Target, at: Situation, bounds: Converted) -> Converted | Step:
    unit = upper.per or ""
    count = at.count(unit)
    if not count:
        return Step("base.unknown", "needs_base", facts={"unit": unit})
    mean = replace(bounds.lower, value=bounds.lower.value / count)
    return replace(bounds, lower=mean, rule="base.mean", facts={"unit": unit, "base": str(count)})


def _own_by_unit(upper: Target, lower: Target, at: Situation, bounds: Converted) -> Converted | Step:
    unit = lower.per or ""
    count = at.count(unit)
    if not count:
        return Step("base.unknown", "needs_base", facts={"unit": unit})
    total = replace(bounds.lower, value=bounds.lower.value * count)
    return replace(bounds, lower=total, rule="base.total", facts={"unit": unit, "base": str(count)})


def _total_by_unit(upper: Target, lower: Target, at: Situation, bounds: Converted) -> Converted | Step:
    step = _own_by_unit(upper, lower, at, bounds)
    return step if isinstance(step, Step) else _totals(upper, lower, at, step)


def _each_by_total(upper: Target, lower: Target, at: Situation, bounds: Converted) -> Converted | Step:
    """A number for each (lớp, công nhân) beside one without "mỗi".

    They are of one thing where its population is those units, or both are caps.
    """
    if lower.population and terms.same_unit(upper.per or "", lower.population):
        return bounds
    return (
        replace(bounds, doubt=0.6)
        if bounds.upper.ceiling and bounds.lower.ceiling
        else _unlike(upper, lower, at, bounds)
    )


_TABLE: dict[tuple[str, str], Handler] = {
    ("total", "total"): _totals,
    ("total", "unit"): _total_by_unit,
    ("total", "mean"): _total_by_unit,
    ("own", "total"): _as_they_are,
    ("own", "unit"): _own_by_unit,
    ("own", "mean"): _own_by_unit,
    ("own", "each"): _each_by_total,
    ("unit", "unit"): _as_they_are,
    ("unit", "mean"): _unit_by_mean,
    ("unit", "total"): _unit_by_total,
    ("mean", "mean"): _as_they_are,
    ("mean", "unit"): _mean_by_unit,
    ("mean", "total"): _mean_by_total,
    ("each", "each"): _as_they_are,
    ("each", "total"): _each_by_total,
}


def _rhythms(upper: Target, lower: Target, at: Situation, bounds: Converted) -> Converted | Step:
    """Values over the same time: a finer lower rhythm adds up, a coarser one entails no minimum for each time."""
    asked, given = months(upper.frequency), months(lower.frequency)
    span = span_months(at.lower, lower)
    if asked == given or (given is None and asked is not None and asked >= span):
        return bounds
    if asked is None:
        asked = span
    length = given or span
    if length <= asked:
        total = replace(bounds.lower, value=bounds.lower.value * asked / length)
        stronger = bounds.stronger or length < asked
        return replace(bounds, lower=total, stronger=stronger, rule="rhythm.adds_up")
    least = replace(bounds.upper, value=bounds.upper.value * length / asked)
    if compare(least, bounds.lower) == "less":
        return Step("rhythm.sum_too_small", "lowered", facts={"sum": f"{least.value:g}"})
    return Step("rhythm.coarser", "unit_mismatch", facts={"sum": f"{least.value:g}"})
