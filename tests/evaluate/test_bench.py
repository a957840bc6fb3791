"""The bench measures what it says; how fast that is, it prints, and no test asks."""

from hashlib import sha256
from pathlib import Path

from pipeline.evaluate.alignment_speed import measure_alignment
from pipeline.evaluate.memory import measure_memory
from pipeline.evaluate.speed import measure_speed
from pipeline.text import Raw

TEXT = """KẾ HOẠCH
Trồng rừng năm 2031

I. CHỈ TIÊU
1. Trồng mới 40 ha rừng ngập mặn trước ngày 30/6/2031.
2. 90% hộ nhận khoán được tập huấn kỹ thuật.
"""


def test_speed_is_measured_beside_the_yardstick() -> None:
    raw = Raw(
        source="rừng.txt",
        sha256=sha256(TEXT.encode()).hexdigest(),
        media_type="text/plain",
        text=TEXT,
        wrapped=True,
    )
    speeds = measure_speed([raw] * 5, rounds=1)
    assert [speed.name for speed in speeds] == [
        "underthesea word_tokenize",
        "dateparser.search (vi)",
        "rows, without words",
        "rows, words, spaCy Doc",
    ]
    assert speeds[0].ratio == 1
    assert all(speed.bytes_per_second > 0 for speed in speeds)


def test_memory_is_measured_over_so_many_documents() -> None:
    peak = measure_memory([TEXT], 3)
    assert peak.documents == 3
    assert peak.main > 1_000_000


def test_alignment_is_measured_beside_the_fit() -> None:
    speed = measure_alignment(Path(__file__).resolve().parents[2] / "corpus", 50)
    assert speed.targets == 50
    assert speed.ratio > 0
    assert speed.peak > 1_000_000
