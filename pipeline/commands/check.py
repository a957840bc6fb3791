"""``chitieu check``: the compliance check for a script. Exit code 0: all hold, 1: some do not."""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.cascade.check import Checked, check, junit
from pipeline.cascade.policy import Policy, read_policy, unknown_issuers, verdicts_of
from pipeline.cascade.reading import load_plans
from pipeline.commands.cascade import judge_dataset
from pipeline.commands.screen import as_json, print_counts, print_json, print_rows, tell
from pipeline.dataset.cascade import read_cascade
from pipeline.errors import DatasetError
from pipeline.schema import CascadeRow, Document


def run(args: argparse.Namespace) -> int:
    """Check the dataset's cascade; where none was made, or unit counts are given, the plans are judged on the spot."""
    policy = read_policy(args.policy) if args.policy else Policy()
    if args.fail_on is not None:
        policy = replace(policy, fail_on=verdicts_of(args.fail_on))
    rows, documents = _rows(args.dataset, args.units)
    for issuer in unknown_issuers(policy, documents.values()):
        tell(f"{args.policy}: warning: no document of {args.dataset} is issued by {issuer!r}")
    checked = check(rows, documents, policy)
    if args.junit:
        _write(args.junit, junit(rows, documents, checked))
    if args.json:
        print_json(_as_json(checked))
    else:
        _show(checked, documents)
    if not any(row.upper_doc_id for row in rows):
        tell(f"{args.dataset}: no plan cites an upper plan that is at hand; nothing was compared")
    return 0 if checked.passed else 1


def _rows(folder: Path, units: Path | None) -> tuple[Sequence[CascadeRow], Mapping[str, Document]]:
    rows = None if units else read_cascade(folder)
    if rows is None:
        plans, found = judge_dataset(folder, units)
        return found.rows, {key: plan.document for key, plan in plans.items()}
    documents = {key: plan.document for key, plan in load_plans(folder).items()}
    for row in rows:
        for key in (row.upper_doc_id, row.lower_doc_id):
            if key is not None and key not in documents:
                raise DatasetError(
                    f"{folder}: cascade names the unknown document {key}; run 'chitieu cascade' again"
                )
    return rows, documents


def _show(checked: Checked, documents: Mapping[str, Document]) -> None:
    print_rows(checked.failed, documents)
    if checked.failed:
        print()
    print(f"{len(checked.failed)} fail; {len(checked.allowed)} allowed by the policy; for review: ", end="")
    print_counts(checked.review) if checked.review else print("none")


def _as_json(checked: Checked) -> dict[str, object]:
    return {
        "passed": checked.passed,
        "failed": [as_json(row) for row in checked.failed],
        "review": [as_json(row) for row in checked.review],
        "allowed": [as_json(row) for row in checked.allowed],
    }


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise DatasetError(f"{path}: cannot be written ({error.strerror or error})") from error
