"""Words for people, bodies, sectors and what confines them, as the lexicon ``synonyms`` groups them.

Every function reads folded text (``pipeline.normalise.characters.fold``).
"""

from dataclasses import dataclass
from functools import cache, lru_cache

import regex

from pipeline.folding import fold
from pipeline.lexicon import Entry, load

_EDGES = r"(?<![\p{{L}}\p{{N}}])(?:{})(?![\p{{L}}\p{{N}}])"
_ALTERNATIVE = regex.compile(r"[,;/()]|(?<!\p{L})(?:và|hoặc|hay|cùng)(?!\p{L})")
_TOKEN = regex.compile(r"[\p{L}\p{M}]+(?:\d+)?")
_HEAD = regex.compile(r"^(?:mỗi |từng |một |số |tổng số |tất cả |các |những |\d+ )+")
_NEGATED = regex.compile(r"(?<!\p{L})(bán|không|chưa|phi) (?=\p{L})")
_LEVEL_WORD = "body"
_REMEMBERED = 20_000  # phrases: plans say the same ones over and over
LEVELS = {
    "central": 0,
    "ministry": 1,
    "province": 1,
    "district": 2,
    "commune": 3,
    "grassroots": 4,
    "below": 5,
}


@dataclass(frozen=True, slots=True)
class People:
    """Whom or what a phrase names. ``groups`` and ``sectors`` are empty where it does not say.

    ``rest`` are its further restrictions: alternatives, each a set of syllables that must hold together.
    """

    groups: frozenset[str]
    sectors: frozenset[str]
    women: bool
    rest: tuple[frozenset[str], ...]


@cache
def of_kind(kind: str) -> tuple[Entry, ...]:
    """The entries of ``synonyms`` of that kind."""
    return tuple(entry for entry in load("synonyms") if entry.attributes["kind"] == kind)


@cache
def _pattern(kind: str) -> "regex.Pattern[str]":
    return regex.compile(
        "|".join(_EDGES.format(f"(?P<{entry.id}>{entry.expression})") for entry in of_kind(kind))
    )


def find(kind: str, text: str) -> "regex.Match[str] | None":
    """The first words of that kind in a folded text."""
    return _pattern(kind).search(text)


@cache
def _attribute(kind: str, name: str) -> dict[str, object]:
    return {entry.id: entry.attributes[name] for entry in of_kind(kind) if name in entry.attributes}


@lru_cache(maxsize=_REMEMBERED)
def read_people(text: str, own: frozenset[str] = frozenset()) -> People:
    """What the words of a population say; ``own`` are syllables that only name the plan's own place or body."""
    left = _pattern("body").sub(_as_level, _pattern("whole").sub(" ", fold(text)))
    left, groups, used = _take_people(left)
    left, sectors = _take_sectors(left)
    women = find("gender", left) is not None
    left = _pattern("gender").sub(" ", left)
    pieces = (_less_own(syllables(piece), own) for piece in _ALTERNATIVE.split(_NEGATED.sub(r"\1", left)))
    return People(groups, sectors | used, women, tuple(dict.fromkeys(piece for piece in pieces if piece)))


def _less_own(piece: frozenset[str], own: frozenset[str]) -> frozenset[str]:
    """A restriction without the plan's own name, and without the word of its level beside it: huyện Ea Nam."""
    left = piece - own
    return left if left == piece else frozenset(word for word in left if not word.startswith(_LEVEL_WORD))


def _as_level(hit: "regex.Match[str]") -> str:
    """One word for all names of bodies of the same level: CĐCS, công đoàn cơ sở."""
    named = _attribute("body", "levels")[hit.lastgroup or ""]
    return f" {_LEVEL_WORD}{named[0] if isinstance(named, list) else ''} "


def _take_people(text: str) -> tuple[str, frozenset[str], frozenset[str]]:
    groups: set[str] = set()
    sectors: set[str] = set()
    for hit in _pattern("people").finditer(text):
        name = hit.lastgroup or ""
        covers = _attribute("people", "covers")[name]
        groups.update(covers if isinstance(covers, list) else ())
        sectors.update(
            {str(_attribute("people", "sector")[name])} if name in _attribute("people", "sector") else ()
        )
    return _pattern("people").sub(" ", text), frozenset(groups), frozenset(sectors)


def _take_sectors(text: str) -> tuple[str, frozenset[str]]:
    sectors = {
        str(_attribute("sector", "sector")[hit.lastgroup or ""]) for hit in _pattern("sector").finditer(text)
    }
    return _pattern("sector").sub(" ", text), frozenset(sectors)


def syllables(text: str) -> frozenset[str]:
    """The syllables of a folded text that can confine something, numbers and words without content left out."""
    return frozenset(_TOKEN.findall(without_empty(text)))


def without_empty(text: str) -> str:
    """A folded text without the words that carry no restriction."""
    return _pattern("empty").sub(" ", text)


@lru_cache(maxsize=_REMEMBERED)
def sectors_of(text: str) -> frozenset[str]:
    """The sectors that a folded text names, those of its people and places included."""
    found = set(_take_sectors(text)[1]) | set(_take_people(text)[2])
    found.update(
        str(_attribute("place", "sector")[hit.lastgroup or ""]) for hit in _pattern("place").finditer(text)
    )
    return frozenset(found)


def own_sector(issuer: str) -> str | None:
    """The sector that all members of a body belong to, as far as its name tells."""
    hit = find("own", fold(issuer))
    return str(_attribute("own", "sector")[hit.lastgroup or ""]) if hit else None


@lru_cache(maxsize=_REMEMBERED)
def levels_of(text: str) -> frozenset[str]:
    """The levels of the bodies that a phrase is about: those at its head and coordinated with it; else empty."""
    left = _HEAD.sub("", fold(text))
    hit = _pattern("body").match(left)
    if hit is None:
        return frozenset()
    levels: set[str] = set()
    for found in _pattern("body").finditer(left):
        named = _attribute("body", "levels")[found.lastgroup or ""]
        levels.update(named if isinstance(named, list) else ())
    return frozenset(levels)


def same_unit(one: str, other: str) -> bool:
    """Whether two phrases count bodies of the same kind, or begin with the same words."""
    a, b = levels_of(one), levels_of(other)
    if a or b:
        return bool(a & b)
    return bool(syllables(fold(one)) & syllables(fold(other)))
