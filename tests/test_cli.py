import json
import subprocess
import sys
import time

import pytest

from pipeline.cli import main


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "chỉ đạo"
    folder.mkdir()
    (folder / "kế hoạch 1.txt").write_text("Kế hoạch số 10, 90%", encoding="utf-8")
    (folder / "kế hoạch 2.md").write_text("# Kế hoạch số 11, 80%", encoding="utf-8")
    return folder


def test_done(chitieu, folder, tmp_path, stand_in):
    run = chitieu("extract", folder, "--output", "ds")
    assert (run.returncode, run.stderr) == (0, "")
    assert "2 files = 2 read + 0 failed + 0 duplicates; 2 documents\n" in run.stdout
    assert run.stdout.endswith("\n4 numbers, 4 of them unclassified\n")
    assert (tmp_path / "ds" / "datapackage.json").is_file()


def test_done_with_failures(chitieu, folder, stand_in):
    (folder / "rỗng.txt").touch()
    run = chitieu("extract", folder, "chẳng có.txt", "--output", "ds")
    assert run.returncode == 1
    empty, missing = run.stderr.splitlines()
    assert empty.startswith(f"{folder}/rỗng.txt: ")
    assert missing.startswith("chẳng có.txt: ")


def test_failures_are_told_again_by_a_run_that_has_nothing_to_do(chitieu, folder, stand_in):
    (folder / "rỗng.txt").touch()
    first, second = (chitieu("extract", folder, "--output", "ds") for _ in range(2))
    assert "nothing to do" in second.stdout
    assert (second.returncode, second.stderr) == (first.returncode, first.stderr)


def test_a_duplicate_is_no_failure(chitieu, folder, stand_in):
    (folder / "bản sao.txt").write_bytes((folder / "kế hoạch 1.txt").read_bytes())
    run = chitieu("extract", folder, "--output", "ds")
    assert run.returncode == 0
    assert "3 files = 2 read + 0 failed + 1 duplicates" in run.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("extract",),
        ("extract", "x"),
        ("extract", "x", "--output"),
        ("extract", "x", "--output", "ds", "--jobs", "0"),
        ("nonsense",),
    ],
)
def test_bad_arguments(chitieu, arguments):
    run = chitieu(*arguments)
    assert run.returncode == 2
    assert "usage: chitieu" in run.stderr


@pytest.mark.parametrize("jobs", ["x", "0", "-1", "1.5", "²", ""])
def test_a_number_of_processes_that_is_none(chitieu, jobs):
    run = chitieu("extract", "x", "--output", "ds", f"--jobs={jobs}")
    assert run.returncode == 2
    assert f"argument --jobs: not a positive whole number: {jobs!r}" in run.stderr


@pytest.mark.parametrize("name", ["nowhere", "empty folder"])
def test_no_readable_input(chitieu, tmp_path, name):
    (tmp_path / "empty folder").mkdir()
    run = chitieu("extract", name, "--output", "ds")
    assert run.returncode == 2
    assert "no document among the inputs" in run.stderr
    assert name in run.stderr
    assert not (tmp_path / "ds").exists()


@pytest.mark.parametrize("text", ["max_pagse = 3", "max_pages = 'three'", "max_pages ="])
def test_bad_settings(chitieu, folder, tmp_path, text):
    (tmp_path / "settings.toml").write_text(text)
    run = chitieu("extract", folder, "--output", "ds", "--settings", "settings.toml")
    assert run.returncode == 2
    assert run.stderr.startswith("chitieu: settings.toml: ")


def test_settings_are_obeyed(chitieu, folder, tmp_path, stand_in):
    (tmp_path / "settings.toml").write_text("max_bytes = 10")
    run = chitieu("extract", folder, "--output", "ds", "--settings", "settings.toml")
    assert run.returncode == 2
    assert run.stderr.count("max_bytes") == 2


def test_json(chitieu, folder, stand_in):
    (folder / "rỗng.txt").touch()
    summary = json.loads(chitieu("extract", folder, "--output", "ds", "--json").stdout)
    assert (summary["inputs"], summary["read"], summary["documents"], summary["numerals"]) == (3, 2, 2, 4)
    assert [failure["source"] for failure in summary["failures"]] == [f"{folder}/rỗng.txt"]
    assert summary["unchanged"] is False


def test_nothing_but_messages_goes_to_a_stderr_that_is_no_terminal(chitieu, folder, stand_in):
    assert chitieu("extract", folder, "--output", "ds").stderr == ""


def test_version_and_help(chitieu):
    assert chitieu("--version").stdout.startswith("chitieu ")
    run = chitieu("extract", "--help")
    assert run.returncode == 0
    assert "--output DIR" in run.stdout


def test_an_interrupt_ends_the_run_and_leaves_nothing(folder, tmp_path, monkeypatch, capsys):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("pipeline.batch.run_tasks", interrupted)
    assert main(["extract", str(folder), "--output", str(tmp_path / "ds")]) == 130
    assert "interrupted" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == [folder.name]


def test_help_is_as_quick_as_python_itself(chitieu):
    def quickest(call):
        times = []
        for _ in range(5):
            began = time.perf_counter()
            call()
            times.append(time.perf_counter() - began)
        return min(times)

    bare = quickest(lambda: subprocess.run([sys.executable, "-c", "pass"], check=True))
    assert quickest(lambda: chitieu("--help")) < 5 * bare


def test_evaluate(chitieu, folder, tmp_path, stand_in):
    assert chitieu("extract", folder, "--output", "ds").returncode == 0
    (tmp_path / "gold").mkdir()
    gold = {"document": {"number": "1/KH"}, "sections": [], "targets": [], "references": [], "deadlines": []}
    (tmp_path / "gold" / "kế hoạch 1.json").write_text(
        json.dumps(gold | {"source": "kế hoạch 1.txt"}), encoding="utf-8"
    )
    run = chitieu("evaluate", "ds", "--gold", "gold")
    assert (run.returncode, run.stderr) == (0, "")
    assert "documents.number         1/1" in run.stdout
    assert (
        json.loads(chitieu("evaluate", "ds", "--gold", "gold", "--json").stdout)["attributes"][
            "documents.number"
        ]["right"]
        == 1
    )


@pytest.mark.parametrize("arguments", [("evaluate", "nowhere", "--gold", "gold"), ("evaluate", "nowhere")])
def test_evaluate_that_cannot_run(chitieu, arguments):
    assert chitieu(*arguments).returncode == 2
