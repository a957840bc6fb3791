"""What stands on each sheet of the workbook."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from pipeline.report.cells import Judged, Percent, Value
from pipeline.report.formats import document_label, every, issuer_name, section_name
from pipeline.report.places import Lines, lines_of
from pipeline.report.reading import Source
from pipeline.report.wording import Words
from pipeline.schema import Finding, Numeral, Target

_LONG, _MIDDLE, _SHORT = 60, 28, 13  # widths in characters
_Placed = TypeVar("_Placed", Finding, Numeral)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name, its columns with their widths in characters, and its rows as they are asked for."""

    name: str
    columns: tuple[tuple[str, int], ...]
    rows: Iterable[list[Value]]


def sheets(source: Source, words: Words) -> list[Sheet]:
    """All sheets of the workbook, in order."""
    makers = (
        ("summary", _summary),
        ("cascade", _cascade),
        ("documents", _documents),
        ("targets", _targets),
        ("deadlines", _deadlines),
        ("references", _references),
        ("findings", _findings),
        ("numerals", _numerals),
        ("failures", _failures),
    )
    found = []
    for name, make in makers:
        columns, rows = make(source, words)
        found.append(Sheet(words("sheet", name), columns, rows))
    return found


_Made = tuple[tuple[tuple[str, int], ...], Iterable[list[Value]]]


def _columns(words: Words, **widths: int) -> tuple[tuple[str, int], ...]:
    return tuple((words("column", key), width) for key, width in widths.items())


def _label(source: Source, doc_id: str | None) -> str | None:
    return None if doc_id is None else document_label(source.plans[doc_id].document)


def _section(source: Source, row: Target) -> str | None:
    return None if row.section_id is None else section_name(source.sections[row.section_id])


def _summary(source: Source, words: Words) -> _Made:
    """How often each verdict stands between two plans."""
    counts: defaultdict[tuple[str | None, str], Counter[str]] = defaultdict(Counter)
    for row in source.cascade or ():
        counts[row.upper_doc_id, row.lower_doc_id][row.verdict] += 1
    first = _columns(words, upper_document=_MIDDLE, lower_document=_MIDDLE, lower_issuer=40)
    verdicts = tuple((look.name, _SHORT) for look in words.verdicts.values())
    columns = (*first, *verdicts, *_columns(words, total=_SHORT, met_share=_SHORT))
    if source.cascade is None:
        return columns, [[f"{words('ui', 'no_cascade')} chitieu cascade {source.folder.name}"]]
    return columns, (
        [
            _label(source, upper),
            _label(source, lower),
            issuer_name(source.plans[lower].document, words),
            *(found[code] for code in words.verdicts),
            found.total(),
            _met_share(found, words),
        ]
        for (upper, lower), found in counts.items()
    )


def _met_share(found: Counter[str], words: Words) -> Percent | None:
    groups: Counter[str] = Counter()
    for code, number in found.items():
        groups[words.verdicts[code].group] += number
    compared = groups.total() - groups["aside"]
    return Percent(100 * groups["met"] / compared) if compared else None


def _cascade(source: Source, words: Words) -> _Made:
    columns = _columns(
        words,
        upper_document=_MIDDLE,
        lower_document=_MIDDLE,
        lower_issuer=_MIDDLE,
        upper_statement=_LONG,
        upper_quote=22,
        lower_statement=_LONG,
        lower_quote=22,
        verdict=24,
        group=24,
        flags=34,
        explanation=_LONG,
        basis=_MIDDLE,
        similarity=_SHORT,
    )

    def statement(target_id: str | None) -> str | None:
        return None if target_id is None else source.targets[target_id].statement

    return columns, (
        [
            _label(source, row.upper_doc_id),
            _label(source, row.lower_doc_id),
            issuer_name(source.plans[row.lower_doc_id].document, words),
            statement(row.upper_target_id),
            row.upper_quote,
            statement(row.lower_target_id),
            row.lower_quote,
            Judged(words.verdicts[row.verdict].name, row.verdict),
            words("group", words.verdicts[row.verdict].group),
            "; ".join(map(words.flag, row.flags.split(";"))) if row.flags else None,
            getattr(row, f"explanation_{words.language}"),
            words("basis", row.basis),
            None if row.similarity is None else Percent(round(100 * row.similarity, 1)),
        ]
        for row in source.cascade or ()
    )


def _documents(source: Source, words: Words) -> _Made:
    columns = _columns(
        words,
        number=22,
        type=18,
        title=_LONG,
        issuer=40,
        level=22,
        issued=_SHORT,
        period_start=_SHORT,
        period_end=_SHORT,
        signer=24,
        pages=_SHORT,
        source=40,
    )
    return columns, (
        [
            row.number,
            row.type_name,
            row.title,
            issuer_name(row, words),
            words("level", row.level or "unknown"),
            row.issued,
            row.period_start,
            row.period_end,
            row.signer,
            row.pages,
            row.source,
        ]
        for row in (plan.document for plan in source.plans.values())
    )


def _targets(source: Source, words: Words) -> _Made:
    columns = _columns(
        words,
        document=22,
        section=_MIDDLE,
        statement=_LONG,
        quote=22,
        comparator=_SHORT,
        value=_SHORT,
        value_high=_SHORT,
        unit_text=16,
        frequency=_SHORT,
        measure=20,
        action=40,
        population=40,
        condition=_MIDDLE,
        per=_MIDDLE,
        modality=16,
        actor=_MIDDLE,
        deadline_start=_SHORT,
        deadline_end=_SHORT,
        page=_SHORT,
        confidence=_SHORT,
    )
    return columns, (_target(row, source, words) for row in source.targets.values())


def _target(row: Target, source: Source, words: Words) -> list[Value]:
    share = row.unit in {"percent", "percent_point"}
    values = [
        Percent(value) if share and value is not None else value for value in (row.value, row.value_high)
    ]
    return [
        _label(source, row.doc_id),
        _section(source, row),
        row.statement,
        row.quote,
        _SIGNS.get(row.comparator or ""),
        *values,
        row.unit_text,
        every(row.frequency, words),
        words("measure", row.measure),
        *(getattr(row, name) for name in ("action", "population", "condition", "per")),
        words("modality", row.modality),
        *(getattr(row, name) for name in ("actor", "deadline_start", "deadline_end", "page")),
        Percent(100 * row.confidence),
    ]


_SIGNS = {"eq": "=", "ge": "≥", "gt": ">", "le": "≤", "lt": "<", "range": "–", "approx": "≈"}


def _deadlines(source: Source, words: Words) -> _Made:
    columns = _columns(
        words,
        document=22,
        quote=34,
        kind=20,
        start_date=_SHORT,
        end_date=_SHORT,
        inclusive=_SHORT,
        recurrence=16,
        what=_LONG,
        responsible=34,
        page=_SHORT,
    )
    return columns, (
        [
            _label(source, row.doc_id),
            row.quote,
            words("deadline_kind", row.kind),
            row.start_date,
            row.end_date,
            row.inclusive if row.end_date else None,
            every(row.recurrence, words),
            row.what,
            row.responsible,
            row.page,
        ]
        for plan in source.plans.values()
        for row in plan.deadlines
    )


def _references(source: Source, words: Words) -> _Made:
    columns = _columns(
        words,
        document=22,
        quote=_LONG,
        number=22,
        date=_SHORT,
        year=_SHORT,
        issuer=34,
        title=50,
        relation=18,
        resolved=22,
        page=_SHORT,
    )
    return columns, (
        [
            _label(source, row.doc_id),
            *(getattr(row, name) for name in ("quote", "number", "date", "year", "issuer", "title")),
            words("relation", row.relation),
            _label(source, row.resolved_doc_id),
            row.page,
        ]
        for plan in source.plans.values()
        for row in plan.references
    )


def _findings(source: Source, words: Words) -> _Made:
    columns = _columns(
        words, document=22, severity=_SHORT, message=_LONG, quote=34, context=_LONG, page=_SHORT, code=24
    )
    return columns, (
        [
            _label(source, row.doc_id),
            words("severity", row.severity),
            getattr(row, f"message_{words.language}"),
            row.quote,
            line,
            row.page,
            row.code,
        ]
        for row, line in _in_line(source, source.findings)
    )


def _numerals(source: Source, words: Words) -> _Made:
    columns = _columns(words, document=22, quote=16, value=_SHORT, context=90, page=_SHORT)
    return columns, (
        [_label(source, row.doc_id), row.quote, row.value, line, row.page]
        for row, line in _in_line(source, source.numerals)
    )


def _in_line(source: Source, rows: Iterable[_Placed]) -> Iterator[tuple[_Placed, str | None]]:
    """Each row with the line that it stands in; None where it has no place."""
    texts: dict[str, Lines] = {}
    for row in rows:
        if row.start is None:
            yield row, None
            continue
        if row.doc_id not in texts:
            texts[row.doc_id] = lines_of(source.plans[row.doc_id].text)
        lines = texts[row.doc_id]
        yield row, lines.lines[lines.number(row.start)]


def _failures(source: Source, words: Words) -> _Made:
    rows: list[list[Value]] = [[row.source, row.reason] for row in source.failures]
    return _columns(words, source=_LONG, reason=_LONG), rows
