"""``chitieu lint``: the faults of directives, for those who draft them.

Exit code 1: there is an error or a warning, or a file that could not be read.
"""

import argparse
import json
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from operator import itemgetter
from pathlib import Path
from textwrap import fill
from typing import Any, NamedTuple

from msgspec import structs

from pipeline import ingest
from pipeline.commands.screen import print_json, tell
from pipeline.errors import DatasetError
from pipeline.lint.across import find_across
from pipeline.lint.places import Located, locate
from pipeline.lint.sarif import Language, sarif
from pipeline.resolve.documents import resolve
from pipeline.schema import DocumentTables, Failure, Severity
from pipeline.settings import Settings
from pipeline.text import Text
from pipeline.workers import Outcome, PageDone, Task, run_tasks

_TELLING = 12  # a quote that is shorter, a marker mostly, is shown with the words behind it
_FAILING: frozenset[Severity] = frozenset({"error", "warning"})
_SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")
_WORDS: dict[Language, dict[str, str]] = {
    "vi": {
        "error": "lỗi",
        "warning": "cảnh báo",
        "note": "lưu ý",
        "line": "dòng {}, cột {}",
        "page": "trang {}",
        "cell": "bảng {}, hàng {}, cột {}",
        "paragraph": "đoạn {}",
        "section": "mục {}",
        "whole": "toàn văn bản",
        "total": "{documents} văn bản: {error} lỗi, {warning} cảnh báo, {note} lưu ý",
    },
    "en": {
        "error": "error",
        "warning": "warning",
        "note": "note",
        "line": "line {}, column {}",
        "page": "page {}",
        "cell": "table {}, row {}, column {}",
        "paragraph": "paragraph {}",
        "section": "section {}",
        "whole": "the whole document",
        "total": "{documents} documents: {error} errors, {warning} warnings, {note} notes",
    },
}


class Linted(NamedTuple):
    """``documents`` directives were read; the files that were not, and the findings in the others."""

    documents: int
    found: list[Located]
    failures: list[Failure]


def run(args: argparse.Namespace) -> int:
    """Read the files, show what is wrong with them, and write it to ``--sarif`` where that is given."""
    linted = lint_files(args.files, Settings())
    for failure in linted.failures:
        tell(f"{failure.source}: {failure.reason}")
    if not linted.documents:
        raise DatasetError("no document among the files; nothing was checked")
    if args.sarif:
        _write(args.sarif, sarif(linted.found, linted.failures, args.lang, version("chitieu")))
    if args.json:
        print_json(_as_json(linted))
    else:
        _show(linted, args.lang)
    faulty = any(one.finding.severity in _FAILING for one in linted.found)
    return 1 if faulty or linted.failures else 0


def lint_files(paths: Sequence[Path], settings: Settings) -> Linted:
    """The findings in the files and in those of the folders, each alone and against the others.

    Raises:
        WorkerError: the system gives no process to read in.
    """
    texts: list[Text] = []
    tables: list[DocumentTables] = []
    failures: list[Failure] = []
    for source, outcome in _outcomes(paths, settings):
        if outcome.reason is not None:
            failures.append(Failure(source, outcome.reason))
        texts += outcome.texts
        tables += outcome.documents
    return Linted(len(tables), list(_located(texts, tables)), failures)


def _outcomes(paths: Sequence[Path], settings: Settings) -> list[tuple[str, Outcome]]:
    """What each file gave, in their order, read as `extract` does: a document that kills its process harms no other."""
    walked = list(ingest.walk(paths))
    tasks = [Task(path, str(path)) for path in walked if isinstance(path, Path)]
    came = [one for one in run_tasks(tasks, settings) if not isinstance(one, PageDone)]
    read = iter([outcome for _, outcome in sorted(came, key=itemgetter(0))])
    return [
        (str(path), next(read)) if isinstance(path, Path) else (path.source, Outcome(reason=path.reason))
        for path in walked
    ]


def _located(texts: Sequence[Text], tables: Sequence[DocumentTables]) -> Iterator[Located]:
    """The findings of each document, then what contradicts the others; a document parted from a file follows on it."""
    across = find_across(resolve(tables))
    above = 0
    for text, table in zip(texts, tables, strict=True):
        above = above if text.raw.part > 1 else 0
        found = (*table.findings, *across.get(table.document.doc_id, ()))
        yield from (locate(text, table, row, above) for row in found)
        above += text.raw.text.count("\n")


def _show(linted: Linted, language: Language) -> None:
    """File by file: the place, how grave it is, the code; below it the words that begin there, and what to mend."""
    source = None
    for one in linted.found:
        if one.source != source:
            print(one.source if source is None else f"\n{one.source}")
            source = one.source
        words, row = _WORDS[language], one.finding
        print(f"  {', '.join(_place(one, words))}: {words[row.severity]} [{row.code}]")
        message = row.message_vi if language == "vi" else row.message_en
        if one.excerpt and len(row.quote or "") < _TELLING:
            print(f"    > {one.excerpt}")
        width = max(shutil.get_terminal_size((100, 20)).columns - 1, 40)
        print(fill(" ".join(message.split()), width, initial_indent="    ", subsequent_indent="    "))
    if linted.found:
        print()
    print(_WORDS[language]["total"].format(documents=linted.documents, **_counts(linted)))


def _place(one: Located, words: dict[str, str]) -> Iterator[str]:
    row = one.finding
    if row.start is None:
        yield words["whole"]
    if one.region:
        yield words["line"].format(*one.region[:2])
    elif row.page:
        yield words["page"].format(row.page)
    if row.cell:
        yield words["cell"].format(*row.cell.split(","))
    elif row.paragraph:
        yield words["paragraph"].format(row.paragraph)
    if one.section and one.section.path:
        yield words["section"].format(one.section.path)


def _counts(linted: Linted) -> dict[str, int]:
    counted = Counter(one.finding.severity for one in linted.found)
    return {severity: counted[severity] for severity in _SEVERITIES}


def _as_json(linted: Linted) -> dict[str, Any]:
    return {
        "documents": linted.documents,
        "counts": _counts(linted),
        "failures": [structs.asdict(failure) for failure in linted.failures],
        "findings": [
            structs.asdict(one.finding)
            | {
                "source": one.source,
                "region": one.region._asdict() if one.region else None,
                "section": one.section.path if one.section else None,
            }
            for one in linted.found
        ],
    }


def _write(path: Path, report: dict[str, Any]) -> None:
    try:
        path.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise DatasetError(f"{path}: cannot be written ({error.strerror or error})") from error
