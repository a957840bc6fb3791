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
# Degrees. Pages are seldom askew by more than the first; where they are, it is as clear as day.
_USUAL, _STEEPEST, _CLEARLY = 3.0, 10.0, 3
_COARSE, _FINE = 0.25, 0.05
_LEVEL = 0.05
# Between black and white; of print in black and white a smaller share is; by how many pixels that is softened.
_BLACK, _WHITE, _FEW_SHADES = 48, 208, 0.3
_SOFT = 1.0
# Of print on a page the darkest percents are ink; from here on it is faint, and with so little contrast there is none.
_INK_SHARE, _FAINT, _LEAST_CONTRAST = 0.3, 90, 30
_PATCH = 16  # pixels, so wide that paper is seen in it

Pixels = NDArray[np.uint8]
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class CleanPage:
    """A page in shades of grey, turned against the clock: by ``quarters`` of a circle to make it upright, then about
    its middle by ``angle`` degrees to make it level."""

    image: Image.Image
    angle: float
    quarters: int = 0

    def on_paper(self, x: float, y: float) -> tuple[float, float]:
        """Where the point ``(x, y)`` of the level image, in pixels, stands on the page as it was scanned."""
        turn = np.radians(self.angle)
        width, height = self.image.size
        dx, dy = x - width / 2, y - height / 2
        x = width / 2 + dx * float(np.cos(turn)) - dy * float(np.sin(turn))
        y = height / 2 + dx * float(np.sin(turn)) + dy * float(np.cos(turn))
        for _ in range(self.quarters):
            x, y, width, height = height - y, x, height, width
        return x, y

    def box_on_paper(self, box: Box) -> Box:
        """A box of the level image, as large, about where its middle stands on the page as it was scanned."""
        left, top, right, bottom = box
        x, y = self.on_paper((left + right) / 2, (top + bottom) / 2)
        across, down = (right - left) / 2, (bottom - top) / 2
        if self.quarters % 2:
            across, down = down, across
        return x - across, y - down, x + across, y + down


def clean_page(page: Image.Image, quarters: int = 0) -> CleanPage:
    """The page, in colours or grey, without stamps, turned by ``quarters`` of a circle against the clock, and level.

    What is black and white only is softened.
    """
    grey = _softened(with_contrast(without_stamps(page))).rotate(90 * quarters, expand=True)
    angle = skew(grey)
    if abs(angle) < _LEVEL:
        return CleanPage(grey, 0.0, quarters)
    paper = int(np.median(np.asarray(grey)))
    level = grey.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=paper)
    return CleanPage(level, angle, quarters)


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


def with_contrast(grey: Image.Image) -> Image.Image:
    """The page, its ink black and its paper white where it is so faint that hardly a pixel is dark.

    The paper's shade is measured in each place: a lamp or a fold makes a side of the page darker than print.
    """
    pixels = np.asarray(grey)
    ink, paper = float(np.percentile(pixels, _INK_SHARE)), float(np.median(pixels))
    if ink <= _FAINT or paper - ink < _LEAST_CONTRAST:
        return grey
    shade = grey.reduce(_PATCH).filter(ImageFilter.MaxFilter(5)).filter(ImageFilter.BoxBlur(2))
    light = np.asarray(shade.resize(grey.size, Image.Resampling.BILINEAR), dtype=np.float32)
    white = 1 - (light - pixels) / (paper - ink)
    return Image.fromarray((white.clip(0, 1) * 255).astype(np.uint8))


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
    """By how many degrees against the clock the page has to be turned for its lines to be level, 10 at most.

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

    angles = np.arange(-_STEEPEST, _STEEPEST + _COARSE / 2, _COARSE)
    near = max(angles[abs(angles) <= _USUAL], key=sharpness)
    far = max(angles, key=sharpness)
    if sharpness(far)[0] > _CLEARLY * sharpness(near)[0]:
        near = far
    return float(max(np.arange(near - _COARSE, near + _COARSE, _FINE), key=sharpness))
