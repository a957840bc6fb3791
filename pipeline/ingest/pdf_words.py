"""The words of a PDF page with their boxes, for what is read by columns."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import msgspec

from pipeline.ingest.pdf_lines import Frame, Span, TextLine
from pipeline.schema import BBox

_WORD = re.compile(r"[^\s\ufffe\u0002]+[\ufffe\u0002]?")
_HYPHENS = dict.fromkeys(map(ord, "\ufffe\u0002\u00ad"), "-")
_SAME_LINE = 0.5
# A narrow column breaks a day or a number anywhere.
_CUT_DAY = re.compile(r"(?:^|\s)[0-9]{1,2}/(?:[0-9]{1,2}/)?[0-9]{0,3}$")
_REST_OF_DAY = re.compile(r"/?[0-9]{1,4}(?:$|[\s/])")

Said = tuple[str, Span]
"""A word as it is printed, and where it stands in the text of its page."""


class Word(msgspec.Struct, frozen=True, gc=False):
    """A word, or a line that no stroke parts, and its box in points from the page's top left corner."""

    text: str
    box: BBox


def page_words(frame: Frame) -> list[Word]:
    """The words of a page in the order of its content stream."""
    return _boxed(frame, _words(frame, 0, len(frame.text)))


def words_among(frame: Frame, lines: Sequence[TextLine], down: Sequence[BBox]) -> list[Word]:
    """The words of a page's ``lines`` beside what is drawn ``down`` it; those of a line that it does not part are one.

    Most lines of a table stand in one cell, and need no box for each of their words.
    """
    top, bottom = min(stroke[1] for stroke in down), max(stroke[3] for stroke in down)
    strokes = sorted([stroke[0] for stroke in down])
    body = [line for line in lines if line.role == "body"]
    beside: list[Said] = []
    for line, limit in zip(body, [*(line.start for line in body[1:]), len(frame.text)], strict=True):
        left, upper, right, lower = line.box
        if lower + line.size <= top or upper - line.size >= bottom:
            continue
        start, end = line.start, min(line.start + len(line.text), limit)
        is_parted = bisect_right(strokes, left) < bisect_left(strokes, right)
        if is_parted or not frame.text.startswith(line.text, start):  # something may be filled in
            beside += _words(frame, start, end)
        else:
            beside.append((" ".join(line.text.split()), (start, end)))
    return _boxed(frame, beside)


def around(boxes: Sequence[BBox]) -> BBox:
    """The box around several."""
    if len(boxes) == 1:
        return boxes[0]
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _words(frame: Frame, start: int, end: int) -> list[Said]:
    found = [(match.group(), match.span()) for match in _WORD.finditer(frame.text, start, end)]
    return [(said if said.isprintable() else said.translate(_HYPHENS), span) for said, span in found]


def _boxed(frame: Frame, words: Sequence[Said]) -> list[Word]:
    boxes = frame.boxes([span for _, span in words])
    return [Word(text, box) for (text, _), box in zip(words, boxes, strict=True)]


def word_lines(words: Sequence[Word]) -> list[list[Word]]:
    """The words by lines from top to bottom, each from left to right."""
    lines: list[list[Word]] = []
    first = 0.0
    for word in sorted(words, key=_middle):
        middle, height = _middle(word), word.box[3] - word.box[1]
        if lines and middle - first < _SAME_LINE * height:
            lines[-1].append(word)
        else:
            lines.append([word])
            first = middle
    return [sorted(line, key=lambda word: word.box[0]) for line in lines]


def _middle(word: Word) -> float:
    """How far down the page the middle of the word stands."""
    return (word.box[1] + word.box[3]) / 2


def cell_text(words: Sequence[Word]) -> str:
    """What the words of one cell say, its lines joined."""
    if len(words) == 1:
        return words[0].text
    said = ""
    for line in word_lines(words):
        following = " ".join(word.text for word in line)
        cut = _REST_OF_DAY.match(following) and _CUT_DAY.search(said)
        said += following if cut or not said else f" {following}"
    return said
