"""The parts of a directive without a number: what stands before its headings and behind its text."""

from collections.abc import Sequence

from pipeline.markers import line_start, tail_line, whole_line
from pipeline.text import Line, Text

_TAIL_LINE = 120
_TAIL_ITEM = 400
_SHORTEST_SENTENCE = 40
_HEADS = ("cộng hòa xã hội", "độc lập", "kính gửi", "đảng cộng sản")


def column(text: Text, line: Line) -> str | None:
    """``recipients`` or ``signature`` where the line is one of the directive's tail, ``name`` for a name alone."""
    if line.end - line.start > _TAIL_LINE or line.role != "body":
        return None
    found = tail_line().match(text.text, line.start, line.end)
    return found.lastgroup if found else None


def is_type(text: Text, line: Line) -> bool:
    """Whether the line is a document's type alone, in capitals: KẾ HOẠCH."""
    words = text.text[line.start : line.end]
    return words.isupper() and ":" not in words and bool(whole_line().match(words))


def is_authority(text: Text, line: Line) -> bool:
    """Whether a signature begins with the line: in whose name it is signed."""
    return (
        text.text[line.start : line.start + 5].find(".") > 0
        or text.text[line.start + 1 : line.start + 2] == "/"
    )


def _is_head(text: Text, line: Line) -> bool:
    """Whether a document's head is in the line: motto, number, place and date, or type."""
    return bool(whole_line().match(text.text[line.start : line.end]))


def goes_on(text: Text, line: Line) -> bool:
    """Whether a line behind a tail's first goes on with it: an item, or a few words."""
    found = line_start().match(text.text, line.start, line.end)
    kind = found.lastgroup if found else None
    longest = _TAIL_ITEM if kind == "bullet" else _TAIL_LINE
    return kind in (None, "bullet", "label") and line.end - line.start <= longest and not _is_head(text, line)


def preamble_start(text: Text, lines: Sequence[Line]) -> int:
    """The index of the first sentence behind the head and the title; 0 where there is none."""
    for index, line in enumerate(lines):
        words = text.folded[line.start : line.end]
        sentence = len(words) >= _SHORTEST_SENTENCE and words[-1] in ".;:,/" and not words.startswith(_HEADS)
        if sentence and line.role == "body" and not text.text[line.start : line.end].isupper():
            return index
    return 0
