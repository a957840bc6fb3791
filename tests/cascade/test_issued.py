"""A decision and the plan it issues: who cites the one means the other; neither stands below the other."""

import pytest
from msgspec import structs

from pipeline.cascade.graph import build_graph
from pipeline.cascade.issued import issued_plans, of_file
from pipeline.cascade.plans import Plan
from pipeline.cascade.reading import UnknownPlanError, find_plan
from tests.cascade.samples import district, plan, province, share
from tests.cascade.test_graph import LOW, cites, pairs_of

FILE = {"sha256": "a" * 64, "number": "41/QĐ-UBND", "level": "province"}
DECISION = plan(province(doc_id="decision", type="QĐ", **FILE))
ISSUED = plan(province(doc_id="decision-2", type="KH", **FILE), share(90, target_id="p1"))


def edges(*plans: Plan) -> list[tuple[str, str, str]]:
    return pairs_of(build_graph({each.document.doc_id: each for each in plans}))


def test_a_decision_without_targets_issues_the_plan_of_its_file_and_number() -> None:
    assert issued_plans([DECISION, ISSUED]) == {"decision": ("decision-2",)}
    other = plan(province(doc_id="letter-2", **(FILE | {"number": "9/KH-UBND"})), share(90))
    assert not issued_plans([DECISION, other])
    with_own = plan(province(doc_id="decision", type="QĐ", **FILE), share(50))
    assert not issued_plans([with_own, ISSUED])


def test_who_cites_the_decision_stands_below_its_plan() -> None:
    assert edges(DECISION, ISSUED, cites(LOW, "decision", type="QĐ")) == [("decision-2", "lower", "cited")]


def test_the_basis_of_the_decision_is_that_of_its_plan() -> None:
    upper = plan(province(doc_id="upper", level="central", number="1/KH-TLĐ"), share(95))
    assert edges(upper, cites(DECISION, "upper"), ISSUED) == [("upper", "decision-2", "cited")]


def test_a_basis_of_the_decision_that_is_not_at_hand_is_missed_of_the_plan() -> None:
    told = {"type": "KH", "number": "1/KH-TLĐ", "issuer": "Tổng Liên đoàn Lao động Việt Nam"}
    plans = {each.document.doc_id: each for each in (cites(DECISION, **told), ISSUED)}
    assert {key: [row.number for row in rows] for key, rows in build_graph(plans).unavailable.items()} == {
        "decision-2": ["1/KH-TLĐ"]
    }


def test_a_decision_and_its_plan_are_no_pair() -> None:
    assert not edges(DECISION, cites(ISSUED, "decision", type="QĐ"))
    assert not edges(cites(DECISION, "decision-2"), ISSUED)


def test_by_the_number_that_they_share_the_plan_is_meant() -> None:
    plans = {each.document.doc_id: each for each in (DECISION, ISSUED)}
    assert find_plan("41/QĐ-UBND", plans) is ISSUED
    assert find_plan("decision", plans) is DECISION
    copy = plan(structs.replace(district(), doc_id="copy", number="41/QĐ-UBND"), share(9))
    with pytest.raises(UnknownPlanError, match="2 documents"):
        find_plan("41/QĐ-UBND", plans | {"copy": copy})


def test_of_a_file_the_document_with_targets_is_meant() -> None:
    assert of_file([DECISION, ISSUED]) == [ISSUED]
    assert of_file([DECISION]) == [DECISION]
