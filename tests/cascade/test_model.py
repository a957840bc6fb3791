"""The model: made again byte for byte, read without running anything, its features' signs kept."""

import io
import pickle
from pathlib import Path

import numpy as np
import pytest
import skops.io

from pipeline.cascade.features import FEATURES
from pipeline.cascade.model import MODEL, TRUSTED, dump_model, load_model
from pipeline.cascade.train import fit, main, read_corpus, training_pairs
from pipeline.errors import ModelError

CORPUS = Path(__file__).resolve().parents[2] / "corpus"


def test_the_stored_model_is_the_one_that_the_corpus_gives(tmp_path: Path) -> None:
    assert main([str(CORPUS), str(tmp_path / "align.skops")]) == 0
    assert (tmp_path / "align.skops").read_bytes() == MODEL.read_bytes()


def test_it_is_written_the_same_however_often() -> None:
    model = load_model()
    assert dump_model(model) == dump_model(model)


def test_it_holds_nothing_that_must_be_trusted() -> None:
    assert skops.io.get_untrusted_types(file=MODEL) == sorted(TRUSTED)


def test_each_feature_counts_in_its_direction() -> None:
    weights = fit(read_corpus(CORPUS)).classifier.coef_[0]
    assert (weights * np.asarray(list(FEATURES.values())) >= 0).all()


def test_probabilities_are_calibrated() -> None:
    """Of the pairs to which it gives some probability as many hold, over the pairs it learned from."""
    model = load_model()
    matrix, truth = training_pairs(read_corpus(CORPUS), model.prior)
    sure = model.classifier.predict_proba(matrix)[:, 1]
    assert abs(sure.mean() - truth.mean()) < 0.01
    for low, high in ((0.0, 0.2), (0.2, 0.8), (0.8, 1.0)):
        among = (sure >= low) & (sure <= high)
        assert abs(sure[among].mean() - truth[among].mean()) < 0.1


@pytest.mark.parametrize(
    "content",
    [b"", b"not an archive", pickle.dumps({"classifier": None}), skops.io.dumps({"features": ["other"]})],
    ids=["empty", "text", "pickle", "other features"],
)
def test_what_is_no_model_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "align.skops"
    path.write_bytes(content)
    with pytest.raises(ModelError, match="make train"):
        load_model(path)


def test_a_missing_model_is_told(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"align\.skops"):
        load_model(tmp_path / "align.skops")


def test_code_in_the_file_does_not_run(tmp_path: Path) -> None:
    path = tmp_path / "align.skops"
    path.write_bytes(skops.io.dumps({"features": list(FEATURES), "classifier": io.StringIO}))
    with pytest.raises(ModelError):
        load_model(path)
