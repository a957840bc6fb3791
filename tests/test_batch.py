import json
import os
import time
from pathlib import Path

import pytest

from pipeline import workers
from pipeline.batch import NoDocumentError, extract_files
from pipeline.dataset import read_dataset
from pipeline.dataset.package import FORMAT
from pipeline.errors import DatasetError, WorkerError
from pipeline.settings import Settings

pytestmark = pytest.mark.usefixtures("stand_in")


@pytest.fixture
def folder(tmp_path):
    """Five files: four documents in two folders, and a copy of the first."""
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    for name in ("a", "b", "sub/c", "sub/d"):
        (folder / f"{name}.txt").write_text(
            f"KẾ HOẠCH {name}\nTheo kế hoạch số 10, có 90% cơ sở.\n", encoding="utf-8"
        )
    (folder / "sub" / "e.txt").write_bytes((folder / "a.txt").read_bytes())
    return folder


@pytest.fixture
def output(tmp_path):
    return tmp_path / "ds"


def extract(folder, output, **options):
    return extract_files([folder], output, Settings(), **options)


def contents(folder):
    return {
        path.relative_to(folder): (path.read_bytes(), path.stat().st_ino)
        for path in folder.rglob("*")
        if path.is_file()
    }


def tables(folder):
    return {
        path.name: path.read_bytes()
        for path in folder.iterdir()
        if path.suffix in (".csv", ".json") and path.name != "inputs.json"
    }


def test_counts_add_up(folder, output):
    (folder / "empty.txt").touch()
    summary = extract(folder, output)
    assert summary.inputs == 6 == summary.read + len(summary.failures) + len(summary.duplicates)
    dataset = read_dataset(output)
    assert len(dataset.documents) == summary.documents == 4
    assert len(dataset.documents) + len(dataset.failures) == summary.inputs
    assert len(dataset.numerals) == summary.numerals == summary.unclassified == 8


def test_a_copy_is_named_with_its_twin_and_is_no_failure(folder, output):
    summary = extract(folder, output)
    assert not summary.failures
    (copy,) = summary.duplicates
    assert copy.source == str(folder / "sub" / "e.txt")
    assert str(folder / "a.txt") in copy.reason
    assert list(read_dataset(output).failures["source"]) == [copy.source]


def test_copies_of_a_file_that_fails_fail_like_it(folder, output):
    for name in ("e1.txt", "e2.txt"):
        (folder / name).touch()
    summary = extract(folder, output)
    assert [(Path(item.source).name, item.reason) for item in summary.failures] == [
        (name, "the file is empty (0 bytes)") for name in ("e1.txt", "e2.txt")
    ]
    assert len(summary.duplicates) == 1
    assert extract(folder, output).unchanged
    (folder / "e1.txt").unlink()
    assert [Path(item.source).name for item in extract(folder, output).failures] == ["e2.txt"]


def test_a_copy_whose_name_is_of_another_format_is_the_duplicate(folder, output):
    (folder / "1.csv").write_bytes((folder / "a.txt").read_bytes())
    summary = extract(folder, output)
    assert not summary.failures
    assert [Path(item.source).name for item in summary.duplicates] == ["1.csv", "e.txt"]


def test_documents_come_in_the_order_of_the_inputs(folder, output):
    extract(folder, output, jobs=2)
    sources = [Path(source).stem for source in read_dataset(output).documents["source"]]
    assert sources == ["a", "b", "c", "d"]


def test_the_number_of_processes_makes_no_difference(folder, output, tmp_path):
    for count in range(12):
        (folder / f"more{count}.txt").write_text(f"số {count}", encoding="utf-8")
    extract(folder, output, jobs=1)
    extract(folder, tmp_path / "other", jobs=3)
    assert tables(output) == tables(tmp_path / "other")


def test_a_second_run_touches_nothing(folder, output):
    (folder / "empty.txt").touch()
    extract(folder, output)
    before = contents(output)
    summary = extract(folder, output)
    assert summary.unchanged
    assert summary.numerals == 8
    assert len(summary.failures) == len(summary.duplicates) == 1
    assert contents(output) == before


def test_a_file_that_was_only_touched_is_not_read_again(folder, output):
    extract(folder, output)
    os.utime(folder / "a.txt", (1, 1))
    assert extract(folder, output).unchanged


def test_a_change_that_keeps_size_and_time_right_after_the_run_is_seen(folder, output):
    path = folder / "b.txt"
    extract(folder, output)
    status = path.stat()
    path.write_text(path.read_text(encoding="utf-8").replace("90", "80"), encoding="utf-8")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert not extract(folder, output).unchanged
    assert 80 in list(read_dataset(output).numerals["value"])


def add(folder):
    (folder / "new.txt").write_text("mới, số 5", encoding="utf-8")


def change(folder):
    (folder / "b.txt").write_text("khác hẳn: 77", encoding="utf-8")


def remove(folder):
    (folder / "b.txt").unlink()


def rename(folder):
    (folder / "b.txt").rename(folder / "z.txt")


def drop_the_first_of_two_copies(folder):
    (folder / "a.txt").unlink()


def spoil(folder):
    (folder / "b.txt").write_bytes(b"")


@pytest.mark.parametrize("edit", [add, change, remove, rename, drop_the_first_of_two_copies, spoil])
def test_after_a_change_the_dataset_is_that_of_a_run_from_nothing(folder, output, tmp_path, edit):
    extract(folder, output)
    edit(folder)
    summary = extract(folder, output)
    assert not summary.unchanged
    assert summary.reused >= 2
    extract(folder, tmp_path / "fresh")
    assert tables(output) == tables(tmp_path / "fresh")
    texts = {path.name for path in (output / "text").iterdir()}
    assert texts == {f"{doc_id}.txt" for doc_id in read_dataset(output).documents["doc_id"]}


def test_other_settings_read_everything_again(folder, output):
    extract(folder, output)
    summary = extract_files([folder], output, Settings(max_pages=10))
    assert (summary.unchanged, summary.reused) == (False, 0)


def set_format(output, number):
    path = output / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    package["chitieu"]["format"] = number
    path.write_text(json.dumps(package), encoding="utf-8")


def test_a_dataset_of_another_format_is_written_anew(folder, output):
    extract(folder, output)
    set_format(output, FORMAT + 1)
    summary = extract(folder, output)
    assert (summary.unchanged, summary.reused, summary.old_format) == (False, 0, str(FORMAT + 1))
    assert f"of format {FORMAT + 1}" in summary.as_text()
    assert len(read_dataset(output).documents) == 4


def test_a_dataset_of_our_format_is_not(folder, output):
    extract(folder, output)
    set_format(output, FORMAT)
    summary = extract(folder, output)
    assert (summary.unchanged, summary.old_format) == (True, None)


def test_a_report_goes_with_the_documents_that_it_shows(folder, output):
    extract(folder, output)
    for name in ("report.html", "report.xlsx", "mine.html"):
        (output / name).write_text("old")
    extract(folder, output)
    assert (output / "report.html").exists()
    add(folder)
    extract(folder, output)
    assert not list(output.glob("report.*"))
    assert (output / "mine.html").exists()


@pytest.mark.parametrize("lost", ["targets.csv", "numerals.parquet", "text/*.txt", "inputs.json"])
def test_a_dataset_that_lost_a_file_is_made_again(folder, output, lost):
    extract(folder, output)
    path = next(output.glob(lost))
    path.unlink()
    extract(folder, output)
    assert path.is_file()


def test_a_crash_costs_one_document(folder, output):
    (folder / "bad.txt").write_text("CRASH", encoding="utf-8")
    summary = extract(folder, output, jobs=1)
    (failure,) = summary.failures
    assert failure.source.endswith("bad.txt")
    assert "SIGSEGV" in failure.reason
    assert summary.documents == 4


def test_what_crashed_is_tried_again(folder, output):
    (folder / "bad.txt").write_text("CRASH", encoding="utf-8")
    extract(folder, output)
    summary = extract(folder, output)
    assert (summary.unchanged, summary.reused) == (False, 4)


def test_a_document_that_takes_too_long_costs_no_other(folder, output):
    (folder / "slow.txt").write_text("HANG", encoding="utf-8")
    began = time.monotonic()
    summary = extract_files([folder], output, Settings(seconds_per_document=4.0))
    assert time.monotonic() - began < 30
    assert [failure.reason for failure in summary.failures] == ["took longer than 4 s (seconds_per_document)"]
    assert summary.documents == 4


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="only Linux tells the memory of a process")
def test_a_document_that_needs_too_much_memory_costs_no_other(folder, output):
    (folder / "big.txt").write_text("GROW", encoding="utf-8")
    summary = extract_files([folder], output, Settings(memory_per_document=600_000_000))
    reasons = [failure.reason for failure in summary.failures]
    assert reasons == ["needed more than 600 MB of memory (memory_per_document)"]
    assert summary.documents == 4


def no_process(*_, **__):
    raise OSError(24, "Too many open files")


@pytest.mark.parametrize("jobs", [1, 3])
def test_where_no_process_starts_the_run_ends_and_the_dataset_stays(folder, output, monkeypatch, jobs):
    extract(folder, output)
    before = contents(output)
    for count in range(12):
        (folder / f"more{count}.txt").write_text(f"số {count}", encoding="utf-8")
    monkeypatch.setattr(workers.subprocess, "Popen", no_process)
    with pytest.raises(WorkerError, match=r"could be started \(Too many open files\)"):
        extract(folder, output, jobs=jobs)
    assert contents(output) == before
    assert {path.name for path in output.parent.iterdir()} == {"in", "ds"}


def test_where_nothing_is_to_be_read_no_process_is_needed(folder, output, monkeypatch):
    extract(folder, output)
    (folder / "b.txt").unlink()
    monkeypatch.setattr(workers.subprocess, "Popen", no_process)
    assert extract(folder, output).reused == 3


def test_a_fault_of_ours_is_named_with_its_place(folder, output):
    (folder / "bad.txt").write_text("FAULT", encoding="utf-8")
    (failure,) = extract(folder, output).failures
    assert "ZeroDivisionError: by nothing" in failure.reason
    assert "sitecustomize.py:" in failure.reason


def test_what_a_library_prints_does_no_harm(folder, output):
    (folder / "loud.txt").write_text("NOISE", encoding="utf-8")
    assert extract(folder, output).documents == 5


def test_without_a_document_nothing_is_written(tmp_path, output):
    (tmp_path / "empty.txt").touch()
    with pytest.raises(NoDocumentError) as caught:
        extract_files([tmp_path / "empty.txt", tmp_path / "nowhere"], output, Settings())
    assert [Path(failure.source).name for failure in caught.value.failures] == ["empty.txt", "nowhere"]
    assert not output.exists()
    assert [path.name for path in tmp_path.iterdir()] == ["empty.txt"]


def test_a_foreign_folder_is_refused_before_any_work(folder, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("x")
    with pytest.raises(DatasetError, match="left alone"):
        extract(folder, tmp_path / "mine")


def test_a_dataset_within_the_inputs_is_not_read(folder):
    extract(folder, folder / "ds")
    assert extract(folder, folder / "ds").unchanged


def test_any_file_name_is_a_source(folder, output):
    (folder / "kế hoạch 👍.txt").write_text("a 1", encoding="utf-8")
    (folder / os.fsdecode(b"latin-\xe9.txt")).write_text("b 2", encoding="utf-8")
    assert extract(folder, output).documents == 6
    names = {Path(source).name for source in read_dataset(output).documents["source"]}
    assert {"kế hoạch 👍.txt", "latin-\ufffd.txt"} <= names
    assert extract(folder, output).unchanged
