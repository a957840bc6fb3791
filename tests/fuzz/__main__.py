"""`python -m tests.fuzz [SECONDS]`: a coverage-guided fuzzer over the whole flow from raw text to rows.

It starts from the corpus and the lexicon and looks for texts that take the code to new places. What breaks is written
to build/fuzz, made as short as it can be, and told; the exit code is then 1.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from tests.fuzz.cases import as_bytes, cause_of, from_bytes
from tests.fuzz.invariants import check
from tests.fuzz.material import ROOT, lines, passages

FOUND = ROOT / "build" / "fuzz"
_LONGEST = 6_000  # bytes of a text
_HANGS_AFTER = 20  # seconds, in code that is watched line by line


def main(arguments: Sequence[str]) -> int:
    if find_spec("atheris") is None:
        print(
            "atheris is not installed (it is built for Linux on x86-64); nothing is fuzzed", file=sys.stderr
        )
        return 0
    seconds = int(arguments[0]) if arguments else 600
    FOUND.mkdir(parents=True, exist_ok=True)
    for old in FOUND.iterdir():
        old.unlink()
    with tempfile.TemporaryDirectory() as folder:
        seeds = Path(folder)
        for text in (*passages(600), *lines()[::7]):
            data = as_bytes(text)
            (seeds / sha256(data).hexdigest()[:16]).write_bytes(data)
        until = time.monotonic() + seconds
        while (left := int(until - time.monotonic())) > 0:
            _fuzz(seeds, left)  # a hang ends it, and it goes on
    return _tell()


def _fuzz(seeds: Path, seconds: int) -> None:
    options = {
        "max_total_time": seconds,
        "timeout": _HANGS_AFTER,
        "max_len": _LONGEST,
        "len_control": 0,
        "rss_limit_mb": 4096,
        "artifact_prefix": f"{FOUND}/",
        "print_final_stats": 1,
        "verbosity": 0,
    }
    given = [f"-{name}={value}" for name, value in options.items()]
    command = [sys.executable, "-m", "tests.fuzz.worker", str(FOUND), *given, str(seeds)]
    subprocess.run(command, cwd=ROOT, check=False, env=os.environ | {"PYTHONHASHSEED": "0"})


def _tell() -> int:
    """The failures, each cut down to what it takes."""
    found = sorted(FOUND.iterdir())
    for path in found:
        text, wrapped = from_bytes(path.read_bytes())
        if not path.name.startswith(("timeout", "oom", "crash")):
            text = shortest(text, lambda one, wrapped=wrapped, cause=path.name: _cause(one, wrapped) == cause)
            path.write_bytes(as_bytes(text, wrapped))
        print(f"{path.relative_to(ROOT)}: wrapped={wrapped} {text[:500]!r}")
    print(f"{len(found)} faults found", file=sys.stderr)
    return 1 if found else 0


def _cause(text: str, wrapped: bool) -> str | None:
    try:
        check(text, wrapped)
    except Exception as error:
        return cause_of(error)
    return None


def shortest(text: str, fails: Callable[[str], bool]) -> str:
    """A shorter text that still fails: pieces are left out as long as it does, halves first, single letters last."""
    size = len(text) // 2
    while size:
        start = 0
        while start < len(text):
            shorter = text[:start] + text[start + size :]
            if fails(shorter):
                text = shorter
            else:
                start += size
        size //= 2
    return text


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
