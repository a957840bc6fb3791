"""Columns of figures on scans: recognition knows words better than single digits, so figures are looked at again.

A digit that stands alone in its cell is taken for a letter (``§`` for 8, ``II`` for 11) as often as not, and what it
is taken for changes with the paper left around it and its size. So the print of a cell is read at several sizes, and
most readings win.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from statistics import mean

import numpy as np
from PIL import Image, ImageOps

from pipeline.ingest import tesseract
from pipeline.ingest.pdf_grid import PageTable
from pipeline.ingest.scan_tables import holds, paper
from pipeline.ingest.tesseract import Found
from pipeline.schema import BBox

_FIGURE = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?%?|\d+(?:[.,/-]\d+)*%?")
# Signs that are never a figure's, and the digits that they are the print of. An S may be a 5 as well as an 8.
_DIGITS = str.maketrans({"I": "1", "l": "1", "|": "1", "]": "1", "[": "1", "!": "1", "$": "8", "O": "0"})
_LIKE_FIGURE = re.compile(r"(?=\D*\d)(?!\d*$)[\dSIlO$|]{2,6}")
_LONGEST = 7
# Read surer than this, a figure is not looked at again.
_SURE = 0.95
# Every look: the blank paper around the print, in pixels, and how much larger it is made.
_LOOKS = ((6, 1.0), (6, 1.5), (6, 2.0), (10, 1.5))
_MOST_SPOTS = 200
_PRINT = 150
_BORDER = 3  # pixels of a cell that its lines may have left traces in
_LOWEST = 0.45  # of a word's height

Pixels = tuple[int, int, int, int]


def figures_in_tables(
    image: Image.Image, tables: Sequence[PageTable], words: Sequence[Found], dpi: int, seconds: float
) -> list[Found]:
    """``words``, those in the cells of columns of figures as most looks at their print read them.

    ``image`` is the level page without lines, boxes in ``tables`` are of it, in points.

    Raises:
        RecognitionFailed: tesseract takes longer than ``seconds``, or ends with an error.
    """
    scale = 72 / dpi
    height = float(np.median([word.box[3] - word.box[1] for word in words])) if words else 0.0
    boxes = [box for table in tables for box in _doubtful(table, words, scale)]
    prints = [(box, spot) for box in boxes if (spot := _print(image, box, scale, _LOWEST * height))]
    prints = prints[:_MOST_SPOTS]
    kept = list(words)
    looks = _looked_at(image, [spot for _, spot in prints], dpi, seconds)
    for (box, spot), readings in zip(prints, looks, strict=True):
        before = [word for word in kept if holds(box, word, scale)]
        if found := _most_said([*readings, before]):
            line = before[0].line if before else (0, 0, 0)
            at = kept.index(before[0]) if before else len(kept)
            kept = [word for word in kept if word not in before]
            kept.insert(at, Found(found[0], spot, found[1], line))
    return kept


def figures_in_lines(
    image: Image.Image, lines: Sequence[list[Found]], dpi: int, seconds: float
) -> list[list[Found]]:
    """``lines``, words that are digits but for signs like digits as most looks at their print read them.

    Raises:
        RecognitionFailed: as `figures_in_tables`.
    """
    doubtful = [word for line in lines for word in line if _LIKE_FIGURE.fullmatch(word.text)][:_MOST_SPOTS]
    looks = _looked_at(image, [word.box for word in doubtful], dpi, seconds)
    mended = {
        word: word._replace(text=found[0], confidence=found[1])
        for word, readings in zip(doubtful, looks, strict=True)
        if (found := _most_said([*readings, [word]]))
    }
    return [[mended.get(word, word) for word in line] for line in lines]


def _looked_at(
    image: Image.Image, spots: Sequence[Pixels], dpi: int, seconds: float
) -> Iterator[list[list[Found]]]:
    """What each look at the print in each of ``spots`` reads."""
    blank = paper(image)
    looks = [look for spot in spots for look in _looks(image.crop(spot), blank)]
    said = tesseract.words_of_lines(looks, dpi, seconds)
    yield from (said[at : at + len(_LOOKS)] for at in range(0, len(said), len(_LOOKS)))


def is_figure(text: str) -> bool:
    """Whether a cell holds one number, with its signs, and nothing else."""
    return _FIGURE.fullmatch(text) is not None


def _doubtful(table: PageTable, words: Sequence[Found], scale: float) -> Iterator[BBox]:
    """The boxes of cells in columns of figures whose figure is not sure."""
    for column in zip(*table.rows, strict=True):
        body = [cell.text for cell in column[1:] if cell.text]
        if not any(map(is_figure, body)) or any(" " in text or len(text) > _LONGEST for text in body):
            continue
        for cell in column:
            if cell.box is None or " " in cell.text or len(cell.text) > _LONGEST:
                continue
            sure = min((word.confidence for word in words if holds(cell.box, word, scale)), default=0.0)
            if sure < _SURE or not is_figure(cell.text):
                yield cell.box


def _print(image: Image.Image, box: BBox, scale: float, lowest: float) -> Pixels | None:
    """The box around all print in a cell, in pixels; None where there is none so high."""
    left, top, right, bottom = (round(edge / scale) for edge in box)
    inner = (left + _BORDER, top + _BORDER, right - _BORDER, bottom - _BORDER)
    if inner[0] >= inner[2] or inner[1] >= inner[3]:
        return None
    down, across = np.nonzero(np.asarray(image.crop(inner)) < _PRINT)
    if not down.size or down.max() - down.min() < lowest:
        return None
    return (
        inner[0] + int(across.min()),
        inner[1] + int(down.min()),
        inner[0] + int(across.max()) + 1,
        inner[1] + int(down.max()) + 1,
    )


def _looks(cut: Image.Image, blank: int) -> Iterator[Image.Image]:
    for margin, larger in _LOOKS:
        framed = ImageOps.expand(cut, margin, blank)
        size = (round(framed.width * larger), round(framed.height * larger))
        yield framed.resize(size, Image.Resampling.BICUBIC)


def _most_said(readings: Sequence[Sequence[Found]]) -> tuple[str, float] | None:
    """The figure that more than half of the readings' weight is for, and how sure it is; None where there is none.

    A reading in which letters and digits are mixed is of neither, and has no weight.
    """
    weights: dict[str, float] = defaultdict(float)
    for words in readings:
        text = "".join(word.text for word in words).translate(_DIGITS)
        if words and (is_figure(text) or not any(map(str.isdigit, text))):
            weights[text] += mean(word.confidence for word in words)
    best = max(weights, key=lambda text: weights[text], default="")
    if not is_figure(best) or 2 * weights[best] <= sum(weights.values()):
        return None
    return best, weights[best] / len(readings)
