"""Processes that read one document at a time for a run; one that dies takes no other document with it."""

import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.schema import DocumentTables
from pipeline.settings import Settings

_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "OMP_THREAD_LIMIT": "1"}


@dataclass(frozen=True, slots=True)
class Task:
    """Read ``path``, whose rows and messages call it ``source``; leave texts and rows in ``spool``."""

    path: Path
    source: str
    spool: Path


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a file gave: of each document its own row and its references, the rest lies in the spool.

    ``settled`` is False where the same file may well succeed another time.
    """

    documents: tuple[DocumentTables, ...] = ()
    numerals: int = 0
    unclassified: int = 0
    reason: str | None = None
    settled: bool = True


def run_tasks(tasks: Sequence[Task], settings: Settings, processes: int) -> Iterator[tuple[int, Outcome]]:
    """The outcome of each task with its index, as they come."""
    todo: queue.SimpleQueue[tuple[int, Task]] = queue.SimpleQueue()
    for numbered in enumerate(tasks):
        todo.put(numbered)
    done: queue.SimpleQueue[tuple[int, Outcome]] = queue.SimpleQueue()
    workers = [_Worker(settings) for _ in range(processes)]
    threads = [threading.Thread(target=_feed, args=(worker, todo, done), daemon=True) for worker in workers]
    try:
        for thread in threads:
            thread.start()
        for _ in tasks:
            yield done.get()
    finally:
        for worker in workers:
            worker.end()


class _Worker:
    """One process, started when a task comes and again after a death."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._process: subprocess.Popen[bytes] | None = None
        self._ended = False

    def run(self, task: Task) -> Outcome:
        process = self._process or self._start()
        late = threading.Event()
        timer = threading.Timer(self._settings.seconds_per_document, _stop, (process, late))
        timer.start()
        try:
            assert process.stdin is not None
            assert process.stdout is not None
            pickle.dump(task, process.stdin)
            process.stdin.flush()
            outcome: Outcome = pickle.load(process.stdout)
            return outcome
        except (OSError, EOFError, pickle.UnpicklingError):
            return self._bury(process, late.is_set())
        finally:
            timer.cancel()

    def end(self) -> None:
        self._ended = True
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def _start(self) -> "subprocess.Popen[bytes]":
        # -P: a file of the user's folder that is called like one of our modules must not be imported.
        command = [sys.executable, "-P", "-W", "ignore", "-m", "pipeline.worker"]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, env=os.environ | _ONE_THREAD)
        if self._ended:
            self._process.kill()
        else:
            assert self._process.stdin is not None
            pickle.dump(self._settings, self._process.stdin)
        return self._process

    def _bury(self, process: "subprocess.Popen[bytes]", late: bool) -> Outcome:
        process.kill()
        code = process.wait()
        self._process = None
        if late:
            reason = f"took longer than {self._settings.seconds_per_document:g} s"
        else:
            how = signal.Signals(-code).name if code < 0 else f"exit code {code}"
            reason = f"the process that read it died ({how})"
        return Outcome(reason=reason, settled=False)


def _stop(process: "subprocess.Popen[bytes]", late: threading.Event) -> None:
    late.set()
    process.kill()


def _feed(
    worker: _Worker,
    todo: "queue.SimpleQueue[tuple[int, Task]]",
    done: "queue.SimpleQueue[tuple[int, Outcome]]",
) -> None:
    while True:
        try:
            index, task = todo.get_nowait()
        except queue.Empty:
            return
        done.put((index, worker.run(task)))
