"""The headings of a text: lines that begin with a marker, and what of the line is the title."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

import msgspec

from pipeline.lexicon.letters import plain
from pipeline.markers import line_start
from pipeline.text import Line, Text

Level = Literal[
    "appendix", "part", "chapter", "roman", "capital", "mục", "article", "number", "bracketed", "letter"
]

_LONGEST_TITLE = 200
_LONGEST_SENTENCE_TITLE = 70
_SENTENCE = re.compile(r"[.;!?…]\s+\S|;\s")
_BULLETS = frozenset("-–—+*•●▪■")
# Arrows, dingbats and pictographs, as pages set them before a heading.
_ORNAMENT = re.compile("[\u2190-\u2bff\ue000-\uf8ff\U0001f000-\U0001faff\ufe0f\u200d]+ *")
_DIGITS = re.compile(r"\d+")
_CLOSING = " .:-–/)"
_AROUND = _CLOSING + "("
_LEVELS: dict[str, Level] = {
    "roman": "roman",
    "capital": "capital",
    "number": "number",
    "bracketed": "bracketed",
    "letter": "letter",
}
_PART_LEVELS: dict[str, Level] = {
    "phần": "part",
    "chương": "chapter",
    "mục": "mục",
    "điều": "article",
    "phụ": "appendix",
    "biểu": "appendix",
}
_APPENDIX = plain(
    r"(?:phụ lục|biểu(?: mẫu)?)(?:\s*(?:số\s*)?(?:[ivx]+|\d{1,2}[a-z]?|[a-z])(?=\s*(?:[.:-]|$|\()|\s+\p{L}{2}))?"
)
# It begins with the blank to search for; what is before that is looked at afterwards. The group: behind a Roman number.
_GLUED = plain(
    r" (?:[IVX](?<=[.;:,”\"] .)(?=[IVX]{0,3} ?[.\-/] ?(\w{2}))"
    r"|1(?:(?<=\p{Lu}{2} 1)|(?<=\p{Lu}{2}[.:] 1))(?=\s?[.)/] ?\p{Lu}\p{Ll}))"
)


class Heading(msgspec.Struct, frozen=True, gc=False):
    """``text[start:end]`` is the marker and, where there is one, the title; ``path`` is one step of the path.

    ``depth`` counts the numbers of a decimal (``2.1.3``: 3), and is 1 elsewhere; ``value`` is the last of them.
    """

    start: int
    end: int
    marker: str
    level: Level
    path: str
    depth: int
    value: int
    title: str | None


def find(text: Text, line: Line, cuts: Sequence[int] = ()) -> list[Heading]:
    """The headings that ``line`` begins, and those that begin at ``cuts`` within it."""
    if not cuts:
        heading = _heading(text, line.start, line.end)
        return [heading] if heading else []
    edges = pairwise((line.start, *cuts, line.end))
    return [heading for start, end in edges if (heading := _heading(text, start, end))]


def glued(text: str) -> list[int]:
    """Where, within a line, a heading is glued to what stands before it; ascending."""
    return [hit.start() + 1 for hit in _GLUED.finditer(text) if hit[1] is None or hit[1].isupper()]


def _heading(text: Text, start: int, end: int) -> Heading | None:
    said = text.text
    if said[start] in _BULLETS:
        return None
    if ornament := _ORNAMENT.match(said, start, end):
        start = ornament.end()
    found = line_start().match(said, start, end)
    if not found or found.lastgroup in ("bullet", "label"):
        return None
    stop = found.end()
    level = _LEVELS.get(found.lastgroup or "") or _PART_LEVELS[text.folded[start:stop].split()[0]]
    if level == "appendix":
        stop = _appendix_end(text, start, end)
    elif level == "roman" and "." in said[start:stop].strip(_CLOSING):
        level = "number"
    marker = said[start:stop].strip()
    path = marker.strip(_AROUND)
    numbers = _DIGITS.findall(path) if level == "number" else []
    title = _title(said[stop:end])
    title_start = said.find(title, stop) if title else stop
    return Heading(
        start=start,
        end=title_start + len(title) if title else start + len(marker),
        marker=marker,
        level=level,
        path=path,
        depth=len(path.split(".")) if level == "number" else 1,
        value=int(numbers[-1]) if numbers else 0,
        title=title,
    )


def _appendix_end(text: Text, start: int, end: int) -> int:
    found = _APPENDIX.match(text.folded, start, end)
    return found.end() if found else end


def _title(rest: str) -> str | None:
    """The title in what follows the marker: short and no sentence; before a colon, where text runs on behind it."""
    body = rest.strip(" .:-–")
    head, colon, after = body.partition(": ")
    if colon and after and len(head) <= _LONGEST_SENTENCE_TITLE and not _SENTENCE.search(head):
        return head.strip()
    sentence = rest.rstrip()[-1:] in (".", ";", "…") and len(body) > _LONGEST_SENTENCE_TITLE
    if not body or sentence or "%" in body or len(body) > _LONGEST_TITLE or _SENTENCE.search(body):
        return None
    return body
