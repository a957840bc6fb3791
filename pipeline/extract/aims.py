"""Targets: what is left of the quantities, where section, comparator, unit or verb says that it is to be reached."""

import re

from pipeline.extract.clauses import skip_lead
from pipeline.extract.predicates import split_predicate
from pipeline.extract.quantities import Quantity
from pipeline.extract.setting import AIMING, RESULTS, SHARES, Earlier, Setting, Verdict, cue

# From a separator on, so that the search tries each stretch of the words before once and not from each of its letters.
_LABEL = re.compile(
    r"(?<![^,;.:])(?=[^,;.:]*[^\W\d_]{2})[^,;.:]*: ?$|(?<!\w)(?:là|đạt)(?: từ| trên| ít nhất)? $"
)
_STOCKS = {"people", "bodies", None}  # a noun that the lexicon does not have is mostly a post or a body
_WORKS = frozenset({"products", "programmes"})
_JOINTS = frozenset({", ", " và ", " mới và ", " mới, "})
_NORMS = ("money_norm", "each_gets")
_JUST_BEFORE = 24
_BETWEEN = 90


def by_aim(setting: Setting, quantity: Quantity, earlier: Earlier) -> Verdict | None:
    """The verdict that the quantity is a target; of money that is none, and of results in a preamble, theirs."""
    before = setting.before
    if quantity.unit is None and quantity.comparator == "eq" and not _LABEL.search(before):
        return None
    if quantity.unit == "money" and (cost := _worth(quantity, before, earlier)):
        return cost
    paid = setting.kind == "funding"  # "bình quân 2 tỷ đồng/năm", "do ngân sách bảo đảm 80%": no aims
    said = cue("aim").search(before) is not None or quantity.frequency is not None
    bound = quantity.comparator != "eq" and not (paid and quantity.comparator == "approx")
    aimed = (said and not paid) or bound
    if setting.kind in AIMING:
        return Verdict("target", "target.section", 0.95 if aimed or quantity.unit == "percent" else 0.9)
    if quantity.unit in {"money", "count"} and (
        _continues_target(setting, quantity, earlier) or _listed_with_targets(setting, quantity, earlier)
    ):
        return Verdict("target", "target.coordinated", 0.75)
    if quantity.unit == "money":
        raised = not paid and cue("raises").search(before) is not None
        return _money(quantity, before, aimed=aimed or raised)
    bare = None if aimed else _bare_in(setting, quantity, before) or _made_of(quantity, before, earlier)
    return bare or _by_unit(quantity, before, aimed=aimed)


def _bare_in(setting: Setting, quantity: Quantity, before: str) -> Verdict | None:
    """What a number without words of an aim is in a preamble (a result) or among the funds (a share of them)."""
    if setting.kind == "preamble" and setting.genre == "directive":
        return Verdict("past_result", "past.preamble", 0.6)
    if setting.kind == "funding" and quantity.unit == "percent" and cue("funds").search(before):
        return Verdict("money", "money.share", 0.7)
    return None


def _made_of(quantity: Quantity, before: str, earlier: Earlier) -> Verdict | None:
    """What goes on with the parts of something: ``ngày hội gồm 12 gian hàng, 5 tiết mục văn nghệ``."""
    parts = bool(earlier) and earlier[-1][1].role == "unclassified" and cue("made_of").search(before)
    return Verdict("unclassified", "place.part", 0.5) if parts and quantity.unit == "count" else None


def _continues_target(setting: Setting, quantity: Quantity, earlier: Earlier) -> bool:
    """``đạt 22.000 đồng, tăng dần lên 25.000 đồng``: the same unit in the clause of a target."""
    if not earlier or earlier[-1][1].role != "target":
        return False
    other = earlier[-1][0]
    between = setting.folded[other.end : quantity.start]
    parts = other.unit == "money" and ("gồm" in between or "trong đó" in between)
    listed = other.unit == "count" and not setting.before.strip(" ;")
    listed = listed or between in _JOINTS or _of_another_body(setting, quantity)
    near = (other.start >= setting.clause[0] or parts or listed) and len(between) < _BETWEEN
    alike = (
        between in _JOINTS
        or other.unit_class == quantity.unit_class
        or {other.unit_class, quantity.unit_class} <= _STOCKS
    )
    return near and other.unit == quantity.unit and alike


def _listed_with_targets(setting: Setting, quantity: Quantity, earlier: Earlier) -> bool:
    """``Mục tiêu: 90% trẻ được học bơi; 470 trường đạt chuẩn``: it opens a clause of what an aim before it lists."""
    listed = setting.folded.endswith("; ", 0, quantity.start) and quantity.unit_text is not None
    if not (listed and earlier and earlier[-1][1].role == "target"):
        return False
    return cue("intent").search(setting.folded, setting.statement[0], earlier[0][0].start) is not None


def _of_another_body(setting: Setting, quantity: Quantity) -> bool:
    """``…; các xã còn lại 300 đoàn viên``, ``trong đó khối trường học 80``: only a body stands before the quantity."""
    low = skip_lead(setting.folded, setting.clause[0], quantity.start)
    said = cue("of_body").match(setting.folded, low, quantity.start)
    return bool(said) and split_predicate(setting.folded, low, quantity.start) >= quantity.start


def _worth(quantity: Quantity, before: str, earlier: Earlier) -> Verdict | None:
    """``01 công trình, trị giá đầu tư 14 tỷ đồng``: what a work costs."""
    works = bool(earlier) and earlier[-1][0].unit_class in _WORKS
    if works and quantity.comparator == "eq" and quantity.per is None and cue("worth").search(before):
        return Verdict("money", "money.worth", 0.7)
    return None


def _money(quantity: Quantity, before: str, *, aimed: bool) -> Verdict:
    changed = quantity.baseline is not None or (
        cue("change").search(before) and before.endswith(("lên ", "xuống ", "còn ", "đạt ", "thêm "))
    )
    levelled = cue("each").search(before) is not None and cue("reaches").search(before) is not None
    if quantity.per or aimed or changed or levelled or any(cue(name).search(before) for name in _NORMS):
        return Verdict("target", "target.money_norm", 0.7)
    return Verdict("money", "money", 0.8)


def _by_unit(quantity: Quantity, before: str, *, aimed: bool) -> Verdict | None:
    changed = cue("change").search(before)
    if quantity.unit_text == "lần" and quantity.unit == "ratio" and not (aimed or changed):
        return None  # "nguy hiểm gấp 3 lần": a comparison
    if quantity.unit in SHARES:
        return Verdict("target", "target.share", 0.9 if aimed or quantity.value == 100 else 0.75)
    if quantity.unit == "time":
        return Verdict("target", "target.duration", 0.7) if _to_last(quantity, before) else None
    return _counted(quantity, before, aimed=aimed) if quantity.unit == "count" else None


def _to_last(quantity: Quantity, before: str) -> bool:
    """Whether a duration is to be reached: at least so long, or longer than now."""
    if quantity.comparator in {"le", "ge"} and (quantity.frequency or cue("lasts").search(before)):
        return True
    return quantity.baseline is not None or cue("change").search(before[-_JUST_BEFORE:]) is not None


def _counted(quantity: Quantity, before: str, *, aimed: bool) -> Verdict | None:
    if aimed or cue("each").search(before) or (quantity.unit_text and cue("how_many").search(before)):
        return Verdict("target", "target.count", 0.85)
    if quantity.unit_class in RESULTS and not cue("oblique").search(before):
        return Verdict("target", "target.count_of_result", 0.7)
    gives = cue("gives").search(before)
    if quantity.unit_class == "programmes" and not (
        cue("started").search(before) or (gives and before.endswith("cho "))
    ):
        return None
    if quantity.unit_class and cue("enumerated").search(before):
        return Verdict("target", "target.enumerated", 0.75)
    if quantity.unit_text and (gives or cue("act").search(before) or cue("moved").search(before)):
        return Verdict("target", "target.count_of_act", 0.75)
    return None
