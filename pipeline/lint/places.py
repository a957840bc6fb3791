"""Where a finding stands in its file, for people and for programs."""

from typing import NamedTuple

from pipeline.lint.faults import short
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
    """A finding with its file, its region where that is a text file, its section, and the words that begin there."""

    finding: Finding
    source: str
    region: Region | None = None
    section: Section | None = None
    excerpt: str = ""


def locate(text: Text, tables: DocumentTables, row: Finding, above: int = 0) -> Located:
    """One finding of a document with so many lines ``above`` it in its file."""
    source = text.raw.source
    if row.start is None or row.end is None:
        return Located(row, source)
    plain = tables.document.media_type in _PLAIN
    region = _region(text.raw.text, *text.offsets.to_raw(row.start, row.end), above) if plain else None
    excerpt = short(text.text[row.start : text.line_at(row.start).end])
    return Located(row, source, region, section_at(tables.sections, row.start), excerpt)


def _region(raw: str, start: int, end: int, above: int) -> Region:
    return Region(*_line_and_column(raw, start, above), *_line_and_column(raw, end, above))


def _line_and_column(raw: str, at: int, above: int) -> tuple[int, int]:
    return above + raw.count("\n", 0, at) + 1, at - raw.rfind("\n", 0, at)
