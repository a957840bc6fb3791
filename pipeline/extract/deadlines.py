"""Deadlines: the times that bound or schedule what someone is to do.

What counts is said in the annotation guide: not the dates of citations, of issue and of anniversaries, nor a
period that is only part of a name; a rhythm that is a target's frequency is not one either.
"""

import datetime
from bisect import bisect_left
from collections.abc import Callable, Sequence

from msgspec.structs import replace

from pipeline.extract.around import around
from pipeline.extract.bounds import Spans, TimeBound
from pipeline.extract.context import Context
from pipeline.extract.dates import find_dates
from pipeline.extract.duties import body_of, duty
from pipeline.extract.leads import Scene
from pipeline.extract.mentions import DateMention, in_year
from pipeline.extract.rhythms import find_counted, find_in_the_year, find_rhythms, opened
from pipeline.extract.schedule import find_scheduled
from pipeline.outline import section_at
from pipeline.schema import Deadline, Document, Reference, Section
from pipeline.text import Text

_FAR = 60


def find_deadlines(
    text: Text,
    sections: Sequence[Section],
    references: Sequence[Reference],
    document: Document,
    dates: Sequence[DateMention] | None = None,
) -> tuple[Deadline, ...]:
    """The deadlines of a directive, in the order of the text.

    ``dates`` are the text's times but for those of its citations, where the caller has them already. ``target_id`` is
    left to the step that knows the targets.
    """
    folded, cues = text.folded, text.cues
    mentions = find_own_dates(text, references) if dates is None else dates
    counted = find_counted(cues)
    relative = Spans((one.start, one.end) for one in counted)
    scheduled = find_scheduled(Scene(folded, mentions, _year_of(document), _since(document)))
    bounds = [one for one in scheduled if not relative.hold(one.start)]
    found = [opened(folded, one) for one in _joined(folded, bounds, find_rhythms(cues)) + counted]
    held = Spans((one.start, one.end) for one in found)
    in_the_year = find_in_the_year(cues, None if document.genre == "other" else _own_year(document))
    found += [one for one in in_the_year if not held.hold(one.start)]
    context = Context.of(text, sections, document.genre)
    kept = [one for one in sorted(found, key=lambda one: one.start) if context.counts(one)]
    return tuple(_row(text, sections, bound, number) for number, bound in enumerate(kept, 1))


def find_own_dates(text: Text, references: Sequence[Reference]) -> list[DateMention]:
    """The times that the directive speaks of itself, in the order of the text: not those of what it cites."""
    cited = [(row.start, row.end) for row in references if row.start is not None and row.end is not None]
    return find_dates(text.cues, cited)


def _since(document: Document) -> datetime.date | None:
    """The day from which on times lie ahead: none for a news page, whose dates may be of anything."""
    if document.genre != "directive":
        return None
    return document.issued or document.period_start


def _year_of(document: Document) -> Callable[[DateMention], int | None]:
    """The year that a mention leaves out: that of a one-year plan, else the first in which the day is not past."""
    start, issued, own = document.period_start, document.issued, _own_year(document)
    if own is not None:
        return lambda mention: own
    if issued is None:
        return lambda mention: start.year if start else None

    def after_issue(mention: DateMention) -> int:
        found = in_year(mention, issued.year)
        last = found.last or found.first
        return issued.year if last is None or last >= issued else issued.year + 1

    return after_issue


def _own_year(document: Document) -> int | None:
    """The year of a one-year plan."""
    start, end = document.period_start, document.period_end
    return end.year if start and end and start.year == end.year else None


def _joined(folded: str, bounds: list[TimeBound], rhythms: list[TimeBound]) -> list[TimeBound]:
    """The bounds and the rhythms, where a day without a year joins the rhythm beside it."""
    starts = [bound.start for bound in bounds]
    joined: list[TimeBound] = []
    taken: set[int] = set()
    for rhythm in rhythms:
        at = bisect_left(starts, rhythm.start)
        if rhythm.rule == "deadlines.reports" and _dated_next(folded, bounds, at, rhythm.end):
            continue
        own = _before(folded, bounds, at, rhythm.start) + _after(folded, bounds, at, rhythm)
        if rhythm.dependent and joined and own and taken.issuperset(own):
            joined[-1] = replace(joined[-1], end=max(rhythm.end, joined[-1].end))
            continue
        taken.update(own)
        if own or not rhythm.dependent:
            joined.append(_with_days(rhythm, [bounds[index] for index in own]))
    held = Spans((one.start, one.end) for one in joined)
    free = [one for index, one in enumerate(bounds) if index not in taken and not held.hold(one.start)]
    return joined + [one for one in free if one.first or one.last]


def _dated_next(folded: str, bounds: Sequence[TimeBound], at: int, end: int) -> bool:
    """Whether the days of the reports follow (``báo cáo 6 tháng, năm vào 25/5 và 01/11/2024``)."""
    return at < len(bounds) and not bounds[at].month_day and _beside(folded, end, bounds[at].start)


def _before(folded: str, bounds: Sequence[TimeBound], at: int, start: int) -> list[int]:
    """The days that stand beside the rhythm, before it (it begins at ``start``)."""
    own: list[int] = []
    while at > 0 and bounds[at - 1].month_day and _beside(folded, bounds[at - 1].end, start):
        at -= 1
        own.insert(0, at)
        start = bounds[at].start
    return own


def _after(folded: str, bounds: Sequence[TimeBound], at: int, rhythm: TimeBound) -> list[int]:
    """The days that stand in the rhythm's list or beside its end."""
    own: list[int] = []
    end = rhythm.end
    while at < len(bounds) and bounds[at].month_day:
        if bounds[at].start > end and not _beside(folded, end, bounds[at].start):
            break
        own.append(at)
        end = max(end, bounds[at].end)
        at += 1
    return own


def _beside(folded: str, end: int, start: int) -> bool:
    if start == end:
        return True
    return 0 < start - end <= _FAR and around("beside").fullmatch(folded, end, start) is not None


def _with_days(rhythm: TimeBound, days: Sequence[TimeBound]) -> TimeBound:
    return replace(
        rhythm,
        start=min([rhythm.start, *(one.start for one in days)]),
        end=max([rhythm.end, *(one.end for one in days)]),
        inclusive=all(one.inclusive for one in days),
        granularity="day" if days else None,
        month_day=";".join(one.month_day for one in days if one.month_day) or None,
    )


def _row(text: Text, sections: Sequence[Section], bound: TimeBound, number: int) -> Deadline:
    section = section_at(sections, bound.start)
    return Deadline(
        *text.at(bound.start, bound.end),
        rule=bound.rule,
        deadline_id=f"{text.doc_id}-d{number}",
        section_id=section.section_id if section else None,
        kind=bound.kind,
        start_date=bound.first,
        end_date=bound.last,
        inclusive=bound.inclusive,
        granularity=bound.granularity,
        recurrence=bound.recurrence,
        month_day=bound.month_day if bound.recurrence else None,
        offset=bound.offset,
        anchor=text.text[slice(*bound.anchor)] if bound.anchor else None,
        what=duty(text, bound.start, bound.end, section),
        responsible=body_of(section),
    )
