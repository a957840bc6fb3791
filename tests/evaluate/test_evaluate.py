"""Evaluation by small datasets of our own writing."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.cli import main
from pipeline.errors import DatasetError
from pipeline.evaluate import Report, Score, Tally, evaluate, render
from pipeline.evaluate.findings import expected, score

TARGET: dict[str, Any] = {
    "doc_id": "d1",
    "quote": "80% trở lên",
    "comparator": "ge",
    "value": 80,
    "value_high": "",
    "unit": "percent",
    "measure": "share",
    "population": "hộ trồng chè",
    "action": "ghi nhật ký vườn",
}
GOLD_TARGET = {
    "quote": "80% trở lên",
    "comparator": "ge",
    "value": 80,
    "unit": "percent",
    "population": "hộ trồng chè",
    "action": "ghi nhật ký vườn",
}


def run(folder: Path, gold: dict[str, Any], **tables: list[dict[str, Any]]) -> Report:
    document = {"doc_id": "d1", "source": "in/plan.txt", "type": "KH", "number": "7/KH-HND"}
    for name, rows in {"documents": [document], **tables}.items():
        columns = sorted({column for row in rows for column in row} | {"doc_id"})
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, columns)
            writer.writeheader()
            writer.writerows(rows)
    empty = {
        "document": {"type": "KH", "number": "07/KH-HND"},
        "targets": [],
        "references": [],
        "deadlines": [],
    }
    (folder / "gold").mkdir()
    whole = {"source": "plan.txt", **empty, **gold}
    (folder / "gold" / "plan.json").write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")
    return evaluate(folder, folder / "gold")


def test_right_target(tmp_path: Path) -> None:
    report = run(tmp_path, {"targets": [GOLD_TARGET]}, targets=[TARGET])
    assert report.tables["targets"] == Score(right=1)
    assert report.attributes["targets.population"] == Tally(1, 1)
    assert report.tables["targets"].f1 == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"comparator": "eq"},
        {"value": 8},
        {"unit": "count"},
        {"quote": "cả huyện"},
        {"measure": "qualitative"},
    ],
)
def test_wrong_value_is_no_hit(tmp_path: Path, wrong: dict[str, Any]) -> None:
    report = run(tmp_path, {"targets": [GOLD_TARGET]}, targets=[TARGET | wrong])
    assert report.tables["targets"].right == 0
    assert report.tables["targets"].missed == 1


def test_each_share_finds_its_own_row(tmp_path: Path) -> None:
    other = {"population": "hộ nuôi ong", "action": "dán nhãn"}
    rows = [TARGET | other, TARGET]
    report = run(tmp_path, {"targets": [GOLD_TARGET, GOLD_TARGET | other]}, targets=rows)
    assert report.attributes["targets.population"] == Tally(2, 2)


def test_further_mention_is_not_false(tmp_path: Path) -> None:
    report = run(tmp_path, {"targets": [GOLD_TARGET | {"mentions": 2}]}, targets=[TARGET] * 3)
    assert report.tables["targets"] == Score(right=1, false=1)


def test_optional_is_neither_right_nor_false(tmp_path: Path) -> None:
    report = run(tmp_path, {"optional": ["80% trở lên"]}, targets=[TARGET])
    assert report.tables["targets"] == Score()
    assert report.tables["targets"].precision is None


def test_fraction_is_its_percentage(tmp_path: Path) -> None:
    half = {"comparator": "eq", "value": 50, "quote": "một nửa"}
    row = TARGET | {"comparator": "eq", "value": 0.5, "unit": "ratio", "quote": "một nửa"}
    assert run(tmp_path, {"targets": [GOLD_TARGET | half]}, targets=[row]).tables["targets"].right == 1


def test_condition_taken_for_a_target(tmp_path: Path) -> None:
    gold = {"conditions": [{"quote": "80% trở lên", "value": 80}, {"quote": "5 năm", "value": 5}]}
    assert run(tmp_path, gold, targets=[TARGET]).conditions == Tally(1, 2)


def test_period_is_neutral(tmp_path: Path) -> None:
    row = {"doc_id": "d1", "quote": "giai đoạn 2031-2035", "kind": "period"}
    assert run(tmp_path, {}, deadlines=[row]).tables["deadlines"] == Score()


def test_reference_by_number_and_by_name(tmp_path: Path) -> None:
    gold = [
        {"quote": "Kế hoạch số 7/KH-HND", "number": "7/KH-HND", "type": "KH"},
        {"quote": "Luật Trồng trọt", "type": "LUAT"},
    ]
    rows = [
        {"doc_id": "d1", "quote": "Kế hoạch số 7/ KH-HND", "number": "7/kh-hnd", "type": "KH"},
        {"doc_id": "d1", "quote": "Luật Chăn nuôi", "number": "", "type": "LUAT"},
    ]
    report = run(tmp_path, {"references": gold}, references=rows)
    assert report.tables["references"] == Score(right=1, missed=1, false=1)


def test_sections_by_path(tmp_path: Path) -> None:
    gold = {"sections": [["I", "purpose", None], ["II", "tasks", None], [None, "signature", None]]}
    rows = [
        {"doc_id": "d1", "path": "I", "kind": "purpose"},
        {"doc_id": "d1", "path": "I/1", "kind": "purpose"},
        {"doc_id": "d1", "path": "III", "kind": "other"},
    ]
    report = run(tmp_path, gold, sections=rows)
    assert report.tables["sections"] == Score(right=1, missed=1, false=1)
    assert report.attributes["sections.kind"] == Tally(1, 1)


def test_document_attributes_and_faults(tmp_path: Path) -> None:
    report = run(tmp_path, {"targets": [GOLD_TARGET]}, targets=[TARGET | {"quote": "9", "population": ""}])
    assert report.attributes["documents.type"] == Tally(1, 1)
    assert report.attributes["documents.number"] == Tally(0, 1)
    shown = render(report, show=True)
    assert "plan targets MISSED '80% trở lên'" in shown
    assert "plan targets FALSE '9'" in shown
    assert "documents.number gold='07/KH-HND' got='7/KH-HND'" in shown
    assert "MISSED" not in render(report, show=False)


def with_absent(folder: Path, gold: dict[str, Any]) -> Report:
    """A document that is there and right, and gold of one that is not."""
    run(folder, {"targets": [GOLD_TARGET]}, targets=[TARGET])
    empty = {"document": {}, "targets": [], "references": [], "deadlines": []}
    absent = {"source": "elsewhere.txt", **empty, **gold}
    (folder / "gold" / "absent.json").write_text(json.dumps(absent, ensure_ascii=False), encoding="utf-8")
    return evaluate(folder, folder / "gold")


def test_absent_document_is_missed_whole(tmp_path: Path) -> None:
    report = with_absent(tmp_path, {"targets": [GOLD_TARGET]})
    assert report.absent == ("absent",)
    assert report.tables["targets"] == Score(right=1, missed=1)
    assert "not in the dataset: absent" in render(report, show=False)


def test_null_is_right_only_where_the_document_is_there(tmp_path: Path) -> None:
    report = with_absent(tmp_path, {"document": {"signer": None}})
    assert report.attributes["documents.signer"] == Tally(1, 2)


def test_none_of_the_gold_documents(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(DatasetError, match="none of the gold documents is in"):
        run(tmp_path, {"source": "elsewhere.txt", "targets": [GOLD_TARGET]}, targets=[TARGET])
    assert main(["evaluate", str(tmp_path), "--gold", str(tmp_path / "gold")]) == 2
    assert f"none of the gold documents is in {tmp_path}" in capsys.readouterr().err


def test_nothing_to_compare(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="no dataset here"):
        evaluate(tmp_path, tmp_path)
    (tmp_path / "documents.csv").write_text("doc_id,source\n", encoding="utf-8")
    with pytest.raises(DatasetError, match="no gold here"):
        evaluate(tmp_path, tmp_path)
    (tmp_path / "broken.json").write_text("{", encoding="utf-8")
    with pytest.raises(DatasetError, match=r"broken\.json"):
        evaluate(tmp_path, tmp_path)


def test_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(tmp_path, {"targets": [GOLD_TARGET]}, targets=[TARGET])
    assert main(["evaluate", str(tmp_path), "--gold", str(tmp_path / "gold")]) == 0
    assert "targets     P 1.000  R 1.000  F1 1.000   (1 right, 0 missed, 0 false)" in capsys.readouterr().out
    assert main(["evaluate", str(tmp_path), "--gold", str(tmp_path / "gold"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["targets"]["f1"] == 1
    assert main(["evaluate", str(tmp_path), "--gold", str(tmp_path / "none")]) == 2
    assert "no gold here" in capsys.readouterr().err


def test_gold_of_several_documents_in_one_file(tmp_path: Path) -> None:
    """The last one's is the file's, as for the project's scoring script; of those before it, in order."""
    rows = [TARGET | {"doc_id": "d1-2"}, TARGET | {"doc_id": "d1-1", "value": 3}]
    before = {"document": {"type": "QĐ"}, "targets": [GOLD_TARGET]}
    run(tmp_path, {"targets": [GOLD_TARGET], "before": [before]}, targets=rows)
    (tmp_path / "documents.csv").write_text(
        "doc_id,source,type,number\nd1-1,in/plan.txt,QĐ,\nd1-2,in/plan.txt#2,KH,7/KH-HND\n", encoding="utf-8"
    )
    report = evaluate(tmp_path, tmp_path / "gold")
    assert report.tables["targets"] == Score(right=1, missed=1, false=1)
    assert {fault.document for fault in report.faults if fault.table == "targets"} == {"plan#1"}
    assert report.attributes["documents.type"] == Tally(2, 2)
    (tmp_path / "documents.csv").write_text(
        "doc_id,source,type,number\nd1-2,in/plan.txt,KH,7\n", encoding="utf-8"
    )
    assert evaluate(tmp_path, tmp_path / "gold").absent == ()


def test_what_is_said_of_the_reading_is_neither_right_nor_false() -> None:
    rows = [{"code": code, "quote": "120"} for code in ("ocr_uncertain_number", "unread_page", "two_values")]
    scored, faults = score("a", expected(["two_values: 120 here, 150 there"]), rows)
    assert (scored.right, scored.missed, scored.false, faults) == (1, 0, 0, [])
    scored, _ = score("a", expected([]), rows)
    assert scored.false == 1
