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
        return OffsetMap.of(
            Run(at, *stretch) for at, stretch in zip(self.starts, self.stretches, strict=True) if stretch[0]
        )


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
    starts = list(accumulate((stretch[0] for stretch in stretches), initial=0))
    return Draft("".join(out), starts[:-1], stretches)


def _copy(stretches: list[Stretch], draft: Draft, start: int, end: int) -> None:
    """Adds all that is under ``[start, end)``, cut to it; to the last stretch where both map one to one and touch."""
    index = bisect_right(draft.starts, start) - 1
    while start < end:
        length, raw_start, raw_length = draft.stretches[index]
        ahead = start - draft.starts[index]
        kept = min(end - start, length - ahead)
        if length == raw_length:
            raw_start, raw_length = raw_start + ahead, kept
            if stretches:
                before, at, covered = stretches[-1]
                if before == covered and at + covered == raw_start:
                    del stretches[-1]
                    kept_all = before + kept
                    stretches.append((kept_all, at, kept_all))
                    start += kept
                    index += 1
                    continue
        stretches.append((kept, raw_start, raw_length))
        start += kept
        index += 1


def _put(stretches: list[Stretch], draft: Draft, start: int, end: int, length: int) -> None:
    """Adds ``length`` letters for all that is under ``[start, end)``, as one stretch."""
    under: list[Stretch] = []
    _copy(under, draft, start, end)
    low = min(
        (stretch[1] for stretch in under), default=stretches[-1][1] + stretches[-1][2] if stretches else 0
    )
    high = max((stretch[1] + stretch[2] for stretch in under), default=low)
    stretches.append((length, low, high - low))
