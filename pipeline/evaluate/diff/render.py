"""The changes between two revisions for a reader, and as JSON."""

import os
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from pipeline.evaluate.diff.changes import Change
from pipeline.evaluate.diff.rows import COMPARED, Placed
from pipeline.evaluate.diff.standing import Standing

_SIGNS = {"gained": "+", "lost": "-", "changed": "~"}
# What tells a row's content at a glance.
_SHOWN = {
    "documents": ("type", "number", "issuer"),
    "sections": ("path", "kind"),
    "targets": ("comparator", "value", "value_high", "unit", "population", "action"),
    "references": ("type", "number", "date", "relation"),
    "deadlines": ("kind", "start_date", "end_date", "recurrence"),
    "numerals": ("role", "value"),
    "findings": ("code", "message_vi"),
    "failures": ("reason",),
}
_LONGEST = 70


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two revisions by name, what became of each row, what gold says of rows, processor seconds of both."""

    base: str
    here: str
    changes: Sequence[Change]
    standings: dict[int, Standing]
    seconds: tuple[float, float]

    def standing(self, row: Placed | None) -> Standing | None:
        return self.standings.get(id(row.cells)) if row else None

    @property
    def ratio(self) -> float:
        return self.seconds[1] / self.seconds[0] if self.seconds[0] else 1.0


def as_text(found: Comparison) -> str:
    """Row by row under the name of each file, then a table of counts, then the time."""
    parts = (_rows(found), [""], _counts(found), _columns(found), ["", _time(found)])
    return "\n".join([f"{found.base}  →  {found.here}", *chain.from_iterable(parts)])


def _rows(found: Comparison) -> Iterator[str]:
    source = None
    for change in found.changes:
        if change.kind == "same":
            continue
        if change.source != source:
            source = change.source
            yield f"\n{os.path.relpath(source)}"
        yield f"  {_SIGNS[change.kind]} {change.table:11}{_line(change, found)}"


def _line(change: Change, found: Comparison) -> str:
    row = change.after or change.before
    assert row is not None
    if change.kind == "changed":
        parts = [f"{name}: {_short(old)} → {_short(new)}" for name, (old, new) in change.columns.items()]
    else:
        parts = [
            f"{name}={_short(row.values[name])}" for name in _SHOWN[change.table] if row.values.get(name)
        ]
        parts += [f"rule={row.values['rule']}"] if row.values.get("rule") else []
    return "  ".join(filter(None, (_short(row.quote), "; ".join(parts), _judged(change, found))))


def _judged(change: Change, found: Comparison) -> str:
    before, after = found.standing(change.before), found.standing(change.after)
    match change.kind:
        case "gained":
            return f"[{after}]" if after else ""
        case "lost":
            return f"[was {before}]" if before else ""
        case _:
            return f"[{before} → {after}]" if before != after else f"[{after}]" if after else ""


def _counts(found: Comparison) -> Iterator[str]:
    counts = Counter((change.table, change.kind) for change in found.changes)
    yield f"{'table':12}{'gained':>8}{'lost':>8}{'changed':>9}{'same':>8}   by gold"
    for table in COMPARED:
        kinds = [counts[table, kind] for kind in ("gained", "lost", "changed", "same")]
        if any(kinds):
            gained, lost, changed, same = kinds
            yield f"{table:12}{gained:8}{lost:8}{changed:9}{same:8}   {_by_gold(table, found)}".rstrip()


def _columns(found: Comparison) -> Iterator[str]:
    """How often each column changed."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for change in found.changes:
        counts[change.table].update(change.columns)
    for table, columns in counts.items():
        if columns:
            yield f"{table} changed: {', '.join(f'{name} {n}' for name, n in columns.most_common())}"


def _by_gold(table: str, found: Comparison) -> str:
    """How many right and wrong rows came and went, those included that are another's now."""
    counts: Counter[tuple[str, str]] = Counter()
    for change in found.changes:
        before, after = found.standing(change.before), found.standing(change.after)
        if change.table == table and before != after:
            counts[str(before), "-"] += 1
            counts[str(after), "+"] += 1
    parts = [
        f"{sign}{counts[name, sign]} {name}"
        for name in ("right", "wrong")
        for sign in "+-"
        if counts[name, sign]
    ]
    return ", ".join(parts)


def _time(found: Comparison) -> str:
    base, here = found.seconds
    return f"processor time: {base:.1f} s before, {here:.1f} s now, {found.ratio:.2f} times"


def as_json(found: Comparison) -> dict[str, Any]:
    """Plain values; rows that are the same are counted only."""
    counts = Counter((change.table, change.kind) for change in found.changes)
    return {
        "base": found.base,
        "here": found.here,
        "changes": [_change(change, found) for change in found.changes if change.kind != "same"],
        "counts": {
            table: {kind: counts[table, kind] for kind in ("gained", "lost", "changed", "same")}
            for table in COMPARED
        },
        "seconds": {"base": found.seconds[0], "here": found.seconds[1], "ratio": found.ratio},
    }


def _change(change: Change, found: Comparison) -> dict[str, Any]:
    return {
        "source": change.source,
        "table": change.table,
        "kind": change.kind,
        "before": change.before and change.before.cells,
        "after": change.after and change.after.cells,
        "columns": {name: list(values) for name, values in change.columns.items()},
        "gold": {"before": found.standing(change.before), "after": found.standing(change.after)},
    }


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return (flat if len(flat) <= _LONGEST else flat[: _LONGEST - 1] + "…") or "∅"
