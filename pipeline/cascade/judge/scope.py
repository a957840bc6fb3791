"""Rule 6: whom a target is about. A narrower population or a further condition leaves some of the upper one's out."""

from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

import regex

from pipeline.cascade import terms
from pipeline.cascade.judge.conversion import aggregation
from pipeline.cascade.judge.situation import Situation
from pipeline.cascade.steps import Step
from pipeline.folding import fold
from pipeline.schema import Target

Relation = Literal["same", "narrower", "wider", "differs"]
_ALIKE = 0.5  # share of common syllables from which two wordings that differ are taken for one, with doubt
_THRESHOLD = regex.compile(
    r"(?:(?:có|sử dụng|đang sử dụng|với) )?(?P<word>từ|trên|hơn|dưới|ít nhất|tối thiểu|không dưới|không quá|tối đa|quá|đủ)? ?"
    r"(?<![\d.,/])(?P<number>\d{1,3}(?:\.\d{3})+|\d+(?:,\d+)?)(?P<percent> ?%)?"
    r"(?P<noun>(?: (?!trở\b)[\p{L}]+){0,4})(?: (?P<tail>trở lên|trở xuống))?"
)
_STRICT = {"trên": 1, "hơn": 1, "quá": 1, "dưới": -1}
_UPWARD = -1


@dataclass(frozen=True, slots=True)
class Threshold:
    """A size from which on (or up to which) something is meant: ``[number, …)``, open where ``strict``."""

    number: float
    ceiling: bool
    strict: bool
    noun: frozenset[str]


@dataclass(frozen=True, slots=True)
class Scope:
    """Whom a target is about: the people or bodies, the thresholds they reach, and its other conditions."""

    people: terms.People | None
    thresholds: tuple[Threshold, ...]
    conditions: tuple[frozenset[str], ...]


def scope_of(target: Target, own: frozenset[str]) -> Scope:
    """The scope of a target; ``own`` are syllables that only name the plan's own body."""
    people, found = _cut_thresholds(target.population or "")
    condition, more = _cut_thresholds(target.condition or "")
    thresholds = tuple({item.number: item for item in (*found, *more)}.values())
    rest = terms.syllables(condition) - own - (terms.syllables(people) if not more else frozenset())
    said = terms.read_people(people, own) if people.strip() else None
    return Scope(said, thresholds, (rest,) if rest and not _is_remnant(condition, more) else ())


def _is_remnant(condition: str, cut: tuple[Threshold, ...]) -> bool:
    """Whether only the verb and the noun of a threshold are left of a condition."""
    return bool(cut) and len(terms.syllables(condition)) <= 2


@cache
def _cut_thresholds(text: str) -> tuple[str, tuple[Threshold, ...]]:
    folded = fold(text)
    found = [hit for hit in _THRESHOLD.finditer(folded) if hit["word"] or hit["tail"]]
    left = folded
    for hit in reversed(found):
        left = left[: hit.start()] + " " + left[hit.end() :]
    return left, tuple(_threshold(hit) for hit in found)


def _threshold(hit: "regex.Match[str]") -> Threshold:
    word = hit["word"] or ""
    return Threshold(
        number=float(hit["number"].replace(".", "").replace(",", ".")),
        ceiling=hit["tail"] == "trở xuống" or word in ("dưới", "không quá", "tối đa"),
        strict=word in _STRICT,
        noun=terms.syllables(hit["noun"] or ""),
    )


def relate(upper: Scope, lower: Scope, sector: str | None) -> tuple[Relation, float]:
    """How the lower scope lies to the upper one, and how sure that is; ``sector`` is that of all the lower body's members."""
    doubt = 1.0
    parts = [_thresholds(upper.thresholds, lower.thresholds), _conditions(upper.conditions, lower.conditions)]
    if upper.people is None or lower.people is None:
        doubt = 0.8
    else:
        parts.append(_people(upper.people, lower.people, sector))
    narrower, wider = "narrower" in parts, "wider" in parts
    if "differs" in parts:
        alike = _overlap(upper, lower)
        return (
            ("same", 0.5)
            if alike >= _ALIKE and not narrower
            else ("narrower" if narrower else "differs", 0.5)
        )
    if narrower:
        return "narrower", doubt
    return ("wider" if wider else "same"), doubt


def _thresholds(upper: tuple[Threshold, ...], lower: tuple[Threshold, ...]) -> Relation:
    if not upper or not lower:
        return "same" if not (upper or lower) else "wider" if upper else "narrower"
    parts = [_beside(above, below) for above, below in zip(upper, lower, strict=False)]
    parts += ["narrower"] if len(lower) > len(upper) else ["wider"] if len(upper) > len(lower) else []
    return "narrower" if "narrower" in parts else "wider" if "wider" in parts else "same"


def _beside(upper: Threshold, lower: Threshold) -> Relation:
    if upper.ceiling != lower.ceiling:
        return "narrower"
    ahead = (lower.number - upper.number) * (_UPWARD if upper.ceiling else 1) or lower.strict - upper.strict
    return "narrower" if ahead > 0 else "wider" if ahead < 0 else "same"


def _conditions(upper: tuple[frozenset[str], ...], lower: tuple[frozenset[str], ...]) -> Relation:
    if not lower:
        return "wider" if upper else "same"
    if not upper:
        return "narrower"
    common = len(upper[0] & lower[0])
    if common >= _ALIKE * len(lower[0]):
        return "same" if common >= _ALIKE * len(upper[0]) else "wider"
    return "narrower"


def _people(upper: terms.People, lower: terms.People, sector: str | None) -> Relation:
    above, below = upper.sectors - {sector}, lower.sectors - {sector}
    parts = [
        _sets(upper.groups, lower.groups),
        _within(above, below),
        "same" if upper.women == lower.women else "narrower" if lower.women else "wider",
        _restrictions(upper.rest, lower.rest),
    ]
    if "differs" in parts or ("narrower" in parts and "wider" in parts):
        return "narrower" if parts[0] == "narrower" and "differs" not in parts else "differs"
    return "narrower" if "narrower" in parts else "wider" if "wider" in parts else "same"


def _sets(upper: frozenset[str], lower: frozenset[str]) -> Relation:
    """Groups of people: more groups are a wider population; none named says nothing."""
    if not upper or not lower or upper == lower:
        return "same"
    return "narrower" if lower < upper else "wider" if upper < lower else "differs"


def _within(upper: frozenset[str], lower: frozenset[str]) -> Relation:
    """Sectors: none named is all of them."""
    if upper == lower:
        return "same"
    if not upper:
        return "narrower"
    if not lower:
        return "wider"
    return "narrower" if lower < upper else "wider" if upper < lower else "differs"


def _restrictions(upper: tuple[frozenset[str], ...], lower: tuple[frozenset[str], ...]) -> Relation:
    """Alternatives of restrictions: each lower one must say all that some upper one says."""
    above, below = upper or (frozenset(),), lower or (frozenset(),)
    inside = all(any(one <= other for one in above) for other in below)
    around = all(any(other <= one for other in below) for one in above)
    if inside:
        return "same" if around else "narrower"
    return "wider" if around else "differs"


def _overlap(upper: Scope, lower: Scope) -> float:
    one, other = _words(upper), _words(lower)
    return len(one & other) / max(len(one | other), 1)


def _words(scope: Scope) -> frozenset[str]:
    people = scope.people
    return frozenset[str]().union(*people.rest, people.groups, people.sectors) if people else frozenset()


def judge_scope(upper: Target, lower: Target, at: Situation, whole: bool) -> Step:
    """scope_narrowed; or needs_base where a wider population may hide the upper one's; ``whole``: the share is 100%."""
    above, below = (
        scope_of(upper, at.upper_names),
        _filled_in(lower, scope_of(lower, at.lower_names), upper, at),
    )
    if (
        above.people
        and below.people
        and below.people.women
        and terms.find("gender", fold(upper.action or ""))
    ):
        above = replace(
            above, people=replace(above.people, women=True)
        )  # "đơn, thư" of women: the action says so
    relation, doubt = relate(above, below, at.sector)
    if lower.measure not in ("share",) and relation in ("narrower", "wider") and _counts_people(upper, lower):
        relation = "same"  # ten of fewer are ten of more; a count is wider only by its condition, below
        relation = (
            "wider"
            if _drops_condition(upper, lower)
            else "narrower"
            if _adds_condition(upper, lower)
            else "same"
        )
    facts = {"upper_people": _named(upper), "lower_people": _named(lower)}
    match relation:
        case "narrower":
            rule = "scope.condition_added" if _adds_condition(upper, lower) else "scope.narrower"
            return Step(rule, "scope_narrowed", facts=facts, doubt=doubt)
        case "wider":
            harmless = whole or aggregation(lower, at) == "unit" or aggregation(upper, at) == "own"
            flags = () if harmless and not whole else ("scope_widened",)
            return Step("scope.wider", None if harmless else "needs_base", flags, facts, doubt)
        case "differs":
            return Step("scope.differs", "needs_base", facts=facts, doubt=doubt)
        case _:
            return Step("scope", facts=facts, doubt=doubt)


def _filled_in(lower: Target, scope: Scope, upper: Target, at: Situation) -> Scope:
    """The lower scope with those restrictions of the upper one that stand elsewhere in its statement.

    "Ban chấp hành các cấp có tỷ lệ nữ 30%" is a share of the committees although its population reads "nữ".
    """
    above = scope_of(upper, at.upper_names).people
    if scope.people is None or above is None or not above.rest:
        return scope
    said = frozenset[str]().union(*terms.read_people(lower.statement).rest)
    missing = frozenset[str]().union(*above.rest) - frozenset[str]().union(*scope.people.rest)
    if not missing or not missing <= said:
        return scope
    rest = tuple(one | missing for one in scope.people.rest) or (missing,)
    return replace(scope, people=replace(scope.people, rest=rest))


def judge_conditions(upper: Target, lower: Target) -> Step:
    """A condition that the lower statement adds, whoever it is about."""
    if _adds_condition(upper, lower):
        facts = {"upper_people": _named(upper), "lower_people": _named(lower)}
        return Step("scope.condition_added", "scope_narrowed", facts=facts)
    return Step("scope")


def _counts_people(upper: Target, lower: Target) -> bool:
    return upper.unit in ("count", "money", "time", None) and lower.unit in ("count", "money", "time", None)


def _adds_condition(upper: Target, lower: Target) -> bool:
    above, below = scope_of(upper, frozenset()), scope_of(lower, frozenset())
    return "narrower" in (
        _thresholds(above.thresholds, below.thresholds),
        _conditions(above.conditions, below.conditions),
    )


def _drops_condition(upper: Target, lower: Target) -> bool:
    above, below = scope_of(upper, frozenset()), scope_of(lower, frozenset())
    return "wider" in (
        _thresholds(above.thresholds, below.thresholds),
        _conditions(above.conditions, below.conditions),
    )


def _named(target: Target) -> str:
    people, condition = target.population or target.per or "", target.condition or ""
    return people if not condition or condition in people else f"{people} ({condition})".strip()
