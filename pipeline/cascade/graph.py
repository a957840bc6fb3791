"""The graph of plans: which plan cites which as its basis, whose upper plan is not at hand, and likely ones."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.cascade import terms
from pipeline.cascade.issued import Issued, issued_plans
from pipeline.cascade.plans import Basis, Plan
from pipeline.folding import fold
from pipeline.gazetteer.organisations import parents, read_body, same_body
from pipeline.schema import Reference

PLAN_TYPES = frozenset({"KH", "HD", "CTr", "CTHĐ", "CTPH", "ĐA", "DA", "PA", "CL"})
_IN_FORCE = ("legal_basis", "implements")
_NEVER = ("law", "congress", "charter")
_TITLED = 100  # characters after a decision's citation in which it says that it is one on a plan
_PLAN_WORDS = ("kế hoạch", "chương trình", "đề án", "chiến lược")
_MOST_SUGGESTED = 3
_LIKELY = 2.0


@dataclass(frozen=True, slots=True)
class Edge:
    """``lower_id`` is to be compared with ``upper_id``: it cites it as its basis, or a user says so."""

    upper_id: str
    lower_id: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A plan that may be the upper one, with the reasons; never judged unless a user asks for it."""

    upper_id: str
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Graph:
    """The edges, and what there is none for: ``unavailable`` holds the cited upper plans that are not at hand."""

    edges: tuple[Edge, ...]
    unavailable: Mapping[str, tuple[Reference, ...]]
    orphans: tuple[str, ...]
    suggestions: Mapping[str, tuple[Suggestion, ...]]


def build_graph(plans: Mapping[str, Plan]) -> Graph:
    """The graph of the directives among ``plans`` (forms and minutes are no plans)."""
    directives = {key: plan for key, plan in plans.items() if plan.document.genre != "other"}
    issued = issued_plans(directives.values())
    issuers = {key: directives[issuer] for issuer, keys in issued.items() for key in keys}
    edges = tuple(edge for plan in directives.values() for edge in _edges(plan, directives, issued, issuers))
    unavailable = {
        key: absent
        for key, plan in directives.items()
        if plan.targets and (absent := _absent(plan, issuers.get(key)))
    }
    below = {edge.lower_id for edge in edges}
    without = [key for key, plan in directives.items() if key not in below and plan.targets]
    orphans = tuple(key for key in without if key not in unavailable and not _is_top(directives[key]))
    suggestions = {key: found for key in without if (found := suggest(directives[key], directives.values()))}
    return Graph(edges, unavailable, orphans, suggestions)


def _is_top(plan: Plan) -> bool:
    return plan.document.level == "central"


def _edges(
    plan: Plan, plans: Mapping[str, Plan], issued: Issued, issuers: Mapping[str, Plan]
) -> Iterable[Edge]:
    """The edges up from a plan: the basis of a decision is that of the plan it issues, who cites it means that plan."""
    if plan.document.doc_id in issued:
        return
    issuer = issuers.get(plan.document.doc_id)
    references = plan.references + (issuer.references if issuer else ())
    cited = [row.resolved_doc_id or "" for row in references if _is_basis(row)]
    for key in dict.fromkeys(bearer for one in cited for bearer in issued.get(one, (one,))):
        if key in plans and not _is_same(plans[key], plan) and not _stands_below(plans[key], plan):
            yield Edge(key, plan.document.doc_id, "cited")


def _is_same(one: Plan, other: Plan) -> bool:
    """Whether both are one document, be it in two copies (a plan and the page that prints it)."""
    first, second = one.document, other.document
    if first.doc_id == second.doc_id:
        return True
    alike = first.number is not None and (first.number, first.issued) == (second.number, second.issued)
    return alike and bool(first.issuer and second.issuer and same_body(first.issuer, second.issuer))


def cites(lower: Plan, upper: Plan) -> bool:
    """Whether the lower plan cites the upper one as its basis."""
    return any(row.resolved_doc_id == upper.document.doc_id for row in lower.references if _is_basis(row))


def _is_basis(row: Reference) -> bool:
    return row.relation in _IN_FORCE and row.form not in _NEVER


def _stands_below(upper: Plan, lower: Plan) -> bool:
    above, below = (terms.LEVELS.get(plan.document.level or "") for plan in (upper, lower))
    return above is not None and below is not None and above > below


def _absent(plan: Plan, issuer: Plan | None) -> tuple[Reference, ...]:
    """The upper plans that are not at hand, of a plan and of the decision that issues it."""
    return _unavailable(plan) + (_unavailable(issuer) if issuer else ())


def _unavailable(plan: Plan) -> tuple[Reference, ...]:
    """The plans that a plan cites as its basis, by others than its own body, and that are not at hand."""
    first = min((row.start for row in plan.targets if row.start is not None), default=len(plan.text))
    found = {
        row.key or row.number: row
        for row in plan.references
        if _is_basis(row)
        and row.number
        and row.resolved_doc_id is None
        and (row.start or 0) <= first
        and _is_plan(row, plan)
        and not _is_own(row, plan)
        and row.number != plan.document.number
    }
    return tuple(found.values())


def _is_plan(row: Reference, plan: Plan) -> bool:
    if row.type in PLAN_TYPES:
        return True
    after = fold(plan.text[row.end or 0 : (row.end or 0) + _TITLED]).split(";")[0].split("\n")[0]
    return row.type == "QĐ" and any(word in after for word in _PLAN_WORDS)


def _is_own(row: Reference, plan: Plan) -> bool:
    return bool(row.issuer and plan.document.issuer and same_body(row.issuer, plan.document.issuer))


def suggest(plan: Plan, others: Iterable[Plan]) -> tuple[Suggestion, ...]:
    """Likely upper plans, the likeliest first: by issuer, level, family, period and subject."""
    found = [rated for other in others if other is not plan and (rated := _rate(plan, other))]
    found.sort(key=lambda rated: (-rated.score, rated.upper_id))
    return tuple(found[:_MOST_SUGGESTED])


def _rate(plan: Plan, upper: Plan) -> Suggestion | None:
    lower, above = plan.document, upper.document
    ranks = terms.LEVELS.get(above.level or ""), terms.LEVELS.get(lower.level or "")
    if None in ranks or (ranks[0] or 0) >= (ranks[1] or 0) or not upper.targets:
        return None
    if not _overlap(plan, upper) or (above.province and lower.province and above.province != lower.province):
        return None
    reasons: dict[str, float] = {}
    body = read_body(lower.issuer) if lower.issuer else None
    over = parents(body, lower.issued) if body else ()
    if above.issuer and any(same_body(above.issuer, name) for name in over):
        reasons["issuer"] = 2.0
    elif above.issuer and lower.place and fold(lower.place) in fold(above.issuer):
        reasons["place"] = 1.5
    if above.family and above.family == lower.family:
        reasons["family"] = 1.0
    alike = _alike(plan, upper)
    if alike:
        reasons["subject"] = 2 * alike
    score = round(sum(reasons.values()), 2)
    return Suggestion(above.doc_id, score, tuple(reasons)) if score >= _LIKELY and alike else None


def _overlap(plan: Plan, upper: Plan) -> bool:
    """Whether the periods meet; what is not known stands in no one's way."""
    lower, above = plan.document, upper.document
    ends = (
        (above.period_end, lower.period_start or lower.issued),
        (lower.period_end, above.period_start or above.issued),
    )
    return all(end is None or start is None or start <= end for end, start in ends)


def _alike(plan: Plan, upper: Plan) -> float:
    """How much of the lower plan's subject the upper one names, 0 to 1."""
    one, other = (_subject(each) for each in (plan, upper))
    return len(one & other) / len(one) if one else 0.0


def _subject(plan: Plan) -> frozenset[str]:
    document = plan.document
    said = " ".join(filter(None, (document.title, document.theme)))
    return terms.syllables(fold(said or " ".join(row.action or "" for row in plan.targets)))
