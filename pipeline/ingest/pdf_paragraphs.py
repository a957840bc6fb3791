"""Where the layout of a PDF page shows that a paragraph starts."""

from itertools import pairwise
from statistics import median

from pipeline.ingest.pdf_lines import TextLine

# In points, but for the pitch: that of the page's lines.
_WIDE_PITCH = 1.25
_INDENT = 12.0
_MAX_INDENT = 60.0
_BESIDE = 20.0
_SENTENCE_ENDS = ".;:!?…"


def paragraph_starts(lines: list[TextLine], last: TextLine | None = None) -> list[bool]:
    """For each line of a page whether the layout shows that a paragraph starts with it; ``last`` ends the page before.

    It does where the line before is farther away than lines mostly are, or lies in another column, and where
    the line is indented, not centred, after a line that ends short or with the end of a sentence, or begins at the
    margin below a centred one.
    """
    if not lines:
        return []
    pitches = [line.baseline - above.baseline for above, line in pairwise(lines)]
    usual = median([pitch for pitch in pitches if pitch > 1] or [0.0])
    left = min(line.box[0] for line in lines)
    right = max(line.box[2] for line in lines)
    starts = [last is not None and _is_indented(lines[0], last, min(left, last.box[0]), right)]
    for above, line, pitch in zip(lines, lines[1:], pitches, strict=False):
        beside = line.box[0] > above.box[2] + _BESIDE
        apart = pitch > _WIDE_PITCH * usual or pitch < -usual / 2 or beside
        new = apart or _is_indented(line, above, left, right) or _is_below_title(line, above, left, right)
        starts.append(line.joint == "\n" and new)
    return starts


def _is_indented(line: TextLine, above: TextLine, left: float, right: float) -> bool:
    indent = line.box[0] - left
    ended = above.box[2] < right - _INDENT or above.text[-1] in _SENTENCE_ENDS
    return (
        _INDENT < indent < _MAX_INDENT
        and ended
        and not _is_centred(line, left, right)
        and not line.text[0].islower()
    )


def _is_below_title(line: TextLine, above: TextLine, left: float, right: float) -> bool:
    """Whether the line above is set in the middle, and this one begins at the margin."""
    return (
        _is_centred(above, left, right)
        and above.box[0] - left > _INDENT
        and line.box[0] - left < _INDENT
        and line.text[0].isupper()
    )


def _is_centred(line: TextLine, left: float, right: float) -> bool:
    return abs(line.box[0] - left - (right - line.box[2])) < _INDENT
