"""Which time bounds a target: its own, that of its list, that of its heading."""

import pytest

from pipeline.flow import run
from pipeline.text import Raw

HEAD = "KẾ HOẠCH\nPhát triển thư viện khu trọ\n\n"


def due(body: str) -> list[str]:
    text = f"{HEAD}{body}\n"
    raw = Raw(source="a.txt", sha256="0" * 64, media_type="text/plain", text=text, wrapped=True)
    return [f"{row.value:g}: {row.deadline_end or ''}" for row in run(raw).targets]


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        (
            "II. CHỈ TIÊU\n\n1. Trong giai đoạn 2026 - 2030 phấn đấu 40% khu trọ có tủ sách.",
            ["40: 2030-12-31"],
        ),
        ("II. CHỈ TIÊU\n\n1. Tổng kết giai đoạn 2021 - 2025; phấn đấu 40% khu trọ có tủ sách.", ["40: "]),
        (
            "II. CHỈ TIÊU\n\nCác mục tiêu cụ thể giai đoạn 2026 - 2030 như sau:\n\n- 40% khu trọ có tủ sách.",
            ["40: 2030-12-31"],
        ),
        ("II. CHỈ TIÊU\n\n2.1. Giai đoạn 2026 - 2030\n\n- 40% khu trọ có tủ sách.", ["40: 2030-12-31"]),
        (
            "II. CHỈ TIÊU\n\n- Đến năm 2027, 40% khu trọ có tủ sách; 30% khu trọ có sân chơi.",
            ["40: 2027-12-31", "30: 2027-12-31"],
        ),
        (
            "II. CHỈ TIÊU\n\n- Có 40% khu trọ có tủ sách đến hết năm 2027; 30% khu trọ có sân chơi.",
            ["40: 2027-12-31", "30: "],
        ),
        (
            "II. CHỈ TIÊU\n\n- Xây dựng 20 tủ sách khu trọ vào năm 2027 và 90 tủ vào năm 2030.",
            ["20: 2027-12-31", "90: 2030-12-31"],
        ),
        (
            "II. CHỈ TIÊU\n\n- Xây dựng tủ sách khu trọ: đến năm 2027 có 20 tủ và đến năm 2030 có 90 tủ.",
            ["20: 2027-12-31", "90: 2030-12-31"],
        ),
    ],
)
def test_a_target_is_bound_by(body, wanted):
    assert due(body) == wanted
