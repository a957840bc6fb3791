"""What stands at the start of a line and begins something: the patterns of ``lines.toml``, joined."""

import re
from functools import cache

from pipeline.lexicon import load
from pipeline.lexicon.letters import plain

_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


# Glyphs of symbol fonts, by the codes that Office programs give them: what they look like.
GLYPHS = {
    "\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf02d": "-", "\uf02b": "+", "\uf02a": "*",
    "\uf0b3": "≥", "\uf0a3": "≤", "\uf0b1": "±", "\uf0b4": "×", "\uf0ae": "→",
}  # fmt: skip


@cache
def line_start() -> re.Pattern[str]:
    """Matches a marker, or a label such as ``Nơi nhận``, with the blanks after it.

    The name of the group that matched is the marker's kind: bullet, number, letter, bracketed, roman, capital,
    part, label.
    """
    return _by_kind("start")


@cache
def tail_line() -> re.Pattern[str]:
    """Matches a whole line of a directive's end; the group is recipients, signature or name."""
    return _by_kind("tail")


@cache
def whole_line() -> re.Pattern[str]:
    """Matches a line complete by itself: the type of the document, its number, its place and date."""
    return _by_kind("whole")


@cache
def open_ends(kind: str) -> frozenset[str]:
    """The words, folded, that call for a ``number``, or for another ``word``, where they end a line."""
    ends = (entry for entry in load("lines") if entry.attributes["place"] == "end")
    return frozenset(word for entry in ends if entry.attributes["kind"] == kind for word in entry.words)


def roman(number: int) -> str:
    """A number from 1 on in Roman digits, capitals."""
    digits = []
    for value, digit in _ROMAN:
        times, number = divmod(number, value)
        digits.append(digit * times)
    return "".join(digits)


def _by_kind(place: str) -> re.Pattern[str]:
    kinds: dict[str, list[str]] = {}
    for entry in load("lines"):
        if entry.attributes["place"] == place:
            kinds.setdefault(entry.attributes["kind"], []).append(entry.expression.removeprefix("^"))
    return plain("|".join(f"(?P<{kind}>{'|'.join(found)})" for kind, found in kinds.items()))
