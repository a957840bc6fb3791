"""Documents cited by number: ``Kết luận số 1500b/KL-TLĐ``, ``Nghị quyết 6b``, ``Thông tư 17, 18, 19/TT-BGDĐT``.

The shapes of the numbers are those of DOMAIN.md: state ``n/yyyy/TYPE-ISSUER``, Party ``n-TYPE/ISSUER``, unions
``n[a-z]/TYPE-ISSUER``, official letters ``n/ISSUER``, National Assembly ``n/yyyy/QHtt``.
"""

import re
from collections.abc import Iterator
from functools import cache

from pipeline.extract.document_types import DocumentType, by_printed_code
from pipeline.extract.references.citation import Citation, Spans
from pipeline.extract.references.issuers import name_end, pattern, words
from pipeline.extract.references.nouns import Noun, next_noun, noun_before
from pipeline.extract.references.tail import read_tail
from pipeline.lexicon.letters import plain
from pipeline.text import Text

_CODE = r"[A-ZĐÂÊÔƠƯĂ][A-Za-zĐđÂÊÔƠƯĂ0-9]*"
_INNER = r"(?:[/&.\p{Pd}]|[/\p{Pd}] (?=[A-ZĐ]{2})| [/\p{Pd}](?=[A-ZĐ]{2}))"
_TYPE_APART = r"(?:[A-ZĐ]{2,3}|CTr|TTr|QyĐ) \p{Pd} (?=[A-ZĐ]{2})"  # 15/KH - TLĐ
_NUMBER = plain(
    r"(?P<ordinal>\d{1,5}[a-zA-ZđĐ]?)(?P<suffix>(?: ?/ ?(?:19|20)\d\d)?"
    rf"(?P<joint> ?[/\p{{Pd}}] ?)(?P<code>(?:{_TYPE_APART})?{_CODE}(?:{_INNER}{_CODE})*))(?!\w)"
)
# One pattern for each sign, so that the scan searches for a letter: with a set of them it takes four times as long.
# Before it an ordinal ends, with its letter and a blank or without.
_JOINTS = {
    sign: re.compile(
        rf"{sign}(?:(?<=[0-9].)|(?<=[0-9][a-zA-ZđĐ ].)|(?<=[0-9][a-zA-ZđĐ] .)) ?[A-ZĐÂÊÔƠƯĂ]", re.DOTALL
    )
    for sign in "/-‐‑–—"
}
_BEFORE_ANCHOR, _AFTER_ANCHOR = 11, 100
_WITHIN = plain(r"[\w./\p{Pd}]")
_SHORT = re.compile(r"([0-9]{1,4}[a-zđ]?(?:/(?:19|20)\d\d)?)(?![\w%/]|[.,]\d| ?%)")
_NEXT_SHORT = re.compile(r"(?:, ?| và (?:số )?|; ?)(\d{2,4}[a-zđ]?)(?![\w%/]|[.,]\d| ?%)")
_LIST_BEFORE = re.compile(r"(?:\d{1,5}[a-zđ]?(?:/(?:19|20)\d\d)?(?: ?[,;] ?| và )(?:số )?)+$")
_LIST_SIGNS = (",", ", ", ";", "; ", " và ", "số ")
_LISTED = re.compile(r"\d{1,5}[a-zđ]?(?:/(?:19|20)\d\d)?")
_NUMBER_WORD = re.compile(r"(?:^|(?<!\w))số ?:? ?\(?$")
_CONNECTOR = re.compile(r" ?(?:[,;]|và|hoặc|, và|và các|cùng) ?(?:các )?(?:số:? ?)?")
_YEAR = re.compile(r"/((?:19|20)\d\d)(?!\d)")
_PART = plain(r"[/.&\p{Pd}]")
_DASH = plain(r"\p{Pd}")
_ASSEMBLY = re.compile(r"(?:QH|UBTVQH)\d")
_LOOK_BACK = 90
_LEAD = 30
_PADDED = ("KH", "ĐA")
_ORDINAL_NOUNS = ("DA", "PA", "HĐ")


def normal_number(printed: str) -> str:
    """The number without blanks and with plain hyphens: ``144/HD- LĐLĐ`` is ``144/HD-LĐLĐ``."""
    return _DASH.sub("-", "".join(printed.split()))


def number_year(number: str | None) -> int | None:
    """The year within a number: ``145/2020/NĐ-CP`` is of 2020."""
    found = _YEAR.search(number) if number else None
    return int(found[1]) if found else None


def find_numbers(text: str) -> list[re.Match[str]]:
    """Every document number of the clean text, whatever it is the number of; a date and a decimal bear none."""
    found: list[re.Match[str]] = []
    end = 0
    for start, stop in _anchors(text):
        if start < end:
            continue
        number = _NUMBER.search(text, max(end, start - _BEFORE_ANCHOR), stop + _AFTER_ANCHOR)
        if number and number.start() <= start and _begins(text, number.start()):
            found.append(number)
            end = number.end()
    return found


def _anchors(text: str) -> list[tuple[int, int]]:
    """Where an ordinal is joined to a capital, from the last digit on; in the order of the text."""
    joints = [hit.span() for sign, joint in _JOINTS.items() if sign in text for hit in joint.finditer(text)]
    return sorted([(_last_digit(text, at), stop) for at, stop in joints])


def _last_digit(text: str, end: int) -> int:
    """The place of the digit next before ``end``: one of the three signs before it is one."""
    return next(at for at in range(end - 1, -1, -1) if "0" <= text[at] <= "9")


def _begins(text: str, start: int) -> bool:
    """Whether a number may begin at ``start``: not within another one, but right after "số"."""
    before = text[max(start - 1, 0) : start]
    return not _WITHIN.match(before) or text[max(start - 2, 0) : start].lower() == "số"


def number_at(text: str, start: int, limit: int) -> re.Match[str] | None:
    """The document number that begins at ``start``."""
    return _NUMBER.match(text, start, limit)


def find_numbered(text: Text, numbers: list[re.Match[str]], taken: Spans) -> list[Citation]:
    """The citations among ``numbers`` and those by a bare number, outside the spans ``taken``, in their order."""
    full: list[Citation] = []
    for found in numbers:
        if found.start() not in taken:
            full.extend(_read(text, found, full[-1] if full else None))
    return sorted([*full, *_short(text, Spans.of(full), taken)], key=lambda citation: citation.start)


def _read(text: Text, found: re.Match[str], previous: Citation | None) -> Iterator[Citation]:
    """The citations that end in this number: one, or those of a list that share its suffix."""
    folded = text.folded
    floor = text.line_at(found.start()).start
    code = _PART.split(found["code"].replace(" ", ""))
    by_code = by_printed_code().get(code[0].upper())
    listed = _list_before(folded, max(floor, found.start() - _LOOK_BACK), found.start())
    noun = noun_before(folded, listed.start() if listed else found.start(), floor, by_code)
    if listed and not (noun and noun.adjacent):
        listed, noun = None, noun_before(folded, found.start(), floor, by_code)
    linked = previous is not None and bool(_CONNECTOR.fullmatch(folded, previous.end, found.start()))
    suffix = normal_number(found["suffix"])
    if noun is None and linked and previous and not listed:
        kind = previous.type if suffix == previous.suffix or by_code is None else by_code.code
        yield _citation(text, found.start(), found, kind, suffix, linked=True)
        return
    if (noun is None or not noun.adjacent) and _of_form(folded, found, floor):
        return
    if noun is None and not _stands_alone(folded, found, code, by_code, floor):
        return
    kind = _type(noun, by_code, code)
    start = noun.start if noun else found.start()
    if listed and noun:
        for number, item in enumerate(_LISTED.finditer(folded, listed.start(), listed.end())):
            yield _item(text, item, start if number == 0 else item.start(), kind, suffix, linked=number > 0)
        start = found.start()
    near = (
        noun is not None and previous is not None and bool(_CONNECTOR.fullmatch(folded, previous.end, start))
    )
    yield _citation(text, start, found, kind, suffix, linked=bool(listed) or near, noun=noun)


def _list_before(folded: str, low: int, start: int) -> re.Match[str] | None:
    """The numbers of a list that the number at ``start`` ends."""
    return _LIST_BEFORE.search(folded, low, start) if folded.endswith(_LIST_SIGNS, low, start) else None


def _type(noun: Noun | None, by_code: DocumentType | None, code: list[str]) -> str | None:
    """The noun wins over the code, unless it only adds to the code's noun: ``Chương trình hành động số 5-CTr/TU``.

    A number with neither is that of an official letter, unless the National Assembly numbers so.
    """
    if noun is None:
        return by_code.code if by_code else None if _ASSEMBLY.match(code[-1]) else "CV"
    plain = by_code is not None and any(noun.phrase.startswith(word) for word in by_code.nouns)
    return by_code.code if by_code and plain else noun.kind.code


def _of_form(folded: str, found: re.Match[str], floor: int) -> bool:
    """Whether the number is that of a form or a table: ``theo biểu mẫu số 02/BC``."""
    return (
        pattern("form_number").search(folded[max(floor, found.start() - _LEAD) : found.start()]) is not None
    )


def _stands_alone(
    folded: str, found: re.Match[str], code: list[str], by_code: DocumentType | None, floor: int
) -> bool:
    """Whether a number without a noun is a citation: a type code or "số" says so; its own head and forms do not."""
    lead = folded[max(floor, found.start() - _LEAD) : found.start()]
    if _NUMBER_WORD.search(lead):
        return by_code is not None or len(code) > 1 or len(code[0]) > 1
    if found["joint"].startswith(" ") and found["joint"].endswith(" "):
        return False
    return _ASSEMBLY.match(code[-1]) is not None or (by_code is not None and len(code) > 1)


def _citation(
    text: Text,
    start: int,
    found: re.Match[str],
    kind: str | None,
    suffix: str,
    *,
    linked: bool,
    noun: Noun | None = None,
) -> Citation:
    number = found["ordinal"] + suffix
    tail = read_tail(text, found.end(), text.line_at(found.start()).end)
    issuer = tail.issuer
    if noun and issuer is None and text.folded.startswith("của ", noun.between[0]):
        begin = noun.between[0] + len("của ")
        issuer = text.text[begin : name_end(text, begin, noun.between[1])] or None
    return Citation(
        start=start,
        end=tail.end,
        form="full",
        rule="number",
        type=kind,
        number=number,
        suffix=suffix,
        date=tail.date,
        year=number_year(number) or tail.year,
        issuer=issuer,
        linked=linked,
    )


def _item(
    text: Text, item: re.Match[str], start: int, kind: str | None, suffix: str, *, linked: bool
) -> Citation:
    """One number of a list whose last one alone bears the suffix."""
    own_year = "/" in item[0]
    number = normal_number(
        text.text[item.start() : item.end()] + (_YEAR.sub("", suffix) if own_year else suffix)
    )
    return Citation(
        start=start,
        end=item.end(),
        form="full",
        rule="number_list",
        type=kind,
        number=number,
        suffix=suffix,
        year=number_year(number),
        linked=linked,
    )


def _short(text: Text, numbered: Spans, taken: Spans) -> Iterator[Citation]:
    """Citations by a bare number: ``Nghị quyết 6b``, ``Chỉ thị số 03``, ``Nghị định 145/2020``."""
    folded, leads = text.folded, _short_leads()
    for start, _ in text.cues.digits:
        if folded[start - 1] != " " or not folded.endswith(leads, 0, start):
            continue
        if start in numbered or start in taken:
            continue
        found = _SHORT.match(folded, start)
        if found is None:
            continue
        end = found.end()
        noun = next_noun(text.folded, start, text.line_at(start).start)
        if noun is None or not _said_short(text, noun, start, end):
            continue
        citation = _bare(text, noun.start, (start, end), noun.kind.code)
        yield citation
        while (item := _NEXT_SHORT.match(text.folded, citation.end)) and _ends_well(text, item.end()):
            citation = _bare(text, item.start(1), item.span(1), noun.kind.code, linked=True)
            yield citation


@cache
def _short_leads() -> tuple[str, ...]:
    """The ends of what leads a bare number in; each ends with a blank."""
    return tuple(f"{word} " for word in words("short_number_leads"))


def _ends_well(text: Text, end: int) -> bool:
    return pattern("after_short_number").match(text.folded, end) is not None


def _said_short(text: Text, noun: Noun, start: int, end: int) -> bool:
    """Whether a bare number names the document: ``Kế hoạch 5 năm``, ``Dự án số 2`` do not."""
    if noun.kind.code in _ORDINAL_NOUNS:
        return False
    if _NUMBER_WORD.search(text.folded, noun.start, start):
        return True
    if not text.text[noun.start].isupper() or not _ends_well(text, end):
        return False
    return noun.kind.short or (noun.kind.code in _PADDED and end > start + 1)


def _bare(text: Text, start: int, span: tuple[int, int], kind: str, linked: bool = False) -> Citation:
    number = text.text[slice(*span)]
    tail = read_tail(text, span[1], text.line_at(start).end)
    return Citation(
        start=start,
        end=tail.end,
        form="short",
        rule="short_number",
        type=kind,
        number=number,
        date=tail.date,
        year=number_year(number) or tail.year,
        issuer=tail.issuer,
        linked=linked,
    )
