"""Where a body is whose name leaves its place out: "Liên đoàn Lao động tỉnh", in a plan that speaks of tỉnh Kon Tum."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import islice

import msgspec
from msgspec.structs import replace

from pipeline.gazetteer import territory
from pipeline.gazetteer.organisations import Body, at_place
from pipeline.gazetteer.provinces import find_province, province_of_district
from pipeline.gazetteer.territory import Territory
from pipeline.text import Text

_NAME, _ENOUGH = 40, 40
_UNITS = ("tỉnh", "thành phố", "huyện", "quận", "thị xã", "xã", "phường", "thị trấn", "đặc khu")
_PLACED_LEVELS = ("province", "district", "commune")


class Surroundings(msgspec.Struct, frozen=True):
    """What tells the place: the text, the place of the date line, the day, and the bodies above in the letterhead."""

    text: Text
    place: str | None
    on: date | None
    upper: tuple[Body, ...]


def locate(body: Body, around: Surroundings) -> Body:
    """The body with its place and its province, as far as the document tells them."""
    if body.kind.tail == "none" or body.kind.level in ("central", "ministry"):
        return body
    body = _of_workplace(body, around)
    if body.place is None:
        unit = body.unit or _unit(body, around)
        land = _land(unit, around) if unit else None
        if land and land.place:
            body = at_place(body, land, around.on)
        elif unit and body.unit is None and body.kind.tail == "place":
            body = at_place(body, Territory(unit, None, None), around.on)
    if body.province is None and body.level in _PLACED_LEVELS:
        body = replace(body, province=_province(around))
    return body


def _of_workplace(body: Body, around: Surroundings) -> Body:
    """A union whose letterhead names its workplace in the line above."""
    upper = around.upper[-1] if around.upper else None
    if (
        body.name != body.kind.name
        or body.kind.tail != "name"
        or upper is None
        or upper.family == body.family
    ):
        return body
    return replace(body, name=f"{body.name} {upper.name}")


def _unit(body: Body, around: Surroundings) -> str | None:
    """The unit of a body whose name has none: that of the body above it, or what its level says."""
    for upper in reversed(around.upper):
        if upper.unit and (body.kind.under or upper.family != body.family):
            return upper.unit
    if body.kind.tail == "name":
        return "tỉnh" if body.kind.under and _most(_mentioned("tỉnh", around)) else None
    return None


def _land(unit: str, around: Surroundings) -> Territory | None:
    """The territory of that unit: of a body above in the letterhead, of the date line, or what the text names."""
    for upper in reversed(around.upper):
        if upper.place and upper.unit == unit:
            return Territory(upper.unit, upper.place, upper.province)
    spoken = _mentioned(unit, around)
    dated = _dated(unit, around)
    if dated and (unit != "tỉnh" or dated in spoken or not spoken):
        return dated
    return _most(spoken)


def _dated(unit: str, around: Surroundings) -> Territory | None:
    """The territory that the date line's place means for a body of that unit: its seat is there."""
    if around.place is None:
        return None
    place = re.sub(rf"(?i)^(?:{'|'.join(_UNITS)}|tp\.?|tx\.?|tt\.?) ?", "", around.place)
    if unit == "tỉnh":
        held = find_province(place) or province_of_district(place, around.on)
        return territory.of_province(held.name, around.on) if held else None
    if unit != "thành phố" and find_province(place) and province_of_district(place) is None:
        return None
    return territory.within(unit, place, None, around.on)


def _mentioned(unit: str, around: Surroundings) -> "Counter[Territory]":
    """The territories of that unit that the text names (huyện Hóc Môn, Huyện ủy Hóc Môn), and how often."""
    text = around.text.text
    found: Counter[Territory] = Counter()
    for at in islice(_named(unit, around.text), _ENOUGH):
        land = territory.read(text[at : at + _NAME].split("\n")[0], around.on, unit)
        if land.place:
            found[land] += 1
    return found


def _named(unit: str, text: Text) -> Iterator[int]:
    """Where a name begins behind the unit, or behind the word for its Party committee or youth union."""
    first = unit.split(maxsplit=1)[0]
    forms = [
        f"{unit} ",
        f"{first} ủy ",
        f"{first} đoàn ",
        *(["tp ", "tp. ", "tp."] if unit == "thành phố" else []),
    ]
    for form in forms:
        at = text.folded.find(form)
        while at >= 0:
            end = at + len(form)
            if text.text[end : end + 1].isupper() and not text.folded.endswith((" thị ", " các "), 0, at):
                yield end
            at = text.folded.find(form, end)


def _most(found: "Counter[Territory]") -> Territory | None:
    """The territory named most often; None where two are named alike."""
    best = found.most_common(2)
    if not best or (len(best) == 2 and best[0][1] == best[1][1]):
        return None
    return best[0][0]


def _province(around: Surroundings) -> str | None:
    """The province that holds the body: of a body above it, or the one the text speaks of."""
    for upper in reversed(around.upper):
        if upper.province:
            return upper.province
    found = _mentioned("tỉnh", around)
    found.update(
        {land: n for land, n in _mentioned("thành phố", around).items() if land.place == land.province}
    )
    land = _most(found)
    above = territory.of_province(land.province, around.on) if land else None
    return above.province if above else None
