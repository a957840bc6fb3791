"""How many units a body has: what the user knows (``units.csv``) and what the plan itself says."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import regex

from pipeline.cascade.plans import Plan
from pipeline.cascade.terms import levels_of, own_sector, sectors_of, syllables
from pipeline.errors import ChitieuError, reason_of
from pipeline.folding import fold
from pipeline.gazetteer.organisations import same_body
from pipeline.lexicon import load

COLUMNS = ("issuer", "unit", "count")


class UnitsError(ChitieuError):
    """A units file that cannot be read as one."""


@dataclass(frozen=True, slots=True)
class UnitCount:
    """``issuer`` has ``count`` of ``unit`` (``công đoàn cơ sở``)."""

    issuer: str
    unit: str
    count: int


def read_units(path: Path) -> tuple[UnitCount, ...]:
    """The rows of a CSV file with the columns issuer, unit and count.

    Raises:
        UnitsError: it cannot be read, lacks a column, or a count is no whole number of 0 or more.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
            if missing:
                raise UnitsError(f"{path}: no column {', '.join(missing)}; needed are {', '.join(COLUMNS)}")
            return tuple(_row(path, number, row) for number, row in enumerate(reader, start=2))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UnitsError(f"{path}: cannot be read ({reason_of(error)})") from error


def _row(path: Path, number: int, row: dict[str, str | None]) -> UnitCount:
    count = (row["count"] or "").strip()
    if not (count.isascii() and count.isdigit()):
        raise UnitsError(f"{path}: row {number}: count must be a whole number, not {count!r}")
    return UnitCount((row["issuer"] or "").strip(), (row["unit"] or "").strip(), int(count))


@cache
def _patterns() -> "tuple[regex.Pattern[str], ...]":
    return tuple(entry.compiled() for entry in load("bases"))


@cache
def stated_counts(issuer: str, text: str) -> tuple[UnitCount, ...]:
    """The counts that a plan's own text gives of what its issuer has."""
    folded = fold(text)
    return tuple(
        UnitCount(issuer, hit["unit"], int(hit["count"].replace(".", "")))
        for pattern in _patterns()
        for hit in pattern.finditer(folded)
    )


def count_of(phrase: str, plan: Plan, known: Sequence[UnitCount]) -> int | None:
    """How many of what ``phrase`` names the issuer of ``plan`` has; None where nobody says or two say differently."""
    issuer = plan.document.issuer or ""
    given = [row for row in known if issuer and same_body(row.issuer, issuer)]
    sector = own_sector(issuer)
    for rows in (given, stated_counts(issuer, plan.text)):
        counts = {row.count for row in _of_unit(rows, phrase, sector)}
        if len(counts) == 1:
            return counts.pop()
    return None


def _of_unit(rows: Iterable[UnitCount], phrase: str, sector: str | None) -> Iterable[UnitCount]:
    folded = fold(phrase)
    levels, sectors = levels_of(folded), sectors_of(folded) - {sector}
    for row in rows:
        unit = fold(row.unit)
        same = levels_of(unit) == levels if levels else syllables(unit) == syllables(folded)
        if same and sectors_of(unit) - {sector} == sectors:
            yield row
