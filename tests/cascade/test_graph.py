from dataclasses import replace
from datetime import date

from msgspec import structs

from pipeline.cascade.compare import compare
from pipeline.cascade.graph import build_graph
from pipeline.cascade.plans import Aligned
from pipeline.cascade.run import cascade, follow
from pipeline.schema import Reference
from tests.cascade.samples import district, grassroots, number, plan, province, share


def cites(lower, upper_id=None, **said):
    said = {"relation": "legal_basis", "form": "full", "number": "7/KH-LĐLĐ", "type": "KH", **said}
    row = Reference(
        doc_id=lower.document.doc_id,
        start=0,
        end=0,
        quote="",
        rule="x",
        reference_id="r",
        resolved_doc_id=upper_id,
        **said,
    )
    return replace(lower, references=(*lower.references, row))


def graph(*plans):
    return build_graph({each.document.doc_id: each for each in plans})


def pairs_of(found):
    return [(edge.upper_id, edge.lower_id, edge.basis) for edge in found.edges]


HIGH = plan(province(title="Công tác nữ công năm 2024"), share(90, target_id="u1"))
LOW = plan(district(title="Công tác nữ công năm 2024"), share(90, target_id="l1"))


def test_a_citation_as_basis_makes_an_edge():
    assert pairs_of(graph(HIGH, cites(LOW, "upper"))) == [("upper", "lower", "cited")]
    assert pairs_of(graph(HIGH, cites(LOW, "upper", relation="implements"))) == [("upper", "lower", "cited")]


def test_mentions_congresses_and_laws_make_none():
    assert not graph(HIGH, cites(LOW, "upper", relation="mentions")).edges
    assert not graph(HIGH, cites(LOW, "upper", form="congress")).edges
    assert not graph(HIGH, cites(LOW, "upper", form="law")).edges


def test_a_plan_is_never_below_one_of_a_lower_body():
    assert not graph(cites(HIGH, "lower"), LOW).edges


def test_a_plan_is_never_below_another_copy_of_itself():
    told = {"number": "7/KH-LĐLĐ", "issued": date(2024, 1, 5)}
    first, copy = plan(province(**told), share(90)), plan(province(doc_id="copy", **told), share(90))
    assert not graph(first, cites(copy, "upper")).edges
    later = plan(province(doc_id="copy", **(told | {"issued": date(2024, 3, 5)})), share(90))
    assert graph(first, cites(later, "upper")).edges


def test_a_cited_plan_that_is_not_at_hand():
    found = graph(cites(LOW))
    assert [row.number for row in found.unavailable["lower"]] == ["7/KH-LĐLĐ"]
    assert found.orphans == ()
    rows = cascade({"lower": cites(LOW)}, (), None).rows
    assert [(row.verdict, row.upper_doc_id, row.lower_target_id) for row in rows] == [
        ("parent_unavailable", None, "l1")
    ]
    assert "7/KH-LĐLĐ" in rows[0].explanation_vi


def test_what_is_no_plan_or_ones_own_is_not_missed():
    assert not graph(cites(LOW, type="NĐ", number="1/2024/NĐ-CP")).unavailable
    assert not graph(cites(LOW, issuer="LĐLĐ huyện Ea Nam")).unavailable


def test_an_orphan_gets_likely_plans_that_are_not_judged():
    found = graph(HIGH, LOW)
    assert set(found.orphans) == {"upper", "lower"}
    assert [one.upper_id for one in found.suggestions["lower"]] == ["upper"]
    assert not cascade({"upper": HIGH, "lower": LOW}, (), None).rows
    other = plan(province(period_end=date(2020, 12, 31), period_start=date(2020, 1, 1)), share(90))
    assert not graph(other, LOW).suggestions


def every(upper, lower):
    return tuple(Aligned(a, b, 0.5, 1.0) for a in upper.targets for b in lower.targets)


def test_one_target_down_all_levels():
    bottom = plan(structs.replace(grassroots(), doc_id="bottom"), share(80, target_id="b1"))
    plans = {"upper": HIGH, "lower": cites(LOW, "upper"), "bottom": cites(bottom, "lower")}
    rows = cascade(plans, (), every).rows
    assert [(depth, row.lower_doc_id, row.verdict) for depth, row in follow("u1", rows)] == [
        (1, "lower", "equal"),
        (2, "bottom", "lowered"),
    ]
    assert len({row.cascade_id for row in rows}) == len(rows)


def test_extras_are_listed_once_under_two_upper_plans():
    second = plan(structs.replace(province(), doc_id="second", number="8/KH-LĐLĐ"), share(50, target_id="s1"))
    low = plan(district(), share(90, target_id="l1"), number(3, target_id="l2"))
    low = cites(cites(cites(low, "upper"), "second", number="8/KH-LĐLĐ"), number="9/KH-LĐLĐ")
    first_only = lambda upper, lower: (Aligned(upper.targets[0], lower.targets[0], 0.5, 1.0),)  # noqa: E731
    rows = cascade({"upper": HIGH, "second": second, "lower": low}, (), first_only).rows
    extras = [row for row in rows if row.verdict == "extra"]
    assert [(row.upper_doc_id, row.lower_target_id, row.flags) for row in extras] == [
        ("upper", "l2", "parent_partly_unavailable")
    ]


def test_compare_says_on_what_basis():
    assert {row.basis for row in compare(HIGH, [LOW], (), every)} == {"given"}
    assert {row.basis for row in compare(HIGH, [cites(LOW, "upper")], (), every)} == {"cited"}
