"""Numbers, days and quantities as each language writes them."""

from datetime import date

import pytest
from msgspec import structs

from pipeline.report.formats import day, document_label, every, issuer_name, number, quantity
from pipeline.report.wording import words
from pipeline.schema import Target
from tests.report.samples import nameless, plans

AT = {
    "doc_id": "x",
    "start": 0,
    "end": 1,
    "quote": "x",
    "rule": "by_hand",
    "target_id": "x-t1",
    "statement": "x",
}


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [
        (1250.5, "1.250,5", "1,250.5"),
        (90.0, "90", "90"),
        (2.1e11, "210.000.000.000", "210,000,000,000"),
        (0.5, "0,5", "0.5"),
    ],
)
def test_numbers(value, vi, en):
    assert number(value, words("vi")) == vi
    assert number(value, words("en")) == en


def test_days():
    assert day(date(2031, 2, 8), words("vi")) == "08/02/2031"
    assert day(date(2031, 2, 8), words("en")) == "2031-02-08"
    assert day(None, words("vi")) == ""


@pytest.mark.parametrize(
    ("target", "shown"),
    [
        ({"value": 90.0, "comparator": "ge", "unit_text": "%"}, "≥ 90%"),
        ({"value": 85.0, "value_high": 90.0, "comparator": "range", "unit_text": "%"}, "85–90%"),
        ({"value": 2.0, "comparator": "ge", "unit_text": "cuộc", "frequency": "P1Y"}, "≥ 2 cuộc/năm"),
        ({"value": 5.0, "comparator": "ge", "unit_text": "%", "direction": "decrease", "change": "by"}, "giảm ≥ 5%"),
        ({"value": 18.0, "unit_text": "vụ", "direction": "decrease", "change": "to"}, "giảm xuống 18 vụ"),
        ({"measure": "qualitative"}, "Định tính"),
    ],
)  # fmt: skip
def test_quantities(target, shown):
    assert quantity(Target(**AT | {"measure": "count"} | target), words("vi")) == shown


def test_durations():
    assert every("P1M;P1Y", words("vi")) == "tháng; năm"
    assert every("P7Y", words("vi")) == "P7Y"
    assert every(None, words("vi")) == ""


def test_a_document_without_a_name_has_that_of_its_file():
    document = nameless().document
    assert document_label(document) == "kh212-quét.txt"
    assert [issuer_name(document, words(language)) for language in ("vi", "en")] == ["Chưa rõ", "unknown"]


def test_a_document_with_a_name_keeps_it():
    document = plans()[0].document
    assert document_label(document) == "10/KH-LĐLĐ"
    assert issuer_name(document, words("vi")) == "Liên đoàn Lao động tỉnh Hà Vân"


def test_a_plan_with_the_number_of_its_decision_is_told_from_it():
    said = {"number": "41/QĐ-UBND", "source": "in/41.docx", "type": "QĐ", "type_name": "Quyết định"}
    decision = structs.replace(plans()[0].document, **said)
    plan = structs.replace(decision, source="in/41.docx#2", type="KH", type_name="Kế hoạch")
    assert document_label(decision) == "41/QĐ-UBND"
    assert document_label(plan) == "41/QĐ-UBND (Kế hoạch)"
    assert document_label(structs.replace(plan, number="7/KH-UBND")) == "7/KH-UBND"
