"""What the project promises of its cascade, measured on its corpus by models that know none of a pair's issuers."""

from pathlib import Path

import pytest

from pipeline.batch import extract_files
from pipeline.errors import DatasetError
from pipeline.evaluate.cascade import evaluate_cascade
from pipeline.evaluate.cascade_score import CascadeScore
from pipeline.settings import Settings

CORPUS = Path(__file__).resolve().parents[2] / "corpus"


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cascade") / "dataset"
    extract_files([CORPUS / "directives"], folder, Settings(), None)
    return folder


@pytest.fixture(scope="module")
def scores(dataset: Path) -> tuple[CascadeScore, CascadeScore]:
    return evaluate_cascade(dataset, CORPUS / "gold")


def test_with_the_targets_of_gold(scores: tuple[CascadeScore, CascadeScore]) -> None:
    score, _ = scores
    assert (score.alignment.f1 or 0) >= 0.95
    assert (score.macro_f1 or 0) >= 0.92
    assert score.unsafe <= score.judged / 100


def test_from_files(scores: tuple[CascadeScore, CascadeScore]) -> None:
    _, score = scores
    assert (score.alignment.f1 or 0) >= 0.95
    assert score.unsafe <= score.judged / 100


def test_no_gold_of_pairs(dataset: Path, tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_text('{"source": "plan.txt", "document": {}}', encoding="utf-8")
    with pytest.raises(DatasetError, match=r"cascade\.json"):
        evaluate_cascade(dataset, tmp_path)
