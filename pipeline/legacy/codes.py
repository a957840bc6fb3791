"""The codes of old fonts: what they call a letter, and the letter."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

Change = tuple[int, int, str]
"""``text[start:end]``, and the letter that it stands for."""


@dataclass(frozen=True)
class Code:
    """One code: ``letters`` from what is typed (one character or two) to the letter that the font draws.

    ``capital_fonts`` are the names of those fonts that draw every letter as a capital.
    """

    name: str
    letters: dict[str, str]
    capital_fonts: re.Pattern[str] | None = None

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Anything that stands for a letter, pairs before single characters."""
        return re.compile("|".join(map(re.escape, sorted(self.letters, key=len, reverse=True))))

    @cached_property
    def signs(self) -> frozenset[str]:
        """The characters beyond ASCII that the code uses."""
        return frozenset(sign for typed in self.letters for sign in typed if not sign.isascii())

    @cached_property
    def capitals(self) -> frozenset[str]:
        """The capitals beyond ASCII that the code has."""
        return frozenset(letter for letter in self.letters.values() if letter.isupper())

    def changes(self, text: str, start: int, end: int) -> Iterator[Change]:
        """What is to be changed in ``text[start:end]``, in order."""
        for hit in self.pattern.finditer(text, start, end):
            yield *hit.span(), self.letters[hit[0]]

    def decode(self, text: str) -> str:
        """``text`` as the font draws it."""
        return self.pattern.sub(lambda hit: self.letters[hit[0]], text)

    def encode(self, text: str) -> str:
        """``text`` as it is typed for the font: the way back, for samples.

        A capital that the code lacks is typed as the small letter; any other letter that it lacks stays.
        """
        composed = unicodedata.normalize("NFC", text)
        return "".join(
            self._typed.get(letter) or self._typed.get(letter.lower(), letter) for letter in composed
        )

    @cached_property
    def _typed(self) -> dict[str, str]:
        typed: dict[str, str] = {}
        for sign, letter in self.letters.items():
            typed.setdefault(letter, sign)
        return typed


@cache
def codes() -> tuple[Code, ...]:
    """All codes, as ``codes.toml`` has them."""
    table = tomllib.loads(files("pipeline.legacy").joinpath("codes.toml").read_text(encoding="utf-8"))
    return tuple(_code(name, item) for name, item in table.items())


def code(name: str) -> Code:
    """The code of that name: ``tcvn3`` or ``vni``."""
    return next(item for item in codes() if item.name == name)


def _code(name: str, item: dict[str, list[str]]) -> Code:
    letters = dict(_pairs(item["letters"]))
    # A capital may bear the mark of the small letter.
    letters |= {
        mixed: letter.upper()
        for typed, letter in letters.items()
        if len(typed) > 1 and (mixed := typed[0].upper() + typed[1]) not in letters
    }
    letters |= dict(_pairs(item.get("also", [])))
    fonts = item.get("capital_fonts")
    return Code(name, letters, re.compile(str(fonts)) if fonts else None)


_TONES = ("", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323")


def _pairs(rows: Iterable[str]) -> Iterator[tuple[str, str]]:
    for row in rows:
        vowel, *typed = row.split(" ")
        for sign, tone in zip(typed, _TONES, strict=False):
            if not sign.isascii():
                yield sign, unicodedata.normalize("NFC", vowel + tone)
