"""Word 97 files (.doc), read by antiword, or by catdoc where antiword is missing or gives up.

antiword comes first: catdoc drops paragraphs of files whose text lies in several pieces and puts bytes of other
streams in their place. Neither resolves automatic numbering: antiword knows of lists, but not of their levels.
"""

import re
import shutil
import subprocess
from collections.abc import Iterator

from lxml import etree

from pipeline.ingest.pieces import CELL_SEPARATOR, Content, Piece, Unreadable, join, writable
from pipeline.settings import Settings

# Antiword's DocBook has each paragraph on one line and each table cell apart; its plain text has neither.
_ANTIWORD = ("antiword", "-x", "db", "-")
_CATDOC = ("catdoc", "-w", "-d", "utf-8")
# A row's end or a cell's, where antiword did not see the table that it belongs to.
_CELL_MARK = re.compile(r"[^\S\n]*\|[^\S\n]*")
# Antiword's own line between the text and its text boxes.
_RULE = re.compile("-{20,}")
_JUNK = re.compile(r"(?:^[^\n]{0,2}\n){12}", re.MULTILINE)
_LAYOUT_COLUMNS = 2
_LAYOUT_ROWS = 4


def read_doc(data: bytes, settings: Settings) -> Content:
    """The paragraphs of a Word 97 file, its tables as in .docx, its footnotes at the end.

    Raises:
        Unreadable: neither program is installed, or none of them can read the file.
    """
    installed = [program for program in (_ANTIWORD, _CATDOC) if shutil.which(program[0])]
    if not installed:
        raise Unreadable(
            ".doc files need the program antiword (Debian package antiword) or catdoc (package catdoc)"
        )
    reasons = []
    for program in installed:
        try:
            output = _run(program, data, settings.seconds_per_document)
            return _from_docbook(output) if program is _ANTIWORD else _from_text(output)
        except Unreadable as error:
            reasons.append(f"{program[0]}: {error}")
    raise Unreadable(f"the Word file cannot be read ({'; '.join(reasons)})")


def _run(program: tuple[str, ...], data: bytes, seconds: float) -> bytes:
    try:
        done = subprocess.run(program, input=data, capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired as error:
        raise Unreadable(f"no answer within {seconds:g} seconds (seconds_per_document)") from error
    if done.returncode or not done.stdout.strip():
        words = done.stderr.decode("utf-8", "replace").split()
        raise Unreadable(" ".join(words)[:120] or f"exit code {done.returncode}")
    return done.stdout


def _from_text(output: bytes) -> Content:
    text = writable(output.decode("utf-8", "replace"))
    if _JUNK.search(text):
        raise Unreadable("the text comes out mixed with other bytes")
    return Content(text=text, wrapped=False)


def _from_docbook(output: bytes) -> Content:
    # Antiword closes its sections wrongly now and then; what they hold is in order all the same.
    root = etree.fromstring(output, etree.XMLParser(recover=True, resolve_entities=False, no_network=True))
    if root is None:
        raise Unreadable("no text comes out")
    reading = _Reading()
    text, places = join([piece for chapter in root.iter("chapter") for piece in reading.pieces(chapter)])
    return Content(text=text, wrapped=False, places=places)


class _Reading:
    """Counts paragraphs and tables while the DocBook is read from top to bottom."""

    def __init__(self) -> None:
        self.paragraphs = 0
        self.tables = 0

    def pieces(self, chapter: etree._Element) -> Iterator[Piece]:
        """The paragraphs and tables of a chapter in order, then its footnotes."""
        for element in chapter.iter("title", "para", "informaltable"):
            if element.tag == "informaltable":
                yield from self._table(element)
            elif not _within(element, "entry", "footnote"):
                yield from self._paragraphs(_own_text(element))
        for note in chapter.iter("footnote"):
            lines = "".join(map(str, note.itertext())).split("\n")
            yield from (Piece(line.strip(), "footnote") for line in lines if line.strip())

    def _paragraphs(self, text: str) -> Iterator[Piece]:
        for line in _CELL_MARK.sub("\n", text).split("\n"):
            if line.strip() and not _RULE.fullmatch(line.strip()):
                self.paragraphs += 1
                yield Piece(line.strip(), paragraph=self.paragraphs)

    def _table(self, table: etree._Element) -> Iterator[Piece]:
        self.tables += 1
        rows = [list(row.iter("entry")) for row in table.iter("row")]
        layout = max(map(len, rows), default=0) <= _LAYOUT_COLUMNS and len(rows) <= _LAYOUT_ROWS
        for row, entries in enumerate(rows, start=1):
            for column, entry in enumerate(entries, start=1):
                place = (self.tables, row, column)
                lines = [line.strip() for line in _own_text(entry).split("\n") if line.strip()]
                if layout:
                    for line in lines:
                        self.paragraphs += 1
                        yield Piece(line, paragraph=self.paragraphs, cell=place)
                else:
                    self.paragraphs += 1
                    separator = CELL_SEPARATOR if column > 1 else "\n"
                    yield Piece(" ".join(lines), "table", None, None, self.paragraphs, place, separator)


def _own_text(element: etree._Element) -> str:
    """The text below an element without that of notes and tables in it."""
    parts = [element.text or ""]
    for child in element:
        if child.tag not in ("footnote", "informaltable"):
            parts.append(_own_text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _within(element: etree._Element, *tags: str) -> bool:
    return next(element.iterancestors(*tags), None) is not None
