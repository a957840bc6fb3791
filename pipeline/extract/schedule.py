"""Times that bound something: a date, month, quarter or year with the preposition or label before it."""

from msgspec.structs import replace

from pipeline.extract.around import around
from pipeline.extract.bounds import TimeBound
from pipeline.extract.leads import Lead, Scene, excluded, lead_of, of_what_is, over, part_of_name
from pipeline.extract.mentions import LUNAR, DateMention, day, in_year

_APART = 90  # of the ends of a range: an event's name in brackets may stand between


def find_scheduled(scene: Scene) -> list[TimeBound]:
    """The bounds that the mentions make, in the order of the text."""
    found: list[TimeBound] = []
    index = 0
    while index < len(scene.mentions):
        bound, used = _bound(scene, index)
        index += used
        if bound is None:
            continue
        group = [bound]
        while bound.kind != "range" and index < len(scene.mentions):
            more = _coordinated(scene, index, group[-1])
            if more is None:
                break
            group.append(more)
            index += 1
        found += _in_one_year(group)
    return found


def _in_one_year(group: list[TimeBound]) -> list[TimeBound]:
    """Coordinated days, where the last one's year is printed: that year is all of theirs."""
    last = group[-1].last
    if group[-1].month_day or last is None:
        return group
    return [one if one.month_day is None else _moved(one, last.year) for one in group]


def _moved(bound: TimeBound, year: int) -> TimeBound:
    first = bound.first and day(year, bound.first.month, bound.first.day)
    last = bound.last and day(year, bound.last.month, bound.last.day)
    return replace(bound, first=first, last=last, month_day=None)


def _bound(scene: Scene, index: int) -> tuple[TimeBound | None, int]:
    """The bound that begins with the mention at ``index``, and how many mentions it takes."""
    mention = scene.mentions[index]
    if mention.form == "period":
        return _period(scene, mention), 1
    partner = _partner(scene, index)
    lead = lead_of(scene, mention, partner)
    if lead is None or excluded(scene.folded, lead, mention):
        return None, 1
    if partner is not None and lead.bound not in ("until", "before"):
        return _range(scene, lead.start, mention, partner), 2
    if over(scene, lead, mention) or of_what_is(scene, lead, mention):
        return None, 1
    return _alone(scene, lead, _dated(scene, mention)), 1


def _alone(scene: Scene, lead: Lead, mention: DateMention) -> TimeBound | None:
    """The bound of one mention."""
    if lead.bound in ("until", "before"):
        return _single(lead.start, lead.bound, mention)
    if mention.ranged:
        return _closed_range(lead.start, mention)
    if lead.bound == "since":
        # ``ngay từ đầu năm`` says how early, not when.
        if mention.part == "đầu" and mention.granularity == "year" and not mention.has_year:
            return None
        return _open_range(scene.folded, lead.start, mention)
    return _single(lead.start, lead.bound, mention)


def _period(scene: Scene, mention: DateMention) -> TimeBound | None:
    lead = lead_of(scene, mention, None)
    if lead is not None and lead.bound == "until":
        return _single(lead.start, "until", replace(mention, granularity="year"))
    if part_of_name(scene.folded, mention.start):
        return None
    return TimeBound(
        start=mention.start,
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
    if after.start - mention.end > _APART or after.form == "period":
        return None
    return after if around("to").fullmatch(scene.folded, mention.end, after.start) else None


def _range(scene: Scene, start: int, mention: DateMention, partner: DateMention) -> TimeBound | None:
    """From … to …: a missing month or year of the first is the second's, or the one before it."""
    last = _dated(scene, partner)
    if mention.months is None and last.months and mention.days:
        month = last.months[0]
        if last.days and mention.days[0] > last.days[1]:
            month = (month - 2) % 12 + 1
        mention = replace(mention, months=(month, month))
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
    event = around("until_event").match(folded, mention.end)
    onward = around("onward").match(folded, mention.end)
    end = event.end() if event else onward.end() if onward else mention.end
    return TimeBound(
        start=start,
        end=end,
        kind="range",
        rule="deadlines.since",
        first=mention.first,
        granularity=mention.granularity,
        anchor=(event.start("anchor"), event.start("anchor") + len(event["anchor"].rstrip()))
        if event
        else None,
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
    if mention.start - bound.end > 56 or not around("and").fullmatch(scene.folded, bound.end, mention.start):
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
