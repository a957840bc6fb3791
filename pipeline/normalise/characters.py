"""Characters: one form of every letter, one kind of blank, one kind of line break."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from pipeline.legacy.recognise import conversions
from pipeline.markers import GLYPHS, line_start
from pipeline.normalise.draft import Draft, edit

_BREAK = "\r\\v\\f\x1c-\x1e\x85\u2028\u2029"
_BLANK = "\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
_DROPPED = (
    "\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\uffff"
)
_ONE_FOR_ONE = GLYPHS | {
    "Ð": "Đ", "ð": "đ", "\xa0": " ", "\u202f": " ", "\u2002": " ", "\u2003": " ", "\u2009": " ",
}  # fmt: skip
# Any other glyph of a symbol font, or the letter of its key, where an item begins.
_KEYS = "§Øü"
_BULLET = re.compile(rf"[\ue000-\uf8ff{_KEYS}](?:(?<=^.)|(?<=^ .))(?= [^\W\d_])", re.MULTILINE)
# One set of characters only: with alternatives the scan takes three times as long.
_ODD = re.compile(f"[{_BREAK}{_BLANK}{_DROPPED}\ufffe\ud800-\udfff]+")
_KINDS = re.compile(
    f"\r\n|[{_BREAK}]|(?P<run>[{_BLANK}{_DROPPED}]+)|(?P<hyphen>\ufffe)|(?P<surrogate>[\ud800-\udfff])"
)
_BLANK_KINDS = re.compile(f"[{_BLANK}]")
_TAB_WIDTH = 4
_COLUMN_GAP = 6
_LONGEST_MARKER = 20
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_LETTERS = "đ" + "".join(
    unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in _TONES
)
# Nothing but these stands in most texts, and then there is nothing to convert, to drop or to compose.
_USUAL = re.compile(f"[\n -~\xa0{_LETTERS}{_LETTERS.upper()}“”‘’–…]*+")
# An ASCII character never composes with what stands before it: the text may be cut before each of them.
_COMPOSABLE = re.compile(r"[\x00-\x7f]?[^\x00-\x7f]+")


def clean(raw: str) -> Draft:
    """NFC; letters of old codes are Unicode; Đ for Ð; runs of blanks one blank; the rest dropped.

    A gap as wide as one between columns is a line break; U+FFFE, which pypdfium2 writes for a hyphen at the end of
    a line, is a hyphen again.
    """
    usual = _USUAL.fullmatch(raw) is not None
    draft = Draft(raw.replace("\xa0", " ")) if usual else _plain(raw)
    if "  " in draft.text:
        draft = edit(draft, _gaps(draft.text))
    return draft if usual else replace(draft, text=_BULLET.sub("•", draft.text))


def _plain(raw: str) -> Draft:
    """The text in plain characters, its blanks not yet single."""
    draft = edit(Draft(raw), conversions(raw))
    text = draft.text
    for odd, plain in _ONE_FOR_ONE.items():
        text = text.replace(odd, plain)
    draft = replace(draft, text=text)
    is_odd = not text.replace("\n", "").isprintable()
    if is_odd:
        draft = edit(draft, _plainings(text))
    if not unicodedata.is_normalized("NFC", draft.text):
        draft = edit(draft, _compositions(draft.text))
    return draft


def _plainings(text: str) -> Iterator[tuple[int, int, str]]:
    for hit in _ODD.finditer(text):
        start, end = hit.span()
        if text[end - 1 : end + 1] == "\r\n":
            end += 1
        yield from map(_plaining, _KINDS.finditer(text, start, end))


def _plaining(hit: re.Match[str]) -> tuple[int, int, str]:
    start, end = hit.span()
    match hit.lastgroup:
        case "run":
            blanks = _BLANK_KINDS.findall(hit.group())
            return start, end, " " * (len(blanks) + (_TAB_WIDTH - 1) * blanks.count("\t"))
        case "hyphen":
            return start, end, "-"
        case "surrogate":
            return start, end, "\ufffd"
        case _:
            return start, end, "\n"


def _gaps(text: str) -> Iterator[tuple[int, int, str]]:
    end = 0
    while (start := text.find("  ", end)) >= 0:
        end = start + 2
        while text.startswith(" ", end):
            end += 1
        within = start and text[start - 1] != "\n" and end < len(text) and text[end] != "\n"
        parts = within and end - start >= _COLUMN_GAP and not _follows_marker(text, start, end)
        yield start, end, "\n" if parts else " "


def _follows_marker(text: str, start: int, end: int) -> bool:
    """Whether nothing but a number or a bullet stands before the gap: word processors set them apart so."""
    line = text.rfind("\n", max(start - _LONGEST_MARKER, 0), start) + 1
    if not line and start > _LONGEST_MARKER:
        return False
    marker = line_start().match(text, line)
    return marker is not None and marker.lastgroup != "label" and marker.end() == end


def _compositions(text: str) -> Iterator[tuple[int, int, str]]:
    for hit in _COMPOSABLE.finditer(text):
        if not unicodedata.is_normalized("NFC", hit.group()):
            yield *hit.span(), unicodedata.normalize("NFC", hit.group())
