"""The words around a time, from the rule tables, each compiled once."""

import re
from functools import cache

from pipeline import lexicon

around = lexicon.patterns("deadlines")


@cache
def preposition() -> re.Pattern[str]:
    """Every preposition, with the words that may stand between it and its time; the group names its bound."""
    bounds: dict[str, list[str]] = {}
    for entry in lexicon.load("deadlines"):
        if entry.attributes["use"] == "preposition":
            bounds.setdefault(entry.attributes["bound"], []).extend(entry.words)
    groups = "|".join(
        f"(?P<{bound}>{'|'.join(re.escape(word) for word in _longest_first(words))})"
        for bound, words in bounds.items()
    )
    return re.compile(rf"(?<!\w)(?:{groups})(?:{around('filler').pattern})*\s?\Z")


@cache
def preposition_ends() -> frozenset[str]:
    """The last words that a preposition, or a word between it and its time, can have."""
    words = [
        word
        for entry in lexicon.load("deadlines")
        if entry.attributes["use"] == "preposition"
        for word in entry.words
    ]
    fillers = next(entry for entry in lexicon.load("deadlines") if entry.id == "filler").attributes[
        "last_words"
    ]
    return frozenset(word.split(" ")[-1] for word in words) | frozenset(fillers)


def line_low(folded: str, start: int, back: int) -> int:
    """The beginning of the line of ``start``, at most ``back`` code points before it."""
    low = max(start - back, 0)
    return max(low, folded.rfind("\n", low, start) + 1)


def _longest_first(words: list[str]) -> list[str]:
    return sorted(words, key=len, reverse=True)
