"""The texts that the stages hand on: ``Raw`` from ingest, ``Text`` from normalise.

Every stage knows the one before it only by these types.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import Literal, NamedTuple

import msgspec
from msgspec import structs

from pipeline.cues import Cues
from pipeline.offsets import OffsetMap
from pipeline.schema import BBox, Location

PlaceRole = Literal["body", "table", "text_box", "footnote", "header", "footer", "furniture"]
LineRole = Literal["body", "table", "footnote", "furniture"]


class Place(msgspec.Struct, frozen=True, gc=False):
    """Where ``raw.text[start:end]`` stood in the file.

    ``page`` and ``paragraph`` are 1-based; ``cell`` is ``(table, row, column)``, each 1-based, and ``rows`` how many
    rows the cell reaches over, None where the file does not tell.
    ``confidence`` (0 to 1) is that of recognised text, None elsewhere.
    """

    start: int
    end: int
    role: PlaceRole = "body"
    page: int | None = None
    bbox: BBox | None = None
    paragraph: int | None = None
    cell: tuple[int, int, int] | None = None
    confidence: float | None = None
    rows: int | None = None


class UnreadPage(NamedTuple):
    """A scanned page (1-based) whose text is not in the document, or cannot be trusted, and why."""

    page: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """What a file says, before anything is cleaned.

    ``wrapped`` says that a line break need not end a paragraph (.txt, .md, .pdf, .doc); in .docx and .html each
    line of ``text`` is one paragraph. ``places`` are ordered by start and do not overlap; text between two
    places (a line break) has no place. ``part`` counts the documents parted from one file, from 1.
    ``ocr`` says that text was recognised from images; a number that was read with less than ``least_confidence`` is
    to be looked up.
    """

    source: str
    sha256: str
    media_type: str
    text: str
    wrapped: bool
    places: tuple[Place, ...] = ()
    pages: int | None = None
    ocr: bool = False
    unread_pages: tuple[UnreadPage, ...] = ()
    least_confidence: float = 0.0
    part: int = 1
    headline: str | None = None
    published: date | None = None


def parted(raw: Raw, starts: Sequence[int]) -> Iterator[Raw]:
    """The documents of one file: ``raw`` cut at ``starts``, which are ascending offsets in its text."""
    for part, (start, end) in enumerate(pairwise([0, *starts, len(raw.text)]), start=1):
        low = bisect_right(raw.places, start, key=lambda place: place.end)
        high = bisect_left(raw.places, end, key=lambda place: place.start)
        places = tuple(
            structs.replace(place, start=max(place.start, start) - start, end=min(place.end, end) - start)
            for place in raw.places[low:high]
        )
        yield replace(raw, text=raw.text[start:end], places=places, part=part)


class Line(msgspec.Struct, frozen=True, gc=False):
    """One paragraph of the clean text, without its line break: ``text[start:end]``.

    ``gap`` says that a blank line (or a page or cell end) stood before it.
    """

    start: int
    end: int
    role: LineRole = "body"
    gap: bool = False


@dataclass(frozen=True)
class Text:
    """The clean text that all offsets count in, with its lines and its way back to the file.

    ``folded`` has the length of ``text`` and the same offsets, for matching only: lower case, tone marks where
    the traditional spelling puts them (``ủy``, ``hòa``), every blank but the line break a plain blank, curly
    quotes ``"``, dashes ``-``. Patterns run on ``folded``, quotes are cut from ``text``. ``lines`` cover the text,
    one line break between two; a line of role ``furniture`` is no part of the directive. ``breaks`` are the blanks
    where the file ended a paragraph and the clean text does not, ascending.
    """

    doc_id: str
    text: str
    folded: str
    lines: tuple[Line, ...]
    offsets: OffsetMap = field(repr=False)
    raw: Raw = field(repr=False)
    breaks: tuple[int, ...] = ()

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        return tuple([line.start for line in self.lines])

    @cached_property
    def cues(self) -> Cues:
        """Where literal words stand in ``folded``, for all stages that look for them."""
        return Cues(self.folded)

    def line_at(self, offset: int) -> Line:
        """The line that holds ``offset`` (a line break belongs to the line before it)."""
        after = bisect_right(self.line_starts, offset)
        return self.lines[after - 1 if after else 0]

    def at(self, start: int, end: int) -> Location:
        """The place of the row that quotes ``text[start:end]``."""
        quote = self.text[start:end]
        if not self._places:
            return self.doc_id, start, end, quote, None, None, None, None
        page, box, paragraph, cell = self._in_file(start, end)
        return self.doc_id, start, end, quote, page, box, paragraph, cell

    def confidence(self, start: int, end: int) -> float:
        """How sure the recognition of ``text[start:end]`` is: as its least sure word; 1 where it was not recognised.

        One wrong word makes a quote wrong, so the lowest counts; a product would hold its length against it.
        """
        return min(
            (place.confidence for place in self._under(start, end) if place.confidence is not None),
            default=1.0,
        )

    def rows_of(self, start: int, end: int) -> int | None:
        """Over how many rows the table cell that begins with the span reaches, None where that is not known."""
        under = self._under(start, end)
        return under[0].rows if under else None

    @cached_property
    def _places(self) -> tuple[int, ...]:
        return tuple(place.start for place in self.raw.places)

    def _in_file(self, start: int, end: int) -> tuple[int | None, BBox | None, int | None, str | None]:
        """Page, box, paragraph and cell of the places under the span; the box is of those on its first page.

        What only stands between them (a footnote, the foot of a page) is none of them.
        """
        under = self._under(start, end)
        if not under:
            return None, None, None, None
        head = under[0]
        box = head.bbox
        if len(under) > 1:
            here = (place for place in under if place.page == head.page and place.role == head.role)
            box = _union([place.bbox for place in here if place.bbox])
        if head.cell is None:
            return head.page, box, head.paragraph, None
        table, row, column = head.cell
        return head.page, box, head.paragraph, f"{table},{row},{column}"

    def _under(self, start: int, end: int) -> list[Place]:
        low, high = self.offsets.to_raw(start, end)
        starts, places = self._places, self.raw.places
        if not places:
            return []
        first = bisect_right(starts, low) - 1
        first = first if first > 0 else 0
        place = places[first]
        if place.start <= low < high <= place.end:
            return [place]
        last = bisect_right(starts, max(high - 1, low), first)
        return [place for place in places[first:last] if place.end > low]


def _union(boxes: list[BBox]) -> BBox | None:
    if not boxes:
        return None
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )


def document_id(sha256: str, part: int) -> str:
    """The id of a document: the first twelve digits of its file's SHA-256, ``-2`` for the second one in the file."""
    return sha256[:12] if part == 1 else f"{sha256[:12]}-{part}"


def document_source(file: str, part: int) -> str:
    """What a document is told from others by: its file, ``plan.docx#2`` for the second one in the file."""
    return file if part == 1 else f"{file}#{part}"


def file_and_part(source: str) -> tuple[str, int]:
    """The way back from `document_source`."""
    file, sign, part = source.rpartition("#")
    return (file, int(part)) if sign and part.isdecimal() else (source, 1)
