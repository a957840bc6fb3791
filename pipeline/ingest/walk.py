"""The files under the given paths, in an order that does not depend on the file system."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.errors import UnreadableFileError
from pipeline.ingest.sniff import READ_SUFFIXES

# Word keeps "~$NAME.docx" beside a document that is open: no document, but the name of who opened it.
_SKIPPED_PREFIXES = (".", "~$")
_DATASET_MARK = "datapackage.json"


def walk(paths: Sequence[Path]) -> Iterator[Path | UnreadableFileError]:
    """The files that ``paths`` name, and those below the folders among them; problems are values.

    Paths come in the order given, what is in a folder sorted by name; no file comes twice. In a folder,
    hidden files, datasets (a folder with a datapackage.json) and symbolic links are left out: a link leads
    out of the folder or to a file that is met anyway. A link that leads nowhere is a problem where it has the
    name of a document. A path that was given itself may be a link.
    """
    seen: set[str] = set()
    for path in paths:
        for found in _under(path):
            key = found.source if isinstance(found, UnreadableFileError) else os.path.realpath(found)
            if key not in seen:
                seen.add(key)
                yield found


def _under(path: Path) -> Iterator[Path | UnreadableFileError]:
    try:
        if path.is_dir():
            yield from _in_folder(path)
        elif path.is_file():
            yield path
        elif path.exists():
            yield UnreadableFileError(str(path), "neither a file nor a folder")
        else:
            yield UnreadableFileError(str(path), "no such file or folder")
    except (OSError, ValueError) as error:
        yield UnreadableFileError(str(path), _reason(error))


def _in_folder(folder: Path) -> Iterator[Path | UnreadableFileError]:
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        yield UnreadableFileError(str(folder), _reason(error))
        return
    if any(entry.name == _DATASET_MARK for entry in found):
        return
    for entry in found:
        path = folder / entry.name
        if entry.name.startswith(_SKIPPED_PREFIXES):
            continue
        if entry.is_symlink():
            named = path.suffix.lower() in READ_SUFFIXES
            if named and not os.path.exists(path):  # noqa: PTH110 - of a path it may raise
                yield UnreadableFileError(str(path), "a link to a file that is not there")
        elif entry.is_dir():
            yield from _in_folder(path)
        elif entry.is_file():
            yield path
        else:
            yield UnreadableFileError(str(path), "neither a file nor a folder")


def _reason(error: OSError | ValueError) -> str:
    """The system's own words, without the path that the message names anyway."""
    return (error.strerror or str(error)).lower() if isinstance(error, OSError) else str(error)
