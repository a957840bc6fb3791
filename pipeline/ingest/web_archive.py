"""Web archives (.mht, RFC 2557): a page with its pictures in one file, as Word and browsers save it."""

from email import message_from_bytes

from pipeline.ingest.html import read_html
from pipeline.ingest.pieces import Content, Unreadable
from pipeline.settings import Settings

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def read_web_archive(data: bytes, settings: Settings) -> Content:
    """The page of an archive, which is the first in it, as `html.read_html`.

    Raises:
        Unreadable: there is no page in the archive, or it cannot be read.
    """
    parts = message_from_bytes(data).walk()
    page = next((part for part in parts if part.get_content_type() == "text/html"), None)
    content = page.get_payload(decode=True) if page is not None else None
    if page is None or not isinstance(content, bytes):
        raise Unreadable("a web archive without a page in it")
    try:  # what the archive says of the page's encoding is truer than what the page does
        charset = page.get_content_charset()
        content = _BYTE_ORDER_MARK + content.decode(charset).encode() if charset else content
    except (UnicodeDecodeError, LookupError):
        pass
    return read_html(content, settings)
