"""Where literal words stand in a text: all that the rule tables look for are found in one scan.

An Aho-Corasick automaton takes as long for a hundred words as for one, so that a rule with a cue of its own costs a
text nothing where the cue is not said. Its words are the ``cues`` of the entries of ``_TABLES``.
"""

from collections.abc import Sequence
from functools import cache, cached_property

from ahocorasick_rs import AhoCorasick

from pipeline.lexicon import load

_TABLES = ("time", "deadlines", "numeral_context", "organisations", "references")


class Cues:
    """A folded text, and where the cues stand in it."""

    def __init__(self, folded: str) -> None:
        self.folded = folded

    def of(self, cue: str) -> Sequence[int]:
        """Every place of ``cue``, in order, also within longer words."""
        return self._places.get(cue, ())

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        scan, cues = _scan()
        places: dict[str, list[int]] = {}
        for number, start, _ in scan.find_matches_as_indexes(self.folded, overlapping=True):
            places.setdefault(cues[number], []).append(start)
        return places


@cache
def _scan() -> tuple[AhoCorasick, tuple[str, ...]]:
    """The automaton, and its words by their numbers."""
    entries = (entry for name in _TABLES for entry in load(name))
    cues = tuple(dict.fromkeys(cue for entry in entries for cue in entry.attributes.get("cues", ())))
    return AhoCorasick(cues), cues
