"""Rule 5: does the lower value entail the upper one? A bound is read off a target as its comparator says."""

import math
from dataclasses import dataclass
from typing import Literal

from pipeline.cascade import terms
from pipeline.folding import fold
from pipeline.schema import Target

Order = Literal["less", "same", "more", "unsure"]
_ABOUT = 0.1  # how far "khoảng" may reach from its number, as a share of it
_ROUNDED = 0.02  # two thirds may be stored as 0.6667


@dataclass(frozen=True, slots=True)
class Bound:
    """One value as a bound: a floor, or a ceiling. ``bare`` has no comparator in the text. Percent, not ratio."""

    value: float
    ceiling: bool = False
    strict: bool = False
    approximate: bool = False
    bare: bool = False
    ranged: bool = False

    @property
    def whole(self) -> bool:
        """Whether a share with this bound leaves nobody out."""
        return self.value >= 100 and not self.ceiling and not self.approximate


def bound_of(target: Target, other: Target) -> Bound:
    """The bound that ``target`` sets, read beside ``other``: a bare number under a ceiling is one itself."""
    takes_sides = target.comparator not in ("eq", "approx", "range")
    ceiling = is_ceiling(target) or (not takes_sides and is_ceiling(other) and _yields(target, other))
    ranged = target.comparator == "range"
    value = target.value_high if ranged and ceiling and target.value_high is not None else target.value
    return Bound(
        value=amount(target, value or 0.0),
        ceiling=ceiling,
        strict=target.comparator in ("gt", "lt"),
        approximate=target.comparator == "approx",
        bare=target.comparator in ("eq", None),
        ranged=ranged,
    )


def amount(target: Target, value: float) -> float:
    """The value as it is compared: a fraction as percent."""
    return value * 100 if target.unit == "ratio" and value <= 1 else value


def is_ceiling(target: Target) -> bool:
    """Whether less is better: at most, below, or brought down to."""
    if target.comparator in ("le", "lt"):
        return True
    return target.change == "to" and target.direction == "decrease"


def _yields(target: Target, other: Target) -> bool:
    """Whether a number that takes no side is read as the ceiling that the other one is.

    Under an upper ceiling a planned number keeps to it or not; above a lower ceiling it is one only where the thing
    counted is an evil: "tỷ lệ quá hạn 3%".
    """
    said = f"{target.statement} {target.action or ''}"
    return other.doc_id != target.doc_id or terms.find("adverse", fold(said)) is not None


def compare(upper: Bound, lower: Bound) -> Order:
    """How strong the lower bound is beside the upper one; unsure where "khoảng" leaves it open."""
    if upper.ceiling != lower.ceiling:
        return "less"
    ahead = upper.value - lower.value if upper.ceiling else lower.value - upper.value
    if math.isclose(
        upper.value, lower.value, rel_tol=1e-9, abs_tol=_ROUNDED if _fractional(upper, lower) else 0
    ):
        ahead = 0.0
    if upper.approximate or lower.approximate:
        return _about(upper, lower, ahead)
    if ahead:
        return "more" if ahead > 0 else "less"
    if upper.strict == lower.strict:
        return "same"
    return "more" if lower.strict else "less"


def _fractional(upper: Bound, lower: Bound) -> bool:
    return any(not float(bound.value).is_integer() for bound in (upper, lower)) and upper.value < 1000


def _about(upper: Bound, lower: Bound, ahead: float) -> Order:
    reach = _ABOUT * abs(upper.value)
    if ahead == 0 and upper.approximate:
        return "same"
    if lower.approximate:
        return "more" if ahead > reach else "less" if ahead < -reach else "unsure"
    return "more" if ahead > 0 else "less" if ahead < -reach else "unsure"


def flags_of(upper: Bound, lower: Bound, order: Order) -> tuple[str, ...]:
    """The flags of CASCADE.md that the two bounds set, given how they compare."""
    flags = []
    if upper.approximate or lower.approximate:
        flags.append("approximate")
    if lower.ranged:
        flags.append("range")
    if order in ("same", "more") and not upper.ceiling and _floor_assumed(upper, lower, order):
        flags.append("assumed_floor")
    return tuple(flags)


def _floor_assumed(upper: Bound, lower: Bound, order: Order) -> bool:
    """Exactly one side is bare, or both are and only a floor makes the greater one entail the smaller."""
    if upper.approximate or lower.approximate:
        return False
    if upper.bare and lower.bare:
        return order == "more"
    return upper.bare != lower.bare and not lower.ranged
