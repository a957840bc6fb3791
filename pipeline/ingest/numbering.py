"""Word's automatic numbering: the marker that a paragraph bears on paper but not in its text.

ECMA-376 part 1, 17.9: a paragraph names a list (``numId``) and a level; the list names an abstract one, which
holds each level's format, text (``%1.%2-``), start and restart; lists of one abstract list count on together
unless they override a level's start. Both ids may come from the paragraph's style.
"""

from collections import defaultdict
from dataclasses import dataclass, field, replace

from lxml import etree

from pipeline.ingest.wordprocessing import W, child_value
from pipeline.markers import GLYPHS, roman

# Bullets are glyphs of symbol fonts, also under the letters of their keys.
_BULLETS = GLYPHS | {"o": "◦", "Ø": "➢", "ü": "✓", "·": "•", "§": "▪"}
_MAX_LEVEL = 8
_MAX_NUMBER = 100_000


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list; ``restart`` is the level (from 1) after which it starts anew, 0 for never."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style: str | None = None


@dataclass(frozen=True, slots=True)
class List:
    """One list (``w:num``): its abstract list's levels, with its own overrides."""

    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int]


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph style says of numbering."""

    parent: str | None
    number: str | None
    level: int | None


@dataclass(slots=True)
class Numbering:
    """The lists and styles of one file, and how far each list has counted."""

    lists: dict[str, List] = field(default_factory=dict)
    styles: dict[str, Style] = field(default_factory=dict)
    default_style: str | None = None
    _counts: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    _started: set[tuple[str, int]] = field(default_factory=set)

    def marker(self, properties: etree._Element | None) -> str:
        """The marker of the next paragraph, "" for none; to be called once per paragraph, in document order.

        ``properties`` is the paragraph's ``w:pPr``.
        """
        number, depth = self._place(properties)
        found = self.lists.get(number or "")
        if found is None or depth not in found.levels:
            return ""
        self._count(found, number or "", depth)
        return _marker(found.levels, depth, self._counts[found.abstract])

    def _place(self, properties: etree._Element | None) -> tuple[str | None, int]:
        """The list and level of a paragraph: its own, else those of its style or a style above that."""
        own = properties.find(f"{W}numPr") if properties is not None else None
        number = child_value(own, "numId")
        level = child_value(own, "ilvl")
        style = (child_value(properties, "pStyle") or self.default_style) if number is None else None
        seen: set[str] = set()
        while number is None and style in self.styles and style not in seen:
            seen.add(style)
            number = self.styles[style].number
            if number is not None and level is None:
                return number, self._level_of_style(number, style)
            style = self.styles[style].parent
        return number, int(level or 0)

    def _level_of_style(self, number: str, style: str) -> int:
        levels = self.lists[number].levels if number in self.lists else {}
        linked = (depth for depth, level in levels.items() if level.style == style)
        return next(linked, self.styles[style].level or 0)

    def _count(self, found: List, number: str, depth: int) -> None:
        counts = self._counts[found.abstract]
        for level in range(depth + 1):
            if level in found.starts and (number, level) not in self._started:
                self._started.add((number, level))
                counts[level] = found.starts[level] - (level == depth)
        for above in range(depth):
            counts.setdefault(above, found.levels.get(above, Level()).start)
        counts[depth] = counts.get(depth, found.levels[depth].start - 1) + 1
        for below in range(depth + 1, _MAX_LEVEL + 1):
            restart = found.levels.get(below, Level()).restart
            if restart is None or depth < restart:
                counts.pop(below, None)


def load_numbering(numbering: etree._Element | None, styles: etree._Element | None) -> Numbering:
    """The lists of numbering.xml and the numbered styles of styles.xml; either may be missing."""
    found = Numbering()
    if styles is not None:
        for style in styles.iter(f"{W}style"):
            if style.get(f"{W}type") == "paragraph":
                found.styles[style.get(f"{W}styleId", "")] = _style(style)
                if style.get(f"{W}default") in {"1", "true"}:
                    found.default_style = style.get(f"{W}styleId")
    if numbering is None:
        return found
    abstract = {item.get(f"{W}abstractNumId", ""): item for item in numbering.iter(f"{W}abstractNum")}
    by_style = {child_value(item, "styleLink"): key for key, item in abstract.items()}
    for item in numbering.iter(f"{W}num"):
        key = child_value(item, "abstractNumId") or ""
        if key in abstract and (link := child_value(abstract[key], "numStyleLink")):
            key = by_style.get(link, key)
        if key in abstract:
            found.lists[item.get(f"{W}numId", "")] = _list(item, key, abstract[key])
    return found


def _style(style: etree._Element) -> Style:
    place = style.find(f"{W}pPr/{W}numPr")
    level = child_value(place, "ilvl")
    return Style(child_value(style, "basedOn"), child_value(place, "numId"), int(level) if level else None)


def _list(item: etree._Element, key: str, abstract: etree._Element) -> List:
    levels = dict(_level(level) for level in abstract.iterfind(f"{W}lvl"))
    starts: dict[int, int] = {}
    for override in item.iterfind(f"{W}lvlOverride"):
        depth = int(override.get(f"{W}ilvl", "0"))
        own = override.find(f"{W}lvl")
        if own is not None:
            levels[depth] = _level(own)[1]
        start = child_value(override, "startOverride")
        if start is not None:
            starts[depth] = int(start)
            levels[depth] = replace(levels.get(depth, Level()), start=int(start))
    return List(key, levels, starts)


def _level(level: etree._Element) -> tuple[int, Level]:
    restart = child_value(level, "lvlRestart")
    return int(level.get(f"{W}ilvl", "0")), Level(
        start=int(child_value(level, "start") or 0),
        format=child_value(level, "numFmt") or "decimal",
        text=child_value(level, "lvlText") or "",
        restart=None if restart is None else int(restart),
        legal=level.find(f"{W}isLgl") is not None,
        style=child_value(level, "pStyle"),
    )


def _marker(levels: dict[int, Level], depth: int, counts: dict[int, int]) -> str:
    level = levels[depth]
    if level.format == "bullet":
        text = level.text.strip()
        return _BULLETS.get(text) or ("•" if "\ue000" <= text <= "\uf8ff" else text)
    marker = level.text
    for above in range(_MAX_LEVEL + 1):
        if f"%{above + 1}" in marker:
            form = "decimal" if level.legal else levels.get(above, Level()).format
            marker = marker.replace(f"%{above + 1}", formatted(counts.get(above, 0), form))
    return marker.strip()


def formatted(number: int, form: str) -> str:
    """``number`` in one of Word's number formats; one that Vietnamese offices do not use is decimal."""
    if form == "none":
        return ""
    if form == "decimalZero":
        return f"{number:02d}"
    if form.endswith("Roman") and 0 < number < _MAX_NUMBER:
        return roman(number) if form == "upperRoman" else roman(number).lower()
    if form.endswith("Letter") and 0 < number < _MAX_NUMBER:
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letters.upper() if form == "upperLetter" else letters
    return str(number)
