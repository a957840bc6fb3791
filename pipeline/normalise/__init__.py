"""Raw text to clean text, with a way back for every character."""

from pipeline.normalise import columns, furniture, lines, markup, paragraphs
from pipeline.normalise.characters import clean, fold
from pipeline.normalise.draft import Draft, Piece, rewrite
from pipeline.normalise.paragraphs import Paragraph
from pipeline.text import Line, Raw, Text, document_id


def normalise(raw: Raw) -> Text:
    """The clean text of one document: one paragraph per line, furniture marked, every offset mapped.

    Letters are NFC, blanks single, lines that a page or a file broke joined again; the signs of Markdown are
    gone. No text is refused: what cannot be read stays as it is.
    """
    marked = markup.strip(clean(Draft.of(raw.text)))
    draft = marked.draft
    folded = fold(draft.text)
    found = lines.split(draft, folded, marked.glued)
    lines.place(found, draft, raw)
    furniture.mark(found, raw)
    parts = columns.part(paragraphs.join(found, paragraphs.shape(found, raw.wrapped), raw.wrapped))
    pieces = _pieces(draft, parts)
    final = rewrite(draft, pieces)
    return Text(
        doc_id=document_id(raw.sha256, raw.part),
        text=final.text,
        folded="".join(folded[start:end] if put is None else put for start, end, put in pieces),
        lines=_lines(parts),
        offsets=final.offsets,
        raw=raw,
    )


def _pieces(draft: Draft, parts: list[Paragraph]) -> list[Piece]:
    """The paragraphs, a line break between two; the break is the one that stood there where one did."""
    pieces: list[Piece] = []
    for index, part in enumerate(parts):
        if index:
            after = parts[index - 1].lines[-1].end
            kept = draft.text[after : after + 1] == "\n"
            pieces.append((after, after + 1, None) if kept else (after, after, "\n"))
        for order, line in enumerate(part.lines):
            if order and part.joins[order - 1]:
                after = part.lines[order - 1].end
                pieces.append((after, after + 1, part.joins[order - 1]))
            pieces.append((line.start, line.end, None))
    return pieces


def _lines(parts: list[Paragraph]) -> tuple[Line, ...]:
    found: list[Line] = []
    at = 0
    for part in parts:
        first = part.lines[0]
        length = first.end - first.start
        if part.joins:
            length = sum(line.end - line.start for line in part.lines) + sum(map(len, part.joins))
        found.append(Line(at, at + length, first.role, first.gap))
        at += length + 1
    return tuple(found) or (Line(0, 0),)
