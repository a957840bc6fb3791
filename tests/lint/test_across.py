"""What contradicts another document: told by ``chitieu lint`` over both, and in the dataset that holds both."""

import csv
from pathlib import Path
from typing import Any

import pytest

from pipeline.batch import extract_files
from pipeline.commands.lint import lint_files
from pipeline.settings import Settings

UPPER = """LIÊN ĐOÀN LAO ĐỘNG TỈNH SƠN GIANG
Số: 36/KH-LĐLĐ
Sơn Giang, ngày 05 tháng 02 năm 2024

KẾ HOẠCH
Công tác nữ công năm 2024

I. TỔ CHỨC THỰC HIỆN

1. Ban Nữ công: tổng hợp, báo cáo Tổng Liên đoàn trước ngày 20/10/2024.

2. Các liên đoàn lao động huyện: báo cáo 6 tháng trước ngày 05/6/2024, báo cáo năm trước ngày 15/11/2024.

Nơi nhận:
- Các LĐLĐ huyện;
- Lưu: VP.

TM. BAN THƯỜNG VỤ
CHỦ TỊCH

Nguyễn Thị Hà
"""
LOWER = """LIÊN ĐOÀN LAO ĐỘNG HUYỆN VÂN AN
Số: 21/KH-LĐLĐ
Vân An, ngày 20 tháng 02 năm 2024

KẾ HOẠCH
Công tác nữ công năm 2024

Căn cứ Kế hoạch số 36/KH-LĐLĐ ngày {day} của Liên đoàn Lao động tỉnh Sơn Giang, Ban Thường vụ Liên đoàn Lao động huyện \
Vân An xây dựng kế hoạch như sau:

I. TỔ CHỨC THỰC HIỆN

1. Các công đoàn cơ sở: báo cáo 6 tháng trước ngày {half}, báo cáo năm {year}.

Nơi nhận:
- Các công đoàn cơ sở;
- Lưu: VP.

TM. BAN THƯỜNG VỤ
CHỦ TỊCH

Trần Thị Mây
"""
IN_TIME = {"day": "05/02/2024", "half": "01/6/2024", "year": "trước ngày 10/11/2024"}


def written(folder: Path, **changed: str) -> list[Path]:
    paths = [folder / "tỉnh.txt", folder / "huyện.txt"]
    for path, text in zip(paths, (UPPER, LOWER.format(**IN_TIME | changed)), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def told(paths: list[Path]) -> list[tuple[str, str, str | None]]:
    found = lint_files(paths, Settings()).found
    return [(Path(one.source).stem, one.finding.rule, one.finding.quote) for one in found]


def rows(dataset: Path) -> list[dict[str, Any]]:
    with (dataset / "findings.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize(
    ("changed", "quote"),
    [
        ({"half": "10/6/2024"}, "trước ngày 10/6/2024"),
        ({"year": "trước ngày 20/11/2024"}, "trước ngày 20/11/2024"),
        ({"year": "trước ngày 20/11 hằng năm"}, "trước ngày 20/11 hằng năm"),
    ],
)
def test_a_report_that_comes_too_late_for_the_one_above(
    changed: dict[str, str], quote: str, tmp_path: Path
) -> None:
    assert told(written(tmp_path, **changed)) == [("huyện", "report_after_upper", quote)]


@pytest.mark.parametrize("changed", [{}, {"half": "05/6/2024"}, {"year": "trước ngày 15/11 hằng năm"}])
def test_reports_in_time_are_none(changed: dict[str, str], tmp_path: Path) -> None:
    assert told(written(tmp_path, **changed)) == []


def test_a_plan_alone_is_not_compared(tmp_path: Path) -> None:
    assert told(written(tmp_path, half="10/6/2024")[1:]) == []


def test_a_citation_with_another_day_than_the_document_bears(tmp_path: Path) -> None:
    (found,) = told(written(tmp_path, day="05/01/2024"))
    assert found[:2] == ("huyện", "reference_date_issued")


def test_of_another_year_a_number_is_another_document(tmp_path: Path) -> None:
    assert told(written(tmp_path, day="11/01/2023")) == []


def test_the_dataset_has_them_and_a_second_run_has_them_once(tmp_path: Path) -> None:
    paths = written(tmp_path, half="10/6/2024")
    dataset = tmp_path / "dataset"
    extract_files(paths, dataset, Settings())
    (first,) = rows(dataset)
    text = (dataset / "text" / f"{first['doc_id']}.txt").read_text(encoding="utf-8")
    assert text[int(first["start"]) : int(first["end"])] == first["quote"] == "trước ngày 10/6/2024"
    more = tmp_path / "khác.txt"
    more.write_text(UPPER.replace("36/KH", "99/KH"), encoding="utf-8")
    extract_files([*paths, more], dataset, Settings())
    assert rows(dataset) == [first]
    extract_files([paths[1], more], dataset, Settings())
    assert rows(dataset) == []
