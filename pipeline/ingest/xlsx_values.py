"""What Excel shows of a cell: percentages, grouped and padded numbers, dates, by the cell's number format.

Digits are written as Vietnamese offices do: a point between thousands, a comma before decimals.
"""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

# Colours and conditions in brackets, blanks as wide as a letter, fillers.
_UNSHOWN = re.compile(r"\[[^\]]*\]|_.|\*.")
_LITERAL = re.compile(r'"([^"]*)"|\\(.)')
_DIGITS = re.compile(r"[#0?][#0?,]*(?:\.[#0?]*)?")
_MINUTES = re.compile(r"h+[^a-z]*m+|m+[^a-z]*s+")
_SIGNIFICANT = 10


def shown(value: Any, number_format: str) -> str:
    """The text of a cell with this value, as ``openpyxl`` gives it; empty for an empty cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (datetime, date, time)):
        return _moment(value, number_format.lower())
    if isinstance(value, timedelta):
        return f"{value.total_seconds() / 3600:.{_SIGNIFICANT}g}".replace(".", ",")
    if isinstance(value, (int, float)):
        return _number(value, number_format)
    return str(value).strip()


def _moment(value: datetime | date | time, number_format: str) -> str:
    if isinstance(value, time):
        return f"{value:%H:%M}"
    plain = _MINUTES.sub("", _LITERAL.sub("", number_format))
    if "d" not in plain and "m" in plain:
        return f"{value:%m/%Y}"
    if "d" not in plain and "y" in plain:
        return f"{value:%Y}"
    day = f"{value:%d/%m/%Y}"
    return f"{value:%H:%M} {day}" if isinstance(value, datetime) and "h" in number_format else day


def _number(value: float, number_format: str) -> str:
    """The number between the literal words of its format."""
    sections = _UNSHOWN.sub("", number_format).split(";")
    chosen = sections[1] if value < 0 and len(sections) > 1 else sections[0]
    bare = _LITERAL.sub(lambda match: "\0" * len(match.group()), chosen)
    digits = _DIGITS.search(bare)
    if digits is None:
        return _general(value)
    before, after = chosen[: digits.start()], chosen[digits.end() :]
    percent = "%" in bare
    figure = _figure(abs(value) * (100 if percent else 1), digits.group())
    sign = "-" if value < 0 and len(sections) == 1 else ""
    return f"{sign}{_literal(before)}{figure}{_literal(after)}".strip()


def _general(value: float) -> str:
    if float(value).is_integer():
        return str(int(value))
    return f"{value:.{_SIGNIFICANT}g}".replace(".", ",")


def _figure(value: float, digits: str) -> str:
    whole, _, decimals = digits.partition(".")
    shown_value = f"{value:,.{len(decimals)}f}" if "," in whole else f"{value:.{len(decimals)}f}"
    optional = len(decimals) - len(decimals.rstrip("#?"))
    if optional:
        head, _, tail = shown_value.partition(".")
        kept = tail[: len(tail) - optional] + tail[len(tail) - optional :].rstrip("0")
        shown_value = f"{head}.{kept}" if kept else head
    head, point, tail = shown_value.partition(".")
    padded = head.rjust(whole.count("0"), "0")
    return padded.replace(",", ".") + ("," if point else "") + tail


def _literal(words: str) -> str:
    return _LITERAL.sub(lambda match: match[1] or match[2] or "", words)
