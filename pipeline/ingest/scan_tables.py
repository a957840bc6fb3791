"""Tables with drawn lines on a scanned page: the lines are found in the image, the cells' words are recognised ones."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from statistics import median

import numpy as np
from PIL import Image
from scipy import ndimage

from pipeline.ingest.pdf_grid import PageTable, TableCell
from pipeline.ingest.pdf_ruled import find_ruled, may_be_ruled
from pipeline.ingest.pdf_words import Word
from pipeline.ingest.scan_image import CleanPage
from pipeline.ingest.tesseract import Found
from pipeline.schema import BBox

# A thin line is grey on a scan, between print and paper.
_DARK = 170
# In heights of a word: the shortest stroke that is a table's line and no letter's, and the thickest.
_SHORTEST, _THICKEST = 2.0, 0.4
# What recognition takes a table's line for, where it takes it for a part of a word; and how near both are, in points.
_LINE_SIGNS = "|¦[]_"
_TOUCHING = 1.0


def ruled_tables(page: CleanPage, words: Sequence[Found], scale: float) -> list[PageTable]:
    """The tables with drawn lines on a page, from top to bottom, with ``words`` in their cells.

    Boxes are in points, ``scale`` of them in a pixel: a table's own is on the page made level, as are the boxes of
    lines, those of its cells are on the page as it was scanned.
    """
    height = median(word.box[3] - word.box[1] for word in words) if words else 0
    across, down = _strokes(page.image, height, scale) if height else ([], [])
    if not may_be_ruled(across, down):
        return []
    printed = [said for word in words if (said := _without_line(word, down, scale)).text]
    tables = find_ruled(across, down, [Word(word.text, _points(word.box, scale)) for word in printed])
    return [
        replace(
            table, rows=tuple(tuple(_cell(cell, printed, page, scale) for cell in row) for row in table.rows)
        )
        for table in tables
    ]


def parted(lines: Iterable[list[Found]], tables: Sequence[PageTable], scale: float) -> Iterator[list[Found]]:
    """The lines, each cut where it enters or leaves one of ``tables``."""
    for line in lines:
        parts: dict[int, list[Found]] = {}
        for word in line:
            box = _points(word.box, scale)
            inside = next((at for at, table in enumerate(tables) if table.holds(box)), -1)
            parts.setdefault(inside, []).append(word)
        yield from parts.values()


def _strokes(image: Image.Image, height: float, scale: float) -> tuple[list[BBox], list[BBox]]:
    """The lines across and the lines down, in points, of a page whose words are so many pixels high."""
    dark = (np.asarray(image) < _DARK).astype(np.uint8)
    shortest, thickest = round(_SHORTEST * height), _THICKEST * height
    found = []
    for axis in (1, 0):
        runs = ndimage.maximum_filter1d(ndimage.minimum_filter1d(dark, shortest, axis), shortest, axis)
        labels, _ = ndimage.label(runs, np.ones((3, 3)))
        spots = [spot for spot in ndimage.find_objects(labels) if _size(spot[1 - axis]) <= thickest]
        found.append(
            [_points((across.start, down.start, across.stop, down.stop), scale) for down, across in spots]
        )
    return found[0], found[1]


def _without_line(word: Found, down: Sequence[BBox], scale: float) -> Found:
    """The word without the sign that a line down is taken for; its text is empty where there is nothing else."""
    left, top, right, bottom = _points(word.box, scale)
    crossed = any(
        left - _TOUCHING < line[2] and line[0] < right + _TOUCHING and line[1] < (top + bottom) / 2 < line[3]
        for line in down
    )
    return word._replace(text=word.text.strip(_LINE_SIGNS)) if crossed else word


def _size(stretch: slice) -> int:
    size: int = stretch.stop - stretch.start
    return size


def _cell(cell: TableCell, words: Sequence[Found], page: CleanPage, scale: float) -> TableCell:
    """The cell, as sure as the least sure of its words, and its box as it was scanned."""
    if cell.box is None:
        return cell
    left, top, right, bottom = cell.box
    inside = [
        word.confidence
        for word in words
        if left <= scale * (word.box[0] + word.box[2]) / 2 <= right
        and top <= scale * (word.box[1] + word.box[3]) / 2 <= bottom
    ]
    pixels = (left / scale, top / scale, right / scale, bottom / scale)
    return cell._replace(box=_points(page.box_on_paper(pixels), scale), confidence=min(inside, default=None))


def _points(box: tuple[float, float, float, float], scale: float) -> BBox:
    left, top, right, bottom = box
    return round(left * scale, 2), round(top * scale, 2), round(right * scale, 2), round(bottom * scale, 2)
