"""What an evaluation found, and how it is shown."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_TABLE_WIDTH, _NAME_WIDTH = 11, 24


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one table; a ratio without a divisor is None."""

    right: int = 0
    missed: int = 0
    false: int = 0

    @property
    def precision(self) -> float | None:
        return _ratio(self.right, self.right + self.false)

    @property
    def recall(self) -> float | None:
        return _ratio(self.right, self.right + self.missed)

    @property
    def f1(self) -> float | None:
        return _ratio(2 * self.right, 2 * self.right + self.missed + self.false)

    def __add__(self, other: "Score") -> "Score":
        return Score(self.right + other.right, self.missed + other.missed, self.false + other.false)


@dataclass(frozen=True, slots=True)
class Tally:
    """So many of so many."""

    count: int = 0
    of: int = 0

    @property
    def share(self) -> float | None:
        return _ratio(self.count, self.of)

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.count + other.count, self.of + other.of)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as gold has it: ``what`` is MISSED, FALSE or the name of an attribute."""

    document: str
    table: str
    what: str
    quote: str | None = None
    wanted: str | None = None
    found: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """Scores per table, accuracy per attribute (``targets.per``), conditions taken for targets, and every fault.

    ``absent`` names the gold files whose document is not in the dataset: all their items are missed,
    none of their attributes is right.
    """

    tables: dict[str, Score]
    attributes: dict[str, Tally]
    conditions: Tally
    absent: tuple[str, ...]
    faults: tuple[Fault, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain values, for ``--json``."""
        tables = {
            name: {
                "tp": score.right,
                "fn": score.missed,
                "fp": score.false,
                "precision": score.precision,
                "recall": score.recall,
                "f1": score.f1,
            }
            for name, score in self.tables.items()
        }
        attributes = {
            name: {"right": tally.count, "of": tally.of, "accuracy": tally.share}
            for name, tally in self.attributes.items()
        }
        conditions = {"wrong": self.conditions.count, "of": self.conditions.of}
        return {
            "absent": list(self.absent),
            **tables,
            "attributes": attributes,
            "conditions_taken_for_targets": conditions,
        }


def render(report: Report, show: bool) -> str:
    """The report as lines for a reader; ``show`` puts every fault before the figures."""
    return "\n".join(_lines(report, show))


def _lines(report: Report, show: bool) -> Iterator[str]:
    if show:
        yield from map(_fault, report.faults)
    if report.absent:
        yield f"not in the dataset: {', '.join(report.absent)}"
    for name, score in report.tables.items():
        ratios = f"P {_shown(score.precision)}  R {_shown(score.recall)}  F1 {_shown(score.f1)}"
        counts = f"{score.right} right, {score.missed} missed, {score.false} false"
        yield f"{name:{_TABLE_WIDTH}} {ratios}   ({counts})"
    for name, tally in report.attributes.items():
        yield f"  {name:{_NAME_WIDTH}} {tally.count}/{tally.of}"
    yield f"  conditions taken for targets: {report.conditions.count} of {report.conditions.of}"


def _fault(fault: Fault) -> str:
    head = f"  {fault.document} {fault.table}"
    if fault.what in ("MISSED", "FALSE"):
        return f"{head} {fault.what} {fault.quote!r}"
    place = f" at {fault.quote!r}" if fault.quote else ""
    return f"{head}.{fault.what} gold={fault.wanted!r} got={fault.found!r}{place}"


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _shown(ratio: float | None) -> str:
    return "  –  " if ratio is None else f"{ratio:.3f}"
