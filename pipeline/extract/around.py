"""The words around a time, from the rule tables, each compiled once."""

import re
from functools import cache

from pipeline import lexicon

around = lexicon.patterns("deadlines")


@cache
def preposition() -> re.Pattern[str]:
    """Every preposition, in a group, with the words that may stand between it and its time."""
    said = lexicon.word_pattern(prepositions()).pattern
    return re.compile(rf"({said})(?:{around('filler').pattern})*\s?\Z")


@cache
def prepositions() -> dict[str, str]:
    """Every preposition with its bound."""
    return {
        word: entry.attributes["bound"]
        for entry in lexicon.load("deadlines")
        if entry.attributes["use"] == "preposition"
        for word in entry.words
    }


@cache
def preposition_ends() -> frozenset[str]:
    """The last words that a preposition, or a word between it and its time, can have."""
    fillers = next(entry for entry in lexicon.load("deadlines") if entry.id == "filler").attributes[
        "last_words"
    ]
    return frozenset(word.split(" ")[-1] for word in prepositions()) | frozenset(fillers)


def line_low(folded: str, start: int, back: int) -> int:
    """The beginning of the line of ``start``, at most ``back`` code points before it."""
    low = max(start - back, 0)
    return max(low, folded.rfind("\n", low, start) + 1)
