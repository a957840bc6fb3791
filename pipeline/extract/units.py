"""Units: the words that a number counts, and the rhythms that follow a slash."""

import re
from functools import cache
from typing import cast

from pipeline.lexicon import load
from pipeline.schema import Unit


@cache
def units() -> dict[str, tuple[Unit, str | None, str]]:
    """Unit word → (unit, role, id of its entry)."""
    return {
        word: (cast(Unit, entry.attributes["unit"]), entry.attributes.get("role"), entry.id)
        for entry in load("units")
        if entry.attributes["unit"] != "money"
        for word in entry.words
    }


@cache
def rates() -> tuple[tuple[re.Pattern[str], str], ...]:
    """What stands behind a number for a rhythm (``/năm``), with its duration."""
    return tuple(
        (re.compile(entry.expression.replace(r"[\p{L}]", r"[^\W\d_]")), entry.attributes["duration"])
        for entry in load("frequency")
        if entry.attributes["side"] == "rate"
    )


def unit_class(unit_text: str | None) -> str | None:
    """The id of the unit's entry; None for a noun that the lexicon does not have."""
    known = units().get(unit_text) if unit_text else None
    return known[2] if known else None


def known_unit(phrase: str) -> str:
    """The longest known unit at the beginning of ``phrase``, else its first word."""
    said = phrase.split(" ")
    for count in range(len(said), 0, -1):
        if " ".join(said[:count]) in units():
            return " ".join(said[:count])
    return said[0]
