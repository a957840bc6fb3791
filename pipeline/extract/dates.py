"""Dates, months, quarters, years and named times in folded text, by the rule table ``time.toml``.

Offsets are 0-based, half-open, in code points of the folded text (those of the clean text).
"""

import datetime
import re
from collections.abc import Iterable

from pipeline.cues import Cues
from pipeline.extract.date_rules import Reading, mention_of, readings
from pipeline.extract.mentions import DateMention, day
from pipeline.lexicon import patterns

_context = patterns("time_context")
_CITATION = re.compile(
    r"(?:ngày *)?(?:(\d{1,2}) *[/.\-] *(\d{1,2}) *[/.\-] *"
    r"|(\d{1,2}) *tháng *(\d{1,2}) *(?:[,/] *)?(?:năm *)?)"
    r"((?:19|20)\d\d)(?!\d)"
)


def citation_date(folded: str, start: int) -> tuple[int, datetime.date | None] | None:
    """The full date that begins at ``start`` (``ngày`` may lead): its end, and the day.

    The day is None where there is no such day (31/02). None where no full date begins there.
    """
    found = _CITATION.match(folded, start)
    if found is None:
        return None
    number, month, number_word, month_word, year = found.groups()
    return found.end(), day(int(year), int(month or month_word), int(number or number_word))


def find_dates(cues: Cues, taken: Iterable[tuple[int, int]] = ()) -> list[DateMention]:
    """Every time expression of the text, in its order; none overlaps another or begins in the spans ``taken``."""
    return _contextual(_apart(readings(cues, taken)), cues.folded)


def _apart(found: list[Reading]) -> list[DateMention]:
    """Of overlapping readings the one that begins first, then the longest."""
    kept: list[DateMention] = []
    end = 0
    for reading in sorted(found, key=lambda one: (one[0], -one[1])):
        if reading[0] >= end:
            mention = mention_of(reading)
            if mention is not None:
                kept.append(mention)
                end = reading[1]
    return kept


def _contextual(found: list[DateMention], folded: str) -> list[DateMention]:
    """Without the bare numbers that nothing around them makes a time (2/3 of the members, 2025 people)."""
    kept: list[DateMention] = []
    for mention in found:
        sure = not mention.form.endswith("_bare")
        if sure or (kept and _joins(folded, kept[-1].end, mention.start)) or _is_time(mention, folded):
            kept.append(mention)
    return kept


def _joins(folded: str, end: int, start: int) -> bool:
    """Whether only a coordinating word stands between two times."""
    return start - end <= 12 and _context("joining").fullmatch(folded, end, start) is not None


def _is_time(mention: DateMention, folded: str) -> bool:
    """Whether the words around a bare number make it a time."""
    low = max(mention.start - 12, 0)
    if (mention.ranged or mention.form == "month_bare") and _alone(folded, mention):
        return True
    counted = _context("counted").match(folded, mention.end) is not None
    if mention.form == "year_bare":
        cued = not counted and _context("year_cue").search(folded, low, mention.start) is not None
        return cued or _context("stage_value").match(folded, mention.end) is not None
    if _context("sure_day_cue").search(folded, low, mention.start):
        return True
    if counted or not _context("day_cue").search(folded, low, mention.start):
        return False
    return mention.form == "month_bare" or _reads_as_day(folded, mention)


def _reads_as_day(folded: str, mention: DateMention) -> bool:
    """Whether d/m can be no fraction (20/10, 05/9), or a range goes on after it."""
    if mention.days and mention.months and mention.days[1] > mention.months[0]:
        return True
    if folded.startswith("0", mention.start):
        return True
    return _context("range_goes_on").match(folded, mention.end) is not None


def _alone(folded: str, mention: DateMention) -> bool:
    """Whether the mention fills its line or table cell."""
    low = max(mention.start - 4, 0)
    return _context("cell_start").search(folded, low, mention.start) is not None and (
        mention.end == len(folded) or _context("cell_end").match(folded, mention.end) is not None
    )
