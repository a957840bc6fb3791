"""Numbers in words: ``hai mươi lăm``, ``một nửa``, ``hai phần ba``; and when such a word is no number."""

import re
from functools import cache

from pipeline.cues import Cues
from pipeline.lexicon import load, patterns, words

_cue = patterns("numeral_context")
_AFTER_LONE = re.compile(r" [^\W\d_]")
_BEFORE = " \n("
_OPENINGS = frozenset({"", ".", "-", ":", "+", "*", '"', "“", "("})


@cache
def _words() -> dict[str, tuple[str, float, bool]]:
    """Number word → (part, value, whether it may stand alone)."""
    return {
        word: (entry.attributes["part"], float(entry.attributes["value"]), bool(entry.attributes["alone"]))
        for entry in load("numerals")
        for word in entry.words
    }


@cache
def _run_of_words() -> re.Pattern[str]:
    """A run of number words; ``một nửa`` and ``hai phần ba`` are fractions."""
    word = "|".join(sorted(map(re.escape, _words()), key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:một nửa|(?:{word})(?: (?:{word}))*(?: phần (?:{word}))?)(?!\w)")


def _starts(cues: Cues) -> list[int]:
    """Where number words may begin, in order: behind a blank or a bracket, and another word follows."""
    folded = cues.folded
    found = []
    for starter in words("numeral_context", "starter"):
        length = len(starter) + 1
        for at in cues.of(f"{starter} "):
            if (not at or folded[at - 1] in _BEFORE) and folded[at + length : at + length + 1].isalpha():
                found.append(at)
    return sorted(found)


def find_number_words(cues: Cues, text: str) -> list[tuple[int, int, float]]:
    """Start, end and value of every number in words; the capitals of ``text`` tell names (``Ba Đình``) from them."""
    folded = cues.folded
    found: list[tuple[int, int, float]] = []
    reached = 0
    for begin in _starts(cues):
        match = _run_of_words().match(folded, begin) if begin >= reached else None
        if match is None:
            continue
        start, reached = match.span()
        if _in_name(text, start):
            continue
        words, value = _read(match.group())
        end = start + len(words)
        if value is not None and (" " in words or _may_stand_alone(words, folded, start, end)):
            found.append((start, end, value))
    return found


def _read(words: str) -> tuple[str, float | None]:
    """The words that are the number, and its value: ``mười lăm năm`` is fifteen (years)."""
    value = _fraction(words) or _word_value(words.split(" "))
    if value is None and words.endswith(" năm"):
        words = words.removesuffix(" năm")
        value = _word_value(words.split(" "))
    return words, value


def _in_name(text: str, start: int) -> bool:
    """Whether the word has a capital that no sentence's beginning gave it: ``Hai Bà Trưng``."""
    if not text[start].isupper() or not start or text[start - 1] == "\n":
        return False
    return text[max(start - 2, 0) : start].strip() not in _OPENINGS


def _fraction(words: str) -> float | None:
    if words == "một nửa":
        return 0.5
    if " phần " not in words:
        return None
    over, under = (_word_value(part.split(" ")) for part in words.split(" phần "))
    return over / under if over is not None and under else None


def _may_stand_alone(word: str, folded: str, start: int, end: int) -> bool:
    """``ba mô hình`` is a number; ``năm`` and ``một`` only after a comparator and before a noun."""
    if not _AFTER_LONE.match(folded, end):
        return False
    if _words()[word][2]:
        return True
    if word == "nửa":
        return folded.startswith(" số ", end)
    return word in {"một", "năm"} and _counted(word, folded, start, end)


def _counted(word: str, folded: str, start: int, end: int) -> bool:
    before = folded[max(start - 24, 0) : start]
    if _cue("not_counted").match(folded, end):
        return False
    if word == "năm":
        return bool(_cue("strong_lead").search(before)) and not before.endswith("từ ")
    if _cue("strong_lead").search(before):
        return not before.endswith("từ ") or folded.startswith((" đến ", " - ", "-"), end)
    return bool(_cue("set_up").search(before) and _cue("one_of").match(folded, end))


def _word_value(words: list[str]) -> float | None:
    """``một trăm hai mươi lăm`` → 125; None where the words form no number (``năm năm``)."""
    table = _words()
    total = section = digit = 0.0
    last = ""
    for word in words:
        part, value, _ = table[word]
        if part == "digit":
            if last == "digit":
                return None
            digit = value
        elif part == "ten" or (part == "scale" and value == 100):
            section += (digit or 1) * value
            digit = 0.0
        elif part == "scale":
            total += (section + digit or 1) * value
            section = digit = 0.0
        elif part == "half":
            total += 0.5 * _last_scale(words)
        last = part
    return total + section + digit


def _last_scale(words: list[str]) -> float:
    return next((_words()[word][1] for word in reversed(words) if _words()[word][0] == "scale"), 1.0)
