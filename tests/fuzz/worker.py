"""The process that libFuzzer runs in: `python -m tests.fuzz.worker FOLDER [OPTION…] CORPUS`; it ends with it.

A failure is written to FOLDER, and the search goes on. Nothing of the pipeline may be imported before it is watched.
"""

import sys
from pathlib import Path
from random import Random

import atheris

from tests.fuzz.cases import as_bytes, cause_of, from_bytes

with atheris.instrument_imports(include=["pipeline"]):
    from tests.fuzz.invariants import check
    from tests.fuzz.mutate import change

_BY_BYTES = 0.2  # the share of changes that libFuzzer makes itself


def try_one(data: bytes) -> None:
    try:
        check(*from_bytes(data))
    except Exception as error:
        path = Path(sys.argv[1]) / cause_of(error)
        if not path.exists() or len(data) < path.stat().st_size:  # one for each cause, the shortest
            path.write_bytes(data)


def mutate(data: bytes, longest: int, seed: int) -> bytes:
    random = Random(seed)
    if random.random() < _BY_BYTES:
        return bytes(atheris.Mutate(data, longest))
    text, wrapped = from_bytes(data)
    return as_bytes(change(text, random), wrapped)[:longest]


if __name__ == "__main__":
    atheris.Setup([sys.argv[0], *sys.argv[2:]], try_one, custom_mutator=mutate)
    atheris.Fuzz()
