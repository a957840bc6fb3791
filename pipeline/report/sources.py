"""The file that a document was read from, found again: where it is now, and whether it is still the same."""

from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from typing import Literal

from pipeline.schema import Document
from pipeline.text import file_and_part

State = Literal["there", "moved", "changed"]


@dataclass(frozen=True, slots=True)
class SourceFile:
    """``path`` is None where the file has moved; one that has changed is there, but is not what was read."""

    state: State
    path: Path | None = None


def source_file(document: Document, dataset: Path) -> SourceFile:
    """The file of ``document``: where its source says, from here or from a folder above the dataset.

    The dataset names files as they were given to the run that read them, mostly relative to where it ran. Only a
    file with the bytes that were read (``sha256``) counts, so that a namesake is never taken for it.
    """
    found = None
    for path in _candidates(document, dataset):
        try:
            if not path.is_file():
                continue
            with path.open("rb") as file:
                if file_digest(file, "sha256").hexdigest() == document.sha256:
                    return SourceFile("there", path)
        except OSError:
            continue
        found = found or path
    return SourceFile("changed", found) if found else SourceFile("moved")


def _candidates(document: Document, dataset: Path) -> list[Path]:
    name = file_and_part(document.source)[0] if "-" in document.doc_id else document.source
    return list(dict.fromkeys([Path(name), *(above / name for above in dataset.absolute().parents)]))
