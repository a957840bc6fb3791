"""The word lists of ``roles.toml``: which cues stand before or behind a quantity.

Most quantities have none, so a table from a cue's words to its entry is asked first and only the entries it names are
tried, each by a pattern that ends at the quantity.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import cast

from pipeline import lexicon
from pipeline.extract.clauses import Span
from pipeline.extract.quantities import Quantity
from pipeline.lexicon import Entry
from pipeline.schema import NumeralRole

_WINDOW = 72
_THROUGH = 48
_MARKS = '(,:;."'


@dataclass(frozen=True, slots=True, eq=False)
class Cue:
    """One entry: ``pattern`` ends at the quantity (side ``before``) or begins behind it (``after``)."""

    id: str
    order: int
    force: bool
    role: NumeralRole
    pattern: re.Pattern[str]
    limits: tuple[Callable[[Quantity], bool], ...]
    unit_words: frozenset[str]


def find_cues(folded: str, statement: Span, quantity: Quantity) -> Mapping[bool, Cue]:
    """The first cue of the table that fits, of those that hold everywhere (``True``) and of the others (``False``).

    What is said before a quantity comes first.
    """
    found: dict[bool, Cue] = {}
    before = folded[max(quantity.start - _WINDOW, statement[0]) : quantity.start]
    for cue in _named(before):
        if cue.force not in found and _fits(cue, quantity) and cue.pattern.search(before):
            found[cue.force] = cue
    if _any_after().match(folded, quantity.end, statement[1]):
        for cue in _after():
            if cue.force in found or not _fits(cue, quantity):
                continue
            if cue.pattern.match(folded, quantity.end, statement[1]):
                found[cue.force] = cue
    return found


_order = attrgetter("order")


def _named(before: str) -> list[Cue]:
    """The cues whose words stand before a quantity, in their order."""
    for mark in _MARKS:
        before = before.replace(mark, " ")
    said, table = set(before.split()), _before()
    cues = {cue for word in table.keys() & said for words, cue in table[word] if words <= said}
    return sorted(cues, key=_order) if len(cues) > 1 else list(cues)


@cache
def _before() -> dict[str, list[tuple[frozenset[str], Cue]]]:
    """The rarest word of each cue → all its words and its entry."""
    cues: list[tuple[frozenset[str], Cue]] = []
    for order, entry in enumerate(lexicon.load("roles")):
        if entry.attributes["side"] == "before":
            cue = _cue(entry, order, _pattern_before(entry))
            cues += [(frozenset(phrase.split(" ")), cue) for phrase in entry.words]
    frequency = Counter(word for words, _ in cues for word in words)
    table: dict[str, list[tuple[frozenset[str], Cue]]] = {}
    for words, cue in cues:
        table.setdefault(min(words, key=lambda word: (frequency[word], word)), []).append((words, cue))
    return table


@cache
def _after() -> tuple[Cue, ...]:
    return tuple(
        _cue(entry, order, re.compile(entry.expression))
        for order, entry in enumerate(lexicon.load("roles"))
        if entry.attributes["side"] == "after"
    )


@cache
def _any_after() -> re.Pattern[str]:
    """All patterns of the side ``after`` as one: most quantities have none behind them, and one match tells."""
    return re.compile("|".join(f"(?:{cue.pattern.pattern})" for cue in _after()))


def _cue(entry: Entry, order: int, pattern: re.Pattern[str]) -> Cue:
    limits = tuple(holds for limit, holds in _LIMITS.items() if limit in entry.attributes)
    role = cast(NumeralRole, entry.attributes["role"])
    force = bool(entry.attributes.get("force"))
    return Cue(
        entry.id, order, force, role, pattern, limits, frozenset(entry.attributes.get("unit_words", ()))
    )


def _pattern_before(entry: Entry) -> re.Pattern[str]:
    wanted = entry.attributes
    words = lexicon.pattern("roles", entry.id).pattern
    if wanted.get("through"):
        comma = "," if wanted.get("comma") else ""
        between = rf"{comma}[^.;\n]{{0,{_THROUGH}}}"
    elif wanted.get("adjacent"):
        between = r"(?: số)?:? ?"
    else:
        fillers = "|".join(sorted(lexicon.words("role_context", "filler")))
        stops = "".join(rf"(?!{word}(?!\w))" for word in wanted.get("stops", ()))
        between = rf"(?: {stops}[^\W\d_][\w,]*){{0,{wanted.get('gap', 0)}}}?(?: (?:{fillers}))*:? ?"
    return re.compile(f"{words}{between}$")


_BARE_UNITS = frozenset({"percent", "money", "ratio"})
_LIMITS: dict[str, Callable[[Quantity], bool]] = {
    "unit": lambda quantity: quantity.unit_role == "time",
    "years": lambda quantity: quantity.unit_text in {"năm", "năm liền"},
    "bare": lambda quantity: quantity.start == quantity.number and quantity.unit not in _BARE_UNITS,
    "uncounted": lambda quantity: not quantity.unit_class and not quantity.frequency,
    "floor": lambda quantity: quantity.comparator not in {"le", "eq"},
    "small": lambda quantity: quantity.value < 1000,
    "ceiling": lambda quantity: quantity.comparator in {"lt", "le"},
    "bounded": lambda quantity: quantity.comparator != "eq",
    "exact": lambda quantity: quantity.comparator == "eq",
    "few": lambda quantity: quantity.value < 1000 or quantity.unit_class not in {"people", "bodies"},
    "no_stock": lambda quantity: quantity.unit_class not in {"people", "bodies", "time"},
    "approximate": lambda quantity: quantity.comparator in {"approx", "gt"},
    "stock": lambda quantity: quantity.comparator == "eq" and quantity.unit_class in {"people", "bodies"},
    "fraction": lambda quantity: quantity.unit == "ratio",
    "over_hundred": lambda quantity: quantity.unit == "percent" and quantity.value > 100,
    "share": lambda quantity: quantity.unit == "percent",
    "count_only": lambda quantity: quantity.unit == "count",
}


def _fits(cue: Cue, quantity: Quantity) -> bool:
    """Whether the quantity keeps within the limits of an entry (see the head of ``roles.toml``)."""
    if cue.unit_words and quantity.unit_text not in cue.unit_words:
        return False
    for holds in cue.limits:  # noqa: SIM110 - a generator costs more than the checks
        if not holds(quantity):
            return False
    return True
