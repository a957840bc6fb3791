"""The model of roles: decides what a quantity is where the rules are not sure, and how sure that is.

It is a multinomial logistic regression over ``role_features``; ``pipeline.training.roles`` learns it from the corpus.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp, log
from pathlib import Path
from typing import Any

import numpy as np
from msgspec.structs import replace

from pipeline.errors import ModelError
from pipeline.extract.judging import Judged
from pipeline.extract.role_features import features
from pipeline.extract.setting import Verdict
from pipeline.schema import NumeralRole
from pipeline.trained import MODELS, read_plain

MODEL = MODELS / "roles.skops"
RULE = "model:roles"
SURE = 0.86  # from here on a rule's verdict stands, as sure as the rule is
EVERYTHING = 2.0  # no rule is as sure
_LEAST = 1e-4
_DIGITS = 4  # of a confidence: more would depend on how a processor adds
_LIKELY = 0.8  # from here on the model's takes its place


@dataclass(frozen=True, slots=True)
class RoleModel:
    """``weights[columns[feature], k]`` speaks for ``roles[k]``, and ``bias[k]`` always does.

    ``slope`` and ``offset`` make of the log-odds that a quantity is a target those that its row is right in all that
    counts: on issuers that it has not seen a model is less often right than it thinks.
    """

    roles: tuple[NumeralRole, ...]
    columns: dict[str, int]
    weights: Sequence[Sequence[float]]
    bias: Sequence[float]
    slope: float = 1.0
    offset: float = 0.0

    def probabilities(self, seen: Iterable[str]) -> list[float]:
        """The probability of each role, adding up to 1; unknown features say nothing.

        Few quantities of a text are asked about: arrays would take longer to set up than to add.
        """
        known = [self.weights[at] for at in map(self.columns.get, seen) if at is not None]
        scores = [sum(said) for said in zip(self.bias, *known, strict=True)]
        highest = max(scores)
        chances = [exp(score - highest) for score in scores]
        total = sum(chances)
        return [chance / total for chance in chances]

    def confidence(self, chance: float) -> float:
        """How sure a target of this chance is."""
        return 1 / (1 + exp(-(self.slope * log_odds(chance) + self.offset)))

    def held(self) -> dict[str, Any]:
        """What is stored: plain arrays and texts."""
        return {
            "roles": "\n".join(self.roles),
            "features": "\n".join(self.columns),
            "weights": np.asarray(self.weights),
            "bias": np.asarray(self.bias),
            "slope": self.slope,
            "offset": self.offset,
        }


def log_odds(chance: float) -> float:
    """Of a chance kept away from 0 and 1."""
    kept = min(max(chance, _LEAST), 1 - _LEAST)
    return log(kept / (1 - kept))


@cache
def load_model(path: Path = MODEL) -> RoleModel:
    """The stored model.

    Raises:
        ModelError: no such file, or not a model of roles.
    """
    held = read_plain(path)
    try:
        columns = {name: at for at, name in enumerate(held["features"].split("\n"))}
        roles = tuple(held["roles"].split("\n"))
        weights, bias = held["weights"].tolist(), held["bias"].tolist()
        return RoleModel(roles, columns, weights, bias, held["slope"], held["offset"])
    except KeyError as error:
        raise ModelError(f"{path}: no {error} in it (make train writes it)") from error


def reconsider(
    folded: str, judged: Sequence[Judged], model: RoleModel, sure: float = SURE
) -> tuple[Judged, ...]:
    """The same quantities; those that rules are less than ``sure`` of with the model's confidence.

    They get the role that the model finds likely, if there is one. What a rule is sure of costs nothing.
    """
    asked = [at for at, item in enumerate(judged) if item.verdict.confidence < sure]
    if not asked:
        return tuple(judged)
    answered = list(judged)
    for at in asked:
        chances = model.probabilities(features(folded, judged[at], before(judged, at)))
        answered[at] = replace(judged[at], verdict=_verdict(judged[at].verdict, chances, model))
    return tuple(answered)


def before(judged: Sequence[Judged], at: int) -> Judged | None:
    """The quantity before ``judged[at]`` in its statement."""
    return judged[at - 1] if at and judged[at - 1].statement == judged[at].statement else None


def _verdict(given: Verdict, chances: Sequence[float], model: RoleModel) -> Verdict:
    likeliest = chances.index(max(chances))
    role, rule = given.role, given.rule
    if chances[likeliest] >= _LIKELY and model.roles[likeliest] != role:
        role, rule = model.roles[likeliest], RULE
    if role not in model.roles:
        return given
    chance = chances[model.roles.index(role)]
    return Verdict(role, rule, round(model.confidence(chance) if role == "target" else chance, _DIGITS))
