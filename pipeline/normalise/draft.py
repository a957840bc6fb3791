"""A text under way with its way back to the raw one; every change goes through ``rewrite``."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from pipeline.offsets import OffsetMap, Run

Piece = tuple[int, int, str | None]
"""``text[start:end]`` kept as it is (None), or what is put there; of the same length it maps letter by letter."""
Stretch = tuple[int, int, int]
"""Clean length, raw start, raw length: as in a ``Run``."""


@dataclass(frozen=True, slots=True)
class Draft:
    """``starts`` are the clean starts of ``stretches``; both cover the text."""

    text: str
    starts: list[int]
    stretches: list[Stretch]

    @classmethod
    def of(cls, text: str) -> "Draft":
        return cls(text, [0], [(len(text), 0, len(text))])

    @property
    def offsets(self) -> OffsetMap:
        """The map, for those who come after."""
        return _map(self.starts, self.stretches)


def edit(draft: Draft, changes: Iterable[tuple[int, int, str]]) -> Draft:
    """``draft`` with ordered, disjoint changes; all between them stays."""
    pieces: list[Piece] = []
    at = 0
    for start, end, put in changes:
        pieces += ((at, start, None), (start, end, put))
        at = end
    if not pieces:
        return draft
    pieces.append((at, len(draft.text), None))
    return rewrite(draft, pieces)


def rewrite(draft: Draft, pieces: Iterable[Piece]) -> Draft:
    """The pieces one after the other, in any order; what no piece names is dropped."""
    text = draft.text
    out: list[str] = []
    stretches: list[Stretch] = []
    for start, end, put in pieces:
        if put is None:
            out.append(text[start:end])
            _copy(stretches, draft, start, end)
        elif put:
            out.append(put)
            if len(put) == end - start:
                _copy(stretches, draft, start, end)
            else:
                _put(stretches, draft, start, end, len(put))
    return Draft("".join(out), _starts(stretches), stretches)


def offsets_of(draft: Draft, spans: Iterable[tuple[int, int]]) -> OffsetMap:
    """The map of a text made of these spans of ``draft``, letter by letter; an empty one is a break put there."""
    stretches: list[Stretch] = []
    for start, end in spans:
        if start < end:
            _copy(stretches, draft, start, end)
        else:
            _put(stretches, draft, start, end, 1)
    return _map(_starts(stretches), stretches)


def _starts(stretches: list[Stretch]) -> list[int]:
    return [0, *accumulate([stretch[0] for stretch in stretches])][:-1]


def _map(starts: list[int], stretches: list[Stretch]) -> OffsetMap:
    return OffsetMap.of(
        [
            Run(at, length, raw_start, raw_length)
            for at, (length, raw_start, raw_length) in zip(starts, stretches, strict=True)
            if length
        ]
    )


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
