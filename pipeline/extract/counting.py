"""What a number counts: the sign, the money or the noun behind it, read in ``Text.folded``."""

import re
from typing import cast

from msgspec import Struct

from pipeline.extract.units import units
from pipeline.lexicon import patterns, words
from pipeline.schema import Unit

_cue = patterns("quantity_context")
_SIGNS: tuple[tuple[str, Unit], ...] = (("%", "percent"), ("‰", "ratio"))
_PERCENT = re.compile(r" ?(?:%|phần trăm(?!\w))")
_POINT = re.compile(r" ?điểm (?:%|phần trăm(?!\w))")
_SAID = ("đ", " đ", "p", " p", "v", " v", "u", " u")  # how money, points and per cent in words begin
ROUND = r"10{0,2}(?:\.000){1,2}"  # of so many a rate is told: 100, 1.000, 100.000
_NOUN = re.compile(r" ?([^\W_][\w-]*(?:,? [^\W_][\w-]*){0,5})")
_TO_RATE = re.compile(rf"(?: [^\W\d_]+){{1,3}}(?= ?/ ?[0-9]| trên {ROUND} )")
_LONGEST_TO_RATE = 60


class Counted(Struct, frozen=True, gc=False):
    """A unit that ends at ``end``, its words, and its role (``time``, ``meta`` …) where it is no countable result."""

    unit: Unit | None
    text: str | None
    role: str | None
    end: int


def read_unit(folded: str, at: int, *, scaled: bool) -> Counted:
    """The unit at ``at``, behind a number; ``scaled``: a word of scale (``triệu``) ends there."""
    for sign, unit in _SIGNS:
        if folded.startswith((sign, " " + sign), at):
            return Counted(unit, sign, None, folded.index(sign, at) + 1)
    if folded.startswith(_SAID, at):
        for said, named in ((_POINT, "percent_point"), (_PERCENT, "percent"), (_cue("money"), "money")):
            if match := said.match(folded, at):
                return Counted(cast(Unit, named), match.group().strip(), None, match.end())
    return _read_noun(folded, at, scaled=scaled)


def _read_noun(folded: str, at: int, *, scaled: bool) -> Counted:
    """The longest known noun, else the first word; what is scaled and counts no known thing is money."""
    if folded.startswith(' "', at):
        at += 2
    noun = _NOUN.match(folded, at) if folded[at : at + 1] == " " or folded[at : at + 1].isalpha() else None
    phrase, known_units = noun[1] if noun else "", units()
    while phrase:
        if known := known_units.get(phrase):
            text, end = _whole_noun(folded, phrase, cast(re.Match[str], noun).start(1))
            return Counted(known[0], text, known[1], end)
        phrase = phrase[: max(phrase.rfind(" "), 0)].rstrip(",")
    if scaled:  # "1,3 triệu dịp Tết"
        return Counted("money", "đồng", None, at)
    first = noun[1].split(" ", 1)[0].rstrip(",") if noun else ""
    if noun is None or first in words("quantity_context", "no_noun"):
        return Counted(None, None, None, at)
    text, end = _up_to_rate(folded, first, noun.start(1) + len(first))
    return Counted("count", text, None, end)


def _whole_noun(folded: str, phrase: str, start: int) -> tuple[str, int]:
    """A known noun and its end; ``lượt`` counts what follows it: ``250 lượt cán bộ công đoàn``."""
    end = start + len(phrase)
    following = _NOUN.match(folded, end) if phrase == "lượt" else None
    said = following[1] if following else ""
    while said and said not in units():
        said = said[: max(said.rfind(" "), 0)].rstrip(",")
    if said and following is not None:
        phrase, end = f"{phrase} {said}", following.start(1) + len(said)
    return _up_to_rate(folded, phrase, end)


def _up_to_rate(folded: str, noun: str, end: int) -> tuple[str, int]:
    """``ca`` of ``23 ca sinh/1.000 phụ nữ`` is ``ca sinh``: a rate's noun reaches its slash or ``trên``."""
    behind = folded[end : end + _LONGEST_TO_RATE]
    match = _TO_RATE.match(folded, end) if "/" in behind or " trên 1" in behind else None
    return (noun + match.group(), match.end()) if match else (noun, end)
