"""Which section of a text an offset stands in."""

from bisect import bisect_right
from collections.abc import Sequence

from pipeline.schema import Section


def section_at(sections: Sequence[Section], offset: int) -> Section | None:
    """The deepest section whose ``[start, body_end)`` holds ``offset``; sections are those of one text, in order."""
    index = bisect_right(sections, offset, key=_start) - 1
    while index >= 0:
        found = sections[index]
        if offset < found.body_end:
            return found
        if found.depth == 1:
            return None
        index -= 1
    return None


def _start(section: Section) -> int:
    return section.start or 0
