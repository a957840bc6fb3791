"""Many documents to one dataset: what changed is read in processes, what did not is taken over."""

import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Any

from msgspec import structs, to_builtins

from pipeline.dataset.arrow import iter_columns
from pipeline.dataset.package import FORMAT, TEXT_FOLDER, format_of
from pipeline.dataset.place import INPUTS_FILE, prepare_output, replacing
from pipeline.dataset.spool import append_rows, read_rows, text_path
from pipeline.dataset.tables import ROW_TABLES, TABLES, Columns, columns_of, records_of
from pipeline.dataset.write import TableWriter, write_package
from pipeline.errors import DatasetError
from pipeline.inputs import Input, Memory, fingerprint, list_inputs, recall, remember, share_failures
from pipeline.lint.across import find_across, is_across
from pipeline.lint.reporting import reports
from pipeline.progress import show_count
from pipeline.resolve.documents import resolve
from pipeline.schema import DocumentTables, Failure
from pipeline.settings import Settings
from pipeline.workers import PageDone, Task, run_tasks

_SPOOL = ".spool"
_BAR, _LINE = 20, 79
_HEADED = ("references", "deadlines", "findings")  # of these tables rows are read again, not only taken over

# By doc_id: the document's own row, its references and its reporting deadlines, nothing else.
Heads = dict[str, DocumentTables]


class NoDocumentError(DatasetError):
    """None of the inputs gave a document: there is no dataset to write."""

    def __init__(self, paths: Sequence[Path], inputs: Sequence[Input]) -> None:
        found = "" if inputs else f" (no file to read in {', '.join(map(str, paths))})"
        super().__init__(f"no document among the inputs{found}; no dataset is written")
        self.failures = _failures(inputs)


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did. ``inputs`` is the number of files: read + failures + duplicates.

    ``read`` files gave ``documents``, of which ``reused`` files were taken over from the dataset before.
    ``old_format`` is that of the dataset before where it was another one, None otherwise.
    """

    output: Path
    inputs: int
    read: int
    documents: int
    reused: int
    failures: tuple[Failure, ...]
    duplicates: tuple[Failure, ...]
    numerals: int
    unclassified: int
    unchanged: bool
    old_format: str | None = None

    def as_json(self) -> dict[str, Any]:
        """Plain values, for ``--json``."""
        values: dict[str, Any] = to_builtins(self, enc_hook=str)
        return values

    def as_text(self) -> str:
        """Three lines for a reader; the last says how many numbers there were, and how many nobody knows what for."""
        taken_over = (
            f"written, {self.reused} files taken over from before"
            if self.old_format is None
            else f"written anew; the dataset there before was of format {self.old_format}"
        )
        return (
            f"{self.inputs} files = {self.read} read + {len(self.failures)} failed"
            f" + {len(self.duplicates)} duplicates; {self.documents} documents\n"
            f"{self.output}: {'unchanged, nothing to do' if self.unchanged else taken_over}\n"
            f"{self.numerals} numbers, {self.unclassified} of them unclassified"
        )


def extract_files(
    paths: Sequence[Path], output: Path, settings: Settings, jobs: int | None = None
) -> Summary:
    """Read the files and folders ``paths`` into the dataset folder ``output``; ``jobs`` processes at most.

    Raises:
        NoDocumentError: there is nothing to write; ``output`` is as it was.
        DatasetError: ``output`` cannot be written, or is something else than a dataset; it is as it was.
    """
    prepare_output(output)
    mark = fingerprint(settings)
    memory = recall(output / INPUTS_FILE, mark)
    old_format = _other_format(output)
    if old_format is not None or not _is_whole(output, memory):
        memory = Memory()
    inputs = share_failures([_taken_over(item, memory) for item in list_inputs(paths, memory)])
    reused = sum(bool(item.documents) for item in inputs)
    if not any(_is_open(item) or item.documents for item in inputs):
        raise NoDocumentError(paths, inputs)
    if not any(_is_open(item) for item in inputs) and _same(inputs, memory):
        return _summary(output, inputs, reused, unchanged=True)
    with replacing(output) as folder:
        spool = folder / _SPOOL
        spool.mkdir()
        inputs, heads = _read(inputs, spool, settings, jobs)
        if not any(item.documents for item in inputs):
            raise NoDocumentError(paths, inputs)
        heads |= _take_over(
            output, spool, {doc_id for item in inputs for doc_id in item.documents} - set(heads)
        )
        _write(folder, spool, inputs, heads)
        remember(folder / INPUTS_FILE, mark, inputs)
        shutil.rmtree(spool)
    return replace(_summary(output, inputs, reused, unchanged=False), old_format=old_format)


def _other_format(output: Path) -> str | None:
    """The format of a dataset of ours that this version does not read."""
    found = format_of(output)
    return None if found in (None, FORMAT) else str(found)


def _is_whole(output: Path, memory: Memory) -> bool:
    tables = (output / f"{name}.{form}" for name in TABLES for form in ("csv", "parquet"))
    ids = (doc_id for item in memory.inputs.values() for doc_id in item.documents)
    texts = (text_path(output / TEXT_FOLDER, doc_id) for doc_id in ids)
    return all(path.is_file() for path in (*tables, *texts))


def _is_open(item: Input) -> bool:
    return not item.documents and item.reason is None and item.twin is None


def _taken_over(item: Input, memory: Memory) -> Input:
    """What became of the same bytes under the same name in the run before, where that is settled."""
    known = memory.inputs.get(item.source)
    if not _is_open(item) or known is None or known.sha256 != item.sha256 or known.twin or not known.settled:
        return item
    return replace(known, path=item.path, size=item.size, changed_ns=item.changed_ns)


def _same(inputs: Sequence[Input], memory: Memory) -> bool:
    return [item.outcome() for item in inputs] == [item.outcome() for item in memory.inputs.values()]


def _read(
    inputs: Sequence[Input], spool: Path, settings: Settings, jobs: int | None
) -> tuple[list[Input], Heads]:
    """Read the inputs that are open; all inputs come back in their order, and what the read ones gave."""
    done, heads = list(inputs), Heads()
    todo = [index for index, item in enumerate(inputs) if _is_open(item)]
    tasks = [Task(inputs[index].path, inputs[index].source, spool) for index in todo]
    count = 0
    for came in run_tasks(tasks, settings, jobs):
        if isinstance(came, PageDone):
            _show_page(came)
            continue
        task, outcome = came
        show_count(count := count + 1, len(tasks))
        heads |= {tables.document.doc_id: tables for tables in outcome.documents}
        done[todo[task]] = replace(
            inputs[todo[task]],
            documents=tuple(tables.document.doc_id for tables in outcome.documents),
            reason=outcome.reason,
            settled=outcome.settled,
            numerals=outcome.numerals,
            unclassified=outcome.unclassified,
        )
    return share_failures(done), heads


def _take_over(output: Path, spool: Path, wanted: set[str]) -> Heads:
    """Spool the documents that the dataset in ``output`` has already."""
    if not wanted:
        return {}
    documents = {
        row.doc_id: row
        for _, columns in _by_document(output, "documents", wanted)
        for row in records_of(TABLES["documents"], columns)
    }
    heads = {doc_id: DocumentTables(document=row, text="") for doc_id, row in documents.items()}
    for name in ROW_TABLES:
        for doc_id, columns in _by_document(output, name, wanted):
            rows = records_of(TABLES[name], columns) if name in _HEADED else []
            heads[doc_id] = _with_rows(heads[doc_id], name, rows)
            if name == "findings":
                kept = [row for row in rows if not is_across(row)]
                append_rows(spool, doc_id, name, columns_of(TABLES[name], kept))
            elif name != "references":
                append_rows(spool, doc_id, name, columns)
    for doc_id in wanted:
        shutil.copyfile(text_path(output / TEXT_FOLDER, doc_id), text_path(spool, doc_id))
    return heads


def _with_rows(head: DocumentTables, name: str, rows: list[Any]) -> DocumentTables:
    """The head with more rows of the tables that it holds."""
    if name == "references":
        return structs.replace(head, references=(*head.references, *rows))
    if name == "deadlines":
        return structs.replace(head, deadlines=(*head.deadlines, *reports(rows)))
    return head


def _by_document(output: Path, name: str, wanted: set[str]) -> Iterator[tuple[str, Columns]]:
    """The wanted rows of a table on disk, in pieces that each belong to one document."""
    table = TABLES[name]
    at = table.column_names().index("doc_id")
    for columns in iter_columns(output, table):
        start = 0
        for doc_id, run in groupby(columns[at]):
            end = start + sum(1 for _ in run)
            if doc_id in wanted:
                yield str(doc_id), [cells[start:end] for cells in columns]
            start = end


def _write(folder: Path, spool: Path, inputs: Sequence[Input], heads: Heads) -> None:
    """All tables, texts and the description, document by document in the order of the inputs."""
    order = [heads[doc_id] for item in inputs for doc_id in item.documents]
    texts = folder / TEXT_FOLDER
    texts.mkdir()
    with ExitStack() as stack:
        writers = {name: stack.enter_context(TableWriter(folder, table)) for name, table in TABLES.items()}
        resolved = resolve(order)
        across = find_across(resolved)
        for tables in resolved:
            doc_id = tables.document.doc_id
            writers["documents"].append(columns_of(TABLES["documents"], [tables.document]))
            writers["references"].append(columns_of(TABLES["references"], tables.references))
            for name, columns in read_rows(spool, doc_id):
                writers[name].append(columns)
            writers["findings"].append(columns_of(TABLES["findings"], across.get(doc_id, ())))
            text_path(spool, doc_id).rename(text_path(texts, doc_id))
        failures = [*_failures(inputs), *_duplicates(inputs)]
        writers["failures"].append(columns_of(TABLES["failures"], failures))
    write_package(folder, TABLES.values())


def _failures(inputs: Sequence[Input]) -> tuple[Failure, ...]:
    return tuple(Failure(item.source, item.reason) for item in inputs if item.reason is not None)


def _duplicates(inputs: Sequence[Input]) -> tuple[Failure, ...]:
    return tuple(Failure(item.source, f"the same bytes as {item.twin}") for item in inputs if item.twin)


def _summary(output: Path, inputs: Sequence[Input], reused: int, unchanged: bool) -> Summary:
    return Summary(
        output=output,
        inputs=len(inputs),
        read=sum(bool(item.documents) for item in inputs),
        documents=sum(len(item.documents) for item in inputs),
        reused=reused,
        failures=_failures(inputs),
        duplicates=_duplicates(inputs),
        numerals=sum(item.numerals for item in inputs),
        unclassified=sum(item.unclassified for item in inputs),
        unchanged=unchanged,
    )


def _show_page(page: PageDone) -> None:
    """A bar of the pages of one scan."""
    if sys.stderr.isatty():
        bar = "█" * (_BAR * page.done // page.of)
        line = f"\r\033[K{bar:·<{_BAR}} {page.done}/{page.of} {Path(page.source).name}"
        print(line[:_LINE], end="", file=sys.stderr, flush=True)
