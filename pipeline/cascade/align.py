"""Which lower target takes over which upper one: by what they are about, whatever their numbers."""

from collections.abc import Mapping, Sequence

import numpy as np

from pipeline.cascade.bundles import numbers_for_prose, stage_by_stage, totals_for_shares
from pipeline.cascade.candidates import Candidates
from pipeline.cascade.features import pair_features
from pipeline.cascade.model import Model, load_model
from pipeline.cascade.plans import Aligned
from pipeline.cascade.subjects import Frequencies, count_terms
from pipeline.schema import SectionKind, Target

SURE_ENOUGH = 0.5
_CLEARLY = 0.7  # in log-odds: twice as likely


def align(
    upper: Sequence[Target],
    lower: Sequence[Target],
    frequencies: Frequencies | None = None,
    kinds: Mapping[str, SectionKind] | None = None,
    model: Model | None = None,
) -> tuple[Aligned, ...]:
    """The pairs that are more likely than not, in the order of the upper, then of the lower targets.

    Args:
        frequencies: of the terms in the whole dataset (``count_terms``); those of the two plans where there is none.
        kinds: the kind of each section by its ``section_id``.
        model: the stored one where none is given.

    Raises:
        ModelError: the stored model cannot be read.
    """
    if not upper or not lower:
        return ()
    model = model or load_model()
    known = (frequencies or count_terms([*upper, *lower]), model.prior)
    features = pair_features(upper, lower, known, kinds or {})
    if not len(features.matrix):
        return ()
    sure = model.classifier.predict_proba(features.matrix)[:, 1]
    found = features.candidates
    sure[_outdone(found, sure)] = 0
    kept = np.flatnonzero(sure >= SURE_ENOUGH)
    kept = kept[np.lexsort((found.lower[kept], found.upper[kept]))]
    likely = [
        Aligned(
            upper[found.upper[at]], lower[found.lower[at]], min(float(found.cosine[at]), 1.0), float(sure[at])
        )
        for at in kept
    ]
    return tuple(stage_by_stage(totals_for_shares(numbers_for_prose(likely))))


def _outdone(found: Candidates, sure: np.ndarray) -> np.ndarray:
    """The pairs both of whose targets have a clearly likelier partner: other strata, other kinds of one deed."""
    odds = np.log(np.clip(sure, 1e-9, 1 - 1e-9)) - np.log1p(-np.clip(sure, 1e-9, 1 - 1e-9))
    of_upper, of_lower = (
        np.full(len(found.best_of_upper), -np.inf),
        np.full(len(found.best_of_lower), -np.inf),
    )
    np.maximum.at(of_upper, found.upper, odds)
    np.maximum.at(of_lower, found.lower, odds)
    outdone: np.ndarray = (of_upper[found.upper] > odds + _CLEARLY) & (
        of_lower[found.lower] > odds + _CLEARLY
    )
    return outdone
