"""Bytes to text: UTF-8, UTF-16, Windows-1258 and the codes of old fonts, the last two where they read as Vietnamese."""

import codecs
import unicodedata
from collections import Counter

from pipeline.ingest.pieces import Unreadable
from pipeline.language.syllables import count_syllables
from pipeline.legacy.recognise import is_old

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BLANKS = frozenset("\t\n\r\x0b\x0c\x85")
_NO_TEXT = frozenset({"Cc", "Cn", "Co", "Cs"})
_MAX_NO_TEXT = 0.02
_MIN_VIETNAMESE = 0.9
# Every second byte of UTF-16 is 0 where the letter is of ASCII, and most letters are.
_MIN_ZEROS = 0.2
# The bytes 80 to 9F of Windows-1252, as far as it has them.
_WESTERN = {code: text for code in range(0x80, 0xA0) if (text := bytes([code]).decode("cp1252", "ignore"))}


def decode(data: bytes) -> str:
    """The text of ``data``, with ``\\n`` for every line break and without a byte order mark.

    Raises:
        Unreadable: no encoding fits, or what comes out is no text.
    """
    text = _decode(data).replace("\r\n", "\n").replace("\r", "\n")
    counts = Counter(text)
    strange = sum(
        n for char, n in counts.items() if char not in _BLANKS and unicodedata.category(char) in _NO_TEXT
    )
    if "\x00" in counts or strange > _MAX_NO_TEXT * len(text):
        raise Unreadable("the content is binary, not text")
    return text


def _decode(data: bytes) -> str:
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    if encoding == "utf-8" and (wide := _utf_16(data)) is not None:
        return wide
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        text = (_windows_1258(data) or _old_fonts(data)) if encoding == "utf-8" else None
        if text is not None:
            return text
        if b"\x00" in data and encoding == "utf-8":
            raise Unreadable("the content is binary, not text") from error
        raise Unreadable(
            f"the encoding is wrong: not {encoding.removesuffix('-sig').upper()} (byte {error.start})"
            ", nor Windows-1258, TCVN3 or VNI"
        ) from error


def _utf_16(data: bytes) -> str | None:
    """The text where these bytes are UTF-16 without its mark: half of them zero, all on one side."""
    for zeros, encoding in ((data[1::2], "utf-16-le"), (data[::2], "utf-16-be")):
        if zeros.count(0) >= _MIN_ZEROS * len(data) / 2 and zeros.count(0) == data.count(0):
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                continue
            if _is_vietnamese(text):
                return text
    return None


def _windows_1258(data: bytes) -> str | None:
    """The text where these bytes are Windows-1258; None where they read as something else."""
    try:
        text = data.decode("cp1258")
    except UnicodeDecodeError:
        return None
    words = [word for word in unicodedata.normalize("NFC", text).split() if not word.isascii()]
    return text if words and _is_vietnamese(" ".join(words)) else None


def _old_fonts(data: bytes) -> str | None:
    """The characters where these bytes are TCVN3 or VNI, as Windows-1252 has them; lines may be UTF-8 all the same."""
    text = "\n".join(_line(line) for line in data.split(b"\n"))
    return text if is_old(text) else None


def _line(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("latin-1").translate(_WESTERN)


def _is_vietnamese(text: str) -> bool:
    return count_syllables(text).share >= _MIN_VIETNAMESE
