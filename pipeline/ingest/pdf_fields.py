"""What was written onto a PDF page after it was made: the number and the day filled in, and stamps of signatures.

Offices print a directive with blanks for its number and day; the program that signs it fills them in as fields or
notes, which lie upon the page and are no part of its text.
"""

from collections.abc import Iterator

import pypdfium2
from msgspec.structs import replace
from pypdfium2 import raw as pdfium

from pipeline.ingest.pdf_lines import Frame, TextLine, framed

_KINDS = (pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_STAMP, pdfium.FPDF_ANNOT_FREETEXT)
# A page with more is a form; what is longer fills no blank of a letterhead.
_MOST = 50
_LONGEST = 20
# In points: how far a word may lie over the edge of the blank that it fills.
_OVER = 3.0
# What the number of a directive goes on with.
_JOINED = ("", "/", "-")


def with_fields(
    document: pypdfium2.PdfDocument, index: int, page: pypdfium2.PdfPage, frame: Frame
) -> list[TextLine]:
    """The lines of ``page``, the ``index``-th (from 0), with what was filled in; stamps have the role ``furniture``."""
    lines = frame.lines()
    if not _has_fields(page):
        return lines
    stamps: list[TextLine] = []
    blanks: dict[int, list[tuple[int, str]]] = {}
    for added in _added(document, index, page, lines):
        if found := _blank(frame, lines, added):
            blanks.setdefault(found[0], []).append((found[1], added.text))
        else:
            stamps.append(replace(added, role="furniture"))
    return [_filled_in(line, blanks.get(at, [])) for at, line in enumerate(lines)] + stamps


def _has_fields(page: pypdfium2.PdfPage) -> bool:
    count = pdfium.FPDFPage_GetAnnotCount(page.raw)
    for number in range(count if count <= _MOST else 0):
        note = pdfium.FPDFPage_GetAnnot(page.raw, number)
        kind = pdfium.FPDFAnnot_GetSubtype(note)
        pdfium.FPDFPage_CloseAnnot(note)
        if kind in _KINDS:
            return True
    return False


def _added(
    document: pypdfium2.PdfDocument, index: int, page: pypdfium2.PdfPage, lines: list[TextLine]
) -> Iterator[TextLine]:
    """The lines that the page gains when all that lies upon it is made a part of it."""
    if pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY) != pdfium.FLATTEN_SUCCESS:
        return
    known = {(line.text, line.box) for line in lines}
    flat = document[index]
    try:
        with framed(flat) as frame:
            added = [line for line in frame.lines() if (line.text, line.box) not in known]
        yield from added
    finally:
        flat.close()


def _blank(frame: Frame, lines: list[TextLine], added: TextLine) -> tuple[int, int] | None:
    """The line, by its index, and the offset in it of the blank where ``added`` stands; None where there is none."""
    x, y = (added.box[0] + added.box[2]) / 2, (added.box[1] + added.box[3]) / 2
    if len(added.text) > _LONGEST:
        return None
    for at, line in enumerate(lines):
        if not (line.box[1] < y < line.box[3] and line.box[0] < x < line.box[2] + line.size):
            continue
        signs = [n for n, sign in enumerate(line.text) if not sign.isspace()]
        boxes = frame.boxes([(line.start + n, line.start + n + 1) for n in signs])
        before = [box[2] for box in boxes if (box[0] + box[2]) / 2 < x]
        after = [box[0] for box in boxes[len(before) :]]
        starts = not before or before[-1] < added.box[0] + _OVER
        if starts and (not after or after[0] > added.box[2] - _OVER):
            return at, signs[len(before)] if after else len(line.text)
    return None


def _filled_in(line: TextLine, words: list[tuple[int, str]]) -> TextLine:
    """The line with the words put in at their offsets."""
    text = line.text
    for at, word in sorted(words, reverse=True):
        rest = text[at:]
        text = f"{text[:at].rstrip()} {word}{'' if rest[:1] in _JOINED else ' '}{rest}".strip()
    return replace(line, text=text, raised=()) if words else line
