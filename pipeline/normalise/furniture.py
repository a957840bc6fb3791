"""Furniture: what the page says and the directive does not. Marked, never dropped."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from itertools import pairwise

from pipeline.folding import fold
from pipeline.lexicon import Entry, load
from pipeline.normalise.lines import SourceLine
from pipeline.text import Raw

_LONGEST = 260
_LONGEST_CAPTION = 60
_FOOTNOTE = re.compile(r"\[\d{1,3}\]")
_AFTER_HEADLINE = re.compile(r"[\s\d/:.,|()-]*(?:lượt xem|views?|hình từ internet)?[\s\d)]*$")
_HEAD_LINES = 14
_HEADLINE_LENGTH = 25


def mark(lines: list[SourceLine], raw: Raw) -> None:
    """Gives furniture and footnotes their role."""
    body = [line for line in lines if line.role == "body"]
    match = _alone().match
    for line in body:
        text = line.folded
        if text[0] == "[" and _FOOTNOTE.match(text):
            line.role = "footnote"
        elif len(text) > _LONGEST:
            continue
        elif found := match(text):
            if not (line.cell and found.lastgroup == "page"):
                line.role = "furniture"
        elif text[-1] == ")" and _caption().search(text[-_LONGEST_CAPTION:]):
            line.role = "furniture"
    _mark_rest(body)
    _mark_footnote_ends(lines)
    _mark_runs(body)
    _mark_headline(body, raw)


def _mark_rest(body: list[SourceLine]) -> None:
    """A list of other articles that closes a page, from its title on; one in the first half closes nothing."""
    for index in range(len(body) // 2, len(body)):
        if len(body[index].folded) <= _LONGEST and _closing().match(body[index].folded):
            for line in body[index:]:
                line.role = "furniture"
            return


def _mark_footnote_ends(lines: list[SourceLine]) -> None:
    """The lines right below a footnote's first line are its own; of a page that is laid out this is known."""
    for before, line in pairwise(lines):
        if before.role == "footnote" and line.role == "body" and not line.gap and line.page is None:
            line.role = "footnote"


def _mark_runs(body: list[SourceLine]) -> None:
    """What is furniture only in company: each such line that touches a line already marked."""
    if not any(line.role == "furniture" for line in body):
        return
    for ordered in (body, body[::-1]):
        for before, line in pairwise(ordered):
            if before.role == "furniture" and line.role == "body" and _in_runs().match(line.folded):
                line.role = "furniture"


def _mark_headline(body: list[SourceLine], raw: Raw) -> None:
    """A headline that a page repeats on its top counts once, where it stands last; so do its copies with a date."""
    head = [line for line in body[:_HEAD_LINES] if line.role == "body"]
    known = {fold(raw.headline).strip()} if raw.headline else set()
    texts = [line.folded for line in head]
    counts = Counter(text for text in texts if len(text) >= _HEADLINE_LENGTH and not _is_capitals(text))
    headline = next((text for text in texts if counts[text] > 1), None) or next(
        iter(known & set(texts)), None
    )
    if not headline:
        return
    last = max(index for index, text in enumerate(texts) if text == headline)
    for index, (line, text) in enumerate(zip(head, texts, strict=True)):
        if index != last and text.startswith(headline) and _AFTER_HEADLINE.match(text, len(headline)):
            line.role = "furniture"


def _is_capitals(text: str) -> bool:
    return text.startswith(("cộng hòa xã hội", "độc lập", "ủy ban nhân dân"))


@cache
def _alone() -> re.Pattern[str]:
    """What is furniture by itself; the number of a page, in the group of that name, only outside of tables."""
    entries = load("furniture")
    always = _union(
        entry for entry in entries if not {"run", "page", "end", "rest"} & entry.attributes.keys()
    )
    number = _union(entry for entry in entries if "page" in entry.attributes)
    return re.compile(f"{always.pattern}|(?P<page>{number.pattern})")


@cache
def _in_runs() -> re.Pattern[str]:
    return _union(entry for entry in load("furniture") if "run" in entry.attributes)


@cache
def _caption() -> re.Pattern[str]:
    return _union(entry for entry in load("furniture") if "end" in entry.attributes)


@cache
def _closing() -> re.Pattern[str]:
    return _union(entry for entry in load("furniture") if "rest" in entry.attributes)


def _union(entries: Iterable[Entry]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{entry.expression})" for entry in entries))
