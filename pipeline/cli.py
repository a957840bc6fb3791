"""The command line. Each command imports what it needs when it runs, so that ``--help`` answers at once.

Exit codes: 0 done; 1 done, and something asked about does not hold (some inputs failed); 2 could not run.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipeline.errors import ChitieuError

DONE, FAULTS, COULD_NOT_RUN = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code."""
    args = _parser().parse_args(arguments)
    try:
        code: int = args.run(args)
        sys.stdout.flush()
    except ChitieuError as error:
        return _stopped(str(error), COULD_NOT_RUN)
    except KeyboardInterrupt:
        return _stopped("interrupted; nothing is written", 130)
    except BrokenPipeError:
        sys.stderr.close()  # who read our output has left: not worth a message, at exit neither
        return COULD_NOT_RUN
    return code


def _stopped(message: str, code: int) -> int:
    print(f"chitieu: {message}", file=sys.stderr)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="chitieu", description="Reads directives of Vietnamese organisations and turns them into data."
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version and exit")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    _add_extract(commands)
    _add_evaluate(commands)
    _add_report(commands)
    return parser


class _Version(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        print(f"chitieu {version('chitieu')}")
        parser.exit()


def _add_extract(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command = commands.add_parser(
        "extract",
        help="read directives into a dataset folder",
        description="Reads files and folders of directives (.txt .md .html .docx .doc .pdf) into a dataset folder. "
        "What has not changed since the run before is not read again.",
    )
    command.add_argument(
        "paths", nargs="+", type=Path, metavar="PATH", help="a file, or a folder with all below it"
    )
    command.add_argument("--output", required=True, type=Path, metavar="DIR", help="the dataset folder")
    command.add_argument(
        "--settings", type=Path, metavar="FILE", help="limits on what a document may cost (TOML)"
    )
    command.add_argument(
        "--jobs", type=_positive, metavar="N", help="processes at most; one per processor by default"
    )
    command.add_argument("--json", action="store_true", help="print the summary as JSON")
    command.set_defaults(run=_extract)


def _extract(args: argparse.Namespace) -> int:
    from pipeline.batch import NoDocumentError, extract_files
    from pipeline.settings import Settings, load_settings

    settings = load_settings(args.settings) if args.settings else Settings()
    try:
        summary = extract_files(args.paths, args.output, settings, args.jobs)
    except NoDocumentError as error:
        _tell_failures(error.failures)
        raise
    _tell_failures(summary.failures)
    if args.json:
        _print_json(summary.as_json())
    else:
        print(summary.as_text())
    return FAULTS if summary.failures else DONE


def _add_evaluate(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command = commands.add_parser(
        "evaluate",
        help="measure a dataset against gold",
        description="Precision, recall and F1 per table and accuracy per attribute, against annotated documents.",
    )
    command.add_argument("dataset", type=Path, metavar="DATASET", help="a folder that extract wrote")
    command.add_argument("--gold", required=True, type=Path, metavar="DIR", help="the folder of gold files")
    command.add_argument("--show", action="store_true", help="list every miss and every false hit")
    command.add_argument("--json", action="store_true", help="print the figures as JSON")
    command.set_defaults(run=_evaluate)


def _evaluate(args: argparse.Namespace) -> int:
    from pipeline.evaluate import evaluate, render

    report = evaluate(args.dataset, args.gold)
    paired = (args.gold / "cascade.json").is_file()
    if paired:
        from pipeline.evaluate.cascade import evaluate_cascade
        from pipeline.evaluate.cascade_score import render_cascade

        scores = evaluate_cascade(args.dataset, args.gold)
    if args.json:
        cascade = {"cascade": {score.title: score.as_json() for score in scores}} if paired else {}
        _print_json(report.as_json() | cascade)
    else:
        print(render(report, args.show))
        if paired:
            print(render_cascade(scores, args.show))
    return DONE


def _add_report(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command = commands.add_parser(
        "report",
        help="write a page and a workbook for people",
        description="One HTML page that opens from disk and one XLSX workbook: what the lower plans make of each "
        "upper target (after chitieu cascade), all targets, deadlines and citations, and what is unclear.",
    )
    command.add_argument("dataset", type=Path, metavar="DIR", help="a folder that extract wrote")
    command.add_argument(
        "--lang", choices=("vi", "en"), default="vi", help="of the report; Vietnamese by default"
    )
    command.add_argument(
        "--output",
        type=Path,
        metavar="FOLDER",
        help="for report.html and report.xlsx; the dataset by default",
    )
    command.set_defaults(run=_report)


def _report(args: argparse.Namespace) -> int:
    from pipeline.report import write_report

    written = write_report(args.dataset, args.output or args.dataset, args.lang)
    if not written.compared:
        print(f"no plans are compared yet; run: chitieu cascade {args.dataset}", file=sys.stderr)
    print(written.page, written.workbook, sep="\n")
    return DONE


def _tell_failures(failures: Sequence[Any]) -> None:
    for failure in failures:
        print(f"{failure.source}: {failure.reason}", file=sys.stderr)


def _print_json(value: object) -> None:
    import json

    print(json.dumps(value, ensure_ascii=False, indent=1))


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


if __name__ == "__main__":
    sys.exit(main())
