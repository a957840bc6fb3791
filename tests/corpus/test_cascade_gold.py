"""The cascade gold names targets that exist, leaves none out and shows every verdict."""

from collections import Counter
from typing import Any

import pytest

from .reading import GOLD, directive_text, fold, gold

PAIRS: list[dict[str, Any]] = gold("cascade.json")["pairs"]
ROWS = [row for pair in PAIRS for row in pair["targets"]]
VERDICTS = {
    *("equal", "exceeds", "lowered", "scope_narrowed", "later_deadline", "interim", "weaker_modality"),
    *("unit_mismatch", "needs_base", "qualitative_only", "by_reference", "missing", "extra"),
    *("not_applicable", "parent_unavailable"),
}
FLAGS = {
    *(
        "assumed_floor",
        "approximate",
        "scope_widened",
        "earlier_deadline",
        "stronger_modality",
        "range",
        "duty",
    ),
    *(
        "source_inconsistent",
        "parent_partly_unavailable",
        "weaker_modality",
        "later_deadline",
        "scope_narrowed",
    ),
}
UNJUDGED = {"not_applicable", "extra", "parent_unavailable"}
ONE_SIDED = {"missing", "not_applicable", "by_reference", "qualitative_only"}


def target(key: str) -> dict[str, Any]:
    name, _, index = key.partition("#t")
    found: dict[str, Any] = gold(name)["targets"][int(index) - 1]
    return found


def ids(pair: dict[str, Any]) -> str:
    return f"{pair['upper'] or pair['upper_number']}->{pair['lower']}"


@pytest.mark.parametrize("pair", PAIRS, ids=ids)
def test_rows_name_targets_of_their_pair(pair: dict[str, Any]) -> None:
    for row in pair["targets"]:
        for side in ("upper", "lower"):
            if row[side]:
                assert row[side].startswith(f"{pair[side]}#t")
                assert target(row[side])["quote"] == row[f"{side}_quote"]


@pytest.mark.parametrize("pair", PAIRS, ids=ids)
def test_verdict_and_sides_agree(pair: dict[str, Any]) -> None:
    text = directive_text(gold(pair["lower"])["source"])
    for row in pair["targets"]:
        assert row["verdict"] in VERDICTS
        assert set(row["flags"]) <= FLAGS - {row["verdict"]}
        assert row["why"]
        assert (row["upper"] is None) == (row["verdict"] in {"extra", "parent_unavailable"})
        if row["verdict"] in ONE_SIDED:
            assert row["lower"] is None
        if row["lower"] is None and row["verdict"] not in {"missing", "not_applicable"}:
            assert fold(row["lower_quote"]) in text


@pytest.mark.parametrize("pair", [pair for pair in PAIRS if pair["upper"]], ids=ids)
def test_every_upper_target_is_judged_once(pair: dict[str, Any]) -> None:
    judged = sorted(row["upper"] for row in pair["targets"] if row["upper"])
    count = len(gold(pair["upper"])["targets"])
    assert judged == sorted(f"{pair['upper']}#t{number}" for number in range(1, count + 1))


def test_every_lower_target_of_a_pair_is_accounted_for() -> None:
    for lower in {pair["lower"] for pair in PAIRS}:
        named = {row["lower"] for row in ROWS if row["lower"] and row["lower"].startswith(f"{lower}#")}
        assert len(named) == len(gold(lower)["targets"]), lower


@pytest.mark.parametrize("pair", PAIRS, ids=ids)
def test_the_lower_plan_cites_the_upper_one(pair: dict[str, Any]) -> None:
    assert pair["basis"] == "cited"
    assert pair["upper_number"] in {row["number"] for row in gold(pair["lower"])["references"]}
    if pair["upper"]:
        assert gold(pair["upper"])["document"]["number"] == pair["upper_number"]
    else:
        numbers = {gold(path.name)["document"]["number"] for path in GOLD}
        assert pair["upper_number"] not in numbers


def test_enough_pairs_of_every_verdict() -> None:
    counts = Counter(row["verdict"] for row in ROWS)
    assert {verdict for verdict in VERDICTS if counts[verdict] < 4} == set()
    assert sum(count for verdict, count in counts.items() if verdict not in UNJUDGED) >= 120
