"""The tail of a directive: recipients and signature, two columns on paper, parted where they interleave."""

from pipeline.markers import tail_line
from pipeline.normalise.paragraphs import Paragraph

_TAIL_LINE = 120
_TAIL_ITEM = 400
_RECIPIENTS = "nơi "


def part(parts: list[Paragraph]) -> list[Paragraph]:
    """The paragraphs, the lines of the two columns together; the column that begins first stands first."""
    done: list[Paragraph] = []
    at = 0
    for index in [i for i, one in enumerate(parts) if one.lines[0].folded.startswith(_RECIPIENTS)]:
        if index < at or _column(parts[index]) != "recipients":
            continue
        start, end = _reach(parts, at, index)
        done += parts[at:start]
        done += _sorted(parts[start:end])
        at = end
    return [*done, *parts[at:]]


def _reach(parts: list[Paragraph], first: int, index: int) -> tuple[int, int]:
    """The tail around the line ``Nơi nhận``: signature lines before it, from ``first``; lines and items after it."""
    start = index
    while start > first and _column(parts[start - 1]) in ("signature", "name"):
        start -= 1
    end = index + 1
    while end < len(parts) and _in_tail(parts[end]):
        end += 1
    while parts[end - 1].lines[0].role == "furniture":
        end -= 1
    return start, end


def _column(paragraph: Paragraph) -> str | None:
    first = paragraph.lines[0]
    if first.role == "furniture" or len(first.text) > _TAIL_LINE:
        return None
    found = tail_line().match(first.text)
    return found.lastgroup if found else None


def _in_tail(paragraph: Paragraph) -> bool:
    first = paragraph.lines[0]
    if first.role in ("furniture", "footnote"):
        return first.role == "furniture"
    if _column(paragraph) in ("signature", "name"):
        return True
    return first.marker == "bullet" and len(first.text) <= _TAIL_ITEM


def _sorted(tail: list[Paragraph]) -> list[Paragraph]:
    signature: list[Paragraph] = []
    others: list[Paragraph] = []
    for item in tail:
        (signature if _column(item) in ("signature", "name") else others).append(item)
    return signature + others if signature and tail[0] is signature[0] else others + signature
