"""Run notebooks, each in its own folder, and keep what they show: run_notebooks.py NOTEBOOK… --output DIR

Exit code 1 where a cell raises; the other notebooks still run, and the notebook is kept as far as it came.
"""

import argparse
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from traitlets.config import Config

_LONGEST = 600  # seconds that one cell may take
_KERNEL = Config(KernelManager={"transport_encryption": "auto"})  # else every kernel warns that it is not


def main() -> int:
    """Run them all; the exit code."""
    parser = argparse.ArgumentParser(description="Run notebooks and keep what they show.")
    parser.add_argument("notebooks", nargs="+", type=Path, metavar="NOTEBOOK")
    parser.add_argument("--output", required=True, type=Path, metavar="DIR", help="the folder of the results")
    args = parser.parse_args()
    args.output.mkdir(parents=True, exist_ok=True)
    failures = [path for path in args.notebooks if not _run(path, args.output / path.name)]
    return 1 if failures else 0


def _run(path: Path, result: Path) -> bool:
    notebook = nbformat.read(path, as_version=4)
    place = {"metadata": {"path": str(path.parent)}}
    client = NotebookClient(notebook, timeout=_LONGEST, resources=place, config=_KERNEL)
    try:
        client.execute()
    except CellExecutionError as error:
        print(f"{path}: {error}", file=sys.stderr)
        return False
    finally:
        nbformat.write(notebook, result)
    print(f"{result}: written")
    return True


if __name__ == "__main__":
    sys.exit(main())
