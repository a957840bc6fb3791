"""The model of alignment on disk: read and written with skops, which runs no code from the file."""

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.cascade.features import FEATURES
from pipeline.cascade.subjects import Frequencies
from pipeline.errors import ModelError
from pipeline.trained import MODELS, dump

MODEL = MODELS / "align.skops"
# All that the file may hold beside what skops itself trusts (numbers, arrays, scikit-learn's own classes): nothing.
TRUSTED: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Model:
    """``classifier`` gives the probability of a pair (a row of ``FEATURES``) that lower takes over upper.

    ``prior`` are the term frequencies of the corpus, added to those of a dataset; ``plans`` the names of the gold files
    that it learned from.
    """

    classifier: Any
    prior: Frequencies
    plans: tuple[str, ...]


@cache
def load_model(path: Path = MODEL) -> Model:
    """The stored model.

    Raises:
        ModelError: no such file, of other features, or holding what is not trusted.
    """
    from skops.io import load  # noqa: PLC0415 - scikit-learn takes a second to import
    from skops.io.exceptions import UntrustedTypesFoundException  # noqa: PLC0415

    try:
        held: Mapping[str, Any] = load(path, trusted=list(TRUSTED))
    except (OSError, ValueError, KeyError, zipfile.BadZipFile, UntrustedTypesFoundException) as error:
        raise ModelError(f"{path}: {error} (make train writes it)") from error
    if held.get("features") != list(FEATURES):
        raise ModelError(
            f"{path}: a model of other features; make train writes the one that belongs to this version"
        )
    counts = dict(zip(held["terms"].split("\n"), held["counts"].tolist(), strict=True))
    return Model(held["classifier"], Frequencies(held["targets"], counts), tuple(held["plans"]))


def dump_model(model: Model) -> bytes:
    """The bytes of the model's file: the same for the same model, whenever and wherever it is written."""
    counts = sorted(model.prior.counts.items())
    held = {
        "classifier": model.classifier,
        "features": list(FEATURES),
        "plans": list(model.plans),
        "targets": model.prior.targets,
        "terms": "\n".join(term for term, _ in counts),
        "counts": np.asarray([count for _, count in counts], dtype=np.int32),
    }
    return dump(held)
