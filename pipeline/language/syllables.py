"""Which words are Vietnamese syllables: an onset, a rhyme and a tone that the spelling allows together.

The grammar is that of the national spelling (Quyết định 240/QĐ of 1984, Nghị định 30/2020/NĐ-CP, Phụ lục II): some
6,800 syllables are in use, about 18,000 can be spelt, and of the words of a text in a wrong encoding or of a failed
recognition few are among them. It says nothing of meaning: ``toan`` is as good as ``toán``.
"""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

# Tone marks as combining characters; no mark is the level tone.
_GRAVE, _ACUTE, _TILDE, _HOOK, _DOT = "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"
_TONES = frozenset((_GRAVE, _ACUTE, _TILDE, _HOOK, _DOT))
# A syllable that ends with a stop bears the rising or the heavy tone, never none.
_TONES_OF_STOPS = frozenset((_ACUTE, _DOT))
_STOPS = ("c", "ch", "p", "t")

# Nuclei with their finals; an empty final is written -.
_RHYMES = """
a - c ch i m n ng nh o p t u y
ă c m n ng p t
â c m n ng p t u y
e - c ch m n ng o p t
ê - c ch m n nh p t u
i - a ch m n nh p t u
iê c m n ng p t u
o - c i m n ng p t
oa - c ch i m n ng nh o p t y
oă c m n ng p t
oe - m n o p t
oo c ng
ô - c i m n ng p t
ôô c ng
ơ - i m n p t
u - a c i m n ng p t
uâ - n ng t y
uê - ch n nh t u
uô c i m n ng p t
uơ - i n
uy - a ch n nh p t u
uyê n t
ư - a c i m n ng p t u
ươ c i m n ng p t u
y - nh t
yê m n ng t u
"""
# Onsets, and the vowels that each of a line's may stand before; ``-`` is no onset.
_ONSETS = """
- a ă â e ê i o ô ơ u ư y
b ch d đ h l m n nh ph r s t th tr v x a ă â e ê i o ô ơ u ư
h k l m s t v x y
p a ă â e ê i o ô ơ u ư
c a ă â o ô ơ u ư
k gh ngh e ê i
kh a ă â e ê i o ô ơ u ư
g ng a ă â o ô ơ u ư
gi a ă â e ê o ô ơ u ư
g i
qu a ă â e ê i ô ơ y
"""
_VOWELS = frozenset("aăâeêioôơuưy")

# What words are parted by, beside blanks. Signs that old encodings use as letters («, ®, µ …) are none of these.
_BETWEEN = re.compile(r"[\s!-/:-@\[-`{-~“”‘’„‚…–—‑−•·→]+")
_ABBREVIATION_LENGTH = 8


def _onsets_and_followers() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line in _ONSETS.split("\n"):
        words = line.split()
        vowels = _VOWELS.intersection(words)
        for onset in (word for word in words if word not in _VOWELS):
            found.setdefault(onset.strip("-"), set()).update(vowels)
    return {onset: frozenset(vowels) for onset, vowels in found.items()}


def _rhymes_and_stops() -> dict[str, bool]:
    """Every rhyme, and whether it ends with a stop."""
    found = {}
    for line in _RHYMES.split("\n"):
        nucleus, *finals = line.split() or [""]
        for final in finals:
            found[nucleus + final.strip("-")] = final in _STOPS
    return found


_FOLLOWERS = _onsets_and_followers()
_ENDS_WITH_STOP = _rhymes_and_stops()


@dataclass(frozen=True, slots=True)
class SyllableCount:
    """How many words a text has, and how many of them are Vietnamese syllables."""

    words: int
    syllables: int

    @property
    def share(self) -> float:
        """0 to 1; 1 for a text without words, in which nothing is wrong."""
        return self.syllables / self.words if self.words else 1.0


@lru_cache(maxsize=50_000)
def is_syllable(word: str) -> bool:
    """Whether ``word`` (any case, composed or not, the tone mark on any of its vowels) can be a Vietnamese syllable."""
    letters, tones = _parted(word)
    if len(tones) > 1:
        return False
    return any(
        _fits(letters[:length], letters[length:], tones) for length in range(min(3, len(letters) - 1), -1, -1)
    )


def count_syllables(text: str) -> SyllableCount:
    """The words of ``text`` and the syllables among them.

    Words with a digit (numbers, citations) are no words here, nor are abbreviations: up to eight letters, all of
    them capitals, that are no syllable.
    """
    counted = Counter(_BETWEEN.split(text))
    words = syllables = 0
    for word, times in counted.items():
        if not word or any(character.isdigit() for character in word):
            continue
        if is_syllable(word):
            syllables += times
        elif word.isalpha() and word.isupper() and len(word) <= _ABBREVIATION_LENGTH:
            continue
        words += times
    return SyllableCount(words, syllables)


def _parted(word: str) -> tuple[str, str]:
    """The word's letters without tone, in lower case, and its tone marks."""
    decomposed = unicodedata.normalize("NFD", word.lower().replace("ð", "đ"))
    tones = "".join(character for character in decomposed if character in _TONES)
    plain = "".join(character for character in decomposed if character not in _TONES)
    return unicodedata.normalize("NFC", plain), tones


def _fits(onset: str, rhyme: str, tones: str) -> bool:
    if rhyme not in _ENDS_WITH_STOP or rhyme[0] not in _FOLLOWERS.get(onset, ""):
        return False
    return tones in _TONES_OF_STOPS if _ENDS_WITH_STOP[rhyme] else True
