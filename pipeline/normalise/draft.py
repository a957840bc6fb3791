"""A text under way with its way back to the raw one; every change goes through ``rewrite``."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from pipeline.offsets import OffsetMap, Run

Piece = tuple[int, int, str | None]
"""``text[start:end]`` kept as it is (None), or what is put in its place."""
Span = tuple[int, int, int]
"""Clean length, raw start, raw length."""


@dataclass(frozen=True, slots=True)
class Draft:
    text: str
    offsets: OffsetMap

    @classmethod
    def of(cls, text: str) -> "Draft":
        return cls(text, OffsetMap.identity(len(text)))


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
    text, offsets = draft.text, draft.offsets
    out: list[str] = []
    spans: list[Span] = []
    for start, end, put in pieces:
        if put is None:
            if start < end:
                out.append(text[start:end])
                _copy(spans, offsets, start, end)
        elif put:
            low, high = offsets.to_raw(start, end)
            out.append(put)
            _append(spans, len(put), low, high - low)
    return Draft("".join(out), _map(spans))


def _copy(spans: list[Span], offsets: OffsetMap, start: int, end: int) -> None:
    """Adds the spans of all runs under ``[start, end)``, cut to it."""
    runs = offsets.runs
    index = bisect_right(offsets.starts, start) - 1
    while start < end:
        run = runs[index]
        stop = min(end, run.clean_start + run.clean_length)
        if run.clean_length == run.raw_length:
            _append(spans, stop - start, run.raw_start + start - run.clean_start, stop - start)
        else:
            _append(spans, stop - start, run.raw_start, run.raw_length)
        start = stop
        index += 1


def _append(spans: list[Span], length: int, raw_start: int, raw_length: int) -> None:
    """Adds a span, to the last one where both map one to one and touch."""
    if spans and length == raw_length:
        before, at, covered = spans[-1]
        if before == covered and at + covered == raw_start:
            spans[-1] = (before + length, at, before + length)
            return
    spans.append((length, raw_start, raw_length))


def _map(spans: list[Span]) -> OffsetMap:
    ends = [0, *accumulate(length for length, _, _ in spans)]
    return OffsetMap.of(Run(at, *span) for at, span in zip(ends, spans, strict=False))
