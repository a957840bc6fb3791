"""What the model of roles sees of a quantity: setting, unit and comparator, the words around it, the rules' verdict.

A feature is a short text that is there or not. Words are those of the folded clause, every number written ``0``: a
model is not to learn amounts.
"""

import re

from pipeline.extract.judging import Judged
from pipeline.extract.predicates import has_predicate
from pipeline.extract.quantities import Quantity

_WORD = re.compile(r'[^\W\d_]+|[0-9][0-9.,]*|[%"():;,/]')
_BEFORE, _WORDS_BEFORE = 60, 7
_BEHIND, _WORDS_BEHIND = 45, 5
_OPENING, _WORDS_OPENING = 60, 2
_MANY = 1000


def features(folded: str, item: Judged, before: Judged | None) -> list[str]:
    """The features of ``item``; ``before`` is the quantity before it in its statement, if there is one."""
    kind = item.section.kind if item.section else None
    quantity = item.quantity
    return [
        f"kind={kind}",
        f"kind={kind} unit={quantity.unit}",
        f"before={before.verdict.role if before else None}",
        f"rule={item.verdict.rule}",
        f"role={item.verdict.role}",
        f"unit={quantity.unit}",
        f"class={quantity.unit_class}",
        f"comparator={quantity.comparator}",
        f"read by={quantity.rule}",
        *_signs(folded, quantity),
        *_words(folded, item),
        *_syntax(folded, item),
    ]


def _signs(folded: str, quantity: Quantity) -> list[str]:
    """What the quantity has or is, and others are not."""
    signs = []
    if quantity.per:
        signs.append("per")
    if quantity.frequency:
        signs.append("frequency")
    if quantity.baseline is not None:
        signs.append("baseline")
    if quantity.unit == "percent" and quantity.value >= 100:
        signs.append("whole" if quantity.value == 100 else "over the whole")
    if folded[quantity.number] == "0":
        signs.append("padded")
    if quantity.unit == "count" and quantity.value >= _MANY:
        signs.append("many")
    if quantity.unit_role:
        signs.append(f"measures {quantity.unit_role}")
    return signs


def _words(folded: str, item: Judged) -> list[str]:
    quantity, (low, high), opens = item.quantity, item.clause, item.statement[0]
    before = ["^", *_said(folded, max(low, quantity.start - _BEFORE), quantity.start)][-_WORDS_BEFORE:]
    behind = [*_said(folded, quantity.end, min(high, quantity.end + _BEHIND))[:_WORDS_BEHIND], "$"]
    opening = [word for word in _said(folded, opens, opens + _OPENING) if len(word) > 1]
    return [
        *["< " + word for word in before],
        *["> " + word for word in behind],
        f"<1 {before[-1]}",
        f">1 {behind[0]}",
        f"<2 {' '.join(before[-2:])}",
        f">2 {' '.join(behind[:2])}",
        *["^ " + word for word in opening[:_WORDS_OPENING]],
    ]


def _said(folded: str, start: int, end: int) -> list[str]:
    said: list[str] = []
    for piece in folded[start:end].split():
        if piece.isalpha():
            said.append(piece)
        else:
            said += ["0" if "0" <= word[0] <= "9" else word for word in _WORD.findall(piece)]
    return said


def _syntax(folded: str, item: Judged) -> list[str]:
    """Whether a predicate stands before the quantity and behind it: take the main one away, and a condition stays."""
    quantity, (low, high) = item.quantity, item.clause
    signs = []
    if has_predicate(folded, low, quantity.start):
        signs.append("predicate before")
    if has_predicate(folded, quantity.noun_end, high):
        signs.append("predicate behind")
    return signs
