"""The head of a document: letterhead, number, place and day, type and title."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import chain

import msgspec
import regex

from pipeline.extract.dates import citation_date
from pipeline.extract.document_cues import cue
from pipeline.extract.document_types import DocumentType, by_noun, by_printed_code, name_of
from pipeline.schema import Section
from pipeline.text import Text

_LINES, _CHARACTERS, _LETTERHEAD, _TYPELESS, _PARAGRAPH, _END = 70, 5000, 12, 20, 300, 1500
_ORNAMENT = " |*_#~=-–—\t"
_TITLE_LENGTH = 600
_NUMBER = regex.compile(
    r"(?<!\p{L})S[ốỐ] ?[:.]? ?(?P<digits>\d{1,5}[a-zđ]?(?=[ \-/]))?[\s.…_]*"
    r"(?P<rest>(?:/ ?(?:19|20)\d\d ?)?(?:[\-–/] ?\p{Lu}[\p{L}&]*)"
    r"(?:(?:[\-–/.&]| [\-–/] ?(?=\p{Lu}{2}))\p{Lu}[\p{L}&]*)*)"
)
_NUMBER_WORD = regex.compile(r"(?<!\p{L})S[ốỐ](?: ?:| ?\d| ?[.…_/])|^[ |*_]*[/\-]", regex.MULTILINE)
_DATED = re.compile(r"(?<!\w)ngày\s{0,3}(?=[\d.…_/\s]*tháng|\d{1,2}\s?[/.\-]\s?\d)")
_BLANKS = re.compile(r"[.…_\s]*tháng")
_GLUED = re.compile(r"\dtháng|tháng\d|ngày\d")
_SUBJECT = re.compile(r"[ |*_(\"]*(?:v/v|về việc)[ :]*")
_SYLLABLE = r"\p{Lu}\p{Ll}*(?:['’]\p{L}+)?"
_PLACE = regex.compile(
    rf"^[ |*_]*(?P<whole>\p{{Lu}}[\p{{L}}'’]*(?:[ \-.]{{1,3}}[\p{{L}}\d'’]+){{0,5}})$"
    rf"|(?<!\p{{L}})(?P<last>(?:T[PpXT]\.? ?)?{_SYLLABLE}(?:[ \-]{{1,3}}{_SYLLABLE}){{0,5}}|T[Pp]\.? ?HCM)$"
)
_LAST_DATED = re.compile(r"(?m)^[ |*_]*[^\W\d_][^\n\d:;]{1,30}, ngày [^\n]{6,30}$")


class Head(msgspec.Struct, frozen=True):
    """What stands before the body, which begins at ``end``; ``heading`` is where its first numbered heading stands.

    ``letterhead`` holds its lines above the type; ``codes`` the parts of the number after its digits, as printed, also
    where the digits are left blank.
    """

    letterhead: tuple[str, ...]
    type: str | None
    type_name: str | None
    number: str | None
    codes: tuple[str, ...]
    issued: date | None
    place: str | None
    title: str | None
    end: int
    heading: int


class _TypeLine(msgspec.Struct, frozen=True):
    index: int
    kind: DocumentType
    end: int


def read_head(text: Text, sections: tuple[Section, ...]) -> Head:
    """The head of the document; all None where it has none."""
    heading = next((section.start or 0 for section in sections if section.marker), len(text.text))
    lines = _lines(text, min(heading, _CHARACTERS))
    said = _type_line(text, lines)
    above = [line for line in lines[: said.index if said else _TYPELESS] if line[1] - line[0] < _PARAGRAPH]
    number, codes, numbered_at = _number(text, above)
    issued, place = _dated(text, above)
    kind = said.kind if said else _coded(codes)
    title, end = _title(text, lines, said) if said else _subject(text, lines)
    letterhead = above if said else above[: numbered_at + 1]
    return Head(
        letterhead=tuple(_upper_left(text, start, stop) for start, stop in letterhead),
        type=kind.code if kind else None,
        type_name=name_of(kind.code) if kind else None,
        number=number,
        codes=codes,
        issued=issued,
        place=place,
        title=title,
        end=end,
        heading=heading,
    )


def _lines(text: Text, stop: int) -> list[tuple[int, int]]:
    """The spans of the lines before ``stop``, without furniture and empty lines."""
    found: list[tuple[int, int]] = []
    for line in text.lines:
        if line.start >= stop or len(found) == _LINES:
            break
        if line.role != "furniture" and _bare(text.text[line.start : line.end]):
            found.append((line.start, line.end))
    return found


def _upper_left(text: Text, start: int, end: int) -> str:
    """A line of the letterhead without the number and the place and day that may follow in the other column."""
    cuts = [hit.start() for hit in (_NUMBER_WORD.search(text.text, start, end),) if hit]
    if dated := _DATED.search(text.folded, start, end):
        place = _place_before(text.text[start : dated.start()])
        cuts.append(text.text.rfind(place, start, dated.start()) if place else dated.start())
    return _bare(text.text[start : min(cuts, default=end)])


def _bare(line: str) -> str:
    return line.strip(_ORNAMENT)


@cache
def _type_pattern() -> "re.Pattern[str]":
    nouns = sorted(by_noun(), key=len, reverse=True)
    return re.compile(rf"[ |*_#]*({'|'.join(map(re.escape, nouns))})(?![\w,;])(?! số)")


def _type_line(text: Text, lines: list[tuple[int, int]]) -> _TypeLine | None:
    """The line that says the type: the noun alone, or in capitals with the title behind it."""
    for index, (start, end) in enumerate(lines):
        hit = _type_pattern().match(text.folded, start, end)
        if hit and _says_type(text.text, hit, end):
            return _TypeLine(index, by_noun()[hit.group(1)], hit.end())
    return None


def _says_type(text: str, hit: "re.Match[str]", end: int) -> bool:
    noun, rest = text[hit.start(1) : hit.end(1)], _bare(text[hit.end() : end])
    return noun.isupper() or (not rest and noun[0].isupper())


def _number(text: Text, lines: list[tuple[int, int]]) -> tuple[str | None, tuple[str, ...], int]:
    """The number without blanks, the parts of its code, and the line that it stands on."""
    for index, (start, end) in enumerate(lines):
        below = lines[index + 1][1] if text.text[start:end].endswith(":") and index + 1 < len(lines) else end
        hit = _NUMBER.search(text.text, start, below)
        if hit and not _cited(text.folded, start, hit.start()):
            code = "".join(hit["rest"].split()).replace("–", "-")
            parts = tuple(part for part in re.split(r"[/\-]", code) if part and not part.isdigit())
            return (hit["digits"] + code if hit["digits"] else None), parts, index
    return None, (), min(len(lines), _LETTERHEAD) - 1


def _cited(folded: str, start: int, end: int) -> bool:
    """Whether the number follows a document's noun: it is then that document's."""
    return folded[start:end].rstrip().endswith(tuple(by_noun()))


def _coded(codes: tuple[str, ...]) -> DocumentType | None:
    """The type that a number's code says; a code of bodies alone (1470/LĐLĐ) is that of an official letter."""
    if not codes:
        return None
    return by_printed_code().get(codes[0].upper()) or by_noun()["công văn"]


def _dated(text: Text, lines: list[tuple[int, int]]) -> tuple[date | None, str | None]:
    """The day of issue, and the place before it; a blank day is None, its place is kept."""
    for start, end in chain(lines, _last_dated(text)):
        hit = _DATED.search(text.folded, start, end)
        if hit is None or _cited_date(text.folded, start, hit.start()):
            continue
        place = _place_before(text.text[start : hit.start()])
        found = citation_date(text.folded, hit.start())
        if found or place or _BLANKS.match(text.folded, hit.end()):
            told = found[1] if found and _is_sure(text, hit.start(), found[0]) else None
            return told, (" ".join(place.split()) if place else None)
    return None, None


def _is_sure(text: Text, start: int, end: int) -> bool:
    """Whether a day is read surely: where it was recognised, no word is glued to it (``2tháng`` may have been 20)."""
    if not text.raw.ocr:
        return True
    return text.confidence(start, end) >= text.raw.least_confidence and not _GLUED.search(
        text.folded, start, end
    )


def _last_dated(text: Text) -> Iterator[tuple[int, int]]:
    """A line of place and day alone above the signature, where the head has none."""
    for hit in _LAST_DATED.finditer(text.folded, max(len(text.folded) - _END, 0)):
        yield hit.span()


def _place_before(said: str) -> str | None:
    """The place that ends with a comma before the day."""
    before = said.rstrip(" *_")
    hit = _PLACE.search(before.removesuffix(",")) if before.endswith(",") else None
    return (hit["whole"] or hit["last"]) if hit else None


def _cited_date(folded: str, start: int, at: int) -> bool:
    """Whether the words before the day are a sentence's, not a place: ``theo Kế hoạch … ngày``."""
    before = folded[start:at].strip(_ORNAMENT)
    return len(before) > 60 and not before.endswith(",")


def _title(text: Text, lines: list[tuple[int, int]], said: _TypeLine) -> tuple[str | None, int]:
    """The lines under the type up to the body's first, and where that begins."""
    end = lines[said.index][1]
    parts = [rest] if (rest := _bare(text.text[said.end : end])) else []
    for start, stop in lines[said.index + 1 :]:
        line = _bare(text.text[start:stop])
        if not _continues(line, parts, text.folded[start:stop].strip(_ORNAMENT)):
            break
        parts.append(line)
        end = stop
    return (" ".join(parts) or None), end


def _continues(line: str, parts: list[str], folded: str) -> bool:
    """Whether a line under the type is still title: the first that is no sentence, then those in the same case."""
    if len(line) > _TITLE_LENGTH or line[-1] in ";:" or line.endswith("./.") or folded.startswith("("):
        return False
    if not parts:
        return line[-1] != "." or line.isupper()
    if cue("opener").match(folded):
        return False
    if line.isupper():
        return parts[-1].isupper()
    return not parts[-1].isupper() and len(line) < 200 and line[-1] != "."


def _subject(text: Text, lines: list[tuple[int, int]]) -> tuple[str | None, int]:
    """What an official letter is about: the line that begins ``V/v``; the body begins at its addressees."""
    for start, end in lines:
        if hit := _SUBJECT.match(text.folded, start, end):
            return text.text[hit.end() : end].strip(_ORNAMENT + '()“”"') or None, end
    return None, lines[0][0] if lines else 0
