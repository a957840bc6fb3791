"""The plans of a dataset folder, and how a user names one of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pipeline.cascade.issued import meant
from pipeline.cascade.plans import Plan
from pipeline.dataset.arrow import iter_columns
from pipeline.dataset.lookup import documents_numbered
from pipeline.dataset.package import check_package, read_text
from pipeline.dataset.tables import TABLES, records_of
from pipeline.errors import ChitieuError

_OF_PLANS = ("sections", "targets", "references", "deadlines")


class UnknownPlanError(ChitieuError):
    """A name that no document bears, or more than one."""


def load_plans(folder: Path) -> dict[str, Plan]:
    """The plans of a dataset by their ``doc_id``, in the order of its table of documents.

    Raises:
        DatasetError: no dataset, one of another format, or a table or a text is missing or damaged.
    """
    check_package(folder)
    rows = {name: _by_document(folder, name) for name in _OF_PLANS}
    return {
        document.doc_id: Plan(
            document=document,
            text=read_text(folder, document.doc_id),
            **{name: tuple(rows[name][document.doc_id]) for name in _OF_PLANS},
        )
        for document in _records(folder, "documents")
    }


def _by_document(folder: Path, name: str) -> Mapping[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for row in _records(folder, name):
        found[row.doc_id].append(row)
    return found


def _records(folder: Path, name: str) -> Iterable[Any]:
    for columns in iter_columns(folder, TABLES[name]):
        yield from records_of(TABLES[name], columns)


def find_plan(name: str, plans: Mapping[str, Plan]) -> Plan:
    """The plan of that ``doc_id`` or document number; of a decision and its plan, which share one, the plan.

    Raises:
        UnknownPlanError: there is none, or several documents bear the number.
    """
    if name in plans:
        return plans[name]
    numbered = documents_numbered(name, {doc_id: plan.document for doc_id, plan in plans.items()})
    found = meant([plans[row.doc_id] for row in numbered])
    if len(found) == 1:
        return found[0]
    if not found:
        raise UnknownPlanError(f"{name}: no such file, and no document of that id or number in the dataset")
    ids = ", ".join(f"{plan.document.doc_id} ({plan.document.source})" for plan in found)
    raise UnknownPlanError(f"{name}: the number of {len(found)} documents; name one by its id: {ids}")
