"""What contradicts another document of the dataset: known once citations are resolved.

``chitieu extract`` puts these findings into the table behind those of the document alone, ``chitieu lint`` tells them
where it is given several files. They need of a document its own row, its citations and its reporting deadlines only.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline.folding import fold
from pipeline.gazetteer.organisations import same_body
from pipeline.lint.days import is_slip, shown
from pipeline.lint.faults import made
from pipeline.lint.reporting import due, later, reports
from pipeline.resolve.document_keys import canonical_number
from pipeline.schema import Document, DocumentTables, Finding, Level, Row

_RANKS: dict[Level, int] = {
    "central": 0,
    "ministry": 1,
    "province": 2,
    "district": 3,
    "commune": 4,
    "grassroots": 5,
}
_RULES = frozenset({"report_after_upper", "reference_date_issued"})
_BASIS = frozenset({"legal_basis", "implements"})
_TO_ALL = re.compile(r"(?<!\w)các ")


def find_across(tables: Sequence[DocumentTables]) -> dict[str, tuple[Finding, ...]]:
    """The findings of each document by its id; the tables are resolved, of their deadlines the reports are enough."""
    known = {table.document.doc_id: table for table in tables}
    numbered = _by_number(table.document for table in tables)
    found: dict[str, tuple[Finding, ...]] = {}
    for table in tables:
        rows = [*_late_reports(table, known), *_other_dates(table, numbered)]
        if rows:
            doc_id = table.document.doc_id
            made_rows = (
                made(row, rule, f"{doc_id}-x{n}", words) for n, (row, rule, words) in enumerate(rows, 1)
            )
            found[doc_id] = tuple(made_rows)
    return found


def is_across(row: Finding) -> bool:
    """Whether the finding is one of these: another dataset may not have it."""
    return row.rule in _RULES


_Told = tuple[Row, str, Mapping[str, object]]


def _late_reports(lower: DocumentTables, known: Mapping[str, DocumentTables]) -> Iterator[_Told]:
    """Reports that are due after the report to the plan above that they go into."""
    own = [due(row) for row in reports(lower.deadlines)]
    told: set[str] = set()
    for upper in _uppers(lower, known):
        for theirs in map(due, reports(upper.deadlines)):
            if theirs is None or not _TO_ALL.search(fold(theirs.row.responsible or "")):
                continue
            for mine in own:
                if mine and mine.row.deadline_id not in told and later(mine, theirs):
                    told.add(mine.row.deadline_id)
                    words = {
                        "quote": mine.row.quote,
                        "upper": _named(upper.document),
                        "due": theirs.row.quote,
                    }
                    yield mine.row, "report_after_upper", words


def _uppers(lower: DocumentTables, known: Mapping[str, DocumentTables]) -> Iterator[DocumentTables]:
    """The plans of higher bodies on which ``lower`` is based, each once."""
    based = (
        row.resolved_doc_id for row in lower.references if row.relation in _BASIS and row.resolved_doc_id
    )
    for doc_id in dict.fromkeys(based):
        upper = known.get(doc_id)
        if upper and _rank(upper.document) < _rank(lower.document):
            yield upper


def _rank(document: Document) -> int:
    return _RANKS[document.level] if document.level else -1


def _by_number(documents: Iterable[Document]) -> Mapping[str, list[Document]]:
    found: defaultdict[str, list[Document]] = defaultdict(list)
    for document in documents:
        if document.number and document.issued and document.issuer:
            found[canonical_number(document.number)].append(document)
    return found


def _other_dates(citing: DocumentTables, numbered: Mapping[str, list[Document]]) -> Iterator[_Told]:
    """Citations of a document that is at hand, with another day of the same year, or the same day of another."""
    for row in citing.references:
        if not (row.number and row.date and row.issuer) or row.resolved_doc_id:
            continue
        for document in numbered.get(canonical_number(row.number), ()):
            if document.issued and document.type == row.type and same_body(row.issuer, document.issuer or ""):
                if is_slip(row.date, document.issued):
                    words = {"number": row.number, "day": shown(row.date), "issued": shown(document.issued)}
                    yield row, "reference_date_issued", words
                break


def _named(document: Document) -> str:
    return " ".join(filter(None, (document.type_name, document.number))) or document.source
