"""Recurrences (``định kỳ hàng tháng, 6 tháng và cuối năm``) and times counted from an event, in folded text."""

import datetime
import re
from functools import cache

from msgspec.structs import replace

from pipeline import lexicon
from pipeline.cues import Cues
from pipeline.extract.around import around
from pipeline.extract.bounds import TimeBound
from pipeline.extract.cues import CuedPattern

_LONGEST_OPENING = 24
_MOST_ITEMS = 7
_UNITS = {
    "giờ": "TH",
    "ngày": "D",
    "tuần": "W",
    "tháng": "M",
    "quý": "M",
    "học kỳ": "M",
    "năm": "Y",
    "năm học": "Y",
}
_TIMES = {"quý": 3, "học kỳ": 6}
_NUMBERS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "chín": 9, "mười": 10}


def find_rhythms(cues: Cues) -> list[TimeBound]:
    """The recurrences, in the order of the text; each with the items that are listed after it."""
    item = around("item")
    found: list[TimeBound] = []
    for rule in _rules("rhythm"):
        for match in rule.matches(cues):
            durations = [_duration(match)]
            end = match.end()
            listed = 0 if rule.attributes.get("dependent") else _MOST_ITEMS
            while len(durations) <= listed and (more := item.match(cues.folded, end)):
                durations.append(_duration(more))
                end = more.end()
            found.append(
                TimeBound(
                    start=match.start(),
                    end=end,
                    kind="recurrence",
                    rule=f"deadlines.{rule.id}",
                    recurrence=";".join(dict.fromkeys(durations)),
                    dependent=bool(rule.attributes.get("dependent")),
                    counted=bool(rule.attributes.get("duty")) and not _monthly(durations, match),
                )
            )
    return _apart(found)


def find_counted(cues: Cues) -> list[TimeBound]:
    """The times that are counted from an event: ``10 ngày kể từ ngày nhận``, ``trước ngày khai mạc 5 ngày``."""
    found = []
    for rule in _rules("relative"):
        before = rule.attributes["sign"]
        for match in rule.matches(cues):
            low = match.start("anchor")
            anchor = (low, low + len(match["anchor"].rstrip()))
            found.append(
                TimeBound(
                    start=match.start(),
                    end=match.end() if before or match.end("unit") > anchor[1] else anchor[1],
                    kind="by" if before else "within",
                    rule=f"deadlines.{rule.id}",
                    granularity="event",
                    offset=before + _duration(match),
                    anchor=anchor,
                )
            )
    return _apart(found)


def find_in_the_year(cues: Cues, year: int | None) -> list[TimeBound]:
    """``trong năm`` of a one-year plan: the plan's own year is meant."""
    if year is None:
        return []
    found = []
    for at in cues.of("năm"):
        match = around("in_the_year").search(cues.folded, max(at - 6, 0), at + 12)
        if match is not None:
            found.append(
                TimeBound(
                    start=match.start(),
                    end=match.end(),
                    kind="in",
                    rule="deadlines.in_the_year",
                    last=datetime.date(year, 12, 31),
                    granularity="year",
                )
            )
    return found


def opened(folded: str, bound: TimeBound) -> TimeBound:
    """The rhythm or counted time with the words that open it (``định kỳ``, ``trong thời hạn``) and its bracket."""
    if not (bound.recurrence or bound.offset):
        return bound
    lead = around("opening").search(folded, max(bound.start - _LONGEST_OPENING, 0), bound.start)
    start = lead.start() if lead else bound.start
    closes = folded.startswith(")", bound.end) and "(" in folded[start : bound.end]
    return replace(bound, start=start, end=bound.end + closes)


@cache
def _rules(use: str) -> tuple[CuedPattern, ...]:
    return tuple(CuedPattern.of(one) for one in lexicon.load("deadlines") if one.attributes["use"] == use)


def _monthly(durations: list[str], match: re.Match[str]) -> bool:
    """Once a month or week: nobody counts that as a result."""
    return durations in (["P1M"], ["P1W"]) and _number(match["times"]) == 1


def _duration(match: re.Match[str]) -> str:
    """The ISO 8601 duration of the groups ``n`` and ``unit``; with ``times`` of its equal parts."""
    said = match.groupdict()
    count = _number(said.get("n")) * _TIMES.get(said["unit"], 1)
    code = _UNITS[said["unit"]]
    times = _number(said.get("times"))
    if times > 1 and code == "Y":
        count, code = count * 12, "M"
    if times > 1 and count % times == 0:
        count //= times
    return f"PT{count}H" if code == "TH" else f"P{count}{code}"


def _number(said: str | None) -> int:
    if not said:
        return 1
    return int(said) if said.isdigit() else _NUMBERS[said]


def _apart(found: list[TimeBound]) -> list[TimeBound]:
    kept: list[TimeBound] = []
    for bound in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or bound.start >= kept[-1].end:
            kept.append(bound)
    return kept
