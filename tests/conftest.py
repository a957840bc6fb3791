"""What tests of whole runs share."""

import csv
import gc
import io
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

STAND_IN = Path(__file__).parent / "stand_in"
_LEAST_TIME = 0.005  # seconds that say nothing of growth


@pytest.fixture(autouse=True)
def own_heap():
    """What other tests left in memory is not searched for garbage: it would be part of the time that a test takes."""
    gc.freeze()
    yield
    gc.unfreeze()


def pytest_addoption(parser):
    parser.addoption("--regenerate", action="store_true", help="write the golden files anew")


@pytest.fixture
def stand_in(monkeypatch):
    """Runs have a quick flow of no wit, so that tests are about the run and not about what is extracted."""
    monkeypatch.setenv("PYTHONPATH", str(STAND_IN))


@pytest.fixture
def chitieu(tmp_path):
    """The command line as a user calls it, from ``tmp_path``."""

    def call(*arguments, **options):
        command = [str(Path(sys.executable).with_name("chitieu")), *map(str, arguments)]
        options = {"cwd": tmp_path, "text": True, "encoding": "utf-8", "timeout": 120} | options
        return subprocess.run(command, capture_output=True, env=os.environ, check=False, **options)

    return call


@pytest.fixture
def assert_grows():
    """Asserts that a call on four times the text takes at most ``times`` as long: 4 is linear, 16 the square.

    The two are timed one right after the other, and again where the clock of the machine changed between them: what
    grows too fast does so each time.
    """

    def check(call, text_of, count, times=8.0):
        small, large = text_of(count), text_of(4 * count)
        call(text_of(min(count, 50)))
        ratios = []
        while not ratios or (ratios[-1] > times and len(ratios) < 4):
            first = _seconds(call, small)
            ratios.append((_seconds(call, large) - _LEAST_TIME) / first)
        assert ratios[-1] <= times, ratios

    return check


def _seconds(call, text):
    start = time.process_time()
    call(text)
    return time.process_time() - start


@pytest.fixture
def rows():
    """The rows of a CSV file of a dataset."""

    def read(folder, name):
        text = (folder / f"{name}.csv").read_bytes().decode("utf-8")
        return list(csv.DictReader(io.StringIO(text, newline="")))

    return read
