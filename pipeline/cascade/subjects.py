"""The texts that say what a target is about, and their TF-IDF vectors.

Vectors count a term once per text and are of length 1. A term's rarity is that in the dataset together with a prior
from the corpus, so that two short plans do not make each word of theirs a rare one.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from pipeline.cascade.wording import terms
from pipeline.schema import Target

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Terms = tuple[str, ...]

_SHARES = ("percent", "percent_point", "ratio")


@dataclass(frozen=True, slots=True)
class Frequencies:
    """In how many of ``targets`` texts each term stands."""

    targets: int
    counts: Mapping[str, int]


def count_terms(targets: Iterable[Target]) -> Frequencies:
    """The frequencies of all targets of a dataset."""
    counts: Counter[str] = Counter()
    number = 0
    for target in targets:
        counts.update(subject(target))
        number += 1
    return Frequencies(number, counts)


def subject(target: Target) -> Terms:
    """All that says what the target is about; its statement where nothing else does."""
    persons = terms(target.population or ""), terms(target.per or "")
    return _joined(terms(target.action or ""), *persons, unit(target)) or terms(target.statement)


def deed(target: Target) -> Terms:
    """What is to be reached or done, with what is counted."""
    return _joined(terms(target.action or ""), unit(target))


def whom(target: Target) -> Terms:
    """Of whom or what the value is a share, or for each of what it is; what is counted is the unit's affair."""
    shared = target.population if target.unit in _SHARES else None
    return _joined(terms(shared or ""), terms(target.per or ""))


def unit(target: Target) -> Terms:
    """What is counted; nothing for shares, whose unit says nothing."""
    return () if target.unit in _SHARES else terms(target.unit_text or "")


def statement(target: Target) -> Terms:
    """The whole sentence or item; of a table's row, which does not repeat the head, what the target is about."""
    about, said = subject(target), terms(target.statement)
    return about if set(about).isdisjoint(said) else said


def vectors(said: Sequence[Terms], index: Mapping[str, int], rarity: np.ndarray) -> "csr_matrix":
    """The TF-IDF vectors of texts, a row for each; a text without terms has an empty row."""
    from scipy.sparse import csr_matrix  # noqa: PLC0415 - a command that aligns nothing does not pay for it

    starts = np.cumsum([0, *map(len, said)])
    columns = np.fromiter(
        map(index.__getitem__, chain.from_iterable(said)), dtype=np.int32, count=int(starts[-1])
    )
    matrix = csr_matrix((rarity[columns], columns, starts), shape=(len(said), len(index)), dtype=np.float32)
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    matrix.data /= np.repeat(np.where(lengths > 0, lengths, 1), np.diff(starts)).astype(np.float32)
    return matrix


def rarities(said: Iterable[Terms], known: Sequence[Frequencies]) -> tuple[dict[str, int], np.ndarray]:
    """A column for each term, and the inverse document frequency of each column, over all that is ``known``."""
    index = {term: column for column, term in enumerate(dict.fromkeys(chain.from_iterable(said)))}
    total = 1 + sum(each.targets for each in known)
    weights = [math.log(total / (1 + sum(each.counts.get(term, 0) for each in known))) + 1 for term in index]
    return index, np.asarray(weights, dtype=np.float32)


def _joined(*parts: Terms) -> Terms:
    """The terms of all parts, each once."""
    filled = [part for part in parts if part]
    return filled[0] if len(filled) == 1 else tuple(dict.fromkeys(chain.from_iterable(filled)))
