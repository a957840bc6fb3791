"""One of the processes of ``workers``: pickled tasks on stdin, pickled outcomes on stdout.

It ends with its stdin, and so with the run, however that ends.
"""

import ctypes
import dataclasses
import logging
import os
import pickle
import signal
import sys
from collections import Counter
from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from msgspec.structs import replace

from pipeline.dataset.spool import write_spool
from pipeline.errors import UnreadableFileError, fault_of
from pipeline.progress import listening
from pipeline.schema import DocumentTables, NumeralRole
from pipeline.settings import Settings
from pipeline.text import Raw, Text
from pipeline.workers import Outcome, PageDone, Task

_PR_SET_PDEATHSIG = 1  # linux/prctl.h


def do_task(task: Task, settings: Settings) -> Outcome:
    """Read one file, into the spool where there is one; whatever goes wrong is the outcome."""
    try:
        from pipeline import ingest  # noqa: PLC0415 - a fault in there is told like any other

        raws = ingest.read(task.path, task.source, settings)
        return _whole(raws) if task.spool is None else _spooled(raws, task.spool)
    except UnreadableFileError as error:
        return Outcome(reason=error.reason)
    except MemoryError:
        return Outcome(reason="there is not enough memory for it", settled=False)
    except Exception as error:
        return Outcome(reason=fault_of(error))


def _whole(raws: Sequence[Raw]) -> Outcome:
    from pipeline import flow  # noqa: PLC0415 - as above

    whole = [document for raw in raws for document in flow.read_file(raw)]
    return Outcome(tuple(tables for _, tables in whole), texts=tuple(_bare(text) for text, _ in whole))


def _spooled(raws: Sequence[Raw], spool: Path) -> Outcome:
    """Each document goes into the spool before the next is read: of a bundle of them no more than one is held."""
    from pipeline import flow  # noqa: PLC0415 - as above
    from pipeline.language.words import with_heads  # noqa: PLC0415
    from pipeline.lint.reporting import reports  # noqa: PLC0415

    heads: list[DocumentTables] = []
    roles: Counter[NumeralRole] = Counter()
    for tables in chain.from_iterable(map(flow.run_file, raws)):
        write_spool(spool, replace(tables, targets=with_heads(tables.targets)))
        roles.update(numeral.role for numeral in tables.numerals)
        heads.append(
            DocumentTables(
                document=tables.document,
                text="",
                references=tables.references,
                deadlines=reports(tables.deadlines),
            )
        )
    return Outcome(tuple(heads), roles.total(), roles["unclassified"])


def _bare(text: Text) -> Text:
    """The text without what was found out about it on the way."""
    return dataclasses.replace(text)


def _serve(tasks: BinaryIO, outcomes: BinaryIO) -> None:
    try:
        settings = pickle.load(tasks)
        while True:
            task: Task = pickle.load(tasks)

            def tell(done: int, of: int, source: str = task.source) -> None:
                _send(PageDone(source, done, of), outcomes)

            with listening(tell):
                _send(do_task(task, settings), outcomes)
    except (EOFError, BrokenPipeError):
        return  # the run has ended


def _send(message: Outcome | PageDone, outcomes: BinaryIO) -> None:
    pickle.dump(message, outcomes)
    outcomes.flush()


def _die_with_the_run() -> None:
    """A document may take long, and who kills the run does not kill us."""
    prctl = getattr(ctypes.CDLL(None), "prctl", None)
    if prctl is not None:
        prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def main() -> None:
    _die_with_the_run()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the run itself ends us
    logging.disable(logging.CRITICAL)
    outcomes = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get between the outcomes
    _serve(sys.stdin.buffer, outcomes)


if __name__ == "__main__":
    main()
