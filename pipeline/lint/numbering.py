"""Markers that stand twice, and markers that are left out."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from pipeline.lint.faults import Fault
from pipeline.markers import roman
from pipeline.schema import DocumentTables, Section
from pipeline.text import Text

_LETTERS = "abcdđeghiklmnopqrstuvxy"
_CAPITALS = "ABCDEGHIK"
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50}
_WIDEST_GAP = 5
_NUMBERS = "number 0"
_FIRST = list(range(1, 100))


class Item(NamedTuple):
    """A numbered section: where its marker stands in its list (from 1)."""

    value: int
    step: str
    section: Section


def faults(text: Text, tables: DocumentTables) -> Iterator[Fault]:
    """Of directives and forms; a page that reports one quotes pieces of its lists."""
    if tables.document.genre == "news_report" or tables.document.ocr:
        return
    reached = 0
    for kind, values, sections in _lists(tables.sections):
        if values != _FIRST[: len(values)]:
            steps = ((row.path or "").rpartition("/")[2] for row in sections)
            items = list(map(Item, values, steps, sections))
            yield from _faults(text, kind, items, reached if kind == _NUMBERS else 0)
        reached = values[-1] if kind == _NUMBERS else reached


def _lists(sections: Sequence[Section]) -> Iterator[tuple[str, list[int], list[Section]]]:
    """The values and sections of one kind below one section; articles count through the document."""
    found: defaultdict[tuple[str | None, str], tuple[list[int], list[Section]]]
    found = defaultdict(lambda: ([], []))
    for section in sections:
        path = section.path
        if path is None:
            continue
        value, kind = _read(section.rule, path[path.rfind("/") + 1 :])
        if value:
            values, rows = found[None if kind == "article" else section.parent_id, kind]
            values.append(value)
            rows.append(section)
    for (_, kind), (values, rows) in found.items():
        yield kind, values, rows


def _kind(level: str, step: str) -> str:
    """Numbers of one depth count together, and of those in brackets the digits and the letters apart."""
    if level == "number":
        return f"number {step.count('.')}"
    return f"bracketed {step.isdigit()}" if level == "bracketed" else level


@lru_cache(maxsize=4096)
def _read(rule: str, step: str) -> tuple[int, str]:
    """Where a marker stands in its list (0: it counts nothing), and with what it counts together."""
    level = rule.partition(".")[0]
    return _value(level, step), _kind(level, step)


def _value(level: str, step: str) -> int:
    match level:
        case "number":
            last = step.rpartition(".")[2]
            return int(last) if last.isdecimal() else 0
        case "bracketed" | "article" | "mục":
            digits = "".join(sign for sign in step if sign.isdecimal())
            return int(digits) if digits else _letter(step)
        case "letter":
            return _letter(step)
        case "capital":
            return _CAPITALS.find(step) + 1
        case "roman":
            return _roman(step)
        case _:
            return 0


def _letter(step: str) -> int:
    return _LETTERS.find(step) + 1 if len(step) == 1 else 0


def _roman(step: str) -> int:
    values = [_ROMAN_DIGITS.get(sign, 0) for sign in step]
    following = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, following, strict=True))


def _faults(text: Text, level: str, items: list[Item], reached: int) -> Iterator[Fault]:
    """``reached`` is the number with which the list before ended: this one may go on from there."""
    seen: dict[int, Item] = {}
    before: Item | None = None
    for item in items:
        expected = (before.value if before else reached) + 1
        if item.value == 1:
            seen = {}
        elif item.value in seen:
            yield _again(item)
        elif item.value > expected:
            yield from _gap(text, level, before, item)
        seen[item.value] = before = item


def _again(item: Item) -> Fault:
    section = item.section
    end = (section.start or 0) + len(section.marker or "")
    return Fault("duplicate_marker", section.start, end, {"marker": item.step, "path": section.path})


def _gap(text: Text, level: str, before: Item | None, item: Item) -> Iterator[Fault]:
    """Markers left out before ``item``, unless they stand within a line, or are too many to be left out."""
    start = item.section.start or 0
    first = before.value + 1 if before else 1
    if item.value - first > _WIDEST_GAP:
        return
    absent = [_step(level, item, value) for value in range(first, item.value)]
    low = (before.section.start or 0) if before else 0
    if any(_stands(text.text, step, low, start) for step in absent):
        return
    words = {"marker": item.step, "absent": ", ".join(absent), "before": before.step if before else ""}
    rule = "missing_section_between" if before else "missing_section_first"
    yield Fault(rule, start, start + len(item.section.marker or ""), words)


def _step(level: str, item: Item, value: int) -> str:
    match level.partition(" ")[0]:
        case "letter":
            return _LETTERS[value - 1]
        case "capital":
            return _CAPITALS[value - 1]
        case "roman":
            return roman(value)
        case "bracketed" if not item.step.isdecimal():
            return _LETTERS[value - 1]
        case _:
            return f"{item.step.rpartition('.')[0]}.{value}".lstrip(".")


def _stands(text: str, step: str, start: int, end: int) -> bool:
    """Whether the marker stands in the span, though not as a heading."""
    sign = re.escape(step)  # first: a search for letters is the quickest
    marker = rf"{sign}(?<![\w./]{sign}) ?(?:[.)/]|[-–] )-? ?(?=[^\W\d_])"
    return re.compile(marker).search(text, start, end) is not None
