"""The files that a dataset is made of, and what is remembered of them for the next run."""

import json
import os
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import cache
from hashlib import file_digest, sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from pipeline import ingest
from pipeline.errors import UnreadableFileError
from pipeline.ingest import tesseract
from pipeline.settings import Settings
from pipeline.trained import MODELS

_PROGRAMS = ("catdoc", "antiword", "soffice", "tesseract")
# A file may change twice within one tick of its clock: its time proves nothing until that tick is over.
_CLOCK_TICK_NS = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Input:
    """One file as it was when the run met it, and what became of it.

    ``changed_ns`` is the time of its inode, which nobody can set back as they can that of its content.
    ``sha256`` is None where the file could not be read at all. Exactly one holds in the end: ``documents`` (ids)
    are there, ``reason`` says why none is, or ``twin`` names the input with the same bytes. ``settled`` is False
    where the next run should try again (a crash, the time limit).
    """

    source: str
    path: Path
    size: int = 0
    changed_ns: int = 0
    sha256: str | None = None
    documents: tuple[str, ...] = ()
    reason: str | None = None
    twin: str | None = None
    settled: bool = True
    numerals: int = 0
    unclassified: int = 0

    def outcome(self) -> tuple[object, ...]:
        """What a dataset depends on: not the file's time, nor the place that a relative path leads to."""
        return self.source, self.sha256, self.documents, self.reason, self.twin


@dataclass(frozen=True, slots=True)
class Memory:
    """The inputs of a dataset by source, and the fingerprint of what read them."""

    fingerprint: str = ""
    inputs: dict[str, Input] = field(default_factory=dict)
    written_ns: int = 0


def list_inputs(paths: Sequence[Path], memory: Memory) -> list[Input]:
    """The inputs under ``paths`` in their order: unreadable ones with their reason, duplicates with their twin."""
    listed = [
        _unreadable(found) if isinstance(found, UnreadableFileError) else _met(found, memory)
        for found in ingest.walk(paths)
    ]
    first: dict[str, str] = {}
    for item in sorted(listed, key=lambda item: ingest.is_named_otherwise(item.source)):
        if item.sha256 is not None:  # a copy named .csv must not keep the text from being read
            first.setdefault(item.sha256, item.source)
    return [_with_twin(item, first.get(item.sha256 or "", item.source)) for item in listed]


def share_failures(inputs: Sequence[Input]) -> list[Input]:
    """The inputs, where a copy of a file that failed has failed like it.

    Such a copy is not settled: should the other file be gone next time, this one's name may tell more of it.
    """
    failed = {(item.source, item.sha256): item.reason for item in inputs if item.reason is not None}
    return [
        replace(item, twin=None, reason=reason, settled=False)
        if item.twin and (reason := failed.get((item.twin, item.sha256)))
        else item
        for item in inputs
    ]


def _with_twin(item: Input, twin: str) -> Input:
    return item if twin == item.source else replace(item, twin=twin)


def recall(path: Path, fingerprint: str) -> Memory:
    """What the run before wrote to ``path``; nothing where it was made by another pipeline or is damaged."""
    try:
        table = json.loads(path.read_text(encoding="utf-8"))
        if table["fingerprint"] != fingerprint:
            return Memory()
        inputs = [
            Input(**row | {"path": Path(row["source"]), "documents": tuple(row["documents"])})
            for row in table["inputs"]
        ]
        return Memory(fingerprint, {item.source: item for item in inputs}, path.stat().st_mtime_ns)
    except (OSError, ValueError, KeyError, TypeError):
        return Memory()


def remember(path: Path, fingerprint: str, inputs: Sequence[Input]) -> None:
    rows = [asdict(item) for item in inputs]
    for row in rows:
        del row["path"]  # `source` says it, but for bytes that are no text
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    path.write_text(
        f'{{"fingerprint": "{fingerprint}",\n"inputs": [\n{lines}\n]}}\n', encoding="utf-8", newline=""
    )


def fingerprint(settings: Settings) -> str:
    """What the rows of a file depend on besides its bytes: code, rules, models, settings, the programs we call."""
    models = [sha256(path.read_bytes()).hexdigest() for path in sorted(MODELS.glob("*.skops"))]
    programs = [name for name in _PROGRAMS if shutil.which(name)]
    return sha256(f"{_code()}{models}{settings}{programs}{tesseract.languages()}".encode()).hexdigest()


@cache
def _code() -> str:
    digest = sha256()
    for item in _sources(files("pipeline")):
        digest.update(item.name.encode() + b"\0" + item.read_bytes())
    return digest.hexdigest()


def _sources(folder: Traversable) -> list[Traversable]:
    found: list[Traversable] = []
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        if item.is_dir():
            found.extend(_sources(item))
        elif item.name.endswith((".py", ".toml")):
            found.append(item)
    return found


def _met(path: Path, memory: Memory) -> Input:
    source = _printable(str(path))
    try:
        status = path.stat()
        item = Input(source, path, status.st_size, status.st_ctime_ns)
        known = memory.inputs.get(source)
        if known and known.sha256 and _untouched(known, item, memory.written_ns):
            return replace(item, sha256=known.sha256)
        with path.open("rb") as file:
            return replace(item, sha256=file_digest(file, "sha256").hexdigest())
    except OSError as error:
        return Input(source, path, reason=(error.strerror or str(error)).lower())


def _untouched(known: Input, item: Input, written_ns: int) -> bool:
    same = (known.size, known.changed_ns) == (item.size, item.changed_ns)
    return same and item.changed_ns < written_ns - _CLOCK_TICK_NS


def _unreadable(error: UnreadableFileError) -> Input:
    return Input(_printable(error.source), Path(error.source), reason=error.reason)


def _printable(name: str) -> str:
    """A file name as text: bytes that are no UTF-8 become U+FFFD."""
    return os.fsencode(name).decode("utf-8", "replace")
