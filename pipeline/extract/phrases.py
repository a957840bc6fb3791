"""The phrases of a clause around a quantity: its lead, its noun, who acts, and the unit each of which is to reach it.

All spans are half-open offsets of the clean text; ``EMPTY`` is where there is none.
"""

import re
from functools import cache

from pipeline.extract.clauses import Span, skip_lead, trim
from pipeline.extract.predicates import opening_verb, split_predicate
from pipeline.extract.quantities import Quantity
from pipeline.lexicon import patterns

EMPTY: Span = (0, 0)
cue = patterns("description")
_LONGEST_UNIT = 90
_SHORTEST_HEAD = 6


def lead_of(folded: str, clause: Span, before: Quantity | None, quantity: Quantity) -> Span:
    """The words of the clause before the quantity, from the quantity ``before`` it on."""
    if before is not None:
        return _without_label(folded, boundary(folded, before.end, quantity.start), quantity.start)
    return _without_label(folded, skip_lead(folded, clause[0], quantity.start), quantity.start)


def boundary(folded: str, low: int, high: int) -> int:
    """Where, between two quantities, the words of the second begin: at a new subject, else at the last separator."""
    if match := cue("new_subject").search(folded, low, high):
        return match.end()
    last = low
    for match in cue("separator").finditer(folded, low, high):
        last = match.end()
    return last


def _without_label(folded: str, low: int, high: int) -> Span:
    """``Đối với trẻ em: phấn đấu`` → ``phấn đấu``, but ``Kết nạp mới:`` stays where nothing follows it."""
    colon = folded.rfind(":", low, high)
    if colon >= 0 and core_of(folded, colon + 1, high) != EMPTY:
        return colon + 1, high
    if colon >= 0 and cue("label").match(folded[low:colon].strip()):
        return colon + 1, high
    return low, high


def core_of(folded: str, low: int, high: int) -> Span:
    """The lead without the words that only carry the quantity (``có``, ``phấn đấu đạt``); empty where none is left."""
    match = cue("carrier").search(folded, low, high)
    start, end = trim(folded, low, match.start() if match else high)
    if folded.startswith('"', start) and folded.count('"', start, end) % 2:
        start = trim(folded, start + 1, end)[0]
    if skipped := _opening().match(folded, start, end):
        start = skipped.end()
    if start >= end or cue("only_time").fullmatch(folded, start, end):
        return EMPTY
    return start, end


@cache
def _opening() -> re.Pattern[str]:
    """The words of time and of aiming that a lead may open with."""
    times = (f"(?:{cue(name).pattern})?" for name in ("rhythm", "leading_date", "leading_time"))
    return re.compile(f"{''.join(times)}(?:{cue('opening').pattern})*")


def tail_end(folded: str, quantity: Quantity, following: Quantity | None, high: int) -> int:
    """Where the words behind the quantity end: at those of the following one, else with the clause."""
    if following is None:
        return high
    end = boundary(folded, quantity.end, following.start)
    end = end if end > quantity.end else following.start
    match = cue("joining").search(folded, quantity.end, end)
    return match.start() if match else end


def own_part(folded: str, low: int, following: int, high: int) -> int:
    """Where the words of a share end that another quantity of its own follows behind a comma: ``được số hóa, | ít nhất
    03 điểm có …``; ``high`` elsewhere."""
    match = cue("parted").search(folded, low, following)
    return match.start() if match and split_predicate(folded, following, high) < high else high


def held_noun(folded: str, quantity: Quantity) -> Span:
    """The noun between number and comparator: ``từ 35% ủy viên trở lên``."""
    tail = max(
        folded.rfind(" trở lên", quantity.noun_end, quantity.end),
        folded.rfind(" trở xuống", quantity.noun_end, quantity.end),
    )
    return trim(folded, quantity.noun_end, tail) if tail > quantity.noun_end else EMPTY


def counted_noun(folded: str, quantity: Quantity, high: int) -> Span:
    """What is counted, up to ``high``: behind the number's digits and scale."""
    start = quantity.end if quantity.unit == "money" else quantity.noun_end
    if quantity.unit_text is not None and quantity.unit not in {"money", "ratio"}:
        at = folded.find(quantity.unit_text, quantity.number, quantity.noun_end)
        start = at if at >= 0 else start
    span = trim(folded, start, max(high, quantity.noun_end))
    return EMPTY if folded.startswith("(", span[0]) else span


def kernel(folded: str, span: Span) -> Span:
    """The span without what stands beside the action: brackets, the document it follows, dates, amounts."""
    match = cue("beside").search(folded, *span)
    return trim(folded, span[0], match.start()) if match and match.start() > span[0] + 1 else span


def object_of(folded: str, core: Span) -> Span:
    """What the verb that opens the span acts on: ``giải ngân vốn``, ``quản lý hội viên bằng phần mềm``."""
    verb = opening_verb(folded, *core)
    if verb is None:
        return EMPTY
    match = cue("object_end").search(folded, verb, core[1])
    return trim(folded, verb, match.start() if match else core[1])


def until_condition(folded: str, start: int, high: int) -> Span:
    match = cue("condition").search(folded, start, high)
    return trim(folded, start, match.start() if match else high)


def head_phrase(folded: str, population: Span) -> Span:
    """The population's noun without its qualification, to complete a verb: ``xây dựng`` + ``mô hình …``."""
    match = cue("qualified").search(folded, *population)
    return (
        (population[0], match.start())
        if match and match.start() > population[0] + _SHORTEST_HEAD
        else population
    )


def actor_of(folded: str, core: Span) -> Span:
    """The body that is to do it, where the lead begins with one."""
    if core == EMPTY or not cue("body").match(folded, *core):
        return EMPTY
    return trim(folded, core[0], split_predicate(folded, *core))


def subject_of(folded: str, core: Span) -> Span:
    """The lead, where it is a body and nothing else."""
    if core == EMPTY or not cue("body").match(folded, *core) or split_predicate(folded, *core) < core[1]:
        return EMPTY
    return core


def verb_phrase(folded: str, core: Span) -> Span:
    """The lead without a subject: ``Công đoàn huyện tổ chức …`` → ``tổ chức …``."""
    if core == EMPTY or not cue("body").match(folded, *core):
        return core
    split = split_predicate(folded, *core)
    return (split, core[1]) if split < core[1] else core


def label_of(folded: str, clause: Span, quantity: Quantity) -> Span:
    """The verb before a colon that a list of amounts follows: ``Lắp đặt phòng vắt sữa: ngành Dệt 12 phòng, …``."""
    colon = folded.rfind(":", clause[0], quantity.start)
    if colon < 0:
        return EMPTY
    label = trim(folded, skip_lead(folded, clause[0], colon), colon)
    if label[0] >= label[1] or cue("scope").match(folded, *label):
        return EMPTY
    label = verb_phrase(folded, label)
    named = opening_verb(folded, *label) is not None or cue("norm").match(folded, *label)
    return label if named else EMPTY


def unit_of_account(folded: str, clause: Span, lead: Span) -> tuple[Span, Span]:
    """``mỗi công đoàn cơ sở có`` → the unit that each is to reach it, and the lead behind it."""
    for match in reversed(list(cue("each").finditer(folded, clause[0], lead[1]))):
        if cue("time_unit").match(folded, match.end()):
            continue
        end = cue("end_of_unit").search(folded, match.end() + 2, lead[1])
        stop = min(end.start() if end else lead[1], split_predicate(folded, match.end(), lead[1]))
        if selected := cue("each_selected").match(folded, stop, lead[1]):
            stop = selected.end()
        unit = trim(folded, match.end(), stop)
        if unit[0] < unit[1] and stop - match.end() < _LONGEST_UNIT:
            return unit, (max(stop, lead[0]), lead[1])
        break
    return EMPTY, lead


def place_of(folded: str, noun: Span) -> tuple[Span, ...]:
    """For whom or where the counted things are: ``… ở doanh nghiệp ngoài nhà nước``."""
    match = cue("place").search(folded, noun[0], noun[1])
    if not match:
        return ()
    bracket = folded.find("(", match.end(), noun[1])
    return (trim(folded, match.end(), bracket if bracket > 0 else noun[1]),)
