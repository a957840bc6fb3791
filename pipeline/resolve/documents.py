"""Which document a citation means: one key for all its mentions, and the document of the dataset that it is.

What a mention does not say is taken from the other mentions in its document, where they leave one answer; what stays
ambiguous stays unresolved.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from pipeline.gazetteer.organisations import read_body, same_body
from pipeline.resolve.document_keys import canonical_number, document_key, reference_key
from pipeline.schema import Document, DocumentTables, Reference

_LAWS = ("LUAT:", "BL:", "PL:", "HP:")
_Told = tuple[str, datetime.date | None]

__all__ = ["document_key", "resolve"]


def resolve(tables: Sequence[DocumentTables]) -> list[DocumentTables]:
    """The tables with ``key`` and ``resolved_doc_id`` of their references filled in, in the same order."""
    library = _Library(table.document for table in tables)
    return [
        replace(table, references=_resolved(table.references, table.document, library)) for table in tables
    ]


class _Library:
    """The documents of the dataset, by number, and by type where they bear none."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._numbered: dict[str, list[Document]] = defaultdict(list)
        self._typed: dict[str | None, list[Document]] = defaultdict(list)
        for document in documents:
            if document.number:
                self._numbered[canonical_number(document.number)].append(document)
            self._typed[document.type].append(document)

    def find(self, reference: Reference, citing: Document) -> Document | None:
        """The one document that the reference can mean; None where there is none or more than one."""
        if reference.number:
            near = self._numbered.get(canonical_number(reference.number), [])
            found = [document for document in near if _same_numbered(reference, document, citing)]
        elif reference.form == "unnumbered":
            found = [
                document
                for document in self._typed[reference.type]
                if _same_unnumbered(reference, document, citing)
            ]
        else:
            return None
        found = [document for document in found if document.doc_id != citing.doc_id]
        return found[0] if len(found) == 1 else None


def _same_numbered(reference: Reference, document: Document, citing: Document) -> bool:
    if reference.type and document.type and reference.type != document.type:
        return False
    if reference.date and document.issued:
        return reference.date == document.issued
    if reference.year and document.issued and reference.year != document.issued.year:
        return False
    if reference.issuer and document.issuer and not same_body(reference.issuer, document.issuer):
        return False
    return _is_placed(reference.issuer) or _reachable(document, citing)


def _same_unnumbered(reference: Reference, document: Document, citing: Document) -> bool:
    if reference.date and document.issued != reference.date:
        return False
    years = {day.year for day in (document.issued, document.period_start) if day}
    if reference.year and reference.year not in years:
        return False
    if not reference.issuer or not document.issuer or not same_body(reference.issuer, document.issuer):
        return False
    return _is_placed(reference.issuer) or _reachable(document, citing)


def _is_placed(issuer: str | None) -> bool:
    """Whether an issuer is named with its place, so that it is the same wherever it is cited."""
    body = read_body(issuer) if issuer else None
    return body is not None and body.place is not None


def _reachable(document: Document, citing: Document) -> bool:
    """A body that is named without its place is that of the citing document's own province."""
    return document.level in ("central", "ministry", None) or document.province in (citing.province, None)


def _resolved(
    references: tuple[Reference, ...], citing: Document, library: _Library
) -> tuple[Reference, ...]:
    complete = _completed(references)
    keys = _unified([reference_key(whole, citing) for whole in complete])
    rows = []
    for reference, whole, key in zip(references, complete, keys, strict=True):
        document = library.find(whole, citing)
        known = document_key(document) if document else key
        rows.append(replace(reference, key=known, resolved_doc_id=document.doc_id if document else None))
    return tuple(rows)


def _unified(keys: list[str | None]) -> list[str | None]:
    """A law cited without its year is the one that is cited with it, where there is only one."""
    dated: dict[str, set[str]] = defaultdict(set)
    for key in keys:
        if key and key.startswith(_LAWS) and key[-4:].isdigit():
            dated[key[:-4]].add(key)
    return [next(iter(dated[key])) if key in dated and len(dated[key]) == 1 else key for key in keys]


def _completed(references: tuple[Reference, ...]) -> list[Reference]:
    """The references with the number and the date that another mention of the same document gives."""
    mentions: dict[tuple[str | None, str], dict[_Told, Reference]] = defaultdict(dict)
    for reference in references:
        if reference.number:
            canonical = canonical_number(reference.number)
            mentions[reference.type, _ordinal(canonical)].setdefault((canonical, reference.date), reference)
    return [
        _from_others(reference, mentions[reference.type, _ordinal(canonical_number(reference.number))])
        if reference.number and reference.date is None
        else reference
        for reference in references
    ]


def _from_others(reference: Reference, mentions: "dict[_Told, Reference]") -> Reference:
    """``reference``, which bears no date, as the one other document of its number that is told more of."""
    canonical = canonical_number(reference.number or "")
    alike = [
        other
        for (number, date), other in mentions.items()
        if (number == canonical or (reference.form == "short" and other.form == "full"))
        and reference.year in (None, other.year, date.year if date else None)
    ]
    dated = [other for other in alike if other.date]
    told = dated or [other for other in alike if other.form == "full"]
    if len(told) != 1:
        return reference
    issuer = reference.issuer or told[0].issuer
    return replace(reference, number=told[0].number, date=told[0].date, issuer=issuer)


def _ordinal(canonical: str) -> str:
    return canonical.partition("-")[0]
