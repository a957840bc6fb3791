"""Every number of a text, in digits or in words.

Vietnamese writes ``1.250`` for 1250 and ``12,5`` for 12.5; a leading zero (``01``) is a habit of offices.
Roman numerals are left to the markers and names they belong to.
"""

import re
from operator import attrgetter

from msgspec import Struct

from pipeline.cues import Cues
from pipeline.extract.number_words import find_number_words

_GROUPED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?")
_COMMA_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3}){2,}")
_START = attrgetter("start")
_LONGEST = 300  # of more digits no float can be made


class Number(Struct, frozen=True, gc=False):
    """A number at ``folded[start:end]``; ``value`` is None where the digits form none (``1.2.3``)."""

    start: int
    end: int
    value: float | None
    in_words: bool = False


def find_numbers(cues: Cues, text: str) -> list[Number]:
    """All numbers in the order of the text, none twice. ``text`` tells names (``Ba Đình``) from number words."""
    folded = cues.folded
    found = [Number(start, end, _digit_value(folded[start:end])) for start, end in cues.digits]
    in_words = [Number(start, end, value, True) for start, end, value in find_number_words(cues, text)]
    return sorted(found + in_words, key=_START) if in_words else found


def _digit_value(digits: str) -> float | None:
    if len(digits) > _LONGEST:
        return None
    if digits.isdigit():
        return float(digits)
    if _GROUPED.fullmatch(digits):
        return float(digits.replace(".", "").replace(",", "."))
    if _COMMA_GROUPED.fullmatch(digits):
        return float(digits.replace(",", ""))
    if digits.count(",") + digits.count(".") == 1:
        return float(digits.replace(",", "."))
    return None
