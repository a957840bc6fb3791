"""A time expression and the days that it spans."""

import calendar
import datetime
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from pipeline.extract.lunar import solar_day
from pipeline.schema import Granularity

LUNAR = frozenset({"lunar", "tet"})
Part = Literal["đầu", "giữa", "cuối"]


class DateMention(Struct, frozen=True, gc=False):
    """One time expression: its span, its first and last day and how finely it speaks.

    ``start`` and ``end`` are offsets in the clean text. ``first``/``last`` are None where the expression leaves
    them open (``cuối tháng 5`` has no first day), where the day does not exist (31/02) and where the year is
    missing; ``in_year`` supplies that. ``months`` and ``days`` are the first and last month and day as printed;
    ``form`` is that of the rule in ``time.toml``; ``part`` is the part of the month, quarter or year meant;
    ``ranged``: from the first to the last; ``years_on`` is 1 for a day ``năm sau``, -1 for one ``năm trước``.
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
    part: Part | None = None
    ranged: bool = False
    years_on: int = 0


def in_year(mention: DateMention, year: int) -> DateMention:
    """The mention with the year that it leaves out; a lunar day is the one that falls in that year."""
    if mention.has_year or mention.months is None:
        return mention
    year += mention.years_on
    if mention.form in LUNAR and mention.days:
        wanted = (solar_day(lunar, mention.months[0], mention.days[0]) for lunar in (year - 1, year))
        first = last = next((found for found in wanted if found and found.year == year), None)
    else:
        first, last = bounds((year, year), mention.months, mention.days, mention.part)
    return replace(mention, first=first, last=last, has_year=True)


def bounds(
    years: tuple[int, int], months: tuple[int, int], days: tuple[int, int] | None, part: Part | None
) -> tuple[datetime.date | None, datetime.date | None]:
    """First and last day, 0 being the last of its month; of a part only the end that it names is known."""
    first_day, last_day = days or (1, 0)
    last_day = last_day or calendar.monthrange(years[1], months[1])[1]
    first = None if part in ("giữa", "cuối") else day(years[0], months[0], first_day)
    last = None if part == "giữa" or (part == "đầu" and days is None) else day(years[1], months[1], last_day)
    return first, last


def day(year: int, month: int, number: int) -> datetime.date | None:
    """The day, None where there is none of that date."""
    try:
        return datetime.date(year, month, number)
    except ValueError:
        return None
