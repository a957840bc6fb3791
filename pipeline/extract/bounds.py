"""What a deadline says of time, before it is known what it bounds."""

import datetime
from bisect import bisect_right
from collections.abc import Iterable

import msgspec

from pipeline.schema import DeadlineKind, Granularity


class TimeBound(msgspec.Struct, frozen=True, gc=False):
    """One bound or rhythm at ``[start, end)`` of the clean text; most fields are those of a deadline's row.

    ``anchor`` is the span of the event that a time is counted from. ``month_day`` is set where the day is printed
    without a year, so that a rhythm beside it can take it for its own. ``dependent``: a rhythm that only says which
    day is meant (``ngày 20 tháng cuối quý``). ``counted``: a rhythm by its number (``02 lần/năm``), which may be a
    target's.
    """

    start: int
    end: int
    kind: DeadlineKind
    rule: str
    first: datetime.date | None = None
    last: datetime.date | None = None
    inclusive: bool = True
    granularity: Granularity | None = None
    recurrence: str | None = None
    month_day: str | None = None
    offset: str | None = None
    anchor: tuple[int, int] | None = None
    dependent: bool = False
    counted: bool = False


class Spans:
    """Spans that do not overlap, to ask whether one of them holds an offset."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._spans = sorted(spans)
        self._starts = [start for start, _ in self._spans]

    def hold(self, offset: int) -> bool:
        at = bisect_right(self._starts, offset) - 1
        return at >= 0 and offset < self._spans[at][1]
