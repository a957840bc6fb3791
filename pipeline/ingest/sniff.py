"""What kind of file these bytes are, told from the bytes; by its name, text is told from Markdown and from data."""

import re
import zipfile
from io import BytesIO
from pathlib import PurePath
from typing import Literal

from pipeline.ingest.characters import decode
from pipeline.ingest.pieces import Unreadable

Kind = Literal[
    "text", "markdown", "html", "mhtml", "docx", "xlsx", "doc", "rtf", "odt", "ods", "xls", "pdf",
    "png", "jpeg", "tiff", "bmp", "webp",
]  # fmt: skip

MEDIA_TYPES: dict[Kind, str] = {
    "text": "text/plain",
    "markdown": "text/markdown",
    "html": "text/html",
    "mhtml": "multipart/related",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "doc": "application/msword",
    "rtf": "application/rtf",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "xls": "application/vnd.ms-excel",
    "pdf": "application/pdf",
    "png": "image/png",
    "jpeg": "image/jpeg",
    "tiff": "image/tiff",
    "bmp": "image/bmp",
    "webp": "image/webp",
}

READ_SUFFIXES = (
    ".txt",
    ".md",
    ".markdown",
    ".html",
    ".htm",
    ".mht",
    ".mhtml",
    ".docx",
    ".xlsx",
    ".xlsm",
    ".doc",
    ".rtf",
    ".odt",
    ".ods",
    ".xls",
    ".pdf",
    ".png",
    ".jpg",
    ".jpeg",
    ".tif",
    ".tiff",
    ".bmp",
    ".webp",
)
# Text under such a name is data, a program or a mistake. What follows the last dot of other names may be anything:
# "Ke hoach so 12.KH-CD" is a name, too.
_OTHER_NAME = re.compile(
    r".\.(?:xlsb|csv|tsv|parquet|pptx?|odp|jsonl?|xml|ya?ml|toml|ini|zip|rar|7z|gz|tar|png|jpe?g|gif"
    r"|tiff?|bmp|webp|svg|eml|msg|mht|mhtml|epub|db|sqlite|exe|dll|py|js|css|sh|bat|mp[34]|ttf|lnk)\Z",
    re.I,
)

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_READ: tuple[tuple[re.Pattern[bytes], Kind], ...] = (
    (re.compile(rb"\{\\rtf"), "rtf"),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "png"),
    (re.compile(rb"\xff\xd8\xff"), "jpeg"),
    (re.compile(rb"II\*\x00|MM\x00\*"), "tiff"),
    (re.compile(rb"BM.{4}\x00{4}", re.S), "bmp"),
    (re.compile(rb"RIFF.{4}WEBP", re.S), "webp"),
)
_REFUSED = (
    (re.compile(rb"GIF8"), "a GIF image; save it as .png"),
    (re.compile(rb".{4}ftyp(?:hei|hev|mif1|msf1|avif)", re.S), "a HEIC or AVIF photo; save it as .jpg"),
    (re.compile(rb"\x1f\x8b|Rar!|7z\xbc\xaf"), "a compressed archive, not a document"),
    (re.compile(rb"\x7fELF|MZ\x90\x00"), "a program, not a document"),
    (re.compile(rb"SQLite format 3\x00"), "a database, not a document"),
)
# Streams of an OLE file, by their names in its directory (UTF-16LE).
_OLE_STREAMS: tuple[tuple[str, Kind | None, str], ...] = (
    ("EncryptedPackage", None, "the Office file is encrypted; a password is needed"),
    ("WordDocument", "doc", ""),
    ("Workbook", "xls", ""),
    ("PowerPoint Document", None, "a PowerPoint presentation, which is not supported"),
)
# What a zip archive is, by the names in it: a kind that is read, or why it is not.
_ZIP_FOLDERS: tuple[tuple[str, Kind | None, str], ...] = (
    ("word/", "docx", ""),
    ("xl/workbook.bin", None, "a binary Excel workbook; save it as .xlsx"),
    ("xl/", "xlsx", ""),
    ("ppt/", None, "a PowerPoint presentation, which is not supported"),
    ("content.xml", None, "an OpenDocument file that is neither text nor spreadsheet"),
)
# The first name in an OpenDocument archive is that of this part, which says what it is.
_OPEN_DOCUMENT = "mimetype"
_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.I | re.S,
)
_WORD_XML = '<?mso-application progid="Word.Document"?>'
_WEB_ARCHIVE = re.compile(r"(?:[\w-]{1,80}: [^\n]{0,500}\n(?:[ \t][^\n]{0,500}\n){0,20}){0,10}MIME-Version:")
_HTML_TAG = re.compile(r"</(?:p|div|table|h[1-6]|span|body|li)>", re.I)
_HEAD, _LONGEST_TYPE, _LARGEST_SECTOR = 20_000, 200, 12


def is_named_otherwise(name: str) -> bool:
    """Whether a name says that the file is of a kind that is not read here."""
    return _OTHER_NAME.search(name) is not None


def sniff(data: bytes, name: str) -> Kind:
    """The kind of the file whose bytes are ``data``.

    Raises:
        Unreadable: the bytes are of no kind that is read here; the reason says of which kind they are.
    """
    if not data:
        raise Unreadable("the file is empty (0 bytes)")
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _kind_of_zip(data)
    if data.startswith(_OLE):
        return _kind_of_ole(data)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    for magic, kind in _READ:
        if magic.match(data):
            return kind
    for magic, reason in _REFUSED:
        if magic.match(data):
            raise Unreadable(reason)
    # A page names its encoding itself, so its bytes need not decode here.
    if _HTML_START.match(data[:_HEAD].decode("latin-1")):
        return "html"
    return _kind_of_text(decode(data)[:_HEAD], name)


def _kind_of_zip(data: bytes) -> Kind:
    try:
        archive = zipfile.ZipFile(BytesIO(data))
        names = archive.namelist()
        if _OPEN_DOCUMENT in names:
            said = archive.open(_OPEN_DOCUMENT).read(_LONGEST_TYPE).decode("latin-1").strip()
            if said in (MEDIA_TYPES["odt"], MEDIA_TYPES["ods"]):
                return "odt" if said == MEDIA_TYPES["odt"] else "ods"
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise Unreadable("the .docx or zip archive is damaged or cut off") from error
    for folder, kind, reason in _ZIP_FOLDERS:
        if any(name.startswith(folder) for name in names):
            if kind is None:
                raise Unreadable(reason)
            return kind
    raise Unreadable("a zip archive, not a document; unpack it")


def _kind_of_ole(data: bytes) -> Kind:
    for stream, kind, reason in _OLE_STREAMS:
        if stream.encode("utf-16-le") in data:
            if kind is None:
                raise Unreadable(reason)
            return kind
    size = 1 << min(int.from_bytes(data[30:32], "little"), _LARGEST_SECTOR)
    if (int.from_bytes(data[48:52], "little") + 1) * size >= len(
        data
    ):  # MS-CFB 2.2: there its directory begins
        raise Unreadable("the Office file is damaged or cut off")
    raise Unreadable("an Office file without a Word document in it")


def _kind_of_text(head: str, name: str) -> Kind:
    if _WORD_XML in head:
        raise Unreadable("a Word 2003 XML file; save it as .docx")
    if _WEB_ARCHIVE.match(head):
        return "mhtml"
    if _HTML_START.match(head) or (head.lstrip().startswith("<") and len(_HTML_TAG.findall(head)) > 2):
        return "html"
    if is_named_otherwise(name):
        raise Unreadable(f"not a format that is read: {PurePath(name).suffix}")
    return "markdown" if name.lower().endswith((".md", ".markdown")) else "text"
