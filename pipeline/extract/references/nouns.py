"""The noun that a document's number belongs to: ``Kế hoạch``, ``Chương trình hành động``."""

import re

import msgspec

from pipeline.extract.document_types import DocumentType, by_noun

_WORD = re.compile(r"\S+")
_OPENING = '("-+*|'
_LOOK_BACK = 90
_LONGEST_NOUN = 4
_FARTHEST, _FARTHEST_BARE = 12, 4


class Noun(msgspec.Struct, frozen=True, gc=False):
    """Where a noun starts, its words and kind, and the span between it and the number ("của", an issuer)."""

    start: int
    phrase: str
    kind: DocumentType
    between: tuple[int, int]

    @property
    def adjacent(self) -> bool:
        return self.between[0] == self.between[1]


def next_noun(folded: str, start: int, floor: int) -> Noun | None:
    """The noun right before the number at ``start`` and not before ``floor``; "số" may stand between."""
    low = max(floor, start - _LOOK_BACK)
    before, _ = _unnumbered(folded[low:start])
    return _adjacent(before, low)


def noun_before(folded: str, start: int, floor: int, by_code: DocumentType | None) -> Noun | None:
    """The nearest noun before the number at ``start`` and not before ``floor``, with a few words between.

    A noun that does not stand next to the number must agree with the number's code.
    """
    low = max(floor, start - _LOOK_BACK)
    before, numbered = _unnumbered(folded[low:start])
    noun = _adjacent(before, low)
    if noun is not None:
        return noun
    words = list(_WORD.finditer(before))
    for word in words[: -(_FARTHEST if numbered else _FARTHEST_BARE) - 1 : -1]:
        if not _may_stand_between(word[0], numbered):
            return None
        noun = _adjacent(before[: word.start()].rstrip(" "), low)
        if noun is not None and noun.kind.code != "LUAT" and _agree(noun.kind, by_code):
            return Noun(noun.start, noun.phrase, noun.kind, (low + word.start(), low + len(before)))
    return None


def _unnumbered(before: str) -> tuple[str, bool]:
    """The words without a last "số", and whether it stood there."""
    bare = before.rstrip(' :("')
    if bare.endswith("số") and not bare[-3:-2].isalnum():
        return bare[:-2].rstrip(' ,("'), True
    return bare, False


def _adjacent(before: str, low: int) -> Noun | None:
    """The longest noun that ends ``before``, which begins at ``low``."""
    words = before.rsplit(" ", _LONGEST_NOUN)
    for number in range(max(len(words) - _LONGEST_NOUN, 0), len(words)):
        phrase = " ".join(words[number:]).lstrip(_OPENING)
        kind = by_noun().get(phrase)
        if kind is not None:
            end = low + len(before)
            return Noun(end - len(phrase), phrase, kind, (end, end))
    return None


def _may_stand_between(word: str, numbered: bool) -> bool:
    bare = word.rstrip(",") if numbered else word
    return bare.isalpha() or bare in ("-", "&")


def _agree(kind: DocumentType, by_code: DocumentType | None) -> bool:
    return by_code is None or by_code.code == kind.code or any(code in kind.codes for code in by_code.codes)
