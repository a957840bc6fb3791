"""A revision of this repository, run over texts."""

import compileall
import io
import os
import resource
import subprocess
import sys
import tarfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import ChitieuError


class RevisionError(ChitieuError):
    """A revision that git does not know, or that cannot read the texts."""


@dataclass(frozen=True, slots=True)
class Run:
    """The dataset that a revision made, and the seconds of processor time that it took."""

    dataset: Path
    seconds: float


def check_out(repository: Path, revision: str, folder: Path) -> str:
    """The files of ``revision`` in ``folder``; the repository and its working tree are not touched. Its name is
    returned: the short hash and the first line of its message.

    Raises:
        RevisionError: git does not know the revision.
    """
    name = _git(repository, "log", "-1", "--format=%h %s", revision, "--").decode("utf-8", "replace").strip()
    with tarfile.open(fileobj=io.BytesIO(_git(repository, "archive", "--format=tar", revision))) as archive:
        archive.extractall(folder, filter="data")
    return name


def run_extract(code: Path, inputs: Sequence[Path], output: Path) -> Run:
    """The texts ``inputs`` read by the pipeline whose ``pipeline`` folder is in ``code``.

    Raises:
        RevisionError: it could not run.
    """
    compileall.compile_dir(code / "pipeline", quiet=2)  # else the first to run pays for it
    paths = [str(path.absolute()) for path in inputs]
    command = [sys.executable, "-P", "-m", "pipeline.cli", "extract", *paths, "--output", str(output)]
    before = _processor_seconds()
    environment = os.environ | {"PYTHONPATH": str(code.absolute())}
    done = subprocess.run(
        command, cwd=code, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )
    if done.returncode not in (0, 1):  # 1: some files failed, which is a result as well
        raise RevisionError(f"{code}: extract failed ({done.stderr.strip() or done.returncode})")
    return Run(output, _processor_seconds() - before)


def _processor_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _git(repository: Path, *arguments: str) -> bytes:
    done = subprocess.run(["git", *arguments], cwd=repository, capture_output=True, check=False)
    if done.returncode:
        reason = done.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
        raise RevisionError(f"git {arguments[0]}: {reason}")
    return done.stdout
