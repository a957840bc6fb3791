"""Rule 8: a lower target must bind as firmly as the upper one. Nothing said counts as commit."""

from pipeline.cascade.steps import Step
from pipeline.schema import Modality, Target

_RANK: dict[Modality, int] = {"encourage": 1, "strive": 2, "commit": 3, "mandate": 4}


def judge_modality(upper: Target, lower: Target) -> Step:
    """weaker_modality where the rank drops; the flag stronger_modality where it rises."""
    above, below = upper.modality or "commit", lower.modality or "commit"
    facts = {"upper_modality": above, "lower_modality": below}
    if _RANK[below] < _RANK[above]:
        return Step("modality.weaker", "weaker_modality", facts=facts)
    flags = ("stronger_modality",) if _RANK[below] > _RANK[above] else ()
    return Step("modality", flags=flags, facts=facts)
