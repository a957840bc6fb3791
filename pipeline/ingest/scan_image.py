"""A scanned page made ready for recognition: its red stamps taken away, its lines made level."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter
from scipy import ndimage

# Red by more than this over green or blue is ink of a stamp. Paper is less so, print is not at all.
_RED = 35
_FRINGE = 4  # pixels around the ink, where it fades
_DARK = 128
_REDUCED = 3  # the angle is measured on an image so much smaller
_STEEPEST = 3.0
_COARSE, _FINE = 0.25, 0.05
_LEVEL = 0.05
# Between black and white; of print in black and white a smaller share is; by how many pixels that is softened.
_BLACK, _WHITE, _FEW_SHADES = 48, 208, 0.3
_SOFT = 1.0

Pixels = NDArray[np.uint8]
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class CleanPage:
    """A page in shades of grey, turned about its middle by ``angle`` degrees against the clock to make it level."""

    image: Image.Image
    angle: float

    def on_paper(self, x: float, y: float) -> tuple[float, float]:
        """Where the point ``(x, y)`` of the level image, in pixels, stands on the page as it was scanned."""
        turn = np.radians(self.angle)
        across, down = self.image.width / 2, self.image.height / 2
        dx, dy = x - across, y - down
        return (
            across + dx * float(np.cos(turn)) - dy * float(np.sin(turn)),
            down + dx * float(np.sin(turn)) + dy * float(np.cos(turn)),
        )

    def box_on_paper(self, box: Box) -> Box:
        """A box of the level image, as large, about where its middle stands on the page as it was scanned."""
        left, top, right, bottom = box
        x, y = self.on_paper((left + right) / 2, (top + bottom) / 2)
        across, down = (right - left) / 2, (bottom - top) / 2
        return x - across, y - down, x + across, y + down


def clean_page(page: Image.Image) -> CleanPage:
    """The page, in colours or grey, without stamps and level; what is black and white only is softened."""
    grey = _softened(without_stamps(page))
    angle = skew(grey)
    if abs(angle) < _LEVEL:
        return CleanPage(grey, 0.0)
    paper = int(np.median(np.asarray(grey)))
    level = grey.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=paper)
    return CleanPage(level, angle)


def without_stamps(page: Image.Image) -> Image.Image:
    """The page in grey, red ink gone: its red channel, where red ink is nearly as light as paper.

    What is left of the ink is thin, and a median filter takes it; only there, as print suffers from it.
    """
    if page.mode not in ("RGB", "RGBA", "P", "CMYK", "YCbCr"):
        return page.convert("L")
    colours = page.convert("RGB")
    red, green, blue = (np.asarray(band) for band in colours.split())
    ink = _ink(red, green, blue)
    channel = Image.fromarray(red)
    if not ink.any():
        return channel
    smoothed = np.asarray(channel.filter(ImageFilter.MedianFilter(3)))
    return Image.fromarray(np.where(ink, smoothed, red))


def _softened(grey: Image.Image) -> Image.Image:
    """The page, its print with even edges: in black and white they are ragged, and the marks above letters, which
    tell one word from another, are misread."""
    counts = grey.histogram()
    shades = sum(counts[_BLACK:_WHITE]) / max(sum(counts[:_WHITE]), 1)
    return grey.filter(ImageFilter.GaussianBlur(_SOFT)) if shades < _FEW_SHADES else grey


def _ink(red: Pixels, green: Pixels, blue: Pixels) -> NDArray[np.bool_]:
    """The red spots and their fringes; single pixels are noise of the camera."""
    least = np.minimum(green, blue)
    spots = (red > least) & (red - least > _RED)
    ink: NDArray[np.bool_] = ndimage.binary_dilation(ndimage.binary_opening(spots), iterations=_FRINGE)
    return ink


def skew(grey: Image.Image) -> float:
    """By how many degrees against the clock the page has to be turned for its lines to be level, 3 at most.

    Rows of dark pixels are sharpest, with the greatest steps between them, where the page is level.
    """
    small = np.asarray(grey.reduce(_REDUCED))
    down, across = np.nonzero(small < _DARK)
    if down.size == 0:
        return 0.0
    across = across - small.shape[1] / 2

    def sharpness(angle: float) -> tuple[float, float]:
        rows = np.round(down - across * np.tan(np.radians(angle))).astype(np.int64)
        counts = np.bincount(rows - rows.min()).astype(np.float64)
        return float((np.diff(counts) ** 2).sum()), -abs(angle)

    near = max(np.arange(-_STEEPEST, _STEEPEST + _COARSE / 2, _COARSE), key=sharpness)
    return float(max(np.arange(near - _COARSE, near + _COARSE, _FINE), key=sharpness))
