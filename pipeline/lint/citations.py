"""Citations that do not lead to one document: without a date, with two dates, with a wrong year, number or noun."""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache, lru_cache

from pipeline.folding import fold
from pipeline.lexicon import load
from pipeline.lint.days import is_slip, shown
from pipeline.lint.faults import Fault, short
from pipeline.outline import section_at
from pipeline.schema import DocumentTables, Reference, Section
from pipeline.text import Text

_LAWS = frozenset({"LUAT", "BL", "PL", "HP", "DL", "L"})
_YEARLY = re.compile(r"\d+[a-zđ]?/((?:19|20)\d\d)/")
_CODE = re.compile(r"^\d+[a-zđ]?(?:/(?:19|20)\d\d)?[/\-]([^\W\d_]+)")
_SEPARATORS = re.compile(r"[\s/.\-–_]+")
# Codes that stand for one kind of document only: CĐ, HĐ, TT and the like name bodies too.
_SURE_CODES = frozenset({"NQ", "QĐ", "CT", "KL", "HD", "KH", "CTR", "TB", "BC", "NĐ"})
_CLAUSE_END = re.compile(r"[;\n]|\. ")
_SENTENCE_ENDS = (".", ";")
_ANY = "văn bản"  # a noun for all kinds
_DIGITS = "0123456789"
_MOST = 20  # numbers that begin with the same digits
_BEFORE = 1000
_ABOUT = (" về ", '"')


def faults(text: Text, tables: DocumentTables) -> Iterator[Fault]:
    """Of directives and forms; what a news page cites is not its own to mend, and recognition slips in numbers."""
    if tables.document.genre == "news_report" or tables.document.ocr:
        return
    cited = [row for row in tables.references if row.number and row.form == "full"]
    groups = _by_document(cited)
    compared = [*_other_days(groups), *_spellings(groups)]
    yield from compared
    told = {fault.start for fault in compared}
    for row in cited:
        if row.start not in told:
            yield from _of_one(row, tables.document.issued)
    yield from _undated(text, tables, groups, told)


@lru_cache(maxsize=4096)
def _letters(number: str) -> str:
    """What tells a document, whatever the signs between its parts."""
    return _SEPARATORS.sub("", fold(number)).lstrip("0")


@lru_cache(maxsize=4096)
def _spelt(number: str) -> str:
    """The number with its signs; noughts before it and small letters make no other."""
    return fold(number).lstrip("0")


def _by_document(cited: list[Reference]) -> list[list[Reference]]:
    """The mentions that bear one number, signs between its parts apart."""
    groups: defaultdict[tuple[str | None, str], list[Reference]] = defaultdict(list)
    for row in cited:
        groups[row.type, _letters(row.number or "")].append(row)
    return list(groups.values())


def _other_days(groups: list[list[Reference]]) -> Iterator[Fault]:
    """Of each document one mention that is dated otherwise than most."""
    for group in groups:
        conflict = _other_day(group) if len(group) > 1 else None
        if conflict:
            yield _fault("reference_date_two", conflict[0], other=shown(conflict[1]))


def _other_day(group: list[Reference]) -> tuple[Reference, date] | None:
    """The first mention with another day than most, and that day; numbers begin anew each year."""
    days = Counter(row.date for row in group if row.date)
    if len(days) < 2 or not _one_issuer(group):
        return None
    common = max(days, key=days.__getitem__)
    for row in group:
        if row.date and is_slip(row.date, common):
            return row, common
    return None


def _one_issuer(group: list[Reference]) -> bool:
    """Whether the last word of every issuer that is named is one: UBND tỉnh is not UBND huyện."""
    named = {fold(other.issuer).split()[-1] for other in group if other.issuer}
    return len(named) < 2


def _spellings(groups: list[list[Reference]]) -> Iterator[Fault]:
    """Numbers whose signs stand otherwise than where they were cited first, or that lack a letter of another."""
    first: defaultdict[tuple[str | None, str], list[list[Reference]]] = defaultdict(list)
    for group in groups:
        number = group[0].number or ""
        known = first[group[0].type, number[: len(number) - len(number.lstrip(_DIGITS))].lstrip("0")]
        other = next((other for other in known if _slipped(group, other)), group)
        if len(group) > 1 or other is not group:
            right = Counter(row.number or "" for row in other).most_common(1)[0][0]
            for row in group:
                if _spelt(row.number or "") != _spelt(right):
                    yield _fault("reference_number", row, other=right)
        if other is group and len(known) < _MOST:
            known.append(group)


def _slipped(group: list[Reference], other: list[Reference]) -> bool:
    """Whether one number lacks a letter of the other, and one issuer is named with both."""
    one, two = _letters(group[0].number or ""), _letters(other[0].number or "")
    if abs(len(one) - len(two)) != 1 or not (_lacks(one, two) or _lacks(two, one)):
        return False
    return bool({row.issuer for row in group if row.issuer} & {row.issuer for row in other})


def _lacks(one: str, two: str) -> bool:
    """Whether ``one`` is ``two`` without one of its letters."""
    return len(one) + 1 == len(two) and any(one == two[:at] + two[at + 1 :] for at in range(len(two)))


def _of_one(row: Reference, issued: date | None) -> Iterator[Fault]:
    """What is wrong with one mention by itself."""
    year = _YEARLY.match(row.number or "")
    if year and row.date and int(year[1]) != row.date.year:
        yield _fault("reference_date_year", row, year=year[1])
    elif row.date and issued and row.date > issued:
        yield _fault("reference_after_issue", row, issued=shown(issued))
    named = _noun_of_code(row)
    if named:
        yield _fault("reference_type", row, named=named)


def _noun_of_code(row: Reference) -> str | None:
    """What the code in the number says, where the noun before it is another kind of document."""
    code = _CODE.match(row.number or "")
    said = code[1].upper() if code else ""
    if said not in _SURE_CODES or said == (row.type or "").upper():
        return None
    words = fold(row.quote or "")
    if words.startswith(_ANY):
        return None
    own = [kind for kind in _kinds_of(row.type) if words.startswith(kind[2])]
    if not own or any(said in kind[3] or said == _initials(kind[1]) for kind in own):
        return None
    return next((kind[1] for kind in _kinds() if said in kind[3]), None)


def _initials(name: str) -> str:
    """Quy định is QĐ too, as Quyết định is."""
    return "".join(word[0] for word in name.split()).upper()


@cache
def _kinds_of(code: str | None) -> tuple[tuple[str, str, tuple[str, ...], frozenset[str]], ...]:
    return tuple(kind for kind in _kinds() if kind[0] == code)


@cache
def _kinds() -> tuple[tuple[str, str, tuple[str, ...], frozenset[str]], ...]:
    """Code, name, nouns and printed codes of the kinds of documents."""
    return tuple(
        (
            str(entry.attributes["code"]),
            str(entry.attributes["name"]),
            entry.words,
            frozenset(code.upper() for code in entry.attributes["codes"]),
        )
        for entry in load("document_types")
    )


def _undated(
    text: Text, tables: DocumentTables, groups: list[list[Reference]], told: set[int | None]
) -> Iterator[Fault]:
    """First mentions without the day; titles and quoted titles are as they are, a footnote may give the day."""
    body = next((section.start or 0 for section in tables.sections), 0)
    ends = sorted(row.end or 0 for row in tables.references)
    for group in groups:
        if all(row.date for row in group) or _is_law(group[0]):
            continue
        first = next((row for row in group if _in_prose(text, tables.sections, row, body)), None)
        if first is None or first.date or first.start in told:
            continue
        if not any(row.date and _in_footnote(text, row) for row in group) and not _within_title(
            text, first, ends
        ):
            yearly = first.year or _YEARLY.match(first.number or "")
            yield _fault("reference_without_date_yearly" if yearly else "reference_without_date", first)
    for row in tables.references:
        named = row.form == "unnumbered" and (row.quote or "")[:1].isupper()
        if named and row.relation == "legal_basis" and not row.date:
            yield _fault("reference_without_date_unnumbered", row)


def _is_law(row: Reference) -> bool:
    """Whether the name alone may cite it; a number of the National Assembly without a noun is mostly a law's."""
    return row.type in _LAWS or (row.type != "NQ" and "/QH" in (row.number or ""))


def _in_prose(text: Text, sections: Sequence[Section], row: Reference, body: int) -> bool:
    """Whether the mention is none of a title or heading, which are short; an item that is one sentence is none."""
    start = row.start or 0
    section = section_at(sections, start) if start >= body else None
    if section is None or section.title is None or start >= (section.end or 0):
        return section is not None
    return text.text.startswith(_SENTENCE_ENDS, section.end or 0)


def _in_footnote(text: Text, row: Reference) -> bool:
    return text.line_at(row.start or 0).role == "footnote"


def _within_title(text: Text, row: Reference, ends: list[int]) -> bool:
    """Whether the mention belongs to the title of the document cited before it, or to a quotation.

    ``ends`` are those of all citations, ascending.
    """
    start = row.start or 0
    low = max(text.line_at(start).start, start - _BEFORE)
    before = text.text[low:start]
    if before.count("“") > before.count("”") or before.count('"') % 2:
        return True
    last = ends[cited - 1] if (cited := bisect_right(ends, start)) else -1
    between = text.folded[last:start] if last >= low else "\n"
    return not _CLAUSE_END.search(between) and any(word in between for word in _ABOUT)


def _fault(rule: str, row: Reference, **words: str) -> Fault:
    day = shown(row.date) if row.date else ""
    said = {"quote": short(row.quote or ""), "number": row.number or "", "day": day}
    return Fault(rule, row.start, row.end, said | words)
