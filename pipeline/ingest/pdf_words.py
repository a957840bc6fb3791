"""The words of a PDF page with their boxes, for what is read by columns."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.ingest.pdf_lines import Frame, TextLine
from pipeline.schema import BBox

_WORD = re.compile(r"[^\s\ufffe\u0002]+[\ufffe\u0002]?")
_HYPHENS = dict.fromkeys(map(ord, "\ufffe\u0002\u00ad"), "-")
_SAME_LINE = 0.5
# A narrow column breaks a day or a number anywhere.
_CUT_DAY = re.compile(r"(?:^|\s)[0-9]{1,2}/(?:[0-9]{1,2}/)?[0-9]{0,3}$")
_REST_OF_DAY = re.compile(r"/?[0-9]{1,4}(?:$|[\s/])")


class Word(NamedTuple):
    """A word and its box in points from the page's top left corner."""

    text: str
    box: BBox

    @property
    def middle(self) -> tuple[float, float]:
        return (self.box[0] + self.box[2]) / 2, (self.box[1] + self.box[3]) / 2


def page_words(frame: Frame) -> list[Word]:
    """The words of a page in the order of its content stream."""
    return _words(frame, 0, len(frame.text))


def words_among(frame: Frame, lines: Sequence[TextLine], down: Sequence[BBox]) -> list[Word]:
    """The words of a page's ``lines`` beside what is drawn ``down`` it; those of a line that it does not part are one.

    Nearly every line of a table stands in one cell, and to ask for the boxes of its words takes longer than all else.
    """
    top, bottom = min(stroke[1] for stroke in down), max(stroke[3] for stroke in down)
    strokes = sorted(stroke[0] for stroke in down)
    body = [line for line in lines if line.role == "body"]
    found: list[Word] = []
    for line, limit in zip(body, [*(line.start for line in body[1:]), len(frame.text)], strict=True):
        left, upper, right, lower = line.box
        if lower + line.size <= top or upper - line.size >= bottom:
            continue
        start, end = line.start, min(line.start + len(line.text), limit)
        is_parted = bisect_right(strokes, left) < bisect_left(strokes, right)
        if is_parted or not frame.text.startswith(line.text, start):  # something may be filled in
            found += _words(frame, start, end)
        else:
            found.append(Word(" ".join(line.text.split()), frame.box(start, end)))
    return found


def _words(frame: Frame, start: int, end: int) -> list[Word]:
    return [
        Word(_printed(match.group()), frame.box(match.start(), match.end()))
        for match in _WORD.finditer(frame.text, start, end)
    ]


def _printed(word: str) -> str:
    return word if word.isprintable() else word.translate(_HYPHENS)


def word_lines(words: Sequence[Word]) -> list[list[Word]]:
    """The words by lines from top to bottom, each from left to right."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.middle[1]):
        height = word.box[3] - word.box[1]
        if lines and word.middle[1] - lines[-1][0].middle[1] < _SAME_LINE * height:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda word: word.box[0]) for line in lines]


def cell_text(words: Sequence[Word]) -> str:
    """What the words of one cell say, its lines joined."""
    if len(words) == 1:
        return words[0].text
    said = ""
    for line in word_lines(words):
        following = " ".join(word.text for word in line)
        cut = _CUT_DAY.search(said) and _REST_OF_DAY.match(following)
        said += following if cut or not said else f" {following}"
    return said
