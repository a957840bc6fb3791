"""Where a time stands, and whether it can be a deadline there."""

import re
from collections.abc import Iterator, Sequence

import msgspec

from pipeline.extract.around import around, line_low
from pipeline.extract.bounds import Spans, TimeBound
from pipeline.outline import section_at
from pipeline.schema import Genre, Section
from pipeline.text import Text

_SILENT = frozenset({"legal_basis", "assessment", "recipients", "signature"})
_LONGEST_QUOTATION = 400
_LONGEST_CLAUSE = 400
_BACK = 100
_QUOTE = re.compile('"')
_CLAUSE_END = re.compile(r"[;\n|]|\.(?=\s|\Z)")
_OPENING = re.compile(
    r"(?:\A|[\n|;:,(.]|\bvà|\bđịnh kỳ)[ \-+*•]*(?:(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ])[.)] ?)?\Z"
)
# Rhythms that say by their very words that they are a duty's.
_ALWAYS = frozenset({"deadlines.reports", "deadlines.each_time"})
_UNLED = frozenset({"deadlines.free", "deadlines.inside"})
_FROM_NOW = re.compile(r"từ (?:nay|đây)")


class Context(msgspec.Struct, frozen=True):
    """A text with its sections; ``headed``: some of them have markers; ``quoted``: the names in quotes;
    ``directing``: it is a directive or tells of one."""

    text: Text
    sections: Sequence[Section]
    headed: bool
    quoted: Spans
    directing: bool

    @classmethod
    def of(cls, text: Text, sections: Sequence[Section], genre: Genre | None) -> "Context":
        quoted = Spans(_quotations(text.folded))
        return cls(text, sections, any(section.marker for section in sections), quoted, genre != "other")

    def counts(self, bound: TimeBound) -> bool:
        """Whether the bound is a deadline where it stands."""
        line = self.text.line_at(bound.start)
        if line.role == "furniture" or self.quoted.hold(bound.start):
            return False
        section = section_at(self.sections, bound.start)
        if section is not None and (section.kind in _SILENT or _of_funds(section, bound)):
            return False
        if self.headed and self._opening(section, bound) and not self._announced(bound):
            return False
        if bound.rule == "deadlines.in_the_year":
            return any(letter.isdigit() for letter in self._clause(bound))
        return not (bound.recurrence and not bound.month_day and self._accessory(bound))

    def _opening(self, section: Section | None, bound: TimeBound) -> bool:
        """Whether the bound stands in the head or the preamble."""
        if section is None:
            return bound.start < (self.sections[0].start or 0)
        return section.kind == "preamble"

    def _announced(self, bound: TimeBound) -> bool:
        """Before the first heading times are those of titles and sources, but for the plan's own term."""
        return _FROM_NOW.match(self.text.folded, bound.start) is not None

    def _accessory(self, bound: TimeBound) -> bool:
        """Whether a rhythm belongs to a noun (``dự toán hàng năm``) or is the frequency of a target."""
        folded = self.text.folded
        low = line_low(folded, bound.start, _BACK)
        opening = _OPENING.search(folded, low, bound.start) is not None
        if around("gathers").search(folded, low, bound.start) and not _of_noun(folded, low, bound):
            return False
        periodic = bound.rule in _ALWAYS or (opening and folded.startswith("định kỳ", bound.start))
        if not periodic and _of_noun(folded, low, bound):
            return True
        clause = self._clause(bound)
        if (bound.counted or not (self.directing or opening)) and not around("duty").search(clause):
            return True
        return not periodic and around("quantity").search(clause) is not None

    def _clause(self, bound: TimeBound) -> str:
        """The clause of the bound, without it."""
        folded = self.text.folded
        low = line_low(folded, bound.start, _LONGEST_CLAUSE)
        starts = [found.end() for found in _CLAUSE_END.finditer(folded, low, bound.start)]
        limit = min(bound.end + _LONGEST_CLAUSE, len(folded))
        end = _CLAUSE_END.search(folded, bound.end, limit)
        before = folded[starts[-1] if starts else low : bound.start]
        return f"{before} {folded[bound.end : end.start() if end else limit]}"


def _of_funds(section: Section, bound: TimeBound) -> bool:
    """Whether the year only says whose the money is: ``KINH PHÍ … năm 2025: 1.450 triệu đồng``."""
    return section.kind == "funding" and bound.granularity == "year" and bound.rule in _UNLED


def _of_noun(folded: str, low: int, bound: TimeBound) -> bool:
    """Whether the rhythm is a noun's: ``ngân sách hằng năm``, ``phong trào hằng năm của Hội``; a meeting is held."""
    if around("attributive").search(folded, low, bound.start):
        return True
    owned = folded.startswith(" của", bound.end)
    return owned and not around("meeting").search(folded, low, bound.start)


def _quotations(folded: str) -> Iterator[tuple[int, int]]:
    """The quoted names: two quotes in one line, no further apart than a name is long; not what somebody says."""
    places = iter([found.start() for found in _QUOTE.finditer(folded)])
    opening = next(places, None)
    while opening is not None and (closing := next(places, None)) is not None:
        if folded.find("\n", opening, closing) >= 0:
            opening = closing
            continue
        if closing - opening <= _LONGEST_QUOTATION and not _is_said(folded, opening):
            yield opening, closing
        opening = next(places, None)


def _is_said(folded: str, opening: int) -> bool:
    """Whether somebody is quoted: ``Chủ tịch Hội cho biết: "…"``."""
    if folded.find(":", max(opening - 2, 0), opening) < 0:
        return False
    return around("speech").search(folded, max(opening - _BACK, 0), opening) is not None
