"""Every number of a text, in digits or in words.

Vietnamese writes ``1.250`` for 1250 and ``12,5`` for 12.5; a leading zero (``01``) is a habit of offices.
Roman numerals are left to the markers and names they belong to.
"""

import re
from dataclasses import dataclass
from functools import cache

import regex

from pipeline import lexicon

_DIGITS = regex.compile(r"[0-9]+(?:[.,][0-9]+)*")
_GROUPED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?")
_COMMA_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3}){2,}")


@dataclass(frozen=True, slots=True)
class Number:
    """A number at ``folded[start:end]``; ``value`` is None where the digits form none (``1.2.3``)."""

    start: int
    end: int
    value: float | None
    in_words: bool = False


def find_numbers(folded: str, text: str) -> list[Number]:
    """All numbers in the order of the text, none twice. ``text`` tells names (``Ba Đình``) from number words."""
    found = [
        Number(match.start(), match.end(), _digit_value(match.group())) for match in _DIGITS.finditer(folded)
    ]
    in_words = _numbers_in_words(folded, text)
    return sorted(found + in_words, key=lambda number: number.start) if in_words else found


def _digit_value(digits: str) -> float | None:
    if digits.isdigit():
        return float(digits) if len(digits) < 300 else None
    if _GROUPED.fullmatch(digits):
        return float(digits.replace(".", "").replace(",", "."))
    if _COMMA_GROUPED.fullmatch(digits):
        return float(digits.replace(",", ""))
    if digits.count(",") + digits.count(".") == 1 and len(digits) < 300:
        return float(digits.replace(",", "."))
    return None


@cache
def _words() -> dict[str, tuple[str, float, bool]]:
    """Number word → (part, value, whether it may stand alone)."""
    return {
        word: (entry.attributes["part"], float(entry.attributes["value"]), bool(entry.attributes["alone"]))
        for entry in lexicon.load("numerals")
        for word in entry.words
    }


@cache
def _pattern() -> re.Pattern[str]:
    """A run of number words; ``một nửa`` and ``hai phần ba`` are fractions."""
    words = "|".join(sorted(map(re.escape, _words()), key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:một nửa|(?:{words})(?: (?:{words}))*(?: phần (?:{words}))?)(?!\w)")


# The words a number may begin with. A fixed sign before them lets the search skip along: three searches cost less than one
# that has to try every letter.
_STARTERS = r"(?=(?:hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín|mười|một|nửa) )"
_STARTS = tuple(re.compile(before + _STARTERS) for before in (" ", r"\n", r"\("))
_AT_BEGINNING = re.compile(_STARTERS)


def _starts(folded: str) -> list[int]:
    """Where number words may begin, in order."""
    found = [match.end() for pattern in _STARTS for match in pattern.finditer(folded)]
    return sorted([0, *found] if _AT_BEGINNING.match(folded) else found)


_AFTER_LONE = re.compile(r" [^\W\d_]")


def _numbers_in_words(folded: str, text: str) -> list[Number]:
    found: list[Number] = []
    reached = 0
    for begin in _starts(folded):
        match = _pattern().match(folded, begin) if begin >= reached else None
        if match is None:
            continue
        start, reached = match.span()
        end = reached
        words = match.group()
        if (
            text[start].isupper()
            and start
            and text[start - 1] not in "\n"
            and not _opens_sentence(text, start)
        ):
            continue  # Hai Bà Trưng, Ba Đình
        value = _fraction(words) or _word_value(words.split(" "))
        if value is None and words.endswith(" năm"):  # mười lăm năm: fifteen years
            words = words.removesuffix(" năm")
            value, end = _word_value(words.split(" ")), start + len(words)
        if value is None or (" " not in words and not _may_stand_alone(words, folded, start, end)):
            continue
        found.append(Number(start, end, value, in_words=True))
    return found


def _opens_sentence(text: str, start: int) -> bool:
    return text[max(start - 2, 0) : start].strip() in {"", ".", "-", ":", "+", "*", '"', "“", "("}


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


_NOT_COUNTED = re.compile(
    r" (?:số|cách|phần|loạt|lần nữa|trong|nay|trước|sau|học|vừa|qua|tới|đầu|cuối|bộ phận|mặt|chiều)(?!\w)"
)
_STRONG_LEAD = re.compile(
    r"(?:ít nhất|tối thiểu|không dưới|tối đa|không quá|nhiều nhất|hai đến|ba đến|một đến|bốn đến|từ một đến|từ ba đến|từ)(?: là| có)? $"
)


def _counted(word: str, folded: str, start: int, end: int) -> bool:
    before = folded[max(start - 24, 0) : start]
    if _NOT_COUNTED.match(folded, end):
        return False
    if word == "năm":
        return bool(_STRONG_LEAD.search(before)) and not before.endswith("từ ")
    if _STRONG_LEAD.search(before):
        return not before.endswith("từ ") or folded.startswith((" đến ", " - ", "-"), end)
    return bool(_SET_UP.search(before) and _ONE_OF.match(folded, end))


_SET_UP = re.compile(
    r"(?:tổ chức|mở|xây dựng|thành lập|có|chọn|duy trì|đăng ký|thực hiện|ra mắt|hỗ trợ|nhận|giúp) (?:được |thêm |mới )?$"
)
_ONE_OF = re.compile(
    r" (?:lớp|mô hình|hoạt động|cuộc|buổi|đợt|công trình|câu lạc bộ|hội thi|hội thao|hội nghị|diễn đàn|chuyên đề|căn nhà|phòng)(?!\w)"
)


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
        elif part == "ten":
            section += (digit or 1) * value
            digit = 0.0
        elif part == "scale" and value == 100:
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
