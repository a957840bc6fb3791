"""Conditions: quantities that say to what something applies: ``doanh nghiệp có từ 25 lao động trở lên``."""

import re

from pipeline.extract.past import by_cue, last_year_is_past
from pipeline.extract.predicates import split_predicate
from pipeline.extract.quantities import Quantity
from pipeline.extract.setting import AIMING, RESULTS, Earlier, Setting, Verdict, cue

_OPEN_BRACKET = re.compile(r"\((?P<inside>[^()\n]*)$")
_LABELLED = re.compile(r" ?(?:[,;.)]|$)")
_HEADED = re.compile(r"[^.;,(]{0,80}(?:,[^.;:(]{0,60})?:(?= ?\w)")
_REACH = 48
_NOUN_REACH = 120
_SENTENCE_REACH = 400
_ONE_LEAD = 12
_FLOORS = frozenset({"ge", "gt", "lt"})
_BOUNDS = _FLOORS | {"le"}
_STOCKS = frozenset({"people", "bodies", "measures"})
_QUOTAS = frozenset({"condition.award", "condition.nomination", "condition.team"})
_SIZES = frozenset({"condition.size", "condition.dimension"})
_TO_WHOM = (" đối với ", " cho ", " với ", " nếu ")
_JOINT = 8  # ", " or " và "
_LIST = 50
_BEFORE_BRACKET = 16  # " năm 2025 (…"


def by_condition(setting: Setting, quantity: Quantity, earlier: Earlier) -> Verdict | None:
    """The verdict that the quantity is a condition, where its clause says so."""
    before = setting.before
    if verdict := _going_on(setting.folded, quantity, earlier):
        return verdict
    if cue("asked_by").search(before):
        return Verdict("condition", "condition.asked_by", 0.8)
    if bracket := _OPEN_BRACKET.search(before):
        if quantity.unit == "percent" and " đạt" in bracket["inside"]:
            return None  # "(đối với xã biên giới đạt từ 70% trở lên)": an exception with a target of its own
        if verdict := _bracketed(setting, quantity, earlier, before, bracket["inside"]):
            return verdict
    return (
        _conjoined(setting, quantity)
        or _in_population(setting, quantity, earlier)
        or _selected(setting, quantity, before)
    )


def _conjoined(setting: Setting, quantity: Quantity) -> Verdict | None:
    valued = quantity.unit in {"percent", "ratio", "money"}
    if cue("if" if valued else "conditional").search(setting.before):
        return Verdict("condition", "condition.conjunction", 0.8)
    if quantity.unit == "money" and quantity.comparator in _BOUNDS and _possessed(setting.before):
        return Verdict("condition", "condition.possessed", 0.8)
    floor = quantity.unit == "money" and quantity.comparator in _FLOORS
    if floor and cue("must_follow").match(setting.folded, quantity.end, setting.clause[1]):
        return Verdict("condition", "condition.must_follow", 0.8)
    return None


def _possessed(before: str) -> bool:
    """Whether an amount is what somebody has: ``xã có nguồn thu trên 9 tỷ đồng``; what each is to have is an aim."""
    has = cue("possessing").search(before)
    return bool(has) and not (cue("each").search(before) or cue("aim").search(before))


def _going_on(folded: str, quantity: Quantity, earlier: Earlier) -> Verdict | None:
    """What is joined to a rate or a quota is one too: ``được sử dụng 75% tổng thu kinh phí và 70% đoàn phí``."""
    if not earlier:
        return None
    other, verdict = earlier[-1]
    between = folded[other.end : quantity.start]
    listed = " và " in between or (
        "," in between and (_LABELLED.match(folded, quantity.end) or _alike(between, folded, quantity))
    )
    joined = len(between) < _LIST and listed and ";" not in between
    if verdict.role == "rate" and other.unit == quantity.unit and joined:
        return Verdict("rate", verdict.rule, 0.8)
    if verdict.role == "money" and quantity.unit == "percent" and quantity.comparator == "eq":
        return _parts_of_money(folded, quantity) or _scored(quantity, earlier)
    if scored := _scored(quantity, earlier):
        return scored
    sized = verdict.rule in _SIZES and other.unit_text == quantity.unit_text and len(between) < _LIST
    if sized or (verdict.rule in _QUOTAS and len(between) < _JOINT):
        return Verdict("condition", verdict.rule, 0.8)
    return None


def _alike(between: str, folded: str, quantity: Quantity) -> bool:
    """Whether the same words say to whom two quantities apply: ``100% đối với hộ nghèo, 70% đối với hộ cận nghèo``."""
    return any(words in between and folded.startswith(words, quantity.end) for words in _TO_WHOM)


def _parts_of_money(folded: str, quantity: Quantity) -> Verdict | None:
    """``kinh phí 400 triệu đồng, huyện bảo đảm 70%, xã 30%``: the shares of a sum, each behind who pays it."""
    return Verdict("money", "money.share", 0.8) if _LABELLED.match(folded, quantity.end) else None


def _scored(quantity: Quantity, earlier: Earlier) -> Verdict | None:
    """A further band of the same unit: ``từ 50 đến 69 điểm xếp 3 sao, từ 70 điểm …``."""
    for other, verdict in earlier:
        if verdict.rule.startswith("condition.score") and other.unit_text == quantity.unit_text:
            return Verdict("condition", verdict.rule, 0.8)
    return None


def _bracketed(
    setting: Setting, quantity: Quantity, earlier: Earlier, before: str, inside: str
) -> Verdict | None:
    """To whom a target applies, behind it in brackets; parts of the target there are none."""
    if _parts_target(inside, quantity, earlier) or (quantity.unit == "money" and quantity.per):
        return None
    if (
        cue("target_named").match(inside)
        or _same_aim(setting, quantity, inside)
        or _spelled_out(setting, quantity, before, inside)
    ):
        return None
    if setting.first_year and last_year_is_past(setting, before[-len(inside) - _BEFORE_BRACKET :]):
        return Verdict("past_result", "past.bracket", 0.85)
    if cue("states").search(inside) or quantity.comparator in {"gt", "lt"}:
        return Verdict("condition", "condition.bracket", 0.85)
    if quantity.comparator != "eq":
        return None
    bare = Verdict("unclassified", "condition.bracket_bare", 0.5)
    return by_cue(setting, quantity, earlier) or bare


def _spelled_out(setting: Setting, quantity: Quantity, before: str, inside: str) -> bool:
    """``đạt mục tiêu kép (90% hộ có nước sạch; 80% hộ có nhà tiêu)``: an aim, spelled out in sentences."""
    opens = not inside or inside.endswith("; ")
    if (
        not opens
        or quantity.unit != "percent"
        or not cue("intent").search(before, 0, len(before) - len(inside))
    ):
        return False
    return split_predicate(setting.folded, quantity.noun_end, setting.clause[1]) < setting.clause[1]


def _same_aim(setting: Setting, quantity: Quantity, inside: str) -> bool:
    """``(tăng 11% so với …)``, ``(riêng trẻ 5 tuổi 99%)``: the same aim, once more."""
    share = quantity.unit == "percent" and setting.kind in AIMING
    return share and cue("same_aim").search(inside) is not None


def _parts_target(inside: str, quantity: Quantity, earlier: Earlier) -> bool:
    """``1.300.000 đồng (gồm 1.000.000 đồng tiền mặt và 300.000 đồng …)``: the parts of a target in its unit."""
    if not earlier or earlier[-1][1].role != "target" or earlier[-1][0].unit != quantity.unit:
        return False
    return quantity.unit == "money" and ("gồm" in inside or "trong đó" in inside)


def _selected(setting: Setting, quantity: Quantity, before: str) -> Verdict | None:
    """A noun that the quantity qualifies: ``tại các doanh nghiệp có từ 25 lao động``, ``CĐCS có 30% nữ: …``."""
    folded, high = setting.folded, setting.clause[1]
    has = cue("has").search(before)
    if has and quantity.unit in {"percent", "money"} and has.group().startswith((" đạt", " còn")):
        return None
    if not has or quantity.unit_class in RESULTS or quantity.comparator == "le":
        return None
    if cue("distributed").search(before[: has.start()]):
        return _selected_each(folded, quantity, high)
    if quantity.comparator in _FLOORS and cue("must_follow").match(folded, quantity.end, high):
        return Verdict("condition", "condition.must_follow", 0.8)
    if quantity.comparator in _FLOORS and _placed(quantity, before, has.start()):
        return Verdict("condition", "condition.placed", 0.75)
    return _selected_noun(setting, quantity, before, has.start())


def _selected_each(folded: str, quantity: Quantity, high: int) -> Verdict | None:
    """``mỗi công đoàn cơ sở có từ 200 lao động nữ trở lên | tổ chức …``: a floor that another predicate follows."""
    followed = split_predicate(folded, quantity.noun_end, high) < high
    if quantity.rule == "ge.after" and quantity.unit_class in _STOCKS and followed:
        return Verdict("condition", "condition.each_selected", 0.8)
    return None


def _placed(quantity: Quantity, before: str, at: int) -> bool:
    """Whether the noun that has the quantity, before ``at``, is one of many or the place of something."""
    near = max(at - _REACH, before.rfind(",", 0, at) + 1)
    many = quantity.unit_class in _STOCKS and cue("plural").search(before, near, at)
    return bool(many or cue("placed").search(before, near, at))


def _selected_noun(setting: Setting, quantity: Quantity, before: str, at: int) -> Verdict | None:
    """A noun that can hold the quantity, stands before ``at`` and is selected by it."""
    folded, high = setting.folded, setting.clause[1]
    nouns = [match.start() for match in cue("holder").finditer(before, max(at - _REACH, 0), at)]
    if not nouns:
        return None
    if _HEADED.match(folded, quantity.end, high):
        return Verdict("condition", "condition.before_colon", 0.85)
    if quantity.comparator != "eq" and _chosen(quantity, before[max(nouns[-1] - _REACH, 0) : nouns[-1]]):
        return Verdict("condition", "condition.selected_noun", 0.8)
    strict = quantity.comparator in {"gt", "lt"} or quantity.rule == "ge.after"
    end = split_predicate(folded, quantity.number if strict else quantity.noun_end, high)
    goes_on = end < high and not folded[quantity.noun_end : end].strip().startswith(",")
    if quantity.unit != "percent" and quantity.comparator in _BOUNDS and goes_on:
        return Verdict("condition", "condition.before_predicate", 0.7)
    return None


def _chosen(quantity: Quantity, lead: str) -> bool:
    """Whether the words before the noun choose some of its kind."""
    if cue("placed").search(lead):
        return True
    return quantity.unit != "percent" and bool(cue("selecting").search(lead) or cue("plural").search(lead))


def _in_population(setting: Setting, quantity: Quantity, earlier: Earlier) -> Verdict | None:
    """A bound in the noun phrase of an earlier share: ``100% đơn vị có từ 10 lao động | thành lập …``."""
    folded, low = setting.folded, setting.clause[0]
    shares = [other.end for other, _ in earlier if other.start >= low and other.unit == "percent"]
    if not shares or quantity.unit == "percent" or quantity.comparator not in _BOUNDS:
        return None
    lasting = quantity.unit == "time" and not cue("apart").search(folded, shares[-1], quantity.start)
    if not lasting and not cue("in_population").fullmatch(folded, shares[-1], quantity.start):
        return None
    limit = min(quantity.noun_end + _SENTENCE_REACH, len(folded))
    line_end = folded.find("\n", quantity.end, limit)
    end = split_predicate(folded, quantity.noun_end, limit if line_end < 0 else line_end)
    one_lead = split_predicate(folded, shares[-1], quantity.start) >= quantity.start - _ONE_LEAD
    if one_lead and end - quantity.noun_end < _NOUN_REACH:
        return Verdict("condition", "condition.in_population", 0.85)
    return None
