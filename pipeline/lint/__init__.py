"""Faults of a directive itself, for the one who drafts it: each names its place and says what to mend.

Every family of rules is a module with a TOML file beside it (see ``rules``). A family reads the rows of one document
and its text; ``across`` reads several documents, once their citations are resolved. Precision goes before recall:
what may be meant so is no finding.
"""

from pipeline.lint import citations, dates, document, figures, numbering, recognition, sentences, words
from pipeline.lint.faults import Fault, finding
from pipeline.schema import DocumentTables, Finding
from pipeline.text import Text

_FAMILIES = (document, numbering, sentences, words, citations, dates, figures, recognition)


def find_faults(text: Text, tables: DocumentTables) -> tuple[Finding, ...]:
    """The findings of one document in the order of the text, those without a place first."""
    faults = [fault for family in _FAMILIES for fault in family.faults(text, tables)]
    faults.sort(key=_at)
    return tuple(finding(text, fault, ordinal) for ordinal, fault in enumerate(faults, start=1))


def _at(fault: Fault) -> int:
    return -1 if fault.start is None else fault.start
