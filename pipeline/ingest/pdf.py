"""PDF files: pdfium reads text, boxes and the lines of tables; the pages that are scans are recognised."""

from collections.abc import Iterator
from time import monotonic

import pypdfium2
from pypdfium2 import raw as pdfium

from pipeline.ingest.pdf_fields import with_fields
from pipeline.ingest.pdf_layout import Page, lay_out
from pipeline.ingest.pdf_lines import framed
from pipeline.ingest.pdf_scans import Recognition, is_scan, recognise_pages
from pipeline.ingest.pdf_strokes import drawing
from pipeline.ingest.pdf_tables import TableReader
from pipeline.ingest.pieces import Content, Unreadable, check_cells, join
from pipeline.settings import Settings

_END_MARK = b"%%EOF"
_END_SEARCHED = 2048
# pdfium keeps what it has met of a file until that is closed.
_PAGES_AT_ONCE = 25


def read_pdf(data: bytes, settings: Settings) -> Content:
    """The text of a PDF, one line per line of the page and one per row of a table, with page and box.

    Raises:
        Unreadable: the file is encrypted, damaged or cut off, has too many pages, takes too long, or all its
            pages are scans that cannot be recognised.
    """
    with _open(data) as document:
        pages = len(document)
    if pages > settings.max_pages:
        raise Unreadable(f"the PDF has {pages} pages, more than {settings.max_pages} (max_pages)")
    read: list[Page] = []
    scans: list[int] = []
    cells = 0
    for index, (page, scanned) in enumerate(_pages(data, pages, settings)):
        read.append(page)
        scans += [index] if scanned else []
        cells += sum(len(row) for table in page.tables for row in table.rows)
        check_cells(cells, settings.max_table_cells)
    recognised = recognise_pages(data, read, scans, settings) if scans else Recognition(read)
    text, places = join(lay_out(recognised.pages))
    if len(scans) == pages and not text.strip():
        why = recognised.unread[0].reason if recognised.unread else "no text is recognised in them"
        raise Unreadable(f"all {pages} pages are scanned, or their fonts name no letters; {why}")
    return Content(
        text=text,
        wrapped=True,
        places=places,
        pages=pages,
        ocr=bool(recognised.numbers),
        unread_pages=recognised.unread,
    )


def _pages(data: bytes, pages: int, settings: Settings) -> Iterator[tuple[Page, bool]]:
    """What stands on each page, and whether it is a scan."""
    deadline = monotonic() + settings.seconds_per_document
    tables = TableReader()
    for first in range(0, pages, _PAGES_AT_ONCE):
        with _open(data) as document:
            for index in range(first, min(first + _PAGES_AT_ONCE, pages)):
                if monotonic() > deadline:
                    raise Unreadable(
                        f"reading took longer than {settings.seconds_per_document:g} seconds"
                        f" (seconds_per_document): {index} of {pages} pages are done"
                    )
                yield _read_page(document, index, tables, settings)


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
    mark = data.rfind(_END_MARK)
    return mark < 0 or len(data[mark:].rstrip(b"\x00\r\n\t ")) > _END_SEARCHED


def _read_page(
    document: pypdfium2.PdfDocument, index: int, tables: TableReader, settings: Settings
) -> tuple[Page, bool]:
    """What stands on a page, and whether that has to be recognised: in a scan, or where its fonts name no letters."""
    try:
        page = document[index]
    except pypdfium2.PdfiumError as error:
        raise Unreadable(f"page {index + 1} of the PDF is damaged") from error
    try:
        height = page.get_height()
        with framed(page) as frame:
            if not frame.has_letters():
                return Page([], [], height), True
            drawn = drawing(page, frame.axes)  # before what was filled in becomes a part of it
            lines = with_fields(document, index, page, frame)
            found = tables.tables(frame, lines, drawn, height)
        return Page(lines, found, height), drawn.may_have_images and is_scan(page, lines, settings)
    finally:
        page.close()
