"""Targets: the quantities of the role ``target`` with their attributes."""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from msgspec import Struct

from pipeline.extract import attributes
from pipeline.extract.clauses import Span, skip_lead, trim
from pipeline.extract.conditions import find_condition
from pipeline.extract.description import Clause, Description, describe
from pipeline.extract.governing import Governing, Governors, within
from pipeline.extract.judging import Judged
from pipeline.extract.quantities import Quantity
from pipeline.extract.setting import RESULTS
from pipeline.schema import Deadline, Measure, Modality, Section, Target
from pipeline.text import Text

_NEIGHBOURS = 8


def build_targets(
    text: Text, sections: Sequence[Section], deadlines: Sequence[Deadline], judged: Sequence[Judged]
) -> list[Target]:
    """One row per quantity that is a target, in the order of the text; restated ones are still apart."""
    rows: list[Target] = []
    governors = Governors.of(text, sections, deadlines)
    for group, (span, items) in enumerate(groupby(judged, key=lambda item: item.statement), 1):
        stated = tuple(items)
        aimed = [item for item in stated if item.verdict.role == "target"]
        if not aimed:
            continue
        statement = _Statement(
            text=text,
            aimed=aimed,
            conditions=[item.quantity for item in stated if item.verdict.role == "condition"],
            deadlines=within(governors.bounding, span),
            governing=governors.govern(span, aimed[0].section),
            modal_words=attributes.modal_words(text.folded, span, aimed[-1].quantity),
            rhythmic=attributes.is_rhythmic(text.folded, span),
            said=_without_marker(text, span),
            group_id=f"{text.doc_id}-g{group}",
        )
        before: Target | None = None
        for item in aimed:
            before = _row(statement, item, before, f"{text.doc_id}-t{len(rows) + 1}")
            rows.append(before)
    return rows


class _Statement(Struct, frozen=True, gc=False):
    """A statement: its targets, its quantities that are conditions, the deadlines inside it, what governs it from
    outside, its words of modality, whether it has a rhythm, what it says, and the group of its rows."""

    text: Text
    aimed: Sequence[Judged]
    conditions: Sequence[Quantity]
    deadlines: Sequence[Deadline]
    governing: Governing
    modal_words: Sequence[re.Match[str]]
    rhythmic: bool
    said: str
    group_id: str


def _row(statement: _Statement, item: Judged, before: Target | None, target_id: str) -> Target:
    """The row of one quantity; ``before`` is that of the target before it in the statement."""
    text, governing = statement.text, statement.governing
    quantity, folded = item.quantity, text.folded
    clause, following = _clause(statement, item)
    described = describe(clause)
    lead = (skip_lead(folded, item.clause[0], quantity.start), quantity.start)
    direction, change = attributes.direction(folded, lead, quantity)
    due = _deadline(statement, item, following) or governing.deadline
    fields: dict[str, Any] = {
        "rule": f"{item.verdict.rule}+{quantity.rule}",
        "confidence": item.verdict.confidence,
        "target_id": target_id,
        "section_id": item.section.section_id if item.section else None,
        "group_id": statement.group_id,
        "statement": statement.said,
        "action": _joined(text.text, described.action),
        "population": _joined(text.text, described.population),
        "condition": _condition(statement, item, clause, following),
        "per": quantity.per or _said(text.text, described.per),
        "measure": _measure(quantity, folded, lead, described),
        "comparator": quantity.comparator,
        "value": quantity.value,
        "value_high": quantity.value_high,
        "unit": quantity.unit or "count",
        "unit_text": quantity.unit_text,
        "direction": direction,
        "frequency": _frequency(statement, item),
        "change": change,
        "baseline": quantity.baseline,
        "modality": _modality(statement, item),
        "deadline_start": due.start_date if due else None,
        "deadline_end": due.end_date if due else None,
        "actor": _said(text.text, described.actor) or governing.actor,
    }
    if before is not None:
        _complete(fields, before, described.verbless, counts_results=quantity.unit_class in RESULTS)
    return Target(*text.at(quantity.start, quantity.end), **fields)


def _clause(statement: _Statement, item: Judged) -> tuple[Clause, int]:
    """The quantity among its neighbours of the clause, and where the following begins (else the clause ends)."""
    targets = [other.quantity for other in statement.aimed if other.clause == item.clause]
    at = targets.index(item.quantity)
    first, beyond = max(at - _NEIGHBOURS, 0), at + _NEIGHBOURS + 1
    following = targets[at + 1].start if at + 1 < len(targets) else item.clause[1]
    end = targets[beyond].start if beyond < len(targets) else item.clause[1]
    span = item.clause[0], end
    near = tuple(targets[first:beyond])
    return Clause(statement.text.folded, item.statement, span, near, at - first), following


def _condition(statement: _Statement, item: Judged, clause: Clause, following: int) -> str | None:
    """The condition in the quantity's own part of the clause: behind it, or before the clause's first quantity."""
    low = item.quantity.start if clause.at else item.clause[0]
    conditions = [other for other in statement.conditions if low <= other.start < following]
    text = statement.text
    return _said(text.text, find_condition(text.folded, item.clause, item.quantity, conditions))


def _deadline(statement: _Statement, item: Judged, following: int) -> Deadline | None:
    """The time that bounds the target within its statement.

    In its clause one right before it and not coordinated with it comes first (``đến năm 2026 đạt 95%``, but not
    ``60 căn vào năm 2025 và 90 căn``), then the one behind it and before the next target, then the last before it;
    else one that stands in the statement before its first target.
    """
    if not statement.deadlines:
        return None
    at = item.quantity.start
    folded, own = statement.text.folded, within(statement.deadlines, item.clause)
    beside = [row for row in own if (row.end or 0) <= at and _ADJOINS.fullmatch(folded, row.end or 0, at)]
    behind = [row for row in own if at < (row.start or 0) < following]
    before = [row for row in own if (row.start or 0) < at]
    if beside:
        return beside[-1]
    if own:
        return behind[0] if behind else before[-1] if before else own[0]
    first = statement.aimed[0].quantity.start
    return next((row for row in statement.deadlines if (row.start or 0) < first), None)


_ADJOINS = re.compile(r"(?:(?! và )[^,;.]){0,30}")


def _frequency(statement: _Statement, item: Judged) -> str | None:
    if not statement.rhythmic:
        return item.quantity.frequency
    return attributes.frequency(statement.text.folded, item.statement, item.clause, item.quantity)


def _modality(statement: _Statement, item: Judged) -> Modality | None:
    """The statement's own modality, else what governs it from outside; ``có`` and ``đạt`` yield to that."""
    own = attributes.modality(statement.text.folded, statement.modal_words, item.clause, item.quantity)
    if own in {"strive", "mandate", "encourage"}:
        return own
    return statement.governing.opened or own or statement.governing.titled


def _complete(fields: dict[str, Any], before: Target, verbless: bool, *, counts_results: bool) -> None:
    """Fill what a coordinated quantity leaves unsaid: it shares it with the one before it in its statement.

    A counted result (``mỗi công đoàn cơ sở có 01 phần việc``) is itself what is to be done, and takes no other action.
    """
    shares = fields["measure"] == before.measure == "share"
    lacking = fields["unit"] == "money" or (_only_noun(fields) and not counts_results)
    if verbless and before.action and lacking:
        fields["action"] = before.action
    same_unit = fields["unit"] == before.unit and fields["unit"] in {"count", "percent"}
    if verbless and same_unit and fields["direction"] == "level":
        fields |= {"direction": before.direction, "change": before.change}
    if fields["population"] is None and shares:
        fields["population"] = before.population
    if fields["population"] is fields["action"] is fields["per"] is None:
        fields |= {"population": before.population, "action": before.action, "per": before.per}
    if fields["modality"] is None and before.modality == "commit" and (shares or verbless):
        fields["modality"] = "commit"
    if fields["modality"] in {None, "commit"} and before.modality == "mandate":
        fields["modality"] = "mandate"


def _only_noun(fields: dict[str, Any]) -> bool:
    """``mỗi lớp không quá 60 học viên``, ``lao động nữ đạt 85%``: the action names no more than what is counted."""
    words, noun = (fields["action"] or "").split(), (fields["unit_text"] or "").split()
    return fields["action"] == fields["population"] or len(words) <= len(noun) + 2


_MARKER = re.compile(r"(?:[-+*•–●▪■◦○➢►✓✔]|\(?[0-9]{1,2}(?:\.[0-9]{1,2})*[.)\-]+|\(?[a-zđ][.)])[ .]*")


def _without_marker(text: Text, span: Span) -> str:
    start, end = trim(text.folded, *span)
    return text.text[skip_marker(text.folded, start, end) : end]


def skip_marker(folded: str, start: int, end: int) -> int:
    """Where a statement begins behind its list marker."""
    match = _MARKER.match(folded, start, end)
    return match.end() if match else start


def _said(text: str, span: Span | None) -> str | None:
    return text[span[0] : span[1]] or None if span else None


def _joined(text: str, spans: Iterable[Span]) -> str | None:
    return " ".join(text[start:end] for start, end in spans if start < end) or None


def _measure(quantity: Quantity, folded: str, lead: Span, described: Description) -> Measure:
    if quantity.unit in {"percent", "percent_point", "ratio"}:
        return "share"
    if quantity.unit == "money":
        return "money"
    if described.per != (0, 0):
        return "mean_per_unit" if _MEAN.search(folded, *lead) else "per_unit"
    return "rate" if quantity.frequency else "count"


_MEAN = re.compile(r"(?<!\w)(?:bình quân|trung bình)(?!\w)")
