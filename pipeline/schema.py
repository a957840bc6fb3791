"""The rows of every table, as frozen records; the field order is the column order.

Offsets are 0-based, half-open and count Unicode code points of ``text/DOC_ID.txt``; for every row
``text[start:end] == quote``. Boxes are ``(x0, top, x1, bottom)`` in points from the page's top left corner.
What is not known is ``None``. The records are structs of msgspec, which are made in a third of the time that frozen
dataclasses take: a text gives hundreds. This module imports nothing of ours.
"""

import datetime
from typing import Literal

import msgspec

BBox = tuple[float, float, float, float]
# doc_id, start, end, quote, page, bbox, paragraph, cell: what a row begins with.
Location = tuple[str, int | None, int | None, str | None, int | None, BBox | None, int | None, str | None]
Genre = Literal["directive", "news_report", "other"]
Family = Literal[
    "trade_union",
    "womens_union",
    "youth_union",
    "farmers_union",
    "veterans_association",
    "fatherland_front",
    "party",
    "state",
]
Level = Literal["central", "ministry", "province", "district", "commune", "grassroots"]
Review = Literal["auto", "confirmed", "corrected", "rejected"]
SectionKind = Literal[
    "legal_basis",
    "preamble",
    "assessment",
    "purpose",
    "theme",
    "objectives",
    "targets",
    "tasks",
    "scope",
    "funding",
    "schedule",
    "implementation",
    "reporting",
    "recipients",
    "signature",
    "appendix",
    "other",
]
Measure = Literal["share", "count", "rate", "per_unit", "mean_per_unit", "money", "binary", "qualitative"]
Comparator = Literal["eq", "ge", "gt", "le", "lt", "range", "approx"]
Unit = Literal["percent", "percent_point", "count", "money", "time", "ratio"]
Direction = Literal["level", "increase", "decrease"]
Change = Literal["by", "to"]
Modality = Literal["mandate", "commit", "strive", "encourage"]
Relation = Literal["legal_basis", "implements", "amends", "replaces", "mentions"]
Form = Literal["full", "short", "law", "congress", "charter", "unnumbered"]
DeadlineKind = Literal["by", "range", "in", "within", "recurrence", "period"]
Granularity = Literal["day", "week", "month", "quarter", "half_year", "year", "event"]
NumeralRole = Literal[
    "target",
    "condition",
    "reference",
    "deadline",
    "date",
    "marker",
    "ordinal",
    "anniversary",
    "past_result",
    "rate",
    "money",
    "contact",
    "page_furniture",
    "boilerplate",
    "unclassified",
]
Severity = Literal["error", "warning", "note"]
Verdict = Literal[
    "equal",
    "exceeds",
    "lowered",
    "scope_narrowed",
    "later_deadline",
    "interim",
    "weaker_modality",
    "unit_mismatch",
    "needs_base",
    "qualitative_only",
    "by_reference",
    "missing",
    "extra",
    "not_applicable",
    "parent_unavailable",
]
Basis = Literal["cited", "given"]


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """One directive. ``doc_id`` derives from the bytes of its file (see ``text.document_id``)."""

    doc_id: str
    source: str
    sha256: str
    media_type: str
    pages: int | None = None
    ocr: bool = False
    genre: Genre = "directive"
    type: str | None = None
    type_name: str | None = None
    number: str | None = None
    issued: datetime.date | None = None
    place: str | None = None
    issuer: str | None = None
    family: Family | None = None
    level: Level | None = None
    province: str | None = None
    title: str | None = None
    theme: str | None = None
    period_start: datetime.date | None = None
    period_end: datetime.date | None = None
    signer: str | None = None
    signer_title: str | None = None


class Located(msgspec.Struct, frozen=True, gc=False):
    """The place of a row, in the order of a ``Location``; a finding without a place has it null.

    ``paragraph`` (1-based) and ``cell`` (``table,row,column``, each 1-based) lead back into a Word file.
    """

    doc_id: str
    start: int | None
    end: int | None
    quote: str | None
    page: int | None = None
    bbox: BBox | None = None
    paragraph: int | None = None
    cell: str | None = None


class Row(Located, frozen=True, kw_only=True, gc=False):
    """What every located row says of its making, behind its place: ``Section(*text.at(start, end), rule=…)``.

    A row holds plain values, so that no cycle can come of it and the garbage collector need not look at it.
    """

    rule: str
    confidence: float = 1.0
    review: Review = "auto"


class Section(Row, frozen=True, kw_only=True):
    """A heading with all below it: the heading is ``text[start:end]``, the whole ``text[start:body_end]``."""

    section_id: str
    parent_id: str | None = None
    ordinal: int
    depth: int
    marker: str | None = None
    path: str | None = None
    title: str | None = None
    kind: SectionKind = "other"
    body_end: int


class Target(Row, frozen=True, kw_only=True):
    """One quantity to reach, do, keep to or not exceed; ``quote`` is the quantity with its comparator."""

    target_id: str
    section_id: str | None = None
    group_id: str | None = None
    statement: str
    action: str | None = None
    population: str | None = None
    condition: str | None = None
    per: str | None = None
    measure: Measure
    comparator: Comparator | None = None
    value: float | None = None
    value_high: float | None = None
    unit: Unit | None = None
    unit_text: str | None = None
    direction: Direction = "level"
    frequency: str | None = None
    change: Change | None = None
    baseline: float | None = None
    modality: Modality | None = None
    deadline_start: datetime.date | None = None
    deadline_end: datetime.date | None = None
    actor: str | None = None
    population_head: str | None = None
    action_head: str | None = None


class Reference(Row, frozen=True, kw_only=True):
    """Another document that this one cites. ``key`` is one for all mentions of that document."""

    reference_id: str
    section_id: str | None = None
    type: str | None = None
    number: str | None = None
    date: datetime.date | None = None
    year: int | None = None
    issuer: str | None = None
    title: str | None = None
    relation: Relation = "mentions"
    form: Form
    key: str | None = None
    resolved_doc_id: str | None = None


class Deadline(Row, frozen=True, kw_only=True):
    """A time that bounds or schedules what someone is to do. Durations are ISO 8601."""

    deadline_id: str
    section_id: str | None = None
    target_id: str | None = None
    kind: DeadlineKind
    start_date: datetime.date | None = None
    end_date: datetime.date | None = None
    inclusive: bool = True
    granularity: Granularity | None = None
    recurrence: str | None = None
    month_day: str | None = None
    offset: str | None = None
    anchor: str | None = None
    what: str | None = None
    responsible: str | None = None


class Numeral(Row, frozen=True, kw_only=True):
    """One number of the text, in digits or words, and what it is; ``owner_id`` is the row that holds it."""

    numeral_id: str
    value: float | None = None
    role: NumeralRole
    owner_id: str | None = None


class Finding(Row, frozen=True, kw_only=True):
    """A fault in the directive itself, said to the one who drafts it."""

    finding_id: str
    code: str
    severity: Severity
    message_vi: str
    message_en: str


class CascadeRow(msgspec.Struct, frozen=True, kw_only=True):
    """What a lower plan makes of one upper target; ``flags`` are joined by ``;``, null where there are none.

    There is no ``upper_doc_id`` where the upper plan is not at hand, no ``lower_target_id`` where the lower plan has no
    target for the upper one (``lower_quote`` is then what it says instead), no ``upper_target_id`` for an extra.
    """

    cascade_id: str
    upper_doc_id: str | None
    lower_doc_id: str
    upper_target_id: str | None
    lower_target_id: str | None
    basis: Basis
    similarity: float | None
    verdict: Verdict
    flags: str | None
    explanation_vi: str
    explanation_en: str
    upper_quote: str | None
    lower_quote: str | None
    rule: str
    confidence: float


class Failure(msgspec.Struct, frozen=True):
    """A file that gave no document, and why."""

    source: str
    reason: str


class DocumentTables(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that one document gave: its row and, in the order of the text, the rows of its tables."""

    document: Document
    text: str
    sections: tuple[Section, ...] = ()
    targets: tuple[Target, ...] = ()
    references: tuple[Reference, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    numerals: tuple[Numeral, ...] = ()
    findings: tuple[Finding, ...] = ()
