"""Where the name of an issuer ends, and an issuer that stands before the citation.

Vietnamese bodies are named in capitals with a few nouns in lower case (``Ban Chấp hành Đảng bộ tỉnh Kiên Giang``), so
a name runs on over capitalised syllables and the nouns of ``references.toml`` and ends at anything else.
"""

import datetime
import re
from functools import cache

from pipeline import lexicon
from pipeline.extract.dates import citation_date
from pipeline.lexicon.letters import plain
from pipeline.text import Text

_TOKEN = re.compile(r"( ?[-/&] ?| ?)([^\W\d_]+(?:\.(?=[^\W\d_])[^\W\d_]+)*|\d+)")
_FIRST_SYLLABLE = re.compile(r"[^\W\d_]+")
_DAY_BEFORE = re.compile(r"ngày [^,;.\n]{5,26}(?=, ?$)")
_NUMBERED_BODIES = ("đạo", "quận", "phường", "khu vực", "số")
_LOOK_BACK = 120
_LONGEST = 25


@cache
def pattern(entry_id: str) -> re.Pattern[str]:
    """The compiled rule ``entry_id`` of ``references.toml``."""
    return plain(_entry(entry_id).expression)


def words(entry_id: str) -> tuple[str, ...]:
    """The words of the rule ``entry_id``."""
    return _entry(entry_id).words


@cache
def needs(entry_id: str) -> tuple[str, ...]:
    """Cues, of which a text that has something for the rule ``entry_id`` says one."""
    return tuple(_entry(entry_id).attributes["needs"])


@cache
def last_words(entry_id: str) -> frozenset[str]:
    """The words that a match of the rule ``entry_id`` ends with: where none of them stands, it need not be tried."""
    return frozenset(_entry(entry_id).attributes["last"])


def _entry(entry_id: str) -> lexicon.Entry:
    return next(entry for entry in lexicon.load("references") if entry.id == entry_id)


def name_end(text: Text, start: int, limit: int, phrases: re.Pattern[str] | None = None) -> int:
    """The end of the body's name that begins at ``start``; ``start`` where none begins. ``phrases`` may be part too."""
    end = position = start
    for _ in range(_LONGEST):
        step = _next(text, start, position, limit, phrases)
        if step is None:
            break
        position, named = step
        end = position if named else end
    return end


def _next(
    text: Text, start: int, position: int, limit: int, phrases: re.Pattern[str] | None
) -> tuple[int, bool] | None:
    """The end of the next token of a name, and whether a name may end there."""
    folded = text.folded
    found = _TOKEN.match(folded, position, limit)
    if found is None:
        return None
    at, joined, capital = found.start(2), found[1] not in ("", " "), text.text[found.start(2)].isupper()
    if joined and position == start:
        return None
    opens = _openings().get(found[2])
    if opens:
        if "sector_names" in opens and position > start and (sector := _sector(text, start, position, at)):
            return sector, True
        if "issuer_stops" in opens and pattern("issuer_stops").match(folded, at):
            return None
    phrase = phrases.match(folded, at) if phrases else None
    if opens and phrase is None and not joined and "issuer_phrases" in opens:
        phrase = pattern("issuer_phrases").match(folded, at)
    if opens and phrase is None and capital and "issuer_heads" in opens:
        phrase = pattern("issuer_heads").match(folded, at)
    if phrase is not None:
        return phrase.end(), not phrase[0].endswith("của")
    return (found.end(), True) if capital else _joint(text, start, position, found)


@cache
def _openings() -> dict[str, frozenset[str]]:
    """The rules of ``references.toml`` whose words begin with a syllable: no other need be tried there."""
    found: dict[str, set[str]] = {}
    for name in ("sector_names", "issuer_stops", "issuer_phrases", "issuer_heads"):
        for word in _entry(name).words:
            found.setdefault(_FIRST_SYLLABLE.findall(word)[0], set()).add(name)
    return {word: frozenset(names) for word, names in found.items()}


def _joint(text: Text, start: int, position: int, found: re.Match[str]) -> tuple[int, bool] | None:
    """ "và" before another body, or the number of a steering committee or an urban district."""
    if found[2] == "và" and position > start:
        head = pattern("issuer_heads").match(text.folded, found.end() + 1)
        return (found.end(), False) if head and text.text[head.start()].isupper() else None
    numbered = found[2].isdigit() and text.folded.endswith(_NUMBERED_BODIES, start, position)
    return (found.end(), True) if numbered else None


def _sector(text: Text, start: int, position: int, at: int) -> int | None:
    """The end of the field of a body (``Văn hóa, Thể thao và Du lịch``), where one begins at ``at``."""
    found = pattern("sector_names").match(text.folded, at)
    if found is None:
        return None
    if text.text[at].isupper() and text.text[at + 1].islower():
        return found.end()
    opened = [opener.end() for opener in pattern("sector_openers").finditer(text.folded, start, position)]
    return found.end() if opened and opened[-1] == position else None


def issuer_before(text: Text, start: int, floor: int) -> tuple[str, datetime.date | None] | None:
    """The body that issues the citation at ``start`` ("được Công đoàn X đề ra tại …"), and the day that leads it."""
    folded = text.folded
    low = max(floor, start - _LOOK_BACK)
    if folded[low:start].rstrip(" ").rpartition(" ")[2] not in last_words("issued_by_before"):
        return None
    link = pattern("issued_by_before").search(folded, low, start)
    if link is None or link.end() != start:
        return None
    for head in pattern("issuer_heads").finditer(folded, low, link.start()):
        if text.text[head.start()].isupper() and name_end(text, head.start(), start) == link.start():
            return text.text[head.start() : link.start()], _day_before(folded, floor, head.start())
    return None


def _day_before(folded: str, floor: int, start: int) -> datetime.date | None:
    """The date of ``Ngày 04/12/2025, Ủy ban nhân dân … ban hành Kế hoạch …``."""
    found = _DAY_BEFORE.search(folded, max(floor, start - 40), start)
    date = citation_date(folded, found.start()) if found else None
    return date[1] if date else None
