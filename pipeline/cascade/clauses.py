"""The clauses of a plan in which it says something without setting a target."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import regex

from pipeline.cascade import terms
from pipeline.cascade.plans import Plan
from pipeline.folding import fold

_CLAUSE = regex.compile(r"(?:[^.;:\n]|[.:](?=\d))+")
_PART = regex.compile(r"[^,]+")
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
    rows = [row for row in plan.targets if row.measure != "qualitative" and row.start is not None]
    taken = [(row.start or 0, row.end or 0) for row in rows]
    found = []
    for start, end in _spans(plan, folded):
        for low, high in _free(folded, start, end, taken):
            words = frozenset(words_of(folded[low:high]))
            if high - low >= _SHORTEST and words and not terms.find("fact", folded[low:high]):
                found.append(Clause(low, high, words))
    return Clauses(tuple(found), Counter(word for clause in found for word in clause.words))


def _free(folded: str, start: int, end: int, taken: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The clause itself; where it holds a target, its parts between commas before that."""
    held = [span for span in taken if span[0] < end and span[1] > start]
    if not held:
        yield start, end
        return
    for hit in _PART.finditer(folded, start, end):
        if hit.end() > min(low for low, _ in held):
            return
        yield hit.start(), hit.end()


def words_of(folded: str) -> Iterator[str]:
    """The words with content of a folded text, one by one and in pairs."""
    tokens = regex.findall(r"\p{L}+", terms.without_empty(folded))
    yield from tokens
    yield from (f"{one} {other}" for one, other in pairwise(tokens))


def _spans(plan: Plan, folded: str) -> Iterator[tuple[int, int]]:
    silent = [(row.start or 0, row.body_end) for row in plan.sections if row.kind in _SAYS_NOTHING]
    silent.append((0, min((row.start or 0 for row in plan.sections), default=0)))  # letterhead and title
    for hit in _CLAUSE.finditer(folded):
        if not any(low <= hit.start() < high for low, high in silent):
            yield hit.start() + len(hit.group()) - len(hit.group().lstrip(" -+*")), hit.end()
