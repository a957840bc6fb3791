"""What tells two targets apart beside their words: kind of unit, direction, section, names, excluding groups."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from pipeline.cascade.wording import groups, syllables, titles
from pipeline.schema import SectionKind, Target

_AMOUNTS = ("money", "time")
_SAME_TITLE = 0.5  # of the syllables of both

SectionKinds = Mapping[str, SectionKind]


def differences(
    targets: Sequence[Target], kinds: SectionKinds, rows: np.ndarray, columns: np.ndarray
) -> dict[str, np.ndarray]:
    """A flag per pair (``targets[rows[i]]``, ``targets[columns[i]]``) for each difference that ``FEATURES`` names.

    What one of two targets does not say is no difference.
    """
    said = [_said(target) for target in targets]
    named = _same_titles(said, rows, columns)
    shared, exclusive = _groups(said, rows, columns)
    units = _codes([target.unit for target in targets])
    quantified = (units[rows] >= 0) & (units[columns] >= 0)
    amounts = np.asarray([target.unit in _AMOUNTS for target in targets])
    counts = np.asarray([target.unit == "count" for target in targets])
    reducing = np.asarray([target.direction == "decrease" for target in targets])
    sections = _codes([kinds.get(target.section_id or "") for target in targets])
    return {
        "same_title": named > 0,
        "other_title": named < 0,
        "other_kind": quantified & (units[rows] != units[columns]) & (amounts[rows] | amounts[columns]),
        "of_each": _of_each(targets, rows, columns),
        "share_against_number": quantified & (counts[rows] != counts[columns]),
        "other_direction": reducing[rows] != reducing[columns],
        "same_group": shared,
        "other_group": exclusive,
        "other_section": (sections[rows] >= 0)
        & (sections[columns] >= 0)
        & (sections[rows] != sections[columns]),
    }


def _said(target: Target) -> str:
    """Action, population and condition: what names groups and titles."""
    return " . ".join(filter(None, (target.action, target.population, target.per, target.condition)))


def _codes(values: Sequence[Any]) -> np.ndarray:
    """A number for each value, -1 for None."""
    known = {
        value: code
        for code, value in enumerate(dict.fromkeys(value for value in values if value is not None))
    }
    return np.asarray([known.get(value, -1) for value in values])


def _same_titles(said: Sequence[str], rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """1 where both bear the same name in quotation marks, -1 where both bear names and none is the same, else 0."""
    named = [titles(text) for text in said]
    some = np.asarray([bool(names) for names in named])
    result = np.zeros(len(rows), dtype=int)
    for at in np.flatnonzero(some[rows] & some[columns]):
        alike = (
            len(one & other) / len(one | other) for one in named[rows[at]] for other in named[columns[at]]
        )
        result[at] = 1 if max(alike) >= _SAME_TITLE else -1
    return result


def _of_each(targets: Sequence[Target], rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """60 learners a class against the number of classes: what is counted for each is another thing."""
    each = [syllables(target.per or "") for target in targets]
    counted = [syllables(target.unit_text or "") for target in targets]
    some = np.asarray([bool(one) for one in each])
    result = np.zeros(len(rows), dtype=bool)
    for at in np.flatnonzero(some[rows] | some[columns]):
        first, second = rows[at], columns[at]
        result[at] = each[first] != each[second] and (
            _begins(counted[second], each[first]) or _begins(counted[first], each[second])
        )
    return result


def _begins(counted: Sequence[str], each: Sequence[str]) -> bool:
    return bool(each) and counted[: len(each)] == each


def _groups(said: Sequence[str], rows: np.ndarray, columns: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Whether two targets speak of one group, and whether of groups of one dimension without sharing one."""
    spoken = [groups(text) for text in said]
    names = sorted(frozenset().union(*spoken))
    masks = {dimension: np.zeros(len(said), dtype=np.int64) for dimension, _ in names}
    bits = {name: 1 << at for at, name in enumerate(names)}
    for at, found in enumerate(spoken):
        for name in found:
            masks[name[0]][at] |= bits[name]
    shared, exclusive = np.zeros(len(rows), dtype=bool), np.zeros(len(rows), dtype=bool)
    for mask in masks.values():
        common = (mask[rows] & mask[columns]) > 0
        shared |= common
        exclusive |= (mask[rows] > 0) & (mask[columns] > 0) & ~common
    return shared, exclusive
