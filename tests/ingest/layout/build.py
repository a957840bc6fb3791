"""Builds the PDFs of this folder from ``NAME.txt``, the text as one reads it, through LibreOffice (``soffice``).

    python tests/ingest/layout/build.py [NAME …]        without names: every source

A source is plain text, one paragraph per line. Its marks say how the page lays it out:

    @head TEXT           the running head of every page; # is the number of the page
    @foot TEXT           the running foot
    @columns A || B      one row of two columns (letterhead, signature); successive rows are one table without borders
    @tabs A || B         one row of two columns, parted by a tab
    @stamp TEXT          a line of a small stamp at the right edge; successive lines are one stamp
    @title TEXT          a centred bold line
    @page                a page break
    text^[NOTE] text     a footnote; in the text only its mark stands
"""

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import escape

FOLDER = Path(__file__).parent
NOTE = re.compile(r"\^\[([^\]]+)\]")
SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{of}:1.0"'
    for name, of in (
        ("office", "office"),
        ("style", "style"),
        ("text", "text"),
        ("table", "table"),
        ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"),
        ("svg", "svg-compatible"),
    )
)
DOCUMENT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document {spaces} office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:font-face-decls><style:font-face style:name="Serif" svg:font-family="'Liberation Serif'"/></office:font-face-decls>
<office:styles>
{styles}
<text:notes-configuration text:note-class="footnote" style:num-format="1" text:citation-style-name="Anchor"
 text:citation-body-style-name="Anchor" text:default-style-name="Footnote"/>
</office:styles>
<office:automatic-styles>
<style:page-layout style:name="Page"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm"
 fo:margin="1.3cm 1.8cm 1.3cm 3cm"><style:footnote-sep style:width="0.02cm" style:rel-width="25%" style:line-style="solid"/>
</style:page-layout-properties>
<style:header-style><style:header-footer-properties fo:min-height="0.7cm" fo:margin-bottom="0.5cm"/></style:header-style>
<style:footer-style><style:header-footer-properties fo:min-height="0.7cm" fo:margin-top="0.5cm"/></style:footer-style>
</style:page-layout>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="Page">
{margins}</style:master-page></office:master-styles>
<office:body><office:text>
{body}
</office:text></office:body></office:document>"""
SUPER = '<style:text-properties style:text-position="super 58%"/>'


def style(name: str, paragraph: str = "", text: str = "", more: str = "") -> str:
    return (
        f'<style:style style:name="{name}" style:family="paragraph"><style:paragraph-properties {paragraph}>{more}'
        f'</style:paragraph-properties><style:text-properties style:font-name="Serif" {text}/></style:style>'
    )


STYLES = "".join(
    [
        style("Standard", 'fo:text-indent="1.25cm" fo:margin-bottom="0.2cm" fo:text-align="justify"', 'fo:font-size="13pt"'),
        style("Title", 'fo:text-align="center"', 'fo:font-size="13pt" fo:font-weight="bold"'),
        style("Cell", 'fo:text-align="center"', 'fo:font-size="12pt"'),
        style("Margin", 'fo:text-align="center"', 'fo:font-size="11pt"'),
        style("Footnote", 'fo:text-align="justify"', 'fo:font-size="10pt"'),
        style("Break", 'fo:break-before="page" fo:text-indent="1.25cm" fo:margin-bottom="0.2cm"', 'fo:font-size="13pt"'),
        style("Stamp", 'fo:margin-left="11cm"', 'fo:font-size="7pt"'),
        style(
            "Tabs",
            "",
            'fo:font-size="12pt"',
            '<style:tab-stops><style:tab-stop style:position="9cm"/></style:tab-stops>',
        ),
        f'<style:style style:name="Anchor" style:family="text">{SUPER}</style:style>',
    ]
)  # fmt: skip


def read_lines(source: str) -> Iterator[tuple[str, str]]:
    """The marked lines of a source as ``(mark, text)``; the mark of a plain paragraph is empty."""
    for line in source.splitlines():
        mark, _, text = line.partition(" ") if line.startswith("@") else ("", "", line)
        if line.strip():
            yield mark, text.strip()


def printed(text: str) -> str:
    """A paragraph as XML, with its notes."""
    parts = NOTE.split(escape(text))
    for at in range(1, len(parts), 2):
        label = f"<text:note-citation>{at}</text:note-citation>"
        parts[at] = (
            f'<text:note text:note-class="footnote">{label}<text:note-body><text:p text:style-name="Footnote">'
            f"{parts[at]}</text:p></text:note-body></text:note>"
        )
    return "".join(parts).replace("||", "<text:tab/>")


def paragraph(text: str, of: str) -> str:
    return f'<text:p text:style-name="{of}">{printed(text)}</text:p>'


def columns(rows: list[str]) -> str:
    """A table of one row, each cell with the lines of its column."""
    cells = zip(*(row.split("||") for row in rows), strict=True)
    xml = "".join(
        f"<table:table-cell>{''.join(paragraph(text.strip(), 'Cell') for text in cell)}</table:table-cell>"
        for cell in cells
    )
    return f'<table:table><table:table-column table:number-columns-repeated="2"/><table:table-row>{xml}</table:table-row></table:table>'


def body(source: str) -> Iterator[str]:
    broken = False
    for mark, group in groupby(read_lines(source), key=lambda line: line[0]):
        texts = [text for _, text in group]
        if mark == "@columns":
            yield columns(texts)
        elif mark in ("", "@title", "@tabs", "@stamp"):
            plain = {"": "Standard", "@title": "Title", "@tabs": "Tabs", "@stamp": "Stamp"}[mark]
            for text in texts:
                yield paragraph(text, "Break" if broken else plain)
                broken = False
        broken = mark == "@page"


def margins(source: str) -> str:
    number = '<text:page-number text:select-page="current">1</text:page-number>'
    found = {mark: escape(text).replace("#", number) for mark, text in read_lines(source)}
    return "".join(
        f'<style:{tag}><text:p text:style-name="Margin">{found[mark]}</text:p></style:{tag}>'
        for mark, tag in (("@head", "header"), ("@foot", "footer"))
        if mark in found
    )


def build(path: Path, folder: Path) -> Path:
    """Builds the PDF of the source ``path`` into ``folder`` and gives its path."""
    source = path.read_text(encoding="utf-8")
    xml = DOCUMENT.format(spaces=SPACES, styles=STYLES, margins=margins(source), body="\n".join(body(source)))
    with tempfile.TemporaryDirectory() as scratch:
        flat = Path(scratch) / f"{path.stem}.fodt"
        flat.write_text(xml, encoding="utf-8")
        command = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(flat)]
        subprocess.run(command, check=True, capture_output=True)
    return folder / f"{path.stem}.pdf"


def main(names: list[str]) -> None:
    for path in sorted(FOLDER.glob("*.txt")):
        if not names or path.stem in names:
            print(build(path, FOLDER).name)


if __name__ == "__main__":
    main(sys.argv[1:])
