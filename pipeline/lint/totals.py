"""Totals in tables that are not the sum of their column."""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from pipeline.lint.faults import Fault
from pipeline.text import Line, Text

_BAR = "|"
_TOTAL = re.compile(r"(?:tổng|tổng cộng|cộng|tổng số|toàn tỉnh|toàn thành phố|toàn huyện|toàn ngành)\b[ :]*")
_COUNT = re.compile(r"\d{1,3}(?:\.\d{3})+|\d+")
_PART = re.compile(r"[ivx]+\.?|[a-hđ][.)]?")
_NO_SUM = re.compile(r"%|tỷ lệ|bình quân|năm|stt|điểm|hạn|ngày|mức")
_OF_WHICH = ("-", "+", "trong đó", "tr.đó")
_FEWEST = 2


class Cell(NamedTuple):
    """``text[start:end]``, folded in ``words``."""

    start: int
    end: int
    words: str


def faults(text: Text) -> Iterator[Fault]:
    """Of tables whose last or first row of numbers is their total, and that have no totals of parts."""
    if _BAR not in text.folded:
        return
    for is_table, run in groupby(text.lines, lambda line: line.role == "table"):
        lines = list(run) if is_table else []
        if lines and _TOTAL.search(text.folded, lines[0].start, lines[-1].end):
            rows = [_cells(text, line) for line in lines]
            yield from _of_table(text, [row for row in rows if len(row) > 1])


def _cells(text: Text, line: Line) -> list[Cell]:
    cells, at = [], line.start
    for words in text.folded[line.start : line.end].split(_BAR):
        bare = words.strip(" *")
        start = at + (words.find(bare) if bare else 0)
        cells.append(Cell(start, start + len(bare), bare))
        at += len(words) + len(_BAR)
    return cells


def _of_table(text: Text, rows: list[list[Cell]]) -> Iterator[Fault]:
    totals = [row for row in rows if any(_TOTAL.fullmatch(cell.words) for cell in row[:2])]
    items = [
        row for row in rows if row not in totals and any(_COUNT.fullmatch(cell.words) for cell in row[1:])
    ]
    if len(totals) != 1 or len(items) < _FEWEST or any(map(_is_part, items)):
        return
    heads = rows[: min(rows.index(totals[0]), rows.index(items[0]))]
    if len(heads) + len(items) + 1 != len(rows):
        return  # another table, or a row of words
    for column, cell in enumerate(totals[0]):
        numbers = [_number(row[column]) for row in items if column < len(row)]
        added = sum(number or 0 for number in numbers)
        said = _number(cell)
        full = len(numbers) == len(items) and None not in numbers
        if said is not None and full and added != said and not _no_sum(heads, column):
            words = {"said": text.text[cell.start : cell.end], "sum": f"{added:,}".replace(",", ".")}
            yield Fault("sum_mismatch", cell.start, cell.end, words)


def _is_part(row: list[Cell]) -> bool:
    """Whether the row adds up others, or is one of those: I, a), - nữ."""
    return bool(_PART.fullmatch(row[0].words)) or any(cell.words.startswith(_OF_WHICH) for cell in row[:2])


def _no_sum(heads: list[list[Cell]], column: int) -> bool:
    """Whether the heads of a column say that it holds shares, years or the like."""
    return any(_NO_SUM.search(row[column].words) for row in heads if column < len(row))


def _number(cell: Cell) -> int | None:
    return int(cell.words.replace(".", "")) if _COUNT.fullmatch(cell.words) else None
