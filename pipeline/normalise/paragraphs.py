"""Lines joined to paragraphs: what is a broken line, and what is a paragraph's end."""

import re
from itertools import pairwise

import msgspec

from pipeline.markers import open_ends, whole_line
from pipeline.normalise.lines import SourceLine

BAR = " | "  # parts the cells of a table row, which no other line continues
_ENDS = frozenset(".;:!?…")
_CLOSERS = "\"”’»')]"
_ABBREVIATED = re.compile(r"(?<![^\W_])(?:TP|Tp|TX|TT|Tr|Th[Ss]|TS|PGS|GS|BS|Q|P|KP|tr|UB|VP)\.$")
_NUMBER_CUT = re.compile(r"(?<=[\w/])[-/]$")
_CODE = re.compile(r"[A-ZĐÂĂÊÔƠƯ]{2,}")
_CLOSES = re.compile(r"[,;.:)\]”%](?!\.)")
_HEADING_KINDS = {"number", "roman", "capital", "part"}
_END = 24
_LONGEST_WHOLE = 90
_YEARS = re.compile(r"\d{4} [-–] ?\d{4}(?!\d)")
_OPEN = frozenset(",(/&-–")
_SHORT_HEADING = 60
_NARROW = 130
_FULL = 0.93
_SHORT = 0.7


class Paragraph(msgspec.Struct, gc=False):
    """Lines of one paragraph, with what is put between each of them and the one before: a blank, or nothing.

    ``above`` is the first line of the paragraph before.
    """

    lines: list[SourceLine]
    joins: list[str] = msgspec.field(default_factory=list)
    above: str = ""

    def words(self) -> tuple[str, str]:
        """Its text, clear and folded."""
        first = self.lines[0]
        if not self.joins:
            return first.text, first.folded
        clear, folded = [first.text], [first.folded]
        for between, line in zip(self.joins, self.lines[1:], strict=True):
            clear += (between, line.text)
            folded += (between, line.folded)
        return "".join(clear), "".join(folded)


class Shape(msgspec.Struct, frozen=True):
    """How a text is laid out: ``hard`` line breaks at ``width`` characters; blank lines between its paragraphs.

    ``ragged``: first lines of paragraphs are broken early, so that a short line says nothing.
    """

    hard: bool
    width: int
    spaced: bool
    ragged: bool


def shape(lines: list[SourceLine], wrapped: bool) -> Shape:
    """A text is broken hard where, in narrow lines, one line in five runs on into a next with a small letter."""
    body = [line for line in lines if line.role == "body"] if wrapped else []
    lengths = sorted(len(line.text) for line in body)
    width = lengths[int(len(lengths) * 0.95)] if lengths else 0
    if not 0 < width <= _NARROW:
        return Shape(False, width, False, False)
    pairs = [(a, b) for a, b in pairwise(body) if not b.gap and a.cell == b.cell]
    running = [a for a, b in pairs if b.marker is None and b.text[0].islower() and not _ended(a.text)]
    hard = len(running) >= 2 and len(running) * 5 >= len(pairs)
    spaced = hard and sum(line.gap for line in body) * 10 >= len(body)
    firsts = sum(a.gap for a, _ in pairs)
    short = sum(line.gap and len(line.text) < width * _SHORT for line in running)
    return Shape(hard, width, spaced, spaced and short * 4 >= firsts)


def join(lines: list[SourceLine], layout: Shape, wrapped: bool) -> list[Paragraph]:
    """The paragraphs in order; furniture and footnotes that stood inside one stand behind it."""
    done: list[Paragraph] = []
    aside: list[Paragraph] = []
    current: Paragraph | None = None
    for line in lines:
        if line.role in ("furniture", "footnote"):
            _set_aside(aside if current else done, line, layout, wrapped)
            continue
        between = _between(current, line, layout, wrapped, bool(aside)) if current else None
        if current and between is not None:
            current.lines.append(line)
            current.joins.append(between)
            continue
        if current:
            done += (current, *aside)
            aside = []
        current = Paragraph([line], above=current.lines[0].text if current else "")
    return [*done, *([current] if current else []), *aside]


def _set_aside(aside: list[Paragraph], line: SourceLine, layout: Shape, wrapped: bool) -> None:
    """Adds a line that is no part of the paragraph around it; the lines of one footnote are joined."""
    before = aside[-1] if aside else None
    between = _between(before, line, layout, wrapped, False) if before and line.role == "footnote" else None
    if before and between is not None:
        before.lines.append(line)
        before.joins.append(between)
    else:
        aside.append(Paragraph([line]))


def _between(paragraph: Paragraph, line: SourceLine, layout: Shape, wrapped: bool, cut: bool) -> str | None:
    """What joins ``line`` to the paragraph before it: a blank, nothing, or None where it begins a new one.

    ``cut``: furniture stands between the two. Blank lines around it say nothing, but for a page whose layout is known.
    """
    before = paragraph.lines[-1]
    if line.cell != before.cell or line.role != before.role or BAR in before.text or BAR in line.text:
        return None
    if line.glued and not (len(paragraph.lines) == 1 and _is_whole(before.text)):
        return " "
    adjacent = (not line.gap or (cut and line.page is None)) and wrapped
    if line.role == "footnote":
        own = line.marker and not _calls_for_number(before.text, line.text)
        return " " if adjacent and not own else None
    if _begins(paragraph, line, layout, adjacent):
        return None
    if before.text[-1] in "-/" and _NUMBER_CUT.search(before.text[-_END:]) and _CODE.match(line.text):
        return ""
    return " " if _runs_on(before, line) or (adjacent and _fills(paragraph, line, layout)) else None


def _begins(paragraph: Paragraph, line: SourceLine, layout: Shape, adjacent: bool) -> bool:
    """Whether ``line`` begins something of its own, or the paragraph before is one complete by itself."""
    before = paragraph.lines[-1].text
    match line.marker:
        case None:
            starts = False
        case "number" | "roman":
            starts = _ended(before) or not _calls_for_number(before, line.text)
        case "bullet":
            starts = _is_item(before, line, layout, adjacent)
        case "bracketed":
            starts = not (adjacent and layout.spaced)
        case _:
            starts = True
    whole = not starts and len(paragraph.lines) == 1 and _is_whole(before)
    return starts or (whole and not _calls_for_number(before, line.text))


def _is_item(before: str, line: SourceLine, layout: Shape, adjacent: bool) -> bool:
    """Whether the dash that begins ``line`` opens an item: it may also go on a range, or be one between words."""
    if _spans_years(before, line.text):
        return False
    apart = not (adjacent and layout.spaced) or bool(line.cell)
    return apart or _ended(before) or not _is_full(before, line.text, layout)


def _spans_years(before: str, after: str) -> bool:
    """Whether a period of years is broken before its dash."""
    return after[0] in "-–" and before[-4:].isdigit() and bool(_YEARS.match(f"{before[-4:]} {after}"))


def _is_whole(text: str) -> bool:
    return len(text) <= _LONGEST_WHOLE and bool(whole_line().match(text))


def _ended(text: str) -> bool:
    """Whether a sentence, or an item, ends with the line."""
    last = text[-1:]
    return (text.rstrip(_CLOSERS)[-1:] if last in _CLOSERS else last) in _ENDS


def _calls_for(kind: str, before: str) -> bool:
    """Whether one of the last words of the line calls for a number, or for another word."""
    words = before[-_END:].lower().split()
    known = open_ends(kind)
    return bool(words) and (words[-1] in known or " ".join(words[-2:]) in known)


def _calls_for_number(before: str, after: str) -> bool:
    return after[0].isdigit() and _calls_for("number", before)


def _runs_on(before: SourceLine, line: SourceLine) -> bool:
    """Whether a sentence is broken here whatever stands between: it is left open, and goes on."""
    if _ended(before.text) or before.text.isupper():
        return False
    last, after = before.text, line.text
    if before.marker and len(last) < _SHORT_HEADING and last[-1] != ",":
        return line.marker is None and _calls_for_number(last, after)
    if _continues(after) or _calls_for_number(last, after) or _spans_years(last, after):
        return True
    return _ends_open(last) or _calls_for("word", last)


def _ends_open(text: str) -> bool:
    """Whether the line ends with a comma, or with a dash between two words."""
    return text[-1] in _OPEN and text[:-1].rstrip()[-1:] not in _ENDS


def _continues(after: str) -> bool:
    return after.lstrip("\"“(‘'")[:1].islower() or bool(_CLOSES.match(after))


def _fills(paragraph: Paragraph, line: SourceLine, layout: Shape) -> bool:
    """Whether the line before goes on below because its line was full, or is the first of a title's."""
    before, after = paragraph.lines[-1].text, line.text
    if before.isupper() and after.isupper():
        return not line.cell and (_is_heading(paragraph) or _is_whole(paragraph.above))
    if not layout.hard or (before.isupper() and not _is_heading(paragraph)):
        return False
    if layout.spaced and not line.cell:
        return not after.isupper() and not _stops_short(paragraph, after, layout)
    if after.isupper() and not before.isupper():
        return _is_full(before, after, layout)
    ended = _ended(before) and not _ABBREVIATED.search(before[-_END:])
    if _continues(after):
        return not ended or bool(line.cell) or _is_full(before, after, layout)
    return not ended and _is_full(before, after, layout)


def _stops_short(paragraph: Paragraph, after: str, layout: Shape) -> bool:
    """Whether a short line ends a sentence, or is a heading, before a line that begins with a capital."""
    before = paragraph.lines[-1].text
    if layout.ragged or not after[0].isupper() or len(before) > layout.width * _SHORT:
        return False
    return _ended(before) or (_is_heading(paragraph) and len(paragraph.lines) == 1)


def _is_heading(paragraph: Paragraph) -> bool:
    return paragraph.lines[0].marker in _HEADING_KINDS


def _is_full(before: str, after: str, layout: Shape) -> bool:
    """Whether the first word of the next line had no room on this one."""
    return len(before) + 1 + len(after.split(" ", 1)[0]) >= layout.width * _FULL
