"""The stages, in order, for one document: raw text in, the rows of its tables out."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import TypeVar

import msgspec
from msgspec.structs import replace

from pipeline.extract.accounting import Claim, Known, account, claim
from pipeline.extract.clauses import LONGEST_STATEMENT
from pipeline.extract.deadlines import find_deadlines, find_own_dates
from pipeline.extract.judging import Judged, judge_quantities
from pipeline.extract.metadata import read_document
from pipeline.extract.numerals import Number, find_numbers
from pipeline.extract.qualitative import qualitative_targets
from pipeline.extract.references import find_references
from pipeline.extract.restated import merge_restated
from pipeline.extract.role_model import load_model, reconsider
from pipeline.extract.shapes import shape_of
from pipeline.extract.tables import TableNumbers, Times, read_tables
from pipeline.extract.tables.restated import merge_tables
from pipeline.extract.targets import build_targets
from pipeline.extract.telling import as_told
from pipeline.lint import find_faults
from pipeline.normalise import normalise
from pipeline.schema import (
    Deadline,
    Document,
    DocumentTables,
    Numeral,
    NumeralRole,
    Reference,
    Row,
    Section,
    Target,
)
from pipeline.segment import segment
from pipeline.segment.documents import find_documents
from pipeline.text import Raw, Text, parted

AnyRow = TypeVar("AnyRow", bound=Row)


class Reading(msgspec.Struct, frozen=True):
    """What is known of a document before its targets are told from its other quantities.

    ``numbers`` are all numbers of the text; ``claimed`` those that a citation, a time, a marker or furniture holds,
    ``tables`` those in tables, ``shapes`` those that their form alone tells, ``judged`` the quantities around the rest,
    as the rules judge them.
    """

    text: Text
    sections: tuple[Section, ...]
    references: tuple[Reference, ...]
    document: Document
    deadlines: tuple[Deadline, ...]
    numbers: tuple[Number, ...]
    claimed: dict[int, Claim]
    tables: TableNumbers
    shapes: dict[int, tuple[NumeralRole, str]]
    judged: tuple[Judged, ...]


def run_file(raw: Raw) -> Iterator[DocumentTables]:
    """All documents that the text of a file holds, in their order: a decision, and the plan that it issues.

    What a document issued with another does not say of itself (number, day, issuer, signer) is the other's.
    """
    return (tables for _, tables in read_file(raw))


def read_file(raw: Raw) -> Iterator[tuple[Text, DocumentTables]]:
    """The same, each with the text that its rows quote."""
    document: Document | None = None
    for text, issued in _texts(raw):
        tables = _tables(_read(text, document if issued else None))
        document = tables.document
        yield text, tables


def _texts(raw: Raw) -> Iterator[tuple[Text, bool]]:
    """The texts of all documents in a file, and whether the document before it issues it."""
    text = normalise(raw)
    starts = find_documents(text)
    if not starts:
        yield text, False
        return
    cuts = [_line_start(raw.text, text.offsets.to_raw(start.at, start.at + 1)[0]) for start in starts]
    del text  # as large as all its parts
    for part, issued in zip(parted(raw, cuts), (False, *(start.issued for start in starts)), strict=True):
        yield normalise(part), issued


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def run(raw: Raw) -> DocumentTables:
    """Normalise, segment, extract and lint one document.

    References are not resolved yet, nor what contradicts other documents found: that needs the whole dataset.
    """
    return _tables(read(raw))


def _tables(reading: Reading) -> DocumentTables:
    return rows(reading, reconsider(reading.text.folded, reading.judged, load_model()))


def rows(reading: Reading, judged: Sequence[Judged]) -> DocumentTables:
    """The rows of a document whose quantities are ``judged`` so."""
    targets, numerals = _targets(reading, judged)
    tables = DocumentTables(
        document=reading.document,
        text=reading.text.text,
        sections=reading.sections,
        targets=targets,
        references=reading.references,
        deadlines=_with_targets(reading.deadlines, targets),
        numerals=numerals,
    )
    return replace(_as_sure_as_read(reading.text, tables), findings=find_faults(reading.text, tables))


def _as_sure_as_read(text: Text, tables: DocumentTables) -> DocumentTables:
    """The tables; a row of a recognised text is no surer than the words that it quotes."""
    if not text.raw.ocr:
        return tables
    return replace(
        tables,
        sections=tuple(_weakened(text, row) for row in tables.sections),
        targets=tuple(_weakened(text, row) for row in tables.targets),
        references=tuple(_weakened(text, row) for row in tables.references),
        deadlines=tuple(_weakened(text, row) for row in tables.deadlines),
        numerals=tuple(_weakened(text, row) for row in tables.numerals),
    )


def _weakened(text: Text, row: AnyRow) -> AnyRow:
    if row.start is None or row.end is None:
        return row
    return replace(row, confidence=round(row.confidence * text.confidence(row.start, row.end), 4))


def read(raw: Raw) -> Reading:
    """All that the rules find in a document, but for the rows of its targets and numerals."""
    return _read(normalise(raw))


def _read(text: Text, issued_with: Document | None = None) -> Reading:
    sections = segment(text)
    references = find_references(text, sections)
    document = read_document(text, sections, references, issued_with)
    dates = find_own_dates(text, references)
    deadlines = find_deadlines(text, sections, references, document, dates)
    claims = claim(text, sections, references, deadlines, dates)
    numbers = find_numbers(text.cues, text.text)
    claimed = claims.holding(numbers)
    free = [number for number in numbers if number.start not in claimed]
    tables = read_tables(text, sections, document, Times(deadlines, dates), free)
    free = [number for number in free if number.start not in tables.owners]
    shapes = tables.roles | {number.start: shape for number in free if (shape := shape_of(text, number))}
    judged = judge_quantities(text, sections, document, [n for n in free if n.start not in shapes])
    if document.genre == "news_report":
        judged = as_told(text, document, judged)
    return Reading(
        text,
        sections,
        references,
        document,
        deadlines,
        tuple(numbers),
        claimed,
        tables,
        shapes,
        tuple(judged),
    )


def _targets(reading: Reading, judged: Sequence[Judged]) -> tuple[tuple[Target, ...], tuple[Numeral, ...]]:
    """The targets, and the role of every number."""
    text, sections, tables = reading.text, reading.sections, reading.tables
    stated = tables.completed(build_targets(text, sections, reading.deadlines, judged))
    once, moved = merge_restated(stated)
    quantified, repeated = merge_tables(once, tables.targets)
    owners = _owners(judged, stated, moved)
    owners |= {at: repeated.get(owner, owner) for at, owner in tables.owners.items()}
    plain = qualitative_targets(text, sections, judged, len(stated) + 1, len(stated) + 1)
    targets = tuple(sorted([*quantified, *plain], key=lambda row: row.start or 0))
    known = Known.of(reading.claimed, reading.shapes, judged, owners)
    return targets, account(text, reading.numbers, known)


def _owners(judged: Sequence[Judged], stated: list[Target], moved: dict[str, str]) -> dict[int, str]:
    """From the place of a quantity's number to the target that holds it, restated ones included."""
    numbers = [item.quantity.number for item in judged if item.verdict.role == "target"]
    return {at: moved.get(row.target_id, row.target_id) for at, row in zip(numbers, stated, strict=True)}


def _with_targets(deadlines: tuple[Deadline, ...], targets: tuple[Target, ...]) -> tuple[Deadline, ...]:
    """Deadlines that bound exactly one statement's targets name the first of them."""
    starts = [target.start or 0 for target in targets]
    named = []
    for row in deadlines:
        low = bisect_left(starts, (row.start or 0) - LONGEST_STATEMENT)
        high = bisect_right(starts, (row.end or 0) + LONGEST_STATEMENT)
        bounded = _bounded(row, targets[low:high])
        named.append(replace(row, target_id=bounded) if bounded else row)
    return tuple(named)


def _bounded(row: Deadline, targets: tuple[Target, ...]) -> str | None:
    for target in targets:
        if target.deadline_end is not None and target.deadline_end == row.end_date and _near(row, target):
            return target.target_id
    return None


def _near(row: Deadline, target: Target) -> bool:
    """Whether the deadline stands in the target's statement (statements are contiguous, so their words hold it)."""
    return bool(
        row.quote
        and row.quote in target.statement
        and abs((row.start or 0) - (target.start or 0)) <= len(target.statement)
    )
