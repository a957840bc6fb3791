"""A map from clean offsets back to raw ones, kept while the text is transformed, never searched afterwards."""

from bisect import bisect_right
from collections.abc import Callable, Iterable
from functools import cached_property, partial
from typing import Any, NamedTuple


class Run(NamedTuple):
    """``clean_length`` code points at ``clean_start`` come from ``raw_length`` at ``raw_start``.

    Equal lengths map one to one; otherwise (a composed letter, a folded blank) the run maps as a whole.
    Runs are ordered by ``clean_start`` and cover the clean text; raw starts may jump back (moved furniture).
    A run with ``raw_length == 0`` was inserted.
    """

    clean_start: int
    clean_length: int
    raw_start: int
    raw_length: int


class OffsetMap:
    """The runs of one clean text. They are made when first asked for: few texts have places to lead back to."""

    def __init__(self, make: Callable[[], Iterable[Run]]) -> None:
        self._make = make

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        runs = tuple(self._make())
        self._make = partial(tuple, runs)  # what made them holds every line of the file
        return runs

    @cached_property
    def starts(self) -> tuple[int, ...]:
        return tuple(run.clean_start for run in self.runs)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickled are the runs: what would make them is of this process."""
        return OffsetMap, (partial(tuple, self.runs),)

    @classmethod
    def identity(cls, length: int) -> "OffsetMap":
        return cls(lambda: [Run(0, length, 0, length)] if length else [])

    def to_raw(self, start: int, end: int) -> tuple[int, int]:
        """The smallest raw span that holds all of the clean span ``[start, end)``; an empty span stays empty."""
        runs = self.runs
        if not runs:
            return 0, 0
        first = bisect_right(self.starts, start) - 1
        first = first if first > 0 else 0
        run = runs[first]
        past = start - run.clean_start
        if (
            past >= 0
            and start < end <= run.clean_start + run.clean_length
            and run.clean_length == run.raw_length
        ):
            low = run.raw_start + past  # as nearly every span: within one run, letter by letter
            return low, low + end - start
        if end <= start:
            return (at := _raw_ends(run, start, start)[0]), at
        last = max(bisect_right(self.starts, end - 1, first) - 1, first)
        ends = [_raw_ends(run, start, end) for run in runs[first : last + 1] if run.raw_length]
        if not ends:
            return (at := run.raw_start), at
        return min(low for low, _ in ends), max(high for _, high in ends)


def _raw_ends(run: Run, start: int, end: int) -> tuple[int, int]:
    """The raw ends of the part of ``run`` that lies in the clean span."""
    if run.clean_length != run.raw_length:
        return run.raw_start, run.raw_start + run.raw_length
    low = max(start - run.clean_start, 0)
    high = min(end - run.clean_start, run.clean_length)
    return run.raw_start + low, run.raw_start + high
