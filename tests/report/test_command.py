"""`chitieu report` as a user calls it."""

from tests.report.samples import cascade, plans, write_dataset


def test_it_writes_beside_the_dataset_in_vietnamese(tmp_path, chitieu):
    write_dataset(tmp_path / "data", plans(), cascade())
    run = chitieu("report", "data")
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.split() == ["data/report.html", "data/report.xlsx"]
    assert '<html lang="vi">' in (tmp_path / "data" / "report.html").read_text(encoding="utf-8")


def test_it_says_how_plans_are_compared(tmp_path, chitieu):
    write_dataset(tmp_path / "data", plans(), None)
    run = chitieu("report", "data", "--lang", "en", "--output", "out")
    assert run.returncode == 0
    assert "chitieu cascade data" in run.stderr
    assert (tmp_path / "out" / "report.xlsx").exists()


def test_bad_input_stops_with_2(tmp_path, chitieu):
    run = chitieu("report", "nowhere")
    assert run.returncode == 2
    assert run.stderr == "chitieu: nowhere: no such folder\n"
    folder = write_dataset(tmp_path / "data", plans(), cascade())
    (folder / "targets.parquet").unlink()
    run = chitieu("report", "data")
    assert run.returncode == 2
    assert "targets.parquet" in run.stderr
    assert chitieu("report", "data", "--lang", "fr").returncode == 2
