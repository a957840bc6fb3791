"""Clean text to the tree of its sections."""

from bisect import bisect_right
from collections.abc import Sequence

from pipeline.schema import Section
from pipeline.segment.parts import Part, collect
from pipeline.text import Text

_CONFIDENCE = {"parent": 0.95, "body": 0.9, "unknown": 0.7}


def segment(text: Text) -> tuple[Section, ...]:
    """The sections in the order of the text, each before those below it.

    Parts, chapters, Roman and Arabic numbers, decimals, letters and numbers in brackets open a section; items
    with a dash, a plus or a star do not: they are the body of the section they stand in. What stands before the
    first heading is the preamble, with its legal basis as a section below it; recipients and signature follow
    the last heading. A text without a heading is one section of kind other.
    """
    parts = collect(text)
    return tuple(_section(text, parts, index) for index in range(len(parts)))


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


def _section(text: Text, parts: list[Part], index: int) -> Section:
    part = parts[index]
    heading = part.heading
    return Section(
        **text.at(part.start, part.end),
        rule=f"{heading.level}.{part.rule}" if heading else part.rule,
        confidence=_CONFIDENCE.get(part.rule, 1.0),
        section_id=f"{text.doc_id}-s{index + 1}",
        parent_id=None if part.parent is None else f"{text.doc_id}-s{part.parent + 1}",
        ordinal=index + 1,
        depth=part.depth,
        marker=heading.marker if heading else None,
        path=part.path,
        title=part.title,
        kind=part.kind,
        body_end=part.body_end,
    )
