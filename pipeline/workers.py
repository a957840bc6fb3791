"""Processes that read one document at a time for a run; one that dies takes no other document with it."""

import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from pipeline.errors import WorkerError
from pipeline.guard import end, guarded, memory_of
from pipeline.schema import DocumentTables
from pipeline.settings import Settings
from pipeline.text import Text

_FILES_PER_PROCESS = 4  # to start a process costs as much as to read so many
_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "OMP_THREAD_LIMIT": "1"}


@dataclass(frozen=True, slots=True)
class Task:
    """Read ``path``, whose rows and messages call it ``source``; leave texts and rows in ``spool``.

    Without a ``spool`` all of them come with the outcome.
    """

    path: Path
    source: str
    spool: Path | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a file gave: of each document its own row, its references and its reports; all but these lies in the spool.

    Of a task without a spool ``documents`` holds all rows, and ``texts`` the text of each document.
    ``settled`` is False where the same file may well succeed another time.
    """

    documents: tuple[DocumentTables, ...] = ()
    numerals: int = 0
    unclassified: int = 0
    reason: str | None = None
    settled: bool = True
    texts: tuple[Text, ...] = ()


class PageDone(NamedTuple):
    """Comes before the outcome: so many pages of ``source`` are recognised, of so many."""

    source: str
    done: int
    of: int


_Done = queue.SimpleQueue[tuple[int, Outcome] | PageDone | Exception]


def run_tasks(
    tasks: Sequence[Task], settings: Settings, jobs: int | None = None
) -> Iterator[tuple[int, Outcome] | PageDone]:
    """The outcome of each task with its index, as they come, and what they tell before.

    There are ``jobs`` processes at most, or as many as the machine has processors; few tasks get fewer, and each of
    these may use more of the machine.

    Raises:
        WorkerError: the system gives no process to read in.
    """
    todo: queue.SimpleQueue[tuple[int, Task]] = queue.SimpleQueue()
    for numbered in enumerate(tasks):
        todo.put(numbered)
    done: _Done = queue.SimpleQueue()
    jobs = jobs or _processors()
    processes = min(jobs, -(-len(tasks) // _FILES_PER_PROCESS))
    settings = replace(settings, processes=max(jobs // max(processes, 1), 1))
    workers = [_Worker(settings) for _ in range(processes)]
    threads = [threading.Thread(target=_feed, args=(worker, todo, done), daemon=True) for worker in workers]
    try:
        for thread in threads:
            _start_thread(thread)
        left = len(tasks)
        while left:
            came = done.get()
            if isinstance(came, Exception):
                raise _not_started(came) from came
            left -= not isinstance(came, PageDone)
            yield came
    finally:
        for worker in workers:
            worker.end()


class _Worker:
    """One process, started when a task comes and again after a death."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._process: subprocess.Popen[bytes] | None = None
        self._ended = False

    def run(self, task: Task, tell: Callable[[PageDone], None]) -> Outcome:
        process = self._process or self._start()
        with guarded(process, self._settings) as verdict:
            try:
                assert process.stdin is not None
                assert process.stdout is not None
                pickle.dump(task, process.stdin)
                process.stdin.flush()
                while isinstance(came := pickle.load(process.stdout), PageDone):
                    verdict.restart()
                    tell(came)
                outcome: Outcome = came
            except (OSError, EOFError, pickle.UnpicklingError):
                code = self._stop(process)
                return Outcome(reason=verdict.reason or _how_it_died(code), settled=False)
        if memory_of(process.pid) > self._settings.memory_per_document / 2:
            self._stop(process)  # what one document took must not count against the next
        return outcome

    def end(self) -> None:
        self._ended = True
        if self._process is not None:
            self._stop(self._process)

    def _start(self) -> "subprocess.Popen[bytes]":
        # -P: a file of the user's folder that is called like one of our modules must not be imported.
        command = [sys.executable, "-P", "-W", "ignore", "-m", "pipeline.worker"]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(
            command, stdin=pipe, stdout=pipe, env=os.environ | _ONE_THREAD, process_group=0
        )
        if self._ended:
            end(self._process)
        else:
            assert self._process.stdin is not None
            pickle.dump(self._settings, self._process.stdin)
        return self._process

    def _stop(self, process: "subprocess.Popen[bytes]") -> int:
        """End the process, and give the code it ended with."""
        end(process)
        self._process = None
        return process.wait()


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _how_it_died(code: int) -> str:
    how = signal.Signals(-code).name if code < 0 else f"exit code {code}"
    return f"the process that read it died ({how})"


def _start_thread(thread: threading.Thread) -> None:
    try:
        thread.start()
    except RuntimeError as error:  # what Python says where the system gives no thread
        raise _not_started(error) from error


def _not_started(error: Exception) -> WorkerError:
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return WorkerError(f"no process to read files in could be started ({reason}); nothing is written")


def _feed(worker: _Worker, todo: "queue.SimpleQueue[tuple[int, Task]]", done: _Done) -> None:
    """Hand tasks to the worker until none is left; what keeps it from its work is told, as the run waits."""
    while True:
        try:
            index, task = todo.get_nowait()
        except queue.Empty:
            return
        try:
            done.put((index, worker.run(task, done.put)))
        except Exception as error:
            done.put(error)
            return
