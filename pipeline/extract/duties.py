"""What a deadline bounds, and whose duty it is, as far as the words around it say so plainly."""

import re

from pipeline.extract.around import around
from pipeline.schema import Section
from pipeline.text import Text

_LONGEST = 160
_SHORTEST = 8
_BREAK = re.compile(r"[;\n|]|[.?!](?=\s|\Z)")
_EDGE = ' \t,;:.()-–+*•|"“”'
_MARKER = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ]|[IVX]+)[.)/] ?")
_JOINING = re.compile(r"(?:và|hoặc|, )\s", re.IGNORECASE)
_OWNED = frozenset({"implementation", "reporting"})


def duty(text: Text, start: int, end: int, section: Section | None) -> str | None:
    """What the time at ``[start, end)`` bounds: the clause before it, or after it where nothing stands before.

    Where there is only a label (``Thời gian thực hiện:``), what the section's title names.
    """
    line = text.line_at(start)
    before = _before(text, line.start, start)
    if len(before) >= _SHORTEST and not _only_label(before):
        return before
    limit = min(line.end, end + _LONGEST)
    stop = _BREAK.search(text.text, end, limit)
    after = _clean(text.text[end : stop.start() if stop else limit])
    if len(after) >= _SHORTEST:
        return after
    return (section.title if section else None) or before or after or None


def body_of(section: Section | None) -> str | None:
    """The body that the title of a section on duties names."""
    if section is None or not section.title or section.kind not in _OWNED:
        return None
    title = section.title.strip(_EDGE)
    led = around("led_body").match(title.lower())
    name = title[led.end() :] if led else title
    return name if led or around("body").match(name.lower()) else None


def _before(text: Text, line_start: int, start: int) -> str:
    """The clause that ends at ``start``, cut at a blank where it is long."""
    low = max(line_start, start - _LONGEST)
    breaks = [found.end() for found in _BREAK.finditer(text.text, low, start)]
    if breaks:
        low = breaks[-1]
    elif low > line_start:
        low = text.text.find(" ", low, start) + 1 or start
    return _clean(text.text[low:start])


def _only_label(piece: str) -> bool:
    return around("time_label").fullmatch(piece.lower()) is not None


def _clean(piece: str) -> str:
    kept = piece.strip(_EDGE)
    for lead in (_MARKER, _JOINING):
        found = lead.match(kept)
        kept = kept[found.end() :].strip(_EDGE) if found else kept
    return kept
