"""What a quantity is: a target, a condition, a past result … decided by named rules, the strongest first.

The test of ANNOTATION: a target is what the issuer or its units are to reach; take the main predicate away, and a
number that still modifies its noun is a condition.
"""

import re

from pipeline.extract.aims import by_aim
from pipeline.extract.breakdowns import by_breakdown
from pipeline.extract.past import by_cue, cued
from pipeline.extract.quantities import Quantity
from pipeline.extract.selecting import by_condition
from pipeline.extract.setting import AIMING, Earlier, Setting, Verdict, cue
from pipeline.schema import SectionKind

_NO_TARGETS = Verdict("boilerplate", "place.no_targets", 0.9)
_BY_KIND: dict[SectionKind | None, Verdict] = {
    "theme": _NO_TARGETS,
    "legal_basis": _NO_TARGETS,
    "signature": _NO_TARGETS,
    "recipients": _NO_TARGETS,
    "assessment": Verdict("past_result", "place.assessment", 0.9),
}
_MUST = " phải "
_LETTER = re.compile(r"[^\W\d_]")
_EACH_BACK = 40
_QUOTED = re.compile(r'"[^"\n]{0,70}$')
_DAILY = frozenset({"buổi", "bữa", "ca"})
_WORKED = frozenset({"giờ", "giờ làm việc", "tiết"})
_WORKING_TIMES = frozenset({"P1D", "P1W"})
_AGES = frozenset({"tuổi", "tháng tuổi", "năm tuổi"})


def classify(setting: Setting, quantity: Quantity, earlier: Earlier) -> Verdict:
    """The role of ``quantity``; ``earlier`` are the quantities before it in its statement."""
    for decide in (_by_force, _by_place, _by_unit, by_breakdown, by_condition, by_cue, by_aim):
        if verdict := decide(setting, quantity, earlier):
            return verdict
    return Verdict("unclassified", "none", 0.5)


def _by_force(setting: Setting, quantity: Quantity, earlier: Earlier) -> Verdict | None:
    return cued(setting, force=True)


def _by_place(setting: Setting, quantity: Quantity, earlier: Earlier) -> Verdict | None:
    if setting.genre == "other":
        return Verdict("boilerplate", "place.other_genre", 0.8)
    span = setting.statement[0], quantity.start
    striven = quantity.unit == "percent" and cue("strives").search(setting.folded, *span) is not None
    if verdict := _BY_KIND.get(setting.kind):
        return None if striven and verdict.role == "past_result" else verdict
    rule = _required(setting, *span)
    if rule is None or striven:
        return None  # "Cơ cấu: phấn đấu tỷ lệ nữ từ 15% trở lên": an aim among what one has to have
    return Verdict("condition", rule, 0.8)


def _required(setting: Setting, start: int, end: int) -> str | None:
    """The rule by which a quantity is what one has to have: its section, or the words of its statement before it."""
    if setting.kind not in AIMING and setting.awarding:
        return "place.award"
    if cue("eligibility").match(setting.folded, start, end) or _of_criterion(setting.folded, start, end):
        return "place.eligibility"
    return "place.scope" if setting.kind == "scope" else None


def _of_criterion(folded: str, start: int, end: int) -> bool:
    """Whether the words before a quantity say what one has to have to be given something."""
    return folded.find(_MUST, start, end) >= 0 and cue("criterion").search(folded, start, end) is not None


def _by_unit(setting: Setting, quantity: Quantity, earlier: Earlier) -> Verdict | None:
    folded = setting.folded
    if quantity.unit_role == "date":
        return Verdict("date", "unit.day", 0.7)
    if folded[setting.statement[0] : setting.statement[1]].rstrip().endswith("?"):
        return Verdict("boilerplate", "place.question", 0.8)
    if quantity.unit_class == "physical":
        return Verdict("condition", "unit.physical", 0.8)
    if quantity.unit_role == "meta" and not _reached(quantity, setting.before):
        return Verdict("boilerplate", "unit.meta", 0.9)
    before = folded[setting.statement[0] : quantity.start]
    if quantity.comparator == "eq" and (rule := _bare_of(quantity, before)):
        return Verdict("boilerplate", rule, 0.8)
    return _by_time(setting, quantity, before) if quantity.unit_role == "time" else None


def _reached(quantity: Quantity, before: str) -> bool:
    """Whether criteria and the like are to be reached by each: ``bình quân đạt 17 tiêu chí/xã``."""
    each = quantity.per is not None or cue("each").search(before[-_EACH_BACK:]) is not None
    return each and (quantity.comparator == "ge" or cue("attains").search(before) is not None)


def _bare_of(quantity: Quantity, before: str) -> str | None:
    """The rule by which a bare number is none of the plan's: a day's routine, a poll's result, part of a name."""
    if quantity.frequency == "P1D" and quantity.unit_text in _DAILY:
        return "unit.daily"
    if quantity.value == 0 and not _LETTER.search(before):
        return "place.poll"
    return "place.quoted" if before.count('"') % 2 == 1 and _QUOTED.search(before) else None


def _by_time(setting: Setting, quantity: Quantity, before: str) -> Verdict | None:
    """A unit of time is an age or a date, unless it is a duration to be reached."""
    if verdict := cued(setting, force=False) or _working_time(quantity):
        return verdict
    bounded = quantity.comparator in {"ge", "le"}
    if cue("life_expectancy").search(before) or (quantity.frequency and bounded):
        return None
    if quantity.unit_text in _AGES or setting.folded.startswith(" tuổi", quantity.end):
        return Verdict("condition", "unit.age", 0.9)
    if setting.kind in AIMING and cue("reaches").search(before):
        return None
    lasts = bounded and cue("lasts").search(before) and " bị " not in before
    if lasts or quantity.baseline is not None or (quantity.comparator != "eq" and setting.kind in AIMING):
        return None
    return _duration(quantity)


def _working_time(quantity: Quantity) -> Verdict | None:
    """``không quá 08 giờ/ngày``, ``19 tiết/tuần``: norms of working time."""
    normed = quantity.unit_text in _WORKED and quantity.frequency in _WORKING_TIMES
    return Verdict("rate", "unit.working_time", 0.8) if normed else None


def _duration(quantity: Quantity) -> Verdict:
    """``không quá 07 phút`` is what something may be, ``23 tiết/tuần`` a norm, and ``02 ngày`` only how long."""
    if quantity.comparator != "eq":
        return Verdict("condition", "unit.time_bound", 0.6)
    return Verdict("rate", "unit.time_rate", 0.6) if quantity.frequency else Verdict("date", "unit.time", 0.6)
