"""Every number has one row, and the strongest claim gives its role."""

import pytest

from pipeline.extract.accounting import Claim, Claims
from pipeline.extract.numerals import Number
from pipeline.flow import run
from pipeline.text import Raw

TEXT = """KẾ HOẠCH
Phong trào trồng cây năm 2031

Thực hiện Hướng dẫn số 12/HD-LĐLĐ ngày 05/01/2031 của Liên đoàn Lao động tỉnh.

I. KẾT QUẢ NĂM 2030

Đã trồng 450 cây.

II. CÁC CHỈ TIÊU

1. Trước ngày 30/9, 80% ấp có từ 60 hộ trở lên có vườn ươm.

III. TỔ CHỨC THỰC HIỆN

Liên hệ: số điện thoại 0900 111 222.
"""


@pytest.fixture(scope="module")
def numerals():
    raw = Raw(source="a.txt", sha256="0" * 64, media_type="text/plain", text=TEXT, wrapped=True)
    return run(raw).numerals


@pytest.mark.parametrize(
    ("quote", "role"),
    [
        ("12", "reference"),
        ("05", "reference"),
        ("450", "past_result"),
        ("1", "marker"),
        ("30", "deadline"),
        ("80", "target"),
        ("60", "condition"),
        ("0900", "contact"),
    ],
)
def test_the_role_of_a_number(numerals, quote, role):
    assert {row.role for row in numerals if row.quote == quote} == {role}


def test_rows_with_an_owner_lead_to_it(numerals):
    owners = {row.quote: row.owner_id for row in numerals if row.owner_id}
    assert owners["12"].endswith("-r1")
    assert owners["80"].endswith("-t1")
    assert owners["30"].endswith("-d1")
    assert "-s" in owners["1"]
    assert {"450", "60", "0900"}.isdisjoint(owners)


def test_the_claim_given_first_holds():
    strong, weak, apart = (
        Claim(low, high, role, None, role)
        for low, high, role in ((10, 20, "reference"), (15, 30, "date"), (30, 40, "deadline"))
    )
    claims = Claims.of([strong, weak, apart])
    numbers = [Number(offset, offset + 1, 1.0) for offset in (9, 10, 19, 20, 29, 30, 40)]
    assert claims.holding(numbers) == {10: strong, 19: strong, 30: apart}
