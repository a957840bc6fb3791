"""From the lines and tables of PDF pages to pieces of text as one reads them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from msgspec.structs import replace

from pipeline.ingest.pdf_grid import PageTable
from pipeline.ingest.pdf_lines import TextLine
from pipeline.ingest.pdf_margins import mark_margins
from pipeline.ingest.pdf_notes import OPENS, part_notes
from pipeline.ingest.pdf_order import reading_order
from pipeline.ingest.pdf_paragraphs import paragraph_starts
from pipeline.ingest.pdf_stitching import TableRows, number_tables
from pipeline.ingest.pieces import Piece, table_row
from pipeline.schema import BBox


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on a page of this height: its lines in the order of its content stream, and its tables."""

    lines: list[TextLine]
    tables: list[PageTable]
    height: float


def lay_out(pages: Sequence[Page]) -> Iterator[Piece]:
    """The pieces of all pages: the body in reading order, tables row by row, then notes; margins first or last.

    What a page has of the note of the page before stands with it.
    """
    last = None
    marked = mark_margins([page.lines for page in pages], [page.height for page in pages])
    parted = part_notes(marked)
    bodies = [
        _with_tables([line for line in lines if line.role == "body"], page.tables)
        for page, lines in zip(pages, parted, strict=True)
    ]
    tables = number_tables([page.tables for page in pages], list(_followed(bodies)))
    for number, (lines, found, (laid, places)) in enumerate(
        zip(parted, tables, bodies, strict=True), start=1
    ):
        body = reading_order(laid)
        starts = paragraph_starts(body, last)
        last = body[-1] if body else last
        top = body[0].baseline if body else 0.0
        margins = [line for line in lines if line.role not in ("body", "footnote")]
        yield from _pieces((line for line in margins if line.baseline < top), number)
        for line, is_start in zip(body, starts, strict=True):
            if line.box in places:
                yield from _rows(found[places[line.box]])
            else:
                yield from _pieces([replace(line, joint="\n\n") if is_start else line], number)
        begun = [line for line in lines if line.role == "footnote"]
        yield from _pieces(begun[len(_carried(lines)) :], number)
        yield from _pieces(_carried(parted[number] if number < len(parted) else []), number + 1)
        yield from _pieces((line for line in margins if line.baseline >= top), number)


def _carried(lines: list[TextLine]) -> list[TextLine]:
    """The lines of a page's notes that end one of the page before."""
    notes = (line for line in lines if line.role == "footnote")
    return list(takewhile(lambda line: line.joint != OPENS, notes))


def _with_tables(
    lines: list[TextLine], tables: Sequence[PageTable]
) -> tuple[list[TextLine], dict[BBox, int]]:
    """The lines, one in the place of all that lie in one table, and the tables by their boxes."""
    kept: list[TextLine] = []
    places: dict[BBox, int] = {}
    if not tables:
        return lines, places
    for line in lines:
        number = next((at for at, table in enumerate(tables) if table.holds(line.box)), None)
        if number is None:
            kept.append(line)
        elif (box := tables[number].box) not in places:
            places[box] = number
            kept.append(replace(line, box=box, baseline=box[3]))
    return kept, places


def _pieces(lines: Iterable[TextLine], page: int) -> Iterator[Piece]:
    """A piece per line, or per word of a recognised one."""
    for line in lines:
        if not line.words:
            yield Piece(line.text, line.role, page, line.box, before=line.joint)
        for position, word in enumerate(line.words):
            joint = " " if position else line.joint
            yield Piece(word.text, line.role, page, word.box, before=joint, confidence=word.confidence)


def _rows(table: TableRows) -> Iterator[Piece]:
    """The cells of a table, a line per row; a head that the page repeats is a running head."""
    for at, row in enumerate(table.rows):
        pieces = table_row(row)
        yield from (replace(piece, role="header") for piece in pieces) if at < table.repeated else pieces


def _followed(bodies: Sequence[tuple[list[TextLine], dict[BBox, int]]]) -> Iterator[bool]:
    """For each page whether it begins with a table, and the page before ends with one."""
    ended = False
    for lines, places in bodies:
        ordered = sorted(lines, key=lambda line: line.box[1])
        yield ended and bool(ordered) and ordered[0].box in places
        ended = bool(ordered) and ordered[-1].box in places
