"""Predicates: where, in a stretch of a clause, what is said of its noun begins."""

import re
from collections.abc import Iterator
from functools import cache

from pipeline.lexicon import load, patterns, word_pattern, words

_cue = patterns("clauses")
_HEAD = 2
_WEAK_REACH = 70
_RIGHT_BEHIND = 4  # "có tổ chức …" is one predicate
_LATER = 220
_DESCRIBING = {"được": "second_passive", "đạt chuẩn": "behind_standard"}
_COMMA = re.compile(r"[:(]|,(?! (?:có|đủ|thuộc|sử dụng) )")


@cache
def _predicates() -> tuple[re.Pattern[str], dict[str, str]]:
    strengths = {word: entry.attributes["strength"] for entry in load("predicates") for word in entry.words}
    return word_pattern(strengths), strengths


def split_predicate(folded: str, start: int, end: int) -> int:
    """Where the predicate begins in ``nữ đoàn viên … | đạt danh hiệu …``; ``end`` where there is none.

    The first strong verb ends the noun phrase. A weak one (``có``, ``là``) does so only where no strong one follows in
    the same stretch. No end is a verb that describes its noun, where a passive follows (``cán bộ xây dựng chính sách |
    được …``, ``diện tích trồng | được …``, ``xã khi lập kế hoạch | phải …``), nor ``có từ 10 lao động``.
    """
    strengths = _predicates()[1]
    weak = measured = None
    for match in _verbs(folded, start, end):
        at, strength = match.start(), strengths[match.group()]
        if _cue("measured").match(folded, match.end(), end):
            measured = at if measured is None else measured
        elif weak is not None and not _still_attributive(folded, weak, at, strength):
            return weak
        elif strength == "weak":
            weak = at if weak is None else weak
        elif weak is not None:
            own = at - weak <= _RIGHT_BEHIND or _possesses(folded, start, weak, strength)
            return weak if own else _second_of_two(folded, match, end) or at
        else:
            if strength == "top":
                return _second_of_two(folded, match, end) or at
            if later := _beyond_bare_head(folded, start, match, end):
                return later
            described = _describes(folded, start, match)
            return (described and _later_passive(folded, match.end(), end)) or at
    return next((found for found in (weak, measured) if found is not None), end)


def has_predicate(folded: str, start: int, end: int) -> bool:
    """Whether ``split_predicate`` finds one."""
    return next(_verbs(folded, start, end), None) is not None


def _second_of_two(folded: str, first: re.Match[str], end: int) -> int | None:
    """Where the predicate begins behind a passive that describes its noun: ``trẻ được đỡ đầu | được thăm hỏi``."""
    name = _DESCRIBING.get(first.group())
    second = _cue(name).match(folded, first.end(), end) if name else None
    return second.end() if second else None


def _beyond_bare_head(folded: str, start: int, first: re.Match[str], end: int) -> int | None:
    """The verb behind the one that tells which people: ``người tham gia giao thông | chấp hành …``."""
    if not _cue("bare_head").fullmatch(folded, start, first.start()):
        return None
    strengths = _predicates()[1]
    for match in _verbs(folded, first.end() + _HEAD, end):
        if _cue("apart").search(folded[first.end() : match.start()]):
            return None
        if strengths[match.group()] in {"top", "strong"}:
            return match.start()
    return None


def _possesses(folded: str, start: int, weak: int, strength: str) -> bool:
    """Whether ``có`` at ``weak`` is the predicate though a verb follows: ``Đoàn xã | có đội hình hỗ trợ …``."""
    if not folded.startswith("có", weak) or not _cue("possessed").match(folded, weak + 2):
        return False
    return strength != "top" or _cue("person").match(folded, start) is None


def _verbs(folded: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The verbs behind the head of the noun phrase, outside brackets and quotes."""
    verbs, strengths = _predicates()
    for match in verbs.finditer(folded, start, end):
        at = match.start()
        if strengths[match.group()] != "noun" and at > start + _HEAD and not _in_brackets(folded, start, at):
            yield match


def _describes(folded: str, start: int, verb: re.Match[str]) -> bool:
    """Whether the verb may describe the noun at ``start``: ``diện tích trồng``, ``cán bộ quản lý``, ``khi lập``."""
    return bool(
        _cue("thing").match(folded, start)
        or (verb.group() in words("clauses", "attributive") and _cue("person").match(folded, start))
        or folded.endswith(_while(), start, verb.start())
    )


def _still_attributive(folded: str, weak: int, at: int, strength: str) -> bool:
    """Whether ``có``/``là`` at ``weak`` still qualifies the noun when a verb follows at ``at``."""
    if folded.startswith(("là ", "bị "), weak) and strength == "top":
        return at - weak <= 2 * _WEAK_REACH
    return at - weak <= _WEAK_REACH and not _COMMA.search(folded, weak, at)


@cache
def _while() -> tuple[str, ...]:
    return tuple(f"{word} " for word in words("clauses", "while"))


def opens_with_predicate(folded: str, start: int, end: int) -> bool:
    """Whether the span begins with a verb, so that it names no population: ``40% | đạt loại B``."""
    verbs, strengths = _predicates()
    match = verbs.match(folded, start, end)
    return match is not None and strengths[match.group()] in {"top", "weak"}


def opening_verb(folded: str, start: int, end: int) -> int | None:
    """Where the verb that the span begins with ends; None where it begins with none."""
    verbs, strengths = _predicates()
    match = verbs.match(folded, start, end)
    return match.end() if match and strengths[match.group()] in {"top", "strong"} else None


def _later_passive(folded: str, start: int, end: int) -> int | None:
    match = _cue("passive").search(folded, start, min(end, start + _LATER))
    return match.start() if match else None


def _in_brackets(folded: str, start: int, at: int) -> bool:
    return (
        folded.count("(", start, at) > folded.count(")", start, at) or folded.count('"', start, at) % 2 == 1
    )
