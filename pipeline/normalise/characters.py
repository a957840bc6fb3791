"""Characters: one form of every letter, one kind of blank, one kind of line break; and the folded copy."""

import re
import unicodedata
from collections.abc import Iterator

from pipeline.normalise.draft import Draft, edit

_BREAK = "\r\\v\\f\x1c-\x1e\x85\u2028\u2029"
_BLANK = "\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
_DROPPED = (
    "\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\uffff"
)
# One set of characters only: with alternatives the scan takes three times as long.
_ODD = re.compile(f"[{_BREAK}{_BLANK}{_DROPPED}\ufffe\xd0\xf0\ud800-\udfff]+")
_KINDS = re.compile(
    f"\r\n|[{_BREAK}]|(?P<run>[{_BLANK}{_DROPPED}]+)|(?P<hyphen>\ufffe)"
    "|(?P<eth>[\xd0\xf0])|(?P<surrogate>[\ud800-\udfff])"
)
_BLANK_KINDS = re.compile(f"[{_BLANK}]")
_BLANKS = re.compile("  +")
_TAB_WIDTH = 4
_COLUMN_GAP = 6
# An ASCII character never composes with what stands before it: the text may be cut before each of them.
_COMPOSABLE = re.compile(r"[\x00-\x7f]?[^\x00-\x7f]+")
_TONED = re.compile(r"[ou][àáảãạèéẻẽẹỳýỷỹỵ]\b")
_TRADITIONAL = dict(
    zip(
        "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ".split(),
        "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy".split(),
        strict=True,
    )
)
_FOLDED = {'"': "“”„‟«»″", "'": "‘’‚‛′", "-": "‐‑‒–—―−"}


def clean(draft: Draft) -> Draft:
    """NFC; Đ for Ð; runs of blanks one blank; a gap as wide as one between columns a line break; the rest dropped.

    U+FFFE, which pypdfium2 writes for a hyphen at the end of a line, is a hyphen again.
    """
    text = draft.text
    if not text.replace("\n", "").isprintable() or "Ð" in text or "ð" in text:
        draft = edit(draft, _plainings(text))
    if not unicodedata.is_normalized("NFC", draft.text):
        draft = edit(draft, _compositions(draft.text))
    return edit(draft, _gaps(draft.text))


def _plainings(text: str) -> Iterator[tuple[int, int, str]]:
    for hit in _ODD.finditer(text):
        start, end = hit.span()
        if text[end - 1 : end + 1] == "\r\n":
            end += 1
        yield from map(_plain, _KINDS.finditer(text, start, end))


def _plain(hit: re.Match[str]) -> tuple[int, int, str]:
    start, end = hit.span()
    match hit.lastgroup:
        case "run":
            blanks = _BLANK_KINDS.findall(hit.group())
            return start, end, " " * (len(blanks) + (_TAB_WIDTH - 1) * blanks.count("\t"))
        case "hyphen":
            return start, end, "-"
        case "eth":
            return start, end, "Đ" if hit.group() == "Ð" else "đ"
        case "surrogate":
            return start, end, "\ufffd"
        case _:
            return start, end, "\n"


def _gaps(text: str) -> Iterator[tuple[int, int, str]]:
    for hit in _BLANKS.finditer(text):
        start, end = hit.span()
        within = start and text[start - 1] != "\n" and end < len(text) and text[end] != "\n"
        yield start, end, "\n" if within and end - start >= _COLUMN_GAP else " "


def _compositions(text: str) -> Iterator[tuple[int, int, str]]:
    for hit in _COMPOSABLE.finditer(text):
        if not unicodedata.is_normalized("NFC", hit.group()):
            yield *hit.span(), unicodedata.normalize("NFC", hit.group())


def fold(text: str) -> str:
    """The copy for matching, of the same length: see ``Text.folded``.

    The tone mark moves to the first vowel of oa, oe and uy in open syllables (``hoà`` → ``hòa``); ``quý`` and
    ``hoàn`` are spelt one way only.
    """
    folded = text.replace("İ", "i").lower()
    for plain, others in _FOLDED.items():
        for other in others:
            folded = folded.replace(other, plain)
    return _TONED.sub(_traditional, folded)


def _traditional(hit: re.Match[str]) -> str:
    quy = hit.start() and hit.string[hit.start() - 1] == "q"
    return hit.group() if quy else _TRADITIONAL.get(hit.group(), hit.group())
