"""Targets changed in one dimension at a time, each with the verdict that follows for it under the unchanged one.

For measuring the judgement beyond the corpus: the unchanged target is read as the upper one, the changed one as what a
lower body's plan of the same period makes of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from msgspec.structs import replace

from pipeline.schema import Modality, Target, Verdict

Dimension = Literal[
    "none", "value", "comparator", "sector", "condition", "date", "modality", "aggregation", "unit"
]
_RANKS: tuple[Modality, ...] = ("encourage", "strive", "commit", "mandate")
_SECTOR = " trong doanh nghiệp"
_CONDITION = "những nơi còn nguồn phát triển"
_STEP = 1.0
_MONTH = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Perturbed:
    """``target`` differs in ``dimension`` only; under the unchanged target it deserves ``verdict``."""

    dimension: Dimension
    target: Target
    verdict: Verdict


def perturb(target: Target, period_end: date) -> Iterator[Perturbed]:
    """The changes that can be made to a quantified level whose comparator is exact (not "khoảng", not a range).

    ``period_end`` is the last day of both plans' period.
    """
    yield Perturbed("none", target, "equal")
    yield from _values(target)
    yield from _comparators(target)
    yield from _sectors(target)
    yield Perturbed("condition", replace(target, condition=_CONDITION), "scope_narrowed")
    yield from _dates(target, period_end)
    yield from _modalities(target)
    yield from _aggregations(target)
    if target.unit == "percent":
        yield Perturbed("unit", replace(target, unit="percent_point"), "unit_mismatch")


def _is_ceiling(target: Target) -> bool:
    return target.comparator in ("le", "lt")


def _is_total(target: Target) -> bool:
    """A total of the whole system, of which nobody knows the lower body's share."""
    return target.measure == "count" and target.per is None


def _values(target: Target) -> Iterator[Perturbed]:
    value = target.value or 0.0
    better, worse = (value - _STEP, value + _STEP) if _is_ceiling(target) else (value + _STEP, value - _STEP)
    if target.unit != "percent" or better <= 100:
        yield Perturbed("value", replace(target, value=better), "exceeds")
    missed: Verdict = "needs_base" if _is_total(target) else "lowered"
    yield Perturbed("value", replace(target, value=worse), missed)


def _comparators(target: Target) -> Iterator[Perturbed]:
    stricter: dict[str, Literal["gt", "lt"]] = {"ge": "gt", "le": "lt"}
    looser: dict[str, Literal["ge", "le"]] = {"gt": "ge", "lt": "le"}
    said = target.comparator or "eq"
    if said in stricter:
        yield Perturbed("comparator", replace(target, comparator=stricter[said]), "exceeds")
    if said in looser:
        missed: Verdict = "needs_base" if _is_total(target) else "lowered"
        yield Perturbed("comparator", replace(target, comparator=looser[said]), missed)
    if said == "ge":
        high = (target.value or 0.0) + 5
        yield Perturbed("comparator", replace(target, comparator="range", value_high=high), "equal")
    yield Perturbed("comparator", replace(target, comparator="approx"), "needs_base")


def _sectors(target: Target) -> Iterator[Perturbed]:
    if target.measure != "share" or not target.population:
        return
    if _SECTOR in target.population:
        wide = replace(target, population=target.population.replace(_SECTOR, ""))
        harmless = (target.value or 0.0) >= 100 and not _is_ceiling(target)
        yield Perturbed("sector", wide, "equal" if harmless else "needs_base")
    else:
        yield Perturbed("sector", replace(target, population=target.population + _SECTOR), "scope_narrowed")


def _dates(target: Target, period_end: date) -> Iterator[Perturbed]:
    due = target.deadline_end or period_end
    yield Perturbed("date", replace(target, deadline_end=due + _MONTH), "later_deadline")
    yield Perturbed("date", replace(target, deadline_end=due - _MONTH), "equal")


def _modalities(target: Target) -> Iterator[Perturbed]:
    rank = _RANKS.index(target.modality or "commit")
    if rank > 0:
        yield Perturbed("modality", replace(target, modality=_RANKS[rank - 1]), "weaker_modality")
    if rank + 1 < len(_RANKS):
        yield Perturbed("modality", replace(target, modality=_RANKS[rank + 1]), "equal")


def _aggregations(target: Target) -> Iterator[Perturbed]:
    if target.measure == "per_unit":
        yield Perturbed("aggregation", replace(target, measure="mean_per_unit"), "lowered")
        yield Perturbed("aggregation", replace(target, measure="count", per=None), "unit_mismatch")
    if target.measure == "mean_per_unit":
        yield Perturbed("aggregation", replace(target, measure="per_unit"), "exceeds")
