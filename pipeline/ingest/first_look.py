"""The first look at a scanned page: its tables and its words, upright, whichever way it lay on the glass."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic

from PIL import Image

from pipeline.ingest import tesseract
from pipeline.ingest.pdf_grid import PageTable
from pipeline.ingest.scan_image import CleanPage, clean_page
from pipeline.ingest.scan_tables import Drawn, blocks, drawn_lines, frames, without_lines, without_tables
from pipeline.ingest.tesseract import Found, RecognitionFailed
from pipeline.language.syllables import count_syllables

_POINTS = 72
# Where fewer of a page's words are syllables, it may lie on its side or stand on its head.
_GARBLED = 0.6
_LONG = 3


@dataclass(frozen=True, slots=True)
class Look:
    """What a first look at a page finds: ``found`` outside of the tables that are ``framed``, ``inside`` them.

    ``bare`` is the page without the ``drawn`` lines, where there are tables.
    """

    page: CleanPage
    drawn: Drawn
    framed: list[PageTable]
    bare: Image.Image
    found: list[Found]
    inside: list[Found]

    @property
    def share(self) -> float:
        """Of its words, the share that are syllables."""
        return count_syllables("\n".join(word.text for word in (*self.found, *self.inside))).share

    @property
    def is_upright(self) -> bool:
        """Whether it shows words, and they are wider than high: some that lie on their side are read all the same."""
        long = [word.box for word in (*self.found, *self.inside) if len(word.text) >= _LONG]
        high = sum(bottom - top > right - left for left, top, right, bottom in long)
        return self.share >= _GARBLED and 2 * high <= len(long)


def upright(image: Image.Image, dpi: float, deadline: float) -> Look:
    """A look at the page as it is; where that is not upright, at the page turned, if that is better.

    Raises:
        RecognitionFailed: it takes longer than to the ``deadline``, or tesseract ends with an error.
    """
    look = _look(clean_page(image), dpi, deadline)
    if not look.is_upright:
        with suppress(RecognitionFailed):
            quarters = tesseract.quarters_to_upright(look.page.image, round(dpi), _left(deadline))
            turned = _look(clean_page(image, quarters), dpi, deadline) if quarters else look
            return max(look, turned, key=lambda one: (one.is_upright, one.share))
    return look


def _look(page: CleanPage, dpi: float, deadline: float) -> Look:
    scale = _POINTS / dpi
    drawn = drawn_lines(page.image, scale)
    framed = frames(drawn)
    bare = without_lines(page.image, drawn, scale) if framed else page.image
    found = tesseract.words(without_tables(bare, framed, scale), round(dpi), _left(deadline))
    return Look(page, drawn, framed, bare, found, _table_words(bare, framed, round(dpi), deadline))


def _table_words(image: Image.Image, tables: Sequence[PageTable], dpi: int, deadline: float) -> list[Found]:
    """The words in ``tables``, line by line, one column after the other.

    Raises:
        RecognitionFailed: they take longer than to the ``deadline``, or tesseract ends with an error.
    """
    parts = [part for table in tables for part in blocks(image, table, _POINTS / dpi)]
    read = tesseract.words_of_blocks([part.image for part in parts], dpi, _left(deadline))
    return [
        word.moved(part.corner)._replace(line=(-number, *word.line[1:]))
        for number, (part, words) in enumerate(zip(parts, read, strict=True), start=1)
        for word in words
    ]


def _left(deadline: float) -> float:
    return max(deadline - monotonic(), 0.0)
