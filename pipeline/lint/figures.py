"""Numbers that contradict each other: announced counts, two values for one indicator, shares over a hundred."""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice, pairwise, takewhile
from typing import NamedTuple

from pipeline.lint.faults import Fault, short
from pipeline.outline import section_at
from pipeline.schema import DocumentTables, Numeral, Section, Target
from pipeline.text import Text

_NOUNS = (
    *(
        "nhóm ",
        "mục tiêu",
        "chỉ tiêu",
        "nhiệm vụ",
        "giải pháp",
        "nội dung",
        "tiêu chí",
        "biện pháp",
        "vấn đề",
    ),
    "yêu cầu",
)
_ANNOUNCED = re.compile(
    r" (?:nhóm )?(?P<noun>mục tiêu|chỉ tiêu|nhiệm vụ|giải pháp|nội dung|tiêu chí|biện pháp|vấn đề|yêu cầu)"
    r"(?:(?P<closed>[^.;:()\n]{0,20}\))|(?P<listed>[^.;:()\n]{0,160}(?:sau|dưới đây)(?: đây)?:(?=\n|$)))"
)
_MOST = 40
_BULLETS = frozenset("-–—+*•●▪■")
_FARTHEST = 3
_FROM = re.compile(r"từ $")
_ABOVE = re.compile(r"(?:trên|hơn) $")
_ON = re.compile(r"(?P<of>(?: [^\W\d_]+){1,4}?) trở lên")
_WORDS = re.compile(r"(?: [^\W\d_]+){1,5}")
_COMPARED = re.compile(
    r"so với|kế hoạch|dự toán|chỉ tiêu|nghị quyết|bằng|mức|lương|vốn|doanh thu|năm trước|cùng kỳ"
)
_SHORTEST = 12
_TO = frozenset({"đến", "-"})
_NUMBER = re.compile(r"\d[\d.,]*")


def faults(text: Text, tables: DocumentTables) -> Iterator[Fault]:
    """Of directives; other texts set no targets."""
    if tables.document.genre != "directive":
        return
    yield from _miscounted(text, tables)
    yield from _conditions(text, tables)
    yield from _two_values(tables.targets)
    yield from _backwards(text, tables.numerals)
    for row in tables.targets:
        yield from _of_one(row)


class Announced(NamedTuple):
    """So many of something are to follow ``text[start:end]``."""

    start: int
    end: int
    promised: int
    noun: str


def _announced(text: Text, numerals: Sequence[Numeral]) -> Iterator[Announced]:
    """A count in brackets behind a heading, or before a colon that ends a line."""
    for row in numerals:
        end = row.end or 0
        if text.folded.startswith(_NOUNS, end + 1) and row.value and 1 < row.value <= _MOST:
            said = _ANNOUNCED.match(text.folded, end)
            opened = text.folded[(row.start or 0) - 1] == "("
            if said and (said["listed"] or (opened and said["closed"])):
                yield Announced((row.start or 0) - opened, said.end(), int(row.value), said["noun"])


def _miscounted(text: Text, tables: DocumentTables) -> Iterator[Fault]:
    """Counts that none of the lists below bears out; one far from the count is another list."""
    for said in _announced(text, tables.numerals):
        lengths = {*_section_lists(tables.sections, said.start), *_bullets(text, said.end)}
        near = [length for length in lengths if length > 1 and abs(length - said.promised) <= _FARTHEST]
        if near and said.promised not in lengths:
            found = min(near, key=lambda length: abs(length - said.promised))
            words = {"said": said.promised, "noun": said.noun, "found": found}
            yield Fault("count_mismatch", said.start, said.end, words)


def _section_lists(sections: Sequence[Section], at: int) -> Iterator[int]:
    """How many sections stand right below the one that holds ``at``, and how many on each level below that."""
    holder = section_at(sections, at)
    if holder is None or not holder.path:
        return
    first = holder.ordinal  # sections count from 1, so that this is the index of the next
    below = takewhile(lambda row: (row.start or 0) < holder.body_end, islice(sections, first, None))
    yield from Counter(row.depth for row in below if row.path and (row.start or 0) > at).values()


def _bullets(text: Text, at: int) -> Iterator[int]:
    """The length of the list of one bullet that begins on the next line."""
    below = islice(text.lines, bisect_right(text.line_starts, at), None)
    signs = (text.text[line.start] for line in below if line.end > line.start)
    first = next(signs, "")
    if first in _BULLETS:
        yield 1 + sum(1 for _ in takewhile(first.__eq__, signs))


def _conditions(text: Text, tables: DocumentTables) -> Iterator[Fault]:
    """One threshold with and without the number itself: ``từ 10 lao động nữ trở lên``, ``trên 10 nữ lao động``."""
    told: dict[tuple[float, frozenset[str]], tuple[str, str] | None] = {}
    for row in tables.numerals:
        if row.role not in ("condition", "target") or row.value is None:
            continue
        read = _threshold(text.folded, row.start or 0, row.end or 0)
        if read is None:
            continue
        kind, end, of = read
        quote = text.text[(row.start or 0) - (3 if kind == "from" else 5) : end].strip()
        known = told.setdefault((row.value, of), (kind, quote))
        if known and known[0] != kind:
            yield Fault("inconsistent_condition", end - len(quote), end, {"quote": quote, "other": known[1]})
            told[row.value, of] = None


def _threshold(folded: str, start: int, end: int) -> tuple[str, int, frozenset[str]] | None:
    """Whether the number at the span is a threshold, where its words end, and the words that are counted."""
    if _FROM.search(folded, start - 3, start):
        said = _ON.match(folded, end)
        return ("from", said.end(), frozenset(said["of"].split())) if said else None
    if _ABOVE.search(folded, start - 5, start):
        said = _WORDS.match(folded, end)
        return (
            ("above", end + len(" ".join(["", *words[:3]])), frozenset(words[:3]))
            if said and (words := said[0].split())
            else None
        )
    return None


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


def _of_one(row: Target) -> Iterator[Fault]:
    """What is wrong with one target by itself."""
    share = row.unit == "percent" and row.measure == "share" and row.direction == "level"
    if share and (row.value or 0) > 100 and not _COMPARED.search(row.statement.casefold()):
        yield Fault("share_over_hundred", row.start, row.end, {"quote": row.quote})


def _backwards(text: Text, numerals: Sequence[Numeral]) -> Iterator[Fault]:
    """``từ 30 đến 20 đoàn viên``: the first number is then no target's, for want of a range."""
    for one, other in pairwise(numerals):
        if other.role != "target" or one.role != "unclassified" or (one.value or 0) <= (other.value or 0):
            continue
        start, end = one.start or 0, other.end or 0
        from_here = _FROM.search(text.folded, start - 3, start)
        if from_here and text.folded[one.end : other.start].strip(" %") in _TO and not _falls(text, start):
            words = {"quote": text.text[start - 3 : end], "start": one.quote, "end": other.quote}
            yield Fault("reversed_values", start - 3, end, words)


def _falls(text: Text, start: int) -> bool:
    return "giảm" in text.folded[max(start - 40, 0) : start]
