"""Print on a page that recognition passed over: it leaves out whole lines now and then, also quite clean ones."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage

_DARK = 128
_REDUCED = 2
# In heights of a word: how far words are apart in a line, how much around a word is its own, what a line measures.
_WORD_GAP = 1.2
_AROUND = 0.2
_LOWEST, _HIGHEST, _NARROWEST = 0.4, 2.2, 0.35
_RULE = 3.0
_LEAST_INK, _MOST_INK = 0.08, 0.6
_MARGIN = 0.35

Box = tuple[int, int, int, int]


def overlooked(image: Image.Image, words: Sequence[Box], height: float) -> Iterator[Box]:
    """The boxes of lines, in pixels, that stand in ``image`` outside of ``words``, whose usual height is ``height``."""
    scale = height / _REDUCED
    dark = np.asarray(image.reduce(_REDUCED)) < _DARK
    dark &= ~_rules(dark, round(_RULE * scale))
    around = _AROUND * height
    for left, top, right, bottom in words:
        rows = slice(max(int((top - around) / _REDUCED), 0), int((bottom + around) / _REDUCED) + 1)
        dark[rows, max(int((left - around) / _REDUCED), 0) : int((right + around) / _REDUCED) + 1] = False
    joined = ndimage.binary_closing(np.pad(dark, 1), np.ones((1, max(round(_WORD_GAP * scale), 1))))[
        1:-1, 1:-1
    ]
    labels, _ = ndimage.label(joined, np.ones((3, 3)))
    for spot in ndimage.find_objects(labels):
        if _may_be_text(dark[spot], scale):
            yield _box(spot, image.size, height)


def _rules(dark: NDArray[np.bool_], length: int) -> NDArray[np.bool_]:
    """The ruled lines of tables, across and down."""
    across = ndimage.binary_opening(dark, np.ones((1, max(length, 2))))
    down = ndimage.binary_opening(dark, np.ones((max(length, 2), 1)))
    rules: NDArray[np.bool_] = ndimage.binary_dilation(across | down)
    return rules


def _may_be_text(spot: NDArray[np.bool_], scale: float) -> bool:
    tall, wide = spot.shape
    ink = float(spot.mean())
    return (
        _LOWEST * scale <= tall <= _HIGHEST * scale
        and wide >= _NARROWEST * scale
        and _LEAST_INK < ink < _MOST_INK
    )


def _box(spot: tuple[slice, slice], size: tuple[int, int], height: float) -> Box:
    margin = _MARGIN * height
    down, across = spot
    return (
        max(int(across.start * _REDUCED - margin), 0),
        max(int(down.start * _REDUCED - margin), 0),
        min(int(across.stop * _REDUCED + margin), size[0]),
        min(int(down.stop * _REDUCED + margin), size[1]),
    )
