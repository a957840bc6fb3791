"""Who watches the processes that read: what they hold is told, what they started ends with them."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.guard import end, guarded, memory_of
from pipeline.settings import Settings

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/statm").exists(), reason="only Linux tells the memory of a process"
)

PARENT = """
import subprocess, sys
child = subprocess.Popen([sys.executable, "-c", sys.argv[1]])
print(child.pid, flush=True)
child.wait()
"""
PARENT_WITH_THREADS = """
import subprocess, sys, threading
def run():
    child = subprocess.Popen([sys.executable, "-c", sys.argv[1]])
    print(child.pid, flush=True)
    child.wait()
threading.Thread(target=run).start()
"""


def started(child: str, parent: str = PARENT) -> tuple["subprocess.Popen[bytes]", int]:
    """A process in a group of its own that runs another one, and the number of that one."""
    command = [sys.executable, "-c", parent, child]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, process_group=0)
    assert process.stdout is not None
    return process, int(process.stdout.readline())


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def wait_until_ended(pid: int) -> None:
    until = time.monotonic() + 20
    while is_running(pid):
        assert time.monotonic() < until
        time.sleep(0.02)


@pytest.mark.parametrize("parent", [PARENT, PARENT_WITH_THREADS], ids=["itself", "in a thread"])
def test_memory_counts_what_a_process_has_started(parent: str) -> None:
    process, child = started("import time; held = bytearray(200_000_000); time.sleep(60)", parent)
    try:
        until = time.monotonic() + 20
        while memory_of(process.pid) < 200_000_000:
            assert time.monotonic() < until
            time.sleep(0.02)
        assert memory_of(process.pid) > memory_of(child)
    finally:
        end(process)
        process.wait()
    wait_until_ended(child)
    assert memory_of(child) == 0


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (Settings(seconds_per_document=0.2), "took longer than 0.2 s"),
        (Settings(memory_per_document=1_000_000), "needed more than 1 MB"),
    ],
)
def test_what_exceeds_a_limit_ends_with_all_it_started(settings: Settings, words: str) -> None:
    process, child = started("import time; time.sleep(60)")
    with guarded(process, settings) as verdict:
        process.wait(20)
    assert verdict.reason is not None
    assert words in verdict.reason
    wait_until_ended(child)


def test_what_keeps_within_the_limits_goes_on() -> None:
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], process_group=0)
    with guarded(process, Settings()) as verdict:
        time.sleep(0.2)
    assert verdict.reason is None
    assert process.poll() is None
    os.kill(process.pid, 9)
    process.wait()
