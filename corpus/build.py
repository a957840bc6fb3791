"""Builds the Word and PDF directives of the corpus from ``sources/NAME.txt``.

    python corpus/build.py [NAME …]        without names: every source

A directive in .txt, .md or .html is its own source and stands in ``directives`` alone. A source is plain text, one
paragraph per line, with the marks below; ``@format`` on its first line names the suffix to build. .doc and .pdf
are converted by LibreOffice (``soffice``) from the Word file, so only who changes a source needs it.

    #1 #2 #3 TITLE       a heading or item that Word numbers itself: I. · 1. · 1.1.
    @title TEXT          a centred bold line
    @columns A || B      one row of two columns (letterhead, signature); successive rows are one table without borders
    | A | B |            one row of a table; successive rows are one table
    @box TEXT            a text box
    @page                a page break
"""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

CORPUS = Path(__file__).parent
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
NUMBERING_ID = 41
NUMBERING = f"""
<w:abstractNum {nsdecls("w")} w:abstractNumId="{NUMBERING_ID}">
  <w:multiLevelType w:val="multilevel"/>
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:suff w:val="space"/>
    <w:lvlText w:val="%1."/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:suff w:val="space"/>
    <w:lvlText w:val="%2."/></w:lvl>
  <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:suff w:val="space"/>
    <w:lvlText w:val="%2.%3."/></w:lvl>
</w:abstractNum>"""
NUMBERING_USE = f"""
<w:num {nsdecls("w")} w:numId="{NUMBERING_ID}"><w:abstractNumId w:val="{NUMBERING_ID}"/></w:num>"""
NUMBER = '<w:numPr {w}><w:ilvl w:val="{level}"/><w:numId w:val="{numbering}"/></w:numPr>'
PAGE_NUMBER = f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
TEXT_BOX = """
<w:r {w}><w:pict><v:shape {v} style="width:420pt;height:46pt" stroked="t"><v:textbox><w:txbxContent>
<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>
</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"""


def read_lines(source: str) -> Iterator[tuple[str, str]]:
    """The marked lines of a source as ``(mark, text)``; the mark of a plain paragraph is empty."""
    for line in source.splitlines():
        if not line.strip() or line.startswith("@format"):
            continue
        if line.startswith("|"):
            yield "|", line.strip("| ")
        elif line.startswith(("#", "@")):
            mark, _, text = line.partition(" ")
            yield mark, text.strip()
        else:
            yield "", line.strip()


def plain_text(source: str) -> str:
    """What a reader of the built file reads: numbers of headings in full, each paragraph and cell on a line."""
    counts = [0, 0, 0]
    out = []
    for mark, text in read_lines(source):
        if mark.startswith("#"):
            level = int(mark[1]) - 1
            counts[level:] = [counts[level] + 1] + [0] * (2 - level)
            marker = (f"{ROMAN[counts[0] - 1]}.", f"{counts[1]}.", f"{counts[1]}.{counts[2]}.")[level]
            out.append(f"{marker} {text}")
        elif mark in ("|", "@columns"):
            out.extend(cell.strip() for cell in text.split("||" if mark == "@columns" else "|"))
        elif mark != "@page":
            out.append(text)
    return "\n".join(out) + "\n"


def _number(paragraph: Paragraph, level: int) -> None:
    properties = parse_xml(NUMBER.format(w=nsdecls("w"), level=level, numbering=NUMBERING_ID))
    paragraph._p.get_or_add_pPr().append(properties)


def _define_numbering(document: WordDocument) -> None:
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(NUMBERING))
    numbering.append(parse_xml(NUMBERING_USE))


def _number_pages(document: WordDocument) -> None:
    """The page's number in the middle of its head, from the second page on, as official documents have it."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    head = section.header.paragraphs[0]
    head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    head._p.append(parse_xml(PAGE_NUMBER))


def _text_box(text: str) -> BaseOxmlElement:
    namespaces = {"w": nsdecls("w"), "v": 'xmlns:v="urn:schemas-microsoft-com:vml"'}
    return parse_xml(TEXT_BOX.format(text=text, **namespaces))


def _add_columns(document: WordDocument, rows: list[str]) -> None:
    """Two cells, each with the lines of its column as paragraphs."""
    cells: list[_Cell] = list(document.add_table(rows=1, cols=2).rows[0].cells)
    for row in rows:
        for cell, text in zip(cells, row.split("||"), strict=True):
            cell.add_paragraph(text.strip())
    for cell in cells:
        first = cell.paragraphs[0]._p
        first.getparent().remove(first)


def _add_table(document: WordDocument, rows: list[str]) -> None:
    cells = [[cell.strip() for cell in row.split("|")] for row in rows]
    table = document.add_table(rows=len(cells), cols=len(cells[0]), style="Table Grid")
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row, texts in zip(table.rows, cells, strict=True):
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text


def _add_line(document: WordDocument, mark: str, text: str) -> None:
    paragraph = document.add_paragraph()
    if mark == "@box":
        paragraph._p.append(_text_box(text))
        return
    if mark == "@page":
        paragraph.add_run().add_break(WD_BREAK.PAGE)
        return
    run = paragraph.add_run(text)
    if mark == "@title":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run.bold = True
    elif mark.startswith("#"):
        _number(paragraph, int(mark[1]) - 1)
        run.bold = mark == "#1"


def word_document(source: str) -> WordDocument:
    document = Document()
    style = document.styles["Normal"]
    style.font.name = "Liberation Serif"
    style.font.size = Pt(13)
    style.paragraph_format.space_after = Pt(4)
    _define_numbering(document)
    _number_pages(document)
    for mark, group in groupby(read_lines(source), key=lambda line: line[0]):
        texts = [text for _, text in group]
        if mark == "@columns":
            _add_columns(document, texts)
        elif mark == "|":
            _add_table(document, texts)
        else:
            for text in texts:
                _add_line(document, mark, text)
    return document


def build(path: Path, folder: Path) -> Path:
    """Builds the directive of the source ``path`` into ``folder`` and gives its path."""
    source = path.read_text(encoding="utf-8")
    suffix = source.partition("\n")[0].removeprefix("@format ").strip()
    target = folder / f"{path.stem}.{suffix}"
    if suffix == "docx":
        word_document(source).save(str(target))
        return target
    with tempfile.TemporaryDirectory() as scratch:
        word = Path(scratch) / f"{path.stem}.docx"
        word_document(source).save(str(word))
        command = ["soffice", "--headless", "--convert-to", suffix, "--outdir", str(folder), str(word)]
        subprocess.run(command, check=True, capture_output=True)
    return target


def main(names: list[str]) -> None:
    for path in sorted((CORPUS / "sources").glob("*.txt")):
        if not names or path.stem in names:
            print(build(path, CORPUS / "directives").relative_to(CORPUS))


if __name__ == "__main__":
    main(sys.argv[1:])
