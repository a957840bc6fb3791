"""Peak memory of `chitieu extract`, over few and many documents, over few and many pages."""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

# In a process of its own: a peak is never taken back. The first number is its own, the second its largest child's.
_RUN = """
import json, resource, sys
from pipeline.cli import main
code = main(["extract", sys.argv[1], "--output", sys.argv[2], "--json"])
peaks = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
print(json.dumps({"code": code, "peaks": peaks}), file=sys.stderr)
"""
_UNIT = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True, slots=True)
class Peak:
    """Peaks of resident memory in bytes: of the process that runs, and of the largest of its workers."""

    documents: int
    main: int
    worker: int


def measure_memory(texts: Sequence[str], documents: int) -> Peak:
    """Extract so many documents, each one of ``texts`` with a line of its own, into a dataset that is thrown away."""
    with TemporaryDirectory() as folder:
        inputs = Path(folder) / "in"
        inputs.mkdir()
        for number in range(documents):
            text = f"{texts[number % len(texts)]}\n\nBản lưu {number}\n"
            (inputs / f"{number:05}.txt").write_text(text, encoding="utf-8")
        return peak_of(inputs)


def peak_of(inputs: Path) -> Peak:
    """Extract a file, or all files of a folder, into a dataset that is thrown away."""
    with TemporaryDirectory() as folder:
        command = [sys.executable, "-c", _RUN, str(inputs), str(Path(folder) / "out")]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    summary, outcome = json.loads(done.stdout), json.loads(done.stderr.splitlines()[-1])
    own, worker = (peak * _UNIT for peak in outcome["peaks"])
    return Peak(summary["documents"], own, worker)
