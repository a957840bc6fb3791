"""Shares that are split by sector: a pooled share hides its strata, a split one must reach the pooled one in each."""

from pipeline.cascade import terms
from pipeline.cascade.judge.conversion import Converted, convert
from pipeline.cascade.judge.situation import Situation
from pipeline.cascade.judge.value import bound_of, compare
from pipeline.cascade.steps import Step
from pipeline.folding import fold
from pipeline.schema import Target

_ALL = frozenset({"public", "enterprise"})


def sectors(target: Target, at: Situation) -> frozenset[str]:
    """The sectors that a target is for, less the one that all the lower body's members belong to."""
    return terms.sectors_of(fold(target.population or "")) - {at.sector}


def pooled(upper: Target, lower: Target, at: Situation) -> Step | None:
    """One lower share over the sectors that the upper plan parts; None where the pair is not of that kind."""
    if lower.measure != "share" or at.sector or not sectors(upper, at) or sectors(lower, at):
        return None
    strata = [row for row in at.upper.targets if _same_statement(row, upper) and row.unit == upper.unit]
    if len({sectors(row, at) for row in strata} - {frozenset()}) < 2:
        return None
    if bound_of(lower, upper).whole:
        return Step("strata.pooled_whole")
    orders = [_order(row, lower, at) for row in strata]
    if all(order == "less" for order in orders):
        return Step("strata.pooled", "lowered")
    return Step("strata.pooled", "needs_base")


def _same_statement(one: Target, other: Target) -> bool:
    return one.statement == other.statement and one.measure == other.measure


def _percent(target: Target) -> float:
    value = target.value or 0.0
    return value * 100 if target.unit == "ratio" else value


def _order(upper: Target, lower: Target, at: Situation) -> str:
    converted = convert(upper, lower, at)
    return compare(converted.upper, converted.lower) if isinstance(converted, Converted) else "unsure"


def split(upper: Target, lower: Target, at: Situation) -> Step | None:
    """One upper share over lower ones parted by sector; None where they do not cover all sectors together.

    A stratum that is known to be empty does not count.
    """
    if upper.measure != "share" or sectors(upper, at):
        return None
    parts = [pair.lower for pair in at.lowers_of(upper) if _same_statement(pair.lower, lower)]
    covered = frozenset[str]().union(*(sectors(row, at) for row in parts))
    if len(parts) < 2 or not covered >= _ALL:
        return None
    peopled = [row for row in parts if at.count(row.population or "") != 0]
    if lower not in peopled:
        return Step("strata.empty", "not_applicable", facts={"stratum": lower.population or ""})
    if any(_order(upper, row, at) == "less" for row in peopled):
        weakest = min(peopled, key=_percent)
        facts = {"stratum": weakest.population or "", "weakest": weakest.quote or ""}
        return Step("strata.split", "lowered", facts=facts)
    return Step("strata.split_holds")


def only_known_stratum(upper: Target, at: Situation) -> bool:
    """Whether the lower plan has the other stratum of an upper split only, and speaks of no other sector itself."""
    mine = sectors(upper, at)
    strata = [row for row in at.upper.targets if _same_statement(row, upper) and sectors(row, at)]
    others = [row for row in strata if sectors(row, at) != mine and at.lowers_of(row)]
    if not mine or not others:
        return False
    spoken = frozenset[str]().union(
        *(terms.sectors_of(fold(row.population or "")) for row in at.lower.targets)
    )
    return bool(spoken) and not mine & spoken
