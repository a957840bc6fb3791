"""Bytes per second, per core: this pipeline beside underthesea and dateparser, on the same texts in one run."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec.structs import replace

import pipeline
from pipeline.flow import run
from pipeline.language.words import action_head, population_head, with_heads
from pipeline.text import Raw

if TYPE_CHECKING:
    from spacy.language import Language

_YARDSTICK = "underthesea word_tokenize"
# What takes less would be measured on the processor's caches, full of what ran before it.
_AT_LEAST = 0.25


@dataclass(frozen=True, slots=True)
class Speed:
    """Medians over the rounds: UTF-8 bytes per second of processor time, and how many times underthesea's."""

    name: str
    bytes_per_second: float
    ratio: float


def measure_speed(raws: Sequence[Raw], rounds: int = 15) -> list[Speed]:
    """Time each contender once per round, in turn, so that a slow minute of the machine hits all of them.

    A first round warms caches and models and does not count.
    """
    contenders = _contenders()
    seconds: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(rounds + 1):
        for name, read in contenders.items():
            seconds[name].append(_seconds(read, raws))
    size = sum(len(raw.text.encode()) for raw in raws)
    yardstick = seconds[_YARDSTICK][1:]
    return [
        Speed(
            name,
            size / statistics.median(times[1:]),
            statistics.median(base / own for base, own in zip(yardstick, times[1:], strict=True)),
        )
        for name, times in seconds.items()
    ]


def _contenders() -> dict[str, Callable[[Raw], object]]:
    from dateparser.search import search_dates  # type: ignore[import-untyped]  # noqa: PLC0415
    from underthesea import word_tokenize  # noqa: PLC0415

    nlp = pipeline.load()
    return {
        _YARDSTICK: lambda raw: word_tokenize(raw.text),
        "dateparser.search (vi)": lambda raw: search_dates(raw.text, languages=["vi"]),
        "rows, without words": run,
        "rows, words, spaCy Doc": lambda raw: _everything(raw, nlp),
    }


def _everything(raw: Raw, nlp: "Language") -> object:
    tables = run(raw)
    return pipeline.to_doc(replace(tables, targets=with_heads(tables.targets)), nlp)


def _seconds(read: Callable[[Raw], object], raws: Sequence[Raw]) -> float:
    """Processor time of a pass over the texts, the mean of as many as fill a span that tells something."""
    passes: list[float] = []
    while sum(passes) < _AT_LEAST:
        passes.append(_one_pass(read, raws))
    return statistics.mean(passes)


def _one_pass(read: Callable[[Raw], object], raws: Sequence[Raw]) -> float:
    """No clause is known from the pass before: the cache of heads is empty."""
    population_head.cache_clear()
    action_head.cache_clear()
    start = time.process_time()
    for raw in raws:
        read(raw)
    return time.process_time() - start
