"""``chitieu lint`` as a drafter and a CI service call it: what it prints, its exit codes, JSON and SARIF."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from pipeline.cli import main
from pipeline.commands.lint import lint_files
from pipeline.lint import sarif
from pipeline.lint.rules import codes
from pipeline.settings import Settings

CLEAN = """CÔNG ĐOÀN XÃ HÀ AN
Số: 05/KH-CĐ
Hà An, ngày 02 tháng 01 năm 2024

KẾ HOẠCH
Công tác nữ công năm 2024

I. CHỈ TIÊU

1. Tổ chức 02 hội thi.

2. Thăm hỏi nữ đoàn viên ốm đau.

Nơi nhận:
- Các tổ công đoàn;
- Lưu: VT.

TM. BAN CHẤP HÀNH
CHỦ TỊCH

Nguyễn Thị Hà
"""
FAULTY = CLEAN.replace("2. Thăm hỏi", "1. Phát động “Hai giỏi.\n\n2. Thăm hỏi\n\n2. Thăm hỏi").replace(
    "1. Phát", "2. Phát"
)
NOTED = CLEAN.replace("\nNguyễn Thị Hà\n", "")
# The main rules of SARIF 2.1.0 (OASIS, sections 3.13 to 3.58) for what we write.
_TEXT = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}}
_LEVEL = {"enum": ["none", "note", "warning", "error"]}
_POSITIVE = {"type": "integer", "minimum": 1}
_REGION = {
    "type": "object",
    "required": ["startLine"],
    "properties": {
        **dict.fromkeys(("startLine", "startColumn", "endLine", "endColumn"), _POSITIVE),
        "snippet": {
            "type": "object",
            "properties": {"text": {"type": "string"}},
            "additionalProperties": False,
        },
    },
    "additionalProperties": False,
}
_LOCATION = {
    "type": "object",
    "required": ["physicalLocation"],
    "properties": {
        "physicalLocation": {
            "type": "object",
            "required": ["artifactLocation"],
            "properties": {
                "artifactLocation": {
                    "type": "object",
                    "required": ["uri"],
                    "properties": {"uri": {"type": "string", "pattern": r"^[!-~]+$"}},
                    "additionalProperties": False,
                },
                "region": _REGION,
            },
            "additionalProperties": False,
        },
        "logicalLocations": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"name": {"type": "string"}, "kind": {"type": "string"}},
                "additionalProperties": False,
            },
        },
    },
    "additionalProperties": False,
}
_RULE = {
    "type": "object",
    "required": ["id"],
    "properties": {
        "id": {"type": "string"},
        **dict.fromkeys(("shortDescription", "fullDescription", "help"), _TEXT),
        "defaultConfiguration": {
            "type": "object",
            "properties": {"level": _LEVEL},
            "additionalProperties": False,
        },
        "properties": {"type": "object"},
    },
    "additionalProperties": False,
}
_RESULT = {
    "type": "object",
    "required": ["message", "ruleId", "ruleIndex", "level", "locations"],
    "properties": {
        "ruleId": {"type": "string"},
        "ruleIndex": {"type": "integer", "minimum": 0},
        "level": _LEVEL,
        "message": _TEXT,
        "locations": {"type": "array", "minItems": 1, "items": _LOCATION},
        "partialFingerprints": {"type": "object", "additionalProperties": {"type": "string"}},
        "properties": {"type": "object"},
    },
    "additionalProperties": False,
}
_NOTICE = {
    "type": "object",
    "required": ["message"],
    "properties": {"message": _TEXT, "level": _LEVEL},
    "additionalProperties": False,
}
SARIF = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["tool"],
                "properties": {
                    "tool": {
                        "type": "object",
                        "required": ["driver"],
                        "properties": {
                            "driver": {
                                "type": "object",
                                "required": ["name"],
                                "properties": {
                                    "name": {"type": "string"},
                                    "version": {"type": "string"},
                                    "language": {"type": "string", "pattern": "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$"},
                                    "rules": {"type": "array", "uniqueItems": True, "items": _RULE},
                                },
                                "additionalProperties": False,
                            }
                        },
                        "additionalProperties": False,
                    },
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "invocations": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["executionSuccessful"],
                            "properties": {
                                "executionSuccessful": {"type": "boolean"},
                                "toolExecutionNotifications": {"type": "array", "items": _NOTICE},
                            },
                            "additionalProperties": False,
                        },
                    },
                    "results": {"type": "array", "items": _RESULT},
                },
                "additionalProperties": False,
            },
        },
    },
    "additionalProperties": False,
}


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "kế hoạch.txt"
    path.write_text(FAULTY, encoding="utf-8")
    return path


def as_json(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    main(["lint", *arguments, "--json"])
    return json.loads(capsys.readouterr().out)


def test_a_faulty_plan(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint", plan.name]) == 1
    shown = capsys.readouterr().out
    assert "dòng 12, cột 14, mục I/2: cảnh báo [unbalanced_quotes]" in shown
    assert "dòng 14, cột 1, mục I/2: cảnh báo [duplicate_marker]" in shown
    assert shown.endswith("1 văn bản: 0 lỗi, 3 cảnh báo, 0 lưu ý\n")


def test_in_english(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint", plan.name, "--lang", "en"]) == 1
    assert "line 14, column 1, section I/2: warning [duplicate_marker]" in capsys.readouterr().out


@pytest.mark.parametrize(("text", "notes"), [(CLEAN, 0), (NOTED, 1)])
def test_clean_or_with_notes_only_is_0(
    text: str, notes: int, plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan.write_text(text, encoding="utf-8")
    assert main(["lint", plan.name]) == 0
    assert capsys.readouterr().out.endswith(f"1 văn bản: 0 lỗi, 0 cảnh báo, {notes} lưu ý\n")


def test_nothing_readable_is_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty.txt").write_text("")
    assert main(["lint", str(tmp_path / "empty.txt")]) == 2
    assert main(["lint", str(tmp_path / "absent.txt")]) == 2
    told = capsys.readouterr().err
    assert "empty.txt: " in told
    assert "absent.txt: no such file" in told


def test_a_file_that_fails_is_1_and_the_others_are_done(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan.write_text(CLEAN, encoding="utf-8")
    (plan.parent / "b.txt").write_text("")
    assert main(["lint", "."]) == 1
    shown = capsys.readouterr()
    assert "b.txt: " in shown.err
    assert "1 văn bản: 0 lỗi" in shown.out


@pytest.mark.usefixtures("stand_in")
@pytest.mark.parametrize(
    ("text", "settings", "reason"),
    [
        ("FAULT", Settings(), "a fault in the pipeline (ZeroDivisionError"),
        ("CRASH", Settings(), "SIGSEGV"),
        ("HANG", Settings(seconds_per_document=2.0), "took longer than 2 s"),
        pytest.param(
            "GROW",
            Settings(memory_per_document=600_000_000),
            "needed more than 600 MB",
            marks=pytest.mark.skipif(
                not Path("/proc/self/statm").exists(), reason="only Linux tells the memory of a process"
            ),
        ),
    ],
)
def test_a_hostile_file_costs_no_other_document(
    text: str, settings: Settings, reason: str, plan: Path
) -> None:
    (plan.parent / "b.txt").write_text(text)
    (plan.parent / "c.txt").write_text("")
    linted = lint_files([plan.parent], settings)
    assert linted.documents == 1
    assert [Path(failure.source).name for failure in linted.failures] == ["b.txt", "c.txt"]
    assert reason in linted.failures[0].reason


def test_findings_come_in_the_order_of_the_files(plan: Path) -> None:
    for name in "hgfedcba":
        (plan.parent / f"{name}.txt").write_text(f"{FAULTY}{name}\n" * (1 + (name < "e")), encoding="utf-8")
    linted = lint_files([plan.parent], Settings())
    sources = [Path(one.source).name for one in linted.found]
    assert sources == sorted(sources)
    assert set(sources) >= {f"{name}.txt" for name in "abcdefgh"}


def test_json_is_the_rows_with_their_places(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = as_json(capsys, plan.name)
    assert report["documents"] == 1
    assert report["counts"] == {"error": 0, "warning": 3, "note": 0}
    quoted, *_ = report["findings"]
    assert quoted["code"] == "unbalanced_quotes"
    assert quoted["source"] == plan.name
    assert quoted["region"] == {"start_line": 12, "start_column": 14, "end_line": 12, "end_column": 24}
    lines = FAULTY.splitlines()
    assert lines[11][13:23] == quoted["quote"] == "“Hai giỏi."


def test_json_names_the_files_that_failed(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (plan.parent / "b.txt").write_text("")
    (failure,) = as_json(capsys, ".")["failures"]
    assert failure["source"] == "b.txt"


def test_sarif(plan: Path) -> None:
    (plan.parent / "b.txt").write_text("")
    assert main(["lint", ".", "--sarif", "lint.sarif"]) == 1
    report = json.loads(Path("lint.sarif").read_text(encoding="utf-8"))
    jsonschema.validate(report, SARIF)
    (run,) = report["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [code.id for code in codes()]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])
    assert [
        notice["message"]["text"].split(":")[0]
        for notice in run["invocations"][0]["toolExecutionNotifications"]
    ] == ["b.txt"]
    place = run["results"][0]["locations"][0]
    assert place["physicalLocation"]["artifactLocation"]["uri"] == "k%E1%BA%BF%20ho%E1%BA%A1ch.txt"
    assert place["physicalLocation"]["region"]["startLine"] == 12
    assert place["logicalLocations"] == [{"name": "I/2", "kind": "element"}]


@pytest.mark.parametrize(
    ("name", "uri"),
    [("plan #3.txt", "plan%20%233.txt"), ("plan.txt#2", "plan.txt"), ("/a/plan.txt", "file:///a/plan.txt")],
)
def test_a_sign_in_a_file_s_name_is_no_part_of_the_file(name: str, uri: str) -> None:
    assert sarif.uri(name) == uri


def test_sarif_that_cannot_be_written_is_2(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint", plan.name, "--sarif", "absent/lint.sarif"]) == 2
    assert "absent/lint.sarif: cannot be written" in capsys.readouterr().err


def test_help_tells_a_ci_service_what_it_needs(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["lint", "--help"])
    shown = capsys.readouterr().out
    assert all(words in shown for words in ("exit codes", "--sarif lint.sarif", "SARIF 2.1.0"))
