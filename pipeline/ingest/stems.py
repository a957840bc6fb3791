"""Roman numerals on a scan, read by counting stems: of equal letters side by side recognition leaves some out."""

import re

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage

# What the letters I of a numeral are taken for, alone or behind V or X; a stop, a slash, a dash may follow. The bar of
# an H that is one joins its stems, so that none is counted.
_NUMERAL = re.compile(r"([VX]?)(I[IL1lH|]{0,3}|[HLl]I{1,2}|H(?=\.?$))(?![^\W_])")
_MOST = 3
# The band of the letters' height that serifs and stops do not reach, and how wide a stem is in that height.
_BAND = (0.25, 0.6)
_WIDEST = 0.25
_WHOLE = 0.9
_LEANING = 0.3
# Of a stem's ink; a slash has less.
_LEAST_INK = 0.65
_LEAST_HEIGHT = 8  # pixels


def with_stems_counted(text: str, image: Image.Image) -> str:
    """``text``, recognised in ``image`` (one word, in grey), with as many I in its Roman numeral as stems stand there.

    It stays as it is where it begins with no such numeral, or where the stems cannot be told.
    """
    found = _NUMERAL.match(text)
    if not found:
        return text
    count = _stems(image, behind_wide=bool(found[1]))
    return f"{found[1]}{'I' * count}{text[found.end() :]}" if 1 <= count <= _MOST else text


def _stems(image: Image.Image, behind_wide: bool) -> int:
    """How many upright stems the word begins with, or has next to a wide letter that it begins with."""
    dark = _dark(image)
    rows = np.flatnonzero(dark.any(axis=1))
    height = int(rows[-1] - rows[0]) + 1 if rows.size else 0
    if height < _LEAST_HEIGHT:
        return 0
    band = dark[rows[0] + int(_BAND[0] * height) : rows[0] + int(_BAND[1] * height)]
    labels, _ = ndimage.label(band)
    inks: list[int] = []
    for down, across in sorted(ndimage.find_objects(labels), key=lambda at: int(at[1].start)):
        part = band[:, across]
        ink = int(np.count_nonzero(part))
        tall = down.stop - down.start >= _WHOLE * band.shape[0]
        narrow = across.stop - across.start <= _WIDEST * height
        if tall and narrow and _is_upright(part) and ink >= _LEAST_INK * max(inks, default=0):
            inks.append(ink)
        elif inks or not behind_wide:
            break
    return len(inks)


def _is_upright(part: NDArray[np.bool_]) -> bool:
    """Whether the part's print stands upright, or leans like italics at most; the arms of V and X lean more."""
    middles = [np.flatnonzero(row).mean() for row in (part[0], part[-1]) if row.any()]
    return len(middles) == 2 and abs(middles[0] - middles[1]) <= _LEANING * len(part)


def _dark(image: Image.Image) -> NDArray[np.bool_]:
    """What is darker than the middle between print and paper."""
    grey = np.asarray(image)
    middle = (int(grey.min()) + int(np.median(grey))) / 2
    dark: NDArray[np.bool_] = grey < middle
    return dark
