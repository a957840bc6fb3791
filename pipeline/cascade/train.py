"""`python -m pipeline.cascade.train [CORPUS] [MODEL]`: learn the model of alignment and write its file.

The same corpus and packages give the same bytes.
"""

import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from pipeline.cascade.examples import Example, read_examples, read_other_themes
from pipeline.cascade.features import FEATURES, pair_features
from pipeline.cascade.model import MODEL, Model, dump_model
from pipeline.cascade.subjects import Frequencies, count_terms

if TYPE_CHECKING:
    from sklearn.linear_model import LogisticRegression

_STRENGTH = 3.0  # the inverse of the penalty's; all features lie between 0 and 1
_FORGOTTEN = 3
_DIGITS = 4  # of the coefficients: less than what processors disagree on


def main(arguments: Sequence[str]) -> int:
    corpus, path = (*map(Path, arguments), *(Path("corpus"), MODEL)[len(arguments) :])
    examples = read_corpus(corpus)
    path.write_bytes(dump_model(fit(examples)))
    print(
        f"{path}: {len(examples)} pairs of plans, {sum(len(item.links) for item in examples)} pairs of targets"
    )
    return 0


def read_corpus(corpus: Path) -> tuple[Example, ...]:
    """All that the corpus has to learn from."""
    return (*read_examples(corpus / "gold"), *read_other_themes(corpus / "alignment.toml"))


def fit(examples: Sequence[Example]) -> Model:
    """A logistic regression over the candidate pairs of all examples; its probabilities are calibrated as it is.

    A feature that would count against its sign (see ``FEATURES``) counts nothing: what few examples happen to show is
    not to be learned.
    """
    prior = prior_of(examples)
    matrix, truth = training_pairs(examples, prior)
    signs = np.asarray(list(FEATURES.values()))
    used = np.ones(len(signs), dtype=bool)
    while True:
        classifier = _regression(matrix * used, truth)
        wrong = classifier.coef_[0] * signs < 0
        if not wrong.any():
            return Model(classifier, prior, tuple(sorted({name for item in examples for name in item.names})))
        used &= ~wrong


def training_pairs(examples: Sequence[Example], prior: Frequencies) -> tuple[np.ndarray, np.ndarray]:
    """The features of all settled candidate pairs, of each example as it is and forgetful, and which of them hold."""
    shown = [variant for example in examples for variant in (example, _forgetful(example))]
    matrices, truths = zip(*(_labelled(variant, prior) for variant in shown), strict=True)
    return np.concatenate(matrices), np.concatenate(truths)


def _forgetful(example: Example) -> Example:
    """The example as it would be if the lower plan had forgotten every third target that it takes over.

    Then the likest of what is left does not hold: being the likest is not enough.
    """
    linked = {lower for _, lower in example.links}
    taken = [target.target_id for target in example.lower if target.target_id in linked]
    forgotten = set(taken[::_FORGOTTEN])
    return replace(
        example,
        lower=tuple(target for target in example.lower if target.target_id not in forgotten),
        links=frozenset(link for link in example.links if link[1] not in forgotten),
    )


def _regression(matrix: np.ndarray, truth: np.ndarray) -> "LogisticRegression":
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

    classifier = LogisticRegression(C=_STRENGTH, solver="newton-cholesky", tol=1e-8).fit(matrix, truth)
    classifier.coef_ = classifier.coef_.round(_DIGITS)
    classifier.intercept_ = classifier.intercept_.round(_DIGITS)
    return classifier


def prior_of(examples: Iterable[Example]) -> Frequencies:
    """The term frequencies of all targets, each counted once."""
    targets = {target.target_id: target for item in examples for target in (*item.upper, *item.lower)}
    return count_terms(targets.values())


def _labelled(example: Example, prior: Frequencies) -> tuple[np.ndarray, np.ndarray]:
    """The features of the candidate pairs that are settled, and which of them hold."""
    known = (count_terms([*example.upper, *example.lower]), prior)
    features = pair_features(example.upper, example.lower, known, example.kinds)
    pairs = [
        (example.upper[i].target_id, example.lower[j].target_id)
        for i, j in zip(features.candidates.upper, features.candidates.lower, strict=True)
    ]
    settled = np.asarray([upper not in example.unsettled for upper, _ in pairs], dtype=bool)
    truth = np.asarray([pair in example.links for pair in pairs], dtype=bool)
    return features.matrix[settled], truth[settled]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
