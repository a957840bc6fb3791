"""show as a user calls it: from an id back to file, page, box and words."""

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from pipeline.batch import extract_files
from pipeline.cli import main
from pipeline.dataset.read import read_dataset
from pipeline.dataset.tables import ROW_TABLES, TABLES
from pipeline.settings import Settings
from tests.report.pdf_dataset import write_pdf_dataset
from tests.report.samples import LOWER, UPPER, cascade, plans, write_dataset

GOLDEN = Path(__file__).parents[1] / "golden"


@pytest.fixture(scope="module")
def pdf(tmp_path_factory):
    return write_pdf_dataset(tmp_path_factory.mktemp("show"))


@pytest.fixture(scope="module")
def word(tmp_path_factory):
    folder = tmp_path_factory.mktemp("word") / "data"
    extract_files([GOLDEN / "plan.docx"], folder, Settings(), jobs=1)
    return folder


@pytest.fixture
def show(capsys):
    def call(*arguments):
        code = main(["show", *map(str, arguments)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


def lines_of(said):
    """The named lines, by name."""
    named = (
        line.strip().partition("  ")
        for line in said.splitlines()
        if line.startswith("  ") and "|" not in line
    )
    return {name: value.strip() for name, _, value in named}


def test_a_target_of_a_pdf_leads_to_its_page_and_box(show, pdf):
    row = read_dataset(pdf).targets.iloc[1]
    code, said, _ = show(row["target_id"], "--dataset", pdf)
    assert code == 0
    found = lines_of(said)
    assert found["Nội dung"].startswith("≥ 2 buổi")
    assert found["Tệp gốc"] == str(pdf.parent / "plan.pdf")
    assert found["Mục"].startswith("I. CHỈ TIÊU › 2. ")
    assert found["Trang"] == "2"
    left, top = (float(edge) for edge in row["bbox"].split(",")[:2])
    assert found["Khung"].startswith(f"{left:.1f}".rstrip("0").rstrip(".").replace(".", ",") + "; ")
    assert top == pytest.approx(842 - 700, abs=15)
    assert found["Vị trí"] == f"ký tự {row['start']}–{row['end']} của text/{row['doc_id']}.txt"
    assert f"mở ⟦{row['quote']}⟧" in " ".join(said.split())


def test_a_cell_of_a_word_file_is_named(show, word):
    targets = read_dataset(word).targets
    row = targets[targets["cell"].notna()].iloc[0]
    code, said, _ = show(row["target_id"], "--dataset", word, "--lang", "en")
    table, line, column = row["cell"].split(",")
    assert code == 0
    assert lines_of(said)["Cell"] == f"table {table}, row {line}, column {column}"
    assert lines_of(said)["Paragraph"] == str(row["paragraph"])


@pytest.mark.parametrize("name", ["documents", *ROW_TABLES])
def test_every_table_leads_back_to_the_exact_words(show, word, name):
    table, dataset = TABLES[name], read_dataset(word)
    frame = getattr(dataset, name)
    for _, row in frame.head(3).iterrows():
        code, said, _ = show(row[table.primary_key], "--dataset", word, "--json")
        found = json.loads(said)
        assert code == 0
        assert (found["table"], found["row"][table.primary_key]) == (name, row[table.primary_key])
        assert found["document"]["doc_id"] == row["doc_id"]
        if name in ROW_TABLES and found["row"]["start"] is not None:
            words, text = found["words"], dataset.text(row["doc_id"])
            assert words["quote"] == row["quote"]
            assert words["before"] + words["quote"] + words["after"] in text
            assert text[: row["start"]].endswith(words["before"])


def test_a_document_is_found_by_its_number(show, word):
    code, said, _ = show("07/kh-lđlđ", "--dataset", word)
    assert code == 0
    assert lines_of(said)["Văn bản"].startswith("Kế hoạch 07/KH-LĐLĐ – Liên đoàn Lao động tỉnh An Sơn")


def test_a_row_of_the_cascade_shows_both_sides(show, tmp_path):
    folder = write_dataset(tmp_path / "data", plans(), cascade())
    code, said, _ = show("c1", "--dataset", folder)
    assert code == 0
    assert "Nhận xét số 1." in said
    assert f"CẤP TRÊN\nChỉ tiêu {UPPER}-t1\n" in said
    assert f"CẤP DƯỚI\nChỉ tiêu {LOWER}-t1\n" in said
    code, said, _ = show("c1", "--dataset", folder, "--json")
    assert json.loads(said)["lower"]["row"]["quote"] == "80%"


def test_a_file_that_has_changed_is_said_to_have(show, tmp_path):
    folder = write_pdf_dataset(tmp_path)
    (target,) = read_dataset(folder).targets["target_id"].head(1)
    (tmp_path / "plan.pdf").write_bytes(b"%PDF-1.4 another")
    assert "(đã thay đổi sau khi trích xuất)" in show(target, "--dataset", folder)[1]
    (tmp_path / "plan.pdf").unlink()
    assert "(không còn ở vị trí này)" in show(target, "--dataset", folder)[1]


@pytest.mark.parametrize("name", ["t99", "", "9/KH-KHÔNG"])
def test_an_unknown_id_is_an_error(show, word, name):
    code, said, error = show(name, "--dataset", word)
    assert (code, said) == (2, "")
    assert error == f"chitieu: {name}: no row of that id, and no document of that id or number, in {word}\n"


def test_without_a_dataset_it_cannot_run(show, tmp_path):
    code, _, error = show("t1", "--dataset", tmp_path / "none")
    assert code == 2
    assert "no such folder" in error


def test_a_number_that_two_documents_bear_is_not_guessed(show, tmp_path):
    upper, lower, *_ = plans()
    twin = replace(lower, document=replace(lower.document, number=upper.document.number))
    folder = write_dataset(tmp_path / "data", [upper, twin], None)
    code, _, error = show("10/KH-LĐLĐ", "--dataset", folder)
    assert code == 2
    assert UPPER in error
    assert LOWER in error
