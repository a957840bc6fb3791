"""Documents cited by number: ``Kết luận số 1500b/KL-TLĐ``, ``Nghị quyết 6b``, ``Thông tư 17, 18, 19/TT-BGDĐT``.

The shapes of the numbers are those of DOMAIN.md: state ``n/yyyy/TYPE-ISSUER``, Party ``n-TYPE/ISSUER``, unions
``n[a-z]/TYPE-ISSUER``, official letters ``n/ISSUER``, National Assembly ``n/yyyy/QHtt``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import regex

from pipeline.extract.document_types import DocumentType, by_noun, by_printed_code
from pipeline.extract.references.citation import Citation
from pipeline.extract.references.issuers import name_end, pattern
from pipeline.extract.references.tail import read_tail
from pipeline.text import Text

_CODE = r"[A-ZĐÂÊÔƠƯĂ][A-Za-zĐđÂÊÔƠƯĂ0-9]*"
_INNER = r"(?:[/&.\p{Pd}]|[/\p{Pd}] (?=[A-ZĐ]{2})| [/\p{Pd}](?=[A-ZĐ]{2}))"
NUMBER = regex.compile(
    r"(?:(?<![\w./\p{Pd}])|(?<=[sS][ốỐ]))"
    r"(?P<ordinal>\d{1,5}[a-zA-ZđĐ]?)(?P<suffix>(?: ?/ ?(?:19|20)\d\d)?"
    rf"(?P<joint> ?[/\p{{Pd}}] ?)(?P<code>{_CODE}(?:{_INNER}{_CODE})*))(?!\w)"
)
_SHORT = regex.compile(r"(?<![\w.,/\p{Pd}])\d{1,4}[a-zđ]?(?:/(?:19|20)\d\d)?(?![\w%/]|[.,]\d| ?%)")
_SHORT_LEAD = ("số", "ết", "ịnh", "hị", "ận", "ẫn", "ăn", "ện", "tư", "tri", "ch", "án", "lệnh", "uật")
_LIST_BEFORE = re.compile(r"(?:\d{1,5}[a-zđ]?(?:/(?:19|20)\d\d)?(?: ?[,;] ?| và )(?:số )?)+$")
_LISTED = re.compile(r"\d{1,5}[a-zđ]?(?:/(?:19|20)\d\d)?")
_NUMBER_WORD = re.compile(r"(?:^|(?<!\w))số ?:? ?\(?$")
_CONNECTOR = re.compile(r" ?(?:[,;]|và|hoặc|, và|và các|cùng) ?(?:các )?(?:số:? ?)?")
_WORD = re.compile(r"\S+")
_YEAR = re.compile(r"/((?:19|20)\d\d)(?!\d)")
_DASH = regex.compile(r"\p{Pd}")
_ASSEMBLY = re.compile(r"(?:QH|UBTVQH)\d")
_LOOK_BACK = 90
_FARTHEST = 12
_PADDED = ("KH", "ĐA")
_ORDINAL_NOUNS = ("DA", "PA", "HĐ")


@dataclass(frozen=True, slots=True)
class _Noun:
    """The noun that a number belongs to: its start, its kind and what stands between ("của", an issuer)."""

    start: int
    phrase: str
    kind: DocumentType
    apart: int
    between: tuple[int, int]


def normal_number(printed: str) -> str:
    """The number without blanks and with plain hyphens: ``144/HD- LĐLĐ`` is ``144/HD-LĐLĐ``."""
    return _DASH.sub("-", "".join(printed.split()))


def number_year(number: str | None) -> int | None:
    """The year within a number: ``145/2020/NĐ-CP`` is of 2020."""
    found = _YEAR.search(number) if number else None
    return int(found[1]) if found else None


def find_numbered(text: Text, taken: list[tuple[int, int]]) -> list[Citation]:
    """Every citation by number outside the spans ``taken``, in the order of the text."""
    full: list[Citation] = []
    for found in NUMBER.finditer(text.text):
        if not any(start <= found.start() < end for start, end in taken):
            full.extend(_read(text, found, full[-1] if full else None))
    taken = taken + [(citation.start, citation.end) for citation in full]
    return sorted([*full, *_short(text, taken)], key=lambda citation: citation.start)


def _read(text: Text, found: "regex.Match[str]", previous: Citation | None) -> Iterator[Citation]:
    """The citations that end in this number: one, or those of a list that share its suffix."""
    folded = text.folded
    floor = text.line_at(found.start()).start
    code = regex.split(r"[/.&\p{Pd}]", found["code"].replace(" ", ""))
    by_code = by_printed_code().get(code[0].upper())
    listed = _LIST_BEFORE.search(folded, max(floor, found.start() - _LOOK_BACK), found.start())
    noun = _noun(folded, listed.start() if listed else found.start(), floor, by_code)
    linked = previous is not None and bool(_CONNECTOR.fullmatch(folded, previous.end, found.start()))
    suffix = normal_number(found["suffix"])
    if noun is None and linked and previous and not listed:
        kind = previous.type if suffix == previous.suffix or by_code is None else by_code.code
        yield _citation(text, found.start(), found, kind, linked=True)
        return
    if noun is None and not _stands_alone(folded, found, code, by_code, floor):
        return
    kind = _type(noun, by_code, code)
    start = noun.start if noun else found.start()
    if listed and noun:
        for number, item in enumerate(_LISTED.finditer(folded, listed.start(), listed.end())):
            yield _item(text, item, start if number == 0 else item.start(), kind, suffix, linked=number > 0)
        start = found.start()
    near = noun is not None and previous is not None and bool(_CONNECTOR.fullmatch(folded, previous.end, start))
    yield _citation(text, start, found, kind, linked=bool(listed) or near, noun=noun)


def _type(noun: _Noun | None, by_code: DocumentType | None, code: list[str]) -> str | None:
    """The noun wins over the code, unless it only adds to the code's noun: ``Chương trình hành động số 5-CTr/TU``.

    A number with neither is that of an official letter, unless the National Assembly numbers so.
    """
    if noun is None:
        return by_code.code if by_code else None if _ASSEMBLY.match(code[-1]) else "CV"
    plain = by_code is not None and any(noun.phrase.startswith(word) for word in by_code.nouns)
    return by_code.code if by_code and plain else noun.kind.code


def _stands_alone(
    folded: str, found: "regex.Match[str]", code: list[str], by_code: DocumentType | None, floor: int
) -> bool:
    """Whether a number without a noun is a citation: a type code or "số" says so; its own head and forms do not."""
    lead = folded[max(floor, found.start() - 30) : found.start()]
    if pattern("form_number").search(lead):
        return False
    if _NUMBER_WORD.search(lead):
        return True
    if found["joint"].startswith(" ") and found["joint"].endswith(" "):
        return False
    return _ASSEMBLY.match(code[-1]) is not None or (by_code is not None and len(code) > 1)


def _citation(
    text: Text, start: int, found: "regex.Match[str]", kind: str | None, linked: bool, noun: _Noun | None = None
) -> Citation:
    number = normal_number(found[0])
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
        suffix=normal_number(found["suffix"]),
        date=tail.date,
        year=number_year(number) or tail.year,
        issuer=issuer,
        linked=linked,
    )


def _item(
    text: Text, item: "re.Match[str]", start: int, kind: str | None, suffix: str, linked: bool
) -> Citation:
    """One number of a list whose last one alone bears the suffix."""
    own_year = "/" in item[0]
    number = normal_number(text.text[item.start() : item.end()] + (_YEAR.sub("", suffix) if own_year else suffix))
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


def _noun(folded: str, start: int, floor: int, by_code: DocumentType | None) -> _Noun | None:
    """The nearest noun of a document before the number at ``start``, with at most eight words between."""
    low = max(floor, start - _LOOK_BACK)
    before = folded[low:start].rstrip(' :("')
    numbered = before.endswith("số") and not before[-3:-2].isalnum()
    if numbered:
        before = before[:-2].rstrip(' ,("')
    words = [(found.start(), found[0]) for found in _WORD.finditer(before)]
    for apart in range(min(len(words), _FARTHEST if numbered else 4)):
        last = len(words) - apart
        if apart and not _may_stand_between(words[last][1], numbered):
            return None
        for length in (4, 3, 2, 1):
            phrase = " ".join(word for _, word in words[max(last - length, 0) : last]) if length <= last else ""
            phrase = phrase.lstrip('("-+*|')
            kind = by_noun().get(phrase)
            if kind is None or (apart and (kind.code == "LUAT" or not _agree(kind, by_code))):
                continue
            at = words[last - length]
            begin = low + at[0] + len(at[1]) - len(at[1].lstrip('("-+*|'))
            between = (low + words[last][0], low + len(before)) if apart else (start, start)
            return _Noun(begin, phrase, kind, apart, between)
    return None


def _may_stand_between(word: str, numbered: bool) -> bool:
    bare = word.rstrip(",") if numbered else word
    return bare.isalpha() or bare in ("-", "&")


def _agree(kind: DocumentType, by_code: DocumentType | None) -> bool:
    """Whether a noun that does not stand next to the number can be its noun."""
    return by_code is None or by_code.code == kind.code or any(code in kind.codes for code in by_code.codes)


def _short(text: Text, taken: list[tuple[int, int]]) -> Iterator[Citation]:
    """Citations by a bare number: ``Nghị quyết 6b``, ``Chỉ thị số 03``, ``Nghị định 145/2020``."""
    folded = text.folded
    last: Citation | None = None
    for found in _SHORT.finditer(folded):
        start = found.start()
        if not folded[max(start - 6, 0) : start].rstrip(" :").endswith(_SHORT_LEAD) and (last is None or start - last.end > 6):
            continue
        if any(begin <= start < end for begin, end in taken):
            continue
        citation = _short_citation(text, found, last)
        if citation:
            last = citation
            yield citation


def _short_citation(text: Text, found: "regex.Match[str]", last: Citation | None) -> Citation | None:
    folded, start = text.folded, found.start()
    line = text.line_at(start)
    if last and last.form == "short" and _CONNECTOR.fullmatch(folded, last.end, start):
        if len(found[0]) < 2 or not pattern("after_short_number").match(folded, found.end()):
            return None
        return _bare(text, start, found, last.type, linked=True)
    noun = _noun(folded, start, line.start, None)
    if noun is None or noun.apart or noun.kind.code in _ORDINAL_NOUNS:
        return None
    numbered = _NUMBER_WORD.search(folded, noun.start, start) is not None
    if not numbered and not _said_short(text, noun, found):
        return None
    return _bare(text, noun.start, found, noun.kind.code, linked=False)


def _said_short(text: Text, noun: _Noun, found: "regex.Match[str]") -> bool:
    """Whether a number right after the noun, without "số", names the document: ``Kế hoạch 5 năm`` does not."""
    if not text.text[noun.start].isupper() or not pattern("after_short_number").match(text.folded, found.end()):
        return False
    return noun.kind.short or (noun.kind.code in _PADDED and len(found[0]) > 1)


def _bare(text: Text, start: int, found: "regex.Match[str]", kind: str | None, linked: bool) -> Citation:
    number = text.text[found.start() : found.end()]
    tail = read_tail(text, found.end(), text.line_at(start).end)
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
