"""Values as typed cells of a workbook."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, PatternFill

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

_LONGEST = 32_767  # characters that a cell can hold
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_EVALUATED = ("=", "+", "-", "@", "\t", "\r", "\n")
_TOP = Alignment(vertical="top", wrap_text=True)


@dataclass(frozen=True, slots=True)
class Percent:
    """A share: 90 is 90%."""

    value: float


@dataclass(frozen=True, slots=True)
class Judged:
    """The name of a verdict, in its colour."""

    name: str
    code: str


Value = str | int | float | bool | date | Percent | Judged | None


def cell_of(sheet: WriteOnlyWorksheet, value: Value, fills: dict[str, PatternFill]) -> WriteOnlyCell | None:
    """A cell of the type of ``value``; None for nothing."""
    if value is None or value == "":
        return None
    match value:
        case str():
            cell = text_cell(sheet, value)
        case Judged(name, code):
            cell = text_cell(sheet, name)
            cell.fill = fills[code]
        case Percent(share):
            cell = WriteOnlyCell(sheet, share / 100)
            cell.number_format = "0%" if float(share).is_integer() else "0.0#%"
        case bool():
            cell = WriteOnlyCell(sheet, value)
        case date():
            cell = WriteOnlyCell(sheet, value)
            cell.number_format = "dd/mm/yyyy"
        case _:
            cell = WriteOnlyCell(sheet, value)
            cell.number_format = "#,##0" if float(value).is_integer() else "#,##0.0##"
    cell.alignment = _TOP
    return cell


def text_cell(sheet: WriteOnlyWorksheet, text: str) -> WriteOnlyCell:
    """``text`` as an inline string, whatever it looks like, without what XML cannot hold."""
    text = _NO_XML.sub("", text)
    if len(text) > _LONGEST:
        text = text[: _LONGEST - 1] + "…"
    cell = WriteOnlyCell(sheet)
    cell._value = text  # by assignment, "=1+1" would become a formula and "#N/A" an error
    cell.data_type = "s"
    if text.startswith(_EVALUATED):
        cell.quotePrefix = True  # stays text when someone edits the cell
    return cell
