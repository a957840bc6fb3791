"""PDF files with a text layer: pdfium reads text and boxes, pdfplumber the pages with ruled tables."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from time import monotonic

import pypdfium2
from pypdfium2 import raw as pdfium

from pipeline.ingest.pdf_lines import TextLine, paragraph_starts, text_lines
from pipeline.ingest.pdf_tables import PageTable, TableReader, has_ruled_table
from pipeline.ingest.pieces import CELL_SEPARATOR, Content, Piece, Unreadable, join
from pipeline.settings import Settings
from pipeline.text import PlaceRole

_END_MARK = b"%%EOF"
_END_SEARCHED = 2048
# A scan may bear a digital signature's few words as text.
_SCAN_MAX_CHARACTERS = 100
_SCAN_MIN_AREA = 0.7
_PAGE_NUMBER = re.compile(r"(?:Trang\s*)?[-–]?\s*\d{1,4}\s*(?:/\s*\d{1,4})?\s*[-–]?")
_MARGIN = 0.1


@dataclass(slots=True)
class _Reading:
    """What is gathered while the pages are read."""

    pieces: list[Piece] = field(default_factory=list)
    scanned: list[int] = field(default_factory=list)
    tables: int = 0


def read_pdf(data: bytes, settings: Settings) -> Content:
    """The text of a PDF, one line per line of the page and one per row of a ruled table, with page and box.

    Raises:
        Unreadable: the file is encrypted, damaged or cut off, has too many pages, takes too long, or all its
            pages are scans.
    """
    deadline = monotonic() + settings.seconds_per_document
    document = _open(data)
    try:
        pages = len(document)
        if pages > settings.max_pages:
            raise Unreadable(f"the PDF has {pages} pages, more than {settings.max_pages} (max_pages)")
        reading = _Reading()
        with TableReader(data) as tables:
            for index in range(pages):
                if monotonic() > deadline:
                    raise Unreadable(
                        f"reading took longer than {settings.seconds_per_document:g} seconds"
                        f" (seconds_per_document): {index} of {pages} pages are done"
                    )
                _read_page(document, index, tables, reading)
    finally:
        document.close()
    if len(reading.scanned) == pages:
        raise Unreadable(f"all {pages} pages are scanned, without text; they need text recognition (OCR)")
    text, places = join(reading.pieces)
    return Content(text=text, wrapped=True, places=places, pages=pages, scanned_pages=tuple(reading.scanned))


def _open(data: bytes) -> pypdfium2.PdfDocument:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            raise Unreadable("the PDF is encrypted; a password is needed") from error
        if _is_cut_off(data):
            raise Unreadable("the PDF is cut off: its end is missing") from error
        raise Unreadable("the PDF is damaged and cannot be opened") from error
    if _is_cut_off(data):  # pdfium repairs what it can, and would give a part for the whole
        document.close()
        raise Unreadable("the PDF is cut off: its end is missing")
    return document


def _is_cut_off(data: bytes) -> bool:
    return _END_MARK not in data.rstrip(b"\x00\r\n\t ")[-_END_SEARCHED:]


def _read_page(document: pypdfium2.PdfDocument, index: int, tables: TableReader, reading: _Reading) -> None:
    try:
        page = document[index]
    except pypdfium2.PdfiumError as error:
        raise Unreadable(f"page {index + 1} of the PDF is damaged") from error
    try:
        lines = text_lines(page)
        if sum(len(line.text) for line in lines) < _SCAN_MAX_CHARACTERS and _is_scan(page, bool(lines)):
            reading.scanned.append(index + 1)
        found = tables.tables(index) if lines and has_ruled_table(page) else []
        reading.pieces += _pieces(lines, found, index + 1, page.get_height(), reading.tables)
        reading.tables += len(found)
    finally:
        page.close()


def _is_scan(page: pypdfium2.PdfPage, has_text: bool) -> bool:
    """Whether an image stands for text: any image on a page without text, else one that fills the page."""
    least = _SCAN_MIN_AREA * page.get_width() * page.get_height() if has_text else 0.0
    for image in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE]):
        left, bottom, right, top = image.get_bounds()
        if (right - left) * (top - bottom) > least:
            return True
    return False


def _pieces(
    lines: list[TextLine], tables: list[PageTable], page: int, height: float, before: int
) -> Iterator[Piece]:
    """The lines of a page, each table in the place of the lines in it; ``before`` tables came before."""
    starts = paragraph_starts(lines)
    done: set[int] = set()
    for line, starts_paragraph in zip(lines, starts, strict=True):
        inside = next((number for number, table in enumerate(tables) if table.holds(line.box)), None)
        if inside is None:
            separator = "" if line.continues else "\n\n" if starts_paragraph else "\n"
            yield Piece(line.text, _role(line, height), page, line.box, before=separator)
        elif inside not in done:
            done.add(inside)
            yield from _table_pieces(tables[inside], page, before + inside + 1)


def _table_pieces(table: PageTable, page: int, number: int) -> Iterator[Piece]:
    for row, cells in enumerate(table.rows, start=1):
        for column, (text, box) in enumerate(cells, start=1):
            separator = CELL_SEPARATOR if column > 1 else "\n"
            yield Piece(text, "table", page, box, cell=(number, row, column), before=separator)


def _role(line: TextLine, height: float) -> PlaceRole:
    """A number that stands alone at the page's edge is the page's."""
    if _PAGE_NUMBER.fullmatch(line.text):
        if line.box[3] < _MARGIN * height:
            return "header"
        if line.box[1] > (1 - _MARGIN) * height:
            return "footer"
    return "body"
