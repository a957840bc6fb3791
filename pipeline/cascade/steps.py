"""What one rule of the judgement says of a pair of targets."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.cascade.plans import Verdict


@dataclass(frozen=True, slots=True)
class Step:
    """What one rule says of a pair: nothing against it (``verdict`` None), or what does not hold.

    ``facts`` fill the sentences of the explanation; ``doubt`` (0 to 1) is the confidence that the rule itself leaves.
    """

    rule: str
    verdict: Verdict | None = None
    flags: tuple[str, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
    doubt: float = 1.0
