"""The Vietnamese lunar calendar (UTC+7), by the algorithm that Hồ Ngọc Đức published.

Month 1 day 1 is Tết Nguyên đán. Days are counted as Julian day numbers inside this module.
"""

import datetime
from functools import cache
from math import radians, sin

_ZONE = 7 / 24
_ORDINAL = 1721425
_LUNATION = 29.530588853
_FIRST_NEW_MOON = 2415021.076998695


@cache
def solar_day(lunar_year: int, month: int, number: int) -> datetime.date | None:
    """The day of a lunar date, None where it does not exist; of a repeated (leap) month the first is meant."""
    base = lunar_year if month >= 11 else lunar_year - 1
    start, end = _eleventh_month(base), _eleventh_month(base + 1)
    index = round((start - _FIRST_NEW_MOON) / _LUNATION)
    offset = (month - 11) % 12
    if end - start > 365 and offset >= _leap_offset(index):
        offset += 1
    first, after = _new_moon(index + offset), _new_moon(index + offset + 1)
    if not 1 <= number <= after - first:
        return None
    return datetime.date.fromordinal(first + number - 1 - _ORDINAL)


def _eleventh_month(year: int) -> int:
    """The first day of the month that holds the winter solstice of ``year``."""
    last = datetime.date(year, 12, 31).toordinal() + _ORDINAL
    index = int((last - _FIRST_NEW_MOON) / _LUNATION)
    first = _new_moon(index)
    return _new_moon(index - 1) if _sun_sector(first) >= 9 else first


def _leap_offset(index: int) -> int:
    """How many months after the eleventh (new moon ``index``) the month without a change of sun sector stands."""
    offset = 1
    sector = _sun_sector(_new_moon(index + 1))
    while offset < 14:
        offset += 1
        before, sector = sector, _sun_sector(_new_moon(index + offset))
        if sector == before:
            break
    return offset - 1


@cache
def _new_moon(index: int) -> int:
    """The day of the new moon with that number, counted from 1 January 1900 (Meeus, Astronomical Algorithms)."""
    t = index / 1236.85
    sun = radians(359.2242 + 29.10535608 * index - 0.0000333 * t**2 - 0.00000347 * t**3)
    moon = radians(306.0253 + 385.81691806 * index + 0.0107306 * t**2 + 0.00001236 * t**3)
    node = radians(21.2964 + 390.67050646 * index - 0.0016528 * t**2 - 0.00000239 * t**3)
    mean = 2415020.75933 + 29.53058868 * index + 0.0001178 * t**2 - 0.000000155 * t**3
    mean += 0.00033 * sin(radians(166.56 + 132.87 * t - 0.009173 * t**2))
    change = (
        (0.1734 - 0.000393 * t) * sin(sun)
        + 0.0021 * sin(2 * sun)
        - 0.4068 * sin(moon)
        + 0.0161 * sin(2 * moon)
        - 0.0004 * sin(3 * moon)
        + 0.0104 * sin(2 * node)
        - 0.0051 * sin(sun + moon)
        - 0.0074 * sin(sun - moon)
        + 0.0004 * sin(2 * node + sun)
        - 0.0004 * sin(2 * node - sun)
        - 0.0006 * sin(2 * node + moon)
        + 0.0010 * sin(2 * node - moon)
        + 0.0005 * sin(2 * moon + sun)
    )
    clock = -0.000278 + 0.000265 * t + 0.000262 * t**2
    return int(mean + change - clock + 0.5 + _ZONE)


def _sun_sector(day: int) -> int:
    """Which twelfth of its yearly way (0 to 11) the sun is in when that day begins."""
    t = (day - 0.5 - _ZONE - 2451545.0) / 36525
    anomaly = radians(357.52910 + 35999.05030 * t - 0.0001559 * t**2 - 0.00000048 * t**3)
    centre = (
        (1.914600 - 0.004817 * t - 0.000014 * t**2) * sin(anomaly)
        + (0.019993 - 0.000101 * t) * sin(2 * anomaly)
        + 0.000290 * sin(3 * anomaly)
    )
    return int((280.46645 + 36000.76983 * t + 0.0003032 * t**2 + centre) % 360 / 30)
