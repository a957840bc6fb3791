"""Patterns that are tried only where one of their literal cues stands: the scan searches for plain strings."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import regex

from pipeline.lexicon import Entry

_AHEAD = 140


class Cues:
    """A folded text and where literal words stand in it, each searched for once."""

    def __init__(self, folded: str) -> None:
        self.folded = folded
        self._places: dict[str, list[int]] = {}

    def of(self, word: str) -> list[int]:
        """Every place of ``word``, also within longer words."""
        places = self._places.get(word)
        if places is None:
            places = self._places[word] = []
            find, step = self.folded.find, len(word)
            at = find(word)
            while at >= 0:
                places.append(at)
                at = find(word, at + step)
        return places


@dataclass(frozen=True, slots=True)
class CuedPattern:
    """A pattern with the literals that begin it, or that stand up to ``back`` code points after its beginning."""

    id: str
    pattern: "regex.Pattern[str]"
    cues: tuple[str, ...]
    back: int
    attributes: dict[str, Any]

    @classmethod
    def of(cls, entry: Entry) -> "CuedPattern":
        given = entry.attributes
        return cls(entry.id, entry.compiled(), tuple(given["cues"]), int(given.get("back", 0)), given)

    def matches(self, cues: Cues) -> "Iterator[regex.Match[str]]":
        """The matches at the cues, cue by cue; those of different cues may overlap."""
        folded = cues.folded
        for cue in self.cues:
            for at in cues.of(cue):
                if self.back:
                    found = self.pattern.search(folded, max(at - self.back, 0), at + _AHEAD)
                elif at and folded[at - 1].isalnum():
                    continue
                else:
                    found = self.pattern.match(folded, at)
                if found is not None and found.start() <= at < found.end():
                    yield found
