"""Pages of a PDF that are scans: which they are, their images, and what recognition makes of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt
from operator import itemgetter

import pypdfium2
from PIL import Image
from pypdfium2 import raw as pdfium

from pipeline.ingest import tesseract
from pipeline.ingest.pdf_layout import Page
from pipeline.ingest.pdf_lines import TextLine
from pipeline.ingest.pieces import Unreadable
from pipeline.ingest.recognition import Scan, recognise
from pipeline.language.syllables import count_syllables
from pipeline.settings import Settings
from pipeline.text import UnreadPage

# A scan may bear a digital signature's few words as text.
_FEW_CHARACTERS = 100
_WHOLE_PAGE, _ALL = 0.7, 0.98
# Dots per inch: what is recognised well, between the size of print and the time it takes.
_LEAST_DPI, _MOST_DPI = 200, 300
_MOST_PIXELS = 30_000_000
_NEAR = 4  # pixels
_POINTS = 72
_PAGES_AT_ONCE = 25


@dataclass(frozen=True, slots=True)
class Recognition:
    """The pages of a file after recognition; ``numbers`` (1-based) are those that were recognised."""

    pages: list[Page]
    numbers: frozenset[int] = frozenset()
    unread: tuple[UnreadPage, ...] = ()


def is_scan(page: pypdfium2.PdfPage, lines: Sequence[TextLine], settings: Settings) -> bool:
    """Whether the page is an image whose text is not there, or is faulty: few of its words are syllables.

    Raises:
        Unreadable: the image has too many pixels (`Settings.max_image_pixels`): to unpack them could take all memory.
    """
    text = "\n".join(line.text for line in lines)
    if len(text) >= _FEW_CHARACTERS and count_syllables(text).share >= settings.least_syllables:
        return False
    least = _WHOLE_PAGE * page.get_width() * page.get_height() if lines else 0.0
    return any(area > least for area, *_ in _images(page, settings.max_image_pixels))


def recognise_pages(data: bytes, pages: list[Page], scans: Sequence[int], settings: Settings) -> Recognition:
    """The pages of the PDF ``data``; those with an index (from 0) in ``scans`` recognised, where that tells more.

    Raises:
        Unreadable: there are more than `Settings.max_scanned_pages` of them.
    """
    if len(scans) > settings.max_scanned_pages:
        raise Unreadable(
            f"{len(scans)} pages are scanned, more than {settings.max_scanned_pages} (max_scanned_pages)"
        )
    if (missing := tesseract.missing()) is not None:
        return Recognition(pages, frozenset(), tuple(UnreadPage(index + 1, missing) for index in scans))
    read, numbers, unread = list(pages), set[int](), list[UnreadPage]()
    for found in recognise(_scans(data, scans, settings), len(scans), settings):
        before = pages[found.page - 1]
        if found.reason is not None:
            unread.append(UnreadPage(found.page, found.reason))
        elif _share(found.lines) > _share(before.lines) or not before.lines:
            read[found.page - 1] = Page(found.lines, found.tables, found.height)
            numbers.add(found.page)
    return Recognition(read, frozenset(numbers), tuple(unread))


def _share(lines: Sequence[TextLine]) -> float:
    return count_syllables("\n".join(line.text for line in lines)).share


def _scans(data: bytes, indexes: Sequence[int], settings: Settings) -> Iterator[Scan]:
    """The images of pages; the file is opened anew now and then, as pdfium keeps all that it has met of it."""
    for first in range(0, len(indexes), _PAGES_AT_ONCE):
        with pypdfium2.PdfDocument(data) as document:
            for index in indexes[first : first + _PAGES_AT_ONCE]:
                page = document[index]
                try:
                    image, dpi = _image(page, settings.max_image_pixels)
                    yield Scan(index + 1, image, dpi)
                finally:
                    page.close()


def _image(page: pypdfium2.PdfPage, most: int) -> tuple[Image.Image, float]:
    """The page as an image, in colours, and its dots per inch: those of its largest image, within what is liked.

    It is as many pixels wide and high as that image where that is the whole page: to make it larger by one pixel, as
    pages measured in whole points do, blurs print.
    """
    width, height = page.get_width(), page.get_height()
    area, *pixels = max(_images(page, most), key=itemgetter(1), default=(0.0, 0, 0))
    inches = width / _POINTS
    dpi = min(max(pixels[0] / inches, _LEAST_DPI), _MOST_DPI, sqrt(_MOST_PIXELS * _POINTS / inches / height))
    size = (round(dpi * inches), round(dpi * height / _POINTS))
    if area > _ALL * width * height and all(abs(a - b) <= _NEAR for a, b in zip(size, pixels, strict=True)):
        size = (pixels[0], pixels[1])
    bitmap = pypdfium2.PdfBitmap.new_native(*size, pdfium.FPDFBitmap_BGR, rev_byteorder=True)
    bitmap.fill_rect((255, 255, 255, 255), 0, 0, *size)
    pdfium.FPDF_RenderPageBitmap(
        bitmap, page, 0, 0, *size, 0, pdfium.FPDF_ANNOT | pdfium.FPDF_REVERSE_BYTE_ORDER
    )
    return bitmap.to_pil().convert("RGB"), size[0] / inches


def _images(page: pypdfium2.PdfPage, most: int) -> Iterator[tuple[float, int, int]]:
    """Of each image of the page, its area in square points, its width and its height in pixels."""
    for image in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE]):
        left, bottom, right, top = image.get_bounds()
        width, height = image.get_px_size()
        if width * height > most:
            raise Unreadable(f"an image of {width} x {height} pixels, more than {most} (max_image_pixels)")
        yield (right - left) * (top - bottom), width, height
