"""The lines that open the lists an item stands in: ``Đến năm 2026, phấn đấu đạt các chỉ tiêu sau:``."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from pipeline.text import Line, Text

_REACH = 20
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
