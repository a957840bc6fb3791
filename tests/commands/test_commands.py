"""compare, cascade and check as a user calls them."""

import json
import shutil
import xml.etree.ElementTree as ET
from pathlib import Path
from types import SimpleNamespace

import pytest
from frictionless import validate

from pipeline.batch import extract_files
from pipeline.cli import main
from pipeline.dataset import read_dataset
from pipeline.dataset.cascade import read_cascade
from pipeline.settings import Settings

UPPER = """LIÊN ĐOÀN LAO ĐỘNG TỈNH KON PLÔNG
Số: 7/KH-LĐLĐ
Kon Plông, ngày 05 tháng 01 năm 2024

KẾ HOẠCH
Công tác an toàn lao động năm 2024

Ban Thường vụ Liên đoàn Lao động tỉnh ban hành Kế hoạch như sau:

I. CHỈ TIÊU

1. 90% trở lên đoàn viên, người lao động được tập huấn sơ cấp cứu.

2. Mỗi công đoàn cơ sở tổ chức ít nhất 02 buổi diễn tập chữa cháy.

3. 100% công đoàn cơ sở có tủ thuốc tại nơi làm việc.
"""
LOWER = """LIÊN ĐOÀN LAO ĐỘNG TỈNH KON PLÔNG
LIÊN ĐOÀN LAO ĐỘNG HUYỆN EA NAM
Số: 3/KH-LĐLĐ
Ea Nam, ngày 09 tháng 02 năm 2024

KẾ HOẠCH
Công tác an toàn lao động năm 2024

Căn cứ Kế hoạch số 7/KH-LĐLĐ ngày 05/01/2024 của Liên đoàn Lao động tỉnh Kon Plông, Ban Thường vụ Liên đoàn Lao động huyện xây dựng kế hoạch như sau:

I. CHỈ TIÊU

1. 80% trở lên đoàn viên, người lao động được tập huấn sơ cấp cứu.

2. Mỗi công đoàn cơ sở tổ chức ít nhất 03 buổi diễn tập chữa cháy.

3. Có 15 công đoàn cơ sở có tủ thuốc tại nơi làm việc.
"""


def write_files(folder: Path) -> Path:
    folder.mkdir()
    (folder / "tỉnh.txt").write_text(UPPER, encoding="utf-8")
    (folder / "huyện.txt").write_text(LOWER, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A dataset that is made once."""
    folder = tmp_path_factory.mktemp("made")
    extract_files([write_files(folder / "kế hoạch")], folder / "ds", Settings(), jobs=1)
    return folder / "ds"


@pytest.fixture
def files(tmp_path):
    return write_files(tmp_path / "kế hoạch")


@pytest.fixture
def dataset(made, tmp_path):
    return shutil.copytree(made, tmp_path / "ds")


@pytest.fixture
def call(tmp_path, monkeypatch, capsys):
    """The command line, in this process."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments):
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as stop:
            code = stop.code
        said = capsys.readouterr()
        return SimpleNamespace(returncode=code, stdout=said.out, stderr=said.err)

    return run


@pytest.fixture
def units(tmp_path):
    path = tmp_path / "units.csv"
    path.write_text("issuer,unit,count\nLĐLĐ huyện Ea Nam,công đoàn cơ sở,15\n", encoding="utf-8")
    return path


def verdicts(run):
    return [row["verdict"] for row in json.loads(run.stdout)]


def test_compare_files(chitieu, files, tmp_path):
    run = chitieu("compare", files / "tỉnh.txt", files / "huyện.txt", "--json", "--output", "c.csv")
    assert (run.returncode, run.stderr) == (0, "")
    assert verdicts(run) == ["lowered", "exceeds", "needs_base"]
    assert {row["basis"] for row in json.loads(run.stdout)} == {"cited"}
    lines = (tmp_path / "c.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith(
        "cascade_id,upper_doc_id,lower_doc_id,upper_target_id,lower_target_id,basis,similarity"
    )
    assert len(lines) == 4


def test_compare_by_number_and_with_units(call, dataset, units):
    run = call("compare", "7/KH-LĐLĐ", "3/KH-LĐLĐ", "--dataset", dataset, "--units", units, "--json")
    assert verdicts(run) == ["lowered", "exceeds", "equal"]


def test_frictionless_accepts_a_dataset_with_its_cascade(call, dataset):
    assert call("cascade", dataset).returncode == 0
    assert any(row.flags is None for row in read_cascade(dataset))
    report = validate(str(dataset / "datapackage.json"))
    assert report.valid, report.flatten(["title", "message"])
    assert "cascade" in {task.name for task in report.tasks}


def test_compare_on_screen(call, dataset):
    run = call("compare", "7/KH-LĐLĐ", "3/KH-LĐLĐ", "--dataset", dataset)
    assert "lowered: 90% trở lên → 80% trở lên" in run.stdout
    assert "Thấp hơn cấp trên giao" in run.stdout


def test_cascade_writes_into_the_dataset(call, dataset, rows):
    run = call("cascade", dataset)
    assert (run.returncode, run.stderr) == (0, "")
    assert [row["verdict"] for row in rows(dataset, "cascade")] == ["lowered", "exceeds", "needs_base"]
    assert (dataset / "cascade.parquet").is_file()
    package = json.loads((dataset / "datapackage.json").read_text(encoding="utf-8"))
    assert package["resources"][-1]["name"] == "cascade"
    assert len(read_dataset(dataset).documents) == 2
    again = call("cascade", dataset)
    assert again.stdout == run.stdout


def test_a_new_extraction_takes_the_old_cascade_away(call, files, tmp_path):
    dataset = tmp_path / "ds"
    call("extract", files, "--output", "ds")
    call("cascade", dataset)
    assert (dataset / "cascade.csv").exists()
    (files / "huyện.txt").write_text(LOWER.replace("80%", "85%"), encoding="utf-8")
    assert call("extract", files, "--output", "ds").returncode == 0
    assert not (dataset / "cascade.csv").exists()


def test_one_target_is_followed(call, dataset, rows):
    upper = next(row["doc_id"] for row in rows(dataset, "documents") if row["number"] == "7/KH-LĐLĐ")
    target = next(row["target_id"] for row in rows(dataset, "targets") if row["doc_id"] == upper)
    run = call("cascade", dataset, "--target", target, "--json")
    assert [(row["depth"], row["verdict"]) for row in json.loads(run.stdout)] == [(1, "lowered")]


def test_check(call, dataset, units, tmp_path):
    run = call("check", dataset, "--junit", "j.xml")
    assert run.returncode == 1
    assert "1 fail; 0 allowed by the policy; for review: 1 needs_base" in run.stdout
    assert ET.parse(tmp_path / "j.xml").getroot().attrib["failures"] == "1"
    call("cascade", dataset)
    assert call("check", dataset).stdout == run.stdout
    assert call("check", dataset, "--fail-on", "missing").returncode == 0
    assert call("check", dataset, "--fail-on", "needs_base", "--units", units).returncode == 0
    assert json.loads(call("check", dataset, "--json").stdout)["passed"] is False


def test_check_with_a_policy(call, dataset, tmp_path):
    policy = tmp_path / "policy.toml"
    policy.write_text('[[allow]]\nverdicts = ["lowered"]\nlevels = ["district"]\n', encoding="utf-8")
    run = call("check", dataset, "--policy", policy)
    assert (run.returncode, "1 allowed by the policy" in run.stdout) == (0, True)


@pytest.mark.parametrize(("name", "warned"), [("huyện Ea Nam", False), ("huyện Ea Súp", True)])
def test_check_warns_of_an_issuer_that_nobody_is(call, dataset, tmp_path, name, warned):
    policy = tmp_path / "policy.toml"
    text = f'[[allow]]\nverdicts = ["lowered"]\nissuers = ["LĐLĐ {name}"]\n'
    policy.write_text(text, encoding="utf-8")
    run = call("check", dataset, "--policy", policy)
    assert run.returncode == int(warned)
    assert (f"warning: no document of {dataset} is issued by 'LĐLĐ {name}'" in run.stderr) is warned


@pytest.mark.parametrize(("name", "start"), [("c.CSV", b"cascade_id"), ("c.parquet", b"PAR1")])
def test_compare_writes_the_form_that_the_name_says(call, dataset, tmp_path, name, start):
    run = call("compare", "7/KH-LĐLĐ", "3/KH-LĐLĐ", "--dataset", dataset, "--output", name)
    assert run.returncode == 0
    assert (tmp_path / name).read_bytes().removeprefix(b"\xef\xbb\xbf").startswith(start)


def test_check_where_nothing_is_compared(call, files, tmp_path):
    (files / "huyện.txt").unlink()
    call("extract", files, "--output", "ds")
    run = call("check", "ds")
    assert run.returncode == 0
    assert "nothing was compared" in run.stderr


def break_format(dataset):
    path = dataset / "datapackage.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"format": 1', '"format": 99'), encoding="utf-8")


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (break_format, "format 99"),
        (lambda dataset: (dataset / "targets.parquet").unlink(), "targets.parquet"),
        (lambda dataset: next((dataset / "text").iterdir()).unlink(), "text"),
        (lambda dataset: (dataset / "datapackage.json").unlink(), "not a dataset"),
    ],
)
@pytest.mark.parametrize("command", ["cascade", "check"])
def test_a_damaged_dataset(call, dataset, command, damage, reason):
    damage(dataset)
    run = call(command, dataset)
    assert run.returncode == 2
    assert reason in run.stderr
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("compare", "99/KH-X", "3/KH-LĐLĐ", "--dataset", "ds"), "no document of that id or number"),
        (("compare", "7/KH-LĐLĐ", "7/KH-LĐLĐ", "--dataset", "ds"), "named twice"),
        (("compare", "7/KH-LĐLĐ", "3/KH-LĐLĐ"), "--dataset DIR"),
        (("compare", "7/KH-LĐLĐ", "3/KH-LĐLĐ", "--dataset", "ds", "--units", "none.csv"), "none.csv"),
        (("compare", "7/KH-LĐLĐ"), "usage"),
        (("compare", "7/KH-LĐLĐ", "3/KH-LĐLĐ", "--dataset", "ds", "--output", "c.txt"), ".csv or .parquet"),
        (("compare", "99/KH-X", "3/KH-LĐLĐ", "--output", "c"), ".csv or .parquet"),
        (("cascade", "ds", "--target", "t99"), "no such target"),
        (("cascade", "nowhere"), "nowhere: no such folder"),
        (("check", "ds", "--fail-on", "lowerd"), "unknown word 'lowerd'"),
        (("check", "ds", "--fail-on", ""), "no verdict named"),
        (("check", "ds", "--policy", "none.toml"), "none.toml"),
        (("check", "ds", "--junit", "no/where.xml"), "cannot be written"),
    ],
)
def test_what_cannot_run(call, dataset, arguments, reason):
    run = call(*arguments)
    assert run.returncode == 2
    assert reason in run.stderr
    assert "Traceback" not in run.stderr
