"""A cited document as the text names it, before it becomes a row."""

import datetime
from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

import msgspec

from pipeline.schema import Form


class Citation(msgspec.Struct, frozen=True, gc=False):
    """``start``/``end`` span the citation from its noun to its issuer, as far as they stand together.

    ``suffix`` is the number without its ordinal (``-QĐ/TW``): citations of one list that share it share date and
    issuer. ``linked`` says that a comma or "và" alone parts it from the citation before it.
    """

    start: int
    end: int
    form: Form
    rule: str
    type: str | None = None
    number: str | None = None
    suffix: str = ""
    date: datetime.date | None = None
    year: int | None = None
    issuer: str | None = None
    title: str | None = None
    linked: bool = False


class Spans(msgspec.Struct, frozen=True):
    """The parts of the text that citations cover: ``offset in spans``."""

    starts: list[int]
    reaches: list[int]

    @classmethod
    def of(cls, citations: Iterable[Citation]) -> "Spans":
        ordered = sorted([(citation.start, citation.end) for citation in citations])
        return cls([start for start, _ in ordered], list(accumulate([end for _, end in ordered], max)))

    def __contains__(self, offset: int) -> bool:
        at = bisect_right(self.starts, offset)
        return at > 0 and offset < self.reaches[at - 1]

    def within(self, start: int, end: int) -> bool:
        """Whether a citation begins in ``[start, end)``."""
        at = bisect_right(self.starts, end - 1)
        return at > 0 and self.starts[at - 1] >= start
