"""What governs a statement from outside it: the line that opens its list, and the headings above it."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from operator import attrgetter

from msgspec import Struct, field

from pipeline.extract import attributes
from pipeline.extract.around import around
from pipeline.extract.clauses import Span
from pipeline.extract.openers import openers_above
from pipeline.schema import Deadline, Modality, Section
from pipeline.text import Text

_ADDRESSED = re.compile(r"(?:đối với |giao |đề nghị |các |những )*", re.IGNORECASE)
_LONGEST_BODY = 90
_START = attrgetter("start")


class Governing(Struct, frozen=True, gc=False):
    """What holds for a statement that does not say it itself; ``opened`` is the modality of its list's opening line
    (it outranks a bare ``có``), ``titled`` that of a heading (it does not)."""

    opened: Modality | None
    titled: Modality | None
    deadline: Deadline | None
    actor: str | None


class Headed(Struct, frozen=True, gc=False):
    """What the headings above a statement say: the modality of a title, the first deadline, the body addressed."""

    titled: Modality | None
    deadline: Deadline | None
    actor: str | None


class Governors(Struct, frozen=True):
    """The headings of a text and the deadlines that can bound a target, each in the order of the text.

    ``headed`` holds what the headings say, for the sections asked about so far.
    """

    text: Text
    sections: Mapping[str, Section]
    bounding: Sequence[Deadline]
    headed: dict[str, Headed] = field(default_factory=dict)

    @classmethod
    def of(cls, text: Text, sections: Sequence[Section], deadlines: Sequence[Deadline]) -> "Governors":
        bounding = [row for row in deadlines if bounds_targets(text.folded, row)]
        return cls(text, {section.section_id: section for section in sections}, bounding)

    def govern(self, statement: Span, section: Section | None) -> Governing:
        """What governs ``statement``; of deadlines that of the opening line comes first."""
        headed = self._headed(section) if section else _NOT_HEADED
        opened_by = next(openers_above(self.text, statement[0]), None)
        if opened_by is None:
            return Governing(None, headed.titled, headed.deadline, headed.actor)
        span = opened_by.start, opened_by.end
        opened = attributes.governing_modality(self.text.folded, *span)
        due = next(iter(within(self.bounding, span)), headed.deadline)
        return Governing(opened, headed.titled, due, headed.actor)

    def _headed(self, section: Section) -> Headed:
        if section.section_id not in self.headed:
            above = self._above(section)
            spans = [(row.start or 0, row.end or 0) for row in above]
            due = next((found[0] for span in spans if (found := within(self.bounding, span))), None)
            self.headed[section.section_id] = Headed(_titled(above), due, _addressed(section))
        return self.headed[section.section_id]

    def _above(self, section: Section) -> list[Section]:
        """The section and those above it, the nearest first."""
        chain = [section]
        while parent := self.sections.get(chain[-1].parent_id or ""):
            chain.append(parent)
        return chain


_NOT_HEADED = Headed(None, None, None)


def bounds_targets(folded: str, row: Deadline) -> bool:
    """Whether the deadline can bound a target: a day or span; a plan's term only where it opens its line
    (``Giai đoạn 2026-2030: …``, ``Mục tiêu cụ thể giai đoạn 2026-2030 như sau:``)."""
    if row.kind == "period":
        start = row.start or 0
        return around("term_opening").fullmatch(folded, folded.rfind("\n", 0, start) + 1, start) is not None
    return row.kind in {"by", "in", "range"} and bool(row.end_date or row.start_date)


def within(deadlines: Sequence[Deadline], span: Span) -> list[Deadline]:
    """The deadlines, in the order of the text, that stand inside the span."""
    if not deadlines:
        return []
    low, high = (bisect_left(deadlines, at, key=_START) for at in span)
    return [row for row in deadlines[low:high] if (row.end or 0) <= span[1]]


def _titled(above: Sequence[Section]) -> Modality | None:
    """``II. CHỈ TIÊU PHẤN ĐẤU``: the modality of a title among those on targets."""
    for section in above:
        if section.kind not in {"targets", "objectives"}:
            return None
        title = (section.title or "").lower()
        if title and (found := attributes.governing_modality(title, 0, len(title))):
            return found
    return None


def _addressed(section: Section) -> str | None:
    """The body that a section of the implementation addresses: ``2. Đối với công đoàn cơ sở``."""
    if section.kind != "implementation" or not section.title or len(section.title) > _LONGEST_BODY:
        return None
    match = _ADDRESSED.match(section.title)
    return section.title[match.end() :].strip(" .:") or None if match else None
