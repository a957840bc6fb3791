"""`python -m pipeline.evaluate.scans [FOLDER]`: what recognition makes of scans whose text is known, as a small table.

FOLDER is what ``corpus/scan.py`` wrote; without one the scans are made first. Numbers and targets are those that the
whole pipeline finds. rapidfuzz, which counts the letters, is one of the developer's packages.
"""

import csv
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from subprocess import run
from time import perf_counter

from rapidfuzz.distance import LCSseq, Levenshtein

from pipeline.batch import extract_files
from pipeline.dataset.package import read_text
from pipeline.evaluate import evaluate
from pipeline.ingest import tesseract
from pipeline.settings import Settings
from pipeline.text import file_and_part

_MAKER = Path("corpus/scan.py")
_GOLD = Path("corpus/gold")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a dataset says of one document: its text on one line, and its numbers, both without page furniture."""

    text: str
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScanScore:
    """One document, or several: letters and numbers of its text, how many of them the scan got wrong."""

    name: str
    letters: int
    wrong_letters: int
    numbers: int
    lost_numbers: int

    @property
    def character_error(self) -> float:
        return self.wrong_letters / max(self.letters, 1)

    @property
    def numbers_right(self) -> float:
        return 1 - self.lost_numbers / max(self.numbers, 1)


def main(arguments: Sequence[str]) -> int:
    if (missing := tesseract.missing()) is not None:
        print(f"scans are not measured: {missing}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(arguments[0]) if arguments else Path(scratch) / "scans"
        if not arguments:
            run([sys.executable, str(_MAKER), str(folder)], check=True, stdout=sys.stderr)
        print("\n".join(measure_scans(folder, Path(scratch))))
    return 0


def measure_scans(folder: Path, scratch: Path) -> Iterator[str]:
    """The lines of the table; datasets are written below ``scratch``."""
    scans, texts = scratch / "from-scans", scratch / "from-texts"
    extract_files(sorted((folder / "text").glob("*.pdf")), texts, Settings())
    started = perf_counter()
    extract_files(sorted(folder.glob("*.pdf")), scans, Settings())
    seconds = perf_counter() - started
    scores = [_score(name, text, scan) for name, text, scan in _pairs(texts, scans)]
    total = ScanScore(
        "together",
        sum(score.letters for score in scores),
        sum(score.wrong_letters for score in scores),
        sum(score.numbers for score in scores),
        sum(score.lost_numbers for score in scores),
    )
    yield f"{'scans at 200 dpi':48}{'character error':>16}{'numbers right':>16}"
    for score in (*scores, total):
        yield f"{score.name:48}{score.character_error:16.2%}{score.numbers_right:16.2%}"
    yield from _target_lines(texts, scans)
    yield f"{'pages per minute':48}{60 * _pages(scans) / seconds:16.0f}"


def _target_lines(texts: Path, scans: Path) -> Iterator[str]:
    from_text, from_scan = (
        evaluate(dataset, _GOLD).tables["targets"].f1 or 0.0 for dataset in (texts, scans)
    )
    yield f"{'targets F1 from text, from scan':48}{from_text:16.3f}{from_scan:16.3f}"
    yield f"{'targets F1 from scan, share of that from text':48}{from_scan / (from_text or 1):16.3f}"


def _score(name: str, text: Reading, scan: Reading) -> ScanScore:
    return ScanScore(
        name,
        len(text.text),
        Levenshtein.distance(text.text, scan.text),
        len(text.numbers),
        len(text.numbers) - LCSseq.similarity(text.numbers, scan.numbers),
    )


def _pairs(texts: Path, scans: Path) -> Iterator[tuple[str, Reading, Reading]]:
    """Name, reading of the text and reading of the scan of each document; nothing is read of a scan that failed."""
    read = dict(_readings(scans))
    for name, reading in _readings(texts):
        yield name, reading, read.get(name, Reading("", ()))


def _readings(dataset: Path) -> Iterator[tuple[str, Reading]]:
    numerals: dict[str, list[dict[str, str]]] = {}
    for row in _rows(dataset, "numerals"):
        numerals.setdefault(row["doc_id"], []).append(row)
    parts: dict[str, list[Reading]] = {}
    for document in _rows(dataset, "documents"):
        name = Path(file_and_part(document["source"])[0]).stem
        found = numerals.get(document["doc_id"], [])
        parts.setdefault(name, []).append(_reading(read_text(dataset, document["doc_id"]), found))
    for name, readings in parts.items():
        yield (
            name,
            Reading(
                " ".join(reading.text for reading in readings),
                tuple(number for reading in readings for number in reading.numbers),
            ),
        )


def _reading(text: str, numerals: Sequence[dict[str, str]]) -> Reading:
    kept, at = [], 0
    for row in numerals:
        if row["role"] == "page_furniture":
            kept.append(text[at : int(row["start"])])
            at = int(row["end"])
    body = " ".join("".join([*kept, text[at:]]).split())
    return Reading(body, tuple(row["quote"] for row in numerals if row["role"] != "page_furniture"))


def _pages(dataset: Path) -> int:
    return sum(int(document["pages"] or 0) for document in _rows(dataset, "documents"))


def _rows(dataset: Path, table: str) -> Iterator[dict[str, str]]:
    with (dataset / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
