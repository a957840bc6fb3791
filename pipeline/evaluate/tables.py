"""How well the targets in tables are read, per format: ``python -m pipeline.evaluate.tables [FOLDER]``.

The folder (``corpus/tables``) holds the same directives as .docx, .xlsx, .html and .pdf in ``files``, and one truth
for all four formats in ``gold``. A target is right where its amount, whom it is assigned to and by when are those of
the truth, and the words of its action agree for the better part.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pipeline import ingest
from pipeline.evaluate.likeness import number, same_number, word_f1
from pipeline.evaluate.report import Score
from pipeline.flow import run
from pipeline.schema import Target
from pipeline.settings import Settings

FORMATS = ("docx", "xlsx", "html", "pdf")
_FOLDER = Path("corpus/tables")
_AGREEING = 0.5


def score(folder: Path, suffix: str) -> Iterator[tuple[str, Score, list[str]]]:
    """For each directive its name, how many targets are right, missed and false, and a line for each fault."""
    for path in sorted((folder / "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))["targets"]
        file = folder / "files" / f"{path.stem}.{suffix}"
        rows = [
            row
            for raw in ingest.read(file, file.name, Settings())
            for row in run(raw).targets
            if row.measure != "qualitative"
        ]
        yield path.stem, *_compare(gold, rows)


def _compare(gold: Sequence[dict[str, Any]], rows: Sequence[Target]) -> tuple[Score, list[str]]:
    left = list(rows)
    missed = []
    for wanted in gold:
        alike = [row for row in left if _is_right(wanted, row)]
        if alike:
            left.remove(max(alike, key=lambda row: word_f1(wanted["action"], row.action or "")))
        else:
            missed.append(wanted)
    faults = [
        f"MISSED {item['quote']} | {item['actor']} | {item['action']} | {item['deadline']}" for item in missed
    ]
    faults += [
        f"FALSE {row.quote} | {row.actor} | {row.action} | {row.deadline_end} | {row.unit} {row.value} {row.comparator}"
        for row in left
    ]
    return Score(len(gold) - len(missed), len(missed), len(left)), faults


def _is_right(gold: dict[str, Any], row: Target) -> bool:
    return (
        same_number(number(gold["value"]), row.value)
        and (gold["unit"], gold["comparator"]) == (row.unit, row.comparator)
        and (gold["actor"] or "").lower() == (row.actor or "").lower()
        and gold["deadline"] == (row.deadline_end.isoformat() if row.deadline_end else None)
        and word_f1(gold["action"], row.action or "") >= _AGREEING
    )


def main(arguments: Sequence[str]) -> None:
    folder = Path(next((item for item in arguments if not item.startswith("-")), _FOLDER))
    for suffix in FORMATS:
        total = Score()
        for name, found, faults in score(folder, suffix):
            total += found
            print(f"  {suffix:5} {name:34} {found.right} right, {found.missed} missed, {found.false} false")
            if "--show" in arguments:
                print(*(f"      {fault}" for fault in faults), sep="\n")
        print(f"{suffix:5} P {total.precision:.3f}  R {total.recall:.3f}  F1 {total.f1:.3f}")


if __name__ == "__main__":
    main(sys.argv[1:])
