"""What every format module hands on: pieces of text with their places, joined to one text."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import msgspec

from pipeline.schema import BBox
from pipeline.text import Place, PlaceRole, UnreadPage

CELL_SEPARATOR = " | "
# Lone surrogates cannot be written as UTF-8; NUL ends strings in other programs.
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")


class Unreadable(Exception):  # noqa: N818 (a reason, completed to UnreadableFileError where the file is known)
    """Why these bytes give no document, in words for people."""


class Piece(msgspec.Struct, frozen=True, gc=False):
    """A stretch of text with one place; ``before`` stands between it and the piece before."""

    text: str
    role: PlaceRole = "body"
    page: int | None = None
    bbox: BBox | None = None
    paragraph: int | None = None
    cell: tuple[int, int, int] | None = None
    before: str = "\n"
    rows: int | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """What a format module found in a file; the fields are those of ``Raw``."""

    text: str
    wrapped: bool
    places: tuple[Place, ...] = ()
    pages: int | None = None
    ocr: bool = False
    unread_pages: tuple[UnreadPage, ...] = ()
    headline: str | None = None
    published: date | None = None


def table_row(cells: Sequence[Sequence[Piece]]) -> Iterator[Piece]:
    """A row of a table as one line of role ``table``, its cells joined by bars; a bar within a cell is a broken one.

    Every row has a cell for each column of the grid, so that it can be read by columns: a cell that spans several
    stands in its first, and the others, as those that it reaches down to, are empty.
    """
    for index, cell in enumerate(cells):
        separator = CELL_SEPARATOR if index else "\n"
        for position, piece in enumerate(cell or [Piece("")]):
            said = piece.text.replace("\n", " ").replace("|", "¦")
            yield Piece(
                said,
                "table",
                piece.page,
                piece.bbox,
                piece.paragraph,
                piece.cell,
                " " if position else separator,
                piece.rows,
                piece.confidence,
            )


def check_cells(cells: int, most: int) -> None:
    """Whether a file's tables have no more cells than `Settings.max_table_cells`.

    Raises:
        Unreadable: they have.
    """
    if cells > most:
        raise Unreadable(
            f"its tables have more than {most} cells, the limit set in settings (max_table_cells)"
        )


def join(pieces: Iterable[Piece]) -> tuple[str, tuple[Place, ...]]:
    """The text of all pieces and their places in it."""
    parts: list[str] = []
    places: list[Place] = []
    offset = 0
    for piece in pieces:
        before = piece.before if parts else ""
        start = offset + len(before)
        offset = start + len(piece.text)
        parts += (before, piece.text)
        if piece.text:
            places.append(
                Place(
                    start,
                    offset,
                    piece.role,
                    piece.page,
                    piece.bbox,
                    piece.paragraph,
                    piece.cell,
                    piece.confidence,
                    piece.rows,
                )
            )
    return writable("".join(parts)), tuple(places)


def writable(text: str) -> str:
    """``text`` with U+FFFD for each code point that no UTF-8 file can hold; the length stays."""
    return _UNWRITABLE.sub("\ufffd", text)
