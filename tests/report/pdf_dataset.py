"""A dataset read from a PDF of two pages, one target on each."""

from pathlib import Path

from pipeline.batch import extract_files
from pipeline.settings import Settings
from tests.ingest.pdf_samples import pdf_file

FIRST = [
    (72, 780, "KẾ HOẠCH"),
    (72, 760, "Công tác thư viện năm 2031"),
    (72, 720, "I. CHỈ TIÊU"),
    (72, 500, "1. Phấn đấu 90% tổ công đoàn có tủ sách trước ngày 30/9/2031."),
]
SECOND = [(72, 700, "2. Mỗi tổ công đoàn mở ít nhất 02 buổi đọc sách trước ngày 30/11/2031.")]


def write_pdf_dataset(folder: Path, turned: int = 0) -> Path:
    """The dataset ``folder/data`` of the file ``folder/plan.pdf``, whose pages are turned by so many degrees."""
    (folder / "plan.pdf").write_bytes(pdf_file(FIRST, SECOND, turned=turned))
    extract_files([folder / "plan.pdf"], folder / "data", Settings(), jobs=1)
    return folder / "data"
