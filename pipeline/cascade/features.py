"""What a pair of targets has in common, as numbers from 0 to 1: none of them is made of the targets' values."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.cascade.candidates import Candidates, find_candidates
from pipeline.cascade.differences import SectionKinds, differences
from pipeline.cascade.subjects import (
    Frequencies,
    Terms,
    deed,
    rarities,
    statement,
    subject,
    unit,
    vectors,
    whom,
)
from pipeline.schema import Target

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

# With the sign that each must have: +1 speaks for a pair, -1 against it.
FEATURES = {
    "subject": 1,  # cosine of all that says what a target is about
    "deed": 1,  # cosine of the actions
    "statement": 1,  # cosine of the whole sentences
    "weakest": 1,  # the least of the cosines of deed, population and unit, where both targets say them
    "same_title": 1,  # a name in quotation marks that both have
    "other_title": -1,
    "other_population": -1,  # both say of whom: how unlike
    "other_unit": -1,  # both count: how unlike the things that are counted
    "other_kind": -1,  # money or time against anything else
    "of_each": -1,  # one is a number or an amount for each of what the other one counts
    "share_against_number": -1,
    "other_direction": -1,  # reach against reduce
    "same_group": 1,  # sector words and the like
    "other_group": -1,  # such words that exclude one another
    "other_section": -1,  # in sections of different kinds
    "behind_upper": -1,  # how far the pair stays behind the best of its upper target
    "behind_lower": -1,
}
_TINY = 1e-9

View = Callable[[Target], Terms]


@dataclass(frozen=True, slots=True)
class PairFeatures:
    """A row per candidate pair, a column per name of ``FEATURES``."""

    candidates: Candidates
    matrix: np.ndarray


def pair_features(
    upper: Sequence[Target], lower: Sequence[Target], known: Sequence[Frequencies], kinds: SectionKinds
) -> PairFeatures:
    """The features of all candidate pairs.

    Args:
        known: frequencies by which terms are weighed, added up.
        kinds: the kind of each ``section_id``, as far as it is known.
    """
    targets = [*upper, *lower]
    matrices = _matrices(targets, known)
    candidates = find_candidates(matrices[subject][: len(upper)], matrices[subject][len(upper) :])
    rows, columns = candidates.upper, candidates.lower + len(upper)
    values = {
        "subject": candidates.cosine,
        **_likenesses(matrices, rows, columns),
        **differences(targets, kinds, rows, columns),
        "behind_upper": 1 - candidates.cosine / np.maximum(candidates.best_of_upper[candidates.upper], _TINY),
        "behind_lower": 1 - candidates.cosine / np.maximum(candidates.best_of_lower[candidates.lower], _TINY),
    }
    return PairFeatures(
        candidates, np.column_stack([np.asarray(values[name], dtype=float) for name in FEATURES])
    )


def _matrices(targets: Sequence[Target], known: Sequence[Frequencies]) -> dict[View, "csr_matrix"]:
    """The vectors of all targets in each view."""
    views: tuple[View, ...] = (subject, deed, statement, whom, unit)
    said = {view: [view(target) for target in targets] for view in views}
    index, rarity = rarities((one for column in said.values() for one in column), known)
    return {view: vectors(column, index, rarity) for view, column in said.items()}


def _likenesses(
    matrices: Mapping[View, "csr_matrix"], rows: np.ndarray, columns: np.ndarray
) -> dict[str, np.ndarray]:
    """What the words of the pairs have in common."""

    def cosine(view: View) -> np.ndarray:
        product = matrices[view][rows].multiply(matrices[view][columns])
        return np.asarray(product.sum(axis=1)).ravel()

    def both(view: View) -> np.ndarray:
        filled = np.diff(matrices[view].indptr) > 0
        said: np.ndarray = filled[rows] & filled[columns]
        return said

    deeds, persons, units = cosine(deed), cosine(whom), cosine(unit)
    of_whom, counted = both(whom), both(unit)
    return {
        "deed": deeds,
        "statement": cosine(statement),
        "weakest": np.minimum.reduce([deeds, np.where(of_whom, persons, 1), np.where(counted, units, 1)]),
        "other_population": of_whom * (1 - persons),
        "other_unit": counted * (1 - units),
    }
