"""A dataset folder, with its cascade where there is one, as what a report is made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from pipeline.cascade.graph import Graph, build_graph
from pipeline.cascade.plans import Plan
from pipeline.cascade.reading import load_plans
from pipeline.dataset.arrow import iter_columns
from pipeline.dataset.cascade import read_cascade
from pipeline.dataset.tables import TABLES, records_of
from pipeline.errors import DatasetError
from pipeline.schema import CascadeRow, Failure, Finding, Numeral, Section, Target, Verdict


@dataclass(frozen=True, slots=True)
class Source:
    """What a report is made of, in the order of the tables; ``cascade`` is None where none was made.

    ``numerals`` are the unclassified ones.
    """

    folder: Path
    plans: Mapping[str, Plan]
    sections: Mapping[str, Section]
    targets: Mapping[str, Target]
    cascade: tuple[CascadeRow, ...] | None
    graph: Graph
    numerals: tuple[Numeral, ...]
    findings: tuple[Finding, ...]
    failures: tuple[Failure, ...]


def read_source(folder: Path) -> Source:
    """The dataset in ``folder`` and its cascade.

    Raises:
        DatasetError: no dataset of this version, a table is missing or damaged, or the cascade is not of these tables.
    """
    plans = load_plans(folder)
    source = Source(
        folder=folder,
        plans=plans,
        sections={row.section_id: row for plan in plans.values() for row in plan.sections},
        targets={row.target_id: row for plan in plans.values() for row in plan.targets},
        cascade=read_cascade(folder),
        graph=build_graph(plans),
        numerals=tuple(row for row in _records(folder, "numerals") if row.role == "unclassified"),
        findings=tuple(_records(folder, "findings")),
        failures=tuple(_records(folder, "failures")),
    )
    for row in source.cascade or ():
        _check(row, source)
    return source


def _records(folder: Path, name: str) -> list[Any]:
    table = TABLES[name]
    return [row for columns in iter_columns(folder, table) for row in records_of(table, columns)]


def _check(row: CascadeRow, source: Source) -> None:
    known: tuple[tuple[str, str | None, Any], ...] = (
        ("document", row.upper_doc_id, source.plans),
        ("document", row.lower_doc_id, source.plans),
        ("target", row.upper_target_id, source.targets),
        ("target", row.lower_target_id, source.targets),
        ("verdict", row.verdict, get_args(Verdict)),
    )
    for kind, value, values in known:
        if value is not None and value not in values:
            raise DatasetError(
                f"{source.folder / 'cascade.parquet'}: {row.cascade_id} names the unknown {kind} {value}; "
                "run 'chitieu cascade' again"
            )
