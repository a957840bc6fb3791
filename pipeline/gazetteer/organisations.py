"""Bodies: what organisation a name means, its family, its level, and which bodies stand above it.

The kinds are in the lexicon ``organisations`` (source: DOMAIN.md, "Who"), abbreviations in ``abbreviations``, territory
in ``pipeline.gazetteer.provinces``. A name says what it says: "Liên đoàn Lao động tỉnh" is a body without a place.
"""

from datetime import date

import regex
from msgspec import Struct
from msgspec.structs import replace

from pipeline.folding import fold
from pipeline.gazetteer import territory
from pipeline.gazetteer.names import Kind, Name, expand, find_names, inner_place, kinds
from pipeline.gazetteer.territory import Territory
from pipeline.schema import Family, Level

_TAIL_END = regex.compile(r"[;:.|\n()\"“”\[\]]|, ?(?!\p{Lu})")
_DISTRICT_LEVEL_ENDS = date(2025, 7, 1)


class Body(Struct, frozen=True):
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
    def family(self) -> Family | None:
        return self.kind.family


def find_bodies(spoken: str, on: date | None = None) -> list[Body]:
    """The bodies named in ``spoken``, a text that ``expand`` wrote out, in its order."""
    return [body_at(spoken, name, on) for name in find_names(fold(spoken))]


def read_body(name: str, on: date | None = None) -> Body | None:
    """The first body that ``name`` names, on that day; organs before it (Ban Thường vụ …) are passed over."""
    spoken = expand(name)
    found = find_names(fold(spoken))
    return body_at(spoken, found[0], on) if found else None


def body_at(spoken: str, name: Name, on: date | None = None, stop: int | None = None) -> Body:
    """The body of that name in ``spoken``; what follows ``stop`` is no part of it."""
    kind = name.kind
    if kind.tail == "none":
        return Body(kind.name, kind, kind.level, None, None, None)
    tail = spoken[name.end if kind.name else name.start : min(name.stop, stop or name.stop)]
    if kind.tail == "place":
        return placed(kind, territory.read(tail, on, kind.unit), on)
    said = _own_name(tail)
    inner = inner_place(said)
    land = territory.read(said[inner.end :], on, inner.kind.unit) if inner else territory.last(said, on)
    return replace(placed(kind, land, on), name=f"{kind.name} {said}".strip())


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
    fixed = [kind for kind in kinds().values() if series and kind.series == series and kind.unit == land.unit]
    return (f"{fixed[0].name} {land.place}" if fixed else f"{name} {land.unit} {land.place}",)


def _sector_union(body: Body) -> tuple[str, ...]:
    sector = body.name.removeprefix(body.kind.name).removesuffix(f"{body.unit} {body.place}")
    above = read_body(f"{body.kind.name} {sector.strip().removeprefix('ngành ')} Việt Nam")
    return (above.name,) if above and above.family == "trade_union" and above.level == "ministry" else ()
