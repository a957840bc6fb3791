"""Patterns that are tried only where one of their literal cues stands: the scan searches for plain strings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.cues import Cues
from pipeline.lexicon import Entry

_AHEAD = 140
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class CuedPattern:
    """A pattern with the literals that begin it, or that stand up to ``back`` code points after its beginning.

    ``number``: a digit stands between its beginning and the literal (looked for first, that is faster).
    """

    id: str
    pattern: re.Pattern[str]
    cues: tuple[str, ...]
    back: int
    number: bool
    attributes: dict[str, Any]

    @classmethod
    def of(cls, entry: Entry) -> "CuedPattern":
        given = entry.attributes
        return cls(
            id=entry.id,
            pattern=re.compile(entry.expression),
            cues=tuple(given["cues"]),
            back=int(given.get("back", 0)),
            number=bool(given.get("number")),
            attributes=given,
        )

    def matches(self, cues: Cues) -> Iterator[re.Match[str]]:
        """The matches at the cues, cue by cue; those of different cues may overlap."""
        for cue in self.cues:
            for at in cues.of(cue):
                found = self._around(cues.folded, at) if self.back else self._at(cues.folded, at)
                if found is not None:
                    yield found

    def _at(self, folded: str, at: int) -> re.Match[str] | None:
        return None if at and folded[at - 1].isalnum() else self.pattern.match(folded, at)

    def _around(self, folded: str, at: int) -> re.Match[str] | None:
        low = max(at - self.back, 0)
        if self.number and _DIGIT.search(folded, low, at) is None:
            return None
        found = self.pattern.search(folded, low, at + _AHEAD)
        return found if found is not None and found.start() <= at < found.end() else None
