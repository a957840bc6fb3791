"""The amount in a cell, and the unit that stands elsewhere: in a column of units, in a head, in the caption."""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from msgspec.structs import replace

from pipeline.extract.comparators import comparator_before
from pipeline.extract.numerals import Number
from pipeline.extract.quantities import Quantity, lone_number, read_quantity
from pipeline.extract.tables.grid import Cell
from pipeline.extract.units import units
from pipeline.lexicon import patterns
from pipeline.schema import Comparator, Unit

_cue = patterns("tables")
_BRACKETS = re.compile(r"\(([^()]{1,40})\)")
_SAID_BY_WORDS = frozenset({"ge.before", "le.before"})


class Said(NamedTuple):
    """What a unit says of a bare number: ``triệu đồng`` is money, times a million."""

    factor: float
    unit: Unit
    unit_text: str | None
    per: str | None = None
    frequency: str | None = None


def read_amount(folded: str, cell: Cell, numbers: Sequence[Number]) -> Quantity | None:
    """The quantity that ``cell`` holds and nothing else; ``numbers`` are those in the cell, of which there is one."""
    first = numbers[0]
    if (first.start, first.end) == cell and not first.in_words:
        return lone_number(first)
    words = folded[cell.start : cell.end]
    inside = [
        replace(number, start=number.start - cell.start, end=number.end - cell.start) for number in numbers
    ]
    quantity = read_quantity(words, inside, 0)
    if quantity is None or quantity.unit_role == "date":
        return None
    if not _cue("amount_lead").fullmatch(words, 0, quantity.start):
        return None
    if not _cue("amount_tail").fullmatch(words, quantity.end):
        return None
    return replace(
        quantity,
        start=quantity.start + cell.start,
        end=quantity.end + cell.start,
        number=quantity.number + cell.start,
        noun_end=quantity.noun_end + cell.start,
        numbers=tuple(at + cell.start for at in quantity.numbers),
    )


@cache
def read_unit(words: str) -> Said | None:
    """What a column of units or a bracket says: ``%``, ``triệu đồng``, ``cuộc/năm``; None where it names no unit."""
    bare = words.strip(" ≥≤<>=~")
    quantity = read_quantity(f"1 {bare}", [Number(0, 1, 1.0)], 0) if bare else None
    if quantity is None or quantity.unit is None or quantity.end < len(bare) + 2:
        return None
    return Said(quantity.value, quantity.unit, quantity.unit_text, quantity.per, quantity.frequency)


@cache
def unit_of_words(words: str) -> Said | None:
    """The unit that a head or a label names: in brackets, as a share, or as what is counted (``Số đoàn viên …``)."""
    for bracket in _BRACKETS.findall(words):
        named = _cue("unit_lead").sub("", bracket)
        if (unit := read_unit(named)) and (
            unit.unit != "count" or unit.unit_text in units() or _counts(words)
        ):
            return unit
    if _cue("share").search(words):
        return Said(1.0, "percent", "%")
    counted = _cue("counted").match(words)
    return Said(1.0, "count", _known(words[counted.end() :])) if counted else None


def _counts(words: str) -> bool:
    return _cue("counted").match(words) is not None


def _known(words: str) -> str | None:
    """The longest unit that ``words`` begin with."""
    said = words.split()[:5]
    phrases = (" ".join(said[:count]) for count in range(len(said), 0, -1))
    return next((phrase for phrase in phrases if phrase in units()), None)


@cache
def comparator_of_words(words: str) -> Comparator | None:
    """The comparator that a head or a label gives all its amounts: ``Tối thiểu (%)``, ``Tỷ lệ (≥ %)``."""
    bare = _BRACKETS.sub("", words).strip()
    signs = " ".join(_BRACKETS.findall(words)).rstrip("% ")
    for said in (bare, signs):
        comparator, _, rule = comparator_before(f"{said} ", len(said) + 1)
        if comparator and (rule in _SAID_BY_WORDS or rule.endswith("symbol")):
            return comparator
    return None
