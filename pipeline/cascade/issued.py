"""A decision and the plan that it issues, two documents of one file: others cite the one and mean the other."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from pipeline.cascade.plans import Plan

Issued = Mapping[str, tuple[str, ...]]
"""The ids of the plans that a decision issues, by its id."""


def issued_plans(plans: Iterable[Plan]) -> Issued:
    """The decisions without targets, each with those plans of its file that bear its number and have targets."""
    together: dict[tuple[str, str | None], list[Plan]] = defaultdict(list)
    for plan in plans:
        if plan.document.number:
            together[plan.document.sha256, plan.document.number].append(plan)
    return {
        first.document.doc_id: bearers
        for first, *others in together.values()
        if not first.targets and (bearers := tuple(each.document.doc_id for each in others if each.targets))
    }


def meant(found: list[Plan]) -> list[Plan]:
    """Of documents that one name fits: without the decisions whose plans are among them."""
    issued = issued_plans(found)
    return [plan for plan in found if plan.document.doc_id not in issued]


def of_file(found: list[Plan]) -> list[Plan]:
    """Of the documents of one file: those with targets, where any has."""
    return [plan for plan in found if plan.targets] or found
