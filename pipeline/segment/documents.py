"""Where in a file a further document begins: one with a head of its own, or one that the document before it issues.

An appendix is no document, nor is a form within it, though it bears the national head: its number and day are blank.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.lexicon import pattern, words
from pipeline.markers import whole_line
from pipeline.segment import tail
from pipeline.text import Line, Text

_HEAD_BELOW, _HEAD_AROUND, _TITLE_LINES, _LETTERHEAD, _CAPTIONS = 3, 8, 8, 8, 3
_LONGEST = 300
_SEVERAL = 2


class Start(NamedTuple):
    """Where a document begins; ``issued`` says that the one before it issues it or is sent with it."""

    at: int
    issued: bool


@dataclass(slots=True)
class _Known:
    """What was seen of the document that the walk is in."""

    headed: bool = False
    signed: bool = False
    in_appendix: bool = False


def find_documents(text: Text) -> tuple[Start, ...]:
    """The second document of the text and those after it, in order; none in most texts."""
    lines = [line for line in text.lines if line.role == "body" and line.end > line.start]
    capitals = [at for at, line in enumerate(lines) if at and text.text[line.start : line.end].isupper()]
    numbered = [at for at, line in enumerate(lines) if _finds("numbered", text, line)]
    if len(numbered) < _SEVERAL and not any(
        _is_head(text, lines, at) or _is_issued(text, lines, at) for at in capitals
    ):
        return ()
    return tuple(_starts(text, lines))


def _starts(text: Text, lines: Sequence[Line]) -> Iterator[Start]:
    forms = any(_says("appendix", text, line) for line in lines[:_CAPTIONS])
    known = _Known()
    for at, line in enumerate(lines):
        head = _is_head(text, lines, at)
        begun = known.headed or known.signed
        own = head and begun and (forms or not known.in_appendix or _is_filled_in(text, lines, at))
        issued = known.signed and not known.in_appendix and _is_issued(text, lines, at)
        if own or issued or (known.signed and _is_plain_head(text, lines, at)):
            below = range(at, min(at + _HEAD_AROUND, len(lines)))
            yield Start(
                lines[_top(text, lines, at)].start, any(_is_issued(text, lines, index) for index in below)
            )
            known = _Known(headed=head)
            continue
        known.headed |= head
        known.signed |= _is_tail(text, line)
        known.in_appendix |= at >= _CAPTIONS and not forms and _is_caption(text, line)


def _is_head(text: Text, lines: Sequence[Line], at: int) -> bool:
    """The state's head with its motto, or the Party's with a number or a day, in capitals."""
    line = lines[at]
    if line.end - line.start > _LONGEST or not text.text[line.start : line.end].isupper():
        return False
    if _says("state_head", text, line):
        return any(_says("motto", text, below) for below in lines[at + 1 : at + 1 + _HEAD_BELOW])
    return _says("party_head", text, line) and _is_filled_in(text, lines, at)


def _is_plain_head(text: Text, lines: Sequence[Line], at: int) -> bool:
    """A head without the state's: a number, a day and a kind, as the youth union has it."""
    if not _finds("numbered", text, lines[at]):
        return False
    below = lines[at : at + _HEAD_AROUND]
    return any(_finds("dated", text, line) for line in below) and any(
        tail.is_type(text, line) for line in below
    )


def _is_filled_in(text: Text, lines: Sequence[Line], at: int) -> bool:
    """Whether a number and a day are there near the head: forms leave them blank."""
    near = lines[max(at - _HEAD_AROUND, 0) : at + _HEAD_AROUND]
    return all(any(_finds(name, text, line) for line in near) for name in ("numbered", "dated"))


def _is_issued(text: Text, lines: Sequence[Line], at: int) -> bool:
    """A title in capitals, and below it that it is issued with a decision or sent with a letter."""
    line = lines[at]
    if not (_says("issued_kind", text, line) and text.text[line.start : line.end].isupper()):
        return False
    for below in lines[at + 1 : at + 1 + _TITLE_LINES]:
        if _says("issued_with", text, below):
            return True
        if not text.text[below.start : below.end].isupper() and below.end - below.start > _LONGEST:
            return False
    return False


def _top(text: Text, lines: Sequence[Line], at: int) -> int:
    """The index of the first line of the letterhead, and of its caption, that ends with the head at ``at``."""
    top = at
    while top > max(at - _LETTERHEAD, 1) and _is_letterhead(text, lines, top - 1):
        top -= 1
    return top


def _is_letterhead(text: Text, lines: Sequence[Line], at: int) -> bool:
    line, above = lines[at], lines[at - 1]
    if _is_tail(text, line) or tail.column(text, line) or (_is_tail(text, above) and _is_name(text, line)):
        return False
    said = text.text[line.start : line.end]
    return (
        said.isupper()
        or whole_line().match(said) is not None
        or any(_says(name, text, line) for name in ("subject", "appendix"))
    )


def _is_tail(text: Text, line: Line) -> bool:
    return tail.column(text, line) in ("recipients", "signature")


def _is_name(text: Text, line: Line) -> bool:
    """Whether a line right below a signature is the signer's name in capitals."""
    said = text.folded[line.start : line.end].split()
    return not line.gap and 1 < len(said) < 6 and said[0] in words("metadata", "surname")


def _is_caption(text: Text, line: Line) -> bool:
    """Whether an appendix begins with the line: its caption alone, or in capitals."""
    said = text.text[line.start : line.end]
    return line.end - line.start <= _LONGEST and said[:1].isupper() and _says("appendix", text, line)


def _says(name: str, text: Text, line: Line) -> bool:
    return pattern("documents", name).match(text.folded, line.start, line.end) is not None


def _finds(name: str, text: Text, line: Line) -> bool:
    return pattern("documents", name).search(text.folded, line.start, line.end) is not None
