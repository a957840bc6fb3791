"""The clauses of a plan in which it says something without setting a target."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import regex

from pipeline.cascade import terms
from pipeline.cascade.plans import Plan
from pipeline.folding import fold

_CLAUSE = regex.compile(r"(?:[^.;:\n]|[.:](?=\d))+")
_SAYS_NOTHING = ("legal_basis", "preamble", "assessment", "recipients", "signature", "theme")
_SHORTEST = 15


@dataclass(frozen=True, slots=True)
class Clause:
    """``text[start:end]`` with its words and pairs of words, those without content left out."""

    start: int
    end: int
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Clauses:
    """The clauses of one plan, and in how many of them each word stands."""

    clauses: tuple[Clause, ...]
    frequencies: Counter[str]


def read_clauses(plan: Plan) -> Clauses:
    """The clauses of the plan's body that hold no quantified target."""
    folded = fold(plan.text)
    taken = [
        (row.start, row.end) for row in plan.targets if row.measure != "qualitative" and row.start is not None
    ]
    found = []
    for start, end in _spans(plan, folded):
        if any(low < end and (high or low) > start for low, high in taken):
            continue
        words = frozenset(words_of(folded[start:end]))
        if end - start >= _SHORTEST and words:
            found.append(Clause(start, end, words))
    return Clauses(tuple(found), Counter(word for clause in found for word in clause.words))


def words_of(folded: str) -> Iterator[str]:
    """The words with content of a folded text, one by one and in pairs."""
    tokens = regex.findall(r"\p{L}+", terms.without_empty(folded))
    yield from tokens
    yield from (f"{one} {other}" for one, other in zip(tokens, tokens[1:], strict=False))


def _spans(plan: Plan, folded: str) -> Iterator[tuple[int, int]]:
    silent = [(row.start or 0, row.body_end) for row in plan.sections if row.kind in _SAYS_NOTHING]
    for hit in _CLAUSE.finditer(folded):
        if not any(low <= hit.start() < high for low, high in silent):
            yield hit.start() + len(hit.group()) - len(hit.group().lstrip(" -+*")), hit.end()
