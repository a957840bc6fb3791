"""The paragraphs and tables of a web page, in order: one line per paragraph, one per row of a table."""

import re
from collections.abc import Iterator

from lxml import html
from msgspec.structs import replace

from pipeline.ingest.numbering import formatted
from pipeline.ingest.pieces import Piece, table_row

_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html",
    "legend", "li", "main", "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "td",
    "th", "ul",
})  # fmt: skip
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_LIST_FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_OWN_MARKER = re.compile(r"[-+*•–]|(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ]|[IVX]{1,5})[.)/-]")
# Notes as Word and LibreOffice save them, and their marks.
_NOTE, _MARK = (
    re.compile(r"(?:ftn|edn|sd(?:foot|end)note)\d+$"),
    re.compile(r"\[?(?:\d{1,3}|[ivx]{1,5}|\*{1,3})\]?"),
)
_DRAWN = re.compile(r"border(?!-(?:collapse|spacing))[^;]*[1-9]|solid", re.IGNORECASE)
_LONG_CELL = 1500
_LAYOUT_COLUMNS = 2
_LAYOUT_ROWS = 4
_MAX_ROWSPAN = 1000
_MAX_COLUMNS = 200
_SENTENCE_ENDS = ".;:!?…"


class Blocks:
    """Counts paragraphs and tables while a page is read from top to bottom."""

    def __init__(self) -> None:
        self.paragraphs = 0
        self.tables = 0
        self._line: list[str] = []
        self._mark = ""
        self._numbers: dict[html.HtmlElement, int] = {}

    def pieces(self, root: html.HtmlElement) -> Iterator[Piece]:
        """The lines below ``root``; ``paragraph`` counts them, ``cell`` is set in tables."""
        yield from self._element(root)
        yield from self._flush()

    def _element(self, element: html.HtmlElement) -> Iterator[Piece]:
        if not isinstance(element.tag, str) or _is_note_mark(element):
            return
        if _NOTE.match(element.get("id", "")):
            yield from self._flush()
            notes = self._inside(element)
            yield from (replace(piece, role="footnote") for piece in notes)
        else:
            yield from self._inside(element)

    def _inside(self, element: html.HtmlElement) -> Iterator[Piece]:
        if element.tag == "table":
            yield from self._flush()
            yield from self._table(element)
            return
        block = element.tag in _BLOCKS
        if block:
            yield from self._flush()
        if element.tag == "li":
            self._mark = self._marker(element)
        elif element.tag == "br":
            self._line.append("\n")
        self._say(element.text, element.tag == "pre")
        for child in element:
            yield from self._element(child)
            self._say(child.tail, element.tag == "pre")
        if block:
            yield from self._flush()
        if element.tag == "li":
            self._mark = ""

    def _marker(self, element: html.HtmlElement) -> str:
        """The number or dash that a browser shows before a list item, unless its text has one of its own."""
        parent = element.getparent()
        if parent is None:
            return ""
        number = _number(element.get("value"), self._numbers.get(parent, _number(parent.get("start"), 1)))
        self._numbers[parent] = number + 1
        if _OWN_MARKER.match(element.text_content().lstrip()):
            return ""
        if parent.tag != "ol":
            return "- "
        return f"{formatted(number, _LIST_FORMS.get(parent.get('type', '1'), 'decimal'))}. "

    def _say(self, text: str | None, as_typed: bool) -> None:
        if text:
            self._line.append(text if as_typed else _BLANKS.sub(" ", text))

    def _flush(self) -> Iterator[Piece]:
        text, self._line = "".join(self._line), []
        for line in _lines(text):
            self.paragraphs += 1
            yield Piece(self._mark + line, paragraph=self.paragraphs)
            self._mark = ""

    def _table(self, table: html.HtmlElement) -> Iterator[Piece]:
        self.tables += 1
        number = self.tables
        rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
        layout = _lays_out(table, rows)
        for index, cells in enumerate(_grid(rows), start=1):
            said = [self._cell(cell, (number, index, column)) for column, cell in cells]
            if layout:
                yield from (piece for pieces in said for piece in pieces)
            elif any(said):
                yield from table_row(said)

    def _cell(self, cell: html.HtmlElement | None, place: tuple[int, int, int]) -> list[Piece]:
        pieces = [] if cell is None else self.pieces(cell)
        rows = 1 if cell is None else _span(cell, "rowspan", _MAX_ROWSPAN)
        return [piece if piece.cell else replace(piece, cell=place, rows=rows) for piece in pieces]


def _grid(rows: list[html.HtmlElement]) -> Iterator[list[tuple[int, html.HtmlElement | None]]]:
    """Each row's cells with their columns (from 1); None where a cell reaches down, or across, from another."""
    taken: dict[int, int] = {}
    for row in rows:
        column = 1
        cells: list[tuple[int, html.HtmlElement | None]] = []
        for cell in row.iterchildren("td", "th"):
            while taken.get(column, 0) > 0 and column < _MAX_COLUMNS:
                cells.append((column, None))
                column += 1
            cells.append((column, cell))
            cells += (
                (covered, None)
                for covered in range(
                    column + 1, min(column + _span(cell, "colspan", _MAX_COLUMNS), _MAX_COLUMNS)
                )
            )
            after = min(column + _span(cell, "colspan", _MAX_COLUMNS), _MAX_COLUMNS)
            height = _span(cell, "rowspan", _MAX_ROWSPAN)
            taken.update(dict.fromkeys(range(column, after), height))
            column = after
        taken = {covered: left - 1 for covered, left in taken.items() if left > 1}
        yield cells


def _span(cell: html.HtmlElement, name: str, most: int) -> int:
    return min(max(_number(cell.get(name), 1), 1), most)


def _lays_out(table: html.HtmlElement, rows: list[html.HtmlElement]) -> bool:
    """Whether a table only lays out the page: the head, the signature block, or a whole page of old."""
    if table.find(".//th") is not None:
        return False
    widths = [len(row.findall("td")) for row in rows]
    if max(widths, default=0) <= 1 or table.find(".//table") is not None:
        return True
    if any(len(cell.text_content()) > _LONG_CELL for row in rows for cell in row.iterchildren("td")):
        return True
    narrow = max(widths) <= _LAYOUT_COLUMNS and len(rows) <= _LAYOUT_ROWS
    return narrow and (len(rows) == 1 or not _is_drawn(table))


def _is_drawn(table: html.HtmlElement) -> bool:
    styles = [table.get("style", ""), *(cell.get("style", "") for cell in table.iter("td"))]
    return table.get("border", "0") not in ("", "0") or any(map(_DRAWN.search, styles))


def _is_note_mark(element: html.HtmlElement) -> bool:
    """Whether it is the number of a note, in the text or before the note: a link, raised or in brackets."""
    if element.tag != "a" or not element.get("href", "").startswith("#"):
        return False
    text = element.text_content().strip()
    raised = element.find(".//sup") is not None or next(element.iterancestors("sup"), None) is not None
    return _MARK.fullmatch(text) is not None and (
        raised or text[0] == "[" or "note" in element.get("href", "")
    )


def _number(value: str | None, otherwise: int) -> int:
    return int(value[:9]) if value and value.strip().isdecimal() else otherwise


def _lines(text: str) -> list[str]:
    """The lines of a block; a line break in the middle of a sentence is a blank."""
    lines: list[str] = []
    gap = True
    for line in map(str.strip, text.split("\n")):
        if not line:
            gap = True
        elif gap or not lines or not line[0].islower() or lines[-1][-1] in _SENTENCE_ENDS:
            lines.append(line)
            gap = False
        else:
            lines[-1] = f"{lines[-1]} {line}"
    return lines
