"""``chitieu compare``: one upper plan against lower plans, named by id, number or file."""

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

from pipeline.batch import NoDocumentError, extract_files
from pipeline.cascade.compare import compare
from pipeline.cascade.issued import of_file
from pipeline.cascade.plans import Plan
from pipeline.cascade.reading import UnknownPlanError, find_plan, load_plans
from pipeline.cascade.run import aligner
from pipeline.cascade.units import UnitCount, read_units
from pipeline.commands.screen import as_json, print_counts, print_json, print_rows
from pipeline.dataset.tables import CASCADE
from pipeline.dataset.write import write_table
from pipeline.errors import DatasetError
from pipeline.schema import CascadeRow
from pipeline.settings import Settings
from pipeline.text import document_source, file_and_part

_DEFAULT = Path("dataset")
_FORMS = ("csv", "parquet")


def run(args: argparse.Namespace) -> int:
    """Compare, show, and write to ``--output`` where it is given."""
    form = _form(args.output) if args.output else None
    units: Sequence[UnitCount] = read_units(args.units) if args.units else ()
    upper, *lowers = _plans([args.upper, *args.lower], args.dataset)
    plans = {plan.document.doc_id: plan for plan in (upper, *lowers)}
    if len(plans) < 1 + len(lowers):
        raise UnknownPlanError("the same document is named twice; nothing to compare it with")
    rows = compare(upper, lowers, units, aligner(plans.values()))
    if form:
        _write(args.output, form, rows)
    if args.json:
        print_json([as_json(row) for row in rows])
    else:
        print_rows(rows, {key: plan.document for key, plan in plans.items()})
        print()
        print_counts(rows)
    return 0


def _plans(names: Sequence[str], dataset: Path | None) -> list[Plan]:
    """The plans of that names; files are read on the spot, together with what they cite among each other."""
    files = {name: path for name in names if (path := _file_of(name))}
    read = list(_extracted(list(files.values())).values()) if files else []
    known = {} if len(files) == len(names) else _dataset(dataset, names)
    return [_of_file(name, files[name], read) if name in files else find_plan(name, known) for name in names]


def _file_of(name: str) -> Path | None:
    """The file that is named, with or without the number of one of its documents (``plan.docx#1`` is the first)."""
    path = Path(name)
    if path.is_file():
        return path
    whole = Path(file_and_part(name)[0])
    return whole if whole.is_file() else None


def _of_file(name: str, path: Path, read: Sequence[Plan]) -> Plan:
    """The document of that name; of a file with several the one with targets.

    Raises:
        UnknownPlanError: several have targets, or there is no document of that number.
    """
    if path != Path(name):
        source = Path(document_source(str(path), file_and_part(name)[1]))
        found = [plan for plan in read if Path(plan.document.source) == source]
    else:
        found = of_file([plan for plan in read if Path(file_and_part(plan.document.source)[0]) == path])
    if len(found) == 1:
        return found[0]
    if not found:
        raise UnknownPlanError(f"{name}: the file holds fewer documents")
    sources = ", ".join(plan.document.source for plan in found)
    raise UnknownPlanError(f"{name}: the file holds {len(found)} documents; name one: {sources}")


def _dataset(folder: Path | None, names: Sequence[str]) -> dict[str, Plan]:
    if folder is None and not _DEFAULT.exists():
        missing = ", ".join(name for name in names if not _file_of(name))
        raise UnknownPlanError(
            f"{missing}: no such file; to name documents by id or number, give --dataset DIR"
        )
    return load_plans(folder or _DEFAULT)


def _extracted(files: Sequence[Path]) -> dict[str, Plan]:
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "dataset"
        try:
            summary = extract_files(list(dict.fromkeys(files)), output, Settings(), jobs=1)
        except NoDocumentError as error:
            raise DatasetError("; ".join(f"{one.source}: {one.reason}" for one in error.failures)) from error
        for failure in (*summary.failures, *summary.duplicates):
            raise DatasetError(f"{failure.source}: {failure.reason}")
        return load_plans(output)


def _form(path: Path) -> str:
    """The form of a table file, by the end of its name.

    Raises:
        DatasetError: it is none that we write.
    """
    form = path.suffix.lower().removeprefix(".")
    if form not in _FORMS:
        raise DatasetError(f"--output {path}: the name must end in .csv or .parquet")
    return form


def _write(path: Path, form: str, rows: Sequence[CascadeRow]) -> None:
    """The rows as a table file of that form."""
    with tempfile.TemporaryDirectory() as folder:
        write_table(Path(folder), CASCADE, rows)
        made = (Path(folder) / f"{CASCADE.name}.{form}").read_bytes()
    try:
        path.write_bytes(made)
    except OSError as error:
        raise DatasetError(f"{path}: cannot be written ({error.strerror or error})") from error
