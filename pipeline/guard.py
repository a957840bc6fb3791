"""What a document may cost: the time and the memory of the process that reads it, watched from outside."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from pipeline.settings import Settings

_INTERVAL = 0.05  # seconds; a process can take some 100 MB between two looks
_PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(slots=True)
class Verdict:
    """Why the process was ended, in words for people; None where it was not.

    ``began`` is when its time began: with the document, or anew with a page that it told of.
    """

    began: float
    reason: str | None = None

    def restart(self) -> None:
        """Its time begins anew."""
        self.began = time.monotonic()


@contextmanager
def guarded(process: "subprocess.Popen[bytes]", settings: Settings) -> Iterator[Verdict]:
    """Ends ``process``, which leads a group of its own, with all that it started once it exceeds a limit."""
    verdict, done = Verdict(time.monotonic()), threading.Event()
    watch = threading.Thread(target=_watch, args=(process, settings, verdict, done), daemon=True)
    watch.start()
    try:
        yield verdict
    finally:
        done.set()
        watch.join()


def _watch(
    process: "subprocess.Popen[bytes]", settings: Settings, verdict: Verdict, done: threading.Event
) -> None:
    while not done.wait(min(_INTERVAL, settings.seconds_per_document)):
        if time.monotonic() > verdict.began + settings.seconds_per_document:
            verdict.reason = f"took longer than {settings.seconds_per_document:g} s (seconds_per_document)"
        elif memory_of(process.pid) > settings.memory_per_document:
            megabytes = settings.memory_per_document / 1e6
            verdict.reason = f"needed more than {megabytes:g} MB of memory (memory_per_document)"
        if verdict.reason is not None:
            end(process)
            return


def memory_of(pid: int) -> int:
    """Bytes of resident memory of a process and all below it; 0 where the system has no /proc to tell."""
    try:
        with open(f"/proc/{pid}/statm", "rb") as file:  # noqa: PTH123 - asked for twenty times a second
            pages = int(file.read().split()[1])
        threads = os.listdir(f"/proc/{pid}/task")  # noqa: PTH208
    except (OSError, IndexError):  # it has ended, or there is no such file
        return 0
    below = (child for thread in threads for child in _started_by(pid, thread))
    return pages * _PAGE + sum(map(memory_of, below))


def _started_by(pid: int, thread: str) -> list[int]:
    """The processes that one thread of a process has started: the system counts them by threads."""
    try:
        with open(f"/proc/{pid}/task/{thread}/children", "rb") as file:  # noqa: PTH123
            return [int(child) for child in file.read().split()]
    except OSError:  # the thread has ended
        return []


def end(process: "subprocess.Popen[bytes]") -> None:
    """Kill the process and its group: a program that it runs would go on for nobody."""
    with suppress(ProcessLookupError):  # it has ended by itself, and nothing is left of its group
        os.killpg(process.pid, signal.SIGKILL)
    process.kill()
