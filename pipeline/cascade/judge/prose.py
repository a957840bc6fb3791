"""Rule 2: what a plan says of an upper target without a target of its own: by reference, or in prose."""

import math
from collections.abc import Sequence
from functools import cache

import regex

from pipeline.cascade import terms
from pipeline.cascade.clauses import Clause, words_of
from pipeline.cascade.judge.situation import Situation
from pipeline.cascade.plans import Plan
from pipeline.folding import fold
from pipeline.gazetteer.names import expand
from pipeline.gazetteer.organisations import find_bodies, same_body
from pipeline.lexicon import load
from pipeline.schema import Modality, Target

_PAIR_WEIGHT = 2.0
_SAID, _SAID_SHORT, _NAMED = 0.4, 0.6, 0.8  # what a clause must say of an action, a short one, a population
_DONE = 0.6  # of an action, in a statement that sets a target
_LEAST = 5  # words and pairs below which an action says too little to be found again
_LONG = 12  # words and pairs from which on an action is no longer short
_TELLING = 7  # words and pairs from which on a population says what the target is about
_STOP = regex.compile(r"[;\n]|\.(?!\d)")


def said_of(upper: Target, at: Situation) -> Clause | None:
    """The clause of the lower plan that says enough of an upper target's action, or names its population wholly."""
    action = set(words_of(fold(f"{upper.action or upper.statement} ; {_things(upper)}")))
    if len(action) < _LEAST:
        return None
    clause = _best(action, at, _SAID if len(action) >= _LONG else _SAID_SHORT)
    things = set(words_of(fold(_things(upper))))
    if clause is None and len(things) >= _TELLING:
        clause = _best(things, at, _NAMED)
    return clause


def done_by(upper: Target, at: Situation) -> Target | None:
    """The lower target in whose statement the lower body says that it does what an upper one asks of bodies like it."""
    action = set(words_of(fold(upper.action or upper.statement)))
    weights = dict.fromkeys(action, 1.0)
    rated = [(_said(weights, _statement(row)), row) for row in at.lower.targets]
    best, row = max(rated, key=lambda item: item[0], default=(0.0, None))
    return row if action and best >= _DONE * len(action) else None


def _statement(row: Target) -> Clause:
    return Clause(0, 0, frozenset(words_of(fold(row.statement))))


def _best(key: set[str], at: Situation, enough: float) -> Clause | None:
    """The clause that holds most of the words of ``key``, rare ones weighing more; None below ``enough``."""
    clauses, counts = at.clauses.clauses, at.clauses.frequencies
    weights = {
        word: math.log(1 + (len(clauses) + 1) / (1 + counts[word])) * (_PAIR_WEIGHT if " " in word else 1)
        for word in key
    }
    best = max(clauses, key=lambda clause: _said(weights, clause), default=None)
    if best is None or not key or _said(weights, best) < enough * sum(weights.values()):
        return None
    return best


def _things(upper: Target) -> str:
    """The population where it is no bodies: "vụ bạo lực gia đình"."""
    return "" if upper.population and terms.levels_of(upper.population) else upper.population or ""


def _said(weights: dict[str, float], clause: Clause) -> float:
    return sum(weights[word] for word in weights.keys() & clause.words)


def as_target(clause: Clause, plan: Plan) -> Target:
    """A clause as a target without a number, so that it can be judged like one; it has no id."""
    text = plan.text[clause.start : clause.end].strip()
    start = plan.text.find(text, clause.start)
    return Target(
        doc_id=plan.document.doc_id,
        start=start,
        end=start + len(text),
        quote=text,
        rule="cascade.prose",
        target_id="",
        statement=text,
        action=text,
        measure="qualitative",
        modality=_modality(fold(text)),
    )


@cache
def _modal() -> "tuple[tuple[regex.Pattern[str], Modality], ...]":
    return tuple(
        (entry.compiled(), entry.attributes["modality"])
        for entry in load("modality")
        if "modality" in entry.attributes
    )


def _modality(folded: str) -> Modality | None:
    found = [(hit.start(), modality) for pattern, modality in _modal() if (hit := pattern.search(folded))]
    return min(found)[1] if found and min(found)[0] < len(folded) // 2 else None


@cache
def _takeovers() -> "tuple[tuple[regex.Pattern[str], str], ...]":
    return tuple((entry.compiled(), entry.attributes["reach"]) for entry in load("takeover"))


def takes_over_rest(at: Situation) -> str | None:
    """The words by which the lower plan takes over all upper targets it is silent on, None where it does not."""
    folded = fold(at.lower.text)
    for pattern, reach in _takeovers():
        for hit in pattern.finditer(folded) if reach == "rest" else ():
            end = _clause_end(folded, hit.end())
            if _names_upper(hit.start(), end, at):
                return at.lower.text[hit.start() : end].strip()
    return None


def takes_over_item(statement: str, at: Situation) -> bool:
    """Whether a statement without a number takes the upper plan's number over: "theo chỉ tiêu … giao"."""
    folded = fold(statement)
    return any(pattern.search(folded) for pattern, _ in _takeovers())


def _clause_end(folded: str, offset: int) -> int:
    stop = _STOP.search(folded, offset)
    return stop.start() if stop else len(folded)


def _names_upper(start: int, end: int, at: Situation) -> bool:
    """Whether the clause names the upper plan, its issuer, or whoever is above."""
    upper, text = at.upper.document, at.lower.text[start:end]
    cited = [row for row in at.lower.references if row.start is not None and start <= row.start < end]
    if cited:
        return any(
            row.resolved_doc_id == upper.doc_id or (row.number and row.number == upper.number)
            for row in cited
        )
    if upper.number and fold(upper.number) in fold(text):
        return True
    if "cấp trên" in fold(text):
        return True
    bodies: Sequence[str] = [body.name for body in find_bodies(expand(text))]
    return bool(upper.issuer) and any(same_body(name, upper.issuer or "") for name in bodies)
