"""`python -m pipeline.evaluate.diff BASE [PATH…]`: what the working tree makes of texts that BASE made otherwise.

Both revisions read the same files, corpus/directives where none are named; every row that was gained, lost or changed
is listed, with what gold says of it, and the processor time of both. The exit code is 0 whatever the differences are.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from pipeline.errors import ChitieuError
from pipeline.evaluate.diff.changes import changes_between
from pipeline.evaluate.diff.render import Comparison, as_json, as_text
from pipeline.evaluate.diff.revisions import check_out, run_extract
from pipeline.evaluate.diff.rows import read_side
from pipeline.evaluate.diff.standing import standings
from pipeline.evaluate.read import Gold, read_gold

_CODE = Path(__file__).parents[3]


def main(arguments: Sequence[str]) -> int:
    args = _parser().parse_args(arguments)
    try:
        golds = [gold for folder in args.gold or [] for gold in read_gold(folder)]
        found = compare(args.base, args.paths or [Path("corpus/directives")], golds)
    except ChitieuError as error:
        print(f"diff: {error}", file=sys.stderr)
        return 2
    print(json.dumps(as_json(found), ensure_ascii=False, indent=1) if args.json else as_text(found))
    return 0


def compare(base: str, paths: Sequence[Path], golds: Sequence[Gold], here: Path = _CODE) -> Comparison:
    """The rows that the revision ``base`` of the repository ``here`` and its working tree make of ``paths``.

    Raises:
        RevisionError: there is no such revision, or one side could not run.
    """
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        name = check_out(here, base, place / "code")
        runs = (
            run_extract(place / "code", paths, place / "base"),
            run_extract(here, paths, place / "here"),
        )
        before, after = (read_side(run.dataset) for run in runs)
    return Comparison(
        base=name,
        here="working tree",
        changes=tuple(changes_between(before, after)),
        standings=standings(before, golds) | standings(after, golds),
        seconds=(runs[0].seconds, runs[1].seconds),
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="diff", description=(__doc__ or "").partition("\n")[2].strip())
    parser.add_argument("base", metavar="BASE", help="a git revision: HEAD~3, a branch, a hash")
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="files and folders to read")
    parser.add_argument("--gold", action="append", type=Path, metavar="DIR", help="gold to judge rows by")
    parser.add_argument("--json", action="store_true", help="print the changes as JSON")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
