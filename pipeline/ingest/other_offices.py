"""Files of other word processors and of old ones: read as the .docx or .xlsx that LibreOffice makes of them."""

import shutil
from collections.abc import Callable

from pipeline.ingest.docx import read_docx
from pipeline.ingest.office import Target, convert
from pipeline.ingest.pieces import Content, Unreadable
from pipeline.ingest.xlsx import read_xlsx
from pipeline.settings import Settings

Reader = Callable[[bytes, Settings], Content]


def _reader(suffix: str, called: str, target: Target, package: str) -> Reader:
    """A reader of the files that end in ``suffix``, by that of ``target``; ``package`` is Debian's.

    It raises `Unreadable` where LibreOffice is not installed, or cannot read the file.
    """
    read: Reader = {"docx": read_docx, "xlsx": read_xlsx}[target]

    def converted(data: bytes, settings: Settings) -> Content:
        if not shutil.which("soffice"):
            raise Unreadable(
                f"{called} need LibreOffice (Debian package {package}), or to be saved as .{target}"
            )
        return read(convert(data, suffix, target, settings), settings)

    return converted


read_rtf = _reader("rtf", "RTF files", "docx", "libreoffice-writer")
read_odt = _reader("odt", "OpenDocument texts", "docx", "libreoffice-writer")
read_ods = _reader("ods", "OpenDocument spreadsheets", "xlsx", "libreoffice-calc")
read_xls = _reader("xls", "Excel workbooks of before 2007", "xlsx", "libreoffice-calc")
