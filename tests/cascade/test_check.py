import xml.etree.ElementTree as ET
from datetime import date

import pytest

from pipeline.cascade.check import check, junit
from pipeline.cascade.policy import Policy, PolicyError, read_policy, unknown_issuers, verdicts_of
from pipeline.schema import CascadeRow
from tests.cascade.samples import district, province

DOCUMENTS = {"upper": province(), "lower": district(issued=date(2024, 2, 1))}


def row(verdict, number=1, **said):
    return CascadeRow(
        **{
            "cascade_id": f"lower-c{number}",
            "upper_doc_id": "upper",
            "lower_doc_id": "lower",
            "upper_target_id": "t1",
            "lower_target_id": None,
            "basis": "cited",
            "similarity": None,
            "verdict": verdict,
            "flags": None,
            "explanation_vi": "Vì <thế> \x00 & vậy",
            "explanation_en": "so",
            "upper_quote": "90%",
            "lower_quote": None,
            "rule": "missing",
            "confidence": 1.0,
            **said,
        }
    )


def policy(tmp_path, text):
    path = tmp_path / "policy.toml"
    path.write_text(text, encoding="utf-8")
    return read_policy(path)


@pytest.mark.parametrize("verdict", ["lowered", "missing", "scope_narrowed", "later_deadline"])
def test_what_fails(verdict):
    assert check([row(verdict)], DOCUMENTS, Policy()).failed


@pytest.mark.parametrize(
    "verdict", ["weaker_modality", "interim", "unit_mismatch", "needs_base", "qualitative_only"]
)
def test_what_is_for_review(verdict):
    found = check([row(verdict)], DOCUMENTS, Policy())
    assert found.passed
    assert found.review


@pytest.mark.parametrize(
    "verdict", ["equal", "exceeds", "by_reference", "extra", "not_applicable", "parent_unavailable"]
)
def test_what_passes(verdict):
    found = check([row(verdict)], DOCUMENTS, Policy())
    assert (found.failed, found.review) == ((), ())


def test_fail_on():
    assert verdicts_of("lowered, interim") == ("lowered", "interim")
    found = check([row("interim"), row("missing", 2)], DOCUMENTS, Policy(fail_on=("interim",)))
    assert [one.verdict for one in found.failed] == ["interim"]
    assert found.review == ()


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ('[[allow]]\nverdicts = ["missing"]', True),
        ('[[allow]]\nverdicts = ["lowered"]', False),
        ('[[allow]]\nverdicts = ["missing"]\nissuers = ["LĐLĐ huyện Ea Nam"]', True),
        ('[[allow]]\nverdicts = ["missing"]\nissuers = ["LĐLĐ huyện Ea Súp"]', False),
        ('[[allow]]\nverdicts = ["missing"]\nlevels = ["district"]', True),
        ('[[allow]]\nverdicts = ["missing"]\nlevels = ["grassroots"]', False),
        ('[[allow]]\nverdicts = ["missing"]\nfrom = 2024-02-01', True),
        ('[[allow]]\nverdicts = ["missing"]\nfrom = 2024-02-02', False),
        ('[[allow]]\nverdicts = ["missing"]\nuntil = 2024-01-31', False),
        ('fail_on = ["lowered"]', True),
    ],
)
def test_a_policy(tmp_path, text, allowed):
    assert check([row("missing")], DOCUMENTS, policy(tmp_path, text)).passed is allowed


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("fail_no = []", "unknown key 'fail_no'"),
        ('fail_on = ["lowerd"]', "unknown word 'lowerd'"),
        ('fail_on = "lowered"', "must be a list of words"),
        ('[[allow]]\nverdict = ["missing"]', "unknown key 'verdict'"),
        ("[[allow]]", "names no verdicts"),
        ('[[allow]]\nverdicts = ["missing"]\nlevels = ["distrikt"]', "unknown word 'distrikt'"),
        ('[[allow]]\nverdicts = ["missing"]\nfrom = "2024"', "must be a day"),
        ("allow = 3", "list of tables"),
        ("fail_on = [", r"policy\.toml: not valid TOML: .*at end of document"),
        (
            '[[allow]]\nverdicts = ["missing"]\nfrom = 2025-13-01',
            r"policy\.toml: not valid TOML: .*line 3",
        ),
        (
            '[[allow]]\nverdicts = ["missing"]\n[[allow]]\nverdicts = ["missing"]\n'
            "from = 2025-06-30\nuntil = 2025-01-01",
            r"policy\.toml: allow entry 2: from \(2025-06-30\) is later than until \(2025-01-01\)",
        ),
        (
            '[[allow]]\nverdicts = ["missing"]\nreason = 3',
            r"policy\.toml: allow entry 1: reason must be text",
        ),
    ],
)
def test_a_faulty_policy(tmp_path, text, reason):
    with pytest.raises(PolicyError, match=reason):
        policy(tmp_path, text)


def test_an_allowance_of_one_day_and_its_reason(tmp_path):
    text = '[[allow]]\nverdicts = ["missing"]\nfrom = 2025-06-30\nuntil = 2025-06-30\nreason = "năm đầu"'
    (allowance,) = policy(tmp_path, text).allowances
    assert allowance.reason == "năm đầu"


@pytest.mark.parametrize("words", ["", " ", ","])
def test_fail_on_nothing(words):
    with pytest.raises(PolicyError, match="no verdict named"):
        verdicts_of(words)


def test_unknown_issuers(tmp_path):
    text = '[[allow]]\nverdicts = ["missing"]\nissuers = ["LĐLĐ huyện Ea Nam", "LĐLĐ huyện Ea Súp"]'
    found = unknown_issuers(policy(tmp_path, text), DOCUMENTS.values())
    assert found == ("LĐLĐ huyện Ea Súp",)


def test_junit():
    rows = [row("missing"), row("equal", 2), row("not_applicable", 3)]
    xml = junit(rows, DOCUMENTS, check(rows, DOCUMENTS, Policy()))
    root = ET.fromstring(xml.encode())
    (suite,) = root
    assert suite.attrib | {"name": ""} == {"name": "", "tests": "3", "failures": "1", "skipped": "1"}
    (failure,) = suite.iter("failure")
    assert (failure.attrib["type"], failure.attrib["message"]) == ("missing", "Vì <thế> \ufffd & vậy")
