"""Every quantity of a text, in its statement and clause, with what it was found to be."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.extract.clauses import Span, clause_around, statements
from pipeline.extract.numerals import Number
from pipeline.extract.quantities import Quantity, read_quantity
from pipeline.extract.roles import Setting, Verdict, classify
from pipeline.outline import section_at
from pipeline.schema import Document, Section
from pipeline.text import Line, Text


@dataclass(frozen=True, slots=True)
class Judged:
    """A quantity with its statement and clause and what it was found to be."""

    quantity: Quantity
    statement: Span
    clause: Span
    verdict: Verdict
    section: Section | None


def judge_quantities(
    text: Text, sections: Sequence[Section], document: Document, numbers: Sequence[Number]
) -> list[Judged]:
    """Every quantity around the free ``numbers`` (those that no reference, date or marker holds), in order."""
    judged: list[Judged] = []
    index = 0
    year = document.period_start.year if document.period_start else None
    headed = any(section.marker for section in sections)
    while index < len(numbers):
        line = text.line_at(numbers[index].start)
        stop = index
        while stop < len(numbers) and numbers[stop].start < line.end:
            stop += 1
        if line.role != "furniture":
            judged += _judge_line(text, sections, document, numbers[index:stop], line, year, headed)
        index = max(stop, index + 1)
    return judged


def _judge_line(
    text: Text,
    sections: Sequence[Section],
    document: Document,
    numbers: Sequence[Number],
    line: Line,
    year: int | None,
    headed: bool,
) -> Iterable[Judged]:
    """The quantities of one line, statement by statement."""
    quantities = _quantities(text.folded, numbers)
    spans = statements(text.text, line)
    found: list[Judged] = []
    for quantity in quantities:
        statement = next((span for span in spans if quantity.number < span[1]), spans[-1])
        section = section_at(sections, quantity.number)
        clause = clause_around(text.folded, statement, quantity.start, quantity.end)
        setting = Setting(
            text.folded, statement, clause, section.kind if section and (headed or section.kind != "preamble") else None,
            (section.title or "").lower() if section else "", document.genre, year,
        )  # fmt: skip
        earlier = tuple((other.quantity, other.verdict) for other in found if other.statement == statement)
        found.append(Judged(quantity, statement, clause, classify(setting, quantity, earlier), section))
    return found


def _quantities(folded: str, numbers: Sequence[Number]) -> list[Quantity]:
    """The quantities of a line; a number that another quantity holds begins none."""
    found: list[Quantity] = []
    held: set[int] = set()
    for index, number in enumerate(numbers):
        if number.start in held:
            continue
        if quantity := read_quantity(folded, numbers, index):
            held.update(quantity.numbers)
            found.append(quantity)
    return found
