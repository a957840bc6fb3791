"""The kinds of official documents (``document_types.toml``): from noun or printed code to the code of the tables."""

import re
from dataclasses import dataclass
from functools import cache

from pipeline import lexicon


@dataclass(frozen=True, slots=True)
class DocumentType:
    """``code`` as the tables show it; ``codes`` as printed within numbers; ``short``: cited by a bare number too."""

    code: str
    name: str
    nouns: tuple[str, ...]
    codes: tuple[str, ...]
    short: bool


@cache
def document_types() -> tuple[DocumentType, ...]:
    return tuple(
        DocumentType(
            entry.attributes["code"],
            entry.attributes["name"],
            entry.words,
            tuple(entry.attributes["codes"]),
            entry.attributes["short"],
        )
        for entry in lexicon.load("document_types")
    )


@cache
def by_noun() -> dict[str, DocumentType]:
    """The type of every noun, in folded form: ``kế hoạch hành động`` is KH."""
    return {noun: kind for kind in document_types() for noun in kind.nouns}


@cache
def by_printed_code() -> dict[str, DocumentType]:
    """The type of every code as printed in a number, in capitals; of two types with one code the first listed."""
    found: dict[str, DocumentType] = {}
    for kind in document_types():
        for code in kind.codes:
            found.setdefault(code.upper(), kind)
    return found


def name_of(code: str) -> str | None:
    """The Vietnamese name of a type: KH is Kế hoạch."""
    return next((kind.name for kind in document_types() if kind.code == code), None)


@cache
def noun_pattern() -> "re.Pattern[str]":
    """Any noun of a document, the longest first, in folded text."""
    return re.compile(lexicon.any_word(list(by_noun())).replace(r"\p{L}\p{N}", r"\w"))
