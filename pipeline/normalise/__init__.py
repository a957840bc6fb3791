"""Raw text to clean text, with a way back for every character."""

from collections.abc import Iterator

from pipeline.folding import fold
from pipeline.normalise import columns, furniture, lines, markup, paragraphs
from pipeline.normalise.characters import clean
from pipeline.normalise.draft import Piece, offsets_of
from pipeline.normalise.lines import SourceLine
from pipeline.normalise.paragraphs import Paragraph
from pipeline.text import Line, Raw, Text, document_id


def normalise(raw: Raw) -> Text:
    """The clean text of one document: one paragraph per line, furniture marked, every offset mapped.

    Letters are NFC, blanks single, lines that a page or a file broke joined again; the signs of Markdown are
    gone. No text is refused: what cannot be read stays as it is.
    """
    marked = markup.strip(clean(raw.text))
    draft = marked.draft
    folded = fold(draft.text)
    found = lines.split(draft, folded, marked.glued)
    lines.place(found, draft, raw)
    furniture.mark(found, raw)
    parts = columns.part(paragraphs.join(found, paragraphs.shape(found, raw.wrapped), raw.wrapped))
    words = [part.words() for part in parts]
    lengths = [len(clear) for clear, _ in words]
    return Text(
        doc_id=document_id(raw.sha256, raw.part),
        text="\n".join([clear for clear, _ in words]),
        folded="\n".join([folded for _, folded in words]),
        lines=_lines(parts, lengths),
        offsets=offsets_of(draft, lambda: _pieces(draft.text, parts)),
        raw=raw,
        breaks=tuple(_breaks(parts, lengths, raw)),
    )


def _breaks(parts: list[Paragraph], lengths: list[int], raw: Raw) -> Iterator[int]:
    """Where lines are joined over a paragraph's end; over the end of a page they are of one paragraph."""
    at = 0
    for part, length in zip(parts, lengths, strict=True):
        if part.joins and not raw.pages:
            end = at
            for before, line, between in zip(part.lines, part.lines[1:], part.joins, strict=False):
                end += len(before.text)
                if between == " " and (line.gap or not raw.wrapped) and line.role == "body":
                    yield end
                end += len(between)
        at += length + 1


def _lines(parts: list[Paragraph], lengths: list[int]) -> tuple[Line, ...]:
    found: list[Line] = []
    at = 0
    for part, length in zip(parts, lengths, strict=True):
        first, end = part.lines[0], at + length
        found.append(Line(at, end, first.role, first.gap))
        at = end + 1
    return tuple(found) or (Line(0, 0),)


def _pieces(text: str, parts: list[Paragraph]) -> Iterator[Piece]:
    """What of the draft the paragraphs are made of, with one sign between two lines that are not joined to a word.

    The sign is the one that stood there; where none did a line break is put.
    """
    if not parts:
        return
    low = high = parts[0].lines[0].start
    for line, between in _with_signs(parts):
        kept = between == " " or (between != "" and text.startswith("\n", high))
        if line.start == high + kept and (kept or not between):
            high = line.end
            continue
        yield low, high + kept, None
        if between and not kept:
            yield high, high, "\n"
        low, high = line.start, line.end
    yield low, high, None


def _with_signs(parts: list[Paragraph]) -> Iterator[tuple[SourceLine, str]]:
    """Every line, with what is put between it and the line before."""
    sign = ""
    for part in parts:
        yield part.lines[0], sign
        if part.joins:
            yield from zip(part.lines[1:], part.joins, strict=True)
        sign = "\n"
