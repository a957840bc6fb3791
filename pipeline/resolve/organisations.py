"""Bodies: what organisation a name means, its family, its level, and which bodies stand above it.

The kinds are in the lexicon ``organisations`` (source: DOMAIN.md, "Who"), abbreviations in ``abbreviations``, territory
in ``pipeline.resolve.provinces``. A name says what it says: "Liên đoàn Lao động tỉnh" is a body without a place.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

import regex

from pipeline.lexicon import Entry, load
from pipeline.normalise.characters import fold
from pipeline.resolve import territory
from pipeline.resolve.territory import Territory
from pipeline.schema import Family, Level

_CAPITALS = regex.compile(r"(?<![\p{L}\p{N}])[\p{Lu}]{2,}(?:[&\-][\p{Lu}]+)*(?![\p{L}\p{N}])")
_CITY = regex.compile(r"\bT[Pp]\.\s?(?=\p{Lu})")
_TAIL_END = regex.compile(r"[;:.|\n()\"“”\[\]]|, ?(?!\p{Lu})")
_DISTRICT_LEVEL_ENDS = date(2025, 7, 1)


@dataclass(frozen=True, slots=True)
class Kind:
    """One entry of the lexicon: see its head for what the fields say."""

    id: str
    name: str
    family: Family
    level: Level | None
    tail: str
    unit: str | None
    series: str | None
    top: str | None
    under: str | None
    above: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation. ``name`` is in full; ``unit`` and ``place`` are its territory (``tỉnh``, ``Kon Tum``).

    ``level`` and ``province`` are None where the name does not tell.
    """

    name: str
    kind: Kind
    level: Level | None
    unit: str | None
    place: str | None
    province: str | None

    @property
    def family(self) -> Family:
        return self.kind.family


@dataclass(frozen=True, slots=True)
class Mention:
    """A body's name in a text: ``start`` and ``end`` span the words of its kind, without organ and tail."""

    start: int
    end: int
    body: Body


@cache
def _abbreviations() -> dict[str, str]:
    return {word: entry.attributes["expansion"] for entry in load("abbreviations") for word in entry.words}


def expand(name: str) -> str:
    """The name with its abbreviations written out and its blanks single: LĐLĐ → Liên đoàn Lao động.

    Within a name in capitals (UBND TỈNH …) they are written out in capitals.
    """
    plain = " ".join(unicodedata.normalize("NFC", name).split())
    spoken = _CAPITALS.sub(_expansion, _CITY.sub("thành phố ", plain))
    shouted = plain.isupper() and not all(word in _abbreviations() for word in plain.split())
    return spoken.upper() if shouted else spoken


def _expansion(hit: "regex.Match[str]") -> str:
    word = hit.group()
    known = _abbreviations()
    if word in known or not ("-" in word or "&" in word):
        return known.get(word, word)
    return "-".join(known.get(part, part) for part in word.split("-"))


@cache
def _kinds() -> dict[str, Kind]:
    return {entry.id: _kind(entry) for entry in load("organisations") if "family" in entry.attributes}


def _kind(entry: Entry) -> Kind:
    said = entry.attributes
    return Kind(
        id=entry.id,
        name=said["name"],
        family=said["family"],
        level=said.get("level"),
        tail=said["tail"],
        unit=said.get("unit"),
        series=said.get("series"),
        top=said.get("top"),
        under=said.get("under"),
        above=tuple(said.get("above", ())),
    )


@cache
def _cued() -> "dict[str, regex.Pattern[str]]":
    """By each cue the words of its kinds, each in a group of its entry's name; in their order."""
    entries = [entry for entry in load("organisations") if "family" in entry.attributes]
    cues = dict.fromkeys(cue for entry in entries for cue in entry.attributes["cues"])
    return {cue: _any([entry for entry in entries if cue in entry.attributes["cues"]]) for cue in cues}


def _any(entries: list[Entry]) -> "regex.Pattern[str]":
    parts = "|".join(f"(?P<{entry.id}>{entry.expression})" for entry in entries)
    return regex.compile(rf"(?:{parts})(?<!\p{{L}}(?=\p{{L}}))")


def _hits(folded: str) -> "list[regex.Match[str]]":
    """The words of kinds in a folded text, in its order; none overlaps another."""
    found: list[regex.Match[str]] = []
    for cue, pattern in _cued().items():
        at = folded.find(cue)
        while at >= 0:
            if (not at or not folded[at - 1].isalnum()) and (hit := pattern.match(folded, at)):
                found.append(hit)
            at = folded.find(cue, at + len(cue))
    found.sort(key=lambda hit: hit.start())
    return found


def find_bodies(spoken: str, on: date | None = None) -> Iterator[Mention]:
    """The bodies named in ``spoken``, a text that ``expand`` wrote out, in its order; a body in another's name is none."""
    folded = fold(spoken)
    hits = _outer(_hits(folded))
    ends = [hit.start() for hit in hits[1:]] + [len(spoken)]
    for hit, end in zip(hits, ends, strict=False):
        kind = _kinds()[hit.lastgroup or ""]
        own = hit.end() if kind.name else hit.start()
        yield Mention(hit.start(), hit.end(), _body(kind, spoken[own:end], on))


def _outer(hits: "list[regex.Match[str]]") -> "list[regex.Match[str]]":
    """The hits without those within another, or at the beginning of its own name: Công đoàn | Bộ Tài chính."""
    kept: list[regex.Match[str]] = []
    free = 0
    for hit in hits:
        if hit.start() < free:
            continue
        kept.append(hit)
        named = _kinds()[hit.lastgroup or ""].tail == "name"
        free = hit.end() + 2 if named else hit.end()
    return kept


def read_body(name: str, on: date | None = None) -> Body | None:
    """The first body that ``name`` names, on that day; organs before it (Ban Thường vụ …) are passed over."""
    found = next(find_bodies(expand(name), on), None)
    return found.body if found else None


def _body(kind: Kind, tail: str, on: date | None) -> Body:
    if kind.tail == "none":
        return Body(kind.name, kind, kind.level, None, None, None)
    if kind.tail == "place":
        return placed(kind, territory.read(tail, on, kind.unit), on)
    said = _own_name(tail)
    body = placed(kind, _land_in(said, on), on)
    return replace(body, name=f"{kind.name} {said}".strip())


def _land_in(name: str, on: date | None) -> Territory:
    """The territory that a body's own name gives: by a body within it (Ban Dân vận Huyện ủy …), or at its end."""
    for hit in _hits(fold(name)):
        kind = _kinds()[hit.lastgroup or ""]
        if kind.tail == "place":
            return territory.read(name[hit.end() :], on, kind.unit)
    return territory.last(name, on)


def _own_name(tail: str) -> str:
    """The own name that ``tail`` begins with, its capitals as they are written where all were capitals."""
    known = territory.proper_at(tail)
    cut = _TAIL_END.search(tail, known)
    said = tail[: cut.start() if cut else len(tail)].strip(" -,")
    return said if any(letter.islower() for letter in said) else territory.recase(said)


def placed(kind: Kind, land: Territory, on: date | None = None) -> Body:
    """The body of that kind in that territory; before July 2025 a city may be a province or a district."""
    unit = kind.unit or land.unit
    words = (kind.name, None if kind.unit else unit, land.place)
    level = kind.level or territory.level(unit, land.place, on)
    return Body(
        name=" ".join(word for word in words if word),
        kind=kind,
        level=level,
        unit=unit,
        place=land.place,
        province=land.province,
    )


def at_place(body: Body, land: Territory, on: date | None = None) -> Body:
    """The body whose name leaves its territory out, in that territory."""
    if body.kind.tail == "place":
        return placed(body.kind, land, on)
    where = " ".join(word for word in (land.unit, land.place) if word)
    return replace(
        body, name=f"{body.name} {where}", unit=land.unit, place=land.place, province=land.province
    )


def same_body(one: str, other: str) -> bool:
    """Whether two names can mean one body: abbreviations, organs and the youth union's and Party's forms aside.

    A name that gives no place agrees with every place; it takes the reader's context to say more.
    """
    a, b = read_body(one), read_body(other)
    if a is None or b is None:
        return fold(expand(one)) == fold(expand(other))
    if (a.kind.series or a.kind.id) != (b.kind.series or b.kind.id) or _differ(a.level, b.level):
        return False
    if a.kind.tail == "name":
        return fold(a.name) == fold(b.name)
    return not _differ(a.place and fold(a.place), b.place and fold(b.place))


def _differ(a: str | None, b: str | None) -> bool:
    return bool(a and b and a != b)


def parents(body: Body, on: date | None = None) -> tuple[str, ...]:
    """The names of the bodies directly above, as far as they are known: by territory, and by sector.

    A union of one sector in a province stands under the province's federation and its sector's central union.
    """
    if body.kind.above:
        return body.kind.above
    if body.kind.under:
        return (*_provincial(body.kind.under, body, on), *_sector_union(body))
    if body.level == "province":
        return (body.kind.top,) if body.kind.top else ()
    flat = on is not None and on >= _DISTRICT_LEVEL_ENDS
    if body.kind.series and (body.level == "district" or (body.level == "commune" and flat)):
        return _provincial(body.kind.name, body, on)
    return ()


def _provincial(name: str, body: Body, on: date | None) -> tuple[str, ...]:
    land = territory.of_province(body.province, on)
    if land is None:
        return ()
    series = body.kind.series
    fixed = [
        kind for kind in _kinds().values() if series and kind.series == series and kind.unit == land.unit
    ]
    return (f"{fixed[0].name} {land.place}" if fixed else f"{name} {land.unit} {land.place}",)


def _sector_union(body: Body) -> tuple[str, ...]:
    sector = body.name.removeprefix(body.kind.name).removesuffix(f"{body.unit} {body.place}")
    above = read_body(f"{body.kind.name} {sector.strip().removeprefix('ngành ')} Việt Nam")
    return (above.name,) if above and above.family == "trade_union" and above.level == "ministry" else ()
