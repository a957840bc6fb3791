"""The lines of a draft, and what the look of a line says: a start of its own, a title, an end left open."""

import re
from bisect import bisect_right

import msgspec
from msgspec.structs import replace

from pipeline.markers import line_start
from pipeline.normalise.draft import Draft
from pipeline.text import LineRole, PlaceRole, Raw

_ROLES: dict[PlaceRole, LineRole] = {
    "table": "table",
    "footnote": "footnote",
    "header": "furniture",
    "footer": "furniture",
    "furniture": "furniture",
}
# Heads and tails are set as tables of two rows at most; what has more cells is a table of contents.
_LAYOUT_CELLS = 6
_TWO_HEADS = re.compile(r"Nơi nhận ?:? (?=(?:TM|KT|TL|TUQ|T/M|K/T|T/L) ?\.)")
_LONE = frozenset("-–+*•")


class SourceLine(msgspec.Struct, gc=False):
    """A line that is not blank, ``text == draft.text[start:end]``, before lines are joined.

    ``gap``: a blank line, or a cell's end, stood before it; ``cell``: the cell it stands in, counted from 1, 0
    for none; ``glued``: an emphasis reaches from the line before into this one; ``marker``: the kind of marker it
    begins with.
    """

    start: int
    end: int
    text: str
    folded: str
    gap: bool
    marker: str | None = None
    cell: int = 0
    glued: bool = False
    role: LineRole = "body"
    page: int | None = None


def split(draft: Draft, folded: str, glued: frozenset[int]) -> list[SourceLine]:
    """The lines without the blank ones and without the bars that part cells, their edges trimmed.

    A cell begins right below a line with a bar alone; a blank line ends the table.
    """
    lines: list[SourceLine] = []
    at = cell = table = 0
    gap = in_table = carried = False
    begins = line_start().match
    for printed in draft.text.split("\n"):
        start, at = at, at + len(printed) + 1
        barred = "|" in printed
        text = _row(printed) if barred else printed.strip()
        if glued and start - 1 in glued:
            carried = True
        if text and text not in _LONE:
            if len(text) < len(printed):
                start += printed.find(text)
            end = start + len(text)
            found = begins(text)
            marker = found.lastgroup if found else None
            line = SourceLine(start, end, text, folded[start:end], gap, marker, glued=carried)
            if in_table:
                line.cell = cell
            elif barred and len(printed) > 1:
                line.role, line.gap = "table", True
            lines += _columns(line) if marker == "label" else (line,)
            gap = carried = False
            continue
        gap = True
        if barred:
            table, in_table, cell = (table if in_table else len(lines)), True, cell + 1
        elif in_table:
            _mark_table(lines[table:])
            in_table = False
    if in_table:
        _mark_table(lines[table:])
    return lines


def _row(printed: str) -> str:
    """A row of a table without the frame of Markdown; a bar before its first cell says that one is empty."""
    text = printed.strip()
    if not printed.startswith(" "):
        framed = text.endswith("|") or text.count("|") == 1
        text = text[1:].lstrip() if framed and text.startswith("|") else text
    text = text.rstrip(" |")
    return text if text.strip(" |") else ""


def _columns(line: SourceLine) -> list[SourceLine]:
    """The line, or two where the head of the recipients and that of the signature stand on one."""
    cut = _TWO_HEADS.match(line.text)
    if not cut:
        return [line]
    at = cut.end()
    left = line.text[:at].rstrip()
    right = replace(
        line, start=line.start + at, text=line.text[at:], folded=line.folded[at:], gap=False, marker="label"
    )
    return [replace(line, end=line.start + len(left), text=left, folded=line.folded[: len(left)]), right]


def _mark_table(lines: list[SourceLine]) -> None:
    if len({line.cell for line in lines}) > _LAYOUT_CELLS:
        for line in lines:
            line.role = "table"


def place(lines: list[SourceLine], draft: Draft, raw: Raw) -> None:
    """Gives every line the page and the role of the place that it came from."""
    if not raw.places:
        return
    starts = [item.start for item in raw.places]
    offsets = draft.offsets
    previous, cell = None, 0
    for line in lines:
        first = line.start + len(line.text) - len(line.text.lstrip("| "))  # an empty cell has no place
        low, _ = offsets.to_raw(first, first + 1)
        found = raw.places[max(bisect_right(starts, low) - 1, 0)]
        line.page = found.page
        line.role = _ROLES.get(found.role, line.role)
        if found.cell != previous:
            previous, cell, line.gap = found.cell, cell + 1, True
        if found.cell:
            line.cell = cell
