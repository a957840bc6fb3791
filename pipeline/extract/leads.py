"""How a time is led in: by a preposition, a label, its place in the line; and what takes it out of account."""

import datetime
from collections.abc import Callable, Sequence

import msgspec

from pipeline.extract.around import around, line_low, preposition, preposition_ends, prepositions
from pipeline.extract.mentions import LUNAR, DateMention

_BACK = 300
_PREPOSITION_BACK = 48
# How far before its time the last word of a review, or the quote that closes an event's name, may stand.
_TERM_BACK = 6
_BASELINE_BACK = 16
# How far before its time the colon of a label may stand.
_LABEL_BACK = 62
_NEVER_FREE = LUNAR | {"day_of_month"}
_TOLD_OF = frozenset({"inside", "free"})
_HELD = ("vào ngày", "vào các ngày", "trong các ngày", "vào hồi", "vào lúc")
_EXCLUDING: dict[str, tuple[str, ...]] = {
    "until": ("status", "born"),
    "before": ("born",),
    "since": ("status", "force", "past", "born"),
    "inside": ("commemoration", "past"),
    "free": ("force", "past", "made", "commemoration"),
}


class Lead(msgspec.Struct, frozen=True, gc=False):
    """Where a bound begins and how it bounds: until, before, since, inside, or free (no preposition)."""

    start: int
    bound: str


class Scene(msgspec.Struct, frozen=True):
    """A text with its times. ``year_of`` gives the year that a mention leaves out. A time without a preposition
    counts from ``since`` on (the plan's issue): one before it belongs to the past."""

    folded: str
    mentions: Sequence[DateMention]
    year_of: Callable[[DateMention], int | None]
    since: datetime.date | None


def lead_of(scene: Scene, mention: DateMention, partner: DateMention | None) -> Lead | None:
    """What leads the mention in; ``partner`` is the other end of its range. None where nothing makes it a bound."""
    low = line_low(scene.folded, mention.start, _PREPOSITION_BACK)
    if _may_be_led(scene.folded, low, mention.start):
        found = preposition().search(scene.folded, low, mention.start)
        if found is not None:
            return Lead(found.start(), prepositions()[found[1]])
    end = partner.end if partner else mention.end
    closes = partner is None and around("closing").search(scene.folded, low, mention.start)
    if not (closes or _stands_free(scene, mention, end)):
        return None
    return Lead(mention.start, "until" if closes else "free")


def _may_be_led(folded: str, low: int, start: int) -> bool:
    """Whether the word before ``start`` can end a preposition (a search for all of them is slow)."""
    last = folded[low:start].rstrip().rpartition(" ")[2].lstrip('("')
    # A day of the week or an hour may stand between.
    return (
        last in preposition_ends()
        or last[-1:] in (",", "h", "g")
        or last[-1:].isdigit()
        or "thứ " in folded[low:start]
    )


def excluded(folded: str, lead: Lead, mention: DateMention) -> bool:
    """Whether the time is part of a name, a law's force, a count or a commemoration."""
    if _day_of_rhythm(folded, mention) or around("firm").match(folded, lead.start):
        return False
    low = line_low(folded, lead.start, _BACK)
    held = folded.startswith(_HELD, lead.start)  # "ngày hội … vào ngày 14/7": when it is held
    for name in _EXCLUDING[lead.bound]:
        if not (held and name == "commemoration") and around(name).search(folded, low, lead.start):
            return True
    if mention.form == "named" and lead.bound == "free":
        return _in_name(folded, _segment(folded, low, lead.start), lead.start)
    # A plan ``dịp Tết`` speaks of its occasion, not of days.
    if mention.form == "tet" and lead.bound == "inside":
        return True
    if mention.granularity != "year" or lead.bound not in ("until", "free"):
        return False
    return part_of_name(folded, lead.start)


def part_of_name(folded: str, start: int) -> bool:
    """Whether a year or term at ``start`` belongs to a name (``Chiến lược … đến năm 2030``)."""
    low = line_low(folded, start, _BACK)
    outlook = around("outlook").search(folded, low, start)
    if outlook is not None:
        return not around("line_start").search(folded, max(low - 1, 0), outlook.start())
    if around("term_of_body").search(folded, low, start):
        return True
    return _in_name(folded, _segment(folded, low, start), start)


def _segment(folded: str, low: int, start: int) -> int:
    """Where the words that may name something at ``start`` begin: at the last mark before it, from ``low`` on."""
    return max([low, *[folded.rfind(mark, low, start) for mark in (";", ":", ". ", "|")]])


def _in_name(folded: str, low: int, start: int) -> bool:
    """Whether a programme or document is named from ``low`` on, and no predicate follows its name."""
    ends = [found.end() for found in around("named_thing").finditer(folded, low, start)]
    if not ends or folded.startswith(",", ends[-1]):
        return False  # "theo kế hoạch, đến năm 2030 …": it is not named
    return not around("past_the_name").search(folded, ends[-1], start)


def _stands_free(scene: Scene, mention: DateMention, end: int) -> bool:
    """A time without a preposition: beside a rhythm, after a label, opening a clause or cell, in brackets, exact."""
    folded, start = scene.folded, mention.start
    if _day_of_rhythm(folded, mention):
        return True
    if mention.form in _NEVER_FREE or around("clock").match(folded, end):
        return False
    if mention.form == "named":
        return mention.has_year
    low = line_low(folded, start, _BACK)
    if folded.find(":", max(low, start - _LABEL_BACK), start) >= 0 and around("label").search(
        folded, low, start
    ):
        return True
    return (
        _by_place(scene, mention, end) or _of_event(scene, low, mention) or _exact(scene, low, end, mention)
    )


def _day_of_rhythm(folded: str, mention: DateMention) -> bool:
    """A day without its year, before the rhythm that it belongs to (``ngày 25 hằng tháng``)."""
    if mention.has_year or mention.granularity != "day":
        return False
    return around("day_of_rhythm").match(folded, mention.end) is not None


def _by_place(scene: Scene, mention: DateMention, end: int) -> bool:
    """A stage (``năm 2025: 20%``), the opening of a clause or table cell, or the whole of a bracket."""
    folded, start = scene.folded, mention.start
    later = _later(scene, mention)
    if later and mention.has_year and _of_stage(folded, mention, end):
        return True
    if (
        later
        and mention.has_year
        and folded.endswith((", ", "; "), 0, start)
        and around("act_follows").match(folded, end)
    ):
        return True
    if around("line_start").search(folded, max(start - _PREPOSITION_BACK, 0), start):
        return _opens(scene, end, mention)
    if folded[start - 1 : start] == "(" and folded[end : end + 1] == ")":
        return later or mention.granularity != "year"
    return False


def _of_stage(folded: str, mention: DateMention, end: int) -> bool:
    """Whether a share stands right behind the time, or before a year (``đạt 40% năm 2027, 60% năm 2030``)."""
    if around("baseline").search(folded, max(mention.start - _BASELINE_BACK, 0), mention.start):
        return False  # "giảm từ 18,2% năm 2027 xuống còn 9%"
    if around("stage").match(folded, end):
        return True
    year = mention.granularity == "year" and mention.form != "year_bare"
    return year and around("valued").search(folded, max(mention.start - 8, 0), mention.start) is not None


def _of_event(scene: Scene, low: int, mention: DateMention) -> bool:
    """The time of a named review (``sơ kết giữa nhiệm kỳ``), or of an event named in quotes.

    A page tells of events that are over, too: there only an item of a quoted list is a plan's.
    """
    folded, start = scene.folded, mention.start
    if not mention.has_year:
        return False
    if folded.rfind("kỳ", max(start - _TERM_BACK, 0), start) >= 0 and around("review").search(
        folded, low, start
    ):
        return True
    if folded.rfind('"', max(start - _TERM_BACK, 0), start) < 0:
        return False
    if mention.granularity != "day" or not around("event").search(folded, low, start):
        return False
    return around("item_start").match(folded, folded.rfind("\n", 0, start) + 1) is not None


def _opens(scene: Scene, end: int, mention: DateMention) -> bool:
    """Whether what follows a time that opens a clause shows that it schedules something."""
    if mention.granularity in ("year", "day") and not (mention.has_year and _later(scene, mention)):
        return mention.has_year and _announced(scene, end)
    found = around("scheduling").match(scene.folded, end)
    if found is None and end < len(scene.folded):
        return False
    # A year alone on its line is the last line of a title.
    alone = found is None or found[0].strip(" ") == "\n"
    return not (alone and mention.granularity == "year" and not mention.ranged)


def _announced(scene: Scene, end: int) -> bool:
    """Whether a page, which no day of issue tells about, says what is planned for the time that ends at ``end``."""
    return scene.since is None and around("announced").match(scene.folded, end) is not None


def _exact(scene: Scene, low: int, end: int, mention: DateMention) -> bool:
    """A full date, month or quarter within a sentence that is not of a document or a count."""
    if not mention.has_year or mention.granularity not in ("day", "month", "quarter", "week"):
        return False
    return _later(scene, mention) and not around("not_scheduled").search(scene.folded, low, mention.start)


def of_what_is(scene: Scene, lead: Lead, mention: DateMention) -> bool:
    """Whether the time up to which something is so was over when the plan was issued (``Đến ngày 31/12/2023, các chi
    hội đang quản lý …``)."""
    if lead.bound in _TOLD_OF and scene.folded.startswith(" đã ", mention.end):
        return True  # "trong quý I/2025 đã kết nạp …"
    did = lead.bound in _TOLD_OF and around("did").match(scene.folded, mention.end)
    if did and not (mention.has_year and _later(scene, mention)):
        return True  # "trong quý I, các xã đã kết nạp …"
    past = bool(mention.has_year and mention.last and scene.since and mention.last < scene.since)
    if past and lead.bound == "since" and scene.folded.startswith(" đến nay", mention.end):
        return True
    return past and lead.bound == "until" and around("is").match(scene.folded, mention.end) is not None


def _later(scene: Scene, mention: DateMention) -> bool:
    """Whether the time is not over when the plan is issued."""
    last = mention.last or mention.first
    return scene.since is not None and last is not None and last > scene.since


def over(scene: Scene, lead: Lead, mention: DateMention) -> bool:
    """Whether a time longer than a day was over (of ``từ …`` alone: began) in a year before the plan's issue."""
    if mention.granularity == "day" or lead.bound == "before" or not mention.has_year:
        return False
    said = mention.last or mention.first
    if lead.bound == "since" and not mention.ranged:
        said = mention.first
    return bool(said and scene.since and said.year < scene.since.year)
