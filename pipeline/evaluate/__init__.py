"""Precision, recall and F1 of a dataset against gold.

An item is right when its values are the gold's (numbers, units, comparators, dates; the number of a citation) and its
quote overlaps the gold's; the attributes are judged on the items that are right. Of sections the numbered ones are
compared by path; a part with a Roman number that gold does not have is false. Findings: see ``findings``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.errors import DatasetError
from pipeline.evaluate.agreement import ATTRIBUTES, DOCUMENT_COLUMNS, SAME, Item, document_agrees
from pipeline.evaluate.findings import expected, score
from pipeline.evaluate.pairing import Pairing, conditions_taken, pair
from pipeline.evaluate.read import TABLES, Dataset, Gold, read_gold, read_tables
from pipeline.evaluate.report import Fault, Report, Score, Tally, render

__all__ = ["Fault", "Report", "Score", "Tally", "evaluate", "render"]
_ROMAN = re.compile(r"[IVX]+")


@dataclass(slots=True)
class _Count:
    """What is added up over the documents."""

    tables: dict[str, Score] = field(default_factory=lambda: dict.fromkeys(TABLES, Score()))
    attributes: dict[str, Tally] = field(default_factory=dict)
    conditions: Tally = field(default_factory=Tally)
    faults: list[Fault] = field(default_factory=list)

    def judge(self, name: str, right: bool, fault: Fault) -> None:
        self.attributes[name] = self.attributes.get(name, Tally()) + Tally(int(right), 1)
        if not right:
            self.faults.append(fault)


def evaluate(dataset_dir: Path | str, gold_dir: Path | str) -> Report:
    """Compare a dataset folder with a folder of gold files.

    A document is found by the stem of its source, and by its part where the file holds several. Raises DatasetError
    where either folder holds nothing to compare, or none of the gold's documents is in the dataset.
    """
    dataset, golds = read_tables(Path(dataset_dir)), read_gold(Path(gold_dir))
    documents = {gold.name: dataset.document(gold) for gold in golds}
    if not any(documents.values()):
        raise DatasetError(f"none of the gold documents is in {dataset_dir}")
    count = _Count()
    for gold in golds:
        document = documents[gold.name] or {}
        for table in SAME:
            _count_table(count, table, gold, _rows(dataset, table, document))
        _count_sections(count, gold, _rows(dataset, "sections", document))
        _count_document(count, gold, document)
        _count_findings(count, gold, _rows(dataset, "findings", document))
    return Report(
        tables=count.tables,
        attributes=dict(sorted(count.attributes.items())),
        conditions=count.conditions,
        absent=tuple(name for name, document in documents.items() if document is None),
        faults=tuple(count.faults),
    )


def _rows(dataset: Dataset, table: str, document: Item) -> list[Item]:
    """The rows of a document that are compared: targets without a number are not."""
    rows = dataset.rows[table].get(document.get("doc_id", ""), [])
    return [row for row in rows if table != "targets" or row.get("measure") != "qualitative"]


def _count_table(count: _Count, table: str, gold: Gold, rows: list[Item]) -> None:
    pairing = pair(table, gold.items(table), rows, gold.optional(table))
    count.tables[table] += Score(len(pairing.pairs), len(pairing.missed), len(pairing.false))
    for name, test in ATTRIBUTES[table].items():
        for wanted, found in pairing.pairs:
            right = test(wanted, found)
            if right is not None:
                fault = Fault(gold.name, table, name, found["quote"], *_values(name, wanted, found))
                count.judge(f"{table}.{name}", right, fault)
    count.faults.extend(_strays(gold.name, table, pairing))
    if table == "targets":
        conditions = gold.items("conditions")
        count.conditions += Tally(conditions_taken(conditions, pairing.false), len(conditions))


def _values(name: str, wanted: Item, found: Item) -> tuple[Any, Any]:
    """What gold and the row hold for an attribute, under the keys that each has it."""
    return wanted.get(name, wanted.get("indicator")), found.get(name, found.get("deadline_end"))


def _strays(document: str, table: str, pairing: Pairing) -> Iterator[Fault]:
    yield from (Fault(document, table, "MISSED", item["quote"]) for item in pairing.missed)
    yield from (Fault(document, table, "FALSE", row["quote"]) for row in pairing.false)


def _count_sections(count: _Count, gold: Gold, rows: list[Item]) -> None:
    """Compare by path; of rows with one path (a repeated marker) each is compared once, in order."""
    wanted = [(section[0], section[1]) for section in gold.content.get("sections", ()) if section[0]]
    left = [(row.get("path") or "", row.get("kind")) for row in rows]
    for path, kind in wanted:
        at = next((index for index, (other, _) in enumerate(left) if other == path), None)
        count.tables["sections"] += Score(int(at is not None), int(at is None))
        if at is None:
            count.faults.append(Fault(gold.name, "sections", "MISSED", path))
            continue
        found = left.pop(at)[1]
        count.judge("sections.kind", found == kind, Fault(gold.name, "sections", "kind", path, kind, found))
    if wanted:
        extra = [path for path, _ in left if _ROMAN.fullmatch(path)]
        count.tables["sections"] += Score(false=len(extra))
        count.faults.extend(Fault(gold.name, "sections", "FALSE", path) for path in extra)


def _count_findings(count: _Count, gold: Gold, rows: list[Item]) -> None:
    """Of gold that says which faults the document has; an empty list says that it has none."""
    if "findings" in gold.content:
        found, faults = score(gold.name, expected(gold.content["findings"]), rows)
        count.tables["findings"] += found
        count.faults.extend(faults)


def _count_document(count: _Count, gold: Gold, document: Item) -> None:
    """Judge the columns of the documents table; of a document that is not there none is right, a null neither."""
    for column in DOCUMENT_COLUMNS:
        wanted, found = gold.content["document"].get(column), document.get(column)
        right = bool(document) and document_agrees(column, wanted, found)
        fault = Fault(gold.name, "documents", column, None, wanted, found)
        count.judge(f"documents.{column}", right, fault)
