"""Which rows a revision gained, lost and changed."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Literal

from pipeline.evaluate.diff.rows import COMPARED, Placed, Side

Kind = Literal["gained", "lost", "changed", "same"]
_Pairs = list[tuple[Placed, Placed]]


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one row; ``columns`` are those that differ, with the value before and after."""

    source: str
    table: str
    kind: Kind
    before: Placed | None
    after: Placed | None
    columns: dict[str, tuple[str, str]]


def changes_between(base: Side, here: Side) -> Iterator[Change]:
    """All rows of both sides, document by document, in the order of the text; those that are the same too.

    Rows are one where their spans are, in the base's text moved to where its lines stand now; else where the spans
    overlap. Columns that one side does not have are passed over.
    """
    sources = base.sources | here.sources
    keys = dict.fromkeys(key for side in (base, here) for rows in side.rows.values() for key in rows)
    for key in sorted(keys, key=lambda key: sources.get(key, key)):
        move = _mover(base.texts.get(key, ""), here.texts.get(key, ""))
        for table in COMPARED:
            before, after = (side.rows[table].get(key, []) for side in (base, here))
            moved = [replace(row, span=move(row.span)) for row in before]
            yield from _changes(sources.get(key, key), table, moved, after)


def _changes(source: str, table: str, before: Sequence[Placed], after: Sequence[Placed]) -> Iterator[Change]:
    shared = set(before[0].values) & set(after[0].values) if before and after else set()

    def whole(row: Placed) -> Hashable:
        return row.span, row.kind, row.quote, tuple((name, row.values[name]) for name in sorted(shared))

    same, before, after = _match(before, after, whole)
    alike, before, after = _match(before, after, lambda row: (row.span, row.kind))
    overlapping, before, after = _overlapping(before, after)
    found = [Change(source, table, "same", old, new, {}) for old, new in same]
    found += [
        Change(source, table, "changed", old, new, _columns(old, new, shared))
        for old, new in (*alike, *overlapping)
    ]
    found += [Change(source, table, "lost", row, None, {}) for row in before]
    found += [Change(source, table, "gained", None, row, {}) for row in after]
    yield from sorted(found, key=_place)


def _columns(old: Placed, new: Placed, shared: set[str]) -> dict[str, tuple[str, str]]:
    quotes = {"quote": (old.quote, new.quote)} if old.quote != new.quote else {}
    return quotes | {
        name: (old.values[name], new.values[name])
        for name in new.values
        if name in shared and old.values[name] != new.values[name]
    }


def _match(
    before: Sequence[Placed], after: Sequence[Placed], key: Callable[[Placed], Hashable]
) -> tuple[_Pairs, list[Placed], list[Placed]]:
    """Pair rows with the same key in their order; the pairs, and what is left on either side."""
    waiting: defaultdict[Hashable, list[int]] = defaultdict(list)
    for index in reversed(range(len(after))):
        waiting[key(after[index])].append(index)
    pairs, left, taken = [], [], set()
    for row in before:
        if found := waiting.get(key(row)):
            taken.add(index := found.pop())
            pairs.append((row, after[index]))
        else:
            left.append(row)
    return pairs, left, [row for index, row in enumerate(after) if index not in taken]


def _overlapping(
    before: Sequence[Placed], after: Sequence[Placed]
) -> tuple[_Pairs, list[Placed], list[Placed]]:
    pairs, left, free = [], [], list(after)
    for row in before:
        found = next((other for other in free if _overlap(row, other)), None)
        if found is None:
            left.append(row)
        else:
            free.remove(found)
            pairs.append((row, found))
    return pairs, left, free


def _overlap(one: Placed, other: Placed) -> bool:
    if one.span is None or other.span is None or one.kind != other.kind:
        return False
    return one.span[0] < other.span[1] and other.span[0] < one.span[1]


def _place(change: Change) -> tuple[int, int]:
    spans = [row.span for row in (change.after, change.before) if row and row.span]
    return spans[0] if spans else (-1, -1)


def _mover(old: str, new: str) -> Callable[[tuple[int, int] | None], tuple[int, int] | None]:
    """What moves a span of ``old`` to where the same lines stand in ``new``; where they do not, it becomes None."""
    if old == new:
        return lambda span: span
    lines, others = old.splitlines(keepends=True), new.splitlines(keepends=True)
    starts, other_starts = _starts(lines), _starts(others)
    blocks = SequenceMatcher(None, lines, others, autojunk=False).get_matching_blocks()
    kept = [(starts[b.a], starts[b.a + b.size], other_starts[b.b] - starts[b.a]) for b in blocks]

    def move(span: tuple[int, int] | None) -> tuple[int, int] | None:
        if span is None:
            return None
        by = next((by for start, end, by in kept if start <= span[0] and span[1] <= end), None)
        return None if by is None else (span[0] + by, span[1] + by)

    return move


def _starts(lines: Sequence[str]) -> list[int]:
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    return starts
