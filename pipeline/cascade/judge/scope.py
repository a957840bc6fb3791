"""Whom a target is about, and how one scope lies to another."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import regex

from pipeline.cascade import terms
from pipeline.folding import fold
from pipeline.schema import Target

Relation = Literal["same", "narrower", "wider", "differs"]
_ALIKE = 0.5  # share of common syllables from which two wordings that differ are taken for one, with doubt
_THRESHOLD = regex.compile(
    r"(?:(?:có|sử dụng|đang sử dụng|với) )?"
    r"(?P<word>từ|trên|hơn|dưới|ít nhất|tối thiểu|không dưới|không quá|tối đa|quá|đủ)? ?"
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


@lru_cache(maxsize=20_000)
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
    """How the lower scope lies to the upper one, and how sure that is; ``sector`` is the lower body's only one."""
    doubt = 1.0
    parts = [relate_conditions(upper, lower)]
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


def relate_conditions(upper: Scope, lower: Scope) -> Relation:
    """How the thresholds and conditions alone lie to each other."""
    parts = _thresholds(upper.thresholds, lower.thresholds), _conditions(upper.conditions, lower.conditions)
    return "narrower" if "narrower" in parts else "wider" if "wider" in parts else "same"


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
