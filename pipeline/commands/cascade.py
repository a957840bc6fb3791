"""``chitieu cascade``: every pair of plans in a dataset, as one graph and one table."""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.cascade.plans import Plan
from pipeline.cascade.reading import UnknownPlanError, load_plans
from pipeline.cascade.run import Cascade, aligner, cascade, follow
from pipeline.cascade.units import UnitCount, read_units
from pipeline.commands.screen import as_json, counts, name, print_counts, print_json, print_row
from pipeline.dataset.cascade import write_cascade


def run(args: argparse.Namespace) -> int:
    """Judge all pairs, write the table into the dataset, and tell what there is; or follow one target down."""
    plans, found = judge_dataset(args.dataset, args.units)
    targets = {row.target_id: row for plan in plans.values() for row in plan.targets}
    if args.target and args.target not in targets:
        raise UnknownPlanError(f"{args.target}: no such target in {args.dataset}")
    write_cascade(args.dataset, found.rows)
    if args.target:
        chain = follow(args.target, found.rows)
        if args.json:
            print_json([{"depth": depth} | as_json(row) for depth, row in chain])
            return 0
        print(targets[args.target].statement)
        for depth, row in chain:
            print(f"{'  ' * depth}{name(plans[row.lower_doc_id].document)}")
            print_row(row, "  " * (depth + 1))
    elif args.json:
        print_json(_as_json(found, plans))
    else:
        _show(found, plans)
        print(f"{args.dataset}: cascade.csv and cascade.parquet written")
    return 0


def judge_dataset(folder: Path, units_file: Path | None) -> tuple[dict[str, Plan], Cascade]:
    """The plans of a dataset and the cascade among them."""
    units: Sequence[UnitCount] = read_units(units_file) if units_file else ()
    plans = load_plans(folder)
    return plans, cascade(plans, units, aligner(plans.values()))


def _show(found: Cascade, plans: Mapping[str, Plan]) -> None:
    graph = found.graph
    for edge in graph.edges:
        rows = [
            row
            for row in found.rows
            if (row.upper_doc_id, row.lower_doc_id) == (edge.upper_id, edge.lower_id)
        ]
        print(f"{name(plans[edge.upper_id].document)} → {name(plans[edge.lower_id].document)}: ", end="")
        print_counts(rows)
    for key, absent in graph.unavailable.items():
        print(f"{name(plans[key].document)}: not at hand: {', '.join(row.number or '' for row in absent)}")
    for key in graph.orphans:
        print(f"{name(plans[key].document)}: cites no upper plan")
    for key, likely in graph.suggestions.items():
        names = "; ".join(f"{name(plans[one.upper_id].document)} ({one.upper_id})" for one in likely)
        print(f"{name(plans[key].document)}: likely upper plans, not compared: {names}")


def _as_json(found: Cascade, plans: Mapping[str, Plan]) -> dict[str, Any]:
    graph = found.graph
    return {
        "plans": {key: name(plan.document) for key, plan in plans.items()},
        "edges": [
            {"upper": edge.upper_id, "lower": edge.lower_id, "basis": edge.basis} for edge in graph.edges
        ],
        "unavailable": {key: [row.number for row in rows] for key, rows in graph.unavailable.items()},
        "orphans": list(graph.orphans),
        "suggestions": {
            key: [{"upper": one.upper_id, "score": one.score, "reasons": list(one.reasons)} for one in likely]
            for key, likely in graph.suggestions.items()
        },
        "verdicts": counts(found.rows),
        "rows": [as_json(row) for row in found.rows],
    }
