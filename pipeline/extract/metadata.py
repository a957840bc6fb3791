"""The row of the table ``documents``; that of a page which reports a directive describes the directive."""

import re
from datetime import date

from msgspec.structs import replace

from pipeline.extract.dates import citation_date
from pipeline.extract.document_cues import cue
from pipeline.extract.document_types import DocumentType, by_noun
from pipeline.extract.genre import read_genre
from pipeline.extract.head import Head, read_head
from pipeline.extract.issuer import read_issuer
from pipeline.extract.location import Surroundings, locate
from pipeline.extract.period import Period, read_period
from pipeline.extract.reported import read_reported
from pipeline.extract.signature import read_signature
from pipeline.extract.theme import read_theme
from pipeline.folding import fold
from pipeline.gazetteer.organisations import Body
from pipeline.schema import Document, Genre, Reference, Section
from pipeline.text import Text, document_source

_NOUNS = "kế hoạch|chương trình(?: hành động| phối hợp)?|hướng dẫn|chỉ thị|thông báo|thông tri|đề án"
_OPENING = re.compile(rf"(?:ban hành|xây dựng|lập|đề ra|phát hành) ({_NOUNS})(?!\w)([^.;\n]{{0,300}})")
_CLOSING = re.compile(rf"trên đây là (?:nội dung )?({_NOUNS})(?!\w)([^.;\n]{{0,300}})")
_DAY = re.compile(r"ngày (?=\d)")
_PREAMBLE, _END, _BELOW = 4000, 4000, 400


def read_document(
    text: Text,
    sections: tuple[Section, ...],
    references: tuple[Reference, ...],
    issued_with: Document | None = None,
) -> Document:
    """The document's row. What the text does not tell is that of the document it is issued with, else None."""
    document = _own(text, sections, references)
    return _completed(document, issued_with) if issued_with else document


def _completed(document: Document, by: Document) -> Document:
    """The document with what the one that issues it says for both: issuer, number and day, signer.

    A letter that it is sent with has a number of its own.
    """
    if by.issuer is not None:
        document = replace(document, issuer=by.issuer, family=by.family, level=by.level, province=by.province)
    return replace(
        document,
        number=document.number or (None if by.type == "CV" else by.number),
        issued=document.issued or by.issued,
        place=document.place or by.place,
        signer=document.signer or by.signer,
        signer_title=document.signer_title or by.signer_title,
    )


def _own(text: Text, sections: tuple[Section, ...], references: tuple[Reference, ...]) -> Document:
    head = read_head(text, sections)
    signature = read_signature(text, sections)
    document = _source(text, read_genre(text, sections, head, signature), read_theme(text, sections))
    if document.genre == "news_report":
        return _reporting(document, text, references)
    formulas = _formulas(text, head)
    kind = by_noun()[formulas[0][1]] if formulas and head.type is None else None
    period = _period(head, formulas)
    issued = head.issued or _told_day(text, head)
    document = replace(
        document,
        type=head.type or _code(kind),
        type_name=head.type_name or _name(kind),
        number=head.number,
        issued=issued,
        place=head.place,
        title=head.title,
        period_start=period[0],
        period_end=period[1],
        signer=signature.name,
        signer_title=signature.title,
    )
    return _issued_by(document, read_issuer(text, head, signature, issued or period[0]))


def _source(text: Text, genre: Genre, theme: str | None) -> Document:
    raw = text.raw
    return Document(
        doc_id=text.doc_id,
        source=document_source(raw.source, raw.part),
        sha256=raw.sha256,
        media_type=raw.media_type,
        pages=raw.pages,
        ocr=raw.ocr,
        genre=genre,
        theme=theme,
    )


def _issued_by(document: Document, issuer: Body | None) -> Document:
    if issuer is None:
        return document
    return replace(
        document, issuer=issuer.name, family=issuer.family, level=issuer.level, province=issuer.province
    )


def _reporting(document: Document, text: Text, references: tuple[Reference, ...]) -> Document:
    """The row of a page: type, number, day and issuer are those of the directive it reports."""
    told = read_reported(text, references)
    if told is None:
        return replace(document, title=text.raw.headline)
    period = read_period(fold(told.title or ""))
    document = replace(
        document,
        type=told.type,
        type_name=told.type_name,
        number=told.number,
        issued=told.issued,
        title=told.title or text.raw.headline,
        period_start=period[0],
        period_end=period[1],
    )
    issuer = told.issuer
    return _issued_by(document, issuer and locate(issuer, Surroundings(text, None, told.issued, ())))


def _told_day(text: Text, head: Head) -> date | None:
    """The day that minutes begin with, or that of the decision which an annexed plan is issued with."""
    start, end = head.end, head.end + _BELOW
    annexed = cue("attached").search(text.folded, start, end)
    if head.type != "BB" and annexed is None:
        return None
    hit = _DAY.search(text.folded, annexed.end() if annexed else start, end)
    found = citation_date(text.folded, hit.start()) if hit else None
    return found[1] if found else None


def _formulas(text: Text, head: Head) -> "list[re.Match[str]]":
    """Where opening and closing name what is issued: ``ban hành Kế hoạch …``, ``Trên đây là Kế hoạch …``."""
    opening = _OPENING.search(text.folded, head.end, min(head.heading, head.end + _PREAMBLE))
    closing = _CLOSING.search(text.folded, max(len(text.folded) - _END, 0))
    return [hit for hit in (opening, closing) if hit]


def _period(head: Head, formulas: "list[re.Match[str]]") -> Period:
    """The plan's period: of its title, else of the formulas that repeat it."""
    for said in [fold(head.title or ""), *(hit[2] for hit in formulas)]:
        period = read_period(said)
        if period != (None, None):
            return period
    return None, None


def _code(kind: DocumentType | None) -> str | None:
    return kind.code if kind else None


def _name(kind: DocumentType | None) -> str | None:
    return kind.name if kind else None
