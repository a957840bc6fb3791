import os
from pathlib import Path

import pytest

from pipeline.errors import UnreadableFileError
from pipeline.ingest import walk


def found(*paths: Path) -> list[Path]:
    return [path for path in walk(paths) if isinstance(path, Path)]


def problems(*paths: Path) -> list[UnreadableFileError]:
    return [path for path in walk(paths) if not isinstance(path, Path)]


def test_files_below_a_folder_sorted_and_once(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/y.pdf", "c/d/e.docx"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    names = ["a/y.pdf", "a/z.txt", "b.txt", "c/d/e.docx"]
    assert found(tmp_path) == [tmp_path / name for name in names]
    assert found(tmp_path / "b.txt", tmp_path) == [
        tmp_path / name for name in ("b.txt", *names[:2], names[3])
    ]


def test_hidden_files_datasets_and_links_are_left_out(tmp_path: Path) -> None:
    inside, outside = tmp_path / "in", tmp_path / "out"
    for folder in (inside, outside, inside / ".git", inside / "dataset"):
        folder.mkdir()
    for path in (
        outside / "a.txt",
        inside / ".b.txt",
        inside / "~$c.docx",
        inside / ".git/d",
        inside / "e.txt",
    ):
        path.write_text("x")
    (inside / "dataset/datapackage.json").write_text("{}")
    (inside / "dataset/targets.csv").write_text("x")
    (inside / "link").symlink_to(outside)
    (inside / "loop").symlink_to(inside)
    (inside / "f.txt").symlink_to(outside / "a.txt")
    assert found(inside) == [inside / "e.txt"]
    assert found(inside / "f.txt") == [inside / "f.txt"]
    assert not problems(inside)


def test_problems_are_values(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    os.mkfifo(tmp_path / "pipe")
    missing, pipe = problems(tmp_path / "missing", tmp_path / "pipe", tmp_path)
    assert missing.reason == "no such file or folder"
    assert missing.source == str(tmp_path / "missing")
    assert pipe.reason == "neither a file nor a folder"


def test_links_that_lead_nowhere_and_pipes_in_a_folder_are_problems(tmp_path: Path) -> None:
    for name in ("dead.txt", "dead.DOCX", "dead.so", ".dead.txt"):
        (tmp_path / name).symlink_to(tmp_path / "gone")
    (tmp_path / "self.md").symlink_to("self.md")
    os.mkfifo(tmp_path / "pipe.txt")
    assert [(Path(problem.source).name, problem.reason) for problem in problems(tmp_path)] == [
        ("dead.DOCX", "a link to a file that is not there"),
        ("dead.txt", "a link to a file that is not there"),
        ("pipe.txt", "neither a file nor a folder"),
        ("self.md", "a link to a file that is not there"),
    ]
    assert not found(tmp_path)


def test_folder_that_vanishes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.txt").write_text("x")
    scan = os.scandir

    def vanishing(folder: Path) -> object:
        if Path(folder).name == "a":
            raise FileNotFoundError(2, "No such file or directory", str(folder))
        return scan(folder)

    monkeypatch.setattr(os, "scandir", vanishing)
    assert found(tmp_path) == [tmp_path / "b/x.txt"]
    assert [problem.source for problem in problems(tmp_path)] == [str(tmp_path / "a")]
