"""The directives that no rule was written from: quotes, values and dates of their gold hold."""

import json
from datetime import date
from typing import get_args

import pytest

from pipeline import schema

from .reading import CORPUS, fold

UNSEEN = CORPUS / "unseen"
GOLD = sorted((CORPUS / "gold" / "unseen").glob("*.json"))
VALUES = {
    "comparator": {*get_args(schema.Comparator)},
    "unit": {*get_args(schema.Unit)},
    "direction": {*get_args(schema.Direction)},
    "modality": {*get_args(schema.Modality), None},
}
each = pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)


def read(path):
    gold = json.loads(path.read_text(encoding="utf-8"))
    return gold, (UNSEEN / gold["source"]).read_text(encoding="utf-8")


def test_every_directive_has_its_gold():
    assert [path.stem for path in GOLD] == sorted(path.stem for path in UNSEEN.iterdir())


def test_every_directive_has_its_own_issuer():
    issuers = [read(path)[0]["document"]["issuer"] for path in GOLD]
    assert len({*issuers}) == len(issuers) >= 20


@each
def test_quotes_stand_in_the_text(path):
    gold, text = read(path)
    for table in ("targets", "conditions", "not_targets", "references", "deadlines"):
        assert [item["quote"] for item in gold[table] if fold(item["quote"]) not in fold(text)] == []


@each
def test_values_are_those_of_the_tables(path):
    gold, _ = read(path)
    for target in gold["targets"]:
        assert {name for name, known in VALUES.items() if target[name] not in known} == set()
    for item in gold["not_targets"]:
        assert item["role"] in get_args(schema.NumeralRole)
    for item in gold["deadlines"]:
        assert item["kind"] in get_args(schema.DeadlineKind)
        for day in filter(None, (item["start"], item["end"])):
            date.fromisoformat(day)
