"""Pictures of the pages that shown rows stand on, for the documents that were read from PDF files."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from pipeline.progress import show_count
from pipeline.report.drawing import Drawer, DrawingError, Picture
from pipeline.report.reading import Source
from pipeline.report.sources import source_file
from pipeline.schema import Document, Row

# All pictures of one report together, in bytes before base64: some 300 pages, and a file that a mail still takes.
MOST_BYTES = 25_000_000

Reason = Literal["not_pdf", "moved", "changed", "damaged"]


@dataclass(slots=True)
class Pictures:
    """All pictures; by document and page which one it is; why a document has none; what there was no room for."""

    drawn: list[Picture] = field(default_factory=list)
    pages: defaultdict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    reasons: dict[str, Reason] = field(default_factory=dict)
    left_out: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, doc_id: str, number: int, picture: Picture) -> None:
        self.pages[doc_id][number] = len(self.drawn)
        self.drawn.append(picture)


def draw_pages(source: Source, most_bytes: int = MOST_BYTES) -> Pictures:
    """The pages of ``source`` that a target, a finding or an unclassified number stands on, each once.

    Pages with targets come first; once they take ``most_bytes``, all others are left out.
    """
    found = Pictures()
    files: dict[str, Path | None] = {}
    room = most_bytes
    wanted = _wanted(source)
    with Drawer() as drawer:
        for done, (doc_id, number) in enumerate(wanted, 1):
            show_count(done, len(wanted))
            if doc_id not in files:
                files[doc_id] = _pdf(source.plans[doc_id].document, source.folder, found.reasons)
            path = files[doc_id]
            if path is None or number is None:
                continue
            if room <= 0:
                found.left_out[doc_id].append(number)
                continue
            try:
                picture = drawer.draw(path, number)
            except DrawingError:
                found.reasons[doc_id], files[doc_id] = "damaged", None
                continue
            room -= len(picture.webp)
            found.add(doc_id, number, picture)
    return found


def _wanted(source: Source) -> list[tuple[str, int | None]]:
    """Documents and pages, each once; a row without a page asks why its document has no pictures."""
    rows: Iterable[Row] = (*source.targets.values(), *source.findings, *source.numerals)
    return list(dict.fromkeys((row.doc_id, row.page) for row in rows))


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
