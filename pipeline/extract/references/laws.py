"""Laws, codes, ordinances and the constitution, cited by name: ``Luật Thi đua, khen thưởng``."""

import re
from collections.abc import Iterator
from functools import cache

from pipeline import lexicon
from pipeline.extract.references.citation import Citation
from pipeline.extract.references.issuers import pattern
from pipeline.extract.references.numbers import normal_number, number_at, number_year
from pipeline.extract.references.tail import read_tail
from pipeline.text import Text

_HEADS = {"LUAT": "luật ", "PL": "pháp lệnh "}
_CONSTITUTION = re.compile(
    r"hiến pháp(?!\w)(?: nước (?:cộng hòa xã hội chủ nghĩa|chxhcn) việt nam)?(?:,? ?(?:năm )?((?:19|20)\d\d))?"
)
_JOINT = re.compile(r", | - | và ")
_AMENDING = re.compile(r"sửa đổi,? bổ sung (?:một số |các )?(?:điều )?(?:của )?(?=(?:bộ )?luật |pháp lệnh )")
_AMENDED = re.compile(
    r" ?\(sửa đổi[^()\n]{0,40}\)"
    r"| (?:được )?sửa đổi(?:,? bổ sung)?(?: năm (?:19|20)\d\d)?(?= ?[,;.:)\n]|$| và | năm | ngày )"
)
_YEAR = re.compile(r",? ?\(?(?:năm )?((?:19|20)\d\d)(?![\d/])\)?")
_NUMBER_LEAD = re.compile(r"[ ,]*\(?(?:luật )?số ?:? ?")
_NEXT_NAME = re.compile(r"(?:, | và |; )")
_NEXT_END = re.compile(r"[,;.:)\n]|$| năm | \(| và (?!\w+ \w+ (?:cơ sở|các cấp))| số | sửa đổi")
_ANY_LAW = re.compile(r"(?:bộ )?luật |pháp lệnh ")
_NEXT_LAW = re.compile(r",? (?:và )?(?=(?:bộ )?luật )")
_WORD = re.compile(r" ?[^\W\d_]+")
_LONGEST_UNKNOWN = 8
_NOT_CITED = re.compile(r",? ?(?:và )?(?:pháp )?luật")
_CONSTITUTION_CUE = re.compile(r"(?:căn cứ|theo|thực hiện|của|trong|tại|triển khai|quán triệt|thi hành) $")


@cache
def _names() -> dict[str, re.Pattern[str]]:
    """Per type the names of its laws; a joint within a name may be printed as comma, hyphen, "và" or not at all."""
    names: dict[str, list[str]] = {}
    for entry in lexicon.load("laws"):
        names.setdefault(entry.attributes["code"], []).extend(entry.words)
    return {code: re.compile(_any_name(words)) for code, words in names.items()}


def _any_name(words: list[str]) -> str:
    longest = sorted(set(words), key=lambda word: (-len(word), word))
    joint = r"(?:,? và |, ?| - | )"
    return f"(?:{'|'.join(joint.join(map(re.escape, _JOINT.split(word))) for word in longest)})(?!\\w)"


def find_laws(text: Text) -> list[Citation]:
    """Every law cited by name, in the order of the text; those that an amending law names stand within its span."""
    found = [*_named(text, "LUAT"), *_named(text, "PL"), *_constitutions(text)]
    return sorted(found, key=lambda citation: (citation.start, -citation.end))


def _named(text: Text, code: str) -> Iterator[Citation]:
    folded = text.folded
    named_end = 0
    for at in text.cues.of(_HEADS[code]):
        name = at + len(_HEADS[code])
        start = at - 3 if folded.startswith("bộ ", max(at - 3, 0)) else at
        kind = "BL" if start < at else code
        limit = text.line_at(start).end
        if not _is_law(text, kind, start, name, limit):
            continue
        if amended_end := _amending(text, name, limit):
            named_end = amended_end
            yield _completed(text, kind, start, named_end, limit)
        elif end := _name(text, kind, name, limit):
            yield from _with_further_names(text, kind, start, end, named_end if end <= named_end else limit)


def _is_law(text: Text, kind: str, start: int, name: int, limit: int) -> bool:
    """Whether the noun at ``start`` opens a law's title: in capitals, or before the name of a known law in capitals."""
    if pattern("not_a_law").search(text.folded, max(start - 14, 0), start):
        return False
    if text.text[start].isupper():
        return True
    return text.text[name : name + 1].isupper() and _names()[kind].match(text.folded, name, limit) is not None


def _amending(text: Text, start: int, limit: int) -> int | None:
    """The end of the last law that ``sửa đổi, bổ sung một số điều của Luật A và Luật B`` names; None elsewhere."""
    lead = _AMENDING.match(text.folded, start, limit)
    end = lead.end() if lead else None
    last = None
    while end is not None and (law := _ANY_LAW.match(text.folded, end, limit)):
        last = _name(text, "LUAT", law.end(), limit) or last
        joint = _NEXT_LAW.match(text.folded, last, limit) if last else None
        end = joint.end() if joint else None
    return last


def _name(text: Text, kind: str, start: int, limit: int) -> int | None:
    """The end of the name at ``start``: of a known law, else of a run of words that begins with a capital."""
    folded = text.folded
    known = _names()[kind].match(folded, start, limit) or (
        kind == "BL" and _names()["LUAT"].match(folded, start, limit)
    )
    if known:
        return known.end()
    if start >= limit or not text.text[start].isupper() or pattern("not_a_law_name").match(folded, start):
        return None
    if text.text[start - 2].isupper():
        return None
    return _unknown(folded, start, limit)


def _unknown(folded: str, start: int, limit: int) -> int | None:
    end = start
    for _ in range(_LONGEST_UNKNOWN):
        word = _WORD.match(folded, end, limit)
        if word is None or pattern("law_name_stops").match(folded, word.start() + word[0].startswith(" ")):
            break
        end = word.end()
    return end if end > start else None


def _with_further_names(text: Text, kind: str, start: int, end: int, limit: int) -> Iterator[Citation]:
    """The law, and the others that stand under the same noun: ``Luật Việc làm, Bảo hiểm xã hội``."""
    first = _completed(text, kind, start, end, limit)
    yield first
    while joint := _NEXT_NAME.match(text.folded, first.end, limit):
        known = _names()[kind].match(text.folded, joint.end(), limit)
        if (
            known is None
            or not text.text[joint.end()].isupper()
            or not _NEXT_END.match(text.folded, known.end())
        ):
            return
        first = _completed(text, kind, known.start(), known.end(), limit, linked=True)
        yield first


def _completed(text: Text, kind: str, start: int, end: int, limit: int, *, linked: bool = False) -> Citation:
    """The law with its number, year, "(sửa đổi)", date and issuer, as far as they stand together."""
    folded = text.folded
    number = None
    lead = _NUMBER_LEAD.match(folded, end, limit)
    if lead and (found := number_at(text.text, lead.end(), limit)):
        number = normal_number(found[0])
        end = found.end() + (folded[found.end() : found.end() + 1] == ")" and "(" in lead[0])
    year = _YEAR.match(folded, end, limit)
    end = year.end() if year else end
    amended = _AMENDED.match(folded, end, limit)
    end = amended.end() if amended else end
    tail = read_tail(text, end, limit)
    return Citation(
        start=start,
        end=tail.end,
        form="full" if number else "law",
        rule="law",
        type=kind,
        number=number,
        suffix=kind,
        date=tail.date,
        year=int(year[1]) if year else number_year(number) or tail.year,
        issuer=tail.issuer,
        linked=linked,
    )


def _constitutions(text: Text) -> Iterator[Citation]:
    """The constitution, where it is a document and not half of "Hiến pháp và pháp luật"."""
    folded = text.folded
    for at in text.cues.of("hiến pháp"):
        found = _CONSTITUTION.match(folded, at) if text.text[at].isupper() else None
        if found is None:
            continue
        generic = _NOT_CITED.match(folded, found.end()) or not _CONSTITUTION_CUE.search(
            folded, max(found.start() - 12, 0), found.start()
        )
        if found[1] or not generic:
            year = int(found[1]) if found[1] else None
            yield Citation(
                start=found.start(), end=found.end(), form="law", rule="constitution", type="HP", year=year
            )
