"""The corpus's plans with the targets that a person found in them, for measuring the judgement alone."""

import json
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from pipeline import flow, ingest
from pipeline.cascade.plans import Aligned, Plan
from pipeline.schema import Document, Target
from pipeline.settings import Settings

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
_COLUMNS = (
    *(
        "quote",
        "statement",
        "action",
        "population",
        "condition",
        "per",
        "measure",
        "comparator",
        "value",
        "value_high",
    ),
    *("unit", "unit_text", "direction", "frequency", "change", "baseline", "modality", "actor"),
)


def gold_pairs() -> list[dict[str, Any]]:
    """The pairs of plans of ``cascade.json``."""
    content: dict[str, Any] = json.loads((CORPUS / "gold" / "cascade.json").read_text(encoding="utf-8"))
    return list(content["pairs"])


@cache
def gold_plan(name: str) -> Plan:
    """The plan of ``gold/NAME`` with its text, sections, references and deadlines as the pipeline reads them."""
    gold = json.loads((CORPUS / "gold" / name).read_text(encoding="utf-8"))
    path = CORPUS / "directives" / gold["source"]
    (raw,) = ingest.read(path, path.name, Settings())
    read = flow.run(raw)
    targets = tuple(_targets(name, gold["targets"], read.text))
    return Plan(
        document=_document(read.document, gold["document"]),
        text=read.text,
        sections=read.sections,
        targets=targets,
        references=read.references,
        deadlines=read.deadlines,
    )


def _document(read: Document, gold: dict[str, Any]) -> Document:
    start, end = (date.fromisoformat(day) if day else None for day in gold["period"])
    return replace(
        read,
        number=gold["number"],
        issuer=gold["issuer"],
        level=gold["level"],
        family=gold["family"],
        period_start=start,
        period_end=end,
    )


def _targets(name: str, items: list[dict[str, Any]], text: str) -> Iterator[Target]:
    flat = " ".join(text.split())
    for number, item in enumerate(items, 1):
        where = flat.find(" ".join(item["statement"].split()))
        at = text.find(item["quote"], where if where >= 0 else 0)
        yield Target(
            doc_id=name,
            start=at if at >= 0 else None,
            end=at + len(item["quote"]) if at >= 0 else None,
            rule="gold",
            target_id=f"{name}#t{number}",
            deadline_start=_day(item.get("deadline_start")),
            deadline_end=_day(item.get("deadline")),
            **{column: item[column] for column in _COLUMNS if item.get(column) is not None},
        )


def _day(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None


def gold_alignment(pair: dict[str, Any], upper: Plan, lower: Plan) -> tuple[Aligned, ...]:
    """The pairs of targets that a person laid side by side."""
    above = {row.target_id: row for row in upper.targets}
    below = {row.target_id: row for row in lower.targets}
    links = [(row["upper"], row["lower"]) for row in pair["targets"] if row["upper"] and row["lower"]]
    return tuple(Aligned(above[one], below[other], 1.0, 1.0) for one, other in dict.fromkeys(links))
