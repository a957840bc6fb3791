"""Where literal words and digits stand in a text: all that the rule tables look for are found in one scan.

An Aho-Corasick automaton takes as long for a hundred words as for one, so that a rule with a cue of its own costs a
text nothing where the cue is not said. Its words are the ``cues`` of the entries of some tables, by default of those
on the whole text; ``true`` says that an entry's words are its cues. An entry ``needs`` other words than it begins at.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property, partial
from itertools import chain
from typing import Literal

import regex
from ahocorasick_rs import AhoCorasick, Implementation

from pipeline.lexicon import Entry, load

_DIGITS = regex.compile(r"[0-9]+(?:[.,][0-9]+)*")  # `re` takes four times as long
_no_places = partial(array, "i")  # a long text has tens of thousands: four bytes for each, a list takes forty
_TABLES = ("time", "deadlines", "numeral_context", "references", "faults")


class Cues:
    """A folded text, and where the cues and the digits stand in it."""

    def __init__(self, folded: str, tables: tuple[str, ...] = _TABLES) -> None:
        self.folded = folded
        self._tables = tables

    def of(self, cue: str) -> Sequence[int]:
        """Every place of ``cue``, in order, also within longer words."""
        return self.places.get(cue, ())

    @cached_property
    def places(self) -> "Mapping[str, array[int]]":
        """The cues that stand in the text, each with its places."""
        scan, cues = _scan(self._tables)
        places: defaultdict[int, array[int]] = defaultdict(_no_places)
        for number, start, _ in scan.find_matches_as_indexes(self.folded, overlapping=True):
            places[number].append(start)
        return {cues[number]: found for number, found in places.items()}

    @property
    def digits(self) -> Iterator[tuple[int, int]]:
        """The spans of the runs of digits, points and commas between them included, in order."""
        edges = iter(self._edges)
        return zip(edges, edges, strict=True)

    @cached_property
    def _edges(self) -> "array[int]":
        return array("i", chain.from_iterable([run.span() for run in _DIGITS.finditer(self.folded)]))


@cache
def _scan(tables: tuple[str, ...]) -> tuple[AhoCorasick, tuple[str, ...]]:
    """The automaton, and its words by their numbers."""
    entries = (entry for name in tables for entry in load(name))
    cues = tuple(dict.fromkeys(cue for entry in entries for cue in _cues_of(entry)))
    # For more than a hundred words another one is taken by default, which scans half as fast.
    return AhoCorasick(cues, implementation=Implementation.DFA), cues


def _cues_of(entry: Entry) -> Sequence[str]:
    given: Sequence[str] | Literal[True] = entry.attributes.get("cues", ())
    return entry.words if given is True else [*given, *entry.attributes.get("needs", ())]
