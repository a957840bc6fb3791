"""A text under way with its way back to the raw one; every change goes through ``rewrite``."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.offsets import OffsetMap, Run

Piece = tuple[int, int, str | None]
"""``text[start:end]`` kept as it is (None), or what is put in its place."""


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
    text = draft.text
    out: list[str] = []
    spans: list[tuple[int, int, int]] = []
    for start, end, put in pieces:
        if put is None:
            if start < end:
                out.append(text[start:end])
                for span in _under(draft.offsets, start, end):
                    _append(spans, span)
        elif put:
            low, high = draft.offsets.to_raw(start, end)
            out.append(put)
            _append(spans, (len(put), low, high - low))
    return Draft("".join(out), _map(spans))


def _under(offsets: OffsetMap, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Clean length, raw start and raw length of every run under the span, cut to it."""
    runs = offsets.runs
    index = bisect_right(offsets.starts, start) - 1
    while index < len(runs) and runs[index].clean_start < end:
        run = runs[index]
        low, high = max(start, run.clean_start), min(end, run.clean_start + run.clean_length)
        if run.clean_length == run.raw_length:
            yield high - low, run.raw_start + low - run.clean_start, high - low
        else:
            yield high - low, run.raw_start, run.raw_length
        index += 1


def _append(spans: list[tuple[int, int, int]], span: tuple[int, int, int]) -> None:
    """Adds a span, to the last one where both map one to one and touch."""
    length, raw_start, raw_length = span
    if spans and length == raw_length:
        last = spans[-1]
        if last[0] == last[2] and last[1] + last[2] == raw_start:
            spans[-1] = (last[0] + length, last[1], last[0] + length)
            return
    spans.append(span)


def _map(spans: list[tuple[int, int, int]]) -> OffsetMap:
    runs = []
    at = 0
    for length, raw_start, raw_length in spans:
        runs.append(Run(at, length, raw_start, raw_length))
        at += length
    return OffsetMap.of(runs)
