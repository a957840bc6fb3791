"""Pages per second, from PDF files to rows with boxes, beside pdfplumber's own text; and the memory that they take."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2

from pipeline import flow, ingest
from pipeline.evaluate.memory import Peak, peak_of
from pipeline.settings import Settings
from pipeline.text import Raw


@dataclass(frozen=True, slots=True)
class PdfSpeed:
    """Medians over the rounds: pages per second of processor time, and how many times pdfplumber's."""

    pages: int
    pages_per_second: float
    plumber_pages_per_second: float
    ratio: float


def measure_pdf_speed(paths: Sequence[Path], pages: int, rounds: int = 3) -> PdfSpeed:
    """Read a PDF of so many pages, those of ``paths`` over and over, by both in turn.

    A slow minute of the machine hits both of them; a first round, on one page, warms caches and does not count.
    """
    with TemporaryDirectory() as folder:
        small, large = _pdf(paths, 1, Path(folder)), _pdf(paths, pages, Path(folder))
        times: list[tuple[float, float]] = []
        for path in (small, *[large] * rounds):
            times.append((_seconds(_rows, path), _seconds(_plumber_text, path)))
    own, others = zip(*times[1:], strict=True)
    ratio = statistics.median(other / mine for mine, other in times[1:])
    return PdfSpeed(pages, pages / statistics.median(own), pages / statistics.median(others), ratio)


def measure_pdf_memory(paths: Sequence[Path], pages: int, *, bundled: bool) -> Peak:
    """Extract a PDF of so many pages: the files of ``paths`` over and over, or, not ``bundled``, one long document."""
    with TemporaryDirectory() as folder:
        return peak_of(_pdf(paths, pages, Path(folder), bundled=bundled))


def with_and_without_tables(raws: Sequence[Raw]) -> tuple[list[Path], list[Path]]:
    """The PDFs among the files that were read: those with a table, and those of text alone."""
    tabular: list[Path] = []
    plain: list[Path] = []
    for raw in raws:
        if raw.media_type == "application/pdf":
            is_tabular = any(place.role == "table" for place in raw.places)
            (tabular if is_tabular else plain).append(Path(raw.source))
    return tabular, plain


def _pdf(paths: Sequence[Path], pages: int, folder: Path, *, bundled: bool = True) -> Path:
    """The pages of ``paths`` over and over; not ``bundled``, without the heads that begin a document again."""
    target = folder / f"{pages}.pdf"
    written = pypdfium2.PdfDocument.new()
    for path in cycle(paths):
        with pypdfium2.PdfDocument(path) as source:
            first = 0 if bundled or not len(written) else min(1, len(source) - 1)
            if taken := list(range(len(source)))[first : first + pages - len(written)]:
                written.import_pages(source, taken)
        if len(written) == pages:
            break
    written.save(target)
    written.close()
    return target


def _rows(path: Path) -> object:
    return [flow.run(raw) for raw in ingest.read(path, path.name, Settings())]


def _plumber_text(path: Path) -> object:
    import pdfplumber  # noqa: PLC0415 - nothing else here needs its reader

    with pdfplumber.open(path) as document:
        texts = []
        for page in document.pages:
            texts.append(page.extract_text())
            page.close()
        return texts


def _seconds(read: Callable[[Path], object], path: Path) -> float:
    start = time.process_time()
    read(path)
    return time.process_time() - start
