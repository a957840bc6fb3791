"""Resolutions of congresses (``Nghị quyết Đại hội XIII Công đoàn Việt Nam``) and plenums, and charters."""

import re
from collections.abc import Iterator

from pipeline.extract.references.citation import Citation
from pipeline.extract.references.issuers import name_end, pattern
from pipeline.text import Text

_CONGRESS = "đại hội"
_RESOLUTION = re.compile(r"(?:^|(?<!\w))nghị quyết (?:của |các )?$")
_RESOLUTION_ENDS = ("quyết ", "của ", "các ")
_CONNECTOR = re.compile(r" ?(?:[,;]|và|, và|; và) ?")
_TERM = re.compile(r",? ?\(?(?:nhiệm kỳ|khóa) ?(?:[ivxl]+|\d{4} ?- ?\d{4})\)?")
_PLENUM = re.compile(
    r"(?:nghị quyết|kết luận) (?:của )?"
    r"(?:(?:hội nghị )?(?:trung ương|tw) (?:lần thứ )?(?:\d{1,2}|\w+(?=,? ?\(?khóa))"
    r"|hội nghị lần thứ \w+,? (?:của )?(?:ban chấp hành|bch) ?(?:trung ương|tw)(?: đảng)?(?: cộng sản việt nam)?)"
    r"(?:,? ?\(?khóa [ivxl]+\)?)?(?!\w)"
)
_RESOLUTION_NOUNS = {"NQ": "nghị quyết ", "KL": "kết luận "}
_CHARTER = re.compile(r"điều lệ (?:của )?")


def find_congresses(text: Text) -> list[Citation]:
    """Every resolution of a congress or a plenum, in the order of the text."""
    found = [*_congresses(text), *_plenums(text)]
    return sorted(found, key=lambda citation: citation.start)


def _congresses(text: Text) -> Iterator[Citation]:
    last: Citation | None = None
    for at in text.cues.of(_CONGRESS):
        end = at + len(_CONGRESS)
        citation = None if text.folded[end : end + 1].isalnum() else _congress(text, at, end, last)
        if citation:
            last = citation
            yield citation


def _congress(text: Text, name: int, name_word_end: int, last: Citation | None) -> Citation | None:
    """The resolution of the congress at ``name``; without the noun only where the one before it carries it on."""
    folded = text.folded
    line = text.line_at(name)
    led = folded.endswith(_RESOLUTION_ENDS, line.start, name)
    noun = _RESOLUTION.search(folded, max(line.start, name - 30), name) if led else None
    carried = last is not None and _CONNECTOR.fullmatch(folded, last.end, name) is not None
    if noun is None and not carried:
        return None
    end = name_end(text, name_word_end + 1, line.end, pattern("congress_phrases"))
    end = max(end, name_word_end) if end > name_word_end + 1 else name_word_end
    if pattern("any_level").match(folded, end):
        return None
    title = folded[name:end]
    if not pattern("congress_ordinal").search(title):
        term = _TERM.match(folded, end, line.end)
        if term is None and (carried or not pattern("congress_place").search(title)):
            return None
        end = term.end() if term else end
    start = noun.start() if noun else name
    return Citation(
        start=start,
        end=end,
        form="congress",
        rule="congress" if noun else "congress_carried",
        type="NQ",
        title=text.text[name:end],
        linked=carried,
    )


def _plenums(text: Text) -> Iterator[Citation]:
    for kind, noun in _RESOLUTION_NOUNS.items():
        for at in text.cues.of(noun):
            found = _PLENUM.match(text.folded, at)
            if found:
                name = text.text[at + len(noun) : found.end()].removeprefix("của ")
                yield Citation(
                    start=found.start(),
                    end=found.end(),
                    form="congress",
                    rule="plenum",
                    type=kind,
                    title=name,
                )


def find_charters(text: Text) -> list[Citation]:
    """Every charter that a body is named with: ``Điều lệ Công đoàn Việt Nam``; "Điều lệ" alone is none."""
    found = []
    for at in text.cues.of("điều lệ "):
        noun = _CHARTER.match(text.folded, at) if text.text[at].isupper() else None
        if noun is None or pattern("not_a_charter").match(text.folded, noun.end()):
            continue
        line = text.line_at(noun.start())
        end = name_end(text, noun.end(), line.end)
        if end > noun.end():
            found.append(Citation(start=noun.start(), end=end, form="charter", rule="charter", type="DL"))
    return found
