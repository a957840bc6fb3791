"""A dataset's tables and the gold files, as the mappings that are compared."""

import csv
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import DatasetError
from pipeline.evaluate.agreement import Item
from pipeline.text import file_and_part

TABLES = ("targets", "references", "deadlines", "sections", "findings")


@dataclass(frozen=True, slots=True)
class Dataset:
    """The documents of each source's stem by their part of the file, and of each table the rows of each ``doc_id``."""

    documents: dict[str, dict[int, Item]]
    rows: dict[str, dict[str, list[Item]]]

    def document(self, gold: "Gold") -> Item | None:
        """The document that ``gold`` annotates, None where it is not there."""
        parts = self.documents.get(gold.source, {})
        return parts.get(max(parts, default=0) if gold.part is None else gold.part)


@dataclass(frozen=True, slots=True)
class Gold:
    """One annotated document; ``name`` is its file's stem, ``source`` that of the document it annotates.

    ``part`` counts the documents of one file from 1; None is the last, mostly the only one.
    """

    name: str
    source: str
    content: dict[str, Any]
    part: int | None = None

    def items(self, table: str) -> list[Item]:
        return list(self.content.get(table, ()))

    def optional(self, table: str) -> list[str]:
        """Quotes that are neither right nor false in ``table``; a bare quote counts for every table."""
        entries = self.content.get("optional", ())
        return [
            entry if isinstance(entry, str) else entry["quote"]
            for entry in entries
            if isinstance(entry, str) or entry["table"] == table
        ]


def read_tables(folder: Path) -> Dataset:
    """The tables of a dataset folder; one that is not there is empty.

    Raises:
        DatasetError: where the folder has no documents.csv.
    """
    if not (folder / "documents.csv").is_file():
        raise DatasetError(f"{folder}: no dataset here (documents.csv is missing)")
    rows: dict[str, dict[str, list[Item]]] = {}
    for table in TABLES:
        rows[table] = defaultdict(list)
        for row in _rows(folder / f"{table}.csv"):
            rows[table][row["doc_id"]].append(row)
    documents: dict[str, dict[int, Item]] = {}
    for row in _rows(folder / "documents.csv"):
        source, part = file_and_part(row["source"])
        found = documents.setdefault(Path(source).stem, {})
        if part == 1:
            found.clear()  # another file of that stem
        found[part] = row
    return Dataset(documents, rows)


def read_gold(folder: Path) -> list[Gold]:
    """The gold files of a folder, by name; other JSON is passed over.

    A file is gold of the last document in its source. Gold of those before it stands under ``before``, in order.

    Raises:
        DatasetError: where there is none, or one is not JSON.
    """
    found = []
    for path in sorted(folder.glob("*.json")):
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise DatasetError(f"{path}: {error}") from error
        if isinstance(content, dict) and "source" in content:
            source = Path(content["source"]).stem
            before = enumerate(content.get("before", ()), start=1)
            found += [Gold(f"{path.stem}#{part}", source, item, part) for part, item in before]
            found.append(Gold(path.stem, source, content))
    if not found:
        raise DatasetError(f"{folder}: no gold here (no JSON file with a source)")
    return found


def _rows(path: Path) -> Iterator[dict[str, str]]:
    if not path.exists():
        return
    csv.field_size_limit(1 << 30)
    with path.open(encoding="utf-8-sig", newline="") as lines:
        yield from csv.DictReader(lines)
