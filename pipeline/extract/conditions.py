"""The condition under which a target holds: ``(khi có đủ điều kiện)``, ``có từ 10 lao động trở lên``."""

import re
from collections.abc import Sequence

from pipeline.extract.clauses import Span, trim
from pipeline.extract.quantities import Quantity
from pipeline.lexicon import patterns, words

_cue = patterns("conditions")


def find_condition(
    folded: str, clause: Span, quantity: Quantity, conditions: Sequence[Quantity]
) -> Span | None:
    """The span of the condition in the target's clause, or None.

    ``conditions`` are the quantities of the statement that were found to be conditions themselves: the words that
    lead from their noun to their end count where nothing else does.
    """
    if folded.find("(", *clause) >= 0 and (match := _cue("bracketed").search(folded, *clause)):
        return match.span("condition")
    if (match := _trailing(folded, quantity.end, clause[1])) is not None:
        return match.span("condition")
    for other in conditions:
        if clause[0] <= other.start < clause[1]:
            start = folded.rfind(" có ", clause[0], other.start)
            return trim(folded, start if start >= other.start - 40 and start > 0 else other.start, other.end)
    return None


def _trailing(folded: str, start: int, high: int) -> re.Match[str] | None:
    """The condition at the end of the clause; mostly none of its words stands behind the quantity."""
    end = max(trim(folded, start, high)[1], start)
    said = folded[start:end]
    named = any(map(said.__contains__, words("conditions", "trailing")))
    return _cue("trailing").search(folded, start, end) if named else None
