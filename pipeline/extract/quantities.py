"""A number with its comparator, unit, range, rate and scale: ``ít nhất 01 hoạt động``, ``từ 10 - 13%/năm``.

Everything is read in a window around one number; offsets are those of ``Text.folded``.
"""

import re
from collections.abc import Sequence
from functools import cache

from msgspec import Struct

from pipeline.extract.comparators import comparator_before, comparators
from pipeline.extract.counting import ROUND, read_unit
from pipeline.extract.numerals import Number
from pipeline.extract.units import known_unit, rates, unit_class
from pipeline.lexicon import patterns
from pipeline.schema import Comparator, Unit

_cue = patterns("quantity_context")
_SCALES = {"trăm": 1e2, "nghìn": 1e3, "ngàn": 1e3, "triệu": 1e6, "tỷ": 1e9, "tỉ": 1e9}
_SCALE = re.compile(r" ?(nghìn|ngàn|triệu|trăm|tỷ|tỉ)( rưỡi)?(?: (triệu|tỷ|tỉ))?(?!\w)(?! lệ)")
_RANGE = re.compile(r" ?(?:-|đến|tới) ?(?:dưới |khoảng )?(?=[0-9\w])")
_FRACTION = re.compile(r" ?/ ?(?=[0-9])")
_RATE = re.compile(
    rf" ?(?:/ ?(?:(?:0?1|một|10{{2,6}}|{ROUND}) )?|trên {ROUND} )((?:[^\W\d_]+)(?: [^\W\d_]+){{0,3}})"
)
_TAIL_COMPARATOR = re.compile(r"[^.;:,()\n0-9]{0,60}? ?(?<!\w)(trở lên|trở xuống)(?!\w)")
_TAIL_WORD, _LONGEST_TAIL = "trở ", 90  # of every comparator behind a number
_SHARES = frozenset({"percent", "ratio"})
_NOT_OVER = 48


class Quantity(Struct, frozen=True, gc=False):
    """A quantity at ``[start, end)`` (comparator, number, unit, rate); ``number`` is where its first number stands.

    ``numbers`` are the starts of all numbers it holds; ``noun_end`` is where the unit ends, before a trailing
    comparator. ``unit_role`` is ``time`` or ``meta`` where the unit is no countable result. ``rules`` name the
    lexicon entries that made it; ``unit_class`` is the id of the unit's entry, None for a noun
    the lexicon does not have.
    """

    start: int
    end: int
    number: int
    numbers: tuple[int, ...]
    noun_end: int
    comparator: Comparator
    value: float
    value_high: float | None
    unit: Unit | None
    unit_text: str | None
    per: str | None
    frequency: str | None
    unit_role: str | None
    unit_class: str | None
    baseline: float | None
    rule: str


def read_quantity(folded: str, numbers: Sequence[Number], index: int) -> Quantity | None:
    """The quantity around ``numbers[index]``; None where its digits form no value."""
    number = numbers[index]
    if number.value is None:
        return None
    body = _Body(folded, numbers, index)
    return body.read(number.value)


def lone_number(number: Number) -> Quantity | None:
    """The quantity of digits with no words around them, as in nearly every cell of a table."""
    start, end = number.start, number.end
    if number.value is None:
        return None
    return Quantity(
        start, end, start, (start,), end, "eq", number.value, None, None, None, None, None, None, None, None, "bare"
    )  # fmt: skip


class _Body:
    """Reads rightwards from one number; holds the position it has come to."""

    def __init__(self, folded: str, numbers: Sequence[Number], index: int) -> None:
        self.folded = folded
        self.numbers = numbers
        self.index = index
        self.at = numbers[index].end
        self.held = [numbers[index].start]

    def read(self, value: float) -> Quantity:
        number = self.numbers[self.index]
        comparator, start, rule = comparator_before(self.folded, number.start)
        over = self._fraction()
        high = self._upper_end()
        value, high, scaled = self._scaled(value, high)
        part = number.in_words and value < 1  # "một phần tư thời gian": what follows is the whole
        unit, unit_text, role = ("ratio", None, None) if part else self._unit(scaled=scaled)
        noun_end = self.at
        held = len(self.held)
        per, frequency = self._rate()
        if per is not None and len(self.held) > held and self._per_many():
            unit, unit_text = "ratio", self.folded[number.end : self.at].strip()
        if high is None and (high := self._upper_end_after_unit(unit_text)) is not None and per is None:
            per, frequency = self._rate()
        if number.in_words and value < 1:
            unit, unit_text = "ratio", number_text(self.folded, number)
        if unit_text == "lần" and per is frequency is None:
            unit, comparator, start = self._times(comparator, start)
        if over is not None:
            if (
                _day_like(value, over)
                and unit_class(unit_text) is None
                and not self._part_of_whole(start, noun_end)
            ):
                role = "date"  # "ngày toàn dân … 26/6"
            value, unit, unit_text = self._ratio(value, over, number.start)
        if comparator == "gt" and _cue("not_over").search(self.folded, max(start - _NOT_OVER, 0), start):
            comparator, rule = "le", "le.not_over"
        baseline = None
        if comparator == "ge" and rule == "ge.from" and high is None:
            baseline, value = self._from_to(value)
            if baseline is not None and (rate := self._rate()) != (None, None):
                per, frequency = rate
        tail, end, tail_rule = self._comparator_after(
            _tail_adjacent() if unit in _SHARES and rule != "ge.from" else _TAIL_COMPARATOR
        )
        if baseline is not None:
            comparator, rule = self._comparator_of_last(), "change.from_to"
        elif high is not None:
            comparator, rule = "range", "range"
        elif tail is not None and rule in {"", "ge.from"}:
            comparator, rule = tail, tail_rule
        return Quantity(
            start, max(end, self.at), number.start, tuple(self.held), noun_end, comparator or "eq", value, high, unit,
            unit_text, per, frequency, role, unit_class(unit_text), baseline, rule or "bare",
        )  # fmt: skip

    def _next_number(self, gap: re.Pattern[str]) -> float | None:
        """The value of the next number where ``gap`` alone parts it from here; moves behind it."""
        match = gap.match(self.folded, self.at)
        following = self.index + len(self.held)
        if not match or following >= len(self.numbers):
            return None
        number = self.numbers[following]
        if number.start != match.end() or number.value is None:
            return None
        self.held.append(number.start)
        self.at = number.end
        return number.value

    def _fraction(self) -> float | None:
        return self._next_number(_FRACTION) if self.folded.startswith(("/", " /"), self.at) else None

    def _upper_end(self) -> float | None:
        if not self.folded.startswith(_RANGE_STARTS, self.at):
            return None
        here, held = self.at, len(self.held)
        high = self._next_number(_RANGE)
        low = self.numbers[self.index].value
        if high is not None and low is not None and high <= low:
            self.at, self.held = here, self.held[:held]
            return None
        return high

    def _upper_end_after_unit(self, unit_text: str | None) -> float | None:
        """``10% đến 13%``, ``06 tháng đến 36 tháng``: the same unit must follow."""
        if not self.folded.startswith(_RANGE_STARTS, self.at):
            return None
        here, held = self.at, len(self.held)
        high = self._next_number(_RANGE)
        low = self.numbers[self.index].value
        if high is not None:
            high, _, _ = self._scaled(high, None)
        same = unit_text is not None and self.folded.startswith((unit_text, " " + unit_text), self.at)
        if high is None or unit_text is None or not same or (low is not None and high <= low):
            self.at, self.held = here, self.held[:held]
            return None
        self.at = self.folded.index(unit_text, self.at) + len(unit_text)
        return high

    def _scaled(self, value: float, high: float | None) -> tuple[float, float | None, bool]:
        """Both ends times the scale at the position, and whether it stands right behind the first number."""
        match = _SCALE.match(self.folded, self.at) if self.folded.startswith(_SCALE_STARTS, self.at) else None
        if not match:
            return value, high, False
        factor = _SCALES[match[1]] * (_SCALES[match[3]] if match[3] else 1)
        self.at = match.end()
        half = 0.5 * _SCALES[match[1]] if match[2] else 0
        own = match.start() == self.numbers[self.index].end
        return value * factor + half, None if high is None else high * factor, own

    def _unit(self, *, scaled: bool) -> tuple[Unit | None, str | None, str | None]:
        """The unit at the position, its words and its role; moves behind it."""
        read = read_unit(self.folded, self.at, scaled=scaled)
        end = read.end
        if read.unit == "money" and end > self.at and (said := _cue("spelled_out").match(self.folded, end)):
            # "15.000.000 đồng (Mười lăm triệu đồng)": the words in brackets say the same once more
            self._hold_inside(said.start(), said.end())
            end = said.end()
        self.at = end
        return read.unit, read.text, read.role

    def _times(self, comparator: Comparator | None, start: int) -> tuple[Unit, Comparator | None, int]:
        """``gấp 3 lần``, ``tăng 1,8 lần so với``: a ratio; the comparator may stand before ``gấp``."""
        if _cue("multiplied").search(self.folded, max(start - 6, 0), start) and _cue("compared").match(
            self.folded, self.at
        ):
            return "ratio", comparator, start
        if not self.folded.endswith("gấp ", max(start - 4, 0), start):
            return "count", comparator, start
        start -= 4
        if comparator is None:
            comparator, start, _ = comparator_before(self.folded, start)
        return "ratio", comparator, start

    def _rate(self) -> tuple[str | None, str | None]:
        """What follows a slash: a rhythm (``/năm``) or a unit that each gets it (``/người``), or both."""
        per = frequency = None
        while self.folded.startswith(_RATE_STARTS, self.at):
            for rhythm, duration in rates():
                if match := rhythm.match(self.folded, self.at):
                    frequency = duration
                    break
            else:
                match = _RATE.match(self.folded, self.at)
                if not match:
                    break
                per = per or known_unit(match[1])
                self.at = match.start(1) + len(known_unit(match[1]))
                self._hold_inside(match.start(), self.at)
                continue
            self._hold_inside(match.start(), match.end())
            self.at = match.end()
        return per, frequency

    def _per_many(self) -> bool:
        """``/100 trẻ``, ``/1.000 phụ nữ``: a ratio of two counts, unlike ``/1 hội viên``."""
        following = self.numbers[self.index : self.index + len(self.held) + 1]
        return any(number.start == self.held[-1] and (number.value or 0) >= 10 for number in following)

    def _part_of_whole(self, start: int, end: int) -> bool:
        """``2/3 số …``, ``trong đó 1/4 là …``, ``ít nhất 1/3``: a part, though it could be a day."""
        number = self.numbers[self.index].start
        return bool(
            start < number
            or _cue("of_whole").match(self.folded, end)
            or _cue("part_lead").search(self.folded, max(start - 20, 0), start)
        )

    def _hold_inside(self, start: int, end: int) -> None:
        for index in range(self.index + len(self.held), len(self.numbers)):
            number = self.numbers[index]
            if number.start >= end:
                return
            if number.start >= start:
                self.held.append(number.start)

    def _ratio(self, value: float, over: float, start: int) -> tuple[float, Unit, str]:
        """``2/3`` of a whole is 0.667; ``107/100`` keeps its 107."""
        whole = self.folded[start : self.at]
        return (value / over, "ratio", whole) if 0 < value <= over <= 100 else (value, "ratio", whole)

    def _from_to(self, low: float) -> tuple[float | None, float]:
        """``từ 23 … xuống 18``: 23 is the baseline, 18 the value."""
        match = _cue("moved_to").match(self.folded, self.at)
        following = self.index + len(self.held)
        if not match or following >= len(self.numbers) or self.numbers[following].start != match.end():
            return None, low
        target = self.numbers[following]
        if target.value is None:
            return None, low
        self.held.append(target.start)
        self.at = target.end
        self._unit(scaled=False)
        return low, target.value

    def _comparator_of_last(self) -> Comparator:
        """``từ 22% xuống dưới 15%``: the comparator is that of the second number."""
        return comparator_before(self.folded, self.held[-1])[0] or "eq"

    def _comparator_after(self, tail: re.Pattern[str]) -> tuple[Comparator | None, int, str]:
        near = self.folded.find(_TAIL_WORD, self.at, self.at + _LONGEST_TAIL) >= 0
        match = tail.match(self.folded, self.at) if near else None
        if not match:
            return None, self.at, ""
        comparator, rule = comparators("after")[match[1]]
        return comparator, match.end(), rule


def _day_like(value: float, over: float) -> bool:
    day = 1 <= value <= 31 and 1 <= over <= 12
    month = 1 <= value <= 12 and 1900 <= over <= 2100
    return (day or month) and value.is_integer() and over.is_integer()


def number_text(folded: str, number: Number) -> str:
    return folded[number.start : number.end]


@cache
def _tail_adjacent() -> re.Pattern[str]:
    """``85% CĐCS trở lên``, but not ``80% đạt loại khá trở lên``: a grade has its own floor."""
    grade = _cue("grade").pattern
    return re.compile(rf"(?: (?!{grade})[^\W\d_]+){{0,4}} ?(trở lên|trở xuống)(?!\w)")


_RANGE_STARTS = ("-", " -", " đến", "đến", " tới")
_RATE_STARTS = ("/", " /", " trên 10", " trên 1.000")
_SCALE_STARTS = (" n", " t", "n", "t")
