import json

import pytest
from frictionless import validate
from msgspec.structs import replace

from pipeline.dataset.package import FORMAT, check_package, format_of
from pipeline.errors import DatasetError
from tests.dataset.samples import sample, write_sample


def report_of(folder):
    return validate(str(folder / "datapackage.json"))


def errors_of(folder):
    return {error.type for task in report_of(folder).tasks for error in task.errors}


def test_frictionless_accepts_a_dataset(tmp_path):
    report = report_of(write_sample(tmp_path, sample()))
    assert report.valid, report.flatten(["title", "message"])
    assert {task.name for task in report.tasks} >= {"documents", "sections", "targets", "failures"}


def test_frictionless_accepts_empty_tables(tmp_path):
    report = report_of(write_sample(tmp_path, None))
    assert report.valid, report.flatten(["title", "message"])


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"section_id": "nowhere"}, "foreign-key"),
        ({"comparator": "about"}, "constraint-error"),
        ({"statement": ""}, "constraint-error"),
    ],
)
def test_frictionless_refuses_what_breaks_the_description(tmp_path, change, error):
    tables = sample()
    wrong = replace(tables, targets=(replace(tables.targets[0], **change),))
    assert error in errors_of(write_sample(tmp_path, wrong))


def test_frictionless_refuses_an_id_that_stands_twice(tmp_path):
    tables = sample()
    assert "primary-key" in errors_of(write_sample(tmp_path, replace(tables, targets=tables.targets * 2)))


def test_a_dataset_is_known_by_its_format(tmp_path):
    write_sample(tmp_path, None)
    assert format_of(tmp_path) == FORMAT
    check_package(tmp_path)


def test_another_package_is_no_dataset(tmp_path):
    (tmp_path / "datapackage.json").write_text('{"name": "weather", "resources": []}')
    assert format_of(tmp_path) is None
    with pytest.raises(DatasetError, match="not a dataset"):
        check_package(tmp_path)


def test_another_format_is_named(tmp_path):
    write_sample(tmp_path, None)
    path = tmp_path / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    package["chitieu"]["format"] = 99
    path.write_text(json.dumps(package))
    with pytest.raises(DatasetError, match="format 99"):
        check_package(tmp_path)


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(DatasetError) as caught:
        check_package(tmp_path / "gone")
    assert str(caught.value) == f"{tmp_path / 'gone'}: no such folder"


def test_a_damaged_description_is_an_error(tmp_path):
    (tmp_path / "datapackage.json").write_text("{")
    with pytest.raises(DatasetError, match="cannot be read"):
        format_of(tmp_path)
