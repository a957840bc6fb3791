"""Which stretches of a text are in an old code: told by the words that are syllables in the code alone.

``Sè 12/KH`` may be Unicode or TCVN3; ``kÕ ho¹ch`` is a syllable in TCVN3 only, ``kế hoạch`` in Unicode only. A word
that tells nothing goes with the nearest one that does, a line that tells nothing with the nearest line. A single
word proves nothing: a foreign name, a unit or a slip of the keyboard. Only where a line has several of them is the
text taken for one that holds an old code.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pipeline.language.syllables import is_syllable
from pipeline.legacy.capitals import Raised, is_in_capitals, raising
from pipeline.legacy.codes import Change, Code, codes

Verdict = Literal["old", "unicode", "open", "neither"]

_SYMBOLS = "¡-\u00ae\u00b5-\u00b9»-¾×÷"
_COMBINING = "\u0300-\u036f"
# No sign is found in two ways, or a long run of them would be tried in all.
_LETTER = rf"(?:[^\W\d_]|(?!\w)[{_SYMBOLS}{_COMBINING}])"
_WORD = re.compile(rf"{_LETTER}+")
# In a PDF the soft hyphen, a letter of TCVN3, comes as the hyphen that it looks like.
_HYPHENED = re.compile(
    rf"(?<![\w/{_SYMBOLS}{_COMBINING}-])(?:{_LETTER}*-{_LETTER}+|(?<!^){_LETTER}+-)(?![\w-])", re.MULTILINE
)
_SOFT_HYPHEN = "\u00ad"
_ALONE = frozenset("·×÷«»")
# But for ô, as in "ô tô": « where nothing is quoted.
_WORD_ALONE = "«"
# Signs of the codes that texts in Unicode have often; the last is a slip for Đ.
_COMMON = frozenset("àáâãèéêìíòóôõùúýÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝÐ")
# Letters that Vietnamese has in Unicode alone: no word of an old code holds one.
_OF_UNICODE = frozenset("ăĂđĐĩĨũŨơƠưƯ") | frozenset(map(chr, range(0x1EA0, 0x1EFA)))
_LEAST = 2
_SAFE_SHARE = 0.9


@dataclass(frozen=True, slots=True)
class _Word:
    """A word beyond ASCII: ``said`` in ``text[start:end]``."""

    said: str
    start: int
    end: int
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class _Line:
    """The words of one line that are beyond ASCII, and what they say together.

    ``mixed``: some of them are in Unicode all the same; ``proves``: several are old, and different ones.
    """

    words: list[_Word]
    verdict: Verdict
    mixed: bool
    proves: bool


def conversions(text: str) -> list[Change]:
    """What is to be changed in ``text`` so that all of it is Unicode, in order; nothing for a text in Unicode."""
    if not _suspect().search(text):
        return []
    return max((_of_code(text, code) for code in codes()), key=len)


@cache
def _suspect() -> re.Pattern[str]:
    """Signs that no text in an old code is without, and few texts in Unicode have."""
    signs = {sign for code in codes() for sign in code.signs}
    return re.compile(f"[{''.join(sorted(signs - _COMMON - _ALONE))}]")


def is_old(text: str) -> bool:
    """Whether nearly all words of ``text`` are syllables once old codes in it are converted, and fewer before."""
    changes = conversions(text)
    if not changes:
        return False
    parts: list[str] = []
    at = 0
    for start, end, put in changes:
        parts += (text[at:start], put)
        at = end
    words = [word for word in _WORD.findall("".join([*parts, text[at:]])) if not word.isascii()]
    return sum(map(is_syllable, words)) >= _SAFE_SHARE * len(words)


def _of_code(text: str, code: Code) -> list[Change]:
    if _SOFT_HYPHEN in code.signs and "-" in text:
        text = _HYPHENED.sub(lambda hit: _with_soft_hyphen(hit[0], code), text)
    lines = [_line(text, start, end, code) for start, end in _spans_of_lines(text)]
    if not any(line.proves for line in lines):
        return []
    telling = [index for index, line in enumerate(lines) if line.verdict != "open"]
    raised = raising(text, code)
    changes: list[Change] = []
    for index, line in enumerate(lines):
        verdict = line.verdict if line.verdict != "open" else lines[_nearest(telling, index)].verdict
        if verdict == "old":
            words = _old_words(line.words) if line.mixed else line.words
            changes += _changes(text, words, code, raised)
    return changes


def _with_soft_hyphen(word: str, code: Code) -> str:
    """The word with the letter for its hyphen, where that makes a syllable of it: not of ``KH-``."""
    soft = word.replace("-", _SOFT_HYPHEN)
    return soft if is_syllable(code.decode(soft)) and not is_in_capitals(word) else word


def _spans_of_lines(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for line in text.split("\n"):
        yield at, at + len(line)
        at += len(line) + 1


def _line(text: str, start: int, end: int, code: Code) -> _Line:
    words = [_judged(hit, code) for hit in _WORD.finditer(text, start, end) if not hit[0].isascii()]
    counts = Counter(word.verdict for word in words)
    verdict: Verdict = "unicode" if counts["unicode"] else "open"
    if counts["old"] > counts["neither"]:  # else it is yet another encoding
        verdict = "old"
    old = {word.said.lower() for word in words if word.verdict == "old"}
    return _Line(words, verdict, counts["unicode"] > 0, verdict == "old" and len(old) >= _LEAST)


def _judged(hit: re.Match[str], code: Code) -> _Word:
    word = hit[0]
    as_it_is = is_syllable(word)
    converted = _OF_UNICODE.isdisjoint(word) and is_syllable(code.decode(word))
    verdict: Verdict = "open"
    if code.signs.isdisjoint(word):
        verdict = "unicode" if as_it_is else "open"
    elif as_it_is != converted:
        verdict = "old" if converted else "unicode"
    elif not as_it_is and _is_word(word):
        verdict = "neither"
    return _Word(word, hit.start(), hit.end(), verdict)


def _is_word(word: str) -> bool:
    """Not an abbreviation."""
    return len(word) > _LEAST and sum(map(str.islower, word)) >= _LEAST


def _old_words(words: list[_Word]) -> list[_Word]:
    """Of a line with both: the old ones, and the open ones nearest to them."""
    telling = [index for index, word in enumerate(words) if word.verdict in ("old", "unicode")]
    return [word for index, word in enumerate(words) if words[_nearest(telling, index)].verdict == "old"]


def _nearest(ordered: list[int], index: int) -> int:
    """Of ``ordered`` numbers the one nearest to ``index``, the one before it where two are."""
    at = bisect_left(ordered, index)
    around = ordered[max(at - 1, 0) : at + 1]
    return min(around, key=lambda other: (abs(other - index), other))


def _changes(text: str, words: list[_Word], code: Code, raised: Raised | None) -> Iterator[Change]:
    """The letters of a line's ``words``; a sign of lists, sums or quotations that stands alone is from another font."""
    quoting = any(word.said == "»" for word in words)
    for word in words:
        if word.said in _ALONE and (quoting or word.said != _WORD_ALONE):
            continue
        whole, initial = raised(word.start, word.end) if raised else (False, False)
        for start, end, letter in code.changes(text, word.start, word.end):
            yield start, end, letter.upper() if whole or (initial and start == word.start) else letter
