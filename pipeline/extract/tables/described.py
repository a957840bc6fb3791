"""What a head or a label says of its amount, read as if it were a sentence: ``Tỷ lệ X tham gia Y`` ``đạt 90%``."""

from functools import lru_cache
from typing import NamedTuple

from pipeline.extract import attributes
from pipeline.extract.clauses import Span, skip_lead
from pipeline.extract.description import Clause, describe
from pipeline.extract.numerals import Number
from pipeline.extract.quantities import read_quantity
from pipeline.folding import fold
from pipeline.lexicon import patterns
from pipeline.schema import Change, Direction, Unit

_cue = patterns("tables")
_REACHES = "đạt"
_SHARES = frozenset({"percent", "percent_point", "ratio"})


class Described(NamedTuple):
    """Of whom or what the amount is a share, for each of what it is, and whether it is one by which something grows."""

    population: str | None
    per: str | None
    direction: Direction
    change: Change | None


@lru_cache(maxsize=4096)
def described(action: str, unit: Unit, verb: str) -> Described:
    """Reads ``action``, the words of a head or a label as printed; ``verb`` are those before the amount in its cell."""
    words = _cue("brackets").sub("", action).strip()
    lead = f"{words} {verb or _REACHES} "
    number = Number(len(lead), len(lead) + 1, 2.0)
    folded = f"{fold(lead)}2{'%' if unit in _SHARES else ''}"
    quantity = read_quantity(folded, [number], 0)
    if quantity is None or not words:
        return Described(None, None, "level", None)
    span = (0, len(folded))
    found = describe(Clause(folded, span, span, (quantity,), 0))
    direction, change = attributes.direction(
        folded, (skip_lead(folded, 0, quantity.start), quantity.start), quantity
    )
    if direction == "level" and unit == "count" and _cue("gained").search(folded):
        direction, change = "increase", "by"
    population = _said(words, found.population) if unit in _SHARES else None
    if population and _cue("bare_head").fullmatch(fold(population)):
        population = None
    return Described(population, _said(words, (found.per,)), direction, change)


def _said(words: str, spans: tuple[Span, ...]) -> str | None:
    return " ".join(words[start:end] for start, end in spans if start < min(end, len(words))) or None
