import pytest

from pipeline.report import write_report
from tests.report.samples import cascade, plans, write_dataset


@pytest.fixture(scope="session")
def report(tmp_path_factory):
    """The report of the sample dataset, in Vietnamese."""
    folder = write_dataset(tmp_path_factory.mktemp("report") / "data", plans(), cascade())
    return write_report(folder, folder.parent / "out", "vi")
