"""A text under way with its way back to the raw one; every change goes through ``edit``."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from pipeline.offsets import OffsetMap, Run

Piece = tuple[int, int, str | None]
"""``text[start:end]`` kept as it is (None), or what is put there; of the same length it maps letter by letter."""
Stretch = tuple[int, int, int]
"""Clean length, raw start, raw length: as in a ``Run``."""


@dataclass(frozen=True)
class Draft:
    """A text, and the pieces of the draft below it that it is made of (the raw text has none below)."""

    text: str
    below: "Draft | None" = None
    pieces: Sequence[Piece] = ()

    @cached_property
    def stretches(self) -> list[Stretch]:
        """What the text is made of, in its order."""
        if self.below is None:
            return [(len(self.text), 0, len(self.text))]
        return _stretches(self.below, self.pieces)

    @cached_property
    def starts(self) -> list[int]:
        """Where the stretches begin in the text."""
        return [0, *accumulate([length for length, _, _ in self.stretches])][:-1]

    @property
    def offsets(self) -> OffsetMap:
        """The map, for those who come after."""
        return OffsetMap(lambda: _runs(self.stretches))


def edit(draft: Draft, changes: Iterable[tuple[int, int, str]]) -> Draft:
    """``draft`` with ordered, disjoint changes; all between them stays."""
    out: list[str] = []
    pieces: list[Piece] = []
    at = 0
    for start, end, put in changes:
        out += (draft.text[at:start], put)
        pieces += ((at, start, None), (start, end, put))
        at = end
    if not pieces:
        return draft
    pieces.append((at, len(draft.text), None))
    return Draft("".join([*out, draft.text[at:]]), draft, pieces)


def offsets_of(draft: Draft, pieces: Callable[[], Iterable[Piece]]) -> OffsetMap:
    """The map of a text that is made of these pieces of ``draft``, in any order."""
    return OffsetMap(lambda: _runs(_stretches(draft, pieces())))


def _stretches(draft: Draft, pieces: Iterable[Piece]) -> list[Stretch]:
    found: list[Stretch] = []
    for start, end, put in pieces:
        if put is None or len(put) == end - start:
            _copy(found, draft, start, end)
        elif put:
            _put(found, draft, start, end, len(put))
    return found


def _runs(stretches: list[Stretch]) -> Iterator[Run]:
    at = 0
    for length, raw_start, raw_length in stretches:
        if length:
            yield Run(at, length, raw_start, raw_length)
        at += length


def _copy(stretches: list[Stretch], draft: Draft, start: int, end: int) -> None:
    """Adds all that is under ``[start, end)``, cut to it; to the last stretch where both map one to one and touch."""
    starts, sources = draft.starts, draft.stretches
    index = bisect_right(starts, start) - 1
    while start < end:
        length, raw_start, raw_length = sources[index]
        ahead = start - starts[index]
        kept = end - start if end - start < length - ahead else length - ahead
        start += kept
        index += 1
        if length == raw_length:
            raw_start, raw_length = raw_start + ahead, kept
            before, at, covered = stretches[-1] if stretches else (0, -1, 0)
            if before == covered and at + covered == raw_start:
                stretches[-1] = before + kept, at, before + kept
                continue
        stretches.append((kept, raw_start, raw_length))


def _put(stretches: list[Stretch], draft: Draft, start: int, end: int, length: int) -> None:
    """Adds ``length`` letters for all that is under ``[start, end)``, as one stretch."""
    under: list[Stretch] = []
    _copy(under, draft, start, end)
    if not under:
        under = [(0, stretches[-1][1] + stretches[-1][2], 0)] if stretches else [(0, 0, 0)]
    low = min([raw_start for _, raw_start, _ in under])
    high = max([raw_start + raw_length for _, raw_start, raw_length in under])
    stretches.append((length, low, high - low))
