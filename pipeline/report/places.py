"""Where a quantity stands: its sentence with the number marked, and the lines about it.

``Pieces`` are stretches of one text in turn, plain and marked: the first is plain, every second one is marked.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

Pieces = list[str]


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a text that say something, and where each starts."""

    text: str
    starts: list[int]
    lines: list[str]

    def number(self, offset: int) -> int:
        """The index in ``lines`` of the line that holds the character at ``offset``."""
        return max(bisect_right(self.starts, offset) - 1, 0)


def lines_of(text: str) -> Lines:
    """The lines of ``text`` but the blank ones, parted at '\\n' only."""
    starts, lines, start = [], [], 0
    for line in text.split("\n"):
        if line.strip():
            starts.append(start)
            lines.append(line)
        start += len(line) + 1
    return Lines(text, starts, lines)


def marked_line(lines: Lines, start: int, end: int) -> tuple[int, Pieces]:
    """The number of the line that holds ``text[start:end]``, and the line with that marked."""
    number = lines.number(start)
    return number, mark(lines.lines[number], start - lines.starts[number], end - lines.starts[number])


def marked_statement(text: str, statement: str, start: int, end: int) -> Pieces:
    """``statement`` with ``text[start:end]`` marked in it, where the text has them together; else as it is."""
    if not statement:
        return [statement]
    at = text.find(statement, max(0, end - len(statement)), start + len(statement))
    if at >= 0:
        return mark(statement, start - at, end - at)
    quote = text[start:end]
    at = statement.find(quote)  # a statement put together from the head of a list and its item
    return mark(statement, at, at + len(quote)) if at >= 0 else [statement]


def marked_around(text: str, start: int, end: int, around: int) -> Pieces:
    """The lines that hold ``text[start:end]`` with ``around`` lines before and after, that marked in them."""
    lines = lines_of(text)
    first = max(lines.number(start) - around, 0)
    last = min(lines.number(max(end - 1, start)) + around, len(lines.lines) - 1)
    low, high = lines.starts[first], lines.starts[last] + len(lines.lines[last])
    low, high = min(low, start), max(high, end)
    return mark(text[low:high], start - low, end - low)


def mark(text: str, start: int, end: int) -> Pieces:
    return [text[:start], text[start:end], text[end:]]
