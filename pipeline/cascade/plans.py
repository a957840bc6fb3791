"""What the cascade compares: plans with their targets, and the pairs that alignment and judgement make of them.

Alignment says which lower target takes over which upper one; judgement says whether it does so rightly. The two know
each other only by these types.
"""

from dataclasses import dataclass

from pipeline.schema import Basis, Deadline, Document, Reference, Section, Target, Verdict

__all__ = ["Aligned", "Basis", "Judgement", "Plan", "Verdict"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One document of a dataset with its rows, in the order of the text, and the clean text they quote."""

    document: Document
    text: str
    sections: tuple[Section, ...]
    targets: tuple[Target, ...]
    references: tuple[Reference, ...]
    deadlines: tuple[Deadline, ...]


@dataclass(frozen=True, slots=True)
class Aligned:
    """``lower`` takes over ``upper``: ``similarity`` (0 to 1, cosine) and ``probability`` (calibrated) say how surely.

    Several lower targets may take over one upper target (strata, stages) and one lower target several upper ones.
    """

    upper: Target
    lower: Target
    similarity: float
    probability: float


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict on one upper target under one lower plan, its flags in alphabetical order, the rule that decided.

    ``upper`` is None for an extra; ``lower`` is None where the lower plan has no target for it: ``lower_quote`` is then
    what it says instead, if anything. ``similarity`` is that of the pair.
    """

    upper: Target | None
    lower: Target | None
    verdict: Verdict
    flags: tuple[str, ...]
    rule: str
    confidence: float
    explanation_vi: str
    explanation_en: str
    lower_quote: str | None = None
    similarity: float | None = None
