"""The words that say what a target is about: syllables without diacritics, one word for all that say the same.

Numbers and the words of amount and time are left out: they never say that two targets have one subject.
"""

import re
import unicodedata
from functools import cache, lru_cache
from itertools import pairwise

import regex

from pipeline.folding import fold
from pipeline.lexicon import load

_SYLLABLES = re.compile(r"[^\W\d_]+")
# A syllable that touches a digit belongs to a number, a date or a marker.
_NUMBERED = re.compile(r"[^\W_]*\d[\w.,/%-]*")
_TITLES = re.compile(r'"([^"\n]{3,90})"')

Phrase = tuple[str, ...]


@lru_cache(maxsize=1 << 16)
def syllables(text: str) -> Phrase:
    """``"80% trở lên CĐCS đạt"`` gives ``("cong", "doan", "co", "so")``."""
    table = _replacements()
    words = _SYLLABLES.findall(_NUMBERED.sub(" ", fold(text)))
    said: list[str] = []
    at = 0
    while at < len(words):
        length, plain = (
            _longest(table[words[at]], words, at) if words[at] in table else (1, (_plain(words[at]),))
        )
        said.extend(plain)
        at += length
    return tuple(said)


@lru_cache(maxsize=1 << 16)
def terms(text: str) -> Phrase:
    """The syllables and the pairs of neighbouring syllables, each once, in the order of the text."""
    single = syllables(text)
    return tuple(dict.fromkeys((*single, *map(" ".join, pairwise(single)))))


@lru_cache(maxsize=1 << 16)
def titles(text: str) -> tuple[frozenset[str], ...]:
    """The syllables of each name in quotation marks: a movement, a club, an award."""
    named = (frozenset(syllables(title)) for title in _TITLES.findall(fold(text)))
    return tuple(title for title in named if title)


@lru_cache(maxsize=1 << 16)
def groups(text: str) -> frozenset[tuple[str, str]]:
    """The groups that ``text`` speaks of, each with its dimension (see ``lexicon/contrasts.toml``)."""
    folded = fold(text)
    return frozenset(
        (dimension, name)
        for dimension, name, literals, found in _contrasts()
        if any(literal in folded for literal in literals) and found.search(folded)
    )


def _longest(choices: tuple[tuple[list[str], Phrase], ...], words: list[str], at: int) -> tuple[int, Phrase]:
    """How many words are replaced, and by what."""
    for phrase, plain in choices:
        if words[at : at + len(phrase)] == phrase:
            return len(phrase), plain
    return 1, (_plain(words[at]),)


@cache
def _replacements() -> dict[str, tuple[tuple[list[str], Phrase], ...]]:
    """By their first word the phrases that are replaced, the longest first, and what stands for them."""
    table: dict[str, list[tuple[list[str], Phrase]]] = {}
    for entry in load("wordings"):
        said = tuple(_plain(word) for word in _SYLLABLES.findall(fold(entry.attributes["says"])))
        for phrase in entry.words:
            words = _SYLLABLES.findall(fold(phrase))
            table.setdefault(words[0], []).append((words, said))
    return {first: tuple(sorted(found, key=lambda pair: -len(pair[0]))) for first, found in table.items()}


@cache
def _contrasts() -> tuple[tuple[str, str, Phrase, "regex.Pattern[str]"], ...]:
    """Dimension and name of each group, one literal of which stands wherever its expression matches."""
    return tuple(
        (
            entry.attributes["dimension"],
            entry.id,
            entry.words or tuple(entry.attributes["literals"]),
            entry.compiled(),
        )
        for entry in load("contrasts")
    )


@lru_cache(maxsize=1 << 14)
def _plain(word: str) -> str:
    bare = unicodedata.normalize("NFD", word.replace("đ", "d"))
    return "".join(letter for letter in bare if not unicodedata.combining(letter))
