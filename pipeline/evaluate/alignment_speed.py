"""Time and memory to align many targets, beside the time that scikit-learn needs to fit TF-IDF on their texts."""

import multiprocessing
import random
import resource
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace

from pipeline.cascade.align import align
from pipeline.cascade.examples import read_examples, read_other_themes
from pipeline.cascade.model import load_model
from pipeline.schema import Target

_KIB = 1 if sys.platform == "darwin" else 1024  # of the unit that getrusage counts in


@dataclass(frozen=True, slots=True)
class AlignmentSpeed:
    """Processor seconds and the peak memory of the process (bytes) for ``targets`` upper and as many lower targets."""

    targets: int
    seconds: float
    fit_seconds: float
    peak: int

    @property
    def ratio(self) -> float:
        return self.seconds / self.fit_seconds


def measure_alignment(corpus: Path, targets: int) -> AlignmentSpeed:
    """Measured in a process of its own, so that the memory is that of alignment."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_measure, (corpus, targets))


def _measure(corpus: Path, number: int) -> AlignmentSpeed:
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415

    load_model()
    targets = _made_up(corpus, 2 * number)
    texts = [target.statement for target in targets]
    fit_seconds = statistics.median(_seconds(lambda: TfidfVectorizer().fit(texts)) for _ in range(3))
    seconds = _seconds(lambda: align(targets[:number], targets[number:]))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _KIB
    return AlignmentSpeed(number, seconds, fit_seconds, peak)


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _made_up(corpus: Path, number: int) -> Sequence[Target]:
    """Targets that join the deed of one of the corpus's with the population and the purpose of others."""
    examples = [*read_examples(corpus / "gold"), *read_other_themes(corpus / "alignment.toml")]
    known = list(
        {target.target_id: target for item in examples for target in (*item.upper, *item.lower)}.values()
    )
    chance = random.Random(number)
    return [_mixed(f"t{at}", *chance.sample(known, 3)) for at in range(number)]


def _mixed(target_id: str, deed: Target, whom: Target, purpose: Target) -> Target:
    action = f"{deed.action}, {purpose.action}"
    said = f"{deed.quote} {whom.population or ''} {action}"
    return replace(deed, target_id=target_id, action=action, population=whom.population, statement=said)
