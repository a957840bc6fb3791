"""The directive that a page of news or answers reports: cited near its beginning, a body is said to issue it."""

import re
from collections import Counter
from datetime import date

import msgspec

from pipeline.extract.dates import citation_date
from pipeline.extract.document_types import by_noun, name_of, noun_pattern
from pipeline.extract.issuer import coded, fuller, last_acting
from pipeline.extract.mentions import day
from pipeline.gazetteer.names import expand
from pipeline.gazetteer.organisations import Body, find_bodies, read_body
from pipeline.schema import Reference
from pipeline.text import Text

_EARLY = 3000
_NO_DIRECTIVES = {"LUAT", "BL", "PL", "HP", "DL", "NĐ", "TT", "TTLT", "L", "CL", "VBHN"}
_DAY = re.compile(r"ngày ?(?=\d)")
_DAY_OF_YEAR = re.compile(r"ngày ?(\d{1,2}) ?[/\-] ?(\d{1,2})(?![/\d.\-])")
_TITLE = re.compile(
    r",? ?((?:về(?: việc)?|triển khai|tổ chức|thực hiện) [^.;\n]{5,300}?)"
    r"(?=[.;\n]|$|, (?:được|do|với|theo|trong đó|nhằm|trên cơ sở|căn cứ|qua đó|gửi|yêu cầu|đề nghị)(?!\w))"
)
_PRINTED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-]((?:19|20)\d\d)")


class Reported(msgspec.Struct, frozen=True):
    """What a page tells of the directive it reports."""

    type: str | None
    type_name: str | None
    number: str | None
    issued: date | None
    issuer: Body | None
    title: str | None


def read_reported(text: Text, references: tuple[Reference, ...]) -> Reported | None:
    """The directive that the page reports; None where it tells of none."""
    cited = _cited(text, references)
    if cited is None:
        return _unnumbered(text)
    low, high = _before(text, cited.start or 0)
    sentence, said = text.text[low:high], text.folded[low:high]
    issued = cited.date or _day_in(said, text)
    acting = last_acting(sentence, said, issued)
    issuer = acting[0] if acting else _issuer(cited, issued)
    if issuer and issuer.unit is None and issuer.kind.tail == "place":
        issuer = fuller(issuer, find_bodies(expand(text.text[:_EARLY]), issued))
    name = name_of(cited.type) if cited.type else None
    return Reported(cited.type, name, cited.number, issued, issuer, _title(text, cited.end or 0))


def _issuer(cited: Reference, issued: date | None) -> Body | None:
    if cited.issuer and (body := read_body(cited.issuer, issued)):
        return body
    codes = re.split(r"[/\-]", cited.number or "")[1:]
    return next(coded(tuple(codes), issued), None)


def _cited(text: Text, references: tuple[Reference, ...]) -> Reference | None:
    """Of the numbered citations near the beginning: one that a body is said to issue, else the one cited most."""
    early = [
        row
        for row in references
        if row.number and row.type not in _NO_DIRECTIVES and (row.start or 0) < _EARLY
    ]
    for row in early:
        low, high = _before(text, row.start or 0)
        if last_acting(text.text[low:high], text.folded[low:high], None):
            return row
    numbers = Counter(row.number for row in references)
    return max(early, key=lambda row: (numbers[row.number], -(row.start or 0)), default=None)


def _before(text: Text, at: int) -> tuple[int, int]:
    """The sentence up to ``at``."""
    return max(text.text.rfind("\n", 0, at), text.text.rfind(". ", 0, at), at - 400) + 1, at


def _day_in(folded: str, text: Text) -> date | None:
    """The day that a folded sentence begins with; where it has no year, in that of the page's own day."""
    for hit in _DAY.finditer(folded):
        if found := citation_date(folded, hit.start()):
            return found[1]
    partial = _DAY_OF_YEAR.search(folded)
    page = page_day(text) if partial else None
    return day(page.year, int(partial[2]), int(partial[1])) if partial and page else None


def page_day(text: Text) -> date | None:
    """The day of a page: when the web says that it was published, else the first that is printed near its top."""
    if text.raw.published:
        return text.raw.published
    printed = _PRINTED.search(text.text, 0, _EARLY)
    return day(int(printed[3]), int(printed[2]), int(printed[1])) if printed else None


def _title(text: Text, at: int) -> str | None:
    hit = _TITLE.match(text.folded, at)
    return text.text[hit.start(1) : hit.end(1)].strip() if hit else None


def _unnumbered(text: Text) -> Reported | None:
    """A directive told without its number: a body that issues a document's noun."""
    early = zip(text.text[:_EARLY].split("\n"), text.folded[:_EARLY].split("\n"), strict=True)
    for paragraph, said in early:
        acting = last_acting(paragraph, said, None)
        noun = noun_pattern().match(acting[1].lstrip()) if acting else None
        if acting and noun:
            kind = by_noun()[noun.group()]
            return Reported(kind.code, kind.name, None, _day_in(said, text), acting[0], None)
    return None
