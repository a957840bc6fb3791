"""Pictures of the pages that shown rows stand on, for the documents that were read from PDF files."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Literal

import pypdfium2

from pipeline.report.reading import Source
from pipeline.report.sources import source_file
from pipeline.schema import Document, Row

# All pictures of one report together, in bytes before base64: some 300 pages, and a file that a mail still takes.
MOST_BYTES = 25_000_000
_DOTS_PER_INCH = 100
_MOST_DOTS = 2_000  # of a side: a poster is drawn coarser
_QUALITY = 40  # of WebP: letters of 11 points are clear, a page takes 50 to 120 KB

Reason = Literal["not_pdf", "moved", "changed", "damaged"]


@dataclass(frozen=True, slots=True)
class Picture:
    """One page as one sees it: its width and height in points, and the bytes of a WebP file."""

    size: tuple[float, float]
    webp: bytes


@dataclass(slots=True)
class Pictures:
    """All pictures; by document and page which one it is; why a document has none; what there was no room for."""

    drawn: list[Picture] = field(default_factory=list)
    pages: defaultdict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    reasons: dict[str, Reason] = field(default_factory=dict)
    left_out: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))


def draw_pages(source: Source, most_bytes: int = MOST_BYTES) -> Pictures:
    """The pages of ``source`` that a target, a finding or an unclassified number stands on, each once.

    Pages with targets come first; once ``most_bytes`` are full, all others are left out.
    """
    found = Pictures()
    room = most_bytes
    for doc_id, numbers in _wanted(source):
        path = _pdf(source.plans[doc_id].document, source.folder, found.reasons)
        if path is None:
            continue
        drawn = _draw(path, numbers) if room > 0 else iter(())
        for number, picture in _until_damaged(drawn, doc_id, found.reasons):
            room -= len(picture.webp)
            if room < 0:
                break
            found.pages[doc_id][number] = len(found.drawn)
            found.drawn.append(picture)
        if doc_id not in found.reasons:
            found.left_out[doc_id] += [number for number in numbers if number not in found.pages[doc_id]]
    return found


def _wanted(source: Source) -> Iterator[tuple[str, list[int]]]:
    """Documents with their pages to draw; a document may come twice, a page does not."""
    rows: Iterable[Row] = (*source.targets.values(), *source.findings, *source.numerals)
    places = dict.fromkeys((row.doc_id, row.page) for row in rows)
    for doc_id, run in groupby(places, key=itemgetter(0)):
        yield doc_id, [number for _, number in run if number is not None]


def _pdf(document: Document, dataset: Path, reasons: dict[str, Reason]) -> Path | None:
    """The file to draw from; where there is none, why goes to ``reasons``."""
    if document.media_type != "application/pdf":
        reasons[document.doc_id] = "not_pdf"
        return None
    found = source_file(document, dataset)
    if found.state != "there":
        reasons[document.doc_id] = found.state
        return None
    return found.path


def _until_damaged(
    drawn: Iterator[tuple[int, Picture]], doc_id: str, reasons: dict[str, Reason]
) -> Iterator[tuple[int, Picture]]:
    try:
        yield from drawn
    except pypdfium2.PdfiumError:
        reasons[doc_id] = "damaged"


def _draw(path: Path, numbers: list[int]) -> Iterator[tuple[int, Picture]]:
    """Those pages of a PDF, turned and cropped as one sees them.

    Raises:
        PdfiumError: the file or a page of it is damaged.
    """
    with pypdfium2.PdfDocument(path) as document:
        for number in numbers:
            page = document[number - 1]
            try:
                width, height = page.get_size()
                scale = min(_DOTS_PER_INCH / 72, _MOST_DOTS / max(width, height))
                image = page.render(scale=scale).to_pil()
            finally:
                page.close()
            data = io.BytesIO()
            image.convert("RGB").save(data, "WEBP", quality=_QUALITY, method=2)
            yield number, Picture((round(width, 1), round(height, 1)), data.getvalue())
