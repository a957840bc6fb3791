"""Rule 6: a narrower population or a further condition leaves some out; a wider population may hide them."""

from dataclasses import replace

from pipeline.cascade import terms
from pipeline.cascade.judge.conversion import aggregation
from pipeline.cascade.judge.scope import Relation, Scope, relate, relate_conditions, scope_of
from pipeline.cascade.judge.situation import Situation
from pipeline.cascade.steps import Step
from pipeline.folding import fold
from pipeline.schema import Target

_NOBODY = frozenset[str]()


def judge_scope(upper: Target, lower: Target, at: Situation, whole: bool) -> Step:
    """scope_narrowed; or needs_base where a wider population may hide the upper one's; ``whole``: the share is 100%."""
    relation, doubt = _relation(upper, lower, at)
    facts = _named(upper, lower)
    match relation:
        case "narrower":
            added = _conditions(upper, lower) == "narrower"
            rule = "scope.condition_added" if added else "scope.narrower"
            return Step(rule, "scope_narrowed", facts=facts, doubt=doubt)
        case "wider":
            each = aggregation(lower, at) == "unit" or aggregation(upper, at) == "own"
            flags = () if each and not whole else ("scope_widened",)
            return Step("scope.wider", None if whole or each else "needs_base", flags, facts, doubt)
        case "differs":
            return Step("scope.differs", "needs_base", facts=facts, doubt=doubt)
        case _:
            return Step("scope", facts=facts, doubt=doubt)


def judge_conditions(upper: Target, lower: Target) -> Step:
    """A condition that the lower statement adds, whoever it is about."""
    if _conditions(upper, lower) == "narrower":
        return Step("scope.condition_added", "scope_narrowed", facts=_named(upper, lower))
    return Step("scope")


def _relation(upper: Target, lower: Target, at: Situation) -> tuple[Relation, float]:
    if lower.measure != "share":
        return _counted(upper, lower), 1.0
    above, below = scope_of(upper, at.upper_names), scope_of(lower, at.lower_names)
    below = _filled_in(below, above, lower)
    if below.people and below.people.women and above.people and _speaks_of_women(upper.action):
        above = replace(above, people=replace(above.people, women=True))
    return relate(above, below, at.sector)


def _counted(upper: Target, lower: Target) -> Relation:
    """Of a number: ten of fewer are ten of more, so only conditions narrow it; ten of more need not be ten of fewer."""
    said = (lower.unit_text, lower.action, lower.statement)
    if _speaks_of_women(upper.unit_text) and not any(map(_speaks_of_women, said)):
        return "wider"
    return _conditions(upper, lower)


def _speaks_of_women(text: str | None) -> bool:
    return terms.find("gender", fold(text or "")) is not None


def _conditions(upper: Target, lower: Target) -> Relation:
    return relate_conditions(scope_of(upper, _NOBODY), scope_of(lower, _NOBODY))


def _filled_in(below: Scope, above: Scope, lower: Target) -> Scope:
    """The lower scope with those restrictions of the upper one that stand elsewhere in its statement.

    "Ban chấp hành các cấp có tỷ lệ nữ 30%" is a share of the committees although its population reads "nữ".
    """
    if below.people is None or above.people is None or not above.people.rest:
        return below
    said = _NOBODY.union(*terms.read_people(lower.statement).rest)
    missing = _NOBODY.union(*above.people.rest) - _NOBODY.union(*below.people.rest)
    if not missing or not missing <= said:
        return below
    rest = tuple(one | missing for one in below.people.rest) or (missing,)
    return replace(below, people=replace(below.people, rest=rest))


def _named(upper: Target, lower: Target) -> dict[str, str]:
    return {"upper_people": _people(upper), "lower_people": _people(lower)}


def _people(target: Target) -> str:
    people, condition = target.population or target.per or "", target.condition or ""
    return people if not condition or condition in people else f"{people} ({condition})".strip()
