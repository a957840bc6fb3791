"""The word lists of ``metadata.toml``, compiled by the role that they have in reading a document's head and tail."""

import re
from functools import cache

from pipeline.lexicon import Entry, load


def entries(role: str) -> tuple[Entry, ...]:
    return tuple(entry for entry in load("metadata") if entry.attributes["role"] == role)


@cache
def cue(role: str) -> "re.Pattern[str]":
    """Any expression of that role, for folded text."""
    return re.compile("|".join(f"(?:{_plain(entry)})" for entry in entries(role)))


def _plain(entry: Entry) -> str:
    """The expression for ``re``, which searches these faster than ``regex``."""
    return entry.expression.replace(r"[\p{L}\p{N}]", r"\w")


@cache
def words(role: str) -> frozenset[str]:
    """The words of that role."""
    return frozenset(word for entry in entries(role) for word in entry.words)
