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
    above, below = _filled_in(above, below, upper.actor), _filled_in(below, above, lower.statement)
    if above.people and below.people:
        above = _of_women(
            above, _speaks_of_women(upper.quote) or (below.people.women and _speaks_of_women(upper.action))
        )
        below = _of_women(below, _speaks_of_women(lower.quote))
    return relate(above, below, at.sector)


def _of_women(scope: Scope, said: bool) -> Scope:
    """The scope, of women where the quantity or (of things) the action says so: "48/50 nữ giáo viên"."""
    return replace(scope, people=replace(scope.people, women=True)) if said and scope.people else scope


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


def _filled_in(scope: Scope, other: Scope, words: str | None) -> Scope:
    """A scope with those restrictions of the other one that stand elsewhere in its own words.

    "Ban chấp hành các cấp có tỷ lệ nữ 30%" is a share of the committees although its population reads "nữ".
    """
    if scope.people is None or other.people is None or not other.people.rest or not words:
        return scope
    said = _NOBODY.union(*terms.read_people(words).rest)
    missing = _NOBODY.union(*other.people.rest) - _NOBODY.union(*scope.people.rest)
    if not missing or not missing <= said:
        return scope
    rest = tuple(one | missing for one in scope.people.rest) or (missing,)
    return replace(scope, people=replace(scope.people, rest=rest))


def _named(upper: Target, lower: Target) -> dict[str, str]:
    return {"upper_people": _people(upper), "lower_people": _people(lower)}


def _people(target: Target) -> str:
    people, condition = target.population or target.per or "", target.condition or ""
    return people if not condition or condition in people else f"{people} ({condition})".strip()
