"""Dates, months, quarters, years and named times in folded text, by the rule table ``time.toml``.

Offsets are 0-based, half-open, in code points of the folded text (those of the clean text).
"""

import calendar
import datetime
import re
from dataclasses import dataclass, replace
from functools import cache

import regex

from pipeline import lexicon
from pipeline.schema import Granularity

_CITATION = re.compile(
    r"(?:ngày *)?(?:(\d{1,2}) *[/.\-] *(\d{1,2}) *[/.\-] *"
    r"|(\d{1,2}) *tháng *(\d{1,2}) *(?:[,/] *)?(?:năm *)?)"
    r"((?:19|20)\d\d)(?!\d)"
)
_NUMBER = re.compile(r"\d+(?= ?[/.\-] ?\d| tháng \d)")
_YEAR = re.compile(r"20[1-6]\d")
_YEAR_CUE = re.compile(r"(?:từ|đến|tới|hết|trước|trong|sau|và|-|khóa|của|vào|,|\() ?\Z")
_DAY_CUE = re.compile(r"(?:từ|đến|tới|trước|hết|sau|dịp|lễ|quá|nhất|là|vào|tối|sáng|chiều|và|-|,|;|:|\() ?\Z")
_STRONG_DAY_CUE = re.compile(r"(?:trước|dịp|lễ|hết|muộn nhất|chậm nhất|quá|vào) ?\Z")
_COUNTED = re.compile(
    r" ?(?:%|số\b|trở\b|tổng\b|người|đồng|đoàn viên|hội viên|lao động|triệu|suất|lượt|lần|cuộc|mô hình|công"
    r"|nữ|cán|thành)"
)
_JOIN = re.compile(r" ?(?:đến hết|đến|-|và|,|;|hoặc)? ?(?:ngày |năm |tháng )?")
_RANGE_NEXT = re.compile(r",? ?(?:-|đến) ?(?:hết )?(?:ngày )?\d{1,2} ?(?:[/.\-]|tháng)")
_QUARTERS = {"1": 1, "2": 2, "3": 3, "4": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4}
_WEEKS = {**_QUARTERS, "5": 5, "nhất": 1, "hai": 2, "ba": 3, "tư": 4}
_GRANULARITY: dict[str, Granularity] = {
    "day": "day",
    "day_bare": "day",
    "day_of_month": "day",
    "month": "month",
    "month_bare": "month",
    "quarter": "quarter",
    "half_year": "half_year",
    "week": "week",
    "named": "month",
    "tet": "event",
}


@dataclass(frozen=True, slots=True)
class DateMention:
    """One time expression: its span, its first and last day and how finely it speaks.

    ``first``/``last`` are None where the expression leaves them open (``cuối tháng 5`` has no first day), where
    the day does not exist (31/02) and where the year is missing; ``in_year`` supplies that. ``months`` and
    ``days`` are the first and last month and day as printed; ``form`` is that of the rule in ``time.toml``;
    ``part`` is one of ``đầu``, ``giữa``, ``cuối``.
    """

    start: int
    end: int
    first: datetime.date | None
    last: datetime.date | None
    granularity: Granularity
    has_year: bool
    form: str
    months: tuple[int, int] | None = None
    days: tuple[int, int] | None = None
    part: str | None = None


@dataclass(frozen=True, slots=True)
class _Rule:
    pattern: "regex.Pattern[str]"
    form: str
    cues: tuple[str, ...]
    months: tuple[int, int] | None
    days: tuple[int, int] | None


def citation_date(folded: str, start: int) -> tuple[int, datetime.date | None] | None:
    """The full date that begins at ``start`` (``ngày`` may lead): its end, and the day.

    The day is None where there is no such day (31/02). None where no full date begins there.
    """
    found = _CITATION.match(folded, start)
    if found is None:
        return None
    day, month, day_word, month_word, year = found.groups()
    return found.end(), _day(int(year), int(month or month_word), int(day or day_word))


def find_dates(folded: str) -> list[DateMention]:
    """Every time expression of the text, in its order; none overlaps another."""
    worded, numeric = _rules()
    found = [mention for rule in worded for mention in _cued(rule, folded)]
    found += _numeric(numeric, folded)
    return _contextual(_apart(found), folded)


def in_year(mention: DateMention, year: int) -> DateMention:
    """The mention with the year that it leaves out."""
    if mention.has_year or mention.months is None:
        return mention
    first, last = _bounds(year, mention.months, mention.days, mention.part, year)
    return replace(mention, first=first, last=last, has_year=True)


@cache
def _rules() -> tuple[tuple[_Rule, ...], tuple[_Rule, ...]]:
    """The rules that a word cues, and those that are tried at numbers."""
    rules = [_rule(entry) for entry in lexicon.load("time")]
    return tuple(rule for rule in rules if rule.cues), tuple(rule for rule in rules if not rule.cues)


def _rule(entry: lexicon.Entry) -> _Rule:
    given = entry.attributes
    months, days = given.get("months"), given.get("days")
    return _Rule(
        pattern=entry.compiled(),
        form=given["form"],
        cues=tuple(given.get("cues", ())),
        months=(months[0], months[1]) if months else None,
        days=(days[0], days[1]) if days else None,
    )


def _cued(rule: _Rule, folded: str) -> list[DateMention]:
    found = []
    for cue in rule.cues:
        at = folded.find(cue)
        while at >= 0:
            if at == 0 or not folded[at - 1].isalnum():
                mention = _at(rule, folded, at)
                if mention is not None:
                    found.append(mention)
            at = folded.find(cue, at + 1)
    return found


def _numeric(rules: tuple[_Rule, ...], folded: str) -> list[DateMention]:
    """The expressions that begin with a number."""
    years = tuple(rule for rule in rules if rule.form == "year_bare")
    others = tuple(rule for rule in rules if rule.form != "year_bare")
    hits = [(hit, others) for hit in _NUMBER.finditer(folded) if hit.end() - hit.start() <= 2]
    hits += [(hit, years) for hit in _YEAR.finditer(folded)]
    found = []
    for hit, tried in hits:
        at = hit.start()
        before = folded[max(at - 2, 0) : at]
        if before and (before[-1].isalnum() or (before[-1] in "/.," and before[0].isdigit())):
            continue
        mention = next(filter(None, (_at(rule, folded, at) for rule in tried)), None)
        if mention is not None:
            found.append(mention)
    return found


def _apart(found: list[DateMention]) -> list[DateMention]:
    """Of overlapping mentions the one that begins first, then the longest."""
    kept: list[DateMention] = []
    for mention in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
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
    if mention.form == "year_bare":
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


def _at(rule: _Rule, folded: str, at: int) -> DateMention | None:
    """What the rule reads at ``at``."""
    found = rule.pattern.match(folded, at)
    if found is None:
        return None
    said = {name: value for name, value in found.groupdict().items() if value}
    months, days = _months(rule, said), _days(rule, said)
    if (months and not all(1 <= month <= 12 for month in months)) or (days and not 1 <= days[0] <= 31):
        return None
    part = said.get("p") if rule.form in ("part", "week") else None
    first, last = None, None
    if "y" in said and months:
        first, last = _bounds(int(said["y"]), months, days, part, int(said.get("y2", said["y"])))
    return DateMention(
        start=at,
        end=found.end(),
        first=first,
        last=last,
        granularity=_granularity(rule.form, said),
        has_year="y" in said,
        form=rule.form,
        months=months,
        days=days,
        part=part,
    )


def _months(rule: _Rule, said: dict[str, str]) -> tuple[int, int] | None:
    if rule.months:
        return rule.months
    if "m" in said:
        return int(said["m"]), int(said.get("m2", said["m"]))
    if "q" in said:
        return 3 * _QUARTERS[said["q"]] - 2, 3 * _QUARTERS[said.get("q2", said["q"])]
    if rule.form == "half_year":
        return (1, 6) if said["p"] == "đầu" else (7, 12)
    if rule.form == "school_year":
        return 9, 5
    return None if rule.form in ("day_of_month", "undated_part", "tet") else (1, 12)


def _days(rule: _Rule, said: dict[str, str]) -> tuple[int, int] | None:
    if "d" in said:
        return int(said["d"]), int(said.get("d2", said["d"]))
    if "w" in said:
        week = _WEEKS[said["w"]]
        return 7 * week - 6, min(7 * week, 28) if week < 5 else 31
    if rule.form == "week" and said["p"] == "đầu":
        return 1, 7
    return rule.days


def _granularity(form: str, said: dict[str, str]) -> Granularity:
    if form == "part":
        return "month" if "m" in said else "quarter" if "q" in said else "year"
    return _GRANULARITY.get(form, "year")


def _bounds(
    year: int, months: tuple[int, int], days: tuple[int, int] | None, part: str | None, last_year: int
) -> tuple[datetime.date | None, datetime.date | None]:
    """First and last day; a part (``cuối``) keeps only the end that it names."""
    if part == "giữa":
        return None, None
    first = _day(year, months[0], days[0] if days else 1)
    if part == "đầu" and days is None:
        return first, None
    last = _day(last_year, months[1], days[1] if days else calendar.monthrange(last_year, months[1])[1])
    return (None if part == "cuối" else first), last


def _day(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None
