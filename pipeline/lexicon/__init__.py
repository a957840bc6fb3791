"""The rule tables: one TOML file per subject, each entry with examples that match and that must not.

A file is a list of ``[[entry]]`` tables. Every entry has an ``id``, unique in its file, and ``pattern`` (a regular
expression) or ``words`` (literal phrases, longest first wins; ``led_by`` and ``followed_by`` are expressions for what
stands around them, ``not_behind`` are literals that may not stand right before them); ``match`` and ``no_match`` are
example texts. All other keys are the entry's attributes. Patterns and words are written for ``Text.folded`` (lower
case, traditional tone placement, straight quotes, ``-`` for every dash) unless the entry says ``case = true``: then for
the clean text.
"""

import re
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby
from operator import itemgetter
from typing import Any

import regex

from pipeline.errors import LexiconError

_KNOWN = {"id", "pattern", "words", "led_by", "not_behind", "followed_by", "match", "no_match", "case"}
_WORD = r"[\p{L}\p{N}]"
_EDGE_AFTER = f"(?!{_WORD})"


@dataclass(frozen=True, slots=True)
class Entry:
    """One named rule or group of words. ``expression`` is its source, whole words only where it came from ``words``."""

    id: str
    expression: str
    words: tuple[str, ...]
    attributes: dict[str, Any]
    match: tuple[str, ...]
    no_match: tuple[str, ...]
    case: bool = False

    def compiled(self) -> "regex.Pattern[str]":
        return regex.compile(self.expression)


@cache
def load(name: str) -> tuple[Entry, ...]:
    """The entries of ``NAME.toml``, in their order.

    Raises:
        LexiconError: where the file breaks the form that this module's docstring gives.
    """
    path = files("pipeline.lexicon").joinpath(f"{name}.toml")
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise LexiconError(f"{name}.toml: {error}") from error
    entries = tuple(_entry(name, item) for item in table.get("entry", []))
    ids = [entry.id for entry in entries]
    if len(set(ids)) != len(ids):
        raise LexiconError(f"{name}.toml: an id stands twice: {sorted({i for i in ids if ids.count(i) > 1})}")
    return entries


@cache
def pattern(name: str, entry_id: str) -> re.Pattern[str]:
    """One entry of ``NAME.toml`` for ``re``, which is twice as fast as ``regex`` on the short spans around a number.

    Raises:
        LexiconError: where the table has no such entry.
    """
    return re.compile(_for_re(_find(name, entry_id).expression))


class _Patterns(dict[str, re.Pattern[str]]):
    """The compiled entries of one table, each from when it is first asked for."""

    def __init__(self, table: str) -> None:
        super().__init__()
        self._table = table

    def __missing__(self, entry_id: str) -> re.Pattern[str]:
        self[entry_id] = found = pattern(self._table, entry_id)
        return found


def patterns(name: str) -> Callable[[str], re.Pattern[str]]:
    """``pattern`` for the entries of one table, by their ids, at the price of a look into a dictionary."""
    return _Patterns(name).__getitem__


@cache
def words(name: str, entry_id: str) -> frozenset[str]:
    """The words of one entry of ``NAME.toml``."""
    return frozenset(_find(name, entry_id).words)


def any_word(words: Iterable[str], not_behind: Iterable[str] = ()) -> str:
    """An expression that finds any of ``words`` as whole words, the longest first, none right behind ``not_behind``.

    They stand by first letter, which comes before the look at what is behind it: a search skips along to such letters.
    """
    barred = (_WORD, *map(_literal, not_behind))
    groups = groupby(sorted(set(words)), key=itemgetter(0))
    return f"(?:{'|'.join(_opening_with(first, said, barred) for first, said in groups)}){_EDGE_AFTER}"


def word_pattern(words: Iterable[str]) -> re.Pattern[str]:
    """The same, compiled for ``re``."""
    return re.compile(_for_re(any_word(words)))


def _opening_with(first: str, words: Iterable[str], barred: Iterable[str]) -> str:
    letter = _literal(first)
    edge = "".join(f"(?<!{before}{letter})" for before in barred)
    return f"{letter}{edge}{_any_of([word[1:] for word in words])}"


def _any_of(words: list[str]) -> str:
    """An expression for any of the sorted ``words``, in which those that begin alike share their beginning."""
    groups = groupby(filter(None, words), key=itemgetter(0))
    options = [_literal(first) + _any_of([word[1:] for word in said]) for first, said in groups]
    if "" in words:
        return f"(?:{'|'.join(options)})?" if options else ""
    return options[0] if len(options) == 1 else f"(?:{'|'.join(options)})"


def _literal(word: str) -> str:
    return regex.escape(word, literal_spaces=True)


def _for_re(expression: str) -> str:
    return expression.replace(_WORD, r"\w")


def names() -> tuple[str, ...]:
    """The names of all rule tables."""
    found = (item.name for item in files("pipeline.lexicon").iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in found if name.endswith(".toml")))


def _find(name: str, entry_id: str) -> Entry:
    for entry in load(name):
        if entry.id == entry_id:
            return entry
    raise LexiconError(f"{name}.toml: there is no entry {entry_id}")


def _entry(name: str, item: dict[str, Any]) -> Entry:
    if "id" not in item or ("pattern" in item) == ("words" in item):
        raise LexiconError(f"{name}.toml: an entry needs an id and either pattern or words: {item}")
    words = tuple(item.get("words", ()))
    return Entry(
        id=item["id"],
        expression=item.get("pattern") or _around(item, any_word(words, item.get("not_behind", ()))),
        words=words,
        attributes={key: value for key, value in item.items() if key not in _KNOWN},
        match=tuple(item.get("match", ())),
        no_match=tuple(item.get("no_match", ())),
        case=bool(item.get("case", False)),
    )


def _around(item: dict[str, Any], words: str) -> str:
    return f"{item.get('led_by', '')}{words}{item.get('followed_by', '')}"
