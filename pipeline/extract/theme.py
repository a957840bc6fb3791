"""The theme of a year's work, without its quotes: of the section on it, or of a line that gives it."""

import re

from pipeline.schema import Section
from pipeline.text import Text

_LINE = re.compile(r"(?m)^[ |*_\-+]{0,4}chủ đề(?: [^\n:\"]{0,60})?(?::| là) ?(?=\S)")
_HEADING = re.compile(r"chủ đề[^\n:\"]{0,80}[:\"] ?(?=\S)")
_QUOTES, _ENDS = '"“”„‟«»', " .;,:/|*_-"
_LONGEST = 600


def read_theme(text: Text, sections: tuple[Section, ...]) -> str | None:
    """The theme; None where the document has none."""
    for section in sections:
        if section.kind == "theme" and section.start is not None and section.end is not None:
            said = _inline(text, section.start, section.end)
            if said or (said := _first(text.text[section.end : section.body_end])):
                return said
    hit = _LINE.search(text.folded) if "chủ đề" in text.folded else None
    return _plain(text.text[hit.end() : text.line_at(hit.end()).end]) if hit else None


def _inline(text: Text, start: int, end: int) -> str | None:
    """The theme that stands in its heading: ``CHỦ ĐỀ NĂM 2024: “…”``."""
    hit = _HEADING.search(text.folded, start, end)
    return _plain(text.text[hit.end() : end]) if hit else None


def _first(body: str) -> str | None:
    """What the section quotes, else its first paragraph."""
    lines = [line for line in body.split("\n") if line.strip(_ENDS)]
    if not lines:
        return None
    said = lines[0].strip(_ENDS)
    if said[0] in _QUOTES:
        whole = "\n".join(lines)[:_LONGEST].lstrip(_ENDS)[1:]
        close = next(
            (at for at, letter in enumerate(whole) if letter in _QUOTES and _closes(whole, at)), None
        )
        if close:
            return " ".join(whole[:close].split()) or None
    return _plain(lines[0])


def _closes(said: str, at: int) -> bool:
    """Whether the quote at ``at`` ends the theme, not a name quoted within it."""
    return (
        not said[at + 1 : at + 2].isalnum() and not said[:at].endswith((" ", "\n")) and not _opened(said[:at])
    )


def _plain(said: str) -> str | None:
    """``said`` without the quotes and stops around it."""
    bare = said.strip(_ENDS)
    if bare[:1] and bare[0] in _QUOTES:
        bare = bare[1:]
        if bare and bare[-1] in _QUOTES and not _opened(bare[:-1]):
            bare = bare[:-1]
    return bare.strip(_ENDS)[:_LONGEST] or None


def _opened(said: str) -> bool:
    return said.count("“") > said.count("”")
