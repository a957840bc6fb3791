"""Documents cited by kind, year and issuer: ``Chương trình công tác năm 2024 của Ban Chấp hành …``.

Anywhere else than among the grounds such words mostly mean the document itself or one yet to be written, so only a
line that opens with "Căn cứ", "Thực hiện" … before the first heading is read. A number left blank tells enough.
"""

import re
from collections.abc import Iterator
from itertools import takewhile

from pipeline.extract.document_types import by_noun, noun_pattern
from pipeline.extract.references.citation import Citation, Spans
from pipeline.extract.references.issuers import name_end, pattern
from pipeline.extract.references.nouns import next_noun
from pipeline.extract.references.tail import read_tail
from pipeline.schema import Section
from pipeline.text import Line, Text

_BLANK_NUMBER = re.compile(r"số ?:? ?[._…]* ?[/-] ?[a-zđ]{1,6}[-/][a-zđ]+(?:-[a-zđ]+)*(?!\w)")
_BOUNDARY = re.compile(r"(?:^|[;,]|và) *(?:và )?$")
_BODY = re.compile(r'[^;.\n"()\d]*(?:(?:19|20)\d\d[^;.\n"()\d]*)?? của ')
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?! ?[-/\d])")
_LONGEST = 220
_GROUNDS = 3000


def find_blank_numbers(text: Text) -> list[Citation]:
    """Citations whose number is left blank (``Kế hoạch số … /KH-UBND ngày …``), where day or issuer tell the rest."""
    found = []
    for blank in _BLANK_NUMBER.finditer(text.folded):
        line = text.line_at(blank.start())
        noun = next_noun(text.folded, blank.start(), line.start)
        tail = read_tail(text, blank.end(), line.end)
        if noun is None or not (tail.date or tail.year or tail.issuer):
            continue
        found.append(
            Citation(
                start=noun.start,
                end=tail.end,
                form="unnumbered",
                rule="blank_number",
                type=noun.kind.code,
                date=tail.date,
                year=tail.year,
                issuer=tail.issuer,
            )
        )
    return found


def find_unnumbered(text: Text, sections: tuple[Section, ...], taken: Spans) -> list[Citation]:
    """The citations without number among the grounds, outside the spans ``taken``."""
    first = next(
        (section.start for section in sections if section.marker and section.start is not None), _GROUNDS
    )
    lines = takewhile(lambda line: line.start < first, text.lines)
    return [citation for line in lines for citation in _line(text, line, taken)]


def _line(text: Text, line: Line, taken: Spans) -> Iterator[Citation]:
    cue = pattern("grounds").match(text.folded, line.start, line.end)
    if cue is None:
        return
    for noun in noun_pattern().finditer(text.folded, cue.end(), line.end):
        if noun.start() in taken or not _opens_clause(text.folded, cue.end(), noun.start()):
            continue
        citation = _citation(text, noun.start(), noun.end(), line)
        if citation and not taken.within(citation.start, citation.end):
            yield citation


def _opens_clause(folded: str, low: int, start: int) -> bool:
    return _BOUNDARY.search(folded[max(low, start - 8) : start]) is not None


def _citation(text: Text, start: int, noun_end: int, line: Line) -> Citation | None:
    folded = text.folded
    of = _BODY.match(folded, noun_end, min(line.end, noun_end + _LONGEST))
    if of is None:
        return None
    end = name_end(text, of.end(), line.end)
    if end == of.end():
        return None
    tail = read_tail(text, end, line.end)
    year = _YEAR.search(folded, noun_end, of.end())
    if year is None and tail.date is None and tail.year is None:
        return None
    return Citation(
        start=start,
        end=tail.end,
        form="unnumbered",
        rule="unnumbered",
        type=by_noun()[folded[start:noun_end]].code,
        date=tail.date,
        year=int(year[1]) if year else tail.year,
        issuer=text.text[of.end() : end],
    )
