"""Days that do not exist, and times that do not fit each other, the day of issue or the plan's period."""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from pipeline.lint.days import shown
from pipeline.lint.document import earliest_issue
from pipeline.lint.faults import Fault
from pipeline.schema import Deadline, Document, DocumentTables
from pipeline.text import Text

_DAY = (
    r"(?P<day>\d{1,2})(?: ?[/.\-] ?| tháng )(?P<month>\d{1,2})"
    r"(?:(?: ?[/.\-] ?| năm )(?P<year>(?:19|20)\d\d))?(?![\d/])"
)
_BARE = re.compile(rf"(?<![\d/.,\-]){_DAY}")
_LATE_DAYS = ("29/", "29 t", "30/", "30 t", "31/", "31 t")
_WEEKDAY = re.compile(rf"(?:thứ (?P<name>hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)[,( ]{{1,3}}(?:ngày )?{_DAY}")
_ORDINAL_OF = ("lần ", "giải ", "hạng ", "đợt ", "khóa ", "vòng ", "nghị ", "hội ", "buổi ", "ngày ")
_WEEKDAYS = ("hai", "ba", "tư", "năm", "sáu", "bảy", "chủ nhật")
_PHASE = re.compile(
    r"(?:đợt|giai đoạn|bước) ?(?:thứ )?(?P<name>\d{1,2}|[ivx]{1,4}|nhất|hai|ba)[ :(-]*(?:là )?$"
)
_PHASES = re.compile(r"trong đó|chia (?:làm|thành)|cụ thể|gồm|toàn bộ|các đợt|cả đợt")
_LATER = re.compile(
    r"báo cáo|tổng kết|sơ kết|quyết toán|nghiệm thu|tầm nhìn|định hướng|nhiệm kỳ|năm học|giai đoạn"
    r"|(?<!\w)(?:gửi|nộp|hồ sơ|đánh giá|xếp loại|khen thưởng|thanh toán|tết)(?!\w)"
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_PERIOD = re.compile(
    r"(?<!\d)(?P<count>\d{1,2}) năm (?:\(|giai đoạn )(?P<first>\d{4}) ?- ?(?P<last>\d{4})\)?"
)
_KINDS = frozenset({"by", "in", "range"})
_DAYS = frozenset({"day", "week"})
_ONE_DAY = timedelta(days=1)
_NEAR = 80
_NO_PLAN = frozenset({"assessment", "legal_basis"})


def faults(text: Text, tables: DocumentTables) -> Iterator[Fault]:
    """Of every text the days; of directives the deadlines too, but of recognised ones: their digits are not sure."""
    if tables.document.ocr:
        return
    yield from _impossible(text)
    yield from _weekdays(text)
    yield from _periods(text)
    if tables.document.genre != "directive":
        return
    told = {row.section_id for row in tables.sections if row.kind in _NO_PLAN}
    rows = [row for row in tables.deadlines if row.section_id not in told]
    yield from _phases(text, rows)
    issued = earliest_issue(text, tables) if rows else None
    for row in rows:
        if row.kind not in _KINDS:
            continue
        found = (_backwards(row), _past(row, issued, tables.document), _after_plan(text, row, tables))
        yield from (fault for fault in found if fault)


def _impossible(text: Text) -> Iterator[Fault]:
    """The last days of a month that has none, with a year or behind ``ngày``: 31/4 alone is a fraction."""
    folded = text.folded
    for lead in _LATE_DAYS:
        for at in text.cues.of(lead):
            said = _BARE.match(folded, at)
            dated = said and (said["year"] or folded.endswith("ngày ", 0, at))
            if said and dated and 1 <= int(said["month"]) <= 12 and not _exists(said):
                yield Fault("impossible_date", at, said.end(), {"day": text.text[at : said.end()]})


def _exists(said: "re.Match[str]") -> bool:
    """Whether there is such a day; without a year, in any."""
    return _day(said, 2024) is not None


def _day(said: "re.Match[str]", default: int | None = None) -> date | None:
    year = int(said["year"]) if said["year"] else default
    try:
        return date(year, int(said["month"]), int(said["day"])) if year else None
    except ValueError:
        return None


def _weekdays(text: Text) -> Iterator[Fault]:
    for lead in ("thứ ", "chủ nhật"):
        for at in text.cues.of(lead):
            said = _WEEKDAY.match(text.folded, at)
            day = _day(said) if said else None
            if said is None or day is None or text.folded.endswith(_ORDINAL_OF, 0, at):
                continue
            name = said["name"] or "chủ nhật"
            wanted = int(name) - 2 if name.isdecimal() else _WEEKDAYS.index(name)
            if day.weekday() != wanted:
                right = _WEEKDAYS[day.weekday()]
                words = {"day": shown(day), "right": right if right == "chủ nhật" else f"thứ {right}"}
                yield Fault("weekday_mismatch", at, said.end(), words)


def _periods(text: Text) -> Iterator[Fault]:
    """``05 năm (2021 - 2025)`` and ``05 năm (2020 - 2025)``."""
    first: dict[str, re.Match[str]] = {}
    for lead in (" năm (", " năm giai đoạn "):
        for at in text.cues.of(lead):
            said = _PERIOD.search(text.folded, max(at - 3, 0), at + 40)
            known = first.setdefault(said["count"].lstrip("0"), said) if said else said
            if said and known and _differ(said, known):
                words = {
                    "quote": text.text[said.start() : said.end()],
                    "other": text.text[slice(*known.span())],
                }
                yield Fault("inconsistent_period", *said.span(), words)


def _differ(said: "re.Match[str]", known: "re.Match[str]") -> bool:
    """Whether one end is the same and the other not."""
    return (said["first"] == known["first"]) != (said["last"] == known["last"])


def _phases(text: Text, rows: list[Deadline]) -> Iterator[Fault]:
    """Numbered phases that begin before, or end after, the whole that their section names."""
    ranges: defaultdict[str | None, list[Deadline]] = defaultdict(list)
    for row in rows:
        if row.kind == "range" and row.start_date and row.end_date:
            ranges[row.section_id].append(row)
    for group in ranges.values():
        names = [(row, _phase(text, row)) for row in group] if len(group) > 2 else []
        wholes = [row for row, name in names if not name and _is_whole(text, row)]
        if len(wholes) == 1:
            yield from _outside(wholes[0], [(row, name) for row, name in names if name])


def _phase(text: Text, row: Deadline) -> str | None:
    start = row.start or 0
    said = _PHASE.search(text.folded, max(start - 24, 0), start)
    return text.text[said.start() : said.end("name")] if said else None


def _is_whole(text: Text, row: Deadline) -> bool:
    start, end = row.start or 0, row.end or 0
    return bool(_PHASES.search(text.folded, end, end + 40) or _PHASES.search(text.folded, start - 50, start))


def _outside(whole: Deadline, phases: list[tuple[Deadline, str]]) -> Iterator[Fault]:
    first, last = whole.start_date, whole.end_date
    assert first
    assert last
    for row, name in phases:
        words = {"phase": name, "quote": row.quote, "whole": f"{shown(first)} - {shown(last)}"}
        if row.start_date and row.start_date < first:
            yield Fault("phase_outside_range_before", row.start, row.end, words)
        elif row.end_date and row.end_date > last:
            yield Fault("phase_outside_range_behind", row.start, row.end, words)


def _backwards(row: Deadline) -> Fault | None:
    if row.start_date is None or row.end_date is None or row.start_date <= row.end_date:
        return None
    words = {"start": shown(row.start_date), "end": shown(row.end_date)}
    return Fault("reversed_range", row.start, row.end, words)


def _past(row: Deadline, issued: date | None, document: Document) -> Fault | None:
    """A time before the day of issue, else before the plan's period.

    In a year or a month gone by something may be told of, or stand in the plan for completeness.
    """
    begins = document.period_start
    bound = issued or begins
    if bound is None or (row.kind == "in" and row.granularity not in _DAYS):
        return None
    if row.end_date and row.end_date < bound:
        dated = _YEAR.search(row.quote or "")
        rule = "past_deadline_issue" if issued else "past_deadline_period"
        said = shown(bound) if document.issued or not issued else f"{bound.month}/{bound.year}"
        words = {"quote": row.quote, "bound": said}
        return Fault(rule if dated else "past_deadline_unsaid", row.start, row.end, words)
    if row.start_date and not row.end_date and begins and row.start_date < min(begins, bound):
        words = {"quote": row.quote, "bound": shown(min(begins, bound))}
        return Fault("past_deadline_start", row.start, row.end, words)
    return None


def _after_plan(text: Text, row: Deadline, tables: DocumentTables) -> Fault | None:
    """A time behind the plan's end: reports are due then, and what looks further says so."""
    ends, last = tables.document.period_end, row.end_date
    if last is None or ends is None or last <= ends or (not row.inclusive and last - _ONE_DAY <= ends):
        return None
    start = row.start or 0
    before = text.folded[max(text.line_at(start).start, start - _NEAR) : row.end]
    head = next((part.start or 0 for part in tables.sections if part.path), 0)
    if _LATER.search(before) or text.text.find(str(last.year), 0, head) >= 0:
        return None
    rule = "phase_outside_range_year" if row.granularity == "year" else "phase_outside_range_plan"
    return Fault(rule, row.start, row.end, {"quote": row.quote, "end": shown(ends)})
