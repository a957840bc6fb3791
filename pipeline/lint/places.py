"""Where a finding stands in its file, for people and for programs."""

from typing import NamedTuple

from pipeline.outline import section_at
from pipeline.schema import DocumentTables, Finding, Section
from pipeline.text import Text

# In these the text that was read is the file itself, so that lines and columns lead back into it.
_PLAIN = ("text/plain", "text/markdown")


class Region(NamedTuple):
    """A span of a text file: lines and columns count from 1 in code points, the end column is behind the last sign."""

    start_line: int
    start_column: int
    end_line: int
    end_column: int


class Located(NamedTuple):
    """A finding with the file that it is in, its region where that is a text file, and its section."""

    finding: Finding
    source: str
    region: Region | None
    section: Section | None


def locate(text: Text, tables: DocumentTables, row: Finding, above: int = 0) -> Located:
    """One finding of a document with so many lines ``above`` it in its file."""
    source = text.raw.source
    if row.start is None or row.end is None:
        return Located(row, source, None, None)
    plain = tables.document.media_type in _PLAIN
    region = _region(text.raw.text, *text.offsets.to_raw(row.start, row.end), above) if plain else None
    return Located(row, source, region, section_at(tables.sections, row.start))


def _region(raw: str, start: int, end: int, above: int) -> Region:
    return Region(*_line_and_column(raw, start, above), *_line_and_column(raw, end, above))


def _line_and_column(raw: str, at: int, above: int) -> tuple[int, int]:
    return above + raw.count("\n", 0, at) + 1, at - raw.rfind("\n", 0, at)
