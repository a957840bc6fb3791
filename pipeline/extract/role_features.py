"""What the model of roles sees of a quantity: setting, unit and comparator, the words around it, the rules' verdict.

A feature is a short text that is there or not. Words are those of the folded clause, every number written ``0``: a
model is not to learn amounts.
"""

import re
from collections.abc import Iterator

from pipeline.extract.judging import Judged
from pipeline.extract.predicates import split_predicate

_WORD = re.compile(r'[^\W\d_]+|\d[\d.,]*|[%"():;,/]')
_BEFORE, _WORDS_BEFORE = 60, 7
_BEHIND, _WORDS_BEHIND = 45, 5
_OPENING, _WORDS_OPENING = 60, 2
_MANY = 1000


def features(folded: str, item: Judged, before: Judged | None) -> list[str]:
    """The features of ``item``; ``before`` is the quantity before it in its statement, if there is one."""
    return [*_setting(item, before), *_amount(folded, item), *_words(folded, item), *_syntax(folded, item)]


def _setting(item: Judged, before: Judged | None) -> list[str]:
    kind = item.section.kind if item.section else None
    return [
        f"kind={kind}",
        f"kind={kind} unit={item.quantity.unit}",
        f"before={before.verdict.role if before else None}",
        f"rule={item.verdict.rule}",
        f"role={item.verdict.role}",
    ]


def _amount(folded: str, item: Judged) -> list[str]:
    quantity = item.quantity
    signs = (
        ("per", quantity.per),
        ("frequency", quantity.frequency),
        ("baseline", quantity.baseline is not None),
        ("whole", quantity.unit == "percent" and quantity.value == 100),
        ("over the whole", quantity.unit == "percent" and quantity.value > 100),
        ("padded", folded[quantity.number] == "0"),
        ("many", quantity.unit == "count" and quantity.value >= _MANY),
        (f"measures {quantity.unit_role}", quantity.unit_role),
    )
    return [
        f"unit={quantity.unit}",
        f"class={quantity.unit_class}",
        f"comparator={quantity.comparator}",
        f"read by={quantity.rule}",
        *[sign for sign, holds in signs if holds],
    ]


def _words(folded: str, item: Judged) -> list[str]:
    quantity, (low, high) = item.quantity, item.clause
    before = _said(folded, max(low, quantity.start - _BEFORE), quantity.start)
    behind = _said(folded, quantity.end, min(high, quantity.end + _BEHIND))
    opening = _said(folded, item.statement[0], item.statement[0] + _OPENING)
    before, behind = ["^", *before][-_WORDS_BEFORE:], [*behind[:_WORDS_BEHIND], "$"]
    return [
        *["< " + word for word in before],
        *["> " + word for word in behind],
        f"<1 {before[-1]}",
        f">1 {behind[0]}",
        f"<2 {' '.join(before[-2:])}",
        f">2 {' '.join(behind[:2])}",
        *["^ " + word for word in [word for word in opening if len(word) > 1][:_WORDS_OPENING]],
    ]


def _said(folded: str, start: int, end: int) -> list[str]:
    return ["0" if word[0].isdigit() else word for word in _WORD.findall(folded, start, end)]


def _syntax(folded: str, item: Judged) -> Iterator[str]:
    """Whether a predicate stands before the quantity and behind it: take the main one away, and a condition stays."""
    quantity, (low, high) = item.quantity, item.clause
    if split_predicate(folded, low, quantity.start) < quantity.start:
        yield "predicate before"
    if split_predicate(folded, quantity.noun_end, high) < high:
        yield "predicate behind"
