"""Our figures are those of the project's scoring script, on any dataset; skipped where the script is not at hand.

But for two things: of a document that is not in the dataset the script takes a null for right, we do not; and findings
are what the script does not know of.
"""

import csv
import importlib.util
import json
import random
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from pipeline.evaluate import evaluate

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared"
pytestmark = pytest.mark.skipif(
    not (SHARED / "score.py").exists(), reason="the scoring script is not at hand"
)

COLUMNS = {
    "documents": ["doc_id", "source", "type", "number", "issued", "issuer", "level", "family", "signer"],
    "targets": [
        *(
            "doc_id",
            "quote",
            "comparator",
            "value",
            "value_high",
            "unit",
            "measure",
            "population",
            "action",
            "per",
        ),
        *("frequency", "direction", "modality", "deadline_end"),
    ],
    "references": ["doc_id", "quote", "type", "number", "date", "issuer"],
    "deadlines": ["doc_id", "quote", "kind", "start_date", "end_date", "recurrence"],
    "sections": ["doc_id", "path", "kind"],
}
RENAMED = {
    "targets": {"deadline_end": "deadline"},
    "deadlines": {"start_date": "start", "end_date": "end"},
}


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", SHARED / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("seed", range(12))
def test_same_figures_on_faulty_datasets(seed: int, script: ModuleType, tmp_path: Path) -> None:
    write_dataset(tmp_path, random.Random(seed))
    ours = json.loads(json.dumps(evaluate(tmp_path, SHARED / "gold").as_json()))
    theirs = json.loads(json.dumps(script.score(tmp_path, SHARED / "gold")))
    del ours["findings"]
    assert ours["absent"] == theirs["absent"]
    for column, nulls in nulls_of(ours["absent"]).items():
        theirs["attributes"][f"documents.{column}"]["right"] -= nulls
    for figures in (ours, theirs):
        for attribute in figures["attributes"].values():
            del attribute["accuracy"]
    assert ours == theirs


def nulls_of(names: list[str]) -> dict[str, int]:
    """In how many of these gold files each column of the document is null."""
    documents = [
        json.loads((SHARED / "gold" / f"{name}.json").read_text(encoding="utf-8"))["document"]
        for name in names
    ]
    return {
        column: sum(not document.get(column) for document in documents)
        for column in COLUMNS["documents"]
        if column not in ("doc_id", "source")
    }


def write_dataset(folder: Path, rng: random.Random) -> None:
    """The gold itself as a dataset, with rows dropped, repeated and spoilt, more of them the larger the draw."""
    rate = rng.choice([0, 0.1, 0.5])
    tables: dict[str, list[dict[str, Any]]] = {name: [] for name in COLUMNS}
    for path in sorted((SHARED / "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        if rng.random() < rate / 3:
            continue
        add_document(tables, path.stem, gold, rng, rate)
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, COLUMNS[name], extrasaction="ignore")
            writer.writeheader()
            writer.writerows(rows)


def add_document(
    tables: dict[str, list[dict[str, Any]]], name: str, gold: dict[str, Any], rng: random.Random, rate: float
) -> None:
    tables["documents"].append(
        spoilt(
            {**gold["document"], "doc_id": name, "source": f"in/{gold['source']}"},
            {"doc_id", "source"},
            rng,
            rate,
        )
    )
    for table in ("targets", "references", "deadlines"):
        items = gold[table] + (gold["conditions"] if table == "targets" and rng.random() < rate else [])
        for item in items:
            row = {column: item.get(RENAMED.get(table, {}).get(column, column)) for column in COLUMNS[table]}
            row |= {
                "doc_id": name,
                "comparator": item.get("comparator", "eq"),
                "unit": item.get("unit", "count"),
            }
            row |= {"measure": "count", "action": item.get("action") or item.get("indicator")}
            for _ in range(rng.choice([1, 1, 1, 2, 3]) if rng.random() < rate else 1):
                if rng.random() > rate / 2:
                    tables[table].append(spoilt(row, {"doc_id"}, rng, rate / 4))
    for path, kind, *_ in gold["sections"]:
        if rng.random() > rate / 2:
            tables["sections"].append(
                spoilt({"doc_id": name, "path": path, "kind": kind}, {"doc_id"}, rng, rate)
            )
            tables["sections"] += [{"doc_id": name, "path": "IX", "kind": "other"}] * (rng.random() < rate)


def spoilt(row: dict[str, Any], keep: set[str], rng: random.Random, rate: float) -> dict[str, Any]:
    return {
        key: value if key in keep or rng.random() > rate else fault(key, value, rng)
        for key, value in row.items()
    }


def fault(key: str, value: Any, rng: random.Random) -> Any:
    if key in ("value", "value_high"):
        return rng.choice([float(value) + 1, float(value) * 1.0001, ""]) if value else rng.choice([0, 7])
    text = str(value or "")
    words = text.split()
    return rng.choice(["", "period", text.upper(), " ".join(words[: len(words) // 2]), " ".join(words[1:])])
