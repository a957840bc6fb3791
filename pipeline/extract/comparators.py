"""Comparators: the words and signs around a number that say how a value is compared."""

import re
from functools import cache
from typing import cast

from pipeline.lexicon import load, words
from pipeline.schema import Comparator

_LEFT_WINDOW = 36
_SYMBOLS = frozenset("≥≤<>=≈~")


@cache
def comparators(side: str) -> dict[str, tuple[Comparator, str]]:
    """The words of that side (``before`` or ``after`` the number) → comparator and the id of its entry."""
    return {
        word: (cast(Comparator, entry.attributes["comparator"]), entry.id)
        for entry in load("comparators")
        if entry.attributes["side"] == side
        for word in entry.words
    }


@cache
def _last_words() -> frozenset[str]:
    """The words that stand right before a number that is compared."""
    return words("quantity_context", "filler") | {said.split(" ")[-1] for said in comparators("before")}


@cache
def _symbols() -> tuple[tuple[re.Pattern[str], Comparator, str], ...]:
    return tuple(
        (re.compile(entry.expression + r" ?$"), cast(Comparator, entry.attributes["comparator"]), entry.id)
        for entry in load("comparators")
        if entry.attributes["side"] == "symbol"
    )


def comparator_before(folded: str, start: int) -> tuple[Comparator | None, int, str]:
    """The comparator that ends at the number, where it begins, and its rule; a bare number has none."""
    window = folded[max(start - _LEFT_WINDOW, 0) : start]
    window = window[window.rfind("\n") + 1 :]
    bare = window.rstrip()
    for pattern, comparator, rule in _symbols() if bare[-1:] in _SYMBOLS else ():
        if match := pattern.search(window):
            return comparator, start - len(window) + match.start(), rule
    if not window.endswith(" ") or bare[bare.rfind(" ") + 1 :] not in _last_words():
        return None, start, ""
    window = window.replace("(", " ")
    said = window.split()
    table = comparators("before")
    for skipped in range(2):
        if skipped and said[-1] not in words("quantity_context", "filler"):
            break
        upto = len(said) - skipped
        for count in (3, 2, 1):
            phrase = " ".join(said[max(upto - count, 0) : upto])
            if upto >= count and phrase in table:
                last_words = {" ".join(said[max(upto - 2, 0) : upto]), " ".join(said[-2:])}
                if last_words & words("quantity_context", "place"):
                    return None, start, ""
                at = window.rfind(phrase)
                return table[phrase][0], start - len(window) + at, table[phrase][1]
    return None, start, ""
