"""Learning the model of roles: from gold, byte for byte again, read without running anything."""

from pathlib import Path

import numpy as np
import pytest
import skops.io

from pipeline.extract.role_model import MODEL, load_model
from pipeline.trained import read_plain
from pipeline.training.comparison import compare
from pipeline.training.roles import fit, main, read_corpus

CORPUS = Path(__file__).resolve().parents[2] / "corpus"


@pytest.fixture(scope="module")
def documents():
    return read_corpus(CORPUS)


def test_the_stored_model_is_the_one_that_the_corpus_gives(tmp_path):
    assert main([str(CORPUS), str(tmp_path / "roles.skops")]) == 0
    assert (tmp_path / "roles.skops").read_bytes() == MODEL.read_bytes(), "run make train"


def test_plain_reading_and_skops_agree():
    with_skops = skops.io.load(MODEL, trusted=[])
    plain = read_plain(MODEL)
    assert plain.keys() == with_skops.keys()
    for name, value in plain.items():
        assert np.array_equal(value, with_skops[name])


def test_every_target_of_gold_that_is_a_quantity_is_an_example(documents):
    examples = sum(role == "target" for document in documents for role in document.roles)
    gold = sum(len(document.gold.items("targets")) for document in documents)
    in_tables = sum(len(document.reading.tables.targets) for document in documents)
    assert 0.9 * gold <= examples + in_tables


def test_no_amount_is_a_feature():
    assert not [
        name for name in load_model().columns if any(digit in name.partition("=")[0] for digit in "3456789")
    ]


def test_without_rules_no_feature_tells_what_they_say(documents):
    alone = fit(documents[:8], with_rules=False)
    assert not [name for name in alone.columns if name.startswith(("rule=", "role=", "before="))]


def test_the_model_does_no_harm_on_issuers_it_has_not_seen(documents):
    issuers = sorted({document.issuer for document in documents if document.unseen})[::5]
    outcomes = compare(documents, [issuers])
    assert outcomes["both"].f1 >= outcomes["rules"].f1 - 0.002
    assert outcomes["both"].f1 > outcomes["model"].f1
