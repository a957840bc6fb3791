"""Clean text to the tree of its sections."""

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
    return tuple([_section(text, part, ordinal) for ordinal, part in enumerate(parts, 1)])


def _section(text: Text, part: Part, ordinal: int) -> Section:
    heading = part.heading
    return Section(
        *text.at(part.start, part.end),
        rule=f"{heading.level}.{part.rule}" if heading else part.rule,
        confidence=_CONFIDENCE.get(part.rule, 1.0),
        section_id=f"{text.doc_id}-s{ordinal}",
        parent_id=None if part.parent is None else f"{text.doc_id}-s{part.parent + 1}",
        ordinal=ordinal,
        depth=part.depth,
        marker=heading.marker if heading else None,
        path=part.path,
        title=part.title,
        kind=part.kind,
        body_end=part.body_end,
    )
