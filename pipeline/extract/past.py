"""Past results and whatever else the cues of ``roles.toml`` tell: money, contacts, anniversaries, ordinals …"""

from pipeline.extract.clauses import Span
from pipeline.extract.date_rules import QUARTERS
from pipeline.extract.predicates import split_predicate
from pipeline.extract.quantities import Quantity
from pipeline.extract.setting import AIMING, Earlier, Setting, Verdict, cue

_BEFORE = 90
_JUST_BEFORE = 24
_ADJOINING = 12
_OPENING = 90
_BETWEEN = 60
_FUNDS = frozenset({"percent", "money"})
_OF_STATE = frozenset({"past.before", "past.share"})
_OF_NORMS = frozenset({"rate.compared", "rate.share_of_cost"})
_MEASURED = frozenset({"past.achieved", "past.measured", "past.after", "rate.share_of_norm"})
_TOLD = frozenset({"past.verb", "past.lately"})
_FLOORS = frozenset({"ge.before", "le.before", "ge.from", "ge.after"})
_SAID = "cho biết:"
_RECORDED = ("as_of", "surveyed")
_OPENINGS = (
    ("opens_now", "past.now"),
    ("opens_lately", "past.opening_lately"),
    ("opens_telling", "past.telling"),
)
_DATED = frozenset({"past.year", "past.opening", *(f"past.{name}" for name in _RECORDED)})
_UNCOUNTED = frozenset({"ordinal", "date", "anniversary", "condition"})
_BARE = frozenset({"past.stock", "past.debt"})
_SHARED_OUT = frozenset({"past.share", "past.stock"})
_ASKED = frozenset({"ge", "le", "range"})
_ALSO = (" và ", ", ")  # "đã có hơn 12.000 hội viên và trên 900 cán bộ"
_TO_A_NEW_LEVEL = ("xuống ", "xuống còn ", "tăng lên ", "nâng lên ")
_MONTHS = {"ba": 3, "3": 3, "03": 3, "sáu": 6, "6": 6, "06": 6, "chín": 9, "9": 9, "09": 9}
_STATES = frozenset({"past.at_hand", "past.state", "past.stock", "past.place_has", "past.population"})
_STOCKS = frozenset({"people", "bodies"})


def cued(setting: Setting, *, force: bool) -> Verdict | None:
    """The verdict of the first cue that fits, of those that hold everywhere or of the others."""
    found = setting.cues.get(force)
    return Verdict(found.role, found.id, 0.9) if found else None


def by_cue(setting: Setting, quantity: Quantity, earlier: Earlier) -> Verdict | None:
    """The verdict of a cue, else that of a result reached before the plan."""
    if verdict := cued(setting, force=False):
        held = not (
            _overruled(setting, quantity, verdict) or _shares_target(setting, quantity, verdict, earlier)
        )
        return (_of_funds(setting, quantity, verdict) or verdict) if held else None
    before = setting.folded[max(setting.clause[0], quantity.start - _BEFORE) : quantity.start]
    if _continues_past(setting, quantity, earlier):
        return Verdict("past_result", "past.continued", 0.7)
    if rule := _opened_in_past(setting, quantity):
        return Verdict("past_result", rule, 0.75)
    if cue("aim").search(before) or cue("intent").search(before):
        return None
    if cue("past_verb").search(before):
        return Verdict("past_result", "past.verb", 0.8)
    dated = not before.endswith(_TO_A_NEW_LEVEL) and last_year_is_past(setting, before)
    return Verdict("past_result", "past.year", 0.8) if dated else None


def _of_funds(setting: Setting, quantity: Quantity, verdict: Verdict) -> Verdict | None:
    """Among the funds no amount is a result: ``ngân sách tỉnh 90 tỷ đồng (chiếm 60%)``."""
    shared = setting.kind == "funding" and quantity.unit in _FUNDS and verdict.role == "past_result"
    return Verdict("money", "money.share", 0.7) if shared else None


def _shares_target(setting: Setting, quantity: Quantity, verdict: Verdict, earlier: Earlier) -> bool:
    """``phấn đấu đạt 50 tỷ đồng, chiếm 8%``: the share of a target right before it."""
    if verdict.rule != "past.share" or not earlier or earlier[-1][1].role != "target":
        return False
    return quantity.start - earlier[-1][0].end < _ADJOINING


def _overruled(setting: Setting, quantity: Quantity, verdict: Verdict) -> bool:
    """Whether a section on targets, or a change to a new level, says that a cue of the past does not count."""
    if _contradicted(setting, quantity, verdict.rule):
        return True
    if verdict.role != "past_result":
        return False
    if verdict.rule in _OF_NOW and quantity.comparator not in {"ge", "le"}:
        return _OF_NOW[verdict.rule](setting, quantity)
    aimed = quantity.comparator in {"ge", "le"} and cue("aim").search(setting.before)
    if verdict.rule in _OF_STATE and (aimed or quantity.rule in _FLOORS):
        return True
    aiming = setting.kind in AIMING and (quantity.comparator != "eq" or verdict.rule in _BARE)
    if aiming or (verdict.rule in _SHARED_OUT and _aims_ahead(setting, quantity)):
        return True
    return verdict.rule == "past.after" and _changes(setting, quantity)


def _changes(setting: Setting, quantity: Quantity) -> bool:
    """Whether a change stands right before the quantity that has not come about already."""
    near = cue("change").search(setting.folded, *_just_before(setting, quantity))
    if not (near or (cue("change").search(setting.before) and cue("intent").search(setting.before))):
        return False
    told = cue("told").search(setting.folded, setting.statement[0], quantity.start)
    return told is None and _opened_in_past(setting, quantity) is None


def _contradicted(setting: Setting, quantity: Quantity, rule: str) -> bool:
    """Whether a verb before the quantity makes an aim of what the cue took for a stock or a norm."""
    if rule in _MEASURED and cue("strives").search(setting.before):
        return True  # "phấn đấu đạt 110% kế hoạch"
    if rule == "past.stock":
        return cue("gives").search(setting.before) is not None
    if rule == "past.at_hand":
        return cue("keeps").search(setting.before) is not None
    adjoining = max(quantity.start - _ADJOINING, 0), quantity.start
    return rule in _OF_NORMS and cue("change").search(setting.folded, *adjoining) is not None


def _does_more(setting: Setting, quantity: Quantity) -> bool:
    """Whether ``đang`` behind the quantity only describes its noun: ``80% hộ đang vay vốn | được tập huấn``."""
    folded, high = setting.folded, setting.clause[1]
    match = cue("at_present").search(folded, quantity.end, high)
    return match is not None and split_predicate(folded, match.end(), high) < high


def _aims_ahead(setting: Setting, quantity: Quantity) -> bool:
    """Whether the clause names an aim, and no past year: ``Mục tiêu đến năm 2030, toàn tỉnh có 240 hợp tác xã``."""
    return _aims(setting, quantity) and not last_year_is_past(setting, setting.before)


def _aims(setting: Setting, quantity: Quantity) -> bool:
    return cue("aim").search(setting.before) is not None


_OF_NOW = {"past.state": _does_more, "past.lately": _aims}


def _just_before(setting: Setting, quantity: Quantity) -> Span:
    return max(setting.clause[0], quantity.start - _JUST_BEFORE), quantity.start


def _opened_in_past(setting: Setting, quantity: Quantity) -> str | None:
    """The rule by which the opening of the statement, or of its paragraph, makes it one of what is or was."""
    low, high = setting.statement
    if rule := _opening(setting, quantity, low, high):
        return rule
    start = setting.folded.rfind("\n", 0, low) + 1
    if start == low or setting.kind in AIMING or _turns(setting, quantity):
        return None
    return "past.paragraph" if _opening(setting, quantity, start, low) else None


def _turns(setting: Setting, quantity: Quantity) -> bool:
    """Whether a later sentence of a paragraph turns from what was to what is to be done."""
    if quantity.comparator in {"ge", "le"} or cue("turns").search(setting.folded, *setting.statement):
        return True
    act = cue("act").search(setting.before)
    return act is not None and not act.group().startswith(("đạt", "có"))


def _opening(setting: Setting, quantity: Quantity, low: int, high: int) -> str | None:
    """The rule by which what opens at ``low`` tells of what is or was."""
    said = setting.folded.rfind(_SAID, low, quantity.start)
    low = low if said < 0 else said + len(_SAID)
    if setting.kind not in AIMING:
        for opening, rule in _OPENINGS:
            if cue(opening).match(setting.folded, low, high):
                return rule
        if _is_had(setting, quantity) and cue("place_has").match(setting.folded, low, quantity.start):
            return "past.place_has"
        if _opens_with_part(setting, low, high):
            return "past.part"
    for opening in _RECORDED:
        if cue(opening).match(setting.folded, low, high):
            return f"past.{opening}"
    settled = quantity.comparator == "eq" or setting.kind == "preamble"
    return "past.opening" if settled and _opens_in_past(setting, quantity, low, high) else None


def _opens_with_part(setting: Setting, low: int, high: int) -> bool:
    """``Sáu tháng đầu năm, …``: a part of the year opens the statement that was over on the day of issue."""
    opened = cue("opens_with_part").match(setting.folded, low, high)
    if opened is None or setting.issued is None:
        return False
    last = 3 * QUARTERS[opened["q"]] if opened["q"] else _MONTHS[opened["n"]]
    year = int(opened["y"] or setting.issued.year)
    return (year, last) <= (setting.issued.year, setting.issued.month)


def _is_had(setting: Setting, quantity: Quantity) -> bool:
    """Whether a quantity may be what a place has: offices write what is to be set up with a zero before it."""
    stock = quantity.comparator in {"eq", "gt", "approx"} and quantity.unit_class in _STOCKS
    return stock and setting.folded[quantity.number] != "0"


def _opens_in_past(setting: Setting, quantity: Quantity, low: int, high: int) -> bool:
    """``Năm 2023, các cấp Hội đã giúp 1.200 hộ …; xây mới 67 nhà``: a past year opens the statement, and no aim."""
    opened = cue("opens_with_year").match(setting.folded, low, high)
    if not opened or not setting.first_year or int(opened[1]) >= setting.first_year:
        return False
    return not cue("intent").search(setting.folded, low, quantity.start)


def _continues_past(setting: Setting, quantity: Quantity, earlier: Earlier) -> bool:
    """``hiện có 1.250 CĐCS với 85.000 đoàn viên``: what is joined to a result is one too."""
    before = next(((other, told) for other, told in reversed(earlier) if told.role not in _UNCOUNTED), None)
    if before is None or before[1].role != "past_result" or quantity.comparator in _ASKED:
        return False
    between = setting.folded[before[0].end : quantity.start]
    if quantity.comparator != "eq" and not between.endswith(_ALSO):
        return False
    rules = {verdict.rule for _, verdict in earlier}
    if len(between) >= _BETWEEN or cue("aim").search(between) or between.endswith(_TO_A_NEW_LEVEL):
        return False
    if rules & _TOLD:  # "đã chăm lo 300 hộ; tổ chức 20 chuyến xe": what a past verb opened goes on
        return True
    if ";" in between and not rules & _DATED:
        return False
    stands_alone = before[1].rule in _STATES or ";" in between
    return not (stands_alone and cue("act").search(between))


def last_year_is_past(setting: Setting, before: str) -> bool:
    """Whether the last year that ``before`` names is one before the plan's first."""
    if setting.first_year is None:
        return False
    years = cue("past_year").findall(before)
    return bool(years) and int(years[-1]) < setting.first_year
