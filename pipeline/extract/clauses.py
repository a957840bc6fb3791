"""Statements, clauses and predicates: the parts of a sentence around a quantity.

A statement is a whole sentence or list item; its clauses end at semicolons. All spans are half-open offsets of the
clean text.
"""

import re
from functools import cache

from pipeline.lexicon import patterns
from pipeline.text import Line

Span = tuple[int, int]
_cue = patterns("clauses")
# The look at the sign before comes behind the first sign of the end, so that the search skips along to such signs.
_SENTENCE_END = re.compile(
    r'[.!?…](?<=[\w%)"”,].)(?:[.!?…]*["”)]* +(?=["“(+\-]? ?[^\W\d_])|(?<=\.)\.\.(?=[^\W\d_]{2}))'
)
_CELL_OR_SENTENCE_END = re.compile(rf"\||{_SENTENCE_END.pattern}")
_MARKERS = (
    r"[ \t]*(?:(?:[-+*•–]|\(?[0-9]{1,2}(?:\.[0-9]{1,2})*[.)\-]+|\(?[a-zđ][.)]|[ivx]+[.)\-]"
    r"|(?:chỉ tiêu|mục tiêu)(?: số)? [0-9]{1,2}[.:])[ .]*)*"
)
_AMONG_THEM = "trong đó"
LONGEST_STATEMENT = 2000


def statements(text: str, line: Line) -> list[Span]:
    """The sentences of a line, overlong ones in parts. A full stop after an abbreviation or a marker ends none.

    No sentence reaches over a bar between two cells of a table.
    """
    spans, start = [], line.start
    for match in (_CELL_OR_SENTENCE_END if line.role == "table" else _SENTENCE_END).finditer(
        text, line.start, line.end
    ):
        if match.group() == "|":
            spans += _parts(text, start, match.start())
            start = match.end()
            continue
        if not _opens_sentence(text, match.end()) or _cue("abbreviation").search(
            text, max(start, match.start() - 6), match.start()
        ):
            continue
        spans += _parts(text, start, match.end())
        start = match.end()
    return spans + _parts(text, start, line.end)


def _parts(text: str, start: int, end: int) -> list[Span]:
    """The span, cut at semicolons, else commas, else blanks, where no sentence is as long."""
    parts = []
    while end - start > LONGEST_STATEMENT:
        found = (
            text.rfind(sign, start + LONGEST_STATEMENT // 2, start + LONGEST_STATEMENT)
            for sign in (";", ",", " ")
        )
        cut = next((at + 1 for at in found if at >= 0), start + LONGEST_STATEMENT)
        parts.append((start, cut))
        start = cut
    return [*parts, (start, end)]


def _opens_sentence(text: str, at: int) -> bool:
    following = text[at : at + 3].lstrip('"“(')
    return following[:1].isupper() or following[:1] in {"+", "-"}


def clause_around(folded: str, statement: Span, start: int, end: int) -> Span:
    """The clause of the statement that holds ``[start, end)``.

    ``trong đó`` begins one; a semicolon inside brackets or quotes ends none.
    """
    low = folded.rfind(";", statement[0], start)
    high = folded.find(";", end, statement[1])
    while low >= 0 and _enclosed(folded, low, statement):
        low = folded.rfind(";", statement[0], low)
    while high >= 0 and _enclosed(folded, high, statement):
        high = folded.find(";", high + 1, statement[1])
    low, high = (statement[0] if low < 0 else low + 1), (statement[1] if high < 0 else high)
    within = folded.rfind(_AMONG_THEM, low, start)
    among = folded.find(_AMONG_THEM, end, high)
    return (low if within < 0 else within), (high if among < 0 else among)


def _enclosed(folded: str, at: int, statement: Span) -> bool:
    before = folded[statement[0] : at]
    return before.count("(") > before.count(")") or (
        before.count('"') % 2 == 1 and '"' in folded[at : statement[1]]
    )


def skip_lead(folded: str, start: int, end: int) -> int:
    """Where a clause begins behind its list marker and its opening adverbial of time (``Đến năm 2030, …``)."""
    match = _lead().match(folded, start, end)
    return match.end() if match else start


@cache
def _lead() -> re.Pattern[str]:
    adverbials = (f"(?:{_cue(name).pattern})?" for name in ("adverbial", "circumstance"))
    return re.compile(_MARKERS + "".join(adverbials))


_EDGE = " \t,;:.…/-–+*"
_EDGE_AT_END = _EDGE + "("


def trim(folded: str, start: int, end: int) -> Span:
    """The span without blanks and loose punctuation at its ends; an unopened bracket at the end goes too."""
    while start < end and folded[start] in _EDGE:
        start += 1
    while start < end and folded[end - 1] in _EDGE_AT_END:
        end -= 1
    if start >= end:
        return start, start
    if folded[end - 1] == ")" and folded.count("(", start, end) < folded.count(")", start, end):
        return trim(folded, start, end - 1)
    return start, end
