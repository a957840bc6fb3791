"""The words that say what a target is about: syllables without diacritics, one word for all that say the same.

Numbers and the words of amount and time are left out: they never say that two targets have one subject.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

import regex

from pipeline.folding import fold
from pipeline.lexicon import load

_SYLLABLES = re.compile(r"[^\W\d_]+")
_TITLES = re.compile(r'"([^"\n]{3,90})"')

Phrase = tuple[str, ...]


@lru_cache(maxsize=1 << 16)
def syllables(text: str) -> Phrase:
    """``"80% trở lên CĐCS đạt"`` gives ``("cong", "doan", "co", "so")``."""
    starters = _replacements()
    words = _SYLLABLES.findall(fold(text))
    words.append("")  # so that every word has one behind it
    said: list[str] = []
    at, end = 0, len(words) - 1
    while at < end:
        word = words[at]
        if word not in starters:
            said.append(_plain(word))
            at += 1
            continue
        length, plain = starters[word].longest(words, at)
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
    literals, contrasts = _contrasts()
    near = {number for literal, number in literals if literal in folded}
    return frozenset(contrasts[number][:2] for number in near if contrasts[number][2].search(folded))


@dataclass(frozen=True, slots=True)
class _Starter:
    """What is said for a word alone, and by the word behind it the longer phrases, the longest first."""

    alone: Phrase
    longer: dict[str, list[tuple[list[str], Phrase]]]

    def longest(self, words: list[str], at: int) -> tuple[int, Phrase]:
        """How many words are replaced, and by what."""
        for phrase, plain in self.longer.get(words[at + 1], ()):
            if words[at : at + len(phrase)] == phrase:
                return len(phrase), plain
        return 1, self.alone


@cache
def _replacements() -> dict[str, _Starter]:
    """By their first word the phrases that are replaced."""
    table: dict[str, _Starter] = {}
    phrases = [
        (_SYLLABLES.findall(fold(phrase)), entry) for entry in load("wordings") for phrase in entry.words
    ]
    for words, entry in sorted(phrases, key=lambda pair: -len(pair[0])):
        plain = tuple(_plain(word) for word in _SYLLABLES.findall(fold(entry.attributes["says"])))
        starter = table.setdefault(words[0], _Starter((_plain(words[0]),), {}))
        if len(words) == 1:
            table[words[0]] = _Starter(plain, starter.longer)
        else:
            starter.longer.setdefault(words[1], []).append((words, plain))
    return table


@cache
def _contrasts() -> tuple[list[tuple[str, int]], list[tuple[str, str, "regex.Pattern[str]"]]]:
    """The groups, and literals with the number of the group: one stands wherever the group's expression matches."""
    entries = load("contrasts")
    literals = [
        (literal, number)
        for number, entry in enumerate(entries)
        for literal in entry.words or entry.attributes["literals"]
    ]
    return literals, [(entry.attributes["dimension"], entry.id, entry.compiled()) for entry in entries]


@lru_cache(maxsize=1 << 14)
def _plain(word: str) -> str:
    bare = unicodedata.normalize("NFD", word.replace("đ", "d"))
    return "".join(letter for letter in bare if not unicodedata.combining(letter))
