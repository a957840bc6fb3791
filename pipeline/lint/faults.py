"""What the families hand on: a fault at its place, with the words that its message names."""

from collections.abc import Iterator, Mapping
from functools import cache

from msgspec import Struct

from pipeline import lexicon
from pipeline.lint.rules import rules
from pipeline.schema import Finding, Location, Row
from pipeline.text import Text

_LONGEST = 60


class Fault(Struct, frozen=True):
    """``rule`` broken at ``text[start:end]``; both None where the fault has no place. ``words`` fill its message."""

    rule: str
    start: int | None
    end: int | None
    words: Mapping[str, object] = {}


def finding(text: Text, fault: Fault, ordinal: int) -> Finding:
    """The row of a fault of the document ``text``."""
    return _row(_place(text, fault), fault.rule, f"{text.doc_id}-f{ordinal}", fault.words)


def made(row: Row, rule: str, finding_id: str, words: Mapping[str, object]) -> Finding:
    """The row of a fault that stands where ``row`` does."""
    place = row.doc_id, row.start, row.end, row.quote, row.page, row.bbox, row.paragraph, row.cell
    return _row(place, rule, finding_id, words)


def _row(place: Location, rule_id: str, finding_id: str, words: Mapping[str, object]) -> Finding:
    rule = rules()[rule_id]
    return Finding(
        *place,
        rule=rule.id,
        finding_id=finding_id,
        code=rule.code,
        severity=rule.severity,
        message_vi=rule.message_vi.format_map(words),
        message_en=rule.message_en.format_map(words),
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


def _place(text: Text, fault: Fault) -> Location:
    if fault.start is None or fault.end is None:
        return text.doc_id, None, None, None, None, None, None, None
    return text.at(fault.start, fault.end)
