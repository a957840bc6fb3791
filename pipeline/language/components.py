"""spaCy's side of the pipeline: the language, the component and the Docs that bear our rows.

A Doc bears ``doc.spans["sections" | "targets" | "references" | "deadlines"]``; a span's label is the
row's kind, its id the row's id, ``span._.record`` the row itself and ``doc._.document`` the
directive's. Spans end where tokens end; the exact place is the record's:
``doc.text[record.start:record.end] == record.quote`` in every Doc. Rows are kept as plain values in
``doc.user_data``, so that they go through ``Doc.to_bytes`` and ``DocBin(store_user_data=True)``.
"""

import datetime
import sys
from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import Any, TypeVar, cast, get_args, get_type_hints

import spacy
from msgspec.structs import replace
from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline.language.tokenizer import TOKENIZER
from pipeline.language.words import with_heads
from pipeline.offsets import OffsetMap
from pipeline.schema import Deadline, Document, DocumentTables, Reference, Row, Section, Target
from pipeline.text import Raw

FACTORY = "chitieu"
_DOCUMENT = "chitieu.document"
_R = TypeVar("_R", bound=Row)
_LABEL: dict[str, Callable[[Any], str]] = {
    "sections": lambda row: row.kind,
    "targets": lambda row: row.measure,
    "references": lambda row: row.type or row.form,
    "deadlines": lambda row: row.kind,
}
_ID = {
    "sections": "section_id",
    "targets": "target_id",
    "references": "reference_id",
    "deadlines": "deadline_id",
}
_TYPE: dict[str, type[Row]] = {
    "sections": Section,
    "targets": Target,
    "references": Reference,
    "deadlines": Deadline,
}
_KINDS: tuple[type[Any], ...] = (Document, *_TYPE.values())
_NAMES = {kind: kind.__struct_fields__ for kind in _KINDS}
_DAYS = {
    kind: {name for name, hint in get_type_hints(kind).items() if datetime.date in (hint, *get_args(hint))}
    for kind in _KINDS
}


def load() -> Language:
    """A Vietnamese pipeline that reads any text, as it stands in a file, into a Doc with its rows."""
    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": TOKENIZER}}})
    nlp.add_pipe(FACTORY)
    nlp.max_length = sys.maxsize  # spaCy's limit spares its neural components, of which there are none
    return nlp


def to_doc(tables: DocumentTables, nlp: Language) -> Doc:
    """The Doc over the clean text of a document that is extracted already; no rule runs again."""
    return _bear(nlp.tokenizer(tables.text), tables)


@Language.component(FACTORY)
def annotate(doc: Doc) -> Doc:
    """Extract from ``doc.text``, which may be raw: rows are led back to it, with its offsets and quotes."""
    from pipeline.flow import run  # noqa: PLC0415  the stages load with the first text, not with spaCy's factories
    from pipeline.normalise import normalise  # noqa: PLC0415

    digest = sha256(doc.text.encode("utf-8")).hexdigest()
    raw = Raw(source="", sha256=digest, media_type="text/plain", text=doc.text, wrapped=True)
    tables = run(raw)
    tables = replace(tables, targets=with_heads(tables.targets))
    return _bear(
        doc, tables if tables.text == doc.text else _led_back(tables, normalise(raw).offsets, doc.text)
    )


def _led_back(tables: DocumentTables, offsets: OffsetMap, raw: str) -> DocumentTables:
    """The same rows with the offsets and quotes of the raw text."""
    back: dict[str, Any] = {
        name: tuple(_anchored(row, offsets, raw) for row in getattr(tables, name)) for name in _TYPE
    }
    return replace(tables, text=raw, **back)


def _anchored(row: _R, offsets: OffsetMap, raw: str) -> _R:
    if row.start is None or row.end is None:
        return row
    start, end = offsets.to_raw(row.start, row.end)
    if isinstance(row, Section):
        body_end = max(offsets.to_raw(row.start, row.body_end)[1], end)
        return replace(row, start=start, end=end, quote=raw[start:end], body_end=body_end)
    return replace(row, start=start, end=end, quote=raw[start:end])


def _bear(doc: Doc, tables: DocumentTables) -> Doc:
    doc.user_data[_DOCUMENT] = _plain(tables.document)
    for name in _TYPE:
        rows: Iterable[Row] = getattr(tables, name)
        doc.spans[name] = [span for row in rows if (span := _span(doc, name, row)) is not None]
    return doc


def _span(doc: Doc, name: str, row: Row) -> Span | None:
    """The tokens that hold the row, its values put by under its id; None where the row holds no token."""
    if row.start is None or row.end is None or row.start >= row.end:
        return None
    row_id = getattr(row, _ID[name])
    span = doc.char_span(row.start, row.end, label=_LABEL[name](row), alignment_mode="expand", span_id=row_id)
    if span is not None:
        doc.user_data[_key(name, span.id)] = _plain(row)
    return span


def _key(name: str, span_id: int) -> str:
    return f"chitieu.{name}.{span_id}"


def _record(span: Span) -> Row | None:
    """The row of a span of ours, None for any other span."""
    for name, kind in _TYPE.items():
        values = span.doc.user_data.get(_key(name, span.id))
        if values is not None:
            return cast(Row, _rebuilt(kind, values))
    return None


def _document(doc: Doc) -> Document | None:
    values = doc.user_data.get(_DOCUMENT)
    return None if values is None else cast(Document, _rebuilt(Document, values))


def _plain(record: Row | Document) -> dict[str, Any]:
    """Values that msgpack can write: days as ISO 8601."""
    values = {name: getattr(record, name) for name in _NAMES[type(record)]}
    return {
        name: value.isoformat() if isinstance(value, datetime.date) else value
        for name, value in values.items()
        if value is not None
    }


def _rebuilt(kind: type[Any], values: dict[str, Any]) -> Any:
    known: dict[str, Any] = dict.fromkeys(_NAMES[kind]) | values
    for name in _DAYS[kind] & values.keys():
        known[name] = datetime.date.fromisoformat(values[name])
    if values.get("bbox"):
        known["bbox"] = tuple(values["bbox"])
    return kind(**known)


Span.set_extension("record", getter=_record, force=True)
Doc.set_extension("document", getter=_document, force=True)
