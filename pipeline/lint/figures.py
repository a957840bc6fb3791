"""Numbers that contradict each other: announced counts, two values for one indicator, shares over a hundred."""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice, pairwise, takewhile
from typing import NamedTuple

from pipeline.lint import thresholds, totals
from pipeline.lint.faults import Fault, short
from pipeline.outline import section_at
from pipeline.schema import DocumentTables, Numeral, Section, Target
from pipeline.text import Text

_NOUNS = (
    "mục tiêu", "chỉ tiêu", "nhiệm vụ", "giải pháp", "nội dung", "tiêu chí", "biện pháp", "vấn đề", "yêu cầu",
)  # fmt: skip
_LEADS = ("nhóm ", *_NOUNS)
_ANNOUNCED = re.compile(
    rf" (?:nhóm )?(?P<noun>{'|'.join(_NOUNS)})"
    r"(?:(?P<closed>[^.;:()\n]{0,20}\))|(?P<listed>[^.;:()\n]{0,160}(?:sau|dưới đây)(?: đây)?:(?=\n|$)))"
)
_MOST = 40
_HELD = frozenset({"reference", "deadline", "date", "marker", "anniversary", "contact", "page_furniture"})
_BULLETS = frozenset("-–—+*•●▪■")
_FARTHEST = 3
_COMPARED = re.compile(
    r"so với|kế hoạch|dự toán|chỉ tiêu|nghị quyết|bằng|mức|lương|vốn|doanh thu|năm trước|cùng kỳ"
)
_SHORTEST = 12
_FREE = frozenset({"target", "condition", "unclassified"})
_FROM = "từ "
_TO = frozenset({"đến", "-"})
_NUMBER = re.compile(r"\d[\d.,]*")


def faults(text: Text, tables: DocumentTables) -> Iterator[Fault]:
    """Of directives; other texts set no targets, and of recognised numbers none is sure."""
    if tables.document.genre != "directive" or tables.document.ocr:
        return
    free = [row for row in tables.numerals if row.role not in _HELD]
    yield from _miscounted(text, tables.sections, free)
    yield from thresholds.faults(text, free)
    yield from totals.faults(text)
    yield from _two_values(tables.targets)
    yield from _backwards(text, free)
    yield from _over_hundred(tables.targets)


class Announced(NamedTuple):
    """So many of something are to follow ``text[start:end]``."""

    start: int
    end: int
    promised: int
    noun: str


def _announced(text: Text, numerals: Sequence[Numeral]) -> Iterator[Announced]:
    """A count in brackets behind a heading, or before a colon that ends a line."""
    folded = text.folded
    for row in numerals:
        end = row.end or 0
        if folded.startswith(_LEADS, end + 1) and row.value and 1 < row.value <= _MOST:
            said = _ANNOUNCED.match(folded, end)
            opened = folded[(row.start or 0) - 1] == "("
            if said and (said["listed"] or (opened and said["closed"])):
                yield Announced((row.start or 0) - opened, said.end(), int(row.value), said["noun"])


def _miscounted(text: Text, sections: Sequence[Section], numerals: Sequence[Numeral]) -> Iterator[Fault]:
    """Counts that none of the lists below bears out; one far from the count is another list."""
    for said in _announced(text, numerals):
        holder = section_at(sections, said.start)
        below = list(_section_lists(sections, said.start, holder)) if holder and holder.path else []
        lengths = {*below, *_bullets(text, said.end, holder.body_end if holder else said.end)}
        near = [length for length in lengths if length > 1 and abs(length - said.promised) <= _FARTHEST]
        if near and said.promised not in lengths:
            found = min(near, key=lambda length: abs(length - said.promised))
            words = {"said": said.promised, "noun": said.noun, "found": found}
            yield Fault("count_mismatch", said.start, said.end, words)


def _section_lists(sections: Sequence[Section], at: int, holder: Section) -> Iterator[int]:
    """How many sections stand right below ``holder`` behind ``at``, and how many on each level below that."""
    first = holder.ordinal  # sections count from 1, so that this is the index of the next
    below = takewhile(lambda row: (row.start or 0) < holder.body_end, islice(sections, first, None))
    yield from Counter(row.depth for row in below if row.path and (row.start or 0) > at).values()


def _bullets(text: Text, at: int, end: int) -> Iterator[int]:
    """Of the bullet that begins the next line: how many follow without break, and how many up to ``end``."""
    below = islice(text.lines, bisect_right(text.line_starts, at), bisect_right(text.line_starts, end - 1))
    signs = [text.text[line.start] for line in below if line.end > line.start]
    if signs and signs[0] in _BULLETS:
        yield sum(1 for _ in takewhile(signs[0].__eq__, signs))
        yield signs.count(signs[0])


def _two_values(targets: Sequence[Target]) -> Iterator[Fault]:
    """One indicator, stated at two places in the same words with two values."""
    for group in _grouped(_of_one_population(targets), _indicator):
        one = group[0]
        other = next((row for row in group[1:] if _contradict(one, row)), None)
        if other:
            words = {"quote": other.quote, "other": one.quote, "indicator": short(other.population or "")}
            yield Fault("two_values", other.start, other.end, words)


def _of_one_population(targets: Sequence[Target]) -> Iterator[Target]:
    """The targets whose population another one names too."""
    named = [row for row in targets if row.action and row.population and len(row.population) >= _SHORTEST]
    for group in _grouped(named, lambda row: (row.population, row.unit)):
        yield from group


def _grouped(
    targets: Iterable[Target], key: Callable[[Target], tuple[object, ...]]
) -> Iterator[list[Target]]:
    """Those of one key, where there are several."""
    groups: defaultdict[tuple[object, ...], list[Target]] = defaultdict(list)
    for row in targets:
        groups[key(row)].append(row)
    yield from (group for group in groups.values() if len(group) > 1)


def _indicator(row: Target) -> tuple[object, ...]:
    said = (row.population, row.action, row.per, row.condition, row.actor)
    words = tuple(_NUMBER.sub("#", " ".join((part or "").casefold().split())) for part in said)
    return (*words, row.unit, row.direction, row.change, row.deadline_end, row.frequency, row.measure)


def _contradict(one: Target, other: Target) -> bool:
    same = (one.value, one.value_high, one.comparator) == (other.value, other.value_high, other.comparator)
    return not same and one.statement != other.statement


def _over_hundred(targets: Sequence[Target]) -> Iterator[Fault]:
    """Shares of a whole that are larger than it; compared with a plan or a year they may be."""
    for row in targets:
        share = row.unit == "percent" and row.measure == "share" and row.direction == "level"
        if share and (row.value or 0) > 100 and not _COMPARED.search(row.statement.casefold()):
            yield Fault("share_over_hundred", row.start, row.end, {"quote": row.quote})


def _backwards(text: Text, numerals: Sequence[Numeral]) -> Iterator[Fault]:
    """``từ 30 đến 20 đoàn viên``: the first number is then no target's, for want of a range."""
    for one, other in pairwise(numerals):
        if other.role not in _FREE or one.role not in _FREE or (one.value or 0) <= (other.value or 0):
            continue
        start, end = (one.start or 0) - len(_FROM), other.end or 0
        joined = text.folded[one.end : other.start].strip(" %") in _TO
        if joined and text.folded.startswith(_FROM, start) and not _falls(text, start):
            words = {"quote": text.text[start:end], "start": one.quote, "end": other.quote}
            yield Fault("reversed_values", start, end, words)


def _falls(text: Text, start: int) -> bool:
    return "giảm" in text.folded[max(start - 40, 0) : start]
