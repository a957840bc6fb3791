"""Words that stand twice, words that are spelt wrong for certain, and what a template left behind."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from operator import eq
from typing import NamedTuple

from pipeline.lexicon import load
from pipeline.lint.faults import Fault, known_words, occurrences
from pipeline.schema import DocumentTables
from pipeline.text import Text


class Wrong(NamedTuple):
    """A wrong phrase in folded text, the rule that it breaks, what is right, and what may not follow."""

    phrase: str
    rule: str
    right: str
    unless: tuple[str, ...]


def faults(text: Text, tables: DocumentTables) -> Iterator[Fault]:
    """Of every text that was written; recognition makes slips of its own."""
    if tables.document.ocr:
        return
    words = text.folded.split()
    if any(map(eq, words, words[1:])):
        yield from _doubled(text)
    for slip in sorted(_slips().keys() & set(words)):
        for wrong in _slips()[slip]:
            if wrong.rule != "template_left_over" or tables.document.level == "province":
                yield from _places(text, wrong)


def _doubled(text: Text) -> Iterator[Fault]:
    for word in known_words("doubled"):
        yield from _places(text, Wrong(f"{word} {word}", "repeated_word", word, ()))


def _places(text: Text, wrong: Wrong) -> Iterator[Fault]:
    """Where the phrase stands as whole words."""
    for at in occurrences(text.folded, wrong.phrase):
        end = at + len(wrong.phrase)
        whole = not (text.folded[at - 1 : at].isalnum() or text.folded[end : end + 1].isalnum())
        if whole and not text.folded.startswith(wrong.unless, end + 1):
            yield Fault(wrong.rule, at, end, {"wrong": text.text[at:end], "right": wrong.right})


@cache
def _slips() -> Mapping[str, list[Wrong]]:
    """The wrong phrases by the one word of each that makes it worth looking for."""
    found: defaultdict[str, list[Wrong]] = defaultdict(list)
    for entry in load("faults"):
        if "rule" in entry.attributes:
            for phrase in entry.words:
                slip = entry.attributes.get("slip", phrase.split()[0])
                unless = tuple(entry.attributes.get("unless", ()))
                found[slip].append(Wrong(phrase, entry.attributes["rule"], entry.attributes["right"], unless))
    return found
