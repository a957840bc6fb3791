"""A target that a text states more than once (headline, summary, appendix) is one row, at its fullest statement."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import chain
from math import ceil
from typing import Any

from msgspec import Struct, structs

from pipeline.schema import Target

_LIKENESS = 0.8
_TOKEN = re.compile(r"\w+")


class _Said(Struct, frozen=True, gc=False):
    """What a row says: its amount, the tokens of whom it is about, those of what is to be reached."""

    row: Target
    amount: tuple[object, ...]
    whom: frozenset[str]
    what: frozenset[str]

    @classmethod
    def of(cls, row: Target) -> "_Said":
        return cls(row, _amount(row), _tokens(row.population or row.per), _tokens(row.action))


def merge_restated(targets: Sequence[Target]) -> tuple[list[Target], dict[str, str]]:
    """One row for a target that is restated, at its fullest statement, and where each dropped row went (id → id)."""
    stated: dict[tuple[object, ...], set[str | None]] = defaultdict(set)
    for row in targets:
        stated[_amount(row)].add(row.group_id)
    again: list[Target] = []
    alone: list[Target] = []
    for row in targets:
        (again if len(stated[_amount(row)]) > 1 else alone).append(row)
    order = _rarest_first(again)
    kept: dict[int, _Said] = {}
    known: dict[tuple[object, ...], list[int]] = defaultdict(list)
    moved: dict[str, str] = {}
    for place, one in enumerate(map(_Said.of, again)):
        keys = _keys(one, order)
        alike = {other for key in keys for other in known[key]}
        twin = next((other for other in sorted(alike) if _same_target(kept[other], one)), None)
        if twin is None:
            kept[place] = one
            for key in keys:
                known[key].append(place)
        else:
            kept[twin] = _merged(kept[twin], one, moved)
    return sorted([*alone, *(one.row for one in kept.values())], key=lambda row: row.start or 0), moved


def _amount(row: Target) -> tuple[object, ...]:
    return row.value, row.value_high, row.unit, row.comparator


def _merged(one: _Said, two: _Said, moved: dict[str, str]) -> _Said:
    """The fuller of two statements of a target, with what only the other says; the other's id moves to it."""
    full, other = (two, one) if len(two.row.statement) > len(one.row.statement) else (one, two)
    if full is two:
        renamed = one.row.target_id, two.row.target_id
        moved |= {old: renamed[1] for old, new in moved.items() if new == renamed[0]}
    moved[other.row.target_id] = full.row.target_id
    return structs.replace(full, row=_fuller(full.row, other.row))


def _rarest_first(rows: Sequence[Target]) -> dict[str, int]:
    """Where each token stands in their order from the rarest on."""
    whom = (_tokens(row.population or row.per) for row in rows)
    what = (_tokens(row.action) for row in rows)
    frequency = Counter(chain.from_iterable(chain(whom, what)))
    return {token: -rank for rank, (token, _) in enumerate(frequency.most_common())}


def _keys(one: _Said, order: dict[str, int]) -> list[tuple[object, ...]]:
    """What two rows that are alike have at least one of in common."""
    keys: list[tuple[object, ...]] = [
        (one.amount, whom, what) for whom in _telling(one.whom, order) for what in _telling(one.what, order)
    ]
    return [*keys, (one.amount, one.row.per)] if one.row.unit == "money" and one.row.per else keys


def _telling(tokens: frozenset[str], order: dict[str, int]) -> list[str]:
    """The rarest tokens, so many that two sets that are alike share one of them."""
    rarest = sorted(tokens, key=order.__getitem__)
    return rarest[: len(rarest) - ceil(_LIKENESS * len(rarest)) + 1] or [""]


def _fuller(row: Target, other: Target) -> Target:
    filled: dict[str, Any] = {
        name: getattr(other, name)
        for name in ("modality", "deadline_start", "deadline_end", "condition", "frequency")
        if getattr(row, name) is None and getattr(other, name) is not None
    }
    return structs.replace(row, **filled) if filled else row


def _same_target(one: _Said, two: _Said) -> bool:
    first, second = one.row, two.row
    if one.amount != two.amount or first.group_id == second.group_id:
        return False
    if first.deadline_end and second.deadline_end and first.deadline_end != second.deadline_end:
        return False
    if first.actor and second.actor and not _alike(_tokens(first.actor), _tokens(second.actor)):
        return False
    if first.unit == "money" and first.per is not None and first.per == second.per:
        return True  # a norm of so much money for each is named again and again
    return _alike(one.whom, two.whom) and _alike(one.what, two.what)


def _tokens(said: str | None) -> frozenset[str]:
    return frozenset(_TOKEN.findall((said or "").lower()))


def _alike(one: frozenset[str], two: frozenset[str]) -> bool:
    return len(one & two) >= _LIKENESS * max(len(one), len(two))
