"""The cascade table in a dataset folder: written beside the other tables, as a whole or not at all."""

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from pipeline.dataset.arrow import iter_columns
from pipeline.dataset.package import PACKAGE_FILE, check_package
from pipeline.dataset.place import OURS, REPORT_FILES, replacing
from pipeline.dataset.tables import CASCADE, TABLES, records_of
from pipeline.dataset.write import write_package, write_table
from pipeline.schema import CascadeRow

_MADE_NEW = {PACKAGE_FILE, f"{CASCADE.name}.csv", f"{CASCADE.name}.parquet", *REPORT_FILES}


def write_cascade(folder: Path, rows: Sequence[CascadeRow]) -> None:
    """Put ``cascade.csv`` and ``cascade.parquet`` into a dataset and into its description.

    Raises:
        DatasetError: there is no dataset, or it cannot be written; it is as it was.
    """
    check_package(folder)
    with replacing(folder) as new:
        for name in OURS - _MADE_NEW:
            if (folder / name).exists():
                _take_along(folder / name, new / name)
        write_table(new, CASCADE, rows)
        write_package(new, [*TABLES.values(), CASCADE])


def _take_along(entry: Path, to: Path) -> None:
    if entry.is_dir() and not entry.is_symlink():
        shutil.copytree(entry, to, symlinks=True, copy_function=_link)
    else:
        _link(str(entry), str(to))


def _link(source: str, to: str) -> None:
    """One more name for a file that nobody writes into; a copy where the file system has no such names."""
    try:
        os.link(source, to, follow_symlinks=False)
    except OSError:
        shutil.copy2(source, to, follow_symlinks=False)


def read_cascade(folder: Path) -> tuple[CascadeRow, ...] | None:
    """The rows of a dataset's cascade, None where none was made.

    Raises:
        DatasetError: no dataset, of another format, or the table is damaged or half there.
    """
    check_package(folder)
    if not any((folder / f"{CASCADE.name}.{form}").exists() for form in ("csv", "parquet")):
        return None
    return tuple(row for columns in iter_columns(folder, CASCADE) for row in records_of(CASCADE, columns))
