"""Which toned letters of a code that has small ones only were drawn as capitals: a text without fonts does not say.

What stands around them does: capitals in the rest of a word or in the words beside it, what begins here
(``beginnings``), and names: those of bodies, places and years that the lexicon has, those of persons by their surname.
Where nothing tells, the letter stays small.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import islice
from typing import Literal

from pipeline.folding import fold
from pipeline.language.syllables import is_syllable
from pipeline.legacy.beginnings import beginning
from pipeline.legacy.codes import Code
from pipeline.lexicon import load, words

Case = Literal["capital", "small", "open"]
Raised = Callable[[int, int], tuple[bool, bool]]

_LEAST = 2
_REACH, _STEPS = 60, 5
_WORD, _BLANK = re.compile(r"[^\W\d_]+"), re.compile(r"\s")
# Two words of one title; a wider gap, a tab or a bar parts columns, a stroke the parts of a number.
_BESIDE = r" {0,2}(?:[,&–] {0,2}| - )?"
_LEFT, _RIGHT = re.compile(rf"([^\W\d_]+){_BESIDE}\Z"), re.compile(rf"{_BESIDE}([^\W\d_]+)")
# The first word of a heading may have a line of its own.
_ROMAN, _NEXT = re.compile(r"^[ *_]*[IVX]+[.)/-][ *_]*\Z", re.MULTILINE), re.compile(r"\s*([^\W\d_]+)")
# "SởKH".
_GLUED = re.compile(r"(.*[^A-Z])[A-Z]{2,}")
_EDGE_OF_CELL = re.compile(r"[|\t\n]| {3}")
_MIDDLE_NAME = re.compile(r"([^\W\d_]+) (?:Thị|Văn) \Z")
_LEAST_NAME, _LONGEST_NAME = 3, 5
# "Đoàn Đảng ủy" is none.
_NO_NAME = "ủy"


def raising(text: str, code: Code) -> Raised | None:
    """For the words of ``text``: whether ``text[start:end]`` is in capitals, and whether it begins with one.

    None where the code has capitals of its own.
    """
    if code.capital_fonts is None:
        return None
    drawn = code.decode(text)  # one letter for each
    begins = beginning(drawn, code.capitals)
    named = frozenset(_named(drawn, code))

    def raised(start: int, end: int) -> tuple[bool, bool]:
        toned = _is_toned(drawn[start], code)
        return _is_shouted(drawn, start, end, code), toned and (
            start in named or begins(start) or _is_of_person(drawn, start, end)
        )

    return raised


def is_in_capitals(word: str) -> bool:
    """Whether its plain letters are all capitals, two or more: then a toned one among them is small in code only."""
    plain = [letter for letter in word if letter.isascii() and letter.isalpha()]
    return len(plain) >= _LEAST and all(map(str.isupper, plain))


def _is_toned(letter: str, code: Code) -> bool:
    """Whether the code has the letter as a small one only."""
    return not letter.isascii() and letter.upper() not in code.capitals


def _is_shouted(drawn: str, start: int, end: int, code: Code) -> bool:
    """Whether the word is in capitals, by its own letters or, where they leave it open, by the words beside it."""
    case = _case(drawn[start:end], code)
    if case != "open":
        return case == "capital"
    beside = {_first_told(_leftwards(drawn, start), code), _first_told(_rightwards(drawn, start, end), code)}
    return "capital" in beside and "small" not in beside


def _case(word: str, code: Code) -> Case:
    """Open are a single capital with toned letters, a toned letter alone, and an abbreviation, glued on or not."""
    shown = [letter for letter in word if not _is_toned(letter, code)]
    capitals = sum(map(str.isupper, shown))
    if any(letter.isascii() and letter.islower() for letter in shown) or capitals < min(len(shown), _LEAST):
        return "small"
    if capitals < _LEAST or is_syllable(word):
        return "capital" if capitals >= _LEAST else "open"
    glued = _GLUED.fullmatch(word)
    is_word = len(shown) < len(word) and not (glued and is_syllable(glued[1]))
    return "capital" if is_word else "open"


def _first_told(beside: Iterable[str], code: Code) -> Case | None:
    return next((case for word in islice(beside, _STEPS) if (case := _case(word, code)) != "open"), None)


def _leftwards(drawn: str, at: int) -> Iterator[str]:
    while hit := _LEFT.search(drawn, max(at - _REACH, 0), at):
        yield hit[1]
        at = hit.start()


def _rightwards(drawn: str, start: int, at: int) -> Iterator[str]:
    opens = _ROMAN.search(drawn, max(start - _REACH, 0), start)
    hit = (_NEXT if opens else _RIGHT).match(drawn, at)
    while hit:
        yield hit[1]
        hit = _RIGHT.match(drawn, hit.end())


def _named(drawn: str, code: Code) -> Iterator[int]:
    """Where words begin that belong to names of the lexicon."""
    drawn = _BLANK.sub(" ", drawn)
    folded = fold(drawn)
    for entry in load("capitals"):
        for hit in entry.compiled().finditer(drawn if entry.case else folded):
            starts = [word.start() for word in _WORD.finditer(drawn, *hit.span())]
            if entry.attributes.get("by_words") or all(
                drawn[at].isupper() or _is_toned(drawn[at], code) for at in starts
            ):
                yield from starts


def _is_of_person(drawn: str, start: int, end: int) -> bool:
    """Whether it is in a person's name: behind a middle name, which never ends one, or alone in its cell or line."""
    behind = _MIDDLE_NAME.search(drawn, max(start - _REACH, 0), start)
    if behind and behind[1].istitle() and behind[1].lower() in _surnames():
        return True
    before = _EDGE_OF_CELL.split(drawn[max(start - _REACH, 0) : start])[-1]
    name = (before + _EDGE_OF_CELL.split(drawn[start : end + _REACH])[0]).split()
    return (
        _LEAST_NAME <= len(name) <= _LONGEST_NAME
        and name[0].lower() in _surnames()
        and fold(name[-1]) != _NO_NAME
        and all(
            is_syllable(word) and (word.istitle() or not word[0].isascii()) and word[1:].islower()
            for word in name
        )
    )


@cache
def _surnames() -> frozenset[str]:
    """Those of ``metadata``, but for the one that is a form of address."""
    return words("metadata", "surname") - {"ông"}
