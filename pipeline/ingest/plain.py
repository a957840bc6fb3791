"""Plain text and Markdown."""

from pipeline.ingest.characters import decode
from pipeline.ingest.pieces import Content, writable
from pipeline.settings import Settings


def read_plain(data: bytes, _settings: Settings) -> Content:
    """The text as it stands; a line break need not end a paragraph.

    Raises:
        Unreadable: see `characters.decode`.
    """
    return Content(text=writable(decode(data)), wrapped=True)
