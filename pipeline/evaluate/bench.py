"""`python -m pipeline.evaluate.bench [PATH…]`: speed and memory over the directives in PATH, as small tables.

Without a PATH, over corpus/directives; alignment over targets made up of the corpus's, pages of tables are those of
corpus/tables. dateparser, which is measured beside us, is one of the developer's packages.
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pipeline.errors import UnreadableFileError
from pipeline.evaluate.alignment_speed import AlignmentSpeed, measure_alignment
from pipeline.evaluate.memory import Peak, measure_memory
from pipeline.evaluate.pdf_speed import measure_pdf_memory, measure_pdf_speed, with_and_without_tables
from pipeline.ingest import read, walk
from pipeline.settings import Settings
from pipeline.text import Raw

_FEW, _MANY = 200, 2_000
_TARGETS = 5_000
_PAGES = 60
_PAGE_COUNTS = (10, 100, 500)


def main(arguments: Sequence[str]) -> int:
    raws = list(_read_all([Path(name) for name in arguments or ["corpus/directives"]]))
    if not raws:
        print("no readable document", file=sys.stderr)
        return 2
    # Memory first: a process starts with the size of the one that starts it, and speed loads much.
    few, many = (measure_memory([raw.text for raw in raws], documents) for documents in (_FEW, _MANY))
    pdf = list(_pdf_lines(raws))
    aligned = measure_alignment(Path("corpus"), _TARGETS)
    print(
        "\n".join(
            [*_speed_lines(raws), "", *_memory_lines(few, many), "", *pdf, "", *_alignment_lines(aligned)]
        )
    )
    return 0


def _read_all(paths: Sequence[Path]) -> Iterator[Raw]:
    for path in walk(paths):
        try:
            if isinstance(path, UnreadableFileError):
                raise path
            yield from read(path, str(path), Settings())
        except UnreadableFileError as error:
            print(error, file=sys.stderr)


def _speed_lines(raws: Sequence[Raw]) -> Iterator[str]:
    from pipeline.evaluate.speed import measure_speed  # noqa: PLC0415  see main: after memory

    size = sum(len(raw.text.encode()) for raw in raws)
    texts = f"per core, {len(raws)} documents, {size / 1e3:,.0f} KB"
    yield f"{texts:38}{'KB/s':>8}{'times underthesea':>19}"
    for speed in measure_speed(raws):
        yield f"{speed.name:38}{speed.bytes_per_second / 1e3:8,.0f}{speed.ratio:19.1f}"


def _memory_lines(few: Peak, many: Peak) -> Iterator[str]:
    yield f"{'peak memory, MB':38}{few.documents:8,}{many.documents:12,}  documents"
    for name, low, high in (
        ("the process that runs", few.main, many.main),
        ("its largest worker", few.worker, many.worker),
    ):
        yield f"{name:38}{low / 1e6:8,.0f}{high / 1e6:12,.0f}  {(high - low) / 1e6:+,.0f}"


def _pdf_lines(raws: Sequence[Raw]) -> Iterator[str]:
    tabular, plain = with_and_without_tables(raws)
    yield f"{'PDF to rows with boxes':38}{'pages/s':>8}{'pdfplumber':>12}{'times':>8}"
    tables = sorted(Path("corpus/tables").rglob("*.pdf"))
    for name, paths in (("text alone", plain), ("with ruled tables", tabular), ("little but tables", tables)):
        if paths:
            speed = measure_pdf_speed(paths, _PAGES)
            own, plumber = speed.pages_per_second, speed.plumber_pages_per_second
            yield f"{name + f', {_PAGES} pages':38}{own:8,.0f}{plumber:12,.0f}{speed.ratio:8.1f}"
    if plain:
        yield f"{'peak memory of chitieu extract, MB':38}{_row(_PAGE_COUNTS)}  pages"
    for name, bundled in (("a bundle", True), ("one document", False)) if plain else ():
        peaks = [measure_pdf_memory(plain, pages, bundled=bundled) for pages in _PAGE_COUNTS]
        yield f"{name + ': the process that runs':38}{_row(peak.main / 1e6 for peak in peaks)}"
        yield f"{name + ': its worker':38}{_row(peak.worker / 1e6 for peak in peaks)}"


def _row(figures: Iterable[float]) -> str:
    return "".join(f"{figure:8,.0f}" for figure in figures)


def _alignment_lines(speed: AlignmentSpeed) -> Iterator[str]:
    yield f"{speed.targets:,} upper and {speed.targets:,} lower targets"
    yield f"{'scikit-learn fits TF-IDF, s':38}{speed.fit_seconds:8.2f}"
    yield f"{'they are aligned, s':38}{speed.seconds:8.2f}{speed.ratio:12.1f}  times"
    yield f"{'peak memory, MB':38}{speed.peak / 1e6:8,.0f}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
