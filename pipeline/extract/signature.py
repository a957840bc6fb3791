"""Who signed, from the signature and the recipients, which stand in two columns and come interleaved."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from itertools import islice

import msgspec
import regex

from pipeline.extract.document_cues import cue, entries, words
from pipeline.folding import fold
from pipeline.schema import Section
from pipeline.text import Text

_TAIL, _SHORT_TAIL, _LINES = 4000, 500, 80
_START = re.compile(
    r"(?m)^[ |*_]{0,4}(?:t/m|tm\.|kt\.|k/t|tl\.|t/l|tuq\.|nơi nhận|\(đã ký\)|thư ký|chủ trì|chủ tọa)"
)
_NAME = regex.compile(r"\p{Lu}[\p{Ll}\p{M}'’]*(?:\.?[ \-]\p{Lu}[\p{Ll}\p{M}'’]*){1,5}")
_CAPITAL_NAME = regex.compile(r"\p{Lu}[\p{Lu}'’]*(?: \p{Lu}[\p{Lu}'’]*){1,4}")
_COLUMN = re.compile(r".*[.;,)/]", re.DOTALL)
_CLERK = "Thư ký"
_ORNAMENT, _BULLETS = " |*_#\t", "-+•–"


class Signature(msgspec.Struct, frozen=True):
    """``title`` is the signer's own (KT. CHỦ TỊCH, PHÓ CHỦ TỊCH → Phó Chủ tịch); ``body`` what TM. names."""

    name: str | None = None
    title: str | None = None
    body: str | None = None


class _Line(msgspec.Struct, frozen=True, gc=False):
    """A line of the tail: ``rest`` is what is left of it without titles and notes."""

    listed: bool
    title: str | None
    body: str | None
    rest: str


def read_signature(text: Text, sections: tuple[Section, ...]) -> Signature:
    """The signature of the document; all None where it has none."""
    start, end = _span(text, sections)
    name = title = body = None
    sure = False
    for line in _lines(text.text[start:end], text.folded[start:end]):
        body = body or line.body
        if name and line.title and title == _CLERK:
            name, sure = None, False
        title = (line.title or title) if name is None else title
        found = _name(line, title is not None)
        if found and (name is None or (_surnamed(found) and not sure) or found.endswith(f" {name}")):
            name, sure = found, _surnamed(found)
    return Signature(name, title if name or body else None, body)


def _span(text: Text, sections: tuple[Section, ...]) -> tuple[int, int]:
    """Where the last signature and recipients stand."""
    tails = [section for section in sections if section.kind in ("signature", "recipients")]
    if tails:
        end = max(section.body_end for section in tails)
        first = max(end - _TAIL, 0)
        starts = (section.start or 0 for section in tails)
        return min((start for start in starts if start >= first), default=first), end
    first = max(len(text.text) - _TAIL, 0)
    hit = _START.search(text.folded, first) or _last_title(text)
    return (hit.start(), len(text.text)) if hit else (0, 0)


def _last_title(text: Text) -> "re.Match[str] | None":
    """The title in capitals, alone on its line, that a signature without ``TM.`` begins with."""
    for line in text.lines[bisect_left(text.line_starts, len(text.text) - _SHORT_TAIL) :]:
        said = text.text[line.start : line.end]
        begins = line.end - len(said.lstrip(_ORNAMENT))
        if said.isupper() and (hit := cue("title").match(text.folded, begins, line.end)):
            return hit
    return None


def _lines(tail: str, folded: str) -> Iterator[_Line]:
    for line, low in islice(zip(tail.split("\n"), folded.split("\n"), strict=True), _LINES):
        bare = line.strip(_ORNAMENT)
        if not bare:
            continue
        if bare[0] in _BULLETS:
            yield _listed(bare)
        else:
            yield _read_line(bare, low.strip(_ORNAMENT))


def _listed(bare: str) -> _Line:
    """A recipient, with a title of the signer behind it where the columns came interleaved."""
    column = _COLUMN.sub("", bare).strip()
    title = cue("title").fullmatch(fold(column)) if column.isupper() else None
    return _Line(True, _canonical(title.group()), None, "") if title else _Line(True, None, None, bare)


def _read_line(bare: str, folded: str) -> _Line:
    marks = list(cue("for").finditer(folded))
    titles = [hit for hit in cue("title").finditer(folded) if _stands_out(bare, folded, hit)]
    title = _canonical(titles[-1].group()) if titles else None
    body = bare[marks[0].end() : titles[0].start() if titles else None].strip(" .|*") if marks else ""
    named = titles[-1].end() if titles else len(bare) if body else 0
    rest = _without(bare[named:], list(cue("signed").finditer(folded[named:])))
    return _Line(False, title, body or None, rest[_honours(rest) :])


def _honours(rest: str) -> int:
    hit = cue("honour").match(rest.lower())
    return hit.end() if hit else 0


def _stands_out(bare: str, folded: str, hit: "re.Match[str]") -> bool:
    """Whether a title is the signer's: in capitals, or alone on its line."""
    return bare[hit.start() : hit.end()].isupper() or hit.group() == folded


def _without(bare: str, hits: "list[re.Match[str]]") -> str:
    parts, at = [], 0
    for start, end in sorted(hit.span() for hit in hits):
        parts.append(bare[at : max(start, at)])
        at = max(end, at)
    return " ".join(" ".join([*parts, bare[at:]]).split()).strip(" .:-,()*|")


@cache
def _titles() -> dict[str, str]:
    return {fold(name): name for entry in entries("title") for name in entry.attributes["names"]}


def _canonical(title: str) -> str:
    return _titles().get(title) or title.capitalize()


def _name(line: _Line, titled: bool) -> str | None:
    """The signer's full name, if the line has one; one in capitals, or at the end of a recipient, needs a surname."""
    said = _COLUMN.sub("", line.rest.rstrip(" .")).strip() if line.listed else line.rest
    if line.listed and len(said) == len(line.rest.rstrip(" .")):
        return None
    if _NAME.fullmatch(said):
        name = _once(said)
        return name if _surnamed(name) or (titled and not line.listed and name.count(" ") < 4) else None
    if titled and _CAPITAL_NAME.fullmatch(said) and _surnamed(said):
        return _once(said)
    return None


def _surnamed(name: str) -> bool:
    first = fold(name.split(" ", 1)[0])
    return first in words("surname") or (first[:2] in words("surname") and first[1:2] in "'’")


def _once(name: str) -> str:
    """The name without its repetition by a digital signature: ``Thu Ba Lê Thu Ba`` is ``Lê Thu Ba``."""
    parts = name.split(" ")
    for length in range(len(parts) // 2, 0, -1):
        if parts[:length] == parts[-length:]:
            return " ".join(parts[length:])
    return name
