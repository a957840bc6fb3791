"""The body that issues a document: named in its letterhead, its formulas or its number."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from itertools import chain

import regex
from msgspec.structs import replace

from pipeline.extract.document_cues import cue, entries
from pipeline.extract.head import Head
from pipeline.extract.location import Surroundings, locate
from pipeline.extract.signature import Signature
from pipeline.folding import fold
from pipeline.gazetteer.names import expand, find_names
from pipeline.gazetteer.organisations import Body, body_at, find_bodies, read_body
from pipeline.lexicon import load
from pipeline.text import Text

_PREAMBLE, _FORMULA, _CLOSING, _RECIPIENTS, _BELOW, _NAME = 3000, 700, 2500, 1000, 400, 160
_CLOSINGS = re.compile(
    r"(?:trên đây là|(?:kế hoạch|chương trình|hướng dẫn|nghị quyết) này)[^\n]{0,300}? của (?=\S)"
)
_ANNEXED = re.compile(r"\( ?(?:được )?(?:ban hành )?kèm(?: theo)? [^)\n]{0,120}? của (?=\S)")
_REPORTS = re.compile(r"(?:báo cáo|gửi)[^\n.;]{0,80}? về (?=\S)")
_GLUED = regex.compile(r"(?<=\p{Lu}{2})(?=(?:TỈNH|THÀNH PHỐ|HUYỆN) )")
_YOUTH_COMMITTEE = re.compile(r"(?i)BAN CHẤP HÀNH (?:ĐOÀN )?(?=TỈNH|THÀNH PHỐ|HUYỆN|QUẬN|THỊ|XÃ|PHƯỜNG)")
_ORGANS = ("ban chấp hành ", "ban thường vụ ", "đoàn chủ tịch ", "ban thường trực ", "thường trực ")
_OBLIQUE = ("của", "do", "về", "theo", "với", "cho", "từ")
_LONGEST_OBLIQUE = len("theo ")


def read_issuer(text: Text, head: Head, signature: Signature, on: date | None) -> Body | None:
    """The issuing body with its place, by the first kind of evidence that names one; None where nothing tells."""
    letterhead = _letterhead(head, on)
    named = chain(letterhead[-1:], _said(text, head, signature, on))
    first = next(named, None)
    if first is None:
        return None
    around = Surroundings(text, head.place, on, tuple(letterhead[:-1]))
    return _as_written(locate(fuller(first, chain(named, _tail(text, on))), around), text)


def _as_written(body: Body, text: Text) -> Body:
    """The body with its own name as the text writes it in a sentence: the letterhead has it in capitals."""
    if body.kind.tail != "name":
        return body
    own = fold(body.name.removeprefix(body.kind.name).lstrip())
    at = text.folded.find(own) if own else -1
    while at >= 0:
        printed = text.text[at : at + len(own)]
        if printed.upper() != printed and not text.text[at - 1 : at].isalnum():
            return replace(body, name=f"{body.kind.name} {printed}".lstrip())
        at = text.folded.find(own, at + len(own))
    return body


def fuller(first: Body, others: Iterable[Body]) -> Body:
    """The body, where its name has no unit as another mention of its kind that has one."""
    if first.unit or first.kind.tail != "place":
        return first
    kind = first.kind.series or first.kind.id
    return next((body for body in others if body.unit and (body.kind.series or body.kind.id) == kind), first)


def _tail(text: Text, on: date | None) -> Iterator[Body]:
    """The bodies among the recipients: ``Thường trực LĐLĐ tỉnh``."""
    yield from find_bodies(expand(text.text[-_RECIPIENTS:]), on)


def _letterhead(head: Head, on: date | None) -> list[Body]:
    """The bodies of the letterhead, the issuer last."""
    joined = _without(" ".join(expand(_GLUED.sub(" ", line)) for line in head.letterhead), cue("motto"))
    found = find_bodies(_without(joined, _organ()), on)
    if found and found[0].family == "youth_union":
        return find_bodies(_YOUTH_COMMITTEE.sub("ĐOÀN ", joined), on)
    return found


@cache
def _organ() -> "regex.Pattern[str]":
    return next(entry for entry in load("organisations") if entry.id == "organ").compiled()


def _without(name: str, pattern: "re.Pattern[str] | regex.Pattern[str]") -> str:
    """``name`` without what the pattern finds in its folded form."""
    parts, at = [], 0
    for hit in pattern.finditer(fold(name)):
        parts.append(name[at : hit.start()])
        at = hit.end()
    return " ".join("".join([*parts, name[at:]]).split())


def _said(text: Text, head: Head, signature: Signature, on: date | None) -> Iterator[Body]:
    """The issuers that annexation, opening, closing, addressee of reports, signature and number name."""
    yield from _following(text, _ANNEXED, head.end, head.end + _BELOW, on)
    yield from _opening(text, head, on)
    last = max(len(text.text) - _CLOSING, head.end)
    for pattern in (_CLOSINGS, _REPORTS):
        yield from _following(text, pattern, last, len(text.text), on)
    if signature.body and (body := read_body(signature.body, on)):
        yield body
    yield from coded(head.codes, on)


def _opening(text: Text, head: Head, on: date | None) -> Iterator[Body]:
    """The body that acts in the preamble, in its last paragraph that has one: just before the first heading."""
    end = min(head.heading, head.end + _PREAMBLE)
    while end > head.end:
        start = max(text.text.rfind("\n", head.end, end) + 1, head.end)
        low = max(start, end - _FORMULA)
        if acting := last_acting(text.text[low:end], text.folded[low:end], on):
            yield acting[0]
            return
        end = start - 1


def last_acting(paragraph: str, said: str, on: date | None) -> tuple[Body, str] | None:
    """The last body that a paragraph (``said`` is its folded form) has act (ban hành, đề ra …), and what stands behind
    its verb, folded."""
    if not cue("acting").search(said):
        return None  # most paragraphs: there is no need to look for their bodies
    spoken = expand(paragraph)
    folded = fold(spoken)
    for name in reversed(find_names(folded)):
        verb = cue("acting").search(folded, name.end, name.end + _NAME)
        if verb and not _oblique(folded, name.start) and not _stops(folded[name.end : verb.start()]):
            return body_at(spoken, name, on, verb.start()), folded[verb.end() :]
    return None


def _oblique(folded: str, start: int) -> bool:
    """Whether the words before a body make it an owner or an addressee."""
    while organ := next((organ for organ in _ORGANS if folded.endswith(organ, 0, start)), None):
        start -= len(organ)
    return folded[max(start - _LONGEST_OBLIQUE, 0) : start].rstrip().endswith(_OBLIQUE)


def _stops(between: str) -> bool:
    """Whether a sentence or another number stands between a body and a verb: the verb is then not its own."""
    return (
        any(mark in between for mark in '.;:“"(') or re.search(r"\d\d|(?<!\w)của(?!\w)", between) is not None
    )


def _following(
    text: Text, pattern: "re.Pattern[str]", start: int, end: int, on: date | None
) -> Iterator[Body]:
    """The bodies named right behind the pattern, where that stands between ``start`` and ``end``."""
    for hit in pattern.finditer(text.folded, start, end):
        spoken = expand(text.text[hit.end() : hit.end() + _NAME].split("\n")[0])
        folded = fold(spoken)
        name = next(iter(find_names(folded)), None)
        if name and not _organ().sub("", folded[: name.start]).strip():
            yield body_at(spoken, name, on)


def coded(codes: tuple[str, ...], on: date | None) -> Iterator[Body]:
    """The body that a number's code names; the type comes first and is passed over."""
    known = {word: entry.attributes["name"] for entry in entries("code") for word in entry.words}
    for code in codes:
        if body := read_body(known.get(code, code), on):
            yield body
            return
