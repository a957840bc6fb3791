"""Sentences that are cut off or broken, quotations and brackets that are not closed."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import groupby

from pipeline.lint.faults import Fault, known_words, occurrences, short
from pipeline.schema import DocumentTables
from pipeline.text import Text

_OPENS, _CLOSES, _STRAIGHT = "“", "”", '"'
_SHORTEST = 40
_AROUND = 40
_STOPS = " .;,"
_ENDS = ".;:,/)"
_BEFORE_LETTERS = re.compile(r"\. (?=([^\W\d_]{2}))")
_NEAR = 12
_TAIL = 30
_FEW = 5
_TABLE = frozenset({"table", "furniture"})


def faults(text: Text, tables: DocumentTables) -> Iterator[Fault]:
    """Of every text that was written, not recognised: recognition loses signs of its own."""
    if tables.document.ocr:
        return
    cut = list(_cut_off(text))
    yield from cut
    yield from _broken(text)
    yield from _quotes(text)
    yield from _brackets(text, {fault.end for fault in cut})
    yield from _small_beginnings(text)


def _cut_off(text: Text) -> Iterator[Fault]:
    """Paragraphs that end with a word which calls for another."""
    folded, last_words = text.folded, _last_words()
    for line in text.lines:
        end = line.end
        if end - line.start < _SHORTEST or line.role != "body":
            continue
        tail = folded[end - _TAIL : end].rstrip(_STOPS)
        if tail[tail.rfind(" ") + 1 :] in last_words:
            yield from _dangling(text, line.start, end, tail)


def _dangling(text: Text, first: int, last: int, tail: str) -> Iterator[Fault]:
    if text.text[first:last].isupper():
        return  # a title on two lines
    words = tail.split(" ")
    phrase = " ".join(words[-2:])
    known = known_words("dangling")
    if phrase in known or (words[-1] in known and phrase not in known_words("dangling_no")):
        end = last - (_TAIL - len(tail))
        start = end - len(" ".join(words[-3:]))
        yield Fault("truncated_sentence", start, last, {"end": short(text.text[start:end])})


@cache
def _last_words() -> frozenset[str]:
    return frozenset(word.rpartition(" ")[2] for word in known_words("dangling"))


def _broken(text: Text) -> Iterator[Fault]:
    """A paragraph's end within a sentence; it was joined again when the text was cleaned.

    Where most lines end so, it was a conversion of the file that broke them.
    """
    if len(text.breaks) > max(len(text.lines) // 4, _FEW):
        return
    for at in text.breaks:
        line = text.line_at(at)
        before = text.text[max(line.start, at - _AROUND) : at]
        after = text.text[at + 1 : min(line.end, at + 1 + _AROUND)]
        sentence = text.text[line.end - 1] in _ENDS  # a title may stand on two lines
        goes_on = after[:1].islower() or after[:1].isdigit()  # a new paragraph may follow on a comma
        if (
            line.role != "body"
            or not (sentence and goes_on)
            or before.isupper()
            or at - line.start < _SHORTEST
        ):
            continue
        start = at - len(before.split(" ", 1)[-1])
        end = at + 1 + len(after if at + 1 + len(after) == line.end else after.rsplit(" ", 1)[0])
        words = {"before": text.text[start:at], "after": text.text[at + 1 : end]}
        yield Fault("broken_line", start, end, words)


def _small_beginnings(text: Text) -> Iterator[Fault]:
    """A full stop with a small letter behind it, between two words: ``TP. hồ`` and ``v.v. và`` are none."""
    for stop in _BEFORE_LETTERS.finditer(text.text):
        at = stop.start()
        if stop[1].islower() and _ends_word(text.text, at):
            line = text.line_at(at)
            low = max(text.text.rfind(" ", line.start, max(at - _NEAR, 0)) + 1, line.start)
            high = text.text.find(" ", at + _NEAR, line.end)
            high = line.end if high < 0 else high
            yield Fault("broken_sentence", low, high, {"quote": text.text[low:high]})


def _ends_word(text: str, at: int) -> bool:
    """Whether a word of more than an abbreviation's letters ends at ``at``."""
    before = text[max(at - 4, 0) : at]
    return len(before) == 4 and before.isalpha() and before.islower()


def _quotes(text: Text) -> Iterator[Fault]:
    """Quotation marks by pairs; a quotation may run over paragraphs, unless another begins there."""
    if _in_turn(text.text):
        return
    marks = sorted((at, sign) for sign in (_OPENS, _CLOSES, _STRAIGHT) for at in occurrences(text.text, sign))
    opened: list[int] = []
    for _, group in groupby(marks, lambda mark: text.line_at(mark[0]).start):
        found = list(group)
        if _of_one_sign(found):
            continue
        if opened and found[0][1] == _OPENS:
            yield from (_unclosed(text, start) for start in opened)
            opened = []
        for at, sign in found:
            if sign == _OPENS or (sign == _STRAIGHT and not opened):
                opened.append(at)
            elif opened:
                opened.pop()
            else:
                yield _unopened(text, at)
    yield from (_unclosed(text, start) for start in opened)


def _of_one_sign(marks: list[tuple[int, str]]) -> bool:
    """Whether a paragraph has one sign for both ends, as a keyboard gives it: ``”Giỏi việc nước”``."""
    return len(marks) % 2 == 0 and len({sign for _, sign in marks}) == 1


def _in_turn(text: str) -> bool:
    """Whether curly marks alone stand in the text, one that opens and one that closes in turn."""
    before, *opened = text.split(_OPENS)
    return not (_STRAIGHT in text or _CLOSES in before) and all(part.count(_CLOSES) == 1 for part in opened)


def _unclosed(text: Text, start: int) -> Fault:
    line = text.line_at(start)
    after = text.text[start : min(start + _AROUND, line.end)]
    quote = after.rsplit(" ", 1)[0] if len(after) == _AROUND else after
    return Fault("unbalanced_quotes_open", start, start + len(quote), {"quote": short(quote)})


def _unopened(text: Text, at: int) -> Fault:
    line = text.line_at(at)
    before = text.text[max(at - _AROUND, line.start) : at + 1]
    quote = before.split(" ", 1)[-1] if at - line.start > _AROUND else before
    return Fault("unbalanced_quotes_close", at + 1 - len(quote), at + 1, {"quote": short(quote)})


def _brackets(text: Text, cut: set[int | None]) -> Iterator[Fault]:
    """Brackets that a paragraph opens and does not close; where it is cut off, that is its fault."""
    end = -1
    for at in occurrences(text.text, "("):
        if at <= end:
            continue
        line = text.line_at(at)
        end = line.end
        if line.role in _TABLE or line.end in cut:
            continue
        start = _left_open(text.text, at, line.end)
        if start is not None:
            quote = text.text[start : min(start + _AROUND, line.end)]
            yield Fault("unbalanced_brackets", start, start + len(quote), {"quote": short(quote)})


def _left_open(text: str, at: int, end: int) -> int | None:
    """The last bracket of ``text[at:end]`` that is never closed; None where all are."""
    if text.count("(", at, end) <= text.count(")", at, end):
        return None
    opened: list[int] = []
    for place in range(at, end):
        if text[place] == "(":
            opened.append(place)
        elif text[place] == ")" and opened:
            opened.pop()
    return opened[-1] if opened else None
