"""One upper plan against lower plans that a user names, whether or not they cite it."""

from collections.abc import Sequence

from pipeline.cascade.graph import Edge, cites
from pipeline.cascade.plans import Basis, Plan
from pipeline.cascade.run import Aligner, judge_lower
from pipeline.cascade.units import UnitCount
from pipeline.schema import CascadeRow


def compare(
    upper: Plan, lowers: Sequence[Plan], units: Sequence[UnitCount], align: Aligner
) -> tuple[CascadeRow, ...]:
    """The cascade rows of each lower plan under the upper one; ``basis`` says whether it cites it."""
    plans = {plan.document.doc_id: plan for plan in (upper, *lowers)}
    rows: list[CascadeRow] = []
    for lower in lowers:
        basis: Basis = "cited" if cites(lower, upper) else "given"
        edge = Edge(upper.document.doc_id, lower.document.doc_id, basis)
        rows += judge_lower(plans, [edge], (), units, align)
    return tuple(rows)
