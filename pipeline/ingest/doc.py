"""Word 97 files (.doc), read by antiword; through LibreOffice where more than paragraphs matters; else by catdoc.

antiword is a hundred times as fast as LibreOffice, and comes first. It tells that there are lists, but not their
levels and numbers, joins what stands in merged cells, and does not tell fonts, by which old codes have capitals: then
LibreOffice makes a .docx of the file. catdoc comes last: it drops paragraphs of files whose text lies in several
pieces and puts bytes of other streams in their place.
"""

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from typing import TypeVar

from lxml import etree

from pipeline.ingest.docx import read_docx
from pipeline.ingest.office import convert
from pipeline.ingest.pieces import CELL_SEPARATOR, Content, Piece, Unreadable, join, writable
from pipeline.legacy.recognise import conversions
from pipeline.settings import Settings

_Read = TypeVar("_Read")

# Antiword's DocBook has each paragraph on one line and each table cell apart; its plain text has neither.
_ANTIWORD = ("antiword", "-x", "db", "-")
_CATDOC = ("catdoc", "-w", "-d", "utf-8")
# A row's end or a cell's, where antiword did not see the table that it belongs to.
_CELL_MARK = re.compile(r"[^\S\n]*\|[^\S\n]*")
# Antiword's own line between the text and its text boxes.
_RULE = re.compile("-{20,}")
_JUNK = re.compile(r"(?:^[^\n]{0,2}\n){12}", re.MULTILINE)
# What antiword says of a file that lacks some of its blocks; it knows one language only.
_DAMAGE = "is damaged"
_LAYOUT_COLUMNS = 2
_LAYOUT_ROWS = 4


class _Damaged(Unreadable):
    """Part of the file is lost."""


def read_doc(data: bytes, settings: Settings) -> Content:
    """The paragraphs of a Word 97 file, its tables as in .docx, its footnotes at the end.

    Raises:
        Unreadable: no program that reads such files is installed, or none of them can read this one.
    """
    reasons: dict[str, Unreadable] = {}
    read = _tried("antiword", lambda: _from_docbook(_run(_ANTIWORD, data, settings)), reasons)
    plain, is_all = read or (None, False)
    if plain and is_all and not conversions(plain.text):
        return plain
    found = None
    # Of a damaged file LibreOffice gives what is left for the whole.
    if not any(isinstance(reason, _Damaged) for reason in reasons.values()):
        found = _tried(
            "soffice", lambda: read_docx(convert(data, "doc", "docx", settings), settings), reasons
        )
    found = found or plain or _tried("catdoc", lambda: _from_text(_run(_CATDOC, data, settings)), reasons)
    if found is not None:
        return found
    if reasons:
        told = "; ".join(f"{program}: {reason}" for program, reason in reasons.items())
        raise Unreadable(f"the Word file cannot be read ({told})")
    raise Unreadable(
        ".doc files need the program antiword, catdoc (Debian packages of the same names) or LibreOffice"
    )


def _tried(program: str, read: Callable[[], _Read], reasons: dict[str, Unreadable]) -> _Read | None:
    """What ``read`` gives; None where the program is missing, or gives up for a reason that is added."""
    if not shutil.which(program):
        return None
    try:
        return read()
    except Unreadable as error:
        reasons[program] = error
        return None


def _run(program: tuple[str, ...], data: bytes, settings: Settings) -> bytes:
    seconds = settings.seconds_per_document / 4  # what is left is for the others
    try:
        done = subprocess.run(program, input=data, capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired as error:
        raise Unreadable(f"no answer within {seconds:g} seconds") from error
    if done.returncode or not done.stdout.strip():
        words = " ".join(done.stderr.decode("utf-8", "replace").split())
        kind = _Damaged if program == _ANTIWORD and _DAMAGE in words else Unreadable
        raise kind(words[:120] or f"exit code {done.returncode}")
    return done.stdout


def _from_text(output: bytes) -> Content:
    text = writable(output.decode("utf-8", "replace"))
    if _JUNK.search(text):
        raise Unreadable("the text comes out mixed with other bytes")
    letters = {letter for _, _, letter in conversions(text)}
    if letters and "ư" not in letters:  # it drops soft hyphens
        raise Unreadable("a letter of the TCVN3 font is missing in what comes out")
    return Content(text=text, wrapped=False)


def _from_docbook(output: bytes) -> tuple[Content, bool]:
    """What antiword's DocBook says, and whether that is all of it: no list, no heading, no table with merged cells.

    Headings may bear numbers of their style, which it does not tell.
    """
    # Antiword closes its sections wrongly now and then; what they hold is in order all the same.
    root = etree.fromstring(output, etree.XMLParser(recover=True, resolve_entities=False, no_network=True))
    if root is None:
        raise Unreadable("no text comes out")
    reading = _Reading()
    text, places = join([piece for chapter in root.iter("chapter") for piece in reading.pieces(chapter)])
    lists = next(root.iter("orderedlist", "itemizedlist"), None) is not None
    headings = any(_own_text(title).strip() for title in root.iterfind(".//chapter//title"))
    return Content(text=text, wrapped=False, places=places), not (lists or headings or reading.merged)


class _Reading:
    """Counts paragraphs and tables while the DocBook is read from top to bottom."""

    def __init__(self) -> None:
        self.paragraphs = 0
        self.tables = 0
        self.merged = False

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
        self.merged |= not layout and len(set(map(len, rows))) > 1
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
