"""Words drawn across a page (DỰ THẢO, BẢN SAO): pdfium strews their letters among the lines that they cross."""

import re
from collections.abc import Iterator
from math import atan2, degrees, hypot

import pypdfium2
from pypdfium2 import raw as pdfium

_LONE = re.compile(r"^\S\r?$", re.MULTILINE)
_FEWEST = 3
_TEXT, _FORM = pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_PAGEOBJ_FORM
# Degrees: pages are scanned and printed a little askew. Heads of columns stand upright, but are small (points).
_ASKEW, _QUARTER, _TURN, _LARGE = 10, 90, 360, 30
_DEEPEST = 5


def may_be_there(textpage: pypdfium2.PdfTextPage, text: str) -> bool:
    """Whether several lines of a page's ``text`` are a letter each, as where each stands below the one before, or
    what is drawn first or last is not level: a watermark lies below all else, or upon it."""
    last = textpage.count_chars() - 1
    turned = (degrees(pdfium.FPDFText_GetCharAngle(textpage, at)) for at in (0, last) if at >= 0)
    return (
        any(_ASKEW < angle % _TURN < _TURN - _ASKEW for angle in turned)
        or len(_LONE.findall(text)) >= _FEWEST
    )


def take_away(page: pypdfium2.PdfPage) -> None:
    """Takes such words away from the open ``page``, not from its file. No handle to its text may be open.

    Where most of a page is drawn so, it is its text.
    """
    drawn = list(_texts(page, pypdfium2.PdfMatrix()))
    across = [item for item, matrix in drawn if _lies_across(item, matrix)]
    for item in across if 2 * len(across) <= len(drawn) else ():
        page.remove_obj(item)
        item.close()


def _texts(
    page: pypdfium2.PdfPage,
    outer: pypdfium2.PdfMatrix,
    form: pypdfium2.PdfObject | None = None,
    level: int = 0,
) -> Iterator[tuple[pypdfium2.PdfTextObj, pypdfium2.PdfMatrix]]:
    """The stretches of text of a page, or of a form on it, and how each is drawn on the page."""
    for item in page.get_objects(filter=[_TEXT, _FORM], max_depth=1, form=form, level=level):
        matrix = item.get_matrix().multiply(outer)
        if item.type == _TEXT:
            yield item, matrix
        elif level < _DEEPEST:
            yield from _texts(page, matrix, item, level + 1)


def _lies_across(item: pypdfium2.PdfTextObj, matrix: pypdfium2.PdfMatrix) -> bool:
    angle = degrees(atan2(matrix.b, matrix.a))
    is_aslant = min(angle % _QUARTER, -angle % _QUARTER) > _ASKEW
    is_large = item.get_font_size() * hypot(matrix.a, matrix.b) >= _LARGE
    return is_aslant or (is_large and abs(angle) > _ASKEW)
