"""Pages per second, from PDF files to rows with boxes, beside pdfplumber's own text; and the memory that they take."""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2

from pipeline import flow, ingest
from pipeline.settings import Settings
from pipeline.text import Raw

# In a process of its own: a peak is never taken back. What the system says in general counts from before it began.
_RUN = """
import re, resource, sys
from pathlib import Path
from pipeline import flow, ingest
from pipeline.settings import Settings
for raw in ingest.read(Path(sys.argv[1]), "bench.pdf", Settings()):
    tables = flow.run(raw)
status = Path("/proc/self/status")
peak = re.search(r"VmHWM:\\s+(\\d+) kB", status.read_text()) if status.exists() else None
print(int(peak[1]) * 1024 if peak else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


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


def measure_pdf_memory(paths: Sequence[Path], pages: int) -> int:
    """The peak of resident memory, in bytes, of a process that makes rows of a PDF of so many pages."""
    with TemporaryDirectory() as folder:
        path = _pdf(paths, pages, Path(folder))
        command = [sys.executable, "-c", _RUN, str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    return int(done.stdout)


def with_and_without_tables(raws: Sequence[Raw]) -> tuple[list[Path], list[Path]]:
    """The PDFs among the files that were read: those with a table, and those of text alone."""
    tabular: list[Path] = []
    plain: list[Path] = []
    for raw in raws:
        if raw.media_type == "application/pdf":
            is_tabular = any(place.role == "table" for place in raw.places)
            (tabular if is_tabular else plain).append(Path(raw.source))
    return tabular, plain


def _pdf(paths: Sequence[Path], pages: int, folder: Path) -> Path:
    target = folder / f"{pages}.pdf"
    written = pypdfium2.PdfDocument.new()
    while len(written) < pages:
        for path in paths:
            with pypdfium2.PdfDocument(path) as source:
                written.import_pages(source, list(range(min(len(source), pages - len(written)))))
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
