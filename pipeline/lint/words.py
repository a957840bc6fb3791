"""Words that stand twice, words that are spelt wrong for certain, and what a template left behind."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from pipeline.lexicon import load
from pipeline.lint.faults import Fault, known_words
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
    for wrong in _wrong():
        said = text.cues.of(wrong.phrase)
        if said and (wrong.rule != "template_left_over" or tables.document.level == "province"):
            yield from _whole(text, wrong, said)


def _whole(text: Text, wrong: Wrong, said: Sequence[int]) -> Iterator[Fault]:
    """Where, of the places of the phrase, it stands as whole words."""
    for at in said:
        end = at + len(wrong.phrase)
        whole = not (text.folded[at - 1 : at].isalnum() or text.folded[end : end + 1].isalnum())
        if whole and not text.folded.startswith(wrong.unless, end + 1):
            yield Fault(wrong.rule, at, end, {"wrong": text.text[at:end], "right": wrong.right})


@cache
def _wrong() -> tuple[Wrong, ...]:
    doubled = (Wrong(f"{word} {word}", "repeated_word", word, ()) for word in known_words("doubled"))
    slips = (
        Wrong(
            phrase,
            entry.attributes["rule"],
            entry.attributes["right"],
            tuple(entry.attributes.get("unless", ())),
        )
        for entry in load("faults")
        if "rule" in entry.attributes
        for phrase in entry.words
    )
    return (*doubled, *slips)
