"""What begins with a capital. A sentence and a numbered clause always do (Nghị định 30/2020/NĐ-CP, Phụ lục II).

No decree says how the items of a list, the cells of a row, quotations, lines and what follows "Dự án 2:" begin, and
offices differ; but a drafter begins all of a kind alike. So they do where all others of their kind in the text do.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator

# So many signs before a word tell whether a sentence ends there.
_REACH = 40
_SENTENCE = re.compile(
    r"""(?:[^\W\d_]{2}|[\d%)\]”"])[.!?][”")*_]*\s+[“"(*_]*\Z"""
    r"""|^[^\w\n]*(?:\d{1,2}(?:\.\d{1,2})*[.)/]|[IVX]+\.|[a-zđ][.)])[*_]*[ \t]+[“"(*_]*\Z""",
    re.MULTILINE,
)
# A kind that is seen less often tells nothing.
_LEAST = 2
_SMALL = re.compile("[a-z]")
_NUMBER = re.compile(r"[^\w\n]*(?:\d{1,2}(?:\.\d{1,2})*[.)/-]|[IVX]+[./-]|[^\W\d_][.)])")
_ITEM = re.compile(r"[ \t]*[*_]{0,3}([-–—+•●·*])[*_]{0,3}[ \t]*(?=[^\W\d_])")
_DRESS = re.compile(r"[ \t*_]*(?=[^\W\d_])")
_CELL = re.compile(r"(?:^|\|)[^\w|\n]*(?=[^\W\d_])")
_LABEL = re.compile(
    r"""[^\w\n]*(?:\d[\d.]*[.)] *)?((?:[^\W\d_]+ ){1,3})\d{1,2} ?[:.][*_]* +["“]?(?=[^\W\d_])"""
)
_QUOTE = re.compile(r"""“(?=[^\W\d_])|(?<![^\s(])"(?=[^\W\d_])""")

Kind = tuple[str | int, ...]


def beginning(drawn: str, capitals: frozenset[str]) -> Callable[[int], bool]:
    """Whether the word at a place of ``drawn`` begins with a capital, though its first letter cannot show it.

    Beyond ASCII, ``drawn`` shows ``capitals`` alone as such.
    """
    kinds = dict(_kinds(drawn))
    seen = Counter((kind, _is_capital(drawn[at], capitals)) for at in kinds for kind in kinds[at])

    def begins(at: int) -> bool:
        habit = any(seen[kind, True] >= _LEAST and not seen[kind, False] for kind in kinds.get(at, ()))
        return habit or _SENTENCE.search(drawn, max(at - _REACH, 0), at) is not None

    return begins


def _is_capital(letter: str, capitals: frozenset[str]) -> bool | None:
    """None where the letter does not show it."""
    if letter.isascii() or letter in capitals or letter.upper() in capitals:
        return letter.isupper()
    return None


def _kinds(drawn: str) -> Iterator[tuple[int, tuple[Kind, ...]]]:
    """The places where something begins that is no sentence and has no number, and what it is; the last one counts."""
    start, under_title, table = 0, False, -1
    for line in drawn.split("\n"):
        numbered, shouted = _NUMBER.match(line), not _SMALL.search(line)
        table = -1 if "|" not in line else table if table >= 0 else start
        if "|" in line:
            for cell in _CELL.finditer(line):
                column = line.count("|", 0, cell.start())
                yield start + cell.end(), (("row", start), ("column", table, column))
        elif item := _ITEM.match(line):
            yield start + item.end(), (("item", item[1]), ("item",))
        elif (dress := _DRESS.match(line)) and not (numbered or shouted or under_title):
            yield start + dress.end(), (("line",),)
        if label := _LABEL.match(line):
            yield start + label.end(), (("label", label[1].lower()),)
        for quote in _QUOTE.finditer(line):
            yield start + quote.end(), (("quote",),)
        start += len(line) + 1
        if line.strip():
            under_title = shouted and not numbered
