"""A target of the text that a table repeats is one: the sentence keeps it and takes what it lacks from the table.

A row that is assigned to a body of its own (``Xã A: 45``) repeats only a sentence about that body; a row of sums, or of
an indicator, repeats one about the whole.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import ceil

from msgspec.structs import replace

from pipeline.gazetteer.names import expand
from pipeline.lexicon import patterns
from pipeline.schema import Target

_cue = patterns("tables")
_TOKEN = re.compile(r"\w+")
_LIKENESS = 0.75
_ASSIGNED = frozenset({"table.row", "table.column"})
_Words = frozenset[str]
_Amount = tuple[object, ...]


def merge_tables(stated: Sequence[Target], tabled: Sequence[Target]) -> tuple[list[Target], dict[str, str]]:
    """All targets, each once, in the order of the text, and where each dropped row went (id → id)."""
    kept = list(stated)
    if not tabled:
        return kept, {}
    index: dict[_Amount, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for place, row in enumerate(stated):
        for token in _words(row):
            index[_amount(row)][token].append(place)
    moved: dict[str, str] = {}
    known: dict[tuple[object, ...], Target] = {}
    for row in tabled:
        twin = _twin(row, index[_amount(row)], kept) if _amount(row) in index else None
        if twin is not None:
            moved[row.target_id] = kept[twin].target_id
            kept[twin] = _completed(kept[twin], row)
        elif (first := known.setdefault(_whole(row), row)) is not row:
            moved[row.target_id] = first.target_id
    dropped = [*kept, *(row for row in tabled if row.target_id not in moved)]
    return sorted(dropped, key=lambda row: row.start or 0), moved


def _amount(row: Target) -> _Amount:
    return row.value, row.value_high, row.unit, row.comparator


def _whole(row: Target) -> tuple[object, ...]:
    """What two rows of tables have in common that say the same; two alike rows of one table are two."""
    return (*_amount(row), row.action, row.actor, row.deadline_end, row.rule, row.statement)


def _words(row: Target) -> _Words:
    """The words that tell what is to be reached, whoever says it and in whatever order."""
    said = expand(" ".join(filter(None, (row.population, row.per, row.action)))).lower()
    return frozenset(_TOKEN.findall(_cue("empty_words").sub(" ", said)))


def _twin(row: Target, places: Mapping[str, Sequence[int]], stated: Sequence[Target]) -> int | None:
    """The first place of a target in ``stated`` that the row repeats; ``places`` leads to those of its amount by words.

    Two sets of words that are alike share one of so many, whichever these are: the rarest leave the fewest to compare.
    """
    words = _words(row)
    rarest = sorted(words, key=lambda word: (len(places.get(word, ())), word))
    telling = rarest[: len(rarest) - ceil(_LIKENESS * len(rarest)) + 1]
    near = {at for word in telling for at in places.get(word, ())}
    return next((at for at in sorted(near) if _repeats(row, words, stated[at])), None)


def _repeats(row: Target, words: _Words, stated: Target) -> bool:
    said = _words(stated)
    common = len(words & said)
    if common < _LIKENESS * len(words) or common < _LIKENESS * len(said):
        return False
    if row.deadline_end and stated.deadline_end and row.deadline_end != stated.deadline_end:
        return False
    return row.rule not in _ASSIGNED or (row.actor or "").lower() == (stated.actor or "").lower()


def _completed(stated: Target, row: Target) -> Target:
    """The sentence's row with the deadline and the body of the table's where it has none."""
    start, end = stated.deadline_start, stated.deadline_end
    if end is None:
        start, end = row.deadline_start, row.deadline_end
    return replace(stated, deadline_start=start, deadline_end=end, actor=stated.actor or row.actor)
