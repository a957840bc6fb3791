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
    _add_compare(commands)
    _add_cascade(commands)
    _add_check(commands)
    _add_show(commands)
    _add_lint(commands)
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
        description="Reads files and folders of directives (.txt .md .html .mht .docx .xlsx .doc .xls .rtf .odt .ods "
        ".pdf) into a dataset folder. What has not changed since the run before is not read again.",
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
    if written.pages_left_out:
        print(
            f"{written.pages_left_out} pages have no picture in the report: its size is limited",
            file=sys.stderr,
        )
    print(written.page, written.workbook, sep="\n")
    return DONE


def _add_compare(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command = commands.add_parser(
        "compare",
        help="lay an upper plan beside lower plans",
        description="What each lower plan makes of each target of the upper plan. Plans are named by document id, by "
        "document number, or as files, which are read on the spot.",
    )
    command.add_argument("upper", metavar="UPPER", help="the upper plan")
    command.add_argument("lower", nargs="+", metavar="LOWER", help="a lower plan")
    command.add_argument(
        "--dataset", type=Path, metavar="DIR", help="where ids and numbers are looked up; dataset"
    )
    command.add_argument("--output", type=Path, metavar="FILE", help="the table, .csv or .parquet")
    _add_units(command)
    command.add_argument("--json", action="store_true", help="print the table as JSON")
    command.set_defaults(run=_compare)


def _compare(args: argparse.Namespace) -> int:
    from pipeline.commands.compare import run

    return run(args)


def _add_cascade(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command = commands.add_parser(
        "cascade",
        help="compare all plans of a dataset that cite each other",
        description="The graph of plans by their citations, and the table of what lower plans make of upper targets, "
        "written into the dataset as cascade.csv and cascade.parquet.",
    )
    command.add_argument("dataset", type=Path, metavar="DIR", help="a folder that extract wrote")
    _add_units(command)
    command.add_argument("--target", metavar="ID", help="follow one target down all levels")
    command.add_argument("--json", action="store_true", help="print graph and table as JSON")
    command.set_defaults(run=_cascade)


def _cascade(args: argparse.Namespace) -> int:
    from pipeline.commands.cascade import run

    return run(args)


def _add_check(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command = commands.add_parser(
        "check",
        help="exit 1 where a lower plan does not cascade an upper target",
        description="The compliance check: exit code 0 where all lower plans cascade their upper targets, 1 where "
        "some do not, 2 where it could not run.",
    )
    command.add_argument("dataset", type=Path, metavar="DIR", help="a folder that extract wrote")
    command.add_argument(
        "--fail-on",
        metavar="VERDICTS",
        help="with commas; lowered,missing,scope_narrowed,later_deadline by default",
    )
    command.add_argument(
        "--policy", type=Path, metavar="FILE", help="verdicts allowed for whom, from when (TOML)"
    )
    command.add_argument("--junit", type=Path, metavar="FILE", help="write JUnit XML")
    _add_units(command)
    command.add_argument("--json", action="store_true", help="print the outcome as JSON")
    command.set_defaults(run=_check)


def _check(args: argparse.Namespace) -> int:
    from pipeline.commands.check import run

    return run(args)


def _add_show(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command = commands.add_parser(
        "show",
        help="say where a row comes from",
        description="The way back from a row to its place: file, page, box, section, and the words around it. Takes "
        "the id of a row of any table, or the id or number of a document.",
    )
    command.add_argument("id", metavar="ID", help="of a row or a document")
    command.add_argument(
        "--dataset", type=Path, metavar="DIR", default=Path("dataset"), help="where it is looked up; dataset"
    )
    command.add_argument("--lang", choices=("vi", "en"), default="vi", help="Vietnamese by default")
    command.add_argument("--json", action="store_true", help="print the row and its place as JSON")
    command.set_defaults(run=_show)


def _show(args: argparse.Namespace) -> int:
    from pipeline.commands.show import run

    return run(args)


_LINT_HELP = """\
Faults of a directive itself, for the one who drafts it: numbering, dates, citations, quotation marks,
counts and values that contradict each other. Each is told with its place and what to mend.

exit codes:
  0  nothing found, or notes only
  1  an error or a warning was found, or a file could not be read (it is named on stderr)
  2  could not run: bad arguments, or no file that could be read

for a CI service:
  chitieu lint --sarif lint.sarif plans/

fails the step on an error or a warning; lint.sarif is SARIF 2.1.0, to be uploaded as code scanning results
(one rule per code, with help in Vietnamese and English; line and column for .txt and .md, page, paragraph
or cell in the properties of results from .pdf, .docx and the like).
"""


def _add_lint(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command = commands.add_parser(
        "lint",
        help="exit 1 where a directive itself is at fault",
        description=_LINT_HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help="a directive, or a folder with all below it"
    )
    command.add_argument(
        "--lang", choices=("vi", "en"), default="vi", help="of messages; Vietnamese by default"
    )
    command.add_argument("--sarif", type=Path, metavar="FILE", help="write SARIF 2.1.0")
    command.add_argument("--json", action="store_true", help="print the findings as JSON")
    command.set_defaults(run=_lint)


def _lint(args: argparse.Namespace) -> int:
    from pipeline.commands.lint import run

    return run(args)


def _add_units(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--units", type=Path, metavar="FILE", help="how many units bodies have: CSV with issuer, unit, count"
    )


def _tell_failures(failures: Sequence[Any]) -> None:
    for failure in failures:
        print(f"{failure.source}: {failure.reason}", file=sys.stderr)


def _print_json(value: object) -> None:
    import json

    print(json.dumps(value, ensure_ascii=False, indent=1))


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"not a positive whole number: {text!r}")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
