"""What a pair of targets has in common, as numbers from 0 to 1: none of them is made of the targets' values."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.cascade.candidates import Candidates, find_candidates
from pipeline.cascade.subjects import Frequencies, deed, rarities, statement, subject, unit, vectors, whom
from pipeline.cascade.wording import exclusive, groups, syllables, titles
from pipeline.schema import SectionKind, Target

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
    "other_group": -1,  # sector words and the like that exclude one another
    "other_section": -1,  # in sections of different kinds
    "behind_upper": -1,  # how far the pair stays behind the best of its upper target
    "behind_lower": -1,
}
_AMOUNTS = ("money", "time")
_SAME_TITLE = 0.5

_TINY = 1e-9

View = Callable[[Target], str]
SectionKinds = Mapping[str, SectionKind]
TargetPair = tuple[Target, Target]


@dataclass(frozen=True, slots=True)
class PairFeatures:
    """A row per candidate pair, a column per name of ``FEATURES``."""

    candidates: Candidates
    matrix: np.ndarray


def pair_features(
    upper: Sequence[Target], lower: Sequence[Target], frequencies: Frequencies, kinds: SectionKinds
) -> PairFeatures:
    """The features of all candidate pairs; ``kinds`` gives the kind of each ``section_id``, as far as it is known."""
    targets = [*upper, *lower]
    matrices = _matrices(targets, frequencies)
    candidates = find_candidates(matrices[subject][: len(upper)], matrices[subject][len(upper) :])
    rows, columns = candidates.upper, candidates.lower + len(upper)
    pairs = [(targets[row], targets[column]) for row, column in zip(rows, columns, strict=True)]
    values = {
        "subject": candidates.cosine,
        **_likenesses(matrices, rows, columns),
        **_differences(pairs, kinds),
        "behind_upper": 1 - candidates.cosine / np.maximum(candidates.best_of_upper[candidates.upper], _TINY),
        "behind_lower": 1 - candidates.cosine / np.maximum(candidates.best_of_lower[candidates.lower], _TINY),
    }
    return PairFeatures(
        candidates, np.column_stack([np.asarray(values[name], dtype=float) for name in FEATURES])
    )


def _matrices(targets: Sequence[Target], frequencies: Frequencies) -> dict[View, "csr_matrix"]:
    """The vectors of all targets in each view."""
    views: tuple[View, ...] = (subject, deed, statement, whom, unit)
    texts = {view: [view(target) for target in targets] for view in views}
    index, rarity = rarities((text for column in texts.values() for text in column), frequencies)
    return {view: vectors(column, index, rarity) for view, column in texts.items()}


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


def _differences(pairs: Sequence[TargetPair], kinds: SectionKinds) -> dict[str, Sequence[bool]]:
    """What the attributes of the pairs say, beside their words."""
    named = [_titles(_said(first), _said(second)) for first, second in pairs]
    return {
        "same_title": [alike > 0 for alike in named],
        "other_title": [alike < 0 for alike in named],
        "other_kind": [_other_kind(pair) for pair in pairs],
        "of_each": [_of_each(pair) for pair in pairs],
        "share_against_number": [_share_against_number(pair) for pair in pairs],
        "other_direction": [_other_direction(pair) for pair in pairs],
        "other_group": [exclusive(groups(_said(first)), groups(_said(second))) for first, second in pairs],
        "other_section": [_other_section(pair, kinds) for pair in pairs],
    }


def _said(target: Target) -> str:
    """Action, population and condition: what names groups and titles."""
    return " . ".join(filter(None, (target.action, target.population, target.per, target.condition)))


def _titles(first: str, second: str) -> int:
    """1 where both bear the same name in quotation marks, -1 where both bear names and none is the same."""
    left, right = titles(first), titles(second)
    if not left or not right:
        return 0
    alike = max(len(one & other) / len(one | other) for one in left for other in right)
    return 1 if alike >= _SAME_TITLE else -1


def _other_kind(pair: TargetPair) -> bool:
    """Only money compares with money, only a time with a time; a target in prose may be of either."""
    first, second = pair
    quantified = first.unit is not None and second.unit is not None
    return quantified and first.unit != second.unit and (first.unit in _AMOUNTS or second.unit in _AMOUNTS)


def _share_against_number(pair: TargetPair) -> bool:
    first, second = pair
    return (
        first.unit is not None
        and second.unit is not None
        and (first.unit == "count") != (second.unit == "count")
    )


def _other_direction(pair: TargetPair) -> bool:
    first, second = pair
    return (first.direction == "decrease") != (second.direction == "decrease")


def _of_each(pair: TargetPair) -> bool:
    """60 learners a class against the number of classes: what is counted for each is another thing."""
    first, second = pair
    return _counted_for_each(first, second) or _counted_for_each(second, first)


def _counted_for_each(first: Target, second: Target) -> bool:
    each, counted = syllables(first.per or ""), syllables(unit(second))
    return bool(each and counted) and each == counted[: len(each)] and syllables(second.per or "") != each


def _other_section(pair: TargetPair, kinds: SectionKinds) -> bool:
    first, second = (kinds.get(target.section_id or "") for target in pair)
    return first is not None and second is not None and first != second
