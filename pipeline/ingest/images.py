"""Images of pages (.png, .jpg, .bmp, .webp, .tif with one page or more): each page is recognised."""

from collections.abc import Iterator
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from pipeline.ingest import tesseract
from pipeline.ingest.pdf_layout import Page, lay_out
from pipeline.ingest.pieces import Content, Unreadable, join
from pipeline.ingest.recognition import Scan, recognise
from pipeline.settings import Settings
from pipeline.text import UnreadPage

# A page whose file does not say how large it is, is A4: so many inches on its shorter side.
_A4_INCHES = 8.27
_LEAST_SAID, _MOST_SAID = 100, 1200
_MOST_DPI = 300
_POINTS = 72


def read_images(data: bytes, settings: Settings) -> Content:
    """The text of an image, or of all images of a multi-page TIFF, with page and box.

    Raises:
        Unreadable: it is damaged or too large, tesseract is not there, or no page can be recognised.
    """
    if (missing := tesseract.missing()) is not None:
        raise Unreadable(f"an image of a page, which needs recognition: {missing}")
    # Pillow's own limit may be below ours; what has more than twice as many pixels it does not even open.
    Image.MAX_IMAGE_PIXELS = settings.max_image_pixels
    try:
        with Image.open(BytesIO(data)) as image:
            frames = _frames(image, settings)
            found = list(recognise(_scans(image, frames, settings), frames, settings))
    except Image.DecompressionBombError as error:
        raise Unreadable(
            f"an image with more than {settings.max_image_pixels} pixels (max_image_pixels)"
        ) from error
    except (UnidentifiedImageError, EOFError, SyntaxError, OSError) as error:
        raise Unreadable("the image is damaged or cut off") from error
    unread = tuple(UnreadPage(page.page, page.reason) for page in found if page.reason is not None)
    text, places = join(lay_out([Page(page.lines, page.tables, page.height) for page in found]))
    if not text.strip():
        raise Unreadable(unread[0].reason if unread else "no text is recognised in the image")
    return Content(text=text, wrapped=True, places=places, pages=frames, ocr=True, unread_pages=unread)


def _frames(image: Image.Image, settings: Settings) -> int:
    frames: int = getattr(image, "n_frames", 1)
    if frames > settings.max_scanned_pages:
        raise Unreadable(
            f"{frames} pages are scanned, more than {settings.max_scanned_pages} (max_scanned_pages)"
        )
    return frames


def _scans(image: Image.Image, frames: int, settings: Settings) -> Iterator[Scan]:
    for number in range(frames):
        image.seek(number)
        if image.width * image.height > settings.max_image_pixels:
            raise Unreadable(
                f"an image of {image.width} x {image.height} pixels,"
                f" more than {settings.max_image_pixels} (max_image_pixels)"
            )
        upright = ImageOps.exif_transpose(image)
        yield _scan(number + 1, upright, _resolution(upright))


def _scan(page: int, image: Image.Image, dpi: float) -> Scan:
    """A photograph may be finer than recognition likes."""
    if dpi <= _MOST_DPI:
        return Scan(page, image.copy(), dpi)
    share = _MOST_DPI / dpi
    size = (max(round(image.width * share), 1), max(round(image.height * share), 1))
    return Scan(page, image.convert("RGB" if image.mode != "L" else "L").resize(size), _MOST_DPI)


def _resolution(image: Image.Image) -> float:
    """Dots per inch as the file says, where that can be of a page; else those of an A4 page of so many dots."""
    said = float(image.info.get("dpi", (0.0,))[0])
    return said if _LEAST_SAID <= said <= _MOST_SAID else max(min(image.size) / _A4_INCHES, 1.0)
