"""The formal parts that a directive lacks: number, day of issue, who signed, to whom it goes."""

import re
from collections.abc import Iterator
from datetime import date

from pipeline.lint.faults import Fault
from pipeline.schema import DocumentTables
from pipeline.text import Text

_HEAD, _TAIL = 3000, 4000
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
    """Of directives whose type or number is known: other texts have no head of their own."""
    document = tables.document
    if document.genre != "directive" or not (document.type or document.number):
        return
    head = min(_first_heading(tables), _HEAD)
    if document.number is None:
        yield _at("missing_number", _BLANK_NUMBER.search(text.folded, 0, head))
    if document.issued is None:
        yield from _issue(_ISSUED.search(text.folded, 0, head))
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


def _issue(said: "re.Match[str] | None") -> Iterator[Fault]:
    """No day of issue; one that does not exist is a fault of the dates."""
    if said is None or not all(part.strip().isdecimal() for part in said.groups()):
        yield _at("missing_date", said)


def _at(rule: str, said: "re.Match[str] | None") -> Fault:
    """At the blank, where one is left."""
    return Fault(f"{rule}_blank", *said.span()) if said else Fault(rule, None, None)


def _tail(text: Text, tables: DocumentTables) -> Iterator[Fault]:
    """A text that ends without a signature is an excerpt: it is not said to lack one."""
    signature = next((row for row in reversed(tables.sections) if row.kind == "signature"), None)
    if signature is None:
        return
    if tables.document.signer is None:
        yield Fault("missing_signer", signature.start, signature.end)
    listed = any(row.kind == "recipients" for row in tables.sections)
    if not listed and text.folded.find("nơi nhận", max(len(text.folded) - _TAIL, 0)) < 0:
        yield Fault("missing_recipients", signature.start, signature.end)


def _appendix(text: Text, tables: DocumentTables) -> Iterator[Fault]:
    """An appendix that the text speaks of, where neither one nor a table is there."""
    if any(row.kind == "appendix" for row in tables.sections) or any(
        line.role == "table" for line in text.lines
    ):
        return
    for lead in ("phụ lục", "biểu"):
        for at in text.cues.of(lead):
            if said := _APPENDIX.match(text.folded, at):
                yield Fault("missing_appendix", *said.span(), {"quote": text.text[slice(*said.span())]})
                return
