"""What a quantity is: a target, a condition, a past result … decided by named rules, the strongest first.

The test of ANNOTATION: a target is what the issuer or its units are to reach; take the main predicate away, and a number
that still modifies its noun is a condition.
"""

import re
from dataclasses import dataclass

from pipeline.extract.clauses import Span
from pipeline.extract.predicates import split_predicate
from pipeline.extract.quantities import Quantity
from pipeline.extract.role_cues import find_cue
from pipeline.schema import Genre, NumeralRole, SectionKind

_BEFORE = 64


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a quantity stands: its statement and clause, its section's kind and title, the document's genre and first year."""

    folded: str
    statement: Span
    clause: Span
    kind: SectionKind | None
    section_title: str
    genre: Genre
    first_year: int | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """A role with the rule that gave it and how sure that rule is."""

    role: NumeralRole
    rule: str
    confidence: float


Earlier = tuple[tuple[Quantity, Verdict], ...]


def classify(setting: Setting, quantity: Quantity, earlier: Earlier) -> Verdict:
    """The role of ``quantity``; ``earlier`` are the quantities before it in its statement."""
    for decide in (_by_force, _by_place, _by_unit, _by_condition, _by_cue, _by_target):
        if verdict := decide(setting, quantity, earlier):
            return verdict
    return Verdict("unclassified", "none", 0.5)


def _by_force(setting: Setting, quantity: Quantity, earlier: Earlier) -> Verdict | None:
    return _cued(setting, quantity, force=True)


def _cued(setting: Setting, quantity: Quantity, *, force: bool) -> Verdict | None:
    cue = find_cue(setting.folded, setting.statement, quantity, force=force)
    return Verdict(cue.role, cue.id, 0.9) if cue else None


_NO_TARGETS: frozenset[SectionKind] = frozenset({"theme", "legal_basis", "signature", "recipients"})
_AWARD = re.compile(
    r"(?:tiêu chuẩn|điều kiện|khen thưởng|xếp loại|chấm điểm|thang điểm|tiêu chí|bảng điểm|cơ cấu|hồ sơ|giải thưởng|mức thưởng)"
)


_CRITERION = re.compile(
    r"(?<!\w)(?:để được|muốn được|được xét|đạt danh hiệu|đạt chuẩn|được công nhận|được hỗ trợ)[^.;,:]{0,60} phải (?:có|đạt|bảo đảm|đảm bảo)"
)
_ELIGIBILITY = re.compile(
    r"[-+*\w.)(]{0,5} ?(?:đối tượng|điều kiện|tiêu chuẩn|tiêu chí|cơ cấu|hồ sơ)(?: [^\W\d_]+){0,5}(?::| gồm| là| được)"
)


def _by_place(setting: Setting, quantity: Quantity, earlier: Earlier) -> Verdict | None:
    if setting.genre == "other":
        return Verdict("boilerplate", "place.other_genre", 0.8)
    if setting.kind in _NO_TARGETS:
        return Verdict("boilerplate", "place.no_targets", 0.9)
    if setting.kind == "assessment":
        return Verdict("past_result", "place.assessment", 0.9)
    if setting.kind not in {"targets", "objectives"} and _AWARD.search(setting.section_title):
        return Verdict("condition", "place.award", 0.8)
    if _ELIGIBILITY.match(setting.folded, setting.statement[0], quantity.start) or _CRITERION.search(
        setting.folded, setting.statement[0], quantity.start
    ):
        return Verdict("condition", "place.eligibility", 0.8)
    if setting.kind == "scope":
        return Verdict("condition", "place.scope", 0.8)
    return None


_QUOTED = re.compile(r'"[^"\n]{0,70}$')


def _by_unit(setting: Setting, quantity: Quantity, earlier: Earlier) -> Verdict | None:
    folded = setting.folded
    if quantity.unit_role == "date":
        return Verdict("date", "unit.day", 0.7)
    if folded[setting.statement[0] : setting.statement[1]].rstrip().endswith("?"):
        return Verdict("boilerplate", "place.question", 0.8)
    if quantity.unit_role == "meta":
        return Verdict("boilerplate", "unit.meta", 0.9)
    before = folded[setting.statement[0] : quantity.start]
    if quantity.comparator == "eq" and before.count('"') % 2 == 1 and _QUOTED.search(before):
        return Verdict("boilerplate", "place.quoted", 0.8)
    if quantity.unit_role != "time":
        return None
    if verdict := _cued(setting, quantity, force=False):
        return verdict
    if _LIFE_EXPECTANCY.search(before) or (quantity.frequency and quantity.comparator in {"ge", "le"}):
        return None
    if quantity.unit_text in {"tuổi", "tháng tuổi", "năm tuổi"} or folded.startswith(" tuổi", quantity.end):
        return Verdict("condition", "unit.age", 0.9)
    if quantity.comparator in {"le", "ge"} and _LASTS.search(before) and " bị " not in before:
        return None
    if quantity.baseline is not None or (quantity.comparator != "eq" and setting.kind in _FREE):
        return None
    return Verdict("date", "unit.time", 0.6)


_CONTAINER = (
    r"(?:khu nhà trọ|nhà trọ|khu lưu trú|doanh nghiệp|đơn vị|cơ quan|cđcs|công đoàn cơ sở|công đoàn|công ty|nơi|xã|phường|chi hội|tổ hội|"
    r"đoàn viên|người|hộ|trường|cơ sở|nhà trường|khu công nghiệp|kcn|hợp tác xã|địa phương|địa bàn|thôn|huyện|gia đình|lao động|hội viên|"
    r"cán bộ|tập thể|cá nhân|phụ nữ|trẻ em|trẻ|tổ|nhóm|chi đoàn|dự án|công trình|cụm|nghiệp đoàn|ban|trang trại|học sinh|bệnh viện)"
)
_HAS = re.compile(
    r" (?:có|sử dụng|đạt|với|quy mô|tập trung|thu hút|hiện có|đang có|đủ|có đủ|còn)"
    r"(?: quy mô| số lượng| tổng số| đông| tỷ lệ(?: [^\W\d_]+){0,3}| số| sử dụng)?(?: từ)? ?$"
)
_CONTAINERS = re.compile(rf"(?<!\w){_CONTAINER}(?!\w)")
_PLURAL = re.compile(r"(?<!\w)(?:các|những)(?!\w)[^;:.()]*$")
_RESULTS = frozenset({"activities", "products", "welfare", "cases"})
_DISTRIBUTED = re.compile(r"(?<!\w)(?:mỗi|từng|bình quân|phấn đấu)(?!\w)[^,]*$")
_PLACED = re.compile(r"(?<!\w)(?:tại|ở|đối với|thuộc|những|nơi|ngoài|trừ|riêng|toàn bộ|tất cả) ")
_SELECTING = re.compile(r"(?<!\w)(?:trong|của|cho) ")
_CONDITIONAL = re.compile(
    r"(?:(?:^|[,(:]) ?khi|(?<!\w)(?:khi (?=có|đạt|đủ)|nếu|trường hợp|đối với|trong trường hợp|với điều kiện|miễn là|chỉ khi|áp dụng cho|áp dụng đối với|dành cho))(?!\w)[^,;:.]*$"
)
_OPEN_BRACKET = re.compile(r"\((?P<inside>[^()\n]*)$")
_STATES = re.compile(
    r"(?<!\w)(?:có|từ|trên|dưới|gồm|bao gồm|nơi|đối với|là|trong độ tuổi|quy mô|sử dụng|trừ)(?!\w)"
)


def _by_condition(setting: Setting, quantity: Quantity, earlier: Earlier) -> Verdict | None:
    """A quantity that says to what something applies: ``doanh nghiệp có từ 25 lao động trở lên``."""
    folded, (low, high) = setting.folded, setting.clause
    before = folded[low : quantity.start]
    if bracket := _OPEN_BRACKET.search(before):
        if _STATES.search(bracket["inside"]) or quantity.comparator in {"gt", "lt"}:
            return Verdict("condition", "condition.bracket", 0.85)
        if quantity.comparator == "eq":
            return _by_cue(setting, quantity, earlier) or Verdict(
                "unclassified", "condition.bracket_bare", 0.5
            )
    if earlier and earlier[-1][1].rule == "condition.award" and quantity.start - earlier[-1][0].end < 4:
        return Verdict("condition", "condition.award", 0.8)
    if quantity.unit not in {"percent", "ratio"} and _CONDITIONAL.search(before):
        return Verdict("condition", "condition.conjunction", 0.8)
    if _in_population(folded, quantity, earlier, low):
        return Verdict("condition", "condition.in_population", 0.85)
    return _selected(setting, quantity, before)


def _selected(setting: Setting, quantity: Quantity, before: str) -> Verdict | None:
    """A noun that the quantity qualifies: ``tại các doanh nghiệp có từ 25 lao động``, ``CĐCS có 30% nữ: …``."""
    folded, high = setting.folded, setting.clause[1]
    has = _HAS.search(before)
    if not has or quantity.unit_class in _RESULTS or quantity.comparator == "le":
        return None
    if _DISTRIBUTED.search(before[: has.start()]):
        return _selected_each(folded, quantity, high)
    if quantity.comparator in {"ge", "gt", "lt"} and _MUST_FOLLOW.match(folded, quantity.end, high):
        return Verdict("condition", "condition.must_follow", 0.8)
    near = max(has.start() - _REACH, before.rfind(",", 0, has.start()) + 1)
    many = quantity.unit_class in {"people", "bodies", "measures"} and _PLURAL.search(
        before, near, has.start()
    )
    if quantity.comparator in {"ge", "gt", "lt"} and (many or _PLACED.search(before, near, has.start())):
        return Verdict("condition", "condition.placed", 0.75)
    containers = [match for match in _CONTAINERS.finditer(before, max(has.start() - _REACH, 0), has.start())]
    if not containers:
        return None
    if _HEADED.match(folded, quantity.end, high):
        return Verdict("condition", "condition.before_colon", 0.85)
    noun = containers[-1].start()
    lead = before[max(noun - _REACH, 0) : noun]
    if quantity.comparator != "eq" and _PLACED.search(lead):
        return Verdict("condition", "condition.selected_noun", 0.8)
    if quantity.unit == "percent":
        return None
    if quantity.comparator != "eq" and (_SELECTING.search(lead) or _PLURAL.search(lead)):
        return Verdict("condition", "condition.selected_noun", 0.8)
    end = split_predicate(folded, quantity.noun_end, high)
    between = folded[quantity.noun_end : end].strip()
    if quantity.comparator in {"ge", "gt", "lt", "le"} and end < high and not between.startswith(","):
        return Verdict("condition", "condition.before_predicate", 0.7)
    return None


_MUST_FOLLOW = re.compile(r"[^,;.:]{0,30} (?:phải|cần|thì)(?!\w)")


def _selected_each(folded: str, quantity: Quantity, high: int) -> Verdict | None:
    """``mỗi công đoàn cơ sở có từ 200 lao động nữ trở lên | tổ chức …``: a floor that another predicate follows."""
    followed = split_predicate(folded, quantity.end, high) < high
    if quantity.rule == "ge.after" and quantity.unit_class in {"people", "bodies", "measures"} and followed:
        return Verdict("condition", "condition.each_selected", 0.8)
    return None


_REACH = 48
_HEADED = re.compile(r"[^.;,(]{0,80}(?:,[^.;:(]{0,60})?:(?= ?\w)")


def _in_population(folded: str, quantity: Quantity, earlier: Earlier, low: int) -> bool:
    """Whether it stands in the noun phrase of an earlier share: ``100% đơn vị có từ 10 lao động trở lên | thành lập …``."""
    shares = [other for other, _ in earlier if other.start >= low and other.unit == "percent"]
    if not shares or quantity.unit == "percent":
        return False
    between = folded[shares[-1].end : quantity.start]
    return bool(
        re.fullmatch(
            r"[^,;:]*(?<!\w)(?:có|sử dụng|từ|đủ|trên|dưới|quy mô|trong độ tuổi)(?: từ| quy mô| đông)? ?",
            between,
        )
    ) and (
        split_predicate(
            folded,
            quantity.noun_end,
            folded.find("\n", quantity.end) if "\n" in folded[quantity.end :] else len(folded),
        )
        - quantity.noun_end
        < 120
        and quantity.comparator in {"ge", "gt", "le", "lt"}
        and split_predicate(folded, shares[-1].end, quantity.start) >= quantity.start - 12
    )


_PAST_VERB = re.compile(
    r"(?<!\w)đã (?!đề ra|đặt ra|giao|xác định|ban hành|đăng ký)(?:[^\W\d_]+ ){0,9}[^,;:]{0,20}$"
)
_PAST_YEAR = re.compile(
    r"(?<!\w)(?:năm|quý [ivx\d]+[/ ](?:năm )?|tháng \d{1,2}[/ ](?:năm )?) ?(20\d\d)(?!\d)"
)


def _by_cue(setting: Setting, quantity: Quantity, earlier: Earlier) -> Verdict | None:
    if verdict := _cued(setting, quantity, force=False):
        if verdict.rule == "past.stock" and _GIVES.search(setting.folded[setting.clause[0] : quantity.start]):
            return None
        settled = setting.kind in _FREE and (quantity.comparator != "eq" or verdict.rule == "past.stock")
        compared = verdict.rule == "past.after" and _CHANGES.search(
            setting.folded, *_just_before(setting, quantity)
        )
        if verdict.role != "past_result" or not (settled or compared):
            return verdict
        return None
    folded = setting.folded
    before = folded[max(setting.clause[0], quantity.start - 90) : quantity.start]
    if _continues_past(setting, quantity, earlier):
        return Verdict("past_result", "past.continued", 0.7)
    if quantity.comparator == "eq" and _opens_in_past(setting):
        return Verdict("past_result", "past.opening", 0.75)
    if _PAST_VERB.search(before) and not _AIM.search(before):
        return Verdict("past_result", "past.verb", 0.8)
    if (
        setting.first_year
        and (year := _last_year(before))
        and year < setting.first_year
        and not _AIM.search(before)
    ):
        return Verdict("past_result", "past.year", 0.8)
    return None


_CHANGES = re.compile(r"(?<!\w)(?:tăng|giảm|thêm|nâng|gấp)(?!\w)")


def _just_before(setting: Setting, quantity: Quantity) -> Span:
    return max(setting.clause[0], quantity.start - 24), quantity.start


_INTENT = re.compile(r"(?<!\w)(?:phấn đấu|mục tiêu|sẽ|đến năm|từ năm|kế hoạch năm)(?!\w)")
_OPENS_WITH_YEAR = re.compile(r"[-+*\w.)( ]{0,6}?(?:trong |kết thúc |tính đến |đến hết |hết |qua )*năm (20\d\d)(?!\d)")
_OPENING = 90


def _opens_in_past(setting: Setting) -> bool:
    """``Năm 2023, các cấp Hội đã giúp 1.200 hộ …; xây mới 67 nhà``: a past year that opens the statement, and no aim."""
    low, high = setting.statement
    opened = _OPENS_WITH_YEAR.match(setting.folded, low, high)
    if not opened or not setting.first_year or int(opened[1]) >= setting.first_year:
        return False
    return not _INTENT.search(setting.folded, low, min(high, low + _OPENING))


def _continues_past(setting: Setting, quantity: Quantity, earlier: Earlier) -> bool:
    """``hiện có 1.250 CĐCS với 85.000 đoàn viên``: what is joined to a result is one too."""
    if not earlier or earlier[-1][1].role != "past_result" or quantity.comparator != "eq":
        return False
    between = setting.folded[earlier[-1][0].end : quantity.start]
    return len(between) < 60 and ";" not in between and not _AIM.search(between)


def _last_year(before: str) -> int | None:
    years = _PAST_YEAR.findall(before)
    return int(years[-1]) if years else None


_AIM = re.compile(r"(?<!\w)(?:phấn đấu|chỉ tiêu|mục tiêu|đến năm|bảo đảm|đảm bảo|sẽ|so với|từ năm)(?!\w)")
_ACTS = re.compile(
    r"(?<!\w)(?:tổ chức|thành lập|xây dựng|trao|tặng|trao tặng|hỗ trợ|vận động|phát triển|kết nạp|mở|giới thiệu|duy trì|thực hiện|sửa chữa|"
    r"hoàn thành|phấn đấu|đạt|có|tập huấn|bồi dưỡng|khám|tư vấn|đối thoại|ký kết|ký mới|thương lượng|nhận|đỡ đầu|thăm|giúp|giúp đỡ|tạo|in|phát hành|"
    r"đăng|đăng tải|viết|xuất bản|kiểm tra|giám sát|tiến hành|triển khai|ra mắt|nhân rộng|chọn|lựa chọn|biểu dương|tuyên dương|khen thưởng|tôn vinh|"
    r"đăng ký|đảm nhận|vận hành|cấp|trồng|hiến|thu hút|huy động|tiếp nhận|chi|chi hỗ trợ|giải ngân|cho vay|phát|khảo sát|rút ngắn|tiết kiệm|bảo đảm|đảm bảo|cứu|gửi|dành|giảm|tăng|thêm|mới|nâng|phổ biến|tuyên truyền|sáng tác|sinh hoạt|"
    r"đề xuất|bố trí|cử|lắp đặt|thiết lập|tiếp tục|phối hợp|dự kiến|tham gia|chủ trì|khởi công|bàn giao|quyên góp|ủng hộ|quản lý|nuôi|dạy|đào tạo|chuyển)"
    r"(?: được| mới| thêm| ít nhất| từ| cho| xong| tốt| khoảng| bình quân| trên| hơn| là| thành công| tối thiểu| và [^\W\d_]+(?: [^\W\d_]+)?)*[ :,]*$"
)
_EACH = re.compile(r"(?<!\w)(?:mỗi|từng|bình quân|trung bình)(?!\w)")
_MONEY_NORM = re.compile(
    r"(?<!\w)(?:mức chi|mức hỗ trợ|trị giá|giá trị|mỗi suất|mỗi phần|mức tặng|mức quà|hỗ trợ|mức|chi|định mức|không quá|tối đa|suất)(?!\w)"
)
_FREE: frozenset[SectionKind | None] = frozenset({"targets", "objectives"})


def _by_target(setting: Setting, quantity: Quantity, earlier: Earlier) -> Verdict | None:
    folded, (low, _) = setting.folded, setting.clause
    before = folded[low : quantity.start]
    if quantity.unit is None and quantity.comparator == "eq" and not _LABEL.search(before):
        return None
    aimed = bool(_AIM.search(before)) or quantity.comparator != "eq" or quantity.frequency is not None
    if setting.kind in _FREE:
        return Verdict("target", "target.section", 0.95 if aimed or quantity.unit == "percent" else 0.9)
    if earlier and quantity.unit in {"money", "count"} and _continues_target(setting, quantity, earlier):
        return Verdict("target", "target.coordinated", 0.75)
    if quantity.unit == "money":
        if quantity.per or aimed or _MONEY_NORM.search(before):
            return Verdict("target", "target.money_norm", 0.7)
        return Verdict("money", "money", 0.8)
    if setting.kind == "preamble" and setting.genre == "directive" and not aimed:
        return Verdict("past_result", "past.preamble", 0.6)
    if quantity.unit in {"percent", "percent_point", "ratio"}:
        return Verdict("target", "target.share", 0.9 if aimed or quantity.value == 100 else 0.75)
    if quantity.unit == "count" and (aimed or _EACH.search(before)):
        return Verdict("target", "target.count", 0.85)
    if quantity.unit == "count" and quantity.unit_class in _RESULTS and not _OBLIQUE.search(before):
        return Verdict("target", "target.count_of_result", 0.7)
    if quantity.unit == "time" and quantity.frequency and quantity.comparator in {"le", "ge"}:
        return Verdict("target", "target.duration", 0.7)
    if quantity.unit == "time" and quantity.comparator in {"le", "ge"} and _LASTS.search(before):
        return Verdict("target", "target.duration", 0.7)
    if quantity.unit == "time" and (quantity.baseline is not None or _CHANGES.search(before[-24:])):
        return Verdict("target", "target.duration", 0.7)
    if quantity.unit_class == "programmes" and not (_STARTED.search(before) or _GIVES.search(before)):
        return None
    if quantity.unit == "count" and quantity.unit_class and _ENUMERATED.search(before):
        return Verdict("target", "target.enumerated", 0.75)
    if quantity.unit == "count" and quantity.unit_text and (_ACTS.search(before) or _GIVES.search(before)):
        return Verdict("target", "target.count_of_act", 0.75)
    return None


_GIVES = re.compile(
    r"(?<!\w)(?:trao|tặng|hỗ trợ|giúp|tư vấn|khám|tập huấn|bồi dưỡng|tổ chức|cấp|vận động|đào tạo|tạo|kiểm tra|giám sát|khảo sát|"
    r"đối thoại|thăm|thăm hỏi|chương trình|hội nghị|hội thảo|hội thi|xây dựng|triển khai|lắp đặt)(?!\w)"
    r"(?:[^;.]{0,90} (?:cho|với sự tham gia của|có sự tham gia của|thu hút|tại|ở|đến|tới)|(?:,? [^\W\d_]+){0,3})"
    r"(?: ít nhất| tối thiểu| khoảng| trên| hơn)? $"
)
_ENUMERATED = re.compile(
    r"(?<!\w)(?:phát triển|kết nạp|thành lập|xây dựng|hỗ trợ|trao|tặng|vận động|giao chỉ tiêu|giao|phân bổ|lắp đặt|tổ chức|cụ thể)"
    r"(?:,? [^\W\d_]+){0,8}: [^:;.]*$"
)
_LIFE_EXPECTANCY = re.compile(r"(?<!\w)tuổi thọ(?!\w)[^;.]*$")
_LASTS = re.compile(
    r"(?<!\w)(?:thời gian|thời lượng|thời hạn|tập huấn|bồi dưỡng|học tập|nghỉ|kéo dài|diễn ra)(?: [^\W\d_]+){0,3} $"
)
_STARTED = re.compile(r"(?<!\w)(?:tổ chức|xây dựng|phát động|đăng ký|mở|ra mắt|ban hành|có)(?: được| mới| thêm)? $")
_OBLIQUE = re.compile(
    r"(?<!\w)(?:trong|của|với|qua|sau|từ|theo|tại|các|những|ở|thuộc|gồm|là|vào|trên|số|được|làm|thành|hai|cả) $"
)


def _continues_target(setting: Setting, quantity: Quantity, earlier: Earlier) -> bool:
    """``đạt 22.000 đồng, tăng dần lên 25.000 đồng``: the same unit in the clause of a target."""
    other, verdict = earlier[-1]
    near = other.start >= setting.clause[0] and quantity.start - other.end < 90
    return (
        near
        and verdict.role == "target"
        and other.unit == quantity.unit
        and other.unit_class == quantity.unit_class
    )


_LABEL = re.compile(r"[^\W\d_]{2,}[^,;.:]*: ?$|(?<!\w)(?:là|đạt)(?: từ| trên| ít nhất)? $")
