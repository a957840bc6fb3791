"""Numbers whose form alone tells what they are: footnote marks, numbers of documents, codes, row numbers, years.

Offsets are those of the clean text, whose capitals tell a code (``A4``) from a footnote (``trung ương2``).
"""

import re

from pipeline.extract.numerals import Number
from pipeline.schema import NumeralRole
from pipeline.text import Text

_CLOCK = re.compile(r"(?:[:h][0-9]{2}|h|g[0-9]{2})(?!\w)")
_MILEPOST_BEFORE = re.compile(r"(?<!\w)Km(?:[0-9]{1,4}\+)?$")
_CLOCK_BEFORE = re.compile(r"(?<![0-9])[0-9]{1,2}[:h]$")
_POWER_BEFORE = re.compile(r"(?<!\w)[kcdmh]?m$")
_FOOTNOTE_BEFORE = re.compile(r"(?:\[|[^\W\d_]{3})$")
_CODE_BEFORE = re.compile(r"(?:(?<![^\W\d_])[A-ZĐ]{1,6}-?|[^\W\d_]{2}-)$")
_LEADS: tuple[tuple[re.Pattern[str], NumeralRole, str], ...] = (
    (_MILEPOST_BEFORE, "ordinal", "shape.milepost"),
    (_POWER_BEFORE, "boilerplate", "shape.power"),
    (_CLOCK_BEFORE, "date", "shape.clock"),
    (_CODE_BEFORE, "boilerplate", "shape.code"),
)
_CITATION = re.compile(r"[a-zđ]?(?:/(?:19|20)[0-9]{2})? ?[-/] ?[A-ZĐ]")
_ROW = re.compile(r"[.)]?(?: *$|[.)] )", re.MULTILINE)
_ROW_LEAD = frozenset(" |-+*(")
_LONGEST_LEAD = 40
_IDENTIFIER = 9  # so many digits without a separator: a telephone or an account, unless money follows
_MONEY = re.compile(r" ?(?:đồng|đ|VNĐ|VND)(?!\w)")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}(?![\w%]|[.,/][0-9]| [^\W\d_]{2})")


def shape_of(text: Text, number: Number) -> tuple[NumeralRole, str] | None:
    """Role and rule of the number by its form, or None where its form tells nothing."""
    if number.in_words:
        return None
    clean, start, end = text.text, number.start, number.end
    line = text.line_at(start)
    if line.role == "footnote" and line.start == start:
        return "marker", "shape.footnote"
    return _joined_before(clean, start, end) or _joined_behind(clean, start, end)


def _joined_before(clean: str, start: int, end: int) -> tuple[NumeralRole, str] | None:
    """What a letter, a dash or a colon right before the number makes of it."""
    before = clean[start - 1 : start]
    if before == "[" and clean[end : end + 1] == "]":
        return "marker", "shape.footnote"
    if not before.isalpha() and before not in {"-", ":", "+"}:
        return None
    lead = clean[max(start - 7, 0) : start]
    for pattern, role, rule in _LEADS:
        if pattern.search(lead):
            return role, rule
    footnote = end - start <= 2 and _FOOTNOTE_BEFORE.search(lead)
    return ("marker", "shape.footnote") if footnote else None


def _joined_behind(clean: str, start: int, end: int) -> tuple[NumeralRole, str] | None:
    """What stands right behind the number: hours, a code of a document, the end of a row's mark, nothing (a year)."""
    length = end - start
    if length >= _IDENTIFIER and _is_identifier(clean, start, end):
        return "contact", "shape.identifier"
    if length <= 2 and _CLOCK.match(clean, end):
        return "date", "shape.clock"
    if _CITATION.match(clean, end):
        return "reference", "shape.citation"
    if length <= 3 and _ROW.match(clean, end) and _opens_row(clean, start):
        return "marker", "shape.row"
    return ("date", "shape.year") if length == 4 and _YEAR.match(clean, start) else None


def _is_identifier(clean: str, start: int, end: int) -> bool:
    """``114000178899``, ``3751.0.9055128``: digits that form no amount."""
    parts = clean[start:end].split(".")
    amount = len(parts) == 1 and _MONEY.match(clean, end)
    return not amount and (len(parts) == 1 or (len(parts) > 2 and len({len(part) for part in parts[1:]}) > 1))


def _opens_row(clean: str, start: int) -> bool:
    if clean[start - 1 : start] not in {"", "\n", " ", "|", "("}:
        return False
    line_start = clean.rfind("\n", 0, start) + 1
    return start - line_start <= _LONGEST_LEAD and set(clean[line_start:start]) <= _ROW_LEAD
