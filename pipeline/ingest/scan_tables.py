"""Tables with drawn lines on a scanned page: the lines are found in the image, and the cells are read without them.

Recognition takes a table's lines for letters, and the lines of two cells side by side for one. So a table is read
column by column, its lines painted over; a cell that reaches over several columns is read alone.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from msgspec import structs
from PIL import Image, ImageDraw, ImageOps
from scipy import ndimage

from pipeline.ingest.pdf_grid import PageTable, TableCell
from pipeline.ingest.pdf_ruled import find_ruled, may_be_ruled
from pipeline.ingest.pdf_words import Word
from pipeline.ingest.scan_image import CleanPage
from pipeline.ingest.tesseract import Found
from pipeline.schema import BBox

# A thin line is grey on a scan, between print and paper.
_DARK = 170
_PRINT = 128
# In points: the shortest stroke that is a table's line and no letter's, and the thickest.
_SHORTEST, _THICKEST = 16.0, 4.0
# In pixels: how far a line fades out, and the blank paper that recognition likes around print.
_FRINGE = 1
_MARGIN = 12

Pixels = tuple[int, int, int, int]


class Drawn(NamedTuple):
    """The lines across and the lines down on a page, in points."""

    across: Sequence[BBox]
    down: Sequence[BBox]


class Block(NamedTuple):
    """A column of lines to be read for itself, and where its left upper corner stands on the page, in pixels."""

    image: Image.Image
    corner: tuple[int, int]


def drawn_lines(image: Image.Image, scale: float) -> Drawn:
    """The lines drawn on a page, made level, of which a pixel measures ``scale`` points."""
    dark = (np.asarray(image) < _DARK).astype(np.uint8)
    shortest, thickest = max(round(_SHORTEST / scale), 2), _THICKEST / scale
    found = []
    for axis in (1, 0):
        runs = ndimage.maximum_filter1d(ndimage.minimum_filter1d(dark, shortest, axis), shortest, axis)
        labels, _ = ndimage.label(runs, np.ones((3, 3)))
        spots = [spot for spot in ndimage.find_objects(labels) if _size(spot[1 - axis]) <= thickest]
        found.append(
            [points((across.start, down.start, across.stop, down.stop), scale) for down, across in spots]
        )
    return Drawn(*found)


def ruled_tables(page: CleanPage, drawn: Drawn, words: Sequence[Found], scale: float) -> list[PageTable]:
    """The tables with ``drawn`` lines on a page, from top to bottom, with ``words`` in their cells.

    Boxes are in points, ``scale`` of them in a pixel: a table's own is on the page made level, as are the boxes of
    lines, those of its cells are on the page as it was scanned.
    """
    return [
        replace(
            table, rows=tuple(tuple(_cell(cell, words, page, scale) for cell in row) for row in table.rows)
        )
        for table in frames(drawn, words, scale)
    ]


def frames(drawn: Drawn, words: Sequence[Found] = (), scale: float = 1.0) -> list[PageTable]:
    """The tables with ``drawn`` lines, from top to bottom, with ``words``; their boxes are of the level page."""
    if not may_be_ruled(drawn.across, drawn.down):
        return []
    return find_ruled(drawn.across, drawn.down, [Word(word.text, points(word.box, scale)) for word in words])


def without_tables(image: Image.Image, tables: Sequence[PageTable], scale: float) -> Image.Image:
    """The page with blank paper in the place of its ``tables``."""
    return _painted(image, [_pixels(table.box, scale, _FRINGE) for table in tables])


def without_lines(image: Image.Image, drawn: Drawn, scale: float) -> Image.Image:
    """The page with blank paper in the place of ``drawn`` lines."""
    return _painted(image, [_pixels(line, scale, _FRINGE) for line in (*drawn.across, *drawn.down)])


def blocks(image: Image.Image, table: PageTable, scale: float) -> Iterator[Block]:
    """What is to be read of a ``table``, its lines painted over in ``image``: its columns, then its wide cells."""
    rights = [*table.columns[1:], table.box[2]]
    wide = [
        cell.box
        for row in table.rows
        for cell, right in zip(row, rights, strict=True)
        if cell.box and cell.box[2] > right
    ]
    narrow, blank = _painted(image, [_pixels(box, scale) for box in wide]), paper(image)
    columns = [
        (left, table.box[1], right, table.box[3]) for left, right in pairwise([*table.columns, rights[-1]])
    ]
    for source, boxes in ((narrow, columns), (image, wide)):
        for box in boxes:
            pixels = _pixels(box, scale)
            cut = source.crop(pixels)
            if cut.width and cut.height and int(np.asarray(cut).min()) < _PRINT:
                corner = (pixels[0] - _MARGIN, pixels[1] - _MARGIN)
                yield Block(ImageOps.expand(cut, _MARGIN, blank), corner)


def _painted(image: Image.Image, boxes: Iterable[Pixels]) -> Image.Image:
    painted, blank = image.copy(), paper(image)
    draw = ImageDraw.Draw(painted)
    for box in boxes:
        draw.rectangle(box, fill=blank)
    return painted


def paper(image: Image.Image) -> int:
    """The grey of a page where nothing is printed: the most of it is so."""
    return int(np.median(np.asarray(image)))


def _size(stretch: slice) -> int:
    size: int = stretch.stop - stretch.start
    return size


def _cell(cell: TableCell, words: Sequence[Found], page: CleanPage, scale: float) -> TableCell:
    """The cell, as sure as the least sure of its words, and its box as it was scanned."""
    if cell.box is None:
        return cell
    inside = [word.confidence for word in words if holds(cell.box, word, scale)]
    left, top, right, bottom = cell.box
    pixels = (left / scale, top / scale, right / scale, bottom / scale)
    return structs.replace(
        cell, box=points(page.box_on_paper(pixels), scale), confidence=min(inside, default=None)
    )


def holds(box: BBox, word: Found, scale: float) -> bool:
    """Whether the middle of a word lies in a box in points."""
    x, y = scale * (word.box[0] + word.box[2]) / 2, scale * (word.box[1] + word.box[3]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def points(box: tuple[float, float, float, float], scale: float) -> BBox:
    """A box in pixels, of which one measures ``scale`` points, in points."""
    left, top, right, bottom = box
    return round(left * scale, 2), round(top * scale, 2), round(right * scale, 2), round(bottom * scale, 2)


def _pixels(box: BBox, scale: float, more: int = 0) -> Pixels:
    left, top, right, bottom = (edge / scale for edge in box)
    return max(int(left) - more, 0), max(int(top) - more, 0), int(right) + more, int(bottom) + more
