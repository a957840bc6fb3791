"""The lines that open the lists an item stands in: ``Đến năm 2026, phấn đấu đạt các chỉ tiêu sau:``."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from pipeline.extract.clauses import Span
from pipeline.extract.setting import cue
from pipeline.text import Line, Text

_REACH = 20
_LONGEST_LABEL = 80
_ITEM = re.compile(r"[-+*•–]|\(?[0-9]{1,2}[.)](?![0-9])|[0-9]{1,2}(?:\.[0-9]{1,2})+[. ](?![0-9])|\(?[a-zđ]\)")


def openers_above(text: Text, start: int) -> Iterator[Line]:
    """The opening lines above the item with something at ``start``: that of its list, then of the list that holds it.

    Where blank lines part the items, a line that none parts from the item above goes on with it.
    """
    position = bisect_right(text.line_starts, start) - 1
    goes_on = False
    for at in range(position, max(position - _REACH, 0) - 1, -1):
        line = text.lines[at]
        if at < position and text.folded[line.start : line.end].rstrip().endswith(":"):
            yield line
        item = _ITEM.match(text.folded, line.start) is not None
        if line.gap != item if goes_on else line.gap and not item:
            return
        goes_on = not item


def aims_below_labels(text: Text) -> Iterator[Span]:
    """What stands below a line that only says ``Chỉ tiêu``: its items, and the lines that begin with a figure."""
    below: Line | None = None
    end = 0
    for line in text.lines:
        short = line.end - line.start <= _LONGEST_LABEL
        if short and cue("aims_label").fullmatch(text.folded, line.start, line.end):
            if below is not None:
                yield below.end, end
            below, end = line, line.end
        elif below is not None:
            if _ITEM.match(text.folded, line.start) or text.folded[line.start : line.start + 1].isdigit():
                end = line.end
            else:
                yield below.end, end
                below = None
    if below is not None:
        yield below.end, end
