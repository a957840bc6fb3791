"""When two quotes, numbers or document numbers say the same, whatever their blanks, marks and letter case."""

import math
import re
import unicodedata
from collections import Counter
from functools import lru_cache

_QUOTES = re.compile("[“”\"«»'‘’]")
_DASHES = re.compile("[‐-―−]")


@lru_cache(maxsize=1 << 14)
def folded(text: str) -> str:
    """NFC, lower case, runs of white space one blank, one kind of quotes and of dashes."""
    composed = unicodedata.normalize("NFC", text).replace("Ð", "Đ").lower()
    return " ".join(_DASHES.sub("-", _QUOTES.sub('"', composed)).split())


@lru_cache(maxsize=1 << 14)
def words(text: str) -> tuple[str, ...]:
    """The words of the folded text, in their order."""
    return tuple(re.findall(r"\w+", folded(text)))


def word_f1(first: str, second: str) -> float:
    """F1 of the words in common; texts without words agree with one another only."""
    left, right = words(first), words(second)
    if not left or not right:
        return float(left == right)
    common = (Counter(left) & Counter(right)).total()
    return 2 * common / (len(left) + len(right))


def stands_in(part: str, whole: str) -> bool:
    """Whether one folded text stands in the other as whole words: ``0%`` is not within ``100%`` nor ``2,0%``."""
    return re.search(rf"(?<!\w)(?<!\d[.,]){re.escape(part)}(?!\w)", whole) is not None


def one_holds_other(first: str, second: str) -> bool:
    left, right = folded(first), folded(second)
    return stands_in(left, right) or stands_in(right, left)


def overlap(first: str, second: str) -> bool:
    """Whether two quotes may be of the same mention."""
    if not folded(first) or not folded(second):
        return False
    return one_holds_other(first, second) or word_f1(first, second) >= 0.5


def number(value: object) -> float | None:
    """A number of a CSV cell or of gold; None where there is none."""
    return None if value in (None, "") else round(float(str(value)), 6)


def same_number(first: float | None, second: float | None) -> bool:
    """Equal up to the rounding of a fraction (1/3 may be written 0.3333)."""
    if first is None or second is None:
        return first is second
    return math.isclose(first, second, rel_tol=2e-4)


def document_number(text: str) -> str:
    """The number of a document without blanks, NFC, upper case."""
    return "".join(unicodedata.normalize("NFC", text).split()).replace("Ð", "Đ").upper()
