"""The findings of a document against those of its gold.

A finding of gold is ``{"code", "quote", "why"}``, or the line ``code: why``, which names no place. It is right where a
row has its code and, if there is one, overlaps its quote; one without a quote may be told at several places. What a
finding says of the reading instead of the directive (``ocr_uncertain_number``) is neither right nor false.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.evaluate.agreement import Item, text_of
from pipeline.evaluate.likeness import overlap
from pipeline.evaluate.report import Fault, Score

_OF_THE_READING = frozenset({"ocr_uncertain_number", "unread_page"})


@dataclass(frozen=True, slots=True)
class Expected:
    """One finding of gold."""

    code: str
    quote: str | None


def expected(entries: Sequence[Any]) -> list[Expected]:
    """The findings of a gold file, those with a quote first."""
    read = [_expected(entry) for entry in entries]
    return sorted(read, key=lambda one: one.quote is None)


def score(document: str, wanted: Sequence[Expected], rows: Sequence[Item]) -> tuple[Score, list[Fault]]:
    """How many of one document are right, missed and false, and which are not right."""
    left = [row for row in rows if row["code"] not in _OF_THE_READING]
    missed = []
    for index, one in enumerate(wanted):
        same = [row for row in left if _same(one, row)]
        if same:
            more = one.quote is None and one not in wanted[index + 1 :]
            told = same if more else same[:1]
            left = [row for row in left if row not in told]
        else:
            missed.append(one)
    faults = [*_missed(document, missed), *_false(document, left)]
    return Score(len(wanted) - len(missed), len(missed), len(left)), faults


def _expected(entry: Any) -> Expected:
    if isinstance(entry, str):
        return Expected(entry.partition(":")[0].strip(), None)
    return Expected(entry["code"], entry.get("quote"))


def _same(one: Expected, row: Item) -> bool:
    return one.code == row["code"] and (one.quote is None or overlap(one.quote, text_of(row, "quote")))


def _missed(document: str, missed: Sequence[Expected]) -> Iterator[Fault]:
    for one in missed:
        yield Fault(document, "findings", "MISSED", " ".join(filter(None, (one.code, one.quote))))


def _false(document: str, left: Sequence[Item]) -> Iterator[Fault]:
    for row in left:
        yield Fault(
            document, "findings", "FALSE", " ".join(filter(None, (row["code"], text_of(row, "quote"))))
        )
