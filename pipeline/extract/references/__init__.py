"""Every other document that a directive cites."""

import datetime
import re

from msgspec.structs import replace

from pipeline.extract.dates import citation_date
from pipeline.extract.references.citation import Citation, Spans
from pipeline.extract.references.congresses import find_charters, find_congresses
from pipeline.extract.references.issuers import issuer_before, last_words, needs, pattern
from pipeline.extract.references.laws import find_laws
from pipeline.extract.references.numbers import find_numbered, find_numbers, normal_number
from pipeline.extract.references.relations import relations
from pipeline.extract.references.tail import read_title
from pipeline.extract.references.unnumbered import find_blank_numbers, find_unnumbered
from pipeline.outline import section_at
from pipeline.schema import Reference, Section
from pipeline.text import Text

_HEAD_DATE = 300
_DAY = re.compile(r"ngày ")
_CONFIDENCE = {
    "short_number": 0.9,
    "congress_carried": 0.9,
    "unnumbered": 0.85,
    "blank_number": 0.85,
    "number_list": 0.95,
}


def find_references(text: Text, sections: tuple[Section, ...]) -> tuple[Reference, ...]:
    """The citations of other documents, in the order of the text; ``key`` and ``resolved_doc_id`` are left open.

    The document itself ("Số: 02/KH-X" in its head, "kèm theo" itself) and the names that the text gives to a document
    ("sau đây viết tắt là …") are none.
    """
    numbers = find_numbers(text.text)
    named = any(map(text.cues.of, needs("alias")))
    cited = [citation for citation in _all(text, numbers, sections) if _cited(text, citation, named)]
    citations = _shared(cited)
    citations = _without_own(text, _own_numbers(text, numbers), citations)
    kinds = relations(text, citations, sections)
    rows = []
    for number, (citation, relation) in enumerate(zip(citations, kinds, strict=True), 1):
        section = section_at(sections, citation.start)
        rows.append(
            Reference(
                *text.at(citation.start, citation.end),
                rule=f"reference.{citation.rule}",
                confidence=_CONFIDENCE.get(citation.rule, 0.98),
                reference_id=f"{text.doc_id}-r{number}",
                section_id=section.section_id if section else None,
                type=citation.type,
                number=citation.number,
                date=citation.date,
                year=citation.year,
                issuer=citation.issuer,
                title=citation.title or read_title(text, citation.end),
                relation=relation,
                form=citation.form,
            )
        )
    return tuple(rows)


def _all(text: Text, numbers: list[re.Match[str]], sections: tuple[Section, ...]) -> list[Citation]:
    laws = find_laws(text)
    named = [*find_numbered(text, numbers, Spans.of(laws)), *find_congresses(text), *find_charters(text)]
    named += find_blank_numbers(text)
    found = [*laws, *_apart(named), *find_unnumbered(text, sections, Spans.of([*laws, *named]))]
    return sorted(found, key=lambda citation: (citation.start, -citation.end))


def _apart(citations: list[Citation]) -> list[Citation]:
    """Without those that stand within another one: the congress that issued a numbered resolution."""
    kept: list[Citation] = []
    for citation in sorted(citations, key=lambda item: (item.start, -item.end)):
        if not kept or citation.start >= kept[-1].end:
            kept.append(citation)
    return kept


def _cited(text: Text, citation: Citation, named: bool) -> bool:
    """Whether the citation stands in the directive and is no name being given; ``named``: the text gives names."""
    line = text.line_at(citation.start)
    if line.role == "furniture" or not named:
        return line.role != "furniture"
    return pattern("alias").search(text.folded, max(line.start, citation.start - 130), citation.start) is None


def _shared(citations: list[Citation]) -> list[Citation]:
    """Date and issuer of a list's last citation belong to all of the list."""
    done: list[Citation] = []
    for citation in reversed(citations):
        after = done[-1] if done else None
        same = after and after.linked and citation.suffix == after.suffix and citation.type == after.type
        done.append(_with_shared(citation, after) if after and same else citation)
    return done[::-1]


def _with_shared(citation: Citation, after: Citation) -> Citation:
    date = after.date if citation.date is None and citation.issuer is None else citation.date
    return replace(citation, date=date, issuer=citation.issuer or after.issuer)


def _without_own(
    text: Text, own: dict[str | None, datetime.date | None], citations: list[Citation]
) -> list[Citation]:
    """Without mentions of the document itself; an issuer that stands before a citation is filled in."""
    kept = []
    for citation in citations:
        line = text.line_at(citation.start)
        if _attached(text.folded, line.start, citation.start) and (
            not own or citation.number in own or _is_own_scanned(text, citation)
        ):
            continue
        if citation.number in own and own[citation.number] in (None, citation.date or own[citation.number]):
            continue
        kept.append(citation if citation.issuer else _with_issuer_before(text, citation, line.start))
    return kept


def _attached(folded: str, low: int, start: int) -> bool:
    """Whether the citation at ``start`` is said to be what the text is issued or sent with."""
    low = max(low, start - 40)
    if folded[low:start].rstrip(" ").rpartition(" ")[2] not in last_words("attached"):
        return False
    return pattern("attached").search(folded, low, start) is not None


def _is_own_scanned(text: Text, citation: Citation) -> bool:
    """Whether a scan's annex names the plan that it belongs to: a number written by hand is read otherwise each time.

    A decision that a plan is issued with is another document.
    """
    return text.raw.ocr and citation.type != "QĐ"


def _own_numbers(text: Text, numbers: list[re.Match[str]]) -> dict[str | None, datetime.date | None]:
    """The numbers that stand after "Số:" at the beginning of a line, and the date of the head that each stands in."""
    found: dict[str | None, datetime.date | None] = {}
    for number in numbers:
        line = text.line_at(number.start())
        if number.start() - line.start > 12 or not _is_head(text, line.start, number.start()):
            continue
        day = _DAY.search(text.folded, number.end(), number.end() + _HEAD_DATE)
        date = citation_date(text.folded, day.start()) if day else None
        found[normal_number(number[0])] = date[1] if date else None
    return found


def _is_head(text: Text, start: int, end: int) -> bool:
    return pattern("own_number").match(text.folded[start:end]) is not None


def _with_issuer_before(text: Text, citation: Citation, floor: int) -> Citation:
    before = issuer_before(text, citation.start, floor) if citation.form in ("full", "short") else None
    if before is None:
        return citation
    issuer, date = before
    return replace(citation, issuer=issuer, date=citation.date or date)
