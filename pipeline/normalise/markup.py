"""Markdown: emphasis, heading signs, rules and the lone bars of table cells go; lists and words stay."""

import re
from collections.abc import Iterator

import msgspec

from pipeline.normalise.draft import Draft, edit

_BLOCK_END = re.compile(r"\n[ |]*\n")
_STARS = re.compile(r"\*+")
_BULLET = re.compile(r"\*(?=\.? |\.(?!\.))")
_UNDERSCORES = re.compile(r"(?<![\w_])__(?=[^\s_])([^_\n]+)(?<=\S)__(?![\w_])")
_LINE_SIGNS = ("#", "---", "___", "===", "****", "* *", "```")
_SIGNED_LINE = re.compile(
    r" ?#{1,6} +| ?\|?[ |:]*(?:-{3,}|_{3,}|={3,}|\*{4,}|(?:\* ){2,}\*|`{3,})[-_=:| ]*$", re.M
)
_LINK = re.compile(r"!?\[([^\[\]\n]*)\]\((?:https?:|/|#|mailto:)[^()\s]*\)")
_ESCAPE = re.compile(r"\\(?=[-.*_#\[\]()+|>~`])")

Span = tuple[int, int]


class Markup(msgspec.Struct, frozen=True):
    """``draft`` without its signs; ``glued`` are the line breaks (offsets in it) that stood inside an emphasis."""

    draft: Draft
    glued: frozenset[int]


def strip(draft: Draft) -> Markup:
    """Drops the signs of Markdown; a star that opens a list item, or marks a note ``(*)``, stays."""
    text = draft.text
    dropped: list[Span] = []
    for sign in _LINE_SIGNS:
        if sign[0] in text:  # one letter is searched for ten times as fast as two
            dropped += _signed_lines(text, sign)
    if "\\" in text:
        dropped += [hit.span() for hit in _ESCAPE.finditer(text)]
    for sign, pattern in (("[", _LINK), ("_", _UNDERSCORES)):
        if sign in text:
            for hit in pattern.finditer(text):
                dropped += ((hit.start(), hit.start(1)), (hit.end(1), hit.end()))
    emphases = list(_emphases(text)) if "*" in text else []
    for pair in emphases:
        dropped += pair
    changes = _disjoint(dropped)
    breaks = sorted({at for opening, closing in emphases for at in _breaks(text, opening[1], closing[0])})
    return Markup(edit(draft, ((*span, "") for span in changes)), frozenset(_moved(breaks, changes)))


def _signed_lines(text: str, sign: str) -> Iterator[Span]:
    """What the signs take of the lines that hold ``sign``."""
    at = text.find(sign)
    while at >= 0:
        hit = _SIGNED_LINE.match(text, text.rfind("\n", 0, at) + 1)
        if hit:
            yield hit.span()
        end = text.find("\n", at)
        at = text.find(sign, end) if end >= 0 else -1


def _emphases(text: str) -> Iterator[tuple[Span, Span]]:
    """The opening and the closing stars of every emphasis; none reaches over a blank line or a cell."""
    start = text.find("*")
    while start >= 0:
        edge = _BLOCK_END.search(text, start)
        end = edge.start() if edge else len(text)
        yield from _in_block(text, start, end)
        start = text.find("*", end)


def _in_block(text: str, start: int, end: int) -> Iterator[tuple[Span, Span]]:
    strong: list[Span] = []
    single: list[Span] = []
    bullets: list[Span] = []
    for hit in _STARS.finditer(text, start, end):
        at, stop = hit.span()
        if text[at - 1 : at] == "(" and text[stop : stop + 1] == ")":
            continue
        if stop - at > 3:
            yield (at, stop), (at, stop)
            continue
        if stop - at >= 2:
            strong.append((at, at + 2))
        if stop - at != 2:
            opens_line = text[at - 1 : at] in ("", "\n") or text[at - 2 : at] == "\n "
            (bullets if opens_line and _BULLET.match(text, at, end) else single).append((stop - 1, stop))
    if len(bullets) == 1 == len(single) and not text[single[0][1] : end].strip():
        single = bullets + single
    if len(strong) % 2 and len(single) % 2:
        yield strong.pop(), single.pop()
    yield from zip(strong[::2], strong[1::2], strict=False)
    yield from zip(single[::2], single[1::2], strict=False)
    if len(strong) % 2:
        yield strong[-1], strong[-1]


def _breaks(text: str, start: int, end: int) -> Iterator[int]:
    at = text.find("\n", start, end)
    while at >= 0:
        yield at
        at = text.find("\n", at + 1, end)


def _disjoint(spans: list[Span]) -> list[Span]:
    """The spans in order, without those that begin inside another."""
    kept: list[Span] = []
    for span in sorted(set(spans)):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def _moved(offsets: list[int], dropped: list[Span]) -> Iterator[int]:
    """Where ascending ``offsets`` stand once the ascending spans are gone."""
    gone, spans = 0, iter([*dropped, (1 << 62, 1 << 62)])
    span = next(spans)
    for offset in offsets:
        while span[1] <= offset:
            gone += span[1] - span[0]
            span = next(spans)
        yield offset - gone
