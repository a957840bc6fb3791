"""Several documents in one file: each is a document of its own, in every format; an appendix is none.

The sources have the marks of ``corpus/build.py``, which builds the Word files; LibreOffice makes the PDF of these.
"""

import json
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pipeline import flow, ingest
from pipeline.cli import main
from pipeline.dataset import read_dataset
from pipeline.dataset.cascade import read_cascade
from pipeline.schema import DocumentTables
from pipeline.settings import Settings
from tests.corpus.reading import build

HERE = Path(__file__).parent
FORMATS = [
    "txt",
    "docx",
    pytest.param("pdf", marks=pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")),
]
every_format = pytest.mark.parametrize("form", FORMATS)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("parting")


@cache
def documents(name: str, form: str, folder: Path) -> tuple[DocumentTables, ...]:
    path = made(name, form, folder)
    (raw,) = ingest.read(path, path.name, Settings())
    return tuple(flow.run_file(raw))


def made(name: str, form: str, folder: Path) -> Path:
    """The source ``NAME.txt`` as a file of that format."""
    source = (HERE / f"{name}.txt").read_text(encoding="utf-8")
    path = folder / f"{name}.{form}"
    if form == "txt":
        path.write_text(build.plain_text(source), encoding="utf-8")
        return path
    word = folder / f"{name}.docx"
    build.word_document(source).save(str(word))
    if form == "pdf":
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, word]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
    return path


@every_format
def test_a_decision_and_its_plan(form: str, folder: Path) -> None:
    decision, plan = documents("decision", form, folder)
    assert [tables.document.type for tables in (decision, plan)] == ["QĐ", "KH"]
    assert plan.document.doc_id == f"{decision.document.doc_id}-2"
    assert plan.document.source == f"{decision.document.source}#2"
    assert [row.kind for row in decision.sections].count("implementation") <= 1
    assert not decision.targets
    assert {row.number for row in decision.references} >= {"1729/QĐ-TTg"}
    assert [(row.value, row.measure) for row in plan.targets if row.value] == [(60, "share"), (3, "per_unit")]
    assert not any(row.number == "1729/QĐ-TTg" for row in plan.references)


@every_format
def test_the_plan_has_from_the_decision_what_it_does_not_say(form: str, folder: Path) -> None:
    decision, plan = (tables.document for tables in documents("decision", form, folder))
    for document in (decision, plan):
        assert document.number == "415/QĐ-UBND"
        assert str(document.issued) == "2024-03-18"
        assert document.issuer == "Ủy ban nhân dân tỉnh Sơn Giang"
        assert document.signer == "Đỗ Thị Lan Chi"


@every_format
def test_a_day_without_year_is_in_the_year_of_the_decision(form: str, folder: Path) -> None:
    _, plan = documents("decision", form, folder)
    assert "2024-09-30" in {str(row.end_date) for row in plan.deadlines}


@every_format
def test_a_letter_and_the_plan_it_encloses(form: str, folder: Path) -> None:
    letter, plan = (tables.document for tables in documents("letter", form, folder))
    assert (letter.number, str(letter.issued)) == ("88/LĐLĐ", "2024-04-05")
    assert (plan.number, str(plan.issued)) == ("31/KH-LĐLĐ", "2024-04-01")
    assert plan.signer == "Trần Thu Nguyệt"
    assert plan.title == "Tổ chức hội thao công nhân năm 2024"


@every_format
def test_a_bundle_of_forms(form: str, folder: Path) -> None:
    found = documents("forms", form, folder)
    assert len(found) == 3
    assert all(tables.text.count("CỘNG HÒA XÃ HỘI CHỦ NGHĨA") == 1 for tables in found)
    assert not any(row.measure != "qualitative" for tables in found for row in tables.targets)


@every_format
def test_appendices_and_a_form_among_them_belong_to_the_plan(form: str, folder: Path) -> None:
    (plan,) = documents("appendix_form", form, folder)
    assert plan.document.number == "52/KH-LĐLĐ"
    assert plan.document.signer == "Lý Quốc Vinh"


@every_format
@pytest.mark.parametrize("name", ["decision", "letter", "forms", "appendix_form"])
def test_every_quote_stands_in_the_text_of_its_document(name: str, form: str, folder: Path) -> None:
    for tables in documents(name, form, folder):
        rows = (*tables.sections, *tables.targets, *tables.references, *tables.deadlines, *tables.numerals)
        for row in rows:
            assert row.doc_id == tables.document.doc_id
            assert tables.text[row.start : row.end] == row.quote
            assert form != "pdf" or row.page is not None
            furniture = getattr(row, "role", None) == "page_furniture"
            assert form != "docx" or furniture or row.paragraph is not None
    pages = [row.page for tables in documents(name, form, folder) for row in tables.sections]
    assert form != "pdf" or pages == sorted(pages)


@pytest.mark.parametrize(
    "text",
    [
        "Trang tin công đoàn\nHội nghị quán triệt Kế hoạch (Ban hành kèm theo Quyết định số 7/QĐ-CĐ ngày 3/4/2024)\n"
        "Sáng nay, các đại biểu nghe giới thiệu văn bản mở đầu bằng dòng\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "rồi thảo luận.\n",
        "KẾ HOẠCH\nTỔ CHỨC HỘI THI NẤU ĂN\n(Ban hành kèm theo Quyết định số 7/QĐ-CĐ ngày 3/4/2024)\n"
        "I. MỤC ĐÍCH\nNâng cao tay nghề.\nTM. BAN CHẤP HÀNH\nCHỦ TỊCH\nLê Thị Mận\n"
        "DANH SÁCH\nĐỘI THI\n(Kèm theo Kế hoạch số 7/KH-CĐ ngày 3/4/2024)\n",
        "QUYẾT ĐỊNH\nĐiều 1. Ban hành kèm theo Quyết định này Quy chế chi tiêu.\nTM. BAN CHẤP HÀNH\nLê Thị Mận\n"
        "PHỤ LỤC\nKẾ HOẠCH\n(Ban hành kèm theo Quyết định số 7/QĐ-CĐ ngày 3/4/2024)\n1. Tháng 4: hội thi.\n",
    ],
    ids=["a page that quotes", "a list sent with the plan", "an appendix called a plan"],
)
def test_one_document(text: str, tmp_path: Path) -> None:
    assert len(read_text(text, tmp_path)) == 1


def test_a_run_counts_files_and_documents_apart(tmp_path: Path, folder: Path) -> None:
    from pipeline.batch import extract_files

    summary = extract_files([made("decision", "txt", folder)], tmp_path / "dataset", Settings(), jobs=1)
    assert (summary.read, summary.documents) == (1, 2)
    texts = sorted(path.stem for path in (tmp_path / "dataset" / "text").iterdir())
    assert texts[1] == f"{texts[0]}-2"


RULES = """CÔNG ĐOÀN NGÀNH
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 61/QĐ-CĐN
Sơn Giang, ngày 07 tháng 5 năm 2024
QUYẾT ĐỊNH
Về việc ban hành Quy chế chi tiêu nội bộ
Điều 1. Ban hành kèm theo Quyết định này Quy chế chi tiêu nội bộ.
TM. BAN THƯỜNG VỤ
CHỦ TỊCH
Đinh Thị Ngát
CÔNG ĐOÀN NGÀNH
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
QUY CHẾ
Chi tiêu nội bộ
Ban hành kèm theo Quyết định số 61/QĐ-CĐN ngày 07 tháng 5 năm 2024 của Công đoàn ngành
Điều 1. Mức chi
Mỗi suất quà không quá 300.000 đồng.
"""
YOUTH = """ĐOÀN TNCS HỒ CHÍ MINH
BCH TỈNH BÌNH KHÊ
Số: {}-KH/TĐTN-PT
Bình Khê, ngày {} tháng 3 năm 2024
KẾ HOẠCH
Tổ chức Ngày thứ bảy tình nguyện
I. MỤC TIÊU
Mỗi chi đoàn dọn vệ sinh 01 tuyến đường.
Nơi nhận:
- Các huyện đoàn;
TM. BAN THƯỜNG VỤ
PHÓ BÍ THƯ
Ngô Sĩ Tấn
"""


def read_text(text: str, folder: Path) -> tuple[DocumentTables, ...]:
    path = folder / "a.txt"
    path.write_text(text, encoding="utf-8")
    (raw,) = ingest.read(path, "a.txt", Settings())
    return tuple(flow.run_file(raw))


def test_rules_with_a_head_of_their_own_are_issued_all_the_same(tmp_path: Path) -> None:
    decision, rules = (tables.document for tables in read_text(RULES, tmp_path))
    assert (rules.type, rules.number, rules.signer) == ("QC", "61/QĐ-CĐN", "Đinh Thị Ngát")
    assert rules.issued == decision.issued


def test_heads_without_that_of_the_state(tmp_path: Path) -> None:
    found = read_text(YOUTH.format(12, "04") + YOUTH.format(13, "06"), tmp_path)
    assert [tables.document.number for tables in found] == ["12-KH/TĐTN-PT", "13-KH/TĐTN-PT"]


LOWER = """ỦY BAN NHÂN DÂN TỈNH SƠN GIANG
ỦY BAN NHÂN DÂN HUYỆN VÂN SƠN
Số: 77/KH-UBND
Vân Sơn, ngày 02 tháng 4 năm 2024

KẾ HOẠCH
Xây thiết chế văn hóa cho công nhân năm 2024

Căn cứ Quyết định số 415/QĐ-UBND ngày 18/3/2024 của Ủy ban nhân dân tỉnh Sơn Giang ban hành Kế hoạch xây thiết chế văn hóa, Ủy ban nhân dân huyện Vân Sơn xây dựng kế hoạch như sau:

I. MỤC TIÊU

Phấn đấu 40% khu công nghiệp có phòng đọc cho công nhân trước ngày 30/9.
"""


def test_a_plan_below_the_decision_is_compared_with_the_plan_it_issues(
    tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    upper, lower = made("decision", "txt", folder), tmp_path / "huyện.txt"
    lower.write_text(LOWER, encoding="utf-8")
    assert main(["extract", str(upper), str(lower), "--output", str(tmp_path / "dataset")]) == 0
    assert main(["cascade", str(tmp_path / "dataset")]) == 0
    rows = read_cascade(tmp_path / "dataset") or ()
    assert {(row.upper_doc_id or "")[12:] for row in rows if row.verdict == "lowered"} == {"-2"}
    assert "decision.txt#2" in set(
        read_dataset(tmp_path / "dataset").documents["source"].map(lambda s: Path(s).name)
    )
    capsys.readouterr()
    for name in (upper, f"{upper}#2"):
        assert main(["compare", str(name), str(lower), "--json"]) == 0
        assert "lowered" in {row["verdict"] for row in json.loads(capsys.readouterr().out)}
    assert main(["compare", f"{upper}#1", str(lower), "--json"]) == 0
    assert "lowered" not in {row["verdict"] for row in json.loads(capsys.readouterr().out)}
    assert main(["compare", str(upper), f"{lower}#1"]) == 0
    assert main(["compare", f"{upper}#3", str(lower)]) == 2
    assert "fewer documents" in capsys.readouterr().err


def test_lint_tells_lines_of_the_file(
    tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "decision.txt"
    text = made("decision", "txt", folder).read_text(encoding="utf-8")
    path.write_text(
        text + "3. Các đơn vị báo cáo theo Kế hoạch số 9/KH-UBND của Ủy ban nhân dân tỉnh.\n",
        encoding="utf-8",
    )
    main(["lint", str(path), "--json"])
    lines = [
        row["region"]["start_line"]
        for row in findings(capsys.readouterr().out)
        if "9/KH-UBND" in (row["quote"] or "")
    ]
    assert lines == [text.count("\n") + 1]


def findings(out: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(out)["findings"]
    return found
