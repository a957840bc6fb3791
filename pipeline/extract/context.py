"""Where a time stands, and whether it can be a deadline there."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.extract.around import around
from pipeline.extract.bounds import TimeBound
from pipeline.schema import Section
from pipeline.segment import section_at
from pipeline.text import Text

_SILENT = frozenset({"legal_basis", "assessment", "recipients", "signature"})
_LONGEST_QUOTATION = 400
_BACK = 100
_CLAUSE_END = re.compile(r"[;\n|]|\.(?=\s|\Z)")
_OPENING = re.compile(
    r"(?:\A|[\n|;:,(.]|\bvà|\bđịnh kỳ)[ \-+*•]*(?:(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ])[.)] ?)?\Z"
)
_FROM_NOW = re.compile(r"từ (?:nay|đây)")


@dataclass(frozen=True, slots=True)
class Context:
    """A text with its sections; ``headed``: some of them have markers."""

    text: Text
    sections: Sequence[Section]
    headed: bool

    @classmethod
    def of(cls, text: Text, sections: Sequence[Section]) -> "Context":
        return cls(text, sections, any(section.marker for section in sections))

    def counts(self, bound: TimeBound) -> bool:
        """Whether the bound is a deadline where it stands."""
        line = self.text.line_at(bound.start)
        if line.role == "furniture" or self._quoted(line.start, line.end, bound):
            return False
        section = section_at(self.sections, bound.start)
        if section is not None and section.kind in _SILENT:
            return False
        if section is not None and section.kind == "preamble" and self.headed and not self._announced(bound):
            return False
        if bound.rule == "deadlines.in_the_year":
            return any(letter.isdigit() for letter in self._clause(bound))
        return not (bound.recurrence and not bound.month_day and self._accessory(bound))

    def _announced(self, bound: TimeBound) -> bool:
        """Before the first heading times are those of titles and sources, but for the plan's own term."""
        return _FROM_NOW.match(self.text.folded, bound.start) is not None

    def _quoted(self, low: int, high: int, bound: TimeBound) -> bool:
        """Whether the time stands in a quoted name."""
        folded = self.text.folded
        before = folded.count('"', low, bound.start)
        if before % 2 == 0:
            return False
        opening, closing = folded.rfind('"', low, bound.start), folded.find('"', bound.end, high)
        return closing >= 0 and closing - opening <= _LONGEST_QUOTATION

    def _accessory(self, bound: TimeBound) -> bool:
        """Whether a rhythm belongs to a noun (``dự toán hàng năm``) or is the frequency of a target."""
        folded = self.text.folded
        low = max(bound.start - _BACK, folded.rfind("\n", 0, bound.start) + 1)
        periodic = bound.rule == "deadlines.reports" or (
            folded.startswith(("định kỳ", "cứ "), bound.start)
            and _OPENING.search(folded, low, bound.start) is not None
        )
        if not periodic and around("attributive").search(folded, low, bound.start):
            return True
        if not periodic and folded.startswith(" của", bound.end):
            return True
        clause = self._clause(bound)
        if bound.counted and not around("duty").search(clause):
            return True
        return not periodic and around("quantity").search(clause) is not None

    def _clause(self, bound: TimeBound) -> str:
        """The clause of the bound, without it."""
        folded = self.text.folded
        line = self.text.line_at(bound.start)
        starts = [found.end() for found in _CLAUSE_END.finditer(folded, line.start, bound.start)]
        end = _CLAUSE_END.search(folded, bound.end, line.end)
        return (
            folded[starts[-1] if starts else line.start : bound.start]
            + " "
            + folded[bound.end : end.start() if end else line.end]
        )
