"""A folder that takes another one's place as a whole, or not at all."""

import ctypes
import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.dataset.package import PACKAGE_FILE, TEXT_FOLDER, format_of
from pipeline.dataset.tables import CASCADE, TABLES
from pipeline.errors import DatasetError

INPUTS_FILE = "inputs.json"
REPORT_FILES = ("report.html", "report.xlsx")  # written by `report`, of the dataset that is there then
OURS = {
    *REPORT_FILES,
    PACKAGE_FILE,
    INPUTS_FILE,
    TEXT_FOLDER,
    *(f"{name}.{form}" for name in (*TABLES, CASCADE.name) for form in ("csv", "parquet")),
}
_UNFINISHED, _REPLACED = ".unfinished", ".replaced"
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2  # linux/fcntl.h, linux/fs.h


def prepare_output(output: Path) -> None:
    """Accept ``output`` as the place of a dataset: nothing is there yet, or a dataset, or an empty folder.

    What killed runs left beside it is removed; a dataset that one left between two names gets its own back.

    Raises:
        DatasetError: something else is there, which is not ours to overwrite.
    """
    try:
        _tidy(Path(os.path.realpath(output)))
        if not output.exists():
            return
        if not output.is_dir():
            raise DatasetError(f"{output}: a file is there; a dataset is a folder")
        if _format_there(output) is None and any(output.iterdir()):
            raise DatasetError(
                f"{output}: a folder that is no dataset of chitieu, and not empty; it is left alone"
            )
    except OSError as error:
        raise _unwritable(output, error) from error


def _format_there(output: Path) -> object:
    try:
        return format_of(output)
    except DatasetError as error:
        raise DatasetError(f"{error}; name another folder, or delete this one") from error


@contextmanager
def replacing(output: Path) -> Iterator[Path]:
    """A new folder beside ``output`` that takes its place if the block ends well and goes away if it fails.

    What others have put into the dataset before is kept. A run that is killed leaves ``output`` as it was and
    the folder beside it, which the next run removes.

    Raises:
        DatasetError: ``output`` is no place of a dataset, or cannot be written.
    """
    prepare_output(output)
    place = Path(os.path.realpath(output))
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        folder = place.parent / f".{place.name}.{secrets.token_hex(4)}{_UNFINISHED}"
        folder.mkdir()
        held = _hold(folder)
    except OSError as error:
        raise _unwritable(output, error) from error
    try:
        yield folder
        if place.exists():
            _keep_foreign(place, folder)
        _exchange(folder, place)
    except OSError as error:
        raise _unwritable(output, error) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(held)


def _unwritable(output: Path, error: OSError) -> DatasetError:
    return DatasetError(f"{output}: cannot be written ({error.strerror or error})")


def _hold(folder: Path) -> int:
    """Lock a folder as long as this process lives, however it ends."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        raise
    return descriptor


def _tidy(output: Path) -> None:
    if not output.parent.is_dir():
        return
    for left in sorted(output.parent.iterdir()):
        if not left.name.startswith(f".{output.name}."):
            continue
        if left.name.endswith(_REPLACED) and not output.exists():
            left.rename(output)
        elif left.name.endswith((_UNFINISHED, _REPLACED)):
            try:
                held = _hold(left)
            except OSError:
                continue  # another run is at work there
            shutil.rmtree(left, ignore_errors=True)
            os.close(held)


def _keep_foreign(old: Path, new: Path) -> None:
    shutil.copymode(old, new)
    for entry in old.iterdir():
        if entry.name in OURS:
            continue
        if entry.is_dir() and not entry.is_symlink():
            shutil.copytree(entry, new / entry.name, symlinks=True)
        else:
            shutil.copy2(entry, new / entry.name, follow_symlinks=False)


def _exchange(new: Path, output: Path) -> None:
    """Give ``new`` the name ``output``; what has it now moves aside in the same step where the system can."""
    if not output.exists():
        new.rename(output)
    elif not _swapped(new, output):
        aside = output.parent / f".{output.name}.{secrets.token_hex(4)}{_REPLACED}"
        output.rename(aside)
        new.rename(output)
        shutil.rmtree(aside, ignore_errors=True)


def _swapped(one: Path, other: Path) -> bool:
    rename = getattr(ctypes.CDLL(None), "renameat2", None)
    return rename is not None and not rename(
        _AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE
    )
