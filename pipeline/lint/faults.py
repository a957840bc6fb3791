"""What the families hand on: a fault at its place, with the words that its message names."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from pipeline import lexicon
from pipeline.lint.rules import rules
from pipeline.schema import Finding
from pipeline.text import Location, Text

_LONGEST = 60


class Fault(NamedTuple):
    """``rule`` broken at ``text[start:end]``; both None where the fault has no place. ``words`` fill its message."""

    rule: str
    start: int | None
    end: int | None
    words: Mapping[str, object] = {}


def finding(text: Text, fault: Fault, ordinal: int) -> Finding:
    """The row of a fault of the document ``text``."""
    rule = rules()[fault.rule]
    return Finding(
        **_place(text, fault),
        rule=rule.id,
        finding_id=f"{text.doc_id}-f{ordinal}",
        code=rule.code,
        severity=rule.severity,
        message_vi=rule.message_vi.format_map(fault.words),
        message_en=rule.message_en.format_map(fault.words),
    )


def occurrences(text: str, words: str) -> Iterator[int]:
    """Where ``words`` stand in ``text``, ascending."""
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


@cache
def known_words(entry_id: str) -> frozenset[str]:
    """The words of an entry of ``faults.toml``."""
    return lexicon.words("faults", entry_id)


def short(words: str) -> str:
    """``words`` on one line, cut after a word where they are long."""
    flat = " ".join(words.split())
    return flat if len(flat) <= _LONGEST else flat[:_LONGEST].rsplit(" ", 1)[0] + " …"


def _place(text: Text, fault: Fault) -> Location | dict[str, object]:
    if fault.start is None or fault.end is None:
        return {"doc_id": text.doc_id, "start": None, "end": None, "quote": None}
    return text.at(fault.start, fault.end)
