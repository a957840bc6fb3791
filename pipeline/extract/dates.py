"""Dates, months, quarters, years and named times in folded text, by the rule table ``time.toml``.

Offsets are 0-based, half-open, in code points of the folded text (those of the clean text).
"""

import datetime
import re

from pipeline.extract.date_rules import Reading, mention_of, readings
from pipeline.extract.mentions import DateMention, day

_CITATION = re.compile(
    r"(?:ngày *)?(?:(\d{1,2}) *[/.\-] *(\d{1,2}) *[/.\-] *"
    r"|(\d{1,2}) *tháng *(\d{1,2}) *(?:[,/] *)?(?:năm *)?)"
    r"((?:19|20)\d\d)(?!\d)"
)
_YEAR_CUE = re.compile(r"(?:từ|đến|tới|hết|trước|trong|sau|và|-|khóa|của|vào|,|\() ?\Z")
_DAY_CUE = re.compile(r"(?:từ|đến|tới|trước|hết|sau|dịp|lễ|quá|nhất|là|vào|tối|sáng|chiều|và|-|,|;|:|\() ?\Z")
_STRONG_DAY_CUE = re.compile(r"(?:trước|dịp|lễ|hết|muộn nhất|chậm nhất|quá|vào) ?\Z")
_COUNTED = re.compile(
    r" ?(?:%|số\b|trở\b|tổng\b|người|đồng|đoàn viên|hội viên|lao động|triệu|suất|lượt|lần|cuộc|mô hình|công"
    r"|nữ|cán|thành)"
)
_JOIN = re.compile(r" ?(?:đến hết|đến|-|và|,|;|hoặc)? ?(?:ngày |năm |tháng )?")
_STAGE = re.compile(r" ?: ?(?:đạt |có |[<>≥≤] ?|trên |ít nhất )?\d[\d.,]* ?%")
_CELL_START = re.compile(r"(?:\A|[\n|]) ?\Z")
_CELL_END = re.compile(r" ?(?:\Z|[\n|])")
_RANGE_NEXT = re.compile(r",? ?(?:-|đến) ?(?:hết )?(?:ngày )?\d{1,2} ?(?:[/.\-]|tháng)")


def citation_date(folded: str, start: int) -> tuple[int, datetime.date | None] | None:
    """The full date that begins at ``start`` (``ngày`` may lead): its end, and the day.

    The day is None where there is no such day (31/02). None where no full date begins there.
    """
    found = _CITATION.match(folded, start)
    if found is None:
        return None
    number, month, number_word, month_word, year = found.groups()
    return found.end(), day(int(year), int(month or month_word), int(number or number_word))


def find_dates(folded: str) -> list[DateMention]:
    """Every time expression of the text, in its order; none overlaps another."""
    return _contextual(_apart(readings(folded)), folded)


def _apart(found: list[Reading]) -> list[DateMention]:
    """Of overlapping readings the one that begins first, then the longest."""
    kept: list[DateMention] = []
    end = 0
    for reading in sorted(found, key=lambda one: (one[0], -one[1])):
        if reading[0] >= end:
            mention = mention_of(reading)
            if mention is not None:
                kept.append(mention)
                end = reading[1]
    return kept


def _contextual(found: list[DateMention], folded: str) -> list[DateMention]:
    """Without the bare numbers that nothing around them makes a time (2/3 of the members, 2025 people)."""
    kept: list[DateMention] = []
    for mention in found:
        joined = bool(kept) and _joins(folded, kept[-1].end, mention.start)
        if mention.form.endswith("_bare") and not joined and not _is_time(mention, folded):
            continue
        kept.append(mention)
    return kept


def _joins(folded: str, end: int, start: int) -> bool:
    """Whether only a coordinating word stands between two times."""
    return start - end <= 12 and _JOIN.fullmatch(folded, end, start) is not None


def _is_time(mention: DateMention, folded: str) -> bool:
    before = folded[max(mention.start - 12, 0) : mention.start]
    if (mention.ranged or mention.form == "month_bare") and _alone(folded, mention):
        return True
    if mention.form == "year_bare":
        if _STAGE.match(folded, mention.end):
            return True
        return bool(_YEAR_CUE.search(before)) and not _COUNTED.match(folded, mention.end)
    if _STRONG_DAY_CUE.search(before):
        return True
    if not _DAY_CUE.search(before) or _COUNTED.match(folded, mention.end):
        return False
    if mention.form == "month_bare":
        return True
    if mention.days is not None and mention.months is not None and mention.days[0] > mention.months[0]:
        return True
    return _RANGE_NEXT.match(folded, mention.end) is not None


def _alone(folded: str, mention: DateMention) -> bool:
    """Whether the mention fills its line or table cell."""
    return bool(_CELL_START.search(folded, max(mention.start - 4, 0), mention.start)) and bool(
        _CELL_END.match(folded, mention.end)
    )
