"""The tables of PDF pages, with drawn lines or without; pages that show no sign of one cost next to nothing."""

from collections.abc import Sequence

from pipeline.ingest import pdf_ruled, pdf_unruled
from pipeline.ingest.pdf_grid import PageTable
from pipeline.ingest.pdf_lines import Frame, TextLine
from pipeline.ingest.pdf_strokes import Drawing
from pipeline.ingest.pdf_words import page_words, words_among

# Share of the page's height below which a page has its number, but no text.
_FOOT = 0.92


class TableReader:
    """Finds the tables of a file page by page: behind one that ends a page, a lone row on the next belongs to it."""

    def __init__(self) -> None:
        self._open: PageTable | None = None

    def tables(
        self, frame: Frame, lines: Sequence[TextLine], drawn: Drawing, height: float
    ) -> list[PageTable]:
        """The tables of the next page, of this height and with these lines, from top to bottom."""
        found = self._find(frame, lines, drawn) if lines else []
        self._open = found[-1] if found and _ends_page(found[-1], lines, height) else None
        return found

    def _find(self, frame: Frame, lines: Sequence[TextLine], drawn: Drawing) -> list[PageTable]:
        across, down = drawn.across, drawn.down
        least = 1 if self._open is not None and self._open.ruled else pdf_ruled.MIN_ROWS
        if pdf_ruled.may_be_ruled(across, down, least):
            words = words_among(frame, lines, down)
            if found := pdf_ruled.find_ruled(across, down, words, least):
                return found
        if self._open is not None and not self._open.ruled:
            return pdf_unruled.find_unruled(page_words(frame), goes_on=True)
        return pdf_unruled.find_unruled(page_words(frame)) if pdf_unruled.may_be_unruled(lines) else []


def _ends_page(table: PageTable, lines: Sequence[TextLine], height: float) -> bool:
    """Whether no line of the page stands below the table, but for the page's number."""
    return all(line.box[1] < table.box[3] for line in lines if line.box[1] < _FOOT * height)
