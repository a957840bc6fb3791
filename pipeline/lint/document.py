"""The formal parts that a directive lacks: number, day of issue, who signed, to whom it goes."""

import re
from collections.abc import Iterator
from datetime import date

from pipeline.lint.faults import Fault
from pipeline.schema import DocumentTables
from pipeline.text import Text

_HEAD, _TAIL = 3000, 4000
_DOTS = re.compile(r"…{2}|\.{5}")  # the name is to be written there
_BLANK_NUMBER = re.compile(r"^[ |*_]*số ?:?[ .…_]*\n?[/\-–][^\n]{0,40}", re.MULTILINE)
_APPENDIX = re.compile(
    r"(?:phụ lục|biểu)(?: (?:số )?(?:[ivx]{1,4}|\d{1,2}))?(?: ban hành)?(?: kèm theo| đính kèm)"
    r"(?! (?:nghị|thông|luật|công|(?:quyết định|kế hoạch|hướng dẫn|chương trình|văn bản)(?! này)))"
)
_ISSUED = re.compile(
    r"ngày(?P<day>[\d.…_ ]{0,20})tháng(?P<month>[\d.…_ ]{0,20})năm(?P<year>[\d.…_ ]{0,20})[ |*_]*$",
    re.MULTILINE,
)


def faults(text: Text, tables: DocumentTables) -> Iterator[Fault]:
    """Of directives whose type or number is known; of forms and minutes the blanks that are to be filled in.

    On a scan number and day are written by hand, and the name is under the stamp: nothing is said to be missing.
    """
    document = tables.document
    if document.genre == "news_report" or document.ocr or not (document.type or document.number):
        return
    head = min(_first_heading(tables), _HEAD)
    number = _BLANK_NUMBER.search(text.folded, 0, head) if document.number is None else None
    issued = _ISSUED.search(text.folded, 0, head) if document.issued is None else None
    directive = document.genre == "directive"
    if number or (directive and document.number is None):
        yield _at("missing_number", number)
    if not _is_full(issued) and (issued or (directive and document.issued is None)):
        yield _at("missing_date", issued)
    if directive:
        yield from _tail(text, tables)
        yield from _appendix(text, tables)


def earliest_issue(text: Text, tables: DocumentTables) -> date | None:
    """The day of issue; the first of its month where the day is left blank; None where neither is known."""
    if tables.document.issued or tables.document.genre != "directive":
        return tables.document.issued
    said = _ISSUED.search(text.folded, 0, min(_first_heading(tables), _HEAD))
    month, year = (said["month"].strip(), said["year"].strip()) if said else ("", "")
    if not (month.isdecimal() and year.isdecimal() and len(year) == 4 and 1 <= int(month) <= 12):
        return None
    return date(int(year), int(month), 1)


def _first_heading(tables: DocumentTables) -> int:
    """Where the body begins, if it has headings."""
    return next((section.start or 0 for section in tables.sections if section.path), _HEAD)


def _is_full(said: "re.Match[str] | None") -> bool:
    """Whether no part of the date is blank; one that does not exist is a fault of the dates."""
    return said is not None and all(part.strip().isdecimal() for part in said.groups())


def _at(rule: str, said: "re.Match[str] | None") -> Fault:
    """At the blank, where one is left."""
    return Fault(f"{rule}_blank", *said.span()) if said else Fault(rule, None, None)


def _tail(text: Text, tables: DocumentTables) -> Iterator[Fault]:
    """A text that ends without a signature is an excerpt: it is not said to lack one."""
    kinds = {row.kind for row in tables.sections}
    if "signature" not in kinds or (tables.document.signer and "recipients" in kinds):
        return
    signature = next(row for row in reversed(tables.sections) if row.kind == "signature")
    if tables.document.signer is None and not _DOTS.search(text.text, signature.start or 0):
        yield Fault("missing_signer", signature.start, signature.end)
    end = len(text.folded)
    if "recipients" not in kinds and text.folded.find("nơi nhận", max(end - _TAIL, 0)) < 0:
        yield Fault("missing_recipients", signature.start, signature.end)


def _appendix(text: Text, tables: DocumentTables) -> Iterator[Fault]:
    """The first mention of an appendix, where there is neither one nor a table."""
    for lead in ("phụ lục", "biểu"):
        for at in text.cues.of(lead):
            if said := _APPENDIX.match(text.folded, at):
                if not _has_appendix(text, tables):
                    yield Fault("missing_appendix", *said.span(), {"quote": text.text[slice(*said.span())]})
                return


def _has_appendix(text: Text, tables: DocumentTables) -> bool:
    parts = any(row.kind == "appendix" for row in tables.sections)
    return parts or any(line.role == "table" for line in text.lines)
