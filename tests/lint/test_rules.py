"""Every rule finds its faulty examples, at the place that is marked, and nothing of its code in their clean twins."""

import re
from hashlib import sha256

import pytest

from pipeline import flow
from pipeline.lint.rules import Rule, codes, rules
from pipeline.schema import Finding
from pipeline.text import Place, Raw

HEAD = """LIÊN ĐOÀN LAO ĐỘNG HUYỆN VÂN AN
Số: 21/KH-LĐLĐ
Vân An, ngày 10 tháng 01 năm 2024

KẾ HOẠCH
Công tác nữ công năm 2024

Ban Thường vụ Liên đoàn Lao động huyện Vân An xây dựng kế hoạch công tác nữ công như sau:

I. NHIỆM VỤ

"""
TAIL = """

Nơi nhận:
- Các công đoàn cơ sở;
- Lưu: VP.

TM. BAN THƯỜNG VỤ
CHỦ TỊCH

Nguyễn Thị Hà
"""
ACROSS = ("report_after_upper", "reference_date_issued")  # see test_across
RECOGNISED = ("ocr_uncertain_number", "unread_page")  # see test_recognition
FAULTY = [
    pytest.param(rule, text, id=f"{rule.id}-{n}")
    for rule in rules().values()
    for n, text in enumerate(rule.faulty)
]
CLEAN = [
    pytest.param(rule, text, id=f"{rule.id}-{n}")
    for rule in rules().values()
    for n, text in enumerate(rule.clean)
]


def findings(text: str) -> tuple[Finding, ...]:
    raw = Raw(
        source="t", sha256=sha256(text.encode()).hexdigest(), media_type="text/plain", text=text, wrapped=True
    )
    return flow.run(raw).findings


def whole(rule: Rule, text: str) -> str:
    return text if rule.whole else HEAD + text + TAIL


@pytest.mark.parametrize(("rule", "text"), FAULTY)
def test_a_faulty_example_gives_the_finding_at_its_mark(rule: Rule, text: str) -> None:
    marked = re.search("⟦(.*)⟧", text, re.DOTALL)
    found = findings(whole(rule, re.sub("[⟦⟧]", "", text)))
    wanted = " ".join(marked[1].split()) if marked else None
    assert [
        (row.rule, row.quote and " ".join(row.quote.split())) for row in found if row.code == rule.code
    ] == [(rule.id, wanted)]


@pytest.mark.parametrize(("rule", "text"), FAULTY)
def test_nothing_else_is_found_in_it(rule: Rule, text: str) -> None:
    found = findings(whole(rule, re.sub("[⟦⟧]", "", text)))
    assert rule.whole or {row.code for row in found} == {rule.code}


@pytest.mark.parametrize(("rule", "text"), CLEAN)
def test_its_clean_twin_does_not(rule: Rule, text: str) -> None:
    found = findings(whole(rule, text))
    assert [row for row in found if row.code == rule.code] == []
    assert rule.whole or not found


@pytest.mark.parametrize("code", codes(), ids=lambda code: code.id)
def test_every_code_is_told_in_both_languages_with_examples(code) -> None:
    assert all((code.name_vi, code.name_en, code.help_vi, code.help_en))
    alone = [rule for rule in code.rules if rule.id not in (*ACROSS, *RECOGNISED)]
    assert code.rules
    assert all(rule.faulty for rule in alone)
    assert not alone or any(rule.clean for rule in alone)


def test_ids_are_unique() -> None:
    ids = [rule.id for code in codes() for rule in code.rules]
    assert len(ids) == len(set(ids))


def test_of_recognised_text_nothing_is_said_that_may_be_the_recognition_s_fault() -> None:
    faulty = "\n\n".join(
        re.sub("[⟦⟧]", "", rule.faulty[0]) for rule in rules().values() if rule.faulty and not rule.whole
    )
    text = HEAD.replace("Số: 21/KH-LĐLĐ\n", "") + faulty + TAIL
    sure = (Place(0, len(text), page=1, confidence=1.0),)
    raw = Raw(
        source="t",
        sha256="0" * 64,
        media_type="application/pdf",
        text=text,
        wrapped=True,
        ocr=True,
        places=sure,
    )
    assert findings(text)
    assert flow.run(raw).findings == ()
