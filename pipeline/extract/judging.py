"""Every quantity of a text, in its statement and clause, with what it was found to be."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.extract.clauses import Span, clause_around, statements
from pipeline.extract.numerals import Number
from pipeline.extract.quantities import Quantity, read_quantity
from pipeline.extract.roles import classify
from pipeline.extract.setting import Setting, Verdict
from pipeline.outline import section_at
from pipeline.schema import Document, Genre, Section
from pipeline.text import Line, Text


class Judged(NamedTuple):
    """A quantity with its statement and clause and what it was found to be."""

    quantity: Quantity
    statement: Span
    clause: Span
    verdict: Verdict
    section: Section | None


@dataclass(frozen=True, slots=True)
class Scene:
    """A document as its quantities see it; ``headed`` says that some of its sections have markers."""

    text: Text
    sections: Sequence[Section]
    genre: Genre
    first_year: int | None
    headed: bool
    by_id: Mapping[str, Section]

    @classmethod
    def of(cls, text: Text, sections: Sequence[Section], document: Document) -> "Scene":
        first_year = document.period_start.year if document.period_start else None
        headed = any(section.marker for section in sections)
        by_id = {section.section_id: section for section in sections}
        return cls(text, sections, document.genre, first_year, headed, by_id)

    def setting(self, statement: Span, clause: Span, section: Section | None) -> Setting:
        """Where a quantity of that clause stands; a preamble without headings below it is no preamble."""
        kind = section.kind if section and (self.headed or section.kind != "preamble") else None
        if section is None and self.headed and statement[0] < (self.sections[0].start or 0):
            kind = "theme"  # the head: what stands in a title names what the plan is about
        return Setting(
            self.text.folded, statement, clause, kind, self._title(section), self.genre, self.first_year
        )

    def _title(self, section: Section | None) -> str:
        """The section's title with those above it that stand in a part of no known kind: ``III. KHEN THƯỞNG``."""
        titles: list[str] = []
        while section is not None:
            titles.append((section.title or "").lower())
            above = self.by_id.get(section.parent_id) if section.parent_id else None
            section = above if above is not None and above.kind == "other" else None
        return "\n".join(titles)


def judge_quantities(
    text: Text, sections: Sequence[Section], document: Document, numbers: Sequence[Number]
) -> list[Judged]:
    """Every quantity around the free ``numbers`` (those that no reference, date or marker holds), in order."""
    scene = Scene.of(text, sections, document)
    judged: list[Judged] = []
    index = 0
    while index < len(numbers):
        line = text.line_at(numbers[index].start)
        stop = index
        while stop < len(numbers) and numbers[stop].start < line.end:
            stop += 1
        if line.role != "furniture":
            judged += _judge_line(scene, numbers[index:stop], line)
        index = max(stop, index + 1)
    return judged


def _judge_line(scene: Scene, numbers: Sequence[Number], line: Line) -> Iterator[Judged]:
    """The quantities of one line, statement by statement."""
    folded = scene.text.folded
    spans = statements(scene.text.text, line)
    ends = [end for _, end in spans]
    stated: Span | None = None
    earlier: list[tuple[Quantity, Verdict]] = []
    for quantity in _quantities(folded, numbers):
        statement = spans[min(bisect_right(ends, quantity.number), len(spans) - 1)]
        if statement != stated:
            stated, earlier = statement, []
        section = section_at(scene.sections, quantity.number)
        clause = clause_around(folded, statement, quantity.start, quantity.end)
        verdict = classify(scene.setting(statement, clause, section), quantity, tuple(earlier))
        earlier.append((quantity, verdict))
        yield Judged(quantity, statement, clause, verdict, section)


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
