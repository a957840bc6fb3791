"""One threshold put in two ways: ``khu trọ có từ 10 lao động nữ trở lên``, ``khu trọ có trên 10 nữ lao động``."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from msgspec import Struct

from pipeline.lint.faults import Fault
from pipeline.schema import Numeral
from pipeline.text import Text

_FROM, _ABOVE, _ON = "từ ", ("trên ", " hơn "), " trở lên"
_LONGEST_LEAD = 5
_OF = re.compile(r"(?P<of>(?: [^\W\d_]+){1,4}?) trở lên")
_COUNTED = re.compile(r"(?: [^\W\d_]+){1,4}")
_WORD = re.compile(r"[^\W\d_]+")
_BEFORE = 40
_COMMON = 2
_MOST = 10  # thresholds of one value
# Between whom a threshold is for and the number these stand anywhere.
_FILLERS = frozenset(
    {"có", "các", "những", "sử", "dụng", "đang", "trong", "ở", "tại", "và", "từ", "trên", "hơn", "số"}
)
_ROLES = frozenset({"condition", "target"})


class Threshold(Struct, frozen=True, gc=False):
    """From ``start``: at least (``inclusive``) or more than a number, which ends at ``end``, of what ``counted`` begins
    with.
    """

    start: int
    end: int
    inclusive: bool
    counted: list[str]


def faults(text: Text, numerals: Iterable[Numeral]) -> Iterator[Fault]:
    """Of each threshold that is put in both ways, the first that differs from one before it."""
    known: defaultdict[float, list[Threshold]] = defaultdict(list)
    for row in numerals:
        if row.role not in _ROLES or row.value is None:
            continue
        found = _threshold(text.folded, row)
        if found is None:
            continue
        before = known[row.value]
        other = next((one for one in before if _contradict(text.folded, one, found)), None)
        if other and all(one.inclusive != found.inclusive for one in before):
            length = min(len(found.counted), len(other.counted))
            quote, known_quote = (_quote(text, one, length) for one in (found, other))
            yield Fault(
                "inconsistent_condition",
                found.start,
                found.start + len(quote),
                {"quote": quote, "other": known_quote},
            )
        if len(before) < _MOST:
            before.append(found)


def _threshold(folded: str, row: Numeral) -> Threshold | None:
    start, end = row.start or 0, row.end or 0
    lead = folded[max(start - _LONGEST_LEAD, 0) : start]
    if lead.endswith(_FROM):
        said = _OF.match(folded, end)
        low = start - len(_FROM)
        return Threshold(low, end, True, said["of"].split()) if said else None
    if lead in _ABOVE:
        said = _COUNTED.match(folded, end)
        low = start - len(lead.lstrip())
        return Threshold(low, end, False, said[0].split()) if said else None
    return None


def _quote(text: Text, one: Threshold, length: int) -> str:
    """Its words: ``length`` of those that are counted, and ``trở lên``."""
    end = one.end + len(" ".join(["", *one.counted[:length]]))
    if one.inclusive and text.folded.startswith(_ON, end):
        end += len(_ON)
    return text.text[one.start : end]


def _whom(folded: str, end: int) -> frozenset[str]:
    """The words before a threshold, which say of whom or what it is."""
    return frozenset(_WORD.findall(folded, max(end - _BEFORE, 0), end)) - _FILLERS


def _contradict(folded: str, one: Threshold, other: Threshold) -> bool:
    """Whether both count the same of the same, one with the number itself and one without."""
    if one.inclusive == other.inclusive:
        return False
    exact, loose = (one, other) if one.inclusive else (other, one)
    same = sorted(exact.counted) == sorted(loose.counted[: len(exact.counted)])
    return same and len(_whom(folded, one.start) & _whom(folded, other.start)) >= _COMMON
