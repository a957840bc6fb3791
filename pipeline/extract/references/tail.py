"""What follows the number or the name of a cited document: date, year, issuer, title."""

import datetime
import re
from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from pipeline.extract.dates import citation_date
from pipeline.extract.document_types import noun_pattern
from pipeline.extract.references.issuers import name_end, pattern
from pipeline.text import Text

_GAP = re.compile(r" *(?:\([^()\n]{0,12}khóa [^()\n]{1,12}\) ?)?,? *")
_DATE_LEAD = re.compile(r"\(?(?:(?:được |đã )?(?:ký ban hành|ban hành|thông qua|ký) )?(?=ngày|\d)")
_BLANK_DATE = re.compile(
    r"ngày[ ._…/]*(?:\d{1,2} *)?tháng[ ._…]*(?:\d{1,2} *)?năm *(?:(20\d\d)(?!\d)|[._…]+)"
)
_YEAR = re.compile(r"(?:\(?năm )((?:19|20)\d\d)(?!\d)\)?")
_OF = re.compile(r"(?:của|do|giữa) (?:liên tịch )?")
_TITLE_OF = re.compile(r'[ ,]*"(?:về )?')
_TITLE = re.compile(
    r"[ ,]*(?:\([^()\n]{0,20}khóa [^()\n]{1,12}\) ?)?"
    r'(?:"([^"\n]{4,400})"|((?:về|v/v) (?:[^;\n"]{3,300}+(?=[;\n]|\Z)|(?:[^;\n"]|"[^;"\n]*"){3,300})))'
)
_TITLE_BREAK = re.compile(
    r"\. |, (?=căn cứ|thực hiện|\w+ \w+ (?:số )?\d+[a-zđ]?[-/])|\((?:sau đây|gọi tắt|viết tắt)"
    r"|, (?=(?:Ban|[UỦ][ỷy] ban|UBND|Liên đoàn|LĐLĐ|Công đoàn|Hội|Đoàn|Tỉnh|Huyện|Sở|Phòng) )"
)


class Tail(Struct, frozen=True, gc=False):
    """Where the citation ends with all that belongs to it, and what that says."""

    end: int
    date: datetime.date | None = None
    year: int | None = None
    issuer: str | None = None


def read_tail(text: Text, start: int, limit: int) -> Tail:
    """Date, year and issuer after ``start``, in any order, as far as they stand together within ``limit``."""
    tail = Tail(start)
    unread = list(_PARTS)
    while longer := _longer(text, tail, limit, unread):
        tail = longer
    return tail if tail.issuer else _issuer_in_title(text, tail, limit)


def _longer(text: Text, tail: Tail, limit: int, unread: "list[_Part]") -> Tail | None:
    """The tail with the next of its parts, which is taken out of ``unread``."""
    folded = text.folded
    gap = _GAP.match(folded, tail.end, limit)
    at = gap.end() if gap else tail.end
    if at == len(folded):
        return None
    letter, capital = folded[at], text.text[at].isupper()
    for part in unread:
        if letter not in part.openings and not (capital and part is _ISSUER_PART):
            continue
        if part is _YEAR_PART and (_DATE_PART not in unread or "," in folded[tail.end : at]):
            continue
        longer = part.read(text, tail, at, limit)
        if longer is not None:
            unread.remove(part)
            return longer
    return None


def _read_date(text: Text, tail: Tail, at: int, limit: int) -> Tail | None:
    folded = text.folded
    lead = _DATE_LEAD.match(folded, at, limit)
    if lead is None:
        return None
    found = citation_date(folded, lead.end())
    if found is None:
        blank = _BLANK_DATE.match(folded, lead.end(), limit)
        return replace(tail, end=blank.end(), year=int(blank[1]) if blank[1] else None) if blank else None
    end, date = found
    if end > limit:
        return None
    return replace(tail, end=end + (lead[0][:1] == "(" and folded[end : end + 1] == ")"), date=date)


def _read_year(text: Text, tail: Tail, at: int, limit: int) -> Tail | None:
    found = _YEAR.match(text.folded, at, limit)
    return replace(tail, end=found.end(), year=int(found[1])) if found else None


def _read_issuer(text: Text, tail: Tail, at: int, limit: int) -> Tail | None:
    folded = text.folded
    found = _OF.match(folded, at, limit)
    if found is None and (tail.date is None or "," in folded[tail.end : at]):
        return None
    start = found.end() if found else at
    if not found and not (
        text.text[start : start + 1].isupper() and pattern("issuer_heads").match(folded, start)
    ):
        return None
    end = name_end(text, start, limit)
    if end == start:
        return None
    issuer = text.text[start:end]
    closing = " ban hành" if folded.startswith("do", at) and folded.startswith(" ban hành", end) else ""
    return replace(tail, end=end + len(closing), issuer=issuer)


def _issuer_in_title(text: Text, tail: Tail, limit: int) -> Tail:
    """The issuer that the quoted title names: ``… ngày 08/01/2021 "Kết luận của Ban Chấp hành X về …``."""
    opening = _TITLE_OF.match(text.folded, tail.end, limit)
    noun = noun_pattern().match(text.folded, opening.end(), limit) if opening else None
    if noun is None or not text.folded.startswith(" của ", noun.end()):
        return tail
    start = noun.end() + len(" của ")
    end = name_end(text, start, limit)
    return replace(tail, issuer=text.text[start:end]) if end > start else tail


class _Part(Struct, frozen=True):
    """A part of a tail: the letters that it can begin with (an issuer also with any capital), and what reads it."""

    openings: str
    read: Callable[[Text, Tail, int, int], Tail | None]


_DATE_PART = _Part("0123456789(nbktđ", _read_date)
_YEAR_PART = _Part("(n", _read_year)
_ISSUER_PART = _Part("cdg", _read_issuer)
_PARTS = (_DATE_PART, _YEAR_PART, _ISSUER_PART)


def read_title(text: Text, end: int) -> str | None:
    """The title after a citation that ends at ``end``: quoted, or from "về" to the end of the clause."""
    found = _TITLE.match(text.folded, end, text.line_at(end).end)
    if found is None:
        return None
    if found[1] is not None:
        return text.text[found.start(1) : found.end(1)]
    title = text.text[found.start(2) : found.end(2)]
    end = len(title.rstrip(".,: "))
    if stop := _TITLE_BREAK.search(title):
        bracketed = title[stop.start()] == "(" and title[stop.start() - 1] == " "
        end = min(stop.start() - bracketed, end)
    return title[:end]
