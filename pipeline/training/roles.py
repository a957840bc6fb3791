"""`python -m pipeline.training.roles [CORPUS] [MODEL]`: learn the model of roles and write its file.

The same corpus and packages give the same bytes.
"""

import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix

from pipeline.extract.role_features import features
from pipeline.extract.role_model import EVERYTHING, MODEL, RoleModel, before, log_odds, reconsider
from pipeline.schema import NumeralRole
from pipeline.trained import dump
from pipeline.training.labels import UNSEEN, Annotated, read_annotated
from pipeline.training.scoring import score_targets

FOLDERS = (("directives", "gold"), (UNSEEN, f"gold/{UNSEEN}"))  # of the corpus: texts, gold
_STRENGTH = 0.3  # the inverse of the penalty's
_ISSUERS = 2  # that a feature must be seen with, to be more than one office's habit
_DIGITS = 4  # of the weights: less than what processors disagree on
_OWN = ("rule=", "role=", "before=")  # features that repeat what rules say
_FOLDS = 5


def main(arguments: Sequence[str]) -> int:
    corpus, path = (*map(Path, arguments), *(Path("corpus"), MODEL)[len(arguments) :])
    documents = read_corpus(corpus)
    model = fit(documents)
    path.write_bytes(dump(model.held()))
    print(f"{path}: {len(documents)} documents, {len(model.columns)} features, {len(model.roles)} roles")
    return 0


def read_corpus(corpus: Path) -> list[Annotated]:
    """All annotated documents of the corpus."""
    return [
        document
        for texts, gold in FOLDERS
        for document in read_annotated(corpus / texts, corpus / gold, unseen=texts == UNSEEN)
    ]


def fit(documents: Sequence[Annotated], *, with_rules: bool = True) -> RoleModel:
    """A multinomial logistic regression over all quantities, calibrated on documents that no rule was written from.

    Without rules it does not see what they say.
    """
    from threadpoolctl import threadpool_limits  # noqa: PLC0415 - comes with scikit-learn

    with threadpool_limits(1):  # the matrices are small: more threads only wait for each other
        slope, offset = _calibration(documents, with_rules)
        return replace(_regression(documents, with_rules), slope=slope, offset=offset)


def _regression(documents: Iterable[Annotated], with_rules: bool) -> RoleModel:
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

    rows, roles, issuers = _examples(documents, with_rules)
    columns = _columns(rows, issuers)
    classifier = LogisticRegression(C=_STRENGTH, solver="newton-cg", tol=1e-8, max_iter=500).fit(
        _matrix(rows, columns), roles
    )
    return RoleModel(
        tuple(classifier.classes_.tolist()),
        columns,
        classifier.coef_.T.round(_DIGITS).tolist(),
        classifier.intercept_.round(_DIGITS).tolist(),
    )


def _calibration(documents: Sequence[Annotated], with_rules: bool) -> tuple[float, float]:
    """Slope and offset (after Platt) from the targets of unseen documents, each found by a model without its issuer."""
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

    issuers = sorted({document.issuer for document in documents if document.unseen})
    odds: list[list[float]] = []
    right: list[bool] = []
    for fold in range(_FOLDS):
        held = set(issuers[fold::_FOLDS])
        model = _regression([each for each in documents if each.issuer not in held], with_rules)
        for document in documents:
            if document.unseen and document.issuer in held:
                reading = document.reading
                judged = reconsider(reading.text.folded, reading.judged, model, EVERYTHING)
                scored = score_targets(document, judged)
                odds += [[log_odds(row.confidence)] for row in scored.rows]
                right += [row.right for row in scored.rows]
    if len(set(right)) < 2:
        return 1.0, 0.0
    platt = LogisticRegression().fit(odds, right)
    return float(platt.coef_[0, 0].round(_DIGITS)), float(platt.intercept_[0].round(_DIGITS))


def _examples(
    documents: Iterable[Annotated], with_rules: bool
) -> tuple[list[list[str]], list[NumeralRole], list[str]]:
    rows: list[list[str]] = []
    roles: list[NumeralRole] = []
    issuers: list[str] = []
    for document in documents:
        folded, judged = document.reading.text.folded, document.reading.judged
        for at, role in enumerate(document.roles):
            if role is not None:
                seen = features(folded, judged[at], before(judged, at))
                rows.append(seen if with_rules else [name for name in seen if not name.startswith(_OWN)])
                roles.append(role)
                issuers.append(document.issuer)
    return rows, roles, issuers


def _columns(rows: Sequence[Sequence[str]], issuers: Sequence[str]) -> dict[str, int]:
    seen: dict[str, set[str]] = defaultdict(set)
    for row, issuer in zip(rows, issuers, strict=True):
        for name in row:
            seen[name].add(issuer)
    kept = sorted(name for name, by in seen.items() if len(by) >= _ISSUERS)
    return {name: at for at, name in enumerate(kept)}


def _matrix(rows: Sequence[Sequence[str]], columns: dict[str, int]) -> csr_matrix:
    """A line per row of features, with a 1 for each that has a column."""
    known = [[columns[name] for name in dict.fromkeys(row) if name in columns] for row in rows]
    places = np.asarray([at for row in known for at in row], dtype=np.int32)
    ends = np.cumsum([0, *map(len, known)], dtype=np.int32)
    return csr_matrix((np.ones(len(places)), places, ends), shape=(len(rows), len(columns)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
