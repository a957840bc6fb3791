"""What a deadline bounds, and whose duty it is, as far as the words around it say so plainly."""

import re

from pipeline.schema import Section
from pipeline.text import Text

_LONGEST = 160
_SHORTEST = 8
_BREAK = re.compile(r"[;\n|]|[.?!](?=\s|\Z)")
_EDGE = " \t,;:.()-+*•|"
_MARKER = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ]|[IVX]+)[.)/] ?")
_FOR = re.compile(r"(?:đối với|giao|đề nghị|yêu cầu|trách nhiệm của)\s+(?:các\s+)?(?=\w)", re.IGNORECASE)
_BODY = re.compile(
    r"(?:các |ban |sở|ủy ban|uỷ ban|ubnd|liên đoàn|lđlđ|công đoàn|cđcs|hội |đoàn |chi hội|chi đoàn|phòng |văn phòng"
    r"|thường trực|đảng ủy|đảng uỷ|mặt trận|trường|trung tâm|công an|tổ |bộ |cục |vụ |đơn vị|cơ quan|huyện|tỉnh)",
    re.IGNORECASE,
)


def duty(text: Text, start: int, end: int) -> str | None:
    """The clause around the time at ``[start, end)``: what stands before it, or after where nothing does."""
    line = text.line_at(start)
    low = max(line.start, start - _LONGEST)
    breaks = [found.end() for found in _BREAK.finditer(text.text, low, start)]
    before = _clean(text.text[breaks[-1] if breaks else low : start])
    if len(before) >= _SHORTEST:
        return before
    stop = _BREAK.search(text.text, end, min(line.end, end + _LONGEST))
    after = _clean(text.text[end : stop.start() if stop else min(line.end, end + _LONGEST)])
    return after if len(after) >= _SHORTEST else (before or after or None)


def body_of(section: Section | None) -> str | None:
    """The body that a section's title names."""
    if section is None or not section.title:
        return None
    title = section.title.strip(_EDGE)
    led = _FOR.match(title)
    name = title[led.end() :] if led else title
    return name if led or _BODY.match(name) else None


def _clean(piece: str) -> str:
    kept = piece.strip(_EDGE)
    marker = _MARKER.match(kept)
    return kept[marker.end() :].strip(_EDGE) if marker else kept
