"""What a page that reports tells as done.

A directive asks for whatever it counts. A page tells of results too, often without one word of the past, for it goes on
as it began: so where it looks is followed from sentence to sentence.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from pipeline.cues import Cues
from pipeline.extract.clauses import Span
from pipeline.extract.judging import Judged
from pipeline.extract.reported import page_day
from pipeline.extract.setting import AIMING, Verdict
from pipeline.lexicon import patterns, words
from pipeline.schema import Document
from pipeline.text import Text

_pattern = patterns("telling")
_TOLD = Verdict("past_result", "past.told", 0.87)
_HEADLINE = Verdict("boilerplate", "place.headline", 0.9)
_SURE = frozenset(
    f"past.{name}" for name in ("verb", "lately", "now", "opening", "opening_lately", "telling", "list")
)
_ASKED = frozenset({"ge", "le"})
_LONGEST_HEADLINE = 160
_LEAD = 8  # the longest word that leads a year in, and what parts it from the word before
_NO_HEADLINE = ("-", "+", "*", "•"), (".", ";", ":")


@dataclass(frozen=True, slots=True)
class _Turns:
    """The offsets in a folded text where it speaks of what is to come (``ahead``) or of what was, ascending."""

    places: tuple[int, ...]
    ahead: tuple[bool, ...]

    def says_ahead(self, statement: Span) -> bool:
        """Whether a statement says itself that it is of what is to come."""
        low, high = (bisect_left(self.places, at) for at in statement)
        return any(self.ahead[low:high])

    def looks_ahead(self, statement: Span, at: int, result: int) -> bool:
        """Whether what stands at ``at`` in a statement is of what is to come: by the last word of the kind before it
        there, else by those behind it, else by those before the statement.

        ``result`` is where the last result stands that is known as one, -1 for none.
        """
        low, near, high = (bisect_left(self.places, where) for where in (statement[0], at, statement[1]))
        if low < near:
            return self.ahead[near - 1]
        if low < high:
            return any(self.ahead[low:high])
        if result > (self.places[low - 1] if low else -1):
            return False
        return low == 0 or self.ahead[low - 1]


def as_told(text: Text, document: Document, judged: Sequence[Judged]) -> list[Judged]:
    """The quantities of a page; a target is none in a headline that asks for nothing, nor where the page looks back."""
    headline = _headline_end(text)
    since = document.period_start or document.issued or page_day(text)
    turns = _read_turns(text.folded, since.year if since else None)
    result = -1
    told: list[Judged] = []
    for one in judged:
        verdict = one.verdict
        if verdict.role == "target" and one.quantity.start < headline and not turns.says_ahead(one.statement):
            verdict = _HEADLINE
        elif _may_be_told(one) and not turns.looks_ahead(one.statement, one.quantity.start, result):
            verdict = _TOLD
        if verdict.rule in _SURE or verdict is _TOLD:
            result = one.quantity.start
        told.append(replace(one, verdict=verdict))
    return told


def _may_be_told(one: Judged) -> bool:
    """Whether a target might be a result: no bound is set to what was, nor does a section on targets tell of it."""
    kind = one.section.kind if one.section else None
    return one.verdict.role == "target" and one.quantity.comparator not in _ASKED and kind not in AIMING


def _headline_end(text: Text) -> int:
    """Where the page's headline ends: its first line, if that is no sentence and no item; 0 where it is one."""
    body = (line for line in text.lines if line.role == "body" and line.start < line.end)
    first = next(body, None)
    if first is None or first.end - first.start > _LONGEST_HEADLINE or next(body, None) is None:
        return 0
    opened, closed = _NO_HEADLINE
    said = text.folded[first.start : first.end].strip()
    return 0 if said.startswith(opened) or said.endswith(closed) else first.end


def _read_turns(folded: str, first_year: int | None) -> _Turns:
    """The turns by words, and by years: one before ``first_year`` was, one behind it is to come."""
    cues = Cues(folded, ("telling",))
    found = sorted([*_words(cues, "foretells", ahead=True), *_words(cues, "recounts", ahead=False)])
    if first_year is not None:
        found = sorted([*found, *_years(cues, first_year)])
    return _Turns(tuple(at for at, _ in found), tuple(ahead for _, ahead in found))


def _words(cues: Cues, name: str, *, ahead: bool) -> Iterator[tuple[int, bool]]:
    for word in words("telling", name):
        yield from ((at, ahead) for at in cues.of(word) if _pattern(name).match(cues.folded, at))


def _years(cues: Cues, first_year: int) -> Iterator[tuple[int, bool]]:
    """Years by which a statement is led in; of its own year a page tells both."""
    for at in cues.of("năm "):
        year = _pattern("year").match(cues.folded, at)
        if (
            year
            and int(year[1]) != first_year
            and _pattern("year_led").search(cues.folded[max(at - _LEAD, 0) : at])
        ):
            yield at, int(year[1]) > first_year
