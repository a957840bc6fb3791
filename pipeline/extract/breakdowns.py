"""Parts of a target: ``90 báo cáo viên (gồm 50 giảng viên; 40 chuyên viên)``, ``tập huấn đại trà (ưu tiên 100% …)``."""

from pipeline.extract.quantities import Quantity
from pipeline.extract.setting import Earlier, Setting, Verdict, cue

_RULE = "target.breakdown"
_PARTED = frozenset({None, "people", "bodies"})
_NOUN = 120
_JOINTS = (",", ";", " và")


def by_breakdown(setting: Setting, quantity: Quantity, earlier: Earlier) -> Verdict | None:
    """The verdict that the quantity is a part of a target before it, or of what is to be done, that comes first.

    People and bodies are parted so, into smaller numbers; what a gift is made of is no part of how many there are.
    """
    if quantity.unit == "percent" and cue("prioritised").search(setting.before):
        return Verdict("target", "target.prioritised", 0.86)
    whole = next((one for one, verdict in reversed(earlier) if verdict.rule != _RULE), None)
    if whole is None or not _may_part(whole, quantity):
        return None
    last, verdict = earlier[-1]
    between = setting.folded[last.end : quantity.start]
    if verdict.rule == _RULE:
        goes_on = len(between) < _NOUN and between.rstrip().endswith(_JOINTS) and "." not in between
    else:
        goes_on = verdict.role == "target" and cue("parted").fullmatch(between) is not None
    return Verdict("target", _RULE, 0.86) if goes_on else None


def _may_part(whole: Quantity, part: Quantity) -> bool:
    return (
        whole.unit == part.unit == "count"
        and whole.unit_class in _PARTED
        and part.unit_class in _PARTED
        and whole.per is None
        and part.comparator == "eq"
        and part.frequency is None
        and part.value < whole.value
    )
