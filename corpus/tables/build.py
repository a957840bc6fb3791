"""Builds the directives with tables, each in four formats, and the truth of their targets, from ``sources/NAME.txt``.

    python corpus/tables/build.py [NAME …]        without names: every source

``files/NAME`` comes in .docx, .xlsx, .html and .pdf (converted by LibreOffice, ``soffice``), ``gold/NAME.json`` is one
for all four. The marks are those of ``corpus/build.py`` and, for tables:

    @table ruled|plain [repeat] widths=1,6,2     drawn lines or none; whether the head comes again on each page
    | A | ^ | < |                                ``^``: merged with the cell above; ``<``: with the one to the left
    @truth [actor=N|head] [unit=N] [due=N]       the columns that say whom, in what unit and by when
    @due WORDS DAY                               what the words in the column of deadlines mean
    @target N | ACTION | UNIT | UNIT_TEXT        the amounts of column N are targets; ``=N``: the action is in column N
    @stated QUOTE | VALUE | ACTION | UNIT | …    a target of a sentence, with its actor and last day, if it has them
    @repeated CELL                               an amount that a sentence states already

The truth is of the tables together: their column numbers are those of the first table.
"""

import importlib.util
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any

from docx.oxml import OxmlElement
from docx.shared import Cm, Pt
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Side
from openpyxl.worksheet.worksheet import Worksheet

HERE = Path(__file__).parent
FORMATS = ("docx", "xlsx", "html", "pdf")
TEXT_WIDTH = 16.5  # of an A4 page, in centimetres
COMPARATORS = {
    "≥": "ge", "từ": "ge", "ít nhất": "ge", "tối thiểu": "ge", "trên": "gt", "không quá": "le",
}  # fmt: skip
_NUMBER = re.compile(r"\d[\d.]*(?:,\d+)?")
_SIDES = Border(*(Side(style="thin") for _ in range(4)))

_spec = importlib.util.spec_from_file_location("corpus_build", HERE.parent / "build.py")
assert _spec is not None
assert _spec.loader is not None
corpus_build = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(corpus_build)


@dataclass(frozen=True)
class Span:
    """A cell of a table at its place (from 0), with the rows and columns that it spans."""

    row: int
    column: int
    text: str
    rows: int
    columns: int


@dataclass(frozen=True)
class Table:
    ruled: bool
    repeat: bool
    widths: tuple[float, ...]
    rows: list[list[str]]

    def spans(self) -> Iterator[Span]:
        for row, cells in enumerate(self.rows):
            for column, text in enumerate(cells):
                if text in ("^", "<"):
                    continue
                columns = 1
                while column + columns < len(cells) and cells[column + columns] == "<":
                    columns += 1
                rows = 1
                while row + rows < len(self.rows) and self.rows[row + rows][column] == "^":
                    rows += 1
                yield Span(row, column, text, rows, columns)

    def whole(self, row: int, column: int) -> str:
        """What a reader sees at a place: the cell that reaches there."""
        while self.rows[row][column] in ("^", "<"):
            row, column = (row - 1, column) if self.rows[row][column] == "^" else (row, column - 1)
        return self.rows[row][column]

    @property
    def head(self) -> int:
        """How many rows the head takes."""
        return 1 + max((span.rows for span in self.spans() if span.row == 0), default=1) - 1


@dataclass
class Directive:
    """Lines ``(mark, text)`` and tables in order, and the lines of the truth."""

    blocks: list[tuple[str, str] | Table] = field(default_factory=list)
    truth: list[tuple[str, str]] = field(default_factory=list)


def read(source: str) -> Directive:
    directive = Directive()
    table: Table | None = None
    for line in source.splitlines():
        mark, _, text = line.partition(" ")
        if line.startswith("|"):
            assert table is not None
            table.rows.append([cell.strip() for cell in line.strip()[1:-1].split("|")])
        elif mark == "@table":
            widths = tuple(map(float, text.partition("widths=")[2].split(",")))
            table = Table(text.startswith("ruled"), " repeat " in text, widths, [])
            directive.blocks.append(table)
        elif mark in ("@truth", "@due", "@target", "@stated", "@repeated"):
            directive.truth.append((mark, text))
        elif line.startswith("@"):
            directive.blocks.append((mark, text.strip()))
        elif line.strip():
            directive.blocks.append(("", line.strip()))
    return directive


def word(directive: Directive) -> Any:
    """The Word document: tables through the merges of python-docx, the rest as in the corpus."""
    document = corpus_build.word_document("")
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin, page.right_margin = Cm(2.5), Cm(21 - 2.5 - TEXT_WIDTH)
    for mark, group in groupby(
        directive.blocks, key=lambda block: "" if isinstance(block, Table) else block[0]
    ):
        blocks = list(group)
        if mark == "@columns":
            corpus_build._add_columns(document, [text for _, text in blocks])
            continue
        for block in blocks:
            if isinstance(block, Table):
                _add_table(document, block)
            else:
                corpus_build._add_line(document, *block)
    return document


def _add_table(document: Any, table: Table) -> None:
    drawn = document.add_table(
        len(table.rows), len(table.rows[0]), style="Table Grid" if table.ruled else None
    )
    drawn.autofit = False
    unit = TEXT_WIDTH / sum(table.widths)
    for column, width in zip(drawn.columns, table.widths, strict=True):
        column.width = Cm(width * unit)
    for row in drawn.rows[: table.head] if table.repeat else ():
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for span in table.spans():
        first = drawn.cell(span.row, span.column)
        if span.rows > 1 or span.columns > 1:
            first = first.merge(drawn.cell(span.row + span.rows - 1, span.column + span.columns - 1))
        first.text = span.text
        for run in first.paragraphs[0].runs:
            run.font.size = Pt(11)


def workbook(directive: Directive) -> Workbook:
    """One sheet, as an office types it: numbers as numbers, dates as dates, one row per line."""
    book = Workbook()
    sheet = book.active
    row = 1
    for block in directive.blocks:
        if isinstance(block, Table):
            _fill(sheet, block, row)
            row += len(block.rows) + 1
        elif block[0] == "@columns":
            left, _, right = block[1].partition("||")
            sheet.cell(row, 1, left.strip())
            sheet.cell(row, 5, right.strip())
            row += 1
        elif block[0] != "@page":
            sheet.cell(row, 1, block[1])
            row += 1
    return book


def _fill(sheet: Worksheet, table: Table, top: int) -> None:
    for span in table.spans():
        row, column = top + span.row, 1 + span.column
        cell = sheet.cell(row, column)
        cell.value, cell.number_format = _typed(span.text)
        cell.alignment = Alignment(wrap_text=True)
        if span.rows > 1 or span.columns > 1:
            sheet.merge_cells(None, row, column, row + span.rows - 1, column + span.columns - 1)
    for cells in sheet.iter_rows(top, top + len(table.rows) - 1, 1, len(table.rows[0])):
        for cell in cells:
            cell.border = _SIDES if table.ruled else Border()


def _typed(text: str) -> tuple[str | float | date | None, str]:
    """The value that Excel would keep, and the format under which it is shown as typed."""
    if re.fullmatch(r"\d{2}/\d{2}/\d{4}", text):
        return datetime.strptime(text, "%d/%m/%Y"), "dd/mm/yyyy"
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", text):
        return float(text.replace(".", "")), "#,##0"
    if re.fullmatch(r"\d+%", text):
        return float(text[:-1]) / 100, "0%"
    if re.fullmatch(r"\d+", text):
        return int(text), "0" * len(text) if text.startswith("0") else "General"
    return text or None, "General"


def web_page(directive: Directive) -> str:
    title = next(block[1] for block in directive.blocks if not isinstance(block, Table) and block[0] == "")
    body = "\n".join(_element(block) for block in directive.blocks)
    head = f'<meta charset="utf-8"><title>{escape(title)}</title>'
    return f'<!DOCTYPE html>\n<html lang="vi"><head>{head}</head>\n<body>\n{body}\n</body></html>\n'


def _element(block: tuple[str, str] | Table) -> str:
    if not isinstance(block, Table):
        mark, text = block
        if mark == "@columns":
            cells = "".join(f"<td>{escape(cell.strip())}</td>" for cell in text.split("||"))
            return f"<table><tr>{cells}</tr></table>"
        return "" if mark == "@page" else f"<p>{escape(text)}</p>"
    rows = []
    for _, spans in groupby(block.spans(), key=lambda span: span.row):
        rows.append("".join(_cell(span) for span in spans))
    border = ' border="1"' if block.ruled else ""
    return f"<table{border}>" + "".join(f"\n<tr>{row}</tr>" for row in rows) + "\n</table>"


def _cell(span: Span) -> str:
    sizes = (("rowspan", span.rows), ("colspan", span.columns))
    attributes = "".join(f' {name}="{size}"' for name, size in sizes if size > 1)
    return f"<td{attributes}>{escape(span.text)}</td>"


def gold(directive: Directive, name: str) -> dict[str, Any]:
    """The targets, one per amount of the tables that no sentence states, and those of the sentences."""
    options = dict(
        item.split("=") for mark, text in directive.truth if mark == "@truth" for item in text.split()
    )
    days = dict(text.rsplit(" ", 1) for mark, text in directive.truth if mark == "@due")
    repeated = {text for mark, text in directive.truth if mark == "@repeated"}
    table = next(block for block in directive.blocks if isinstance(block, Table))
    targets = [
        target
        for row in range(table.head, len(table.rows))
        for mark, text in directive.truth
        if mark == "@target"
        and (target := _amount(table, row, text, options, days))
        and target["quote"] not in repeated
    ]
    targets += [_sentence(text) for mark, text in directive.truth if mark == "@stated"]
    return {"source": f"{name}.docx", "targets": targets}


def _amount(
    table: Table, row: int, text: str, options: dict[str, str], days: dict[str, str]
) -> dict[str, Any] | None:
    column, action, *more = (part.strip() for part in text.split("|"))
    at = int(column) - 1
    quote = table.rows[row][at]
    if not quote or quote in ("^", "<"):
        return None
    fixed = dict(part.split("=", 1) for part in more if "=" in part)
    said = [part for part in more if "=" not in part]
    unit_text = table.whole(row, int(options["unit"]) - 1) if "unit" in options else said[1]
    unit = {"%": "percent", "triệu đồng": "money", "nghìn đồng": "money"}.get(unit_text, "count")
    actor = options.get("actor")
    whom = (
        table.whole(table.head - 1, at)
        if actor == "head"
        else table.whole(row, int(actor) - 1)
        if actor
        else None
    )
    due = days.get(table.whole(row, int(options["due"]) - 1)) if "due" in options else None
    label = _label(table, row, int(action[1:]) - 1) if action.startswith("=") else action
    return {
        **_value(quote, {"triệu đồng": 1e6, "nghìn đồng": 1e3}.get(unit_text, 1)),
        "unit": unit,
        "action": label,
        "actor": None if table.whole(row, 0) == "Tổng cộng" else whom,
        "deadline": fixed.get("due", due),
    }


def _label(table: Table, row: int, column: int) -> str:
    """The indicator of a row; a part of one (``- Nữ``) behind the one that it is a part of."""
    label = table.whole(row, column)
    above = row
    while table.whole(above, column).startswith("-"):
        above -= 1
    return label if above == row else f"{table.whole(above, column)}: {label}"


def _value(quote: str, factor: float = 1) -> dict[str, Any]:
    number = _NUMBER.search(quote)
    assert number is not None, quote
    value = float(number.group().replace(".", "").replace(",", ".")) * factor
    said = quote[: number.start()].strip().lower()
    return {
        "quote": quote,
        "comparator": COMPARATORS[said] if said else "eq",
        "value": value,
        "value_high": None,
    }


def _sentence(text: str) -> dict[str, Any]:
    quote, amount, action, unit, *more = (part.strip() for part in text.split("|"))
    actor, due = [*more, None, None][:2]
    return {**_value(amount), "quote": quote, "unit": unit, "action": action, "actor": actor, "deadline": due}


def build(path: Path) -> None:
    name, directive = path.stem, read(path.read_text(encoding="utf-8"))
    files = HERE / "files"
    word(directive).save(str(files / f"{name}.docx"))
    workbook(directive).save(files / f"{name}.xlsx")
    (files / f"{name}.html").write_text(web_page(directive), encoding="utf-8")
    with tempfile.TemporaryDirectory() as profile:
        command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "pdf"]
        subprocess.run(
            [*command, "--outdir", str(files), str(files / f"{name}.docx")], check=True, capture_output=True
        )
    text = json.dumps(gold(directive, name), ensure_ascii=False, indent=1)
    (HERE / "gold" / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def main(names: list[str]) -> None:
    for path in sorted((HERE / "sources").glob("*.txt")):
        if not names or path.stem in names:
            build(path)
            print(path.stem)


if __name__ == "__main__":
    main(sys.argv[1:])
