"""Parts of a target: ``90 báo cáo viên (gồm 50 giảng viên; 40 chuyên viên)``, ``tập huấn đại trà (ưu tiên 100% …)``,
``100% đạt chuẩn trở lên (70% mức tốt, 30% mức khá)``."""

from pipeline.extract.quantities import Quantity
from pipeline.extract.setting import AIMING, Earlier, Setting, Verdict, cue

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
    if quantity.unit == "percent" and not _graded(setting, quantity):
        return None
    if verdict.rule == _RULE:
        goes_on = len(between) < _NOUN and between.rstrip().endswith(_JOINTS) and "." not in between
    else:
        opens = "graded" if quantity.unit == "percent" else "parted"
        goes_on = verdict.role == "target" and cue(opens).fullmatch(between) is not None
    return Verdict("target", _RULE, 0.86) if goes_on else None


def _graded(setting: Setting, share: Quantity) -> bool:
    """Whether a share among the aims is of a grade that is named right behind it."""
    return setting.kind in AIMING and cue("grade_named").match(setting.folded, share.end) is not None


def _may_part(whole: Quantity, part: Quantity) -> bool:
    if whole.unit == part.unit == "percent":
        return part.comparator == "eq" and part.value < whole.value
    return (
        whole.unit == part.unit == "count"
        and whole.unit_class in _PARTED
        and part.unit_class in _PARTED
        and whole.per is None
        and part.comparator == "eq"
        and part.frequency is None
        and part.value < whole.value
    )
