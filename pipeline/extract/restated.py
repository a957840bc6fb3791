"""A target that a text states more than once (headline, summary, appendix) is one row, at its fullest statement."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pipeline.schema import Target

_LIKENESS = 0.8


def merge_restated(targets: Sequence[Target]) -> tuple[list[Target], dict[str, str]]:
    """One row for a target that is restated, at its fullest statement, and where each dropped row went (id → id)."""
    kept: list[Target] = []
    moved: dict[str, str] = {}
    for row in targets:
        twin = next((k for k, other in enumerate(kept) if _same_target(other, row)), None)
        if twin is None:
            kept.append(row)
        elif len(row.statement) > len(kept[twin].statement):
            moved = {old: row.target_id if new == kept[twin].target_id else new for old, new in moved.items()}
            moved[kept[twin].target_id] = row.target_id
            kept[twin] = _fuller(row, kept[twin])
        else:
            moved[row.target_id] = kept[twin].target_id
            kept[twin] = _fuller(kept[twin], row)
    return sorted(kept, key=lambda row: row.start or 0), moved


def _fuller(row: Target, other: Target) -> Target:
    filled: dict[str, Any] = {
        name: getattr(other, name)
        for name in ("modality", "deadline_start", "deadline_end", "condition", "frequency")
        if getattr(row, name) is None and getattr(other, name) is not None
    }
    return replace(row, **filled) if filled else row


def _same_target(one: Target, two: Target) -> bool:
    if (one.value, one.value_high, one.unit, one.comparator) != (
        two.value,
        two.value_high,
        two.unit,
        two.comparator,
    ):
        return False
    if one.group_id == two.group_id or (
        one.deadline_end and two.deadline_end and one.deadline_end != two.deadline_end
    ):
        return False
    if one.actor and two.actor and not _alike(one.actor, two.actor):
        return False
    if one.unit == "money" and one.per is not None and one.per == two.per:
        return True  # a norm of so much money for each is named again and again
    return _alike(one.population or one.per, two.population or two.per) and _alike(one.action, two.action)


_TOKEN = re.compile(r"\w+")


def _alike(one: str | None, two: str | None) -> bool:
    first, second = (set(_TOKEN.findall((said or "").lower())) for said in (one, two))
    if not first or not second:
        return not first and not second
    return len(first & second) >= _LIKENESS * max(len(first), len(second))
