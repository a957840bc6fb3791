"""Patterns that are tried only where one of their literal cues stands: the scan searches for plain strings."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import regex

from pipeline.lexicon import Entry

_LONGEST_NUMBER = 5


@dataclass(frozen=True, slots=True)
class CuedPattern:
    """A pattern with the literals that begin it, or that follow the number or word it begins with (``leads``)."""

    id: str
    pattern: "regex.Pattern[str]"
    cues: tuple[str, ...]
    leads: bool
    attributes: dict[str, Any]

    @classmethod
    def of(cls, entry: Entry) -> "CuedPattern":
        given = entry.attributes
        return cls(entry.id, entry.compiled(), tuple(given["cues"]), bool(given.get("leads")), given)

    def matches(self, folded: str) -> "Iterator[regex.Match[str]]":
        """The matches at the cues, cue by cue; those of different cues may overlap."""
        for cue in self.cues:
            at = folded.find(cue)
            while at >= 0:
                start = self._start(folded, at)
                found = self.pattern.match(folded, start) if start >= 0 else None
                if found is not None:
                    yield found
                at = folded.find(cue, at + len(cue))

    def _start(self, folded: str, at: int) -> int:
        """Where the pattern begins for a cue at ``at``; -1 where it cannot."""
        if not self.leads:
            return -1 if at and folded[at - 1].isalnum() else at
        start = at
        while start and at - start <= _LONGEST_NUMBER and folded[start - 1].isalnum():
            start -= 1
        return start if start < at else -1
