"""Values as typed cells of a workbook."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill

from pipeline.report.wording import Words

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

_LONGEST = 32_767  # characters that a cell can hold
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_EVALUATED = ("=", "+", "-", "@", "\t", "\r", "\n")
_FORMATS = {
    "text": "General",
    "day": "dd/mm/yyyy",
    "whole": "#,##0",
    "number": "#,##0.0##",
    "whole_percent": "0%",
    "percent": "0.0#%",
}


@dataclass(frozen=True, slots=True)
class Percent:
    """A share: 90 is 90%."""

    value: float


@dataclass(frozen=True, slots=True)
class Judged:
    """The name of a verdict, in its colour."""

    name: str
    code: str


@dataclass(frozen=True, slots=True)
class Head:
    """The name of a column."""

    name: str


Value = str | int | float | bool | date | Percent | Judged | Head | None
Styles = Mapping[str, Any]


def styles(sheet: WriteOnlyWorksheet, words: Words) -> Styles:
    """The styles of cells by name, made once: to make one takes longer than to write a cell."""
    made = {name: WriteOnlyCell(sheet) for name in (*_FORMATS, "formula", "head", *words.verdicts)}
    for name, cell in made.items():
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        cell.number_format = _FORMATS.get(name, "General")
    made["formula"].quotePrefix = True  # stays text when someone edits the cell
    made["head"].font = Font(bold=True)
    made["head"].fill = _fill("#efede6")
    for code, look in words.verdicts.items():
        made[code].fill = _fill(look.tint)
    return {name: cell._style for name, cell in made.items()}


def cell_of(sheet: WriteOnlyWorksheet, value: Value, styles: Styles) -> WriteOnlyCell | None:
    """A cell of the type of ``value``; None for nothing."""
    match value:
        case None | "":
            return None
        case str():
            text = _NO_XML.sub("", value)
            return _text(sheet, text, styles["formula" if text.startswith(_EVALUATED) else "text"])
        case Judged(name, code):
            return _text(sheet, name, styles[code])
        case Head(name):
            return _text(sheet, name, styles["head"])
        case Percent(share):
            style = "whole_percent" if float(share).is_integer() else "percent"
            cell = WriteOnlyCell(sheet, share / 100)
        case bool():
            style, cell = "text", WriteOnlyCell(sheet, value)
        case date():
            style, cell = "day", WriteOnlyCell(sheet, value)
        case _:
            style = "whole" if float(value).is_integer() else "number"
            cell = WriteOnlyCell(sheet, value)
    cell._style = styles[style]
    return cell


def _text(sheet: WriteOnlyWorksheet, text: str, style: Any) -> WriteOnlyCell:
    """``text`` as an inline string, whatever it looks like."""
    if len(text) > _LONGEST:
        text = text[: _LONGEST - 1] + "…"
    cell = WriteOnlyCell(sheet)
    cell._value = text  # by assignment, "=1+1" would become a formula and "#N/A" an error
    cell.data_type = "s"
    cell._style = style
    return cell


def _fill(colour: str) -> PatternFill:
    return PatternFill("solid", fgColor=f"FF{colour.removeprefix('#').upper()}")
