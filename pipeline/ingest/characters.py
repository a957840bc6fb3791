"""Bytes to text: UTF-8, UTF-16 with a mark, and Windows-1258 where its text reads as Vietnamese."""

import codecs
import re
import unicodedata
from collections import Counter

from pipeline.ingest.pieces import Unreadable

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
_WORD = re.compile(r"[^\W\d_]+")
_ASCII_WORD = re.compile(r"[A-Za-z]+")
# The written Vietnamese syllable without its tone: onset, one to three vowels, coda.
_SYLLABLE = re.compile(
    r"(?:ngh?|nh|gh?|kh|ph|th|tr|ch|[bcdđklmnpqrstvx])?[aăâeêioôơuưy]{1,3}(?:ch|ng|nh|[cmnpt])?"
)
_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
_MIN_VIETNAMESE = 0.9


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
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        text = _windows_1258(data) if encoding == "utf-8" else None
        if text is not None:
            return text
        if b"\x00" in data and encoding == "utf-8":
            raise Unreadable("the content is binary, not text") from error
        raise Unreadable(
            f"the encoding is wrong: not {encoding.removesuffix('-sig').upper()} (byte {error.start})"
            " and not Windows-1258"
        ) from error


def _windows_1258(data: bytes) -> str | None:
    """The text where these bytes are Windows-1258; None where they read as something else."""
    try:
        text = data.decode("cp1258")
    except UnicodeDecodeError:
        return None
    words = _WORD.findall(unicodedata.normalize("NFC", text))
    telling = [word for word in words if not _ASCII_WORD.fullmatch(word)]
    valid = sum(_is_syllable(word) for word in telling)
    return text if telling and valid >= _MIN_VIETNAMESE * len(telling) else None


def _is_syllable(word: str) -> bool:
    letters = unicodedata.normalize("NFD", word.lower())
    tones = sum(ord(char) in _TONES for char in letters)
    toneless = unicodedata.normalize("NFC", letters.translate(_TONES))
    return tones <= 1 and _SYLLABLE.fullmatch(toneless) is not None
