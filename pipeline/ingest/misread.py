"""What recognition misreads as a rule, put right where there is one right reading: marks above letters, years.

Only the words that are read change: each keeps its place, its box and how sure it is. Phrases are data
(``recognised.toml``).
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from pipeline.ingest.tesseract import Found
from pipeline.lexicon import words

_WORD = re.compile(r"[^\W\d_]+")
# Nothing is dated from before 1800, nor after 2100: only the first digit of such a year is misread.
_YEAR = re.compile(r"[03-9](0[0-4]\d)(?!\d)")
_LEADS_YEAR = "nam"
# The stop behind a numeral is lost, or the numeral is taken for the letter that a stem with serifs is like.
_ONE = re.compile(r"(?:[Ll]\.?|[I|])")
_FEWEST_WORDS = 2

Phrase = tuple[str, ...]


def mended(line: Sequence[Found]) -> list[Found]:
    """The words of a line, or of several lines one after the other, as they are to be read."""
    texts = [word.text for word in line]
    for start, phrase in _phrases(texts):
        for at, syllable in enumerate(phrase, start=start):
            texts[at] = _spelt(texts[at], syllable)
    for at in range(1, len(texts)):
        if _bare(texts[at - 1]) == _LEADS_YEAR and _YEAR.match(texts[at]):
            texts[at] = f"2{texts[at][1:]}"
    return [word._replace(text=text) for word, text in zip(line, texts, strict=True)]


def with_numeral(line: list[Found]) -> list[Found]:
    """A heading in capitals that begins with a lone stem begins with a Roman one: ``L MỤC ĐÍCH`` is ``I. MỤC ĐÍCH``."""
    if len(line) <= _FEWEST_WORDS or not _ONE.fullmatch(line[0].text):
        return line
    is_heading = all(word.text.isupper() for word in line[1:])
    return [line[0]._replace(text="I."), *line[1:]] if is_heading else line


def _phrases(texts: Sequence[str]) -> Iterator[tuple[int, Phrase]]:
    """Where a known phrase begins whose marks are wrong; the longest of them where several begin."""
    bare = [_bare(text) for text in texts]
    for start, first in enumerate(bare):
        for capitals, known in _known().get(first, ()):
            said = texts[start : start + len(known)]
            if (
                [_bare(syllable) for syllable in known] == bare[start : start + len(known)]
                and (not capitals or all(text.isupper() for text in said))
                and all(text[-1:] not in ",;:." for text in said[:-1])
            ):
                yield start, known
                break


@cache
def _known() -> dict[str, list[tuple[bool, Phrase]]]:
    """The phrases by their first syllable without marks, and whether they are known in capitals only."""
    found: dict[str, list[tuple[bool, Phrase]]] = defaultdict(list)
    anywhere = words("recognised", "anywhere")
    for phrase in sorted(
        anywhere | words("recognised", "capitals"), key=lambda phrase: (-len(phrase), phrase)
    ):
        syllables = tuple(phrase.split())
        found[_bare(syllables[0])].append((phrase not in anywhere, syllables))
    return found


@lru_cache(maxsize=10_000)
def _bare(text: str) -> str:
    """The letters of a word, small and without marks."""
    parted = unicodedata.normalize("NFD", text.lower()).replace("đ", "d")
    return "".join(letter for letter in parted if letter.isalpha())


def _spelt(text: str, syllable: str) -> str:
    """``text`` with ``syllable`` in the place of its letters, as large as they are."""
    found = _WORD.search(text)
    if found is None:
        return text
    said = found[0]
    if said.isupper() and (len(said) > 1 or text.isupper()):
        syllable = syllable.upper()
    elif said[0].isupper():
        syllable = syllable.capitalize()
    return f"{text[: found.start()]}{syllable}{text[found.end() :]}"
