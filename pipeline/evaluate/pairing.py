"""Which row is which item of gold, and which rows are of none."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.evaluate.agreement import SAME, Item, alikeness, text_of
from pipeline.evaluate.likeness import number, overlap, same_number, word_f1


@dataclass(frozen=True, slots=True)
class Pairing:
    """Of one table of one document: items with their rows, items without one, rows that are of no item."""

    pairs: tuple[tuple[Item, Item], ...]
    missed: tuple[Item, ...]
    false: tuple[Item, ...]


def pair(table: str, gold: Sequence[Item], rows: Sequence[Item], optional: Sequence[str]) -> Pairing:
    """Pair items and rows one to one, the most alike first.

    Then rows left over go to further mentions of an item that has its row; rows of kind ``period`` and rows that
    overlap an ``optional`` quote are neither right nor false.
    """
    same = SAME[table]
    candidates = sorted(
        (-alikeness(item, row), i, j)
        for i, item in enumerate(gold)
        for j, row in enumerate(rows)
        if same(item, row)
    )
    chosen: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in candidates:
        if i not in chosen and j not in taken:
            chosen[i] = j
            taken.add(j)
    for i in chosen:
        repeats = [j for _, other, j in candidates if other == i and j not in taken]
        taken.update(repeats[: gold[i].get("mentions", 1) - 1])
    left = [row for j, row in enumerate(rows) if j not in taken]
    return Pairing(
        pairs=tuple((item, rows[chosen[i]]) for i, item in enumerate(gold) if i in chosen),
        missed=tuple(item for i, item in enumerate(gold) if i not in chosen),
        false=tuple(row for row in left if not _neutral(row, optional)),
    )


def conditions_taken(conditions: Sequence[Item], false: Sequence[Item]) -> int:
    """How many conditions of gold stand among the false targets; a row counts against its likest condition."""
    caught: set[int] = set()
    for row in false:
        near = [
            (word_f1(condition["quote"], row["quote"]), index)
            for index, condition in enumerate(conditions)
            if same_number(number(condition.get("value")), number(row["value"]))
            and overlap(condition["quote"], row["quote"])
        ]
        if near:
            caught.add(max(near)[1])
    return len(caught)


def _neutral(row: Item, optional: Sequence[str]) -> bool:
    return row.get("kind") == "period" or any(overlap(quote, text_of(row, "quote")) for quote in optional)
