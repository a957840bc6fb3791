"""The reports that a directive asks for: how often, and by what day."""

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from pipeline.folding import fold
from pipeline.schema import Deadline

_REPORT = "báo cáo"
_RHYTHMS = {"P1M": "month", "P3M": "quarter", "P6M": "half", "P1Y": "year"}
_SPOKEN = (
    ("half", re.compile(r"6 tháng|sáu tháng|giữa năm|sơ kết")),
    ("quarter", re.compile(r"(?<!\w)quý(?!\w)")),
    ("month", re.compile(r"(?<!\w)tháng(?!\w)")),
    ("year", re.compile(r"(?<!\w)năm(?!\w)|tổng kết")),
)
_YEARLY = re.compile(r"--(\d\d)-(\d\d)$")
_MONTHLY = re.compile(r"---(\d\d)$")


class Due(NamedTuple):
    """A report of one rhythm: due on a ``day``, or on the same day of each month or year, as ``(month, day)``."""

    rhythm: str
    day: date | None
    each: tuple[int, int] | None
    row: Deadline


def reports(deadlines: Iterable[Deadline]) -> tuple[Deadline, ...]:
    """The deadlines at which somebody reports."""
    return tuple(row for row in deadlines if _REPORT in fold(row.what or ""))


def due(row: Deadline) -> Due | None:
    """What report a deadline is of; None where its rhythm or its day is not told."""
    rhythm = _RHYTHMS.get(row.recurrence or "") or _spoken(row)
    if rhythm is None:
        return None
    if row.month_day is None:
        return Due(rhythm, row.end_date, None, row) if row.end_date else None
    if yearly := _YEARLY.match(row.month_day):
        return Due(rhythm, None, (int(yearly[1]), int(yearly[2])), row)
    monthly = _MONTHLY.match(row.month_day)
    return Due(rhythm, None, (0, int(monthly[1])), row) if monthly else None


def _spoken(row: Deadline) -> str | None:
    """The rhythm named behind the last ``báo cáo`` before the deadline."""
    said = fold(row.what or "").rpartition(_REPORT)[2]
    return next((rhythm for rhythm, words in _SPOKEN if words.search(said)), None)


def later(mine: Due, theirs: Due) -> bool:
    """Whether the report is of the same rhythm and due later."""
    if mine.rhythm != theirs.rhythm:
        return False
    if mine.day and theirs.day:
        return mine.day > theirs.day
    if mine.each and theirs.each:
        return mine.each > theirs.each
    if theirs.day and mine.each and mine.rhythm == "year":
        return mine.each > (theirs.day.month, theirs.day.day)
    return False
