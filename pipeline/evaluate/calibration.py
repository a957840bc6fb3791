"""Whether ``confidence`` is borne out: of the rows that say 0.9, nine in ten should be right."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from pathlib import Path

from pipeline.evaluate.pairing import pair
from pipeline.evaluate.read import read_gold, read_tables

_BINS = 10
_Z = 1.96  # of a 95% interval


@dataclass(frozen=True, slots=True)
class Judged:
    """One row, what it says of its own confidence, and whether gold has it."""

    document: str
    quote: str
    rule: str
    confidence: float
    right: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """The rows of one tenth of the scale: mean confidence, share that is right with its 95% interval (Wilson)."""

    confidence: float
    right: float
    low: float
    high: float
    count: int


def judge_rows(dataset_dir: Path | str, gold_dir: Path | str, table: str = "targets") -> list[Judged]:
    """The rows of a table that are right or false by gold; what gold leaves open is passed over.

    Raises:
        DatasetError: either folder holds nothing to compare.
    """
    dataset = read_tables(Path(dataset_dir))
    found = []
    for gold in read_gold(Path(gold_dir)):
        doc_id = (dataset.document(gold) or {}).get("doc_id", "")
        rows = [row for row in dataset.rows[table].get(doc_id, []) if row.get("measure") != "qualitative"]
        pairing = pair(table, gold.items(table), rows, gold.optional(table))
        judged = [(row, True) for _, row in pairing.pairs] + [(row, False) for row in pairing.false]
        found += [
            Judged(gold.name, row["quote"], row["rule"], float(row["confidence"]), right)
            for row, right in judged
        ]
    return found


def bins(rows: Sequence[Judged]) -> list[Bin]:
    """The rows by tenths of confidence, empty tenths left out."""
    tenths: dict[int, list[Judged]] = {}
    for row in rows:
        tenths.setdefault(min(int(row.confidence * _BINS), _BINS - 1), []).append(row)
    return [_bin(tenths[number]) for number in sorted(tenths)]


def expected_calibration_error(rows: Sequence[Judged]) -> float | None:
    """Mean distance of confidence from the share that is right, over ten bins by their rows; None without rows."""
    if not rows:
        return None
    return sum(each.count * abs(each.confidence - each.right) for each in bins(rows)) / len(rows)


def _bin(rows: Sequence[Judged]) -> Bin:
    count = len(rows)
    share = sum(row.right for row in rows) / count
    centre = (share + _Z**2 / (2 * count)) / (1 + _Z**2 / count)
    half = _Z / (1 + _Z**2 / count) * sqrt(share * (1 - share) / count + _Z**2 / (4 * count**2))
    mean = sum(row.confidence for row in rows) / count
    return Bin(
        mean, share, min(centre - half, share), max(centre + half, share), count
    )  # ends meet at 0 and 1
