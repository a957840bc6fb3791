"""Raw text to clean text, with a way back for every character."""

from pipeline.folding import fold
from pipeline.normalise import columns, furniture, lines, markup, paragraphs
from pipeline.normalise.characters import clean
from pipeline.normalise.draft import Draft, Piece, rewrite
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
    pieces = _pieces(draft, parts)
    final = rewrite(draft, pieces)
    return Text(
        doc_id=document_id(raw.sha256, raw.part),
        text=final.text,
        folded=_folded(folded, pieces),
        lines=_lines(parts),
        offsets=final.offsets,
        raw=raw,
    )


def _pieces(draft: Draft, parts: list[Paragraph]) -> list[Piece]:
    """The paragraphs, a line break between two; the break is the one that stood there where one did.

    Lines with nothing but a break between them, which becomes a blank, are one piece.
    """
    text = draft.text
    pieces: list[Piece] = []
    for index, part in enumerate(parts):
        if index:
            after = parts[index - 1].lines[-1].end
            kept = text[after : after + 1] == "\n"
            pieces.append((after, after + 1, None) if kept else (after, after, "\n"))
        start, end = part.lines[0].start, part.lines[0].end
        for line, between in zip(part.lines[1:], part.joins, strict=True):
            if between and line.start == end + 1:
                end = line.end
                continue
            pieces += ((start, end, _joined(text, start, end)), (end, end + 1, between))
            start, end = line.start, line.end
        pieces.append((start, end, _joined(text, start, end) if part.joins else None))
    return pieces


def _joined(text: str, start: int, end: int) -> str:
    return text[start:end].replace("\n", " ")


def _folded(folded: str, pieces: list[Piece]) -> str:
    """The folded draft cut and joined as the draft was."""
    return "".join(
        [
            put
            if put is not None and len(put) != end - start
            else folded[start:end]
            if put is None
            else _joined(folded, start, end)
            for start, end, put in pieces
        ]
    )


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
