"""Footnotes of a PDF: small lines at a page's foot that open with the mark which stands raised in its text."""

import re
from collections import Counter
from collections.abc import Sequence

from msgspec.structs import replace

from pipeline.ingest.pdf_lines import Span, TextLine

# What stands before the first line of a note.
OPENS = "\n\n"

_SMALL = 0.93
_SAME_SIZE = 0.5
_LABEL = re.compile(r"(\d{1,3}|[*†‡]{1,3})[.)]?(?:\s+\S|[^\W\d_])")
# A square metre's two is no mark.
_UNIT = re.compile(r"(?:^|\W)[kcdmh]?m$")
_STOPS = ("", ".", ",", ";", ":", ")")
_SENTENCE_ENDS = ".;:!?…"

Note = tuple[TextLine, str | None]
"""A line of a note, with the mark that it opens with, if it does."""


def part_notes(pages: Sequence[list[TextLine]]) -> list[list[TextLine]]:
    """The lines of all pages, the notes of each last, with the role ``footnote``; their marks in the text are gone."""
    sizes: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            if line.role == "body":
                sizes[line.size] += len(line.text)
    usual = sizes.most_common(1)[0][0] if sizes else 0.0
    parted = []
    unfinished = None
    for lines in pages:
        notes = _notes(lines, _SMALL * usual, unfinished)
        last = notes[-1][0] if notes else None
        unfinished = last if last and last.text[-1] not in _SENTENCE_ENDS else None
        parted.append(_with_notes(lines, notes) if notes else lines)
    return parted


def _notes(lines: list[TextLine], small: float, unfinished: TextLine | None) -> list[Note]:
    """The notes of a page from top to bottom; ``unfinished`` is the last line of the page before, if a note goes on."""
    body = [line for line in lines if line.role == "body"]
    large = max((line.baseline for line in body if line.size > small), default=0.0)
    foot = sorted((line for line in body if line.baseline > large), key=lambda line: line.baseline)
    if not foot:
        return []
    marks = {line.text[start:end] for line in lines for start, end in line.raised if start > 0}
    labels = [_label(line, marks) for line in foot]
    first = next((at for at, label in enumerate(labels) if label), len(foot))
    while unfinished and first and _goes_on(foot[first - 1], foot[first : first + 1], unfinished):
        first -= 1
    return list(zip(foot[first:], labels[first:], strict=True))


def _goes_on(line: TextLine, below: list[TextLine], unfinished: TextLine) -> bool:
    """Whether a line is of the note that the page before did not finish: as small, and close above the next one."""
    near = all(other.baseline - line.baseline < 2 * line.size for other in below)
    return near and abs(line.size - unfinished.size) < _SAME_SIZE


def _label(line: TextLine, marks: set[str]) -> str | None:
    """The mark that the line opens a note with: raised, or one that stands raised in the text."""
    if line.raised and line.raised[0][0] == 0:
        return line.text[: line.raised[0][1]]
    found = _LABEL.match(line.text)
    return found[1] if found and found[1] in marks else None


def _with_notes(lines: list[TextLine], notes: list[Note]) -> list[TextLine]:
    labels = {label for _, label in notes if label}
    inside = {id(line) for line, _ in notes}
    body = [_without_marks(line, labels) for line in lines if id(line) not in inside]
    return body + [_note(line, label) for line, label in notes]


def _note(line: TextLine, label: str | None) -> TextLine:
    """The line of a note; the mark that one opens with stands apart."""
    if label is None:
        return replace(line, role="footnote", joint=line.joint if line.joint == "" else "\n")
    words = line.text[len(label) :].lstrip()
    return replace(line, text=f"{label} {words}".rstrip(), role="footnote", joint=OPENS)


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
