"""Which toned letters of a code that has small ones only were drawn as capitals: a text without fonts does not say.

What stands around them does: capitals in the rest of a word or a line, a person's name alone on its line, and what
begins with one by Nghị định 30/2020/NĐ-CP, Phụ lục II: a sentence, a clause or a point behind its number, the name of
a body. Where nothing tells, as in an item behind a dash, the letter stays small.
"""

import re
from collections.abc import Callable

from pipeline.language.syllables import is_syllable
from pipeline.legacy.codes import Code

_AROUND = '.,:;()[]“”"*_|#'
_LEAST = 2
_LONGEST_NAME = 5
# So many signs before a word tell whether it begins something, so many behind it which body it names.
_BEFORE, _BEHIND = 40, 40
_BEGINS = re.compile(
    r"""(?:[^\W\d_]{2}|[\d%)\]”"])[.!?][”")*_]*\s+[“"(*_]*\Z"""
    r"""|^[^\w\n]*(?:\d{1,2}(?:\.\d{1,2})*[.)/]|[IVX]+\.|[a-zđ][.)])[*_]*[ \t]+[“"(*_]*\Z""",
    re.MULTILINE,
)

Raised = Callable[[int, int], tuple[bool, bool]]


def raising(text: str, at: int, code: Code) -> Raised | None:
    """For the words of the line at ``at``: whether ``text[start:end]`` is in capitals, and whether it begins with one.

    None where the code has capitals of its own.
    """
    if code.capital_fonts is None:
        return None
    line = _line_at(text, at)
    is_title, is_name = _is_title(line, code), _is_name(line, code)

    def raised(start: int, end: int) -> tuple[bool, bool]:
        whole = is_title or is_in_capitals(text[start:end])
        toned = code.decode(text[start:end])[0].upper() not in code.capitals
        begins = toned and (_begins(text, start, code) or _names_body(text, start, end, code))
        return whole, is_name or begins

    return raised


def is_in_capitals(word: str) -> bool:
    """Whether its plain letters are all capitals, two or more: then a toned one among them is small in code only."""
    plain = [letter for letter in word if letter.isascii() and letter.isalpha()]
    return len(plain) >= _LEAST and all(map(str.isupper, plain))


def _line_at(text: str, at: int) -> str:
    end = text.find("\n", at)
    return text[text.rfind("\n", 0, at) + 1 : end if end >= 0 else len(text)]


def _is_title(line: str, code: Code) -> bool:
    """Whether a line is in capitals: its syllables are, as abbreviations are in capitals anywhere."""
    syllables = [word for word in line.split() if is_syllable(code.decode(word.strip(_AROUND)))]
    return any(map(is_in_capitals, syllables)) and is_in_capitals("".join(syllables))


def _is_name(line: str, code: Code) -> bool:
    """Whether a line is a person's name alone, whose toned initials the code has as small letters only."""
    words = code.decode(line).split()
    return 1 < len(words) <= _LONGEST_NAME and all(
        is_syllable(word) and (word[0].isupper() or not word[0].isascii()) and word[1:].islower()
        for word in words
    )


def _begins(text: str, start: int, code: Code) -> bool:
    """Whether a sentence ends before the word, or a number of a clause stands there."""
    line = text.rfind("\n", 0, start) + 1
    return _BEGINS.search(code.decode(text[max(min(line, start - _BEFORE), 0) : start])) is not None


def _names_body(text: str, start: int, end: int, code: Code) -> bool:
    """Whether the name of a body begins with the word."""
    words = " ".join(code.decode(text[start : end + _BEHIND]).lower().split())
    return code.bodies is not None and code.bodies.match(words) is not None
