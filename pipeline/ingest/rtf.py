"""RTF files, also those that are called .doc: read as the Word file that LibreOffice makes of them."""

import shutil

from pipeline.ingest.docx import read_docx
from pipeline.ingest.office import to_docx
from pipeline.ingest.pieces import Content, Unreadable
from pipeline.settings import Settings


def read_rtf(data: bytes, settings: Settings) -> Content:
    """As `docx.read_docx`.

    Raises:
        Unreadable: LibreOffice is not installed, or cannot read the file.
    """
    if not shutil.which("soffice"):
        raise Unreadable("RTF files need LibreOffice (Debian package libreoffice-writer)")
    return read_docx(to_docx(data, "rtf", settings), settings)
