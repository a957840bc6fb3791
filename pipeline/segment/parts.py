"""The parts of a text in one walk over its lines: preamble, headings, tail, and what follows it."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

import msgspec
from msgspec.structs import replace

from pipeline.schema import SectionKind
from pipeline.segment import tail
from pipeline.segment.headings import Heading, find, glued
from pipeline.segment.kinds import is_legal_basis, kind_of
from pipeline.segment.tree import Stack
from pipeline.text import Line, Text

_LEADING: frozenset[SectionKind] = frozenset({"tasks", "targets", "objectives"})
_NAMED_BELOW = ("part", "chapter", "appendix")
_LONGEST_APPENDIX_TITLE = 200


class Part(msgspec.Struct, gc=False):
    """A section to be; ``parent`` is its index among the parts. ``body_end`` is 0 while it is open."""

    start: int
    end: int
    kind: SectionKind
    rule: str
    depth: int = 1
    parent: int | None = None
    heading: Heading | None = None
    path: str | None = None
    title: str | None = None
    body_end: int = 0


@dataclass(slots=True)
class _Walk:
    text: Text
    parts: list[Part] = field(default_factory=list)
    stack: Stack = field(default_factory=Stack)
    indexes: list[int] = field(default_factory=list)
    loose: list[Line] = field(default_factory=list)
    cuts: list[int] = field(default_factory=list)
    tail: bool = False
    led: bool = False


def collect(text: Text) -> list[Part]:
    """All parts in the order of the text, each with its end."""
    walk = _Walk(text, cuts=glued(text.text))
    lines = [line for line in text.lines if line.end > line.start and line.role == "body"]
    for index, line in enumerate(lines):
        _take(walk, line, lines[index + 1] if index + 1 < len(lines) else None)
    _flush(walk, last=True)
    last = max((line.end for line in text.lines if line.role in ("body", "table")), default=0)
    _close(walk.parts, last)
    return walk.parts


def _take(walk: _Walk, line: Line, below: Line | None) -> None:
    """One line: of the tail, a heading, or the body of what is open."""
    column = tail.column(walk.text, line)
    if column == "recipients" or (
        column == "signature" and (walk.tail or tail.is_authority(walk.text, line))
    ):
        _take_tail(walk, line, "recipients" if column == "recipients" else "signature")
        return
    if walk.tail:
        if column or tail.goes_on(walk.text, line):
            walk.parts[-1].body_end = line.end
            return
        walk.tail = False
        walk.stack.clear()
    cuts = walk.cuts
    within = cuts[bisect_right(cuts, line.start) : bisect_left(cuts, line.end)] if cuts else ()
    found = find(walk.text, line, within)
    if not found:
        if not walk.stack.nodes:
            walk.loose.append(line)
        return
    said = walk.text.text[line.start : found[0].start]
    if not walk.stack.nodes and any(map(str.isalnum, said)):  # an ornament before a heading says nothing
        walk.loose.append(_before(walk.text, line, found[0]))
    _flush(walk)
    for heading in found:
        _take_heading(walk, heading, below)


def _before(text: Text, line: Line, heading: Heading) -> Line:
    """The line up to the heading that is glued to it."""
    return replace(line, end=line.start + len(text.text[line.start : heading.start].rstrip()))


def _take_tail(walk: _Walk, line: Line, kind: SectionKind) -> None:
    _flush(walk)
    if not walk.tail or walk.parts[-1].kind != kind:
        walk.parts.append(Part(line.start, line.end, kind, f"tail.{kind}", title=None))
    walk.parts[-1].body_end = line.end
    walk.tail = True
    walk.stack.clear()


def _take_heading(walk: _Walk, heading: Heading, below: Line | None) -> None:
    node = walk.stack.push(heading)
    del walk.indexes[node.depth - 1 :]
    parent = walk.indexes[-1] if walk.indexes else None
    title, end = heading.title, heading.end
    if not title and heading.level in _NAMED_BELOW and below and _names(walk.text, heading, below):
        title, end = walk.text.text[below.start : below.end], below.end
    kind, rule = _kind(walk, heading, title, end, parent)
    walk.led = walk.led or kind in _LEADING
    walk.indexes.append(len(walk.parts))
    walk.parts.append(Part(heading.start, end, kind, rule, node.depth, parent, heading, node.path, title))


def _names(text: Text, heading: Heading, below: Line) -> bool:
    """Whether the line below a heading without a title is its title."""
    words = text.text[below.start : below.end]
    if find(text, below) or len(words) > _LONGEST_APPENDIX_TITLE:
        return False
    return words.isupper() or (heading.level == "appendix" and words[-1] not in ".;:)")


def _kind(
    walk: _Walk, heading: Heading, title: str | None, end: int, parent: int | None
) -> tuple[SectionKind, str]:
    if heading.level == "appendix":
        return "appendix", "marker"
    above = walk.parts[parent] if parent is not None else None
    inherited = above.kind if above and above.rule != "unknown" else None
    folded = walk.text.folded[end - len(title) : end] if title else None
    return kind_of(folded, inherited, walk.led)


def _flush(walk: _Walk, last: bool = False) -> None:
    """What stood under no heading: the preamble of a document; other at the ``last``, with no heading behind it."""
    lines, walk.loose = walk.loose, []
    if not lines:
        return
    text = walk.text
    fresh = not walk.parts or any(tail.is_type(text, line) for line in lines)
    first = tail.preamble_start(text, lines) if fresh else 0
    head = lines[first]
    kind: SectionKind = "preamble" if fresh and not last else "other"
    walk.parts.append(Part(head.start, head.end, kind, kind))
    basis = [line for line in lines[first:] if _is_basis(text, line)]
    if kind == "preamble" and basis:
        _add_basis(walk.parts, lines[first:], basis)


def _is_basis(text: Text, line: Line) -> bool:
    words = text.text[line.start : line.end]
    return not words.isupper() and is_legal_basis(text.folded[line.start : line.end])


def _add_basis(parts: list[Part], lines: Sequence[Line], basis: list[Line]) -> None:
    """The first run of lines that name a legal basis, as a section below the preamble."""
    at = lines.index(basis[0])
    last = at
    while last + 1 < len(lines) and lines[last + 1] in basis:
        last += 1
    part = Part(basis[0].start, basis[0].end, "legal_basis", "legal_basis", 2, len(parts) - 1)
    part.body_end = lines[last].end
    parts.append(part)


def _close(parts: list[Part], end: int) -> None:
    """Gives every part its end: where the next one begins that is not below it."""
    open_parts: list[Part] = []
    for part in parts:
        while open_parts and open_parts[-1].depth >= part.depth:
            closed = open_parts.pop()
            closed.body_end = closed.body_end or max(part.start - 1, closed.end)
        open_parts.append(part)
    for part in open_parts:
        part.body_end = part.body_end or max(end, part.end)
