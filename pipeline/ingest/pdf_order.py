"""The order in which the lines of a PDF page are read: a column after the other, the parts of a row together."""

from itertools import pairwise

from msgspec.structs import replace

from pipeline.ingest.pdf_lines import TextLine

# Lengths in heights of the font; two lines stand in one row, beside each other, or far apart.
_SAME_ROW = 0.3
_BESIDE = 0.8
_APART = 2.5
_WORD_GAP = 1.5
_BLANK = 0.12
# In points.
_GUTTER = 12.0
# Heads and signature blocks have few rows; what has more is a table.
_MOST_ROWS = 8


def reading_order(lines: list[TextLine]) -> list[TextLine]:
    """``lines``, of one page and in the order of its content stream, as one reads them.

    The stream's order holds where it goes down the page, or to the right.
    """
    ordered = _by_rows(lines) if _goes_back(lines) else lines
    return _joined(_columns(ordered))


def _goes_back(lines: list[TextLine]) -> bool:
    """Whether a line stands above the one before it, and not in a column to the right."""
    return any(
        line.baseline < above.baseline - above.size / 2 and line.box[0] < above.box[2] - 1
        for above, line in pairwise(lines)
    )


def _by_rows(lines: list[TextLine]) -> list[TextLine]:
    rows: list[list[TextLine]] = []
    for line in sorted(lines, key=lambda line: line.baseline):
        if rows and line.baseline - rows[-1][0].baseline < _SAME_ROW * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda line: line.box[0])]


def _columns(lines: list[TextLine]) -> list[TextLine]:
    """The lines, those of a column together where two columns interleave."""
    done: list[TextLine] = []
    at = 0
    while at < len(lines):
        left, right = _band(lines, at)
        if left and right:
            done += left + [replace(line, joint="\n\n") for line in right]
            at += len(left) + len(right)
        else:
            done.append(lines[at])
            at += 1
    return done


def _band(lines: list[TextLine], at: int) -> tuple[list[TextLine], list[TextLine]]:
    """The columns of the band that begins at ``at``; nothing where none does.

    It begins with two lines side by side; the right column may be a line ahead, as a signature's is.
    """
    early = lines[at : at + 1] if _begins_right(lines, at) else []
    at += len(early)
    if at + 1 >= len(lines) or not _are_beside(lines[at], lines[at + 1]):
        return [], []
    left, right = [lines[at]], [*early, lines[at + 1]]
    rows = 1
    for line in lines[at + 2 :]:
        if line.baseline - max(left[-1].baseline, right[-1].baseline) > _APART * line.size:
            break
        left_end, right_start = max(one.box[2] for one in left), min(one.box[0] for one in right)
        if line.box[0] > left_end + _GUTTER and _continues(right, left[-1], line):
            rows += _are_beside(left[-1], line)
            right.append(line)
        elif line.box[2] < right_start - _GUTTER and _continues(left, right[-1], line):
            left.append(line)
        else:
            break
    return (left, right) if rows <= _MOST_ROWS else ([], [])


def _begins_right(lines: list[TextLine], at: int) -> bool:
    """Whether a line stands alone above the right one of the two side by side after it, in its column."""
    if at + 2 >= len(lines) or not _are_beside(lines[at + 1], lines[at + 2]):
        return False
    above, left, right = lines[at : at + 3]
    start = left.box[2] + _GUTTER
    is_alone = at == 0 or lines[at - 1].box[0] <= start
    near = 0 < right.baseline - above.baseline < _APART * right.size
    return is_alone and near and above.box[0] > start and _is_aligned(above, right.box[0], right.box[2])


def _continues(column: list[TextLine], beside: TextLine, line: TextLine) -> bool:
    """Whether the line goes on in a column: above the end of the other one, or below its own and aligned with it."""
    if line.baseline < beside.baseline + _SAME_ROW * line.size:
        return True
    start, end = min(one.box[0] for one in column), max(one.box[2] for one in column)
    near = line.baseline - max(column[-1].baseline, beside.baseline) < _APART * line.size
    return _is_aligned(line, start, end) and near and abs(line.size - column[-1].size) < 1


def _is_aligned(line: TextLine, start: float, end: float) -> bool:
    """Whether a line is set at the left, or in the middle, of a column from ``start`` to ``end``."""
    return abs(line.box[0] - start) < _GUTTER or abs(line.box[0] + line.box[2] - start - end) < _GUTTER


def _are_beside(left: TextLine, right: TextLine) -> bool:
    near = abs(left.baseline - right.baseline) < _BESIDE * left.size
    return near and right.box[0] - left.box[2] > _GUTTER


def _joined(lines: list[TextLine]) -> list[TextLine]:
    """The lines, those that go on in the row of the one before marked so."""
    return lines[:1] + [_beside(above, line) for above, line in pairwise(lines)]


def _beside(above: TextLine, line: TextLine) -> TextLine:
    gap = line.box[0] - above.box[2]
    in_row = abs(line.baseline - above.baseline) < _SAME_ROW * max(line.size, above.size)
    if line.joint != "\n" or not in_row or not -1 < gap < _WORD_GAP * above.size:
        return line
    return replace(line, joint=" " if gap > _BLANK * above.size else "")
