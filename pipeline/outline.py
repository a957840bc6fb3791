"""Which section of a text an offset stands in."""

from bisect import bisect_right
from collections.abc import Sequence
from operator import attrgetter

from pipeline.schema import Section

_START = attrgetter("start")


def section_at(sections: Sequence[Section], offset: int) -> Section | None:
    """The deepest section whose ``[start, body_end)`` holds ``offset``; sections are those of one text, in order."""
    index = bisect_right(sections, offset, key=_START) - 1
    while index >= 0:
        found = sections[index]
        if offset < found.body_end:
            return found
        if found.depth == 1:
            return None
        index -= 1
    return None
