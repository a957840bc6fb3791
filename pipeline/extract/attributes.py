"""Modality, direction and rhythm of a quantity, read from the words around it."""

import re
from collections.abc import Iterable
from functools import cache, partial
from typing import cast

from pipeline.extract.clauses import Span
from pipeline.extract.quantities import Quantity
from pipeline.lexicon import load, patterns, word_pattern, words
from pipeline.schema import Change, Direction, Modality

_cue = patterns("attributes")
_words = partial(words, "attributes")
_NEAR = 34
_LONGEST_MODAL = 24  # so that a word which reaches into the quantity is found whole
_MUST = "phải "
_LAST_WORDS = 8  # more than those of a change, of two fillers and of the word before them


@cache
def _modal_words() -> tuple[re.Pattern[str], dict[str, tuple[Modality, str]]]:
    table = {
        word: (cast(Modality, entry.attributes["modality"]), cast(str, entry.attributes["reach"]))
        for entry in load("modality")
        for word in entry.words
    }
    return word_pattern(table), table


def modal_words(folded: str, statement: Span, last: Quantity) -> list[re.Match[str]]:
    """The words of modality of a statement before its ``last`` quantity, in order."""
    high = min(statement[1], last.start + _LONGEST_MODAL)
    return list(_modal_words()[0].finditer(folded, statement[0], high))


def modality(folded: str, said: Iterable[re.Match[str]], clause: Span, quantity: Quantity) -> Modality | None:
    """The modality that governs the quantity, of the ``modal_words`` said in its statement; None where nothing says.

    ``phấn đấu`` and ``khuyến khích`` govern all that follows in the statement; ``phải`` its clause; ``đảm bảo``, ``có``
    and ``đạt`` only the quantity right behind them.
    """
    table = _modal_words()[1]
    near: Modality | None = None
    governing: Modality | None = None
    for match in said:
        if match.end() > quantity.start:
            break
        kind, reach = table[match.group()]
        if kind in {"strive", "encourage"} or (
            kind == "mandate" and _obliges(folded, match, clause, quantity)
        ):
            governing = kind
        elif kind != "mandate" and reach == "near" and _carries(folded, match, quantity):
            near = kind
    if governing is None and folded.find(_MUST, quantity.end, clause[1]) >= 0:
        governing = "mandate" if _cue("must_after").match(folded, quantity.end, clause[1]) else None
    return governing or near


def _obliges(folded: str, word: re.Match[str], clause: Span, quantity: Quantity) -> bool:
    """Whether a word of duty governs the quantity: one of its clause, but ``đảm bảo`` only right before it."""
    if _adjacent(folded, word.end(), quantity.start):
        return True
    return word.group() not in {"đảm bảo", "bảo đảm"} and word.start() >= clause[0]


def _carries(folded: str, word: re.Match[str], quantity: Quantity) -> bool:
    """Whether a verb has the quantity for its object."""
    if _adjacent(folded, word.end(), quantity.start):
        return True
    if word.group() == "hoàn thành" and _cue("completes").match(folded, word.end(), quantity.start):
        return True
    return _cue("each_has").search(folded, word.start(), quantity.start) is not None


def _adjacent(folded: str, start: int, end: int) -> bool:
    return end - start <= _NEAR and _cue("between").match(folded[start:end]) is not None


def governing_modality(folded: str, start: int, end: int) -> Modality | None:
    """The modality of a line that opens a list (``Phấn đấu đạt các chỉ tiêu sau:``) or of a heading."""
    modal, table = _modal_words()
    for match in modal.finditer(folded, start, end):
        if table[match.group()][0] in {"strive", "encourage"}:
            return table[match.group()][0]
    return None


@cache
def _changes() -> dict[str, tuple[Direction, Change]]:
    return {
        word: (cast(Direction, entry.attributes["direction"]), cast(Change, entry.attributes["change"]))
        for entry in load("changes")
        for word in entry.words
    }


@cache
def _last_of_changes() -> frozenset[str]:
    return frozenset(phrase.rpartition(" ")[2] for phrase in _changes())


def direction(folded: str, lead: Span, quantity: Quantity) -> tuple[Direction, Change | None]:
    """Whether the value is a level, an increase or a decrease, and then by or to.

    Admitting members and founding units is an increase by the value; setting up a club or a house is a level.
    """
    if quantity.baseline is not None:
        return ("decrease", "to") if quantity.value < quantity.baseline else ("increase", "to")
    said = folded[lead[0] : quantity.start].replace(":", " ").replace("(", " ").rsplit(None, _LAST_WORDS)
    noun = folded[max(quantity.noun_end - len(quantity.unit_text or ""), quantity.number) : quantity.end + 30]
    if change := _said_change(said, quantity, noun) or _turned(folded, lead, quantity):
        return change
    grown = quantity.unit == "count" and folded.startswith(" tăng thêm", quantity.end)
    if grown or (said[-1:] == ["lập"] and _cue("founded").match(noun)):
        return "increase", "by"
    if said and said[-1] in _words("level_verb") and quantity.unit in {"percent", "count", "ratio"}:
        start = max(lead[0], folded.rfind(", ", lead[0], quantity.start))
        if _cue("falling").search(folded, start, quantity.start):
            return "decrease", "to"
        if _cue("rising").search(folded, start, quantity.start):
            return "increase", "to"
    return "level", None


def _turned(folded: str, lead: Span, quantity: Quantity) -> tuple[Direction, Change] | None:
    """A change whose object stands before the quantity: ``Kéo giảm số vụ cháy | từ 5% trở lên``."""
    if quantity.unit not in {"percent", "ratio", "money"}:
        return None
    said = _cue("turns").fullmatch(folded, *lead)
    if not said or not _cue("ends").match(folded, quantity.end):
        return None
    return ("increase", "by") if said["up"] else ("decrease", "by")


def _said_change(said: list[str], quantity: Quantity, noun: str) -> tuple[Direction, Change] | None:
    """The change that the last words before the quantity say, up to two fillers between."""
    if _last_of_changes().isdisjoint(said[-3:]):
        return None
    for dropped in range(3):
        kept = said[: len(said) - dropped]
        if dropped and said[len(kept) : len(kept) + 1] and said[len(kept)] not in _words("change_filler"):
            return None
        for count in (4, 3, 2, 1) if kept and kept[-1] in _last_of_changes() else ():
            phrase = " ".join(kept[-count:])
            before = kept[-count - 1] if len(kept) > count else ""
            if len(kept) >= count and phrase in _changes() and _applies(phrase, quantity, noun, before):
                return _changes()[phrase]
    return None


def _applies(phrase: str, quantity: Quantity, noun: str, before: str) -> bool:
    if before == "trở":
        return False
    if phrase == "thêm" and quantity.unit == "money":
        return False
    for kind, counted in (("admitting", "members"), ("founding", "founded")):
        if phrase in _words(kind):
            return quantity.unit == "count" and _cue(counted).match(noun) is not None
    return True


@cache
def _rhythms() -> tuple[re.Pattern[str], dict[str, str]]:
    table = {
        word: entry.attributes["duration"]
        for entry in load("frequency")
        if entry.attributes["side"] == "lead"
        for word in entry.words
    }
    return word_pattern(table), table


_RATE_BEHIND = re.compile(r"(?: [^\W\d_]+){1,4} ?/ ?(năm|quý|tháng|tuần)(?!\w)")
_RATE_PERIODS = {"năm": "P1Y", "quý": "P3M", "tháng": "P1M", "tuần": "P1W"}
_OPENING = 24


def is_rhythmic(folded: str, statement: Span) -> bool:
    """Whether a statement has any word or sign of a rhythm: most have none, and there is no need to look further."""
    said = folded[slice(*statement)]
    if "/" in said:
        return True
    named = any(map(said.__contains__, _words("rhythmic")))  # mostly there is none, also within longer words
    return named and _cue("rhythmic").search(folded, *statement) is not None


def frequency(folded: str, statement: Span, clause: Span, quantity: Quantity) -> str | None:
    """The rhythm of a counted result: its own rate, else ``mỗi quý`` before it or ``hằng năm`` at the clause's end.

    A rhythm that opens the statement (``Hằng năm, …``) governs all its clauses.
    """
    if quantity.frequency:
        return quantity.frequency
    rhythm, table = _rhythms()
    before = _rhythm_before(folded, statement, clause, quantity)
    if before and not _cue("dated").search(folded, *clause):
        return table[before]
    if rate := _RATE_BEHIND.match(folded, quantity.end, clause[1]):
        return _RATE_PERIODS[rate.group(1)]
    for match in rhythm.finditer(folded, quantity.end, clause[1]):
        ends = not folded[match.end() : clause[1]].strip(" .,;/")
        if ends and not _of_a_plan(folded, clause, match):
            return table[match.group()]
    return None


def _rhythm_before(folded: str, statement: Span, clause: Span, quantity: Quantity) -> str | None:
    rhythm, _ = _rhythms()
    opening = rhythm.search(folded, statement[0], min(statement[0] + _OPENING, quantity.start))
    if opening and folded.startswith(",", opening.end()):
        return opening.group()
    found = rhythm.finditer(folded, clause[0], quantity.start)
    return next((match.group() for match in found if not _of_a_plan(folded, clause, match)), None)


def _of_a_plan(folded: str, clause: Span, rhythm: re.Match[str]) -> bool:
    """Whether the rhythm belongs to a noun: ``kế hoạch hằng năm``."""
    return _cue("of_a_plan").search(folded, max(clause[0], rhythm.start() - 14), rhythm.start()) is not None
