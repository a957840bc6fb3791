import fcntl
import os

import pytest

from pipeline.dataset import place
from pipeline.dataset.place import REPORT_FILES, prepare_output, replacing
from pipeline.errors import DatasetError
from pipeline.report.reports import PAGE_NAME, WORKBOOK_NAME
from tests.dataset.samples import sample, write_sample


@pytest.fixture
def output(tmp_path):
    (tmp_path / "ds").mkdir()
    return write_sample(tmp_path / "ds", sample())


def contents(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def fail_halfway(folder):
    (folder / "targets.csv").write_text("half a ta")
    raise RuntimeError


def test_a_new_folder_takes_the_place_of_the_old(output):
    with replacing(output) as folder:
        write_sample(folder, None)
    assert (output / "targets.csv").read_text(encoding="utf-8").count("\n") == 1
    assert [path.name for path in output.parent.iterdir()] == ["ds"]


def test_without_a_system_that_swaps_it_does_too(output, monkeypatch):
    monkeypatch.setattr(place, "_swapped", lambda one, other: False)
    test_a_new_folder_takes_the_place_of_the_old(output)


def test_a_block_that_fails_leaves_everything_as_it_was(output):
    before = contents(output)
    with pytest.raises(RuntimeError), replacing(output) as folder:
        fail_halfway(folder)
    assert contents(output) == before
    assert [path.name for path in output.parent.iterdir()] == ["ds"]


def test_parents_are_made(tmp_path):
    with replacing(tmp_path / "a" / "b" / "ds") as folder:
        write_sample(folder, None)
    assert (tmp_path / "a" / "b" / "ds" / "datapackage.json").is_file()


def test_what_a_killed_run_left_is_removed_but_not_what_a_running_one_holds(output):
    dead, alive, other = (
        output.parent / name for name in (".ds.1.unfinished", ".ds.2.unfinished", ".dsx.unfinished")
    )
    for folder in (dead, alive, other):
        folder.mkdir()
    held = os.open(alive, os.O_RDONLY)
    fcntl.flock(held, fcntl.LOCK_EX)
    with replacing(output) as folder:
        write_sample(folder, None)
    os.close(held)
    assert not dead.exists()
    assert alive.exists()
    assert other.exists()


def test_a_dataset_between_two_names_is_put_back(output):
    before = contents(output)
    output.rename(output.parent / ".ds.1.replaced")
    with pytest.raises(RuntimeError), replacing(output) as folder:
        fail_halfway(folder)
    assert contents(output) == before


def test_what_others_put_into_a_dataset_stays(output):
    (output / "notes").mkdir()
    (output / "notes" / "mine.md").write_text("keep")
    (output / "link").symlink_to("notes")
    with replacing(output) as folder:
        write_sample(folder, None)
    assert (output / "notes" / "mine.md").read_text() == "keep"
    assert (output / "link").is_symlink()


def test_a_link_to_a_dataset_stays_a_link(output, tmp_path):
    link = tmp_path / "latest"
    link.symlink_to(output)
    with replacing(link) as folder:
        write_sample(folder, None)
    assert link.is_symlink()
    assert (output / "targets.csv").read_text(encoding="utf-8").count("\n") == 1


def test_an_empty_folder_is_a_place(tmp_path):
    prepare_output(tmp_path)


def test_a_folder_of_something_else_is_refused(tmp_path):
    (tmp_path / "thesis.docx").write_text("years of work")
    with pytest.raises(DatasetError, match="left alone"), replacing(tmp_path):
        pass
    assert (tmp_path / "thesis.docx").read_text() == "years of work"


def test_a_folder_whose_description_is_damaged_is_refused_with_a_way_out(output):
    (output / "datapackage.json").write_text("{")
    with pytest.raises(
        DatasetError, match=r"package\.json: cannot be read .*; name another folder, or delete"
    ):
        prepare_output(output)


def test_the_report_of_the_old_dataset_is_no_part_of_the_new(output):
    assert set(REPORT_FILES) == {PAGE_NAME, WORKBOOK_NAME}
    for name in (*REPORT_FILES, "mine.html"):
        (output / name).write_text("old")
    with replacing(output) as folder:
        write_sample(folder, None)
    assert not any((output / name).exists() for name in REPORT_FILES)
    assert (output / "mine.html").read_text() == "old"


def test_a_file_is_refused(tmp_path):
    path = tmp_path / "ds"
    path.write_text("x")
    with pytest.raises(DatasetError, match="a file is there"):
        prepare_output(path)


@pytest.mark.parametrize("parent", ["file", "/proc/no/such"])
def test_a_place_where_nothing_can_be_written_is_named(tmp_path, parent):
    (tmp_path / "file").write_text("x")
    output = tmp_path / parent / "ds"
    with pytest.raises(DatasetError, match="ds: cannot be written"), replacing(output):
        pass


def test_the_mode_of_the_folder_is_kept(output):
    output.chmod(0o770)
    with replacing(output) as folder:
        write_sample(folder, None)
    assert output.stat().st_mode & 0o777 == 0o770
