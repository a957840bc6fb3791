"""What a change of the rules did: rows gained, lost and changed, and what gold says of them."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from msgspec.structs import replace

from pipeline.errors import ChitieuError
from pipeline.evaluate.diff.__main__ import compare, main
from pipeline.evaluate.diff.changes import changes_between
from pipeline.evaluate.diff.render import Comparison, as_json, as_text
from pipeline.evaluate.diff.rows import read_side
from pipeline.evaluate.diff.standing import standings
from pipeline.evaluate.read import Gold
from tests.report.samples import UPPER, plan, write_dataset

LINES = [
    "1. Phấn đấu 90% tổ công đoàn có tủ sách.",
    "2. Mở 12 buổi chiếu phim.",
    "3. Có 45% hội viên biết bơi.",
]
QUOTES = ["90%", "12 buổi", "45%"]


def made(lines=LINES, quotes=QUOTES, head="II. CHỈ TIÊU"):
    found = plan(UPPER, "10/KH", "Tỉnh", "province", lines, quotes)
    return found if head == "II. CHỈ TIÊU" else shifted(found, head)


def shifted(tables, head):
    """The same rows under a line more."""
    more = len(head) + 1
    rows = {
        name: tuple(replace(row, start=row.start + more, end=row.end + more) for row in getattr(tables, name))
        for name in ("sections", "targets")
    }
    return replace(tables, text=f"{head}\n{tables.text}", **rows)


@pytest.fixture
def sides(tmp_path):
    def write(before, after):
        return tuple(
            read_side(write_dataset(tmp_path / name, [tables], None))
            for name, tables in (("before", before), ("after", after))
        )

    return write


def kinds(base, here, table="targets"):
    return [
        (change.kind, (change.after or change.before).quote)
        for change in changes_between(base, here)
        if change.table == table and change.kind != "same"
    ]


def test_the_same_rows_are_no_changes(sides):
    base, here = sides(made(), made())
    assert {change.kind for change in changes_between(base, here)} == {"same"}


def test_a_row_that_is_gone_is_lost_and_its_followers_are_the_same(sides):
    """Their ids count one less, which is no change."""
    whole = made()
    fewer = replace(
        whole,
        targets=tuple(
            replace(row, target_id=f"{UPPER}-t{number}") for number, row in enumerate(whole.targets[1:], 1)
        ),
    )
    base, here = sides(whole, fewer)
    assert kinds(base, here) == [("lost", "90%")]
    assert kinds(here, base) == [("gained", "90%")]


def test_a_row_that_changed_names_its_columns(sides):
    whole = made()
    first, *others = whole.targets
    other = replace(first, value=95.0, population="tổ công đoàn")
    base, here = sides(whole, replace(whole, targets=(other, *others)))
    (change,) = [change for change in changes_between(base, here) if change.kind != "same"]
    assert change.columns == {"value": ("90", "95"), "population": ("", "tổ công đoàn")}


def test_a_longer_quote_is_a_change_of_the_quote(sides):
    whole = made()
    first, *others = whole.targets
    longer = replace(first, start=first.start - 9, quote="Phấn đấu 90%")
    base, here = sides(whole, replace(whole, targets=(longer, *others)))
    (change,) = [change for change in changes_between(base, here) if change.kind != "same"]
    assert change.columns == {"quote": ("90%", "Phấn đấu 90%")}


def test_rows_move_with_their_lines_where_the_text_has_changed(sides):
    base, here = sides(made(), made(head="Trang 1"))
    assert kinds(base, here) == []


def test_a_row_whose_words_are_gone_is_lost(sides):
    lines = [LINES[0].replace("90%", "91%"), *LINES[1:]]
    base, here = sides(made(), made(lines, ["91%", *QUOTES[1:]]))
    assert sorted(kinds(base, here)) == [("gained", "91%"), ("lost", "90%")]


def test_gold_says_whether_a_gain_is_right(sides):
    whole = made()
    base, here = sides(replace(whole, targets=whole.targets[:1]), whole)
    target = {"quote": "12 buổi", "comparator": "ge", "value": 12, "unit": "count"}
    gold = Gold("g", UPPER, {"source": UPPER, "targets": [target], "optional": []})
    found = Comparison(
        "a",
        "b",
        tuple(changes_between(base, here)),
        standings(base, [gold]) | standings(here, [gold]),
        (2.0, 1.0),
    )
    judged = {row["after"]["quote"]: row["gold"]["after"] for row in as_json(found)["changes"]}
    assert judged == {"12 buổi": "right", "45%": "wrong"}
    text = as_text(found)
    assert "+ targets    12 buổi" in text
    assert "[right]" in text
    assert "+1 right, +1 wrong" in text
    assert "0.50 times" in text


needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
FEWER = """

_whole = run_file


def run_file(raw):
    from msgspec.structs import replace

    return tuple(replace(tables, targets=tables.targets[1:]) for tables in _whole(raw))
"""


@pytest.fixture
def repository(tmp_path):
    """A repository of this pipeline with one commit, whose working tree loses the first target of every text."""
    here = Path(__file__).parents[2]
    ours = shutil.ignore_patterns("__pycache__")
    for folder in ("pipeline", "models"):
        shutil.copytree(here / folder, tmp_path / "repository" / folder, ignore=ours)
    (tmp_path / "repository" / ".gitignore").write_text("__pycache__\n")
    git(tmp_path / "repository", "init", "-q")
    git(tmp_path / "repository", "add", "-A")
    git(tmp_path / "repository", "commit", "-q", "-m", "First")
    with (tmp_path / "repository" / "pipeline" / "flow.py").open("a", encoding="utf-8") as file:
        file.write(FEWER)
    return tmp_path / "repository"


def git(folder, *arguments):
    who = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false"]
    return subprocess.run(
        ["git", *who, *arguments], cwd=folder, check=True, capture_output=True, text=True
    ).stdout


@needs_git
def test_two_revisions_read_the_same_texts(repository, tmp_path):
    (tmp_path / "texts").mkdir()
    text = "KẾ HOẠCH\nSố: 5/KH-CĐ\n\nI. CHỈ TIÊU\n\n1. Phấn đấu 90% tổ công đoàn có tủ sách.\n\n2. 45% hội viên biết bơi.\n"
    (tmp_path / "texts" / "a.txt").write_text(text, encoding="utf-8")
    before = git(repository, "status", "--porcelain")
    found = compare("HEAD", [tmp_path / "texts"], [], repository)
    rows = [change for change in as_json(found)["changes"] if change["table"] == "targets"]
    assert [(row["kind"], row["before"]["quote"]) for row in rows] == [("lost", "90%")]
    assert found.base.endswith(" First")
    assert min(found.seconds) > 0
    assert git(repository, "status", "--porcelain") == before
    assert git(repository, "worktree", "list").count("\n") == 1
    with pytest.raises(ChitieuError, match="extract failed"):
        compare("HEAD", [tmp_path / "none"], [], repository)


@needs_git
def test_an_unknown_revision_is_an_error(capsys):
    assert main(["no-such-revision"]) == 2
    assert "no-such-revision" in capsys.readouterr().err


@needs_git
def test_json(monkeypatch, capsys):
    monkeypatch.setattr(
        "pipeline.evaluate.diff.__main__.compare", lambda *_: Comparison("a", "b", (), {}, (1.0, 1.0))
    )
    assert main(["HEAD", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["seconds"]["ratio"] == 1.0
