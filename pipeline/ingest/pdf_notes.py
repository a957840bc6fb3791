"""Footnotes of a PDF: small lines at a page's foot that open with the mark which stands raised in its text."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.ingest.pdf_lines import Span, TextLine

_SMALL = 0.93
_LABEL = re.compile(r"(\d{1,3}|[*†‡]{1,3})[.)]?(?:\s+\S|[^\W\d_])")
# A square metre's two is no mark.
_UNIT = re.compile(r"(?:^|\W)[kcdmh]?m$")
_STOPS = ("", ".", ",", ";", ":", ")")
_SENTENCE_ENDS = ".;:!?…"


def part_notes(pages: Sequence[list[TextLine]]) -> list[list[TextLine]]:
    """The lines of all pages, the notes of each last, with the role ``footnote``; their marks in the text are gone."""
    sizes: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            if line.role == "body":
                sizes[line.size] += len(line.text)
    usual = sizes.most_common(1)[0][0] if sizes else 0.0
    parted = []
    is_open = False
    for lines in pages:
        notes = _notes(lines, _SMALL * usual, is_open)
        if notes:
            is_open = notes[-1].text[-1] not in _SENTENCE_ENDS
        parted.append(_with_notes(lines, notes) if notes else lines)
    return parted


def _notes(lines: list[TextLine], small: float, is_open: bool) -> list[TextLine]:
    """The notes of a page from top to bottom; ``is_open``: a note of the page before has not ended."""
    body = [line for line in lines if line.role == "body"]
    large = max((line.baseline for line in body if line.size > small), default=0.0)
    foot = sorted((line for line in body if line.baseline > large), key=lambda line: line.baseline)
    if not foot:
        return []
    marks = {line.text[start:end] for line in lines for start, end in line.raised if start > 0}
    first = next((at for at, line in enumerate(foot) if _label(line, marks)), None)
    if first is None:
        return []
    return foot if is_open and _is_close(foot[: first + 1]) else foot[first:]


def _label(line: TextLine, marks: set[str]) -> str | None:
    """The mark that the line opens a note with: raised, or one that stands raised in the text."""
    if line.raised and line.raised[0][0] == 0:
        return line.text[: line.raised[0][1]]
    found = _LABEL.match(line.text)
    return found[1] if found and found[1] in marks else None


def _is_close(lines: Sequence[TextLine]) -> bool:
    """Whether no line is far from the one above it."""
    return all(line.baseline - above.baseline < 2 * line.size for above, line in pairwise(lines))


def _with_notes(lines: list[TextLine], notes: list[TextLine]) -> list[TextLine]:
    labels = {line.text[: line.raised[0][1]] for line in notes if line.raised and line.raised[0][0] == 0}
    labels |= {found[1] for line in notes if (found := _LABEL.match(line.text))}
    inside = set(map(id, notes))
    body = [_without_marks(line, labels) for line in lines if id(line) not in inside]
    return body + [_note(line, labels) for line in notes]


def _note(line: TextLine, labels: set[str]) -> TextLine:
    """The line of a note; the mark that one opens with stands apart."""
    label = _label(line, labels)
    if label is None:
        return replace(line, role="footnote")
    words = line.text[len(label) :].lstrip()
    return replace(line, text=f"{label} {words}".rstrip(), role="footnote", joint="\n\n")


def _without_marks(line: TextLine, labels: set[str]) -> TextLine:
    """The line without the raised marks of notes, and without a blank that one of them leaves before a stop."""
    text = line.text
    for start, end in reversed(line.raised):
        if text[start:end] in labels and not _UNIT.search(text[:start]):
            text = _without(text, (start, end))
    return line if text == line.text or not text else replace(line, text=text, raised=())


def _without(text: str, mark: Span) -> str:
    before, after = text[: mark[0]], text[mark[1] :]
    if after.lstrip(" ")[:1] in _STOPS:
        return before.rstrip(" ") + after.lstrip(" ")
    return before.rstrip(" ") + after if after.startswith(" ") else before + after
