"""Targets: the quantities of the role ``target`` with their attributes."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipeline.extract import attributes
from pipeline.extract.clauses import Span, clause_around, skip_lead, statements, trim
from pipeline.extract.conditions import find_condition
from pipeline.extract.description import describe
from pipeline.extract.numerals import Number
from pipeline.extract.quantities import Quantity, read_quantity
from pipeline.extract.roles import Setting, Verdict, classify
from pipeline.schema import Deadline, Document, Measure, Modality, Section, Target
from pipeline.segment import section_at
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


def build_targets(
    text: Text, sections: Sequence[Section], document: Document, deadlines: Sequence[Deadline], judged: Sequence[Judged]
) -> list[Target]:
    """One row per quantity that is a target, in the order of the text; restated ones are still apart."""
    rows: list[Target] = []
    groups: dict[Span, int] = {}
    for item in judged:
        if item.verdict.role != "target":
            continue
        group = groups.setdefault(item.statement, len(groups) + 1)
        row, verbless = _row(text, sections, deadlines, judged, item, len(rows) + 1, group)
        before = rows[-1] if rows and rows[-1].group_id == row.group_id else None
        rows.append(_completed(row, before, verbless) if before else row)
    return rows


def _completed(row: Target, before: Target, verbless: bool) -> Target:
    """What a coordinated quantity leaves unsaid, it shares with the one before it in its statement."""
    shared: dict[str, Any] = {}
    if verbless and before.action and (row.unit == "money" or _only_noun(row)):
        shared["action"] = before.action
        if row.unit == before.unit == "count" and row.direction == "level":
            shared |= {"direction": before.direction, "change": before.change}
    if row.population is None and row.measure == before.measure == "share":
        shared["population"] = before.population
    if row.population is None and row.action is None and row.per is None:
        shared |= {"population": before.population, "action": before.action, "per": before.per}
    if row.modality is None and before.modality == "commit" and row.measure == before.measure == "share":
        shared["modality"] = "commit"
    if row.modality in {None, "commit"} and before.modality == "mandate":
        shared["modality"] = "mandate"
    return replace(row, **shared) if shared else row


def _row(
    text: Text,
    sections: Sequence[Section],
    deadlines: Sequence[Deadline],
    judged: Sequence[Judged],
    item: Judged,
    number: int,
    group: int,
) -> tuple[Target, bool]:
    """The row, and whether its words hold no verb of their own."""
    quantity, folded = item.quantity, text.folded
    siblings = [
        other.quantity for other in judged
        if other.clause == item.clause and (other.verdict.role == "target" or other is item)
    ]  # fmt: skip
    position = siblings.index(quantity)
    following = siblings[position + 1].start if position + 1 < len(siblings) else item.clause[1]
    conditions = tuple(
        other.quantity for other in judged
        if other.verdict.role == "condition" and item.clause[0] <= other.quantity.start < following
        and (other.quantity.start > quantity.start or position == 0)
    )  # fmt: skip
    lead = (skip_lead(folded, item.clause[0], quantity.start), quantity.start)
    described = describe(folded, item.clause, tuple(siblings), position)
    direction, change = attributes.direction(folded, lead, quantity)
    condition = find_condition(folded, item.clause, quantity, conditions)
    start, end = trim(folded, *item.statement)
    deadline = _deadline(text, sections, deadlines, item, following)
    row = Target(
        **text.at(quantity.start, quantity.end),
        rule=f"{item.verdict.rule}+{quantity.rule}",
        confidence=item.verdict.confidence,
        target_id=f"{text.doc_id}-t{number}",
        section_id=item.section.section_id if item.section else None,
        group_id=f"{text.doc_id}-g{group}",
        statement=text.text[skip_marker(folded, start, end) : end],
        action=_joined(text.text, described.action),
        population=_joined(text.text, described.population),
        condition=_said(text.text, condition),
        per=_said(text.text, described.per) or quantity.per,
        measure=_measure(quantity, folded, lead, described.per != (0, 0)),
        comparator=quantity.comparator,
        value=quantity.value,
        value_high=quantity.value_high,
        unit=quantity.unit or "count",
        unit_text=quantity.unit_text,
        direction=direction,
        frequency=attributes.frequency(folded, item.statement, item.clause, quantity),
        change=change,
        baseline=quantity.baseline,
        modality=_modality(text, sections, item),
        deadline_start=deadline.start_date if deadline else None,
        deadline_end=deadline.end_date if deadline else None,
        actor=_said(text.text, described.actor) or _section_actor(item.section),
    )
    return row, described.verbless


def _only_noun(row: Target) -> bool:
    """``mỗi lớp không quá 60 học viên``, ``lao động nữ đạt 85%``: the action names no more than what is counted."""
    return row.action == row.population or len((row.action or "").split()) <= len((row.unit_text or "").split()) + 2


_MARKER = re.compile(r"(?:[-+*•–]|\(?[0-9]{1,2}(?:\.[0-9]{1,2})*[.)\-]+|\(?[a-zđ][.)])[ .]*")


def skip_marker(folded: str, start: int, end: int) -> int:
    """Where a statement begins behind its list marker."""
    match = _MARKER.match(folded, start, end)
    return match.end() if match else start


def _said(text: str, span: Span | None) -> str | None:
    return text[span[0] : span[1]] or None if span else None


def _joined(text: str, spans: Iterable[Span]) -> str | None:
    return " ".join(text[start:end] for start, end in spans if start < end) or None


def _measure(quantity: Quantity, folded: str, lead: Span, per_unit: bool) -> Measure:
    if quantity.unit in {"percent", "percent_point", "ratio"}:
        return "share"
    if quantity.unit == "money":
        return "money"
    if per_unit:
        return "mean_per_unit" if _MEAN.search(folded, *lead) else "per_unit"
    return "rate" if quantity.frequency else "count"


_MEAN = re.compile(r"(?<!\w)(?:bình quân|trung bình)(?!\w)")


def _modality(text: Text, sections: Sequence[Section], item: Judged) -> Modality | None:
    """The statement's own modality, else that of the line that opens its list, else that of its heading."""
    own = attributes.modality(text.folded, item.statement, item.clause, item.quantity)
    if own in {"strive", "mandate", "encourage"}:
        return own
    opener = _opener(text, item)
    opened = attributes.governing_modality(text.folded, opener.start, opener.end) if opener else None
    return opened or _heading(text, sections, item) or own


_OPENER_REACH = 20


def _opener(text: Text, item: Judged) -> Line | None:
    """The line that opens the list an item stands in: ``Đến năm 2026, phấn đấu đạt các chỉ tiêu sau:``."""
    position = bisect_right(text.line_starts, item.statement[0]) - 1
    if not _ITEM.match(text.folded, text.lines[position].start):
        return None
    for line in reversed(text.lines[max(position - _OPENER_REACH, 0) : position]):
        if text.folded[line.start : line.end].rstrip().endswith(":"):
            return line
        if not _ITEM.match(text.folded, line.start):
            return None
    return None


_ITEM = re.compile(r"[-+*•–]|\(?[0-9]{1,2}[.)]|\(?[a-zđ]\)")


def _parent(sections: Sequence[Section], section: Section) -> Section | None:
    return next((other for other in sections if other.section_id == section.parent_id), None)


def _heading(text: Text, sections: Sequence[Section], item: Judged) -> Modality | None:
    section = item.section
    while section is not None and section.kind in {"targets", "objectives"}:
        if section.title and (found := attributes.governing_modality(section.title.lower(), 0, len(section.title))):
            return found
        section = _parent(sections, section)
    return None


def _deadline(
    text: Text, sections: Sequence[Section], deadlines: Sequence[Deadline], item: Judged, following: int
) -> Deadline | None:
    """The time that bounds the target: in its clause (best behind it and before the ``following`` quantity), else opening its statement, else in the headings above it."""
    bounding = [row for row in deadlines if row.kind in {"by", "in", "range"} and (row.end_date or row.start_date)]
    own = [row for row in bounding if _inside(row, item.clause)]
    if own:
        at = item.quantity.start
        behind = [row for row in own if at < (row.start or 0) < following]
        before = [row for row in own if (row.start or 0) < at]
        return behind[0] if behind else before[-1] if before else own[0]
    opening = [row for row in bounding if _inside(row, item.statement) and (row.start or 0) < item.quantity.start]
    if opening:
        return opening[0]
    opener = _opener(text, item)
    if opener and (opened := [row for row in bounding if _inside(row, (opener.start, opener.end))]):
        return opened[0]
    section = item.section
    while section is not None:
        heading = (section.start or 0, section.end or 0)
        if above := [row for row in bounding if _inside(row, heading)]:
            return above[0]
        section = _parent(sections, section)
    return None


def _inside(row: Deadline, span: Span) -> bool:
    return row.start is not None and row.end is not None and span[0] <= row.start and row.end <= span[1]


_ADDRESSED = re.compile(r"(?:đối với |giao |đề nghị |các |những )*", re.IGNORECASE)


def _section_actor(section: Section | None) -> str | None:
    """The body that a section of the implementation addresses: ``2. Đối với công đoàn cơ sở``."""
    if section is None or section.kind != "implementation" or not section.title or len(section.title) > 90:
        return None
    match = _ADDRESSED.match(section.title)
    return section.title[match.end() :].strip(" .:") or None if match else None
