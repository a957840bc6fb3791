"""Every pair of plans judged: the rows of the cascade table."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from pipeline.cascade.graph import Edge, Graph, build_graph
from pipeline.cascade.judge import Situation, judge_plans
from pipeline.cascade.judge.pair import conclude
from pipeline.cascade.judge.shares import at_own_totals
from pipeline.cascade.plans import Aligned, Basis, Judgement, Plan
from pipeline.cascade.steps import Step
from pipeline.cascade.units import UnitCount
from pipeline.schema import CascadeRow, Reference

Aligner = Callable[[Plan, Plan], tuple[Aligned, ...]]


@dataclass(frozen=True, slots=True)
class Cascade:
    """The graph of the plans and what each lower plan makes of its upper ones' targets."""

    graph: Graph
    rows: tuple[CascadeRow, ...]


def aligner(plans: Iterable[Plan]) -> Aligner:
    """Alignment by the stored model, with terms weighed over all of ``plans``."""
    from pipeline.cascade.align import align  # noqa: PLC0415 - scikit-learn loads for a second
    from pipeline.cascade.subjects import count_terms  # noqa: PLC0415

    known = list(plans)
    frequencies = count_terms(row for plan in known for row in plan.targets)
    kinds = {row.section_id: row.kind for plan in known for row in plan.sections}
    return lambda upper, lower: align(upper.targets, lower.targets, frequencies, kinds)


def cascade(plans: Mapping[str, Plan], units: Sequence[UnitCount], align: Aligner) -> Cascade:
    """Judge every lower plan under each upper plan at hand that it cites; those without one get parent_unavailable."""
    graph = build_graph(plans)
    rows: list[CascadeRow] = []
    for key in dict.fromkeys((*(edge.lower_id for edge in graph.edges), *graph.unavailable)):
        edges = [edge for edge in graph.edges if edge.lower_id == key]
        absent = graph.unavailable.get(key, ())
        rows += judge_lower(plans, edges, absent, units, align) if edges else parentless(plans[key], absent)
    return Cascade(graph, tuple(rows))


def judge_lower(
    plans: Mapping[str, Plan],
    edges: Sequence[Edge],
    absent: Sequence[Reference],
    units: Sequence[UnitCount],
    align: Aligner,
) -> list[CascadeRow]:
    """The rows of one lower plan under all its upper plans; what none of them has is listed once, as extra."""
    lower = plans[edges[0].lower_id]
    aligned = [at_own_totals(align(plans[edge.upper_id], lower), lower) for edge in edges]
    everywhere = {pair.lower.target_id for pairs in aligned for pair in pairs}
    rows: list[CascadeRow] = []
    numbers = count(1)
    for index, (edge, pairs) in enumerate(zip(edges, aligned, strict=True)):
        at = Situation(plans[edge.upper_id], lower, pairs, tuple(units))
        taken = everywhere if index == 0 else {row.target_id for row in lower.targets}
        judged = judge_plans(at, taken, bool(absent))
        rows += [_row(item, edge.upper_id, lower, edge.basis, next(numbers)) for item in judged]
    return rows


def parentless(lower: Plan, absent: Sequence[Reference]) -> list[CascadeRow]:
    """The rows of a plan whose upper plan is not at hand."""
    names = "; ".join(row.number or row.quote or "" for row in absent)
    step = Step("parent.unavailable", "parent_unavailable", facts={"actor": names})
    return [
        _row(conclude(None, target, [step]), None, lower, "cited", number)
        for number, target in enumerate(lower.targets, start=1)
    ]


def _row(judged: Judgement, upper_id: str | None, lower: Plan, basis: Basis, number: int) -> CascadeRow:
    upper, below = judged.upper, judged.lower
    return CascadeRow(
        cascade_id=f"{lower.document.doc_id}-c{number}",
        upper_doc_id=upper_id,
        lower_doc_id=lower.document.doc_id,
        upper_target_id=upper.target_id if upper else None,
        lower_target_id=below.target_id if below else None,
        basis=basis,
        similarity=judged.similarity,
        verdict=judged.verdict,
        flags=";".join(judged.flags) or None,
        explanation_vi=judged.explanation_vi,
        explanation_en=judged.explanation_en,
        upper_quote=upper.quote if upper else None,
        lower_quote=judged.lower_quote,
        rule=judged.rule,
        confidence=judged.confidence,
    )


def follow(target_id: str, rows: Iterable[CascadeRow]) -> list[tuple[int, CascadeRow]]:
    """What becomes of one target down all levels: ``(depth, row)`` in depth-first order, depth 1 directly below it."""
    below: dict[str, list[CascadeRow]] = {}
    for row in rows:
        if row.upper_target_id:
            below.setdefault(row.upper_target_id, []).append(row)
    return list(_descend(target_id, below, 1, frozenset({target_id})))


def _descend(
    target_id: str, below: Mapping[str, list[CascadeRow]], depth: int, seen: frozenset[str]
) -> Iterable[tuple[int, CascadeRow]]:
    for row in below.get(target_id, ()):
        yield depth, row
        if row.lower_target_id and row.lower_target_id not in seen:
            yield from _descend(row.lower_target_id, below, depth + 1, seen | {row.lower_target_id})
