"""Every quantity of a text, in its statement and clause, with what it was found to be."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct, field

from pipeline.extract.bounds import Spans
from pipeline.extract.clauses import Span, clause_around, statements
from pipeline.extract.numerals import Number
from pipeline.extract.openers import aims_below_labels, openers_above
from pipeline.extract.quantities import Quantity, read_quantity
from pipeline.extract.reported import page_day
from pipeline.extract.role_cues import Cue, find_cues
from pipeline.extract.roles import classify
from pipeline.extract.setting import AIMING, Setting, Verdict, cue
from pipeline.outline import section_at
from pipeline.schema import Document, Genre, Section
from pipeline.text import Line, Text

_UNTOLD = frozenset({None, "other", "preamble", "tasks"})
_LISTED = Verdict("past_result", "past.list", 0.9)


class Judged(Struct, frozen=True, gc=False):
    """A quantity with its statement and clause and what it was found to be."""

    quantity: Quantity
    statement: Span
    clause: Span
    verdict: Verdict
    section: Section | None


class Placed(Struct, frozen=True, gc=False):
    """A quantity with its statement, its clause and the section that it stands in."""

    quantity: Quantity
    statement: Span
    clause: Span
    section: Section | None


class Scene(Struct, frozen=True):
    """A document as its quantities see it; ``headed`` says that some of its sections have markers.

    ``labelled`` holds the lines below a label of aims; ``awarding`` tells of the sections seen so far whether their
    titles speak of awards.
    """

    text: Text
    sections: Sequence[Section]
    genre: Genre
    first_year: int | None
    issued: date | None
    headed: bool
    by_id: Mapping[str, Section]
    labelled: Spans
    awarding: dict[str, bool] = field(default_factory=dict)

    @classmethod
    def of(cls, text: Text, sections: Sequence[Section], document: Document) -> "Scene":
        issued = document.issued or (page_day(text) if document.genre == "news_report" else None)
        since = document.period_start or issued
        first_year = since.year if since else None
        headed = any(section.marker for section in sections)
        by_id = {section.section_id: section for section in sections}
        labelled = Spans(aims_below_labels(text))
        return cls(text, sections, document.genre, first_year, issued, headed, by_id, labelled)

    def setting(self, placed: Placed, cues: Mapping[bool, Cue]) -> Setting:
        """Where a quantity stands; a preamble without headings below it is no preamble."""
        statement, clause, section = placed.statement, placed.clause, placed.section
        kind = section.kind if section and (self.headed or section.kind != "preamble") else None
        if section is None and self.headed and statement[0] < (self.sections[0].start or 0):
            kind = "theme"  # the head: what stands in a title names what the plan is about
        if kind in _UNTOLD and self.labelled.hold(statement[0]):
            kind = "targets"
        folded, awarding = self.text.folded, section is not None and self._awards(section)
        before = folded[clause[0] : placed.quantity.start]
        return Setting(
            folded, statement, clause, kind, awarding, self.genre, self.first_year, self.issued, before, cues
        )

    def _awards(self, section: Section) -> bool:
        """Whether a title speaks of awards, be it that of a part of no known kind above: ``III. KHEN THƯỞNG``."""
        known = self.awarding.get(section.section_id)
        if known is None:
            above = self.by_id.get(section.parent_id) if section.parent_id else None
            named = cue("award").search((section.title or "").lower()) is not None
            known = named or (above is not None and above.kind == "other" and self._awards(above))
            self.awarding[section.section_id] = known
        return known


def judge_quantities(
    text: Text, sections: Sequence[Section], document: Document, numbers: Sequence[Number]
) -> list[Judged]:
    """Every quantity around the free ``numbers`` (those that no reference, date or marker holds), in order."""
    scene = Scene.of(text, sections, document)
    placed = _placed(scene, list(_lines(text, numbers)))
    cues = [find_cues(text.folded, one.statement, one.quantity) for one in placed]
    settings = map(scene.setting, placed, cues)
    judged: list[Judged] = []
    stated: Span | None = None
    earlier: list[tuple[Quantity, Verdict]] = []
    for one, setting in zip(placed, settings, strict=True):
        if one.statement != stated:
            stated, earlier = one.statement, []
        verdict = classify(setting, one.quantity, earlier)
        if verdict.role == "target" and _recounted(text, setting):
            verdict = _LISTED
        earlier.append((one.quantity, verdict))
        judged.append(Judged(one.quantity, one.statement, one.clause, verdict, one.section))
    return judged


def _recounted(text: Text, setting: Setting) -> bool:
    """Whether a list tells what was reached: ``Năm 2030 đã có những kết quả sau:``."""
    if setting.kind in AIMING:
        return False
    openers = openers_above(text, setting.statement[0])
    return any(cue("recounts_below").match(text.folded, line.start, line.end) for line in openers)


def _lines(text: Text, numbers: Sequence[Number]) -> Iterator[tuple[Line, Sequence[Number]]]:
    """The lines that hold ``numbers``, each with its own; furniture is none."""
    index = 0
    while index < len(numbers):
        line = text.line_at(numbers[index].start)
        stop = index
        while stop < len(numbers) and numbers[stop].start < line.end:
            stop += 1
        if line.role != "furniture":
            yield line, numbers[index:stop]
        index = max(stop, index + 1)


def _placed(scene: Scene, lines: Sequence[tuple[Line, Sequence[Number]]]) -> list[Placed]:
    """The quantities of the lines in their places."""
    folded, sections = scene.text.folded, scene.sections
    read = [_quantities(folded, numbers) for _, numbers in lines]
    stated = [statements(scene.text.text, line) for line, _ in lines]
    placed: list[Placed] = []
    for quantities, spans in zip(read, stated, strict=True):
        ends = [end for _, end in spans]
        for quantity in quantities:
            statement = spans[min(bisect_right(ends, quantity.number), len(spans) - 1)]
            clause = clause_around(folded, statement, quantity.start, quantity.end)
            placed.append(Placed(quantity, statement, clause, section_at(sections, quantity.number)))
    return placed


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
