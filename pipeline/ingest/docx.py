"""Word files (.docx): paragraphs, tables and text boxes in reading order, with the numbers Word computes.

A line of the text is one paragraph. A table that is drawn gives one line per row, its cells joined by " | ";
a table that only lays out the page (the head, the signature block) gives the paragraphs of its cells.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree
from msgspec.structs import replace

from pipeline.ingest.capital_fonts import draw_capitals
from pipeline.ingest.numbering import Numbering, load_numbering
from pipeline.ingest.package import Package, Relation, open_package
from pipeline.ingest.pieces import Content, Piece, Unreadable, check_cells, join, table_row
from pipeline.ingest.table_borders import bordered_styles, lays_out
from pipeline.ingest.wordprocessing import (
    RELATION_ID,
    W,
    boxes,
    child_value,
    content,
    is_on,
    note_ids,
    paragraph_text,
)
from pipeline.settings import Settings
from pipeline.text import PlaceRole

_MOST_COLUMNS = 63
_LEAST_OF_HEAD = 3
_NOTES = ("footnote", "endnote")
_WRAPPERS = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"))


@dataclass(slots=True)
class _Reading:
    """What is counted while a document is read from top to bottom."""

    numbering: Numbering
    bordered: frozenset[str]
    paragraphs: int = 0
    tables: int = 0
    letterhead: str | None = None
    notes: dict[str, list[str]] = field(default_factory=lambda: {kind: [] for kind in _NOTES})


def read_docx(data: bytes, settings: Settings) -> Content:
    """Headers, body, notes and footers of a Word file, in this order, each with its role; a letter's head is body.

    Raises:
        Unreadable: the archive or a part of it is damaged, a bomb, encrypted, or holds no Word document.
    """
    package = open_package(data, settings)
    main = next((item.target for item in package.relations("") if item.kind == "officeDocument"), "")
    root = package.part(main)
    body = root.find(f"{W}body") if root is not None else None
    if body is None:
        raise Unreadable("the archive holds no Word document")
    check_cells(sum(1 for _ in body.iter(f"{W}tc")), settings.max_table_cells)
    relations = package.relations(main)
    targets = {item.kind: item.target for item in relations}
    styles = package.part(targets.get("styles", ""))
    draw_capitals(body, styles)
    numbering = load_numbering(package.part(targets.get("numbering", "")), styles)
    reading = _Reading(numbering, bordered_styles(styles))
    head = _letterhead(package, relations, body, reading)
    pieces = [*head, *_blocks(body, reading, "body"), *_notes(package, targets, reading)]
    headers = _margins(package, relations, body, "header", reading)
    footers = _margins(package, relations, body, "footer", reading)
    text, places = join([*headers, *pieces, *footers])
    return Content(text=text, wrapped=False, places=places)


def _blocks(parent: etree._Element, reading: _Reading, role: PlaceRole) -> Iterator[Piece]:
    """The paragraphs and tables below ``parent``, in reading order."""
    for child in content(parent):
        if child.tag == f"{W}p":
            yield from _paragraph(child, reading, role)
        elif child.tag == f"{W}tbl":
            yield from _table(child, reading, role)
        elif child.tag in _WRAPPERS:
            yield from _blocks(child, reading, role)


def _paragraph(paragraph: etree._Element, reading: _Reading, role: PlaceRole) -> Iterator[Piece]:
    reading.paragraphs += 1
    number = None if role in ("header", "footer", "footnote") else reading.paragraphs
    marker = reading.numbering.marker(paragraph.find(f"{W}pPr"))
    text = paragraph_text(paragraph)
    if text or any(map(str.isalnum, marker)):
        yield Piece(f"{marker} {text}".strip(), role, paragraph=number)
    for kind in _NOTES:
        reading.notes[kind] += note_ids(paragraph, kind)
    for box in boxes(paragraph):
        yield from _blocks(box, reading, "text_box" if role == "body" else role)


def _table(table: etree._Element, reading: _Reading, role: PlaceRole) -> Iterator[Piece]:
    reading.tables += 1
    number = reading.tables
    layout = lays_out(table, reading.bordered)
    inner: PlaceRole = "table" if role == "body" and not layout else role
    rows = list(_children(table, f"{W}tr"))
    reaches = _reaches(rows)
    for index, row in enumerate(rows, start=1):
        cells = list(_cells(row, reading, inner, (number, index), reaches))
        if layout:
            yield from (piece for cell in cells for piece in cell)
        elif any(cells):
            yield from table_row(cells)


def _cells(
    row: etree._Element,
    reading: _Reading,
    role: PlaceRole,
    place: tuple[int, int],
    reaches: dict[tuple[int, int], int],
) -> Iterator[list[Piece]]:
    """The pieces of each column of a row's grid; ``place`` is the number of table and row.

    A cell that is merged into the one above shows nothing, whatever is left in it.
    """
    at = 1
    for column, width, cell in _grid(row):
        yield from ([] for _ in range(at, column))
        rows = reaches.get((place[1], column), 1)
        pieces = [] if _is_merged_upwards(cell) else list(_blocks(cell, reading, role))
        yield [piece if piece.cell else replace(piece, cell=(*place, column), rows=rows) for piece in pieces]
        yield from ([] for _ in range(1, width))
        at = column + width


def _grid(row: etree._Element) -> Iterator[tuple[int, int, etree._Element]]:
    """The cells of a row, each with its first column in the grid and how many it spans."""
    column = 1 + _columns(row.find(f"{W}trPr"), "gridBefore", 0)
    for cell in _children(row, f"{W}tc"):
        width = _columns(cell.find(f"{W}tcPr"), "gridSpan", 1)
        yield column, width, cell
        column += width


def _reaches(rows: Sequence[etree._Element]) -> dict[tuple[int, int], int]:
    """Row and column of every cell that others below are merged into, with the number of rows that it reaches over."""
    reaches: dict[tuple[int, int], int] = {}
    heads: dict[int, int] = {}
    for index, row in enumerate(rows, start=1):
        for column, _, cell in _grid(row):
            if not _is_merged_upwards(cell):
                heads[column] = index
            elif column in heads:
                reaches[heads[column], column] = index - heads[column] + 1
    return reaches


def _columns(properties: etree._Element | None, name: str, otherwise: int) -> int:
    """So many columns of the grid; Word has at most 63."""
    return min(int(child_value(properties, name) or otherwise), _MOST_COLUMNS)


def _is_merged_upwards(cell: etree._Element) -> bool:
    properties = cell.find(f"{W}tcPr")
    merge = properties.find(f"{W}vMerge") if properties is not None else None
    return merge is not None and merge.get(f"{W}val", "continue") == "continue"


def _children(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The rows of a table or the cells of a row, also where content controls or insertions wrap them."""
    for child in content(parent):
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _children(child, tag)


def _notes(package: Package, targets: dict[str, str], reading: _Reading) -> Iterator[Piece]:
    """The notes that the text refers to, in the order in which it does."""
    for kind in _NOTES:
        root = package.part(targets.get(f"{kind}s", ""))
        notes = {} if root is None else {item.get(f"{W}id", ""): item for item in root.iter(f"{W}{kind}")}
        for key in dict.fromkeys(reading.notes[kind]):
            if key in notes:
                yield from _blocks(notes[key], reading, "footnote")


def _letterhead(
    package: Package, relations: Iterable[Relation], body: etree._Element, reading: _Reading
) -> list[Piece]:
    """The header of the first page alone, where it is more than a page number: templates put a letter's head there."""
    section = next(body.iter(f"{W}sectPr"), None)
    if section is None or not is_on(section, "titlePg"):
        return []
    first = (item for item in section.iterfind(f"{W}headerReference") if item.get(f"{W}type") == "first")
    key = next((item.get(RELATION_ID) for item in first), None)
    root = package.part(next((item.target for item in relations if item.id == key), ""))
    if root is None or sum(1 for _ in filter(paragraph_text, root.iter(f"{W}p"))) < _LEAST_OF_HEAD:
        return []
    reading.letterhead = key
    return list(_blocks(root, reading, "body"))


def _margins(
    package: Package, relations: Iterable[Relation], body: etree._Element, kind: PlaceRole, reading: _Reading
) -> Iterator[Piece]:
    """The headers or footers that a section of the document uses, each once."""
    targets = {item.id: item.target for item in relations if item.kind == kind}
    used = [reference.get(RELATION_ID, "") for reference in body.iter(f"{W}{kind}Reference")]
    used = [key for key in used if key != reading.letterhead]
    seen: set[str] = set()
    for target in dict.fromkeys(targets[key] for key in used if key in targets):
        root = package.part(target)
        pieces = [] if root is None else list(_blocks(root, reading, kind))
        said = "\n".join(piece.text for piece in pieces)
        if said not in seen:
            seen.add(said)
            yield from pieces
