"""Territory in a body's name: its unit (tỉnh, huyện …), its place, and the province that holds it."""

from datetime import date
from functools import cache

import msgspec
import regex

from pipeline.folding import fold
from pipeline.gazetteer.provinces import (
    district_name,
    find_province,
    province_of_district,
    province_on,
    province_words,
)
from pipeline.lexicon import Entry, any_word, load
from pipeline.schema import Level

_PLACE = regex.compile(
    r"(?!(?:Ủy|Uỷ|Đoàn|Hội|Kế hoạch|Chương trình|Hướng dẫn|Nghị quyết|Quyết định|Chỉ thị|Thông báo|Ban|Số)\b)"
    r"(?:\p{Lu}[\p{L}\p{M}]*(?:['’]\p{L}+)?|\d{1,2}\b)(?:(?: - |[ \-])\p{Lu}[\p{L}\p{M}]*(?:['’]\p{L}+)?)*"
)


class Territory(msgspec.Struct, frozen=True, gc=False):
    """``unit`` as in ``tỉnh``; ``place`` without it; ``province`` the canonical name of the province that holds it."""

    unit: str | None
    place: str | None
    province: str | None


@cache
def _levels() -> dict[str, Level]:
    return {
        word: entry.attributes["level"]
        for entry in load("organisations")
        if entry.attributes.get("role") == "unit" and "level" in entry.attributes
        for word in _unit_words(entry)
    }


def _unit_words(entry: Entry) -> tuple[str, ...]:
    return entry.words or tuple(entry.attributes["units"])


@cache
def _units() -> "regex.Pattern[str]":
    entries = [entry for entry in load("organisations") if entry.attributes.get("role") == "unit"]
    return regex.compile("|".join(f"(?:{entry.expression})" for entry in entries))


@cache
def _proper() -> "regex.Pattern[str]":
    return regex.compile(any_word([fold(word) for word in _written()]))


@cache
def _written() -> dict[str, str]:
    """The names whose capitals are their own, by their folded form and back."""
    return {
        fold(word): word
        for entry in load("organisations")
        if entry.attributes.get("role") == "proper"
        for word in entry.words
    }


@cache
def _province_start() -> "regex.Pattern[str]":
    return regex.compile(any_word(province_words()))


def read(tail: str, on: date | None, unit: str | None = None) -> Territory:
    """The territory that begins ``tail``, what follows a body's kind: ``[Việt Nam] [unit] [place] [, province]``."""
    folded = fold(tail)
    at = len(tail) - len(tail.lstrip())
    if folded.startswith("việt nam", at):
        at += len("việt nam ")
    if said := _units().match(folded, at):
        unit, at = unit or said.group(), said.end()
        at += tail.startswith(" ", at)
    hit = _PLACE.match(tail, at)
    if hit is None:
        return Territory(unit, None, None)
    further = _units().search(folded, hit.start() + 1, hit.end())
    place, rest = tail[at : further.start() if further else hit.end()].strip(), hit.end()
    if unit is None:
        return _bare(folded, at)
    outer = _units().match(folded, further.start() if further else rest + len(", "))
    province = _PLACE.match(tail, outer.end() + 1) if outer else None
    return within(unit, place, province.group() if province else None, on)


def _bare(folded: str, at: int) -> Territory:
    """A place that no unit introduces is one only where it is a province's name: Hội Phụ nữ Hà Nội."""
    hit = _province_start().match(folded, at)
    return (of_province(hit.group(), None) if hit else None) or Territory(None, None, None)


def last(name: str, on: date | None) -> Territory:
    """The territory at the end of a body's own name: các Khu công nghiệp tỉnh Kon Tum."""
    hits = list(_units().finditer(fold(name)))
    for hit in reversed(hits):
        land = read(name[hit.start() :], on)
        if land.place or hit.end() == len(name):
            return land
    return Territory(None, None, None)


def within(unit: str, place: str, province: str | None, on: date | None) -> Territory:
    """The territory of that unit and place; ``province`` is what the text says of it."""
    if unit == "tỉnh" or _is_province(unit, place, on):
        known = find_province(place)
        name = known.name if known else _title(place)
        return Territory(unit, name, name)
    district = level(unit, place, on) == "district"
    held = province_of_district(place, on) if district and province is None else None
    written = (held and district_name(place)) or _title(place)
    above = of_province(held.name if held else province, on)
    return Territory(unit, written, above.province if above else None)


def _is_province(unit: str, place: str, on: date | None) -> bool:
    known = find_province(place)
    return bool(known and known.city and known.stood(on)) and unit == "thành phố"


def level(unit: str | None, place: str | None, on: date | None) -> Level | None:
    """The level of a unit; that of a city depends on the place, and is None where the place is not known."""
    if unit == "thành phố":
        if place is None:
            return None
        return "province" if _is_province(unit, place, on) else "district"
    return _levels().get(unit) if unit else None


def of_province(name: str | None, on: date | None) -> Territory | None:
    """The territory of the province of that name, as it was on that day; one that the list lacks is a tỉnh."""
    if name is None:
        return None
    known = find_province(name)
    held = province_on(known, on) if known else None
    written = held.name if held else _title(name)
    return Territory("thành phố" if held and held.city else "tỉnh", written, written)


def proper_at(tail: str) -> int:
    """Where the name whose capitals are its own ends that ``tail`` begins with; 0 where none does."""
    at = len(tail) - len(tail.lstrip())
    hit = _proper().match(fold(tail), at)
    return hit.end() if hit else 0


def recase(name: str) -> str:
    """A name in capitals as it is written in a sentence: known names by the lexicon, all else by syllable."""
    folded = fold(name)
    parts, at = [], 0
    known = regex.compile(f"{_proper().pattern}|(?P<unit>{_units().pattern})")
    for hit in known.finditer(folded):
        parts += [_title(name[at : hit.start()]), hit.group() if hit["unit"] else _written()[hit.group()]]
        at = hit.end()
    return "".join([*parts, _title(name[at:])])


def _title(name: str) -> str:
    """``name`` as it stands, or with a capital for each syllable where all its letters are capitals."""
    if any(letter.islower() for letter in name):
        return name
    return " ".join(word.capitalize() for word in name.split(" "))
