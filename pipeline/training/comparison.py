"""`python -m pipeline.training.comparison [CORPUS]`: what the model of roles adds to the rules, on unseen issuers.

For every issuer of the documents that no rule was written from a model is learned without it. The rules alone, the
model alone and both then extract its targets, scored by gold as ``chitieu evaluate`` does.
"""

import sys
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.evaluate.calibration import Judged as JudgedRow
from pipeline.evaluate.calibration import expected_calibration_error
from pipeline.extract.judging import Judged
from pipeline.extract.role_model import EVERYTHING, RoleModel, reconsider
from pipeline.training.labels import Annotated
from pipeline.training.roles import fit, read_corpus
from pipeline.training.scoring import score_targets


@dataclass(slots=True)
class Outcome:
    """What one way of judging got right: roles of quantities, and targets with the confidence they were given."""

    roles: list[bool] = field(default_factory=list)
    rows: list[JudgedRow] = field(default_factory=list)
    missed: int = 0

    @property
    def f1(self) -> float:
        right = sum(row.right for row in self.rows)
        return 2 * right / (right + len(self.rows) + self.missed)

    @property
    def separation(self) -> float:
        """The chance that a right target has a higher confidence than a false one (area under the curve)."""
        from sklearn.metrics import roc_auc_score  # noqa: PLC0415

        right, confidence = [row.right for row in self.rows], [row.confidence for row in self.rows]
        return float(roc_auc_score(right, confidence))

    @property
    def accuracy(self) -> float:
        return sum(self.roles) / len(self.roles)


def compare(documents: Sequence[Annotated], groups: Iterable[Collection[str]]) -> dict[str, Outcome]:
    """What rules, model and both find in the documents of the issuers in ``groups``.

    For each group models are learned that have seen none of its issuers.
    """
    outcomes = {name: Outcome() for name in ("rules", "model", "both")}
    for issuers in groups:
        known = [document for document in documents if document.issuer not in issuers]
        alone, both = fit(known, with_rules=False), fit(known)
        for document in documents:
            if document.issuer in issuers:
                for name, judged in _ways(document, alone, both):
                    _add(outcomes[name], document, judged)
    return outcomes


def _ways(document: Annotated, alone: RoleModel, both: RoleModel) -> Iterator[tuple[str, Sequence[Judged]]]:
    folded, judged = document.reading.text.folded, document.reading.judged
    yield "rules", judged
    yield "model", reconsider(folded, judged, alone, EVERYTHING)
    yield "both", reconsider(folded, judged, both)


def _add(outcome: Outcome, document: Annotated, judged: Sequence[Judged]) -> None:
    known = zip(judged, document.roles, strict=True)
    outcome.roles += [item.verdict.role == role for item, role in known if role is not None]
    scored = score_targets(document, judged)
    outcome.rows += scored.rows
    outcome.missed += scored.missed


def main(arguments: Sequence[str]) -> int:
    documents = read_corpus(Path(arguments[0] if arguments else "corpus"))
    issuers = sorted({document.issuer for document in documents if document.unseen})
    for name, outcome in compare(documents, [[issuer] for issuer in issuers]).items():
        error = expected_calibration_error(outcome.rows) or 0.0
        print(
            f"{name:6} roles right {outcome.accuracy:.3f}  targets F1 {outcome.f1:.3f}"
            f"  confidence: expected calibration error {error:.3f}, area under the curve {outcome.separation:.2f}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
