"""Times that bound something: a date, month, quarter or year with the preposition or label before it."""

import datetime
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache

import regex

from pipeline import lexicon
from pipeline.extract.bounds import TimeBound
from pipeline.extract.mentions import LUNAR, DateMention, in_year

_BACK = 300
_FILLER = (
    r"(?: (?:các|đầu|giữa|cuối|hết|ngày|là|vào|khoảng|thời điểm|sáng|chiều|tối|thứ \w+,?"
    r"|\d{1,2} ?(?:h|g|giờ)(?: ?\d{1,2})?(?: ?phút)?,?))*\s?\Z"
)
_TO = re.compile(r"(?:,? ?\([^)\n]{0,30}\),?)? ?(?:cho đến|đến|tới|-) ?(?:hết ngày |hết |ngày )?")
_AND = re.compile(r"(?: ?\([^)\n]{0,40}\))? ?(?:,|và|hoặc|, và|;) ?(?:trước |đến |vào )?(?:ngày )?")
_ONWARD = re.compile(r" (?:trở đi|về sau|trở về sau|và (?:những|các) năm tiếp theo)")
_UNTIL_EVENT = re.compile(r" (?:cho )?đến (?:khi|lúc) ([^.;,:\n()]{3,90})")
_OPENING = re.compile(
    r"(?:\A|[\n|])[ \-+*•]*(?:(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ]|[ivx]+)[.)/\-]* )?(?:(?:đợt|bước) \w+ ?[:(-] ?)?\Z"
)
_OPENED = re.compile(
    r" ?(?::|\n|\Z|\|)|,? ?(?:phấn đấu|tổ chức|hoàn thành|triển khai|xây dựng|ban hành|thực hiện|sơ kết)"
)
_EXCLUDING: dict[str, tuple[str, ...]] = {
    "until": ("status",),
    "before": (),
    "since": ("status", "force"),
    "inside": ("commemoration",),
    "free": ("force", "past", "commemoration"),
}
_CLOCK = re.compile(r",? ?\d{1,2}:\d\d")
_STAGE = re.compile(
    r",? ?:? ?(?:(?:phấn đấu|đạt|có|là|giảm|tăng|còn|trên|dưới|ít nhất|tối thiểu|từ|khoảng|[<>≥≤]) ?){0,3}\d[\d.,]* ?%"
)
_NO_SCHEDULE = re.compile(
    r"(?:báo cáo|kế hoạch|kết quả|nhiệm vụ|công tác|số liệu|chương trình|lương|kỳ|quyết định|văn bản|biên bản|họp"
    r"|\w/[\w\-]+,?|của|số|năm|tình hình|thành lập|sinh|ký|chỉ tiêu|kinh phí|dự toán) \Z"
)


@dataclass(frozen=True, slots=True)
class _Lead:
    """What stands before a time: where it begins and how it bounds (until, before, since, inside or free)."""

    start: int
    bound: str


@dataclass(frozen=True, slots=True)
class Scene:
    """A text with its times. ``year_of`` gives the year that a mention leaves out. A time without a preposition
    counts from ``since`` on (the plan's issue): one before it belongs to the past."""

    folded: str
    mentions: Sequence[DateMention]
    year_of: Callable[[DateMention], int | None]
    since: datetime.date | None


@dataclass(frozen=True, slots=True)
class _Patterns:
    preposition: "regex.Pattern[str]"
    label: "regex.Pattern[str]"
    excluded: "dict[str, regex.Pattern[str]]"


def find_scheduled(scene: Scene) -> list[TimeBound]:
    """The bounds that the mentions make, in the order of the text."""
    found: list[TimeBound] = []
    index = 0
    while index < len(scene.mentions):
        bound, used = _bound(scene, index)
        index += used
        if bound is None:
            continue
        found.append(bound)
        while bound.kind != "range" and index < len(scene.mentions):
            more = _coordinated(scene, index, bound)
            if more is None:
                break
            found.append(bound := more)
            index += 1
    return found


def _bound(scene: Scene, index: int) -> tuple[TimeBound | None, int]:
    """The bound that begins with the mention at ``index``, and how many mentions it takes."""
    mention = scene.mentions[index]
    if mention.form == "period":
        return _period(scene, mention), 1
    partner = _partner(scene, index)
    lead = _lead(scene.folded, mention.start) or _free(scene, mention, partner)
    if lead is None or _excluded(scene.folded, lead, mention):
        return None, 1
    if partner is not None and lead.bound not in ("until", "before"):
        return _range(scene, lead.start, mention, partner), 2
    whole = _dated(scene, mention)
    if whole.ranged and lead.bound not in ("until", "before"):
        return _closed_range(lead.start, whole), 1
    if lead.bound == "since":
        return _open_range(scene.folded, lead.start, whole), 1
    return _single(lead.start, lead.bound, whole), 1


def _period(scene: Scene, mention: DateMention) -> TimeBound | None:
    lead = _Lead(mention.start, "free")
    if _matches("name", scene.folded, mention.start) or _matches("outlook", scene.folded, mention.start):
        return None
    return TimeBound(
        start=lead.start,
        end=mention.end,
        kind="period",
        rule="deadlines.period",
        first=mention.first,
        last=mention.last,
        granularity="year",
    )


def _partner(scene: Scene, index: int) -> DateMention | None:
    """The other end of a range that begins with the mention at ``index``."""
    if index + 1 >= len(scene.mentions):
        return None
    mention, after = scene.mentions[index], scene.mentions[index + 1]
    if after.start - mention.end > 48 or after.form == "period":
        return None
    return after if _TO.fullmatch(scene.folded, mention.end, after.start) else None


def _range(scene: Scene, start: int, mention: DateMention, partner: DateMention) -> TimeBound | None:
    """From … to …: a missing month or year of the first is the second's."""
    last = _dated(scene, partner)
    if mention.months is None and last.months is not None and mention.days is not None:
        mention = replace(mention, months=(last.months[0], last.months[0]))
    first = mention
    if not mention.has_year and last.last is not None:
        first = in_year(mention, last.last.year)
        if first.first is not None and first.first > last.last:
            first = in_year(mention, last.last.year - 1)
    return _closed_range(start, replace(last, first=first.first))


def _closed_range(start: int, mention: DateMention) -> TimeBound | None:
    if mention.first is None and mention.last is None:
        return None
    return TimeBound(
        start=start,
        end=mention.end,
        kind="range",
        rule="deadlines.range",
        first=mention.first,
        last=mention.last,
        granularity=mention.granularity,
    )


def _open_range(folded: str, start: int, mention: DateMention) -> TimeBound | None:
    """From … on; up to an event where one is named."""
    if mention.first is None:
        return None
    event = _UNTIL_EVENT.match(folded, mention.end)
    onward = _ONWARD.match(folded, mention.end)
    end = event.end() if event else onward.end() if onward else mention.end
    return TimeBound(
        start=start,
        end=end,
        kind="range",
        rule="deadlines.since",
        first=mention.first,
        granularity=mention.granularity,
        anchor=(event.start(1), event.start(1) + len(event[1].rstrip())) if event else None,
    )


def _single(start: int, bound: str, mention: DateMention) -> TimeBound | None:
    """By, before or in one time."""
    month_day = _month_day(mention)
    first, last = mention.first, mention.last
    if bound == "before":
        last = first or last
    if bound in ("until", "before"):
        first = None
    if first is None and last is None and month_day is None:
        return None
    return TimeBound(
        start=start,
        end=mention.end,
        kind="by" if bound in ("until", "before") else "in",
        rule=f"deadlines.{bound}",
        first=first,
        last=last,
        inclusive=bound != "before",
        granularity=mention.granularity,
        month_day=month_day,
    )


def _coordinated(scene: Scene, index: int, bound: TimeBound) -> TimeBound | None:
    """The next mention under the same preposition: ``trước ngày 01/6 và 15/11``."""
    mention = scene.mentions[index]
    if mention.start - bound.end > 56 or not _AND.fullmatch(scene.folded, bound.end, mention.start):
        return None
    if _partner(scene, index) is not None or mention.form == "period":
        return None
    name = "before" if not bound.inclusive else "until" if bound.kind == "by" else "inside"
    return _single(mention.start, name, _dated(scene, mention))


def _dated(scene: Scene, mention: DateMention) -> DateMention:
    if mention.has_year:
        return mention
    year = scene.year_of(mention)
    # The day stays marked as printed without its year: a rhythm beside it may take it.
    return mention if year is None else replace(in_year(mention, year), has_year=False)


def _month_day(mention: DateMention) -> str | None:
    """The day or month as xs:gMonthDay, xs:gDay or xs:gMonth, where it is printed without a year."""
    if mention.has_year or mention.form in LUNAR or mention.part:
        return None
    if mention.form == "month" and mention.months:
        return ";".join(f"--{month:02d}" for month in dict.fromkeys(mention.months))
    if mention.days is None or mention.granularity != "day":
        return None
    if mention.months is None:
        return f"---{mention.days[1]:02d}"
    return f"--{mention.months[1]:02d}-{mention.days[1]:02d}"


def _lead(folded: str, start: int) -> _Lead | None:
    """The preposition that ends before ``start``."""
    low = max(start - 48, folded.rfind("\n", 0, start) + 1)
    found = _patterns().preposition.search(folded, low, start)
    if found is None:
        return None
    return _Lead(found.start(), next(name for name, said in found.groupdict().items() if said))


def _free(scene: Scene, mention: DateMention, partner: DateMention | None) -> _Lead | None:
    """A time that needs no preposition: after a label, opening a line or a table cell, in brackets, or exact."""
    folded, start = scene.folded, mention.start
    end = partner.end if partner else mention.end
    low = max(start - _BACK, 0)
    line = folded[max(folded.rfind("\n", low, start) + 1, low) : start]
    free = _Lead(start, "free")
    if mention.form == "named" or _patterns().label.search(line):
        return free
    if mention.form in ("day_of_month", "year_bare"):
        return None
    if _OPENING.search(folded, low, start):
        return (
            free
            if _OPENED.match(folded, end) and (mention.granularity != "year" or mention.has_year)
            else None
        )
    if line.rstrip().endswith("("):
        return free if mention.granularity != "year" and folded[end : end + 1] == ")" else None
    exact = mention.has_year and mention.granularity in ("day", "month", "quarter", "week")
    if not exact or _NO_SCHEDULE.search(line) or _CLOCK.match(folded, end):
        return None
    return free if _later(scene, mention) else None


def _opens(folded: str, end: int, mention: DateMention) -> bool:
    """Whether what follows a time that opens a line shows that it schedules something."""
    if mention.granularity == "year" and not mention.has_year:
        return False
    found = _OPENED.match(folded, end)
    # A year alone on its line is the last line of a title.
    return found is not None and not (
        mention.granularity == "year" and not mention.ranged and found[0] in ("", "\n")
    )


def _later(scene: Scene, mention: DateMention) -> bool:
    """Whether the time is not over when the plan is issued."""
    last = mention.last or mention.first
    return scene.since is not None and last is not None and last > scene.since


def _excluded(folded: str, lead: _Lead, mention: DateMention) -> bool:
    """Whether the time is part of a name, a law's force, a count or a commemoration."""
    if any(_matches(name, folded, lead.start) for name in _EXCLUDING[lead.bound]):
        return True
    if mention.granularity != "year" or lead.bound not in ("until", "free"):
        return False
    if _matches("outlook", folded, lead.start):
        return not _opens_line(folded, lead.start, "outlook")
    return _matches("name", folded, lead.start)


def _opens_line(folded: str, start: int, name: str) -> bool:
    low = max(start - _BACK, 0)
    found = _patterns().excluded[name].search(folded, low, start)
    return found is not None and _OPENING.search(folded, low, found.start()) is not None


def _matches(name: str, folded: str, start: int) -> bool:
    """Whether the line before ``start`` ends in an excluding context."""
    low = max(start - _BACK, folded.rfind("\n", 0, start) + 1)
    return _patterns().excluded[name].search(folded, low, start) is not None


@cache
def _patterns() -> _Patterns:
    entries = lexicon.load("deadlines")
    bounds: dict[str, list[str]] = {}
    for entry in entries:
        if entry.attributes["use"] == "preposition":
            bounds.setdefault(entry.attributes["bound"], []).extend(entry.words)
    groups = "|".join(
        f"(?P<{bound}>{'|'.join(map(regex.escape, sorted(words, key=len, reverse=True)))})"
        for bound, words in bounds.items()
    ).replace("\\ ", " ")
    return _Patterns(
        preposition=regex.compile(rf"(?<!\w)(?:{groups}){_FILLER}"),
        label=next(one.compiled() for one in entries if one.attributes["use"] == "label"),
        excluded={one.id: one.compiled() for one in entries if one.attributes["use"] == "excluded"},
    )
