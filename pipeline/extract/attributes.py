"""Modality, direction and rhythm of a quantity, read from the words around it."""

import re
from functools import cache
from typing import cast

from pipeline import lexicon
from pipeline.extract.clauses import Span
from pipeline.extract.quantities import Quantity
from pipeline.schema import Change, Direction, Modality

_NEAR = 34
_FOUNDED = re.compile(
    r"(?:cđcs|công đoàn cơ sở|nghiệp đoàn|công đoàn|chi hội|tổ hội|chi đoàn|chi bộ|tổ chức đảng|tổ chức công đoàn|tổ chức hội|cơ sở hội|đoàn cơ sở|tổ công đoàn)"
)
_MEMBERS = re.compile(
    r"(?:nữ )?(?:đoàn viên|hội viên|đảng viên|thành viên|cđcs|công đoàn cơ sở|nghiệp đoàn|chi hội|tổ hội)"
)


@cache
def _modal_words() -> tuple[re.Pattern[str], dict[str, tuple[Modality, str]]]:
    table = {
        word: (cast(Modality, entry.attributes["modality"]), cast(str, entry.attributes["reach"]))
        for entry in lexicon.load("modality")
        for word in entry.words
    }
    words = "|".join(sorted(map(re.escape, table), key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)"), table


def modality(folded: str, statement: Span, clause: Span, quantity: Quantity) -> Modality | None:
    """The modality that governs the quantity within its statement; None where nothing says.

    ``phấn đấu`` and ``khuyến khích`` govern all that follows in the statement; ``phải`` its clause; ``đảm bảo``, ``có`` and
    ``đạt`` only the quantity right behind them.
    """
    pattern, table = _modal_words()
    near: Modality | None = None
    governing: Modality | None = None
    for match in pattern.finditer(folded, statement[0], quantity.start):
        word = match.group()
        kind, reach = table[word]
        adjacent = _adjacent(folded, match.end(), quantity.start)
        if kind in {"strive", "encourage"}:
            governing = kind
        elif kind == "mandate" and (
            adjacent or (word not in {"đảm bảo", "bảo đảm"} and match.start() >= clause[0])
        ):
            governing = kind
        elif reach == "near" and (
            adjacent
            or (word == "hoàn thành" and _COMPLETES.match(folded, match.end(), quantity.start))
            or _EACH_HAS.search(folded, match.start(), quantity.start)
        ):
            near = kind
    if governing is None and _MUST_AFTER.match(folded, quantity.end, clause[1]):
        return "mandate"
    return governing or near


_COMPLETES = re.compile(r"(?: [^\W\d_]+){0,3} $")
_EACH_HAS = re.compile(r"(?:có|đạt)(?: từ| được)? (?:ít nhất|tối thiểu|từ|trên|không dưới)?$")
_MUST_AFTER = re.compile(
    r"[^,;:.()]{0,60}?(?<!\w)phải (?:được |có |đạt |tổ chức |thực hiện |xây dựng |thành lập )"
)
_BETWEEN = re.compile(
    r"[ :\-]*(?:đến (?:hết |cuối )?năm [0-9]+,? )?(?:tỷ lệ [^,;:0-9]{0,20}$)?(?:(?:tỷ lệ|ít nhất|đạt|có|được|số|từ|tổng số|là|toàn bộ|tất cả|mức|hơn|trên)[ :]*){0,3}$"
)


def _adjacent(folded: str, start: int, end: int) -> bool:
    return end - start <= _NEAR and _BETWEEN.match(folded[start:end]) is not None


def governing_modality(folded: str, start: int, end: int) -> Modality | None:
    """The modality of a line that opens a list (``Phấn đấu đạt các chỉ tiêu sau:``) or of a heading."""
    pattern, table = _modal_words()
    for match in pattern.finditer(folded, start, end):
        if table[match.group()][0] in {"strive", "encourage"}:
            return table[match.group()][0]
    return None


@cache
def _changes() -> dict[str, tuple[Direction, Change]]:
    return {
        word: (cast(Direction, entry.attributes["direction"]), cast(Change, entry.attributes["change"]))
        for entry in lexicon.load("changes")
        for word in entry.words
    }


_CHANGE_FILLER = re.compile(r"(?:được|đạt|là|ít nhất|từ|tối thiểu|số|khoảng|thêm được|bình quân|trung bình)$")
_RISING = re.compile(r"(?<!\w)(?:tăng|nâng)(?! cường| cao)(?!\w)")
_FALLING = re.compile(r"(?<!\w)(?:giảm|kéo giảm)(?! nghèo| giá| tải)(?!\w)")
_PEOPLE_ONLY = frozenset(
    {
        "phát triển",
        "kết nạp",
        "kết nạp thêm",
        "phát triển được",
        "kết nạp được",
        "phát triển mới",
        "kết nạp mới",
    }
)


def direction(folded: str, lead: Span, quantity: Quantity) -> tuple[Direction, Change | None]:
    """Whether the value is a level, an increase or a decrease, and then by or to.

    Admitting members and founding units is an increase by the value; setting up a club or a house is a level.
    """
    if quantity.baseline is not None:
        return ("decrease", "to") if quantity.value < quantity.baseline else ("increase", "to")
    words = folded[lead[0] : quantity.start].replace(":", " ").split()
    noun = folded[max(quantity.noun_end - len(quantity.unit_text or ""), quantity.number) : quantity.end + 30]
    for dropped in range(3):
        kept = words[: len(words) - dropped]
        if dropped and not _CHANGE_FILLER.match(" ".join(words[len(kept) : len(kept) + 1])):
            break
        for count in (4, 3, 2, 1):
            phrase = " ".join(kept[-count:])
            before = kept[-count - 1] if len(kept) > count else ""
            if len(kept) >= count and phrase in _changes() and _applies(phrase, quantity, noun, before):
                return _changes()[phrase]
    if words[-1:] and words[-1] in {"lập", "lập:"} and _FOUNDED.match(noun):
        return "increase", "by"
    if (
        words[-1:]
        and words[-1] in {"đạt", "còn", "dưới", "mức"}
        and quantity.unit in {"percent", "count", "ratio"}
    ):
        start = max(lead[0], folded.rfind(", ", lead[0], quantity.start))
        if _FALLING.search(folded, start, quantity.start):
            return "decrease", "to"
        if _RISING.search(folded, start, quantity.start):
            return "increase", "to"
    return "level", None


def _applies(phrase: str, quantity: Quantity, noun: str, before: str) -> bool:
    if before == "trở":
        return False
    if phrase == "thêm" and quantity.unit == "money":
        return False
    if phrase in _PEOPLE_ONLY:
        return quantity.unit == "count" and _MEMBERS.match(noun) is not None
    if phrase in {"thành lập mới", "thành lập thêm"}:
        return quantity.unit == "count" and _FOUNDED.match(noun) is not None
    return True


@cache
def _rhythms() -> tuple[re.Pattern[str], dict[str, str]]:
    table = {
        word: entry.attributes["duration"]
        for entry in lexicon.load("frequency")
        if entry.attributes["side"] == "lead"
        for word in entry.words
    }
    words = "|".join(sorted(map(re.escape, table), key=len, reverse=True))
    return re.compile(rf"(?<!\w)({words})(?!\w)"), table


_DATED = re.compile(
    r"(?<!\w)(?:đến (?:hết |cuối )?năm|đến năm|trước năm|vào năm) 20\d\d|(?<!\w)(?:trong năm|cả năm)(?!\w)"
)
_RATE_BEHIND = re.compile(r"(?: [^\W\d_]+){1,4} ?/ ?(năm|quý|tháng|tuần)(?!\w)")
_RATE_PERIODS = {"năm": "P1Y", "quý": "P3M", "tháng": "P1M", "tuần": "P1W"}
_RHYTHM_WORDS = ("mỗi ", "hàng ", "hằng ", "từng ", "/", "định kỳ", "một lần", "một năm", "bình quân")
_OPENING = 24
_OF_A_PLAN = re.compile(
    r"(?:kế hoạch|báo cáo|chương trình|dự toán|tổng kết|sơ kết|công tác|nhiệm vụ|bình xét|đánh giá|xếp loại) $"
)


def frequency(folded: str, statement: Span, clause: Span, quantity: Quantity) -> str | None:
    """The rhythm of a counted result: its own rate, else ``mỗi quý`` before it or ``hằng năm`` at the clause's end.

    A rhythm that opens the statement (``Hằng năm, …``) governs all its clauses.
    """
    if quantity.frequency:
        return quantity.frequency
    sentence = folded[statement[0] : statement[1]]
    if not any(word in sentence for word in _RHYTHM_WORDS):
        return None
    pattern, table = _rhythms()
    opening = pattern.search(folded, statement[0], min(statement[0] + _OPENING, quantity.start))
    dated = _DATED.search(folded, *clause) is not None
    if opening and folded.startswith(",", opening.end()) and not dated:
        return table[opening.group(1)]
    for match in () if dated else pattern.finditer(folded, clause[0], quantity.start):
        if not _OF_A_PLAN.search(folded, max(clause[0], match.start() - 14), match.start()):
            return table[match.group(1)]
    if rate := _RATE_BEHIND.match(folded, quantity.end, clause[1]):
        return _RATE_PERIODS[rate.group(1)]
    for match in pattern.finditer(folded, quantity.end, clause[1]):
        rest = folded[match.end() : clause[1]].strip(" .,;/")
        if not rest and not _OF_A_PLAN.search(folded, max(clause[0], match.start() - 14), match.start()):
            return table[match.group(1)]
    return None
