"""What a PDF page has in its margins: numbers of pages, running heads and feet, stamps of digital signatures."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise

from msgspec.structs import replace

from pipeline.folding import fold
from pipeline.ingest.pdf_lines import TextLine
from pipeline.lexicon import load
from pipeline.text import PlaceRole

_PAGE_NUMBER = re.compile(r"(?:Trang\s*)?[-–]?\s*\d{1,4}\s*(?:/\s*\d{1,4})?\s*[-–]?")
_DIGITS = re.compile(r"\d+")
# Shares of the page's height: where a page's number may stand, and where no body begins or ends.
_EDGE = 0.1
_MARGIN = 0.065
# A running head of so many lines, on so many pages where it stands right above the body, so many at the edge.
_MOST_LINES = 3
_REPEATED = 3
_REPEATED_AT_EDGE = 2
_NEAR = 6.0
_STAMP_PITCH = 1.5

Key = tuple[str, int]


def mark_margins(pages: Sequence[list[TextLine]], heights: Sequence[float]) -> list[list[TextLine]]:
    """The lines of all pages; those in the margins have the role ``header``, ``footer`` or ``furniture``."""
    marked = [
        _mark_stamps(_mark_numbers(lines, height)) for lines, height in zip(pages, heights, strict=True)
    ]
    edges: tuple[PlaceRole, ...] = ("header", "footer")
    for edge in edges:
        outermost = [_outermost(lines, edge) for lines in marked]
        counts = Counter(key for lines in outermost for key in set(map(_key, lines)))
        for at, (outer, height) in enumerate(zip(outermost, heights, strict=True)):
            running = {id(line) for line in _running(outer, edge, height, counts)}
            if running:
                marked[at] = [
                    replace(line, role=edge) if id(line) in running else line for line in marked[at]
                ]
    return marked


def _mark_numbers(lines: list[TextLine], height: float) -> list[TextLine]:
    """A number that stands alone at the page's edge is the page's."""
    upper, lower = _EDGE * height, (1 - _EDGE) * height
    return [
        replace(line, role="header" if line.box[3] < upper else "footer")
        if (line.box[3] < upper or line.box[1] > lower) and _PAGE_NUMBER.fullmatch(line.text)
        else line
        for line in lines
    ]


def _outermost(lines: list[TextLine], edge: PlaceRole) -> list[TextLine]:
    """The lines of the body next to an edge, the outermost first."""
    body = [line for line in lines if line.role == "body"]
    return sorted(body, key=lambda line: line.baseline, reverse=edge == "footer")[:_MOST_LINES]


def _key(line: TextLine) -> Key:
    """What is the same in a running head from page to page: words and height."""
    return _DIGITS.sub("#", line.text), round(line.baseline / _NEAR)


def _running(
    outermost: list[TextLine], edge: PlaceRole, height: float, counts: Counter[Key]
) -> Iterator[TextLine]:
    """The lines that other pages have, too, as far as nothing else stands between them and the edge."""
    for line, inner in pairwise([*outermost, None]):
        assert line is not None
        margin = line.box[3] if edge == "header" else height - line.box[1]
        gap = abs(inner.baseline - line.baseline) if inner else height
        at_edge = margin < _MARGIN * height and counts[_key(line)] >= _REPEATED_AT_EDGE
        if not at_edge and (counts[_key(line)] < _REPEATED or gap < _STAMP_PITCH * line.size):
            return
        yield line


def _mark_stamps(lines: list[TextLine]) -> list[TextLine]:
    """The block of lines, close together and of one size, in which the words of a digital signature stand."""
    stamped: set[int] = set()
    if not _stamp().search(fold("\n".join([line.text for line in lines]))):
        return lines
    for at, line in enumerate(lines):
        if line.role == "body" and at not in stamped and _stamp().match(fold(line.text)):
            stamped.add(at)
            stamped.update(_block(lines, at, range(at + 1, len(lines))))
            stamped.update(_block(lines, at, range(at - 1, -1, -1)))
    return [replace(line, role="furniture") if at in stamped else line for at, line in enumerate(lines)]


def _block(lines: list[TextLine], at: int, others: Iterable[int]) -> Iterator[int]:
    """The lines next to ``at``, in one direction, that belong to its stamp."""
    sizes = Counter(round(line.size) for line in lines)
    if sizes.most_common(1)[0][0] <= round(lines[at].size):
        return  # as large as the page's own text: nothing but its words tells of it
    near = lines[at]
    for other in others:
        line = lines[other]
        beside = line.box[0] < near.box[2] and near.box[0] < line.box[2]
        pitch = abs(line.baseline - near.baseline)
        if not beside or abs(line.size - near.size) > 1 or pitch > _STAMP_PITCH * near.size:
            return
        yield other
        near = line


@cache
def _stamp() -> re.Pattern[str]:
    return next(
        re.compile(entry.expression, re.MULTILINE) for entry in load("furniture") if entry.id == "stamp"
    )
