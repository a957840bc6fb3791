"""The provinces and centrally run cities, with the days from and until which they stood (lexicon ``provinces``)."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from pipeline.folding import fold
from pipeline.lexicon import Entry, load


@dataclass(frozen=True, slots=True)
class Province:
    """One province; ``until`` is the last day of one that became part of ``into``, ``since`` the first of a new one."""

    id: str
    name: str
    city: bool
    since: date | None
    until: date | None
    into: str | None
    districts: tuple[str, ...]

    def stood(self, on: date | None) -> bool:
        """Whether it stood on that day; on a day that nobody knows it may have."""
        return on is None or ((self.since or date.min) <= on <= (self.until or date.max))


@cache
def provinces() -> dict[str, Province]:
    """Every province by its id."""
    return {entry.id: _province(entry) for entry in load("provinces")}


def _province(entry: Entry) -> Province:
    said = entry.attributes
    return Province(
        id=entry.id,
        name=said["name"],
        city=said.get("city", False),
        since=said.get("since"),
        until=said.get("until"),
        into=said.get("into"),
        districts=tuple(said["districts"]),
    )


@cache
def _by_word() -> dict[str, Province]:
    return {fold(word): provinces()[entry.id] for entry in load("provinces") for word in entry.words}


@cache
def _by_district() -> dict[str, tuple[tuple[str, Province], ...]]:
    found: dict[str, tuple[tuple[str, Province], ...]] = {}
    for province in provinces().values():
        for district in province.districts:
            key = fold(district)
            found[key] = (*found.get(key, ()), (district, province))
    return found


def find_province(name: str) -> Province | None:
    """The province of that name (without its type), in any of its spellings."""
    return _by_word().get(fold(" ".join(name.split())))


def province_words() -> tuple[str, ...]:
    """Every spelling of every province, folded, the longest first."""
    return tuple(sorted(_by_word(), key=lambda word: (-len(word), word)))


def province_on(province: Province, on: date | None) -> Province:
    """What that province was part of on that day."""
    if on and province.until and on > province.until and province.into:
        return provinces()[province.into]
    return province


def district_name(name: str) -> str | None:
    """A district's name as it is written, from any case; None where the list does not have it."""
    found = _by_district().get(fold(name))
    return found[0][0] if found else None


def province_of_district(name: str, on: date | None = None) -> Province | None:
    """The province of a unit of the district level; None where the list has it not or under two provinces."""
    found = {
        province.id: province for _, province in _by_district().get(fold(name), ()) if province.stood(on)
    }
    return next(iter(found.values())) if len(found) == 1 else None
