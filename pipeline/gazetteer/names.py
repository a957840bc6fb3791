"""Names of bodies in a text: abbreviations written out, and where the words of each kind stand."""

import unicodedata
from dataclasses import dataclass
from functools import cache

import msgspec
import regex

from pipeline.cues import Cues
from pipeline.folding import fold
from pipeline.lexicon import Entry, load
from pipeline.schema import Family, Level

_CAPITALS = regex.compile(r"(?<![\p{L}\p{N}])[\p{Lu}]{2,}(?:[&\-][\p{Lu}]+)*(?![\p{L}\p{N}])")
_OWN = len("tổng ") + 1
_CITY = regex.compile(r"\bT[Pp]\.\s?(?=\p{Lu})")


@dataclass(frozen=True, slots=True)
class Kind:
    """One entry of the lexicon: see its head for what the fields say."""

    id: str
    name: str
    family: Family | None
    level: Level | None
    tail: str
    unit: str | None
    series: str | None
    top: str | None
    under: str | None
    above: tuple[str, ...]


class Name(msgspec.Struct, frozen=True):
    """Words of a kind in a text, ``[start, end)``; ``stop`` is where the next name begins, or the text ends."""

    kind: Kind
    start: int
    end: int
    stop: int


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
def kinds() -> dict[str, Kind]:
    return {entry.id: _kind(entry) for entry in load("organisations") if "cues" in entry.attributes}


def _kind(entry: Entry) -> Kind:
    said = entry.attributes
    return Kind(
        id=entry.id,
        name=said["name"],
        family=said.get("family"),
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
    entries = [entry for entry in load("organisations") if "cues" in entry.attributes]
    cues = dict.fromkeys(cue for entry in entries for cue in entry.attributes["cues"])
    return {cue: _any([entry for entry in entries if cue in entry.attributes["cues"]]) for cue in cues}


def _any(entries: list[Entry]) -> "regex.Pattern[str]":
    parts = "|".join(f"(?P<{entry.id}>{entry.expression})" for entry in entries)
    return regex.compile(rf"(?:{parts})(?<!\p{{L}}(?=\p{{L}}))")


def _hits(folded: str) -> "list[regex.Match[str]]":
    """The words of kinds in a folded text, in its order."""
    found: list[regex.Match[str]] = []
    for cue, places in Cues(folded, ("organisations",)).places.items():
        pattern = _cued()[cue]
        for at in places:
            if (not at or not folded[at - 1].isalnum()) and (hit := pattern.match(folded, at)):
                found.append(hit)
    found.sort(key=lambda hit: hit.start())
    return found


def find_names(folded: str) -> list[Name]:
    """The names in the folded form of a text that ``expand`` wrote out, in its order; none stands within another."""
    hits = _outer(_hits(folded))
    stops = [hit.start() for hit in hits[1:]] + [len(folded)]
    return [Name(_kind_of(hit), hit.start(), hit.end(), stop) for hit, stop in zip(hits, stops, strict=False)]


def _kind_of(hit: "regex.Match[str]") -> Kind:
    return kinds()[hit.lastgroup or ""]


def _outer(hits: "list[regex.Match[str]]") -> "list[regex.Match[str]]":
    """The hits without those within another, or at the beginning of its own name: Công đoàn | Bộ Tài chính."""
    kept: list[regex.Match[str]] = []
    free = 0
    for hit in hits:
        if hit.start() < free:
            continue
        kept.append(hit)
        named = _kind_of(hit).tail == "name"
        free = hit.end() + _OWN if named else hit.end()
    return kept


def inner_place(name: str) -> Name | None:
    """The first body within ``name`` whose name gives a place: Ban Dân vận | Huyện ủy Hóc Môn."""
    for hit in _hits(fold(name)):
        if _kind_of(hit).tail == "place":
            return Name(_kind_of(hit), hit.start(), hit.end(), len(name))
    return None
