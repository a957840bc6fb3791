"""What recognition leaves to a reader of a scan: numbers that it is not sure of, pages that it could not read."""

from collections.abc import Iterator

from pipeline.lint.faults import Fault
from pipeline.schema import DocumentTables
from pipeline.text import Text


def faults(text: Text, tables: DocumentTables) -> Iterator[Fault]:
    """Of texts recognised from images, whole or in part; `Raw.least_confidence` is the least that is sure."""
    for page in text.raw.unread_pages:
        yield Fault("unread_page", None, None, page._asdict())
    if not text.raw.ocr:
        return
    for row in tables.numerals:
        if row.role == "page_furniture" or row.start is None or row.end is None:
            continue
        sure = text.confidence(row.start, row.end)
        if sure < text.raw.least_confidence:
            yield Fault(
                "ocr_uncertain_number",
                row.start,
                row.end,
                {"number": row.quote, "percent": round(100 * sure)},
            )
