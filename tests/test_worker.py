"""What a process does with one file."""

from pipeline import flow
from pipeline.dataset.spool import read_rows, text_path
from pipeline.settings import Settings
from pipeline.worker import do_task
from pipeline.workers import Task

PLAN = """HỘI NÔNG DÂN HUYỆN VÂN TRẠCH
Số: {}-KH/HND
Vân Trạch, ngày 04 tháng 3 năm 2031
KẾ HOẠCH
Trồng cây phân tán
Mỗi chi hội trồng {} cây.
Nơi nhận:
- Các chi hội;
TM. BAN THƯỜNG VỤ
PHÓ CHỦ TỊCH
Lò Văn Sáng
"""


def test_of_a_bundle_a_document_is_laid_down_before_the_next_is_read(tmp_path, monkeypatch):
    path, spool = tmp_path / "a.txt", tmp_path / "spool"
    path.write_text(PLAN.format(12, 40) + PLAN.format(13, 60), encoding="utf-8")
    spool.mkdir()
    laid_down, read = [], flow._read

    def counting(text, *others):
        laid_down.append(len(list(spool.glob("*.txt"))))
        return read(text, *others)

    monkeypatch.setattr(flow, "_read", counting)
    outcome = do_task(Task(path, "a.txt", spool), Settings())
    assert laid_down == [0, 1]
    assert [head.document.number for head in outcome.documents] == ["12-KH/HND", "13-KH/HND"]
    assert all(text_path(spool, head.document.doc_id).exists() for head in outcome.documents)
    rows = [dict(read_rows(spool, head.document.doc_id)) for head in outcome.documents]
    assert outcome.numerals == sum(len(tables["numerals"][0]) for tables in rows) > 0
