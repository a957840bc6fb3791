"""Files to ``Raw``: what kind a file is, what it says, and where in it each piece stands."""

import stat
from collections.abc import Callable
from hashlib import sha256
from importlib import import_module
from pathlib import Path

from pipeline.errors import UnreadableFileError
from pipeline.ingest.pieces import Content, Unreadable
from pipeline.ingest.sniff import MEDIA_TYPES, Kind, is_named_otherwise, sniff
from pipeline.ingest.walk import walk
from pipeline.settings import Settings
from pipeline.text import Raw

__all__ = ["is_named_otherwise", "read", "walk"]

Reader = Callable[[bytes, Settings], Content]
# By name: each reader brings a library that a run without its format need not load.
_READERS: dict[Kind, tuple[str, str]] = {
    "text": ("pipeline.ingest.plain", "read_plain"),
    "markdown": ("pipeline.ingest.plain", "read_plain"),
    "html": ("pipeline.ingest.html", "read_html"),
    "mhtml": ("pipeline.ingest.web_archive", "read_web_archive"),
    "docx": ("pipeline.ingest.docx", "read_docx"),
    "xlsx": ("pipeline.ingest.xlsx", "read_xlsx"),
    "doc": ("pipeline.ingest.doc", "read_doc"),
    "rtf": ("pipeline.ingest.other_offices", "read_rtf"),
    "odt": ("pipeline.ingest.other_offices", "read_odt"),
    "ods": ("pipeline.ingest.other_offices", "read_ods"),
    "xls": ("pipeline.ingest.other_offices", "read_xls"),
    "pdf": ("pipeline.ingest.pdf", "read_pdf"),
    "png": ("pipeline.ingest.images", "read_images"),
    "jpeg": ("pipeline.ingest.images", "read_images"),
    "tiff": ("pipeline.ingest.images", "read_images"),
    "bmp": ("pipeline.ingest.images", "read_images"),
    "webp": ("pipeline.ingest.images", "read_images"),
}


def read(path: Path, source: str, settings: Settings) -> tuple[Raw, ...]:
    """The documents in the file at ``path``, named ``source`` in every message and row.

    Raises:
        UnreadableFileError: the file gives no document, whatever the cause; nothing else is raised.
    """
    try:
        data = _bytes(path, settings.max_bytes)
        kind = sniff(data, path.name)
        content = _reader(kind)(data, settings)
    except Unreadable as error:
        raise UnreadableFileError(source, str(error)) from error
    except OSError as error:
        raise UnreadableFileError(source, (error.strerror or str(error)).lower()) from error
    except Exception as error:  # a parser met bytes that its author never thought of
        raise UnreadableFileError(source, f"the file is damaged ({_summary(error)})") from error
    if not content.text.strip():
        raise UnreadableFileError(source, "there is no text in the file")
    raw = Raw(
        source=source,
        sha256=sha256(data).hexdigest(),
        media_type=MEDIA_TYPES[kind],
        text=content.text,
        wrapped=content.wrapped,
        places=content.places,
        pages=content.pages,
        ocr=content.ocr,
        unread_pages=content.unread_pages,
        least_confidence=settings.least_number_confidence,
        headline=content.headline,
        published=content.published,
    )
    return (raw,)


def _bytes(path: Path, limit: int) -> bytes:
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise Unreadable("not a file" if not stat.S_ISDIR(status.st_mode) else "a folder, not a file")
    with path.open("rb") as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise Unreadable(f"the file is larger than {limit / 1e6:g} MB, the limit set in settings (max_bytes)")
    return data


def _reader(kind: Kind) -> Reader:
    module, function = _READERS[kind]
    reader: Reader = getattr(import_module(module), function)
    return reader


def _summary(error: Exception) -> str:
    first = str(error).strip().partition("\n")[0][:120]
    return f"{type(error).__name__}: {first}" if first else type(error).__name__
