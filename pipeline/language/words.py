"""The head words of target clauses: of whom (``population_head``) and what is done (``action_head``).

A Vietnamese noun phrase has its head in front, after what counts it: quantifiers (``tổng số``, ``tỷ
lệ``), numbers, plural markers (``các``, ``những``), prepositions and the prefixed ``nữ``. So the head
of "90% các nữ giáo viên mầm non" is ``giáo viên``. A classifier or a one-syllable noun for a body
(``người``, ``cuộc``, ``ban``, ``trường``) takes the next word along: ``người lao động``, ``trường mầm
non``. An action's head is its first verb of meaning: auxiliaries (``được``, ``phấn đấu``) are passed
over, a light verb (``tổ chức``, ``thực hiện``) yields to a verb after it ("tổ chức tập huấn" → ``tập
huấn``) and stands where a noun follows ("tổ chức hội nghị").

The words to pass over are ``lexicon/heads.toml``; where the head ends is underthesea's word
segmentation of the ``OPENING`` characters that begin with it. Heads are in lower case but for
abbreviations (``CNVCLĐ``).
"""

from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from threading import Lock

import regex
from msgspec.structs import replace

from pipeline.lexicon import any_word, load
from pipeline.schema import Target

OPENING = 32  # a head and what the segmenter wants to see behind it
_CLAUSE = 64
_loading = Lock()


@lru_cache(maxsize=4096)
def population_head(phrase: str) -> str | None:
    """The head of a noun phrase as it stands in the clean text; None where it has no letters."""
    low = lower(phrase)
    start = _passed(low, _before("population"))
    if found := _compile("population", "compound").match(low, start):
        return _as_written(phrase, start, found.end())
    classifier, function = _compile("population", "classifier"), _compile("population", "before")
    end = start
    for first, last in words(low, start):
        if not low[first].isalpha() or (end > start and function.fullmatch(low, first, last)):
            break
        end = last
        if not classifier.fullmatch(low, first, last):
            break
    return _as_written(phrase, start, end)


@lru_cache(maxsize=4096)
def action_head(phrase: str) -> str | None:
    """The head of a verb phrase as it stands in the clean text; None where it has no letters."""
    low = lower(phrase)
    start = _passed(low, _before_verb())
    verb = _compile("action", "verb")
    found = verb.match(low, start)
    if not found:
        nominal = _compile("action", "nominal").match(low, start)
        start = _passed(low, _before_verb(), nominal.end()) if nominal else start
        # "được công đoàn hỗ trợ", "tỷ lệ hộ dân tham gia": the one who acts stands before the verb.
        passive = low[:start].rstrip().endswith("được")
        if nominal or (passive and _compile("population", "compound", "classifier").match(low, start)):
            found = verb.search(low, start, start + _CLAUSE)
    if found and " " in found[0]:
        return _as_written(phrase, *found.span())
    first = next(words(low, found.start() if found else start), None)
    return _as_written(phrase, *first) if first else None


def with_heads(targets: tuple[Target, ...]) -> tuple[Target, ...]:
    """The same targets with ``population_head`` and ``action_head`` filled in."""
    return tuple(
        replace(
            target,
            population_head=population_head(target.population) if target.population else None,
            action_head=action_head(target.action) if target.action else None,
        )
        for target in targets
    )


def words(low: str, start: int = 0) -> Iterator[tuple[int, int]]:
    """Start and end of each word of ``low[start:start + OPENING]``, which is lower case; a mark is a word."""
    opening = low[start : start + OPENING]
    if len(low) > start + OPENING and " " in opening:
        opening = opening[: opening.rindex(" ")]
    # A comma for each mark keeps the offsets and keeps out underthesea's pattern of web addresses: it hangs.
    plain = "".join(letter if letter.isalnum() or letter.isspace() else "," for letter in opening)
    places = [start + place for place, letter in enumerate(plain) if not letter.isspace()]
    lengths = [sum(not letter.isspace() for letter in word) for word in _segmenter()(plain)]
    if sum(lengths) != len(places):
        yield from (
            (start + found.start(), start + found.end()) for found in regex.finditer(r"[^\s,]+|,", plain)
        )
        return
    at = 0
    for length in lengths:
        yield places[at], places[at + length - 1] + 1
        at += length


def lower(phrase: str) -> str:
    """``phrase`` in lower case at the same length (``İ`` would grow)."""
    low = phrase.lower()
    if len(low) == len(phrase):
        return low
    return "".join(small if len(small := letter.lower()) == 1 else letter for letter in phrase)


def _passed(low: str, before: "regex.Pattern[str]", start: int = 0) -> int:
    """Where ``low`` goes on behind what is passed over from ``start``; its first letter where nothing is left."""
    found = before.match(low, start)
    end = found.end() if found else start
    if end < len(low):
        return end
    return next((place for place, letter in enumerate(low) if letter.isalpha()), len(low))


def _as_written(phrase: str, start: int, end: int) -> str | None:
    """The words in lower case, abbreviations as printed; the blanks between them made one."""
    shouted = phrase.isupper() and len(phrase.split(maxsplit=2)) == 3
    syllables = phrase[start:end].split()
    kept = [word if not shouted and lower(word[1:]) != word[1:] else lower(word) for word in syllables]
    return " ".join(kept) or None


@cache
def _compile(part: str, *uses: str) -> "regex.Pattern[str]":
    """One pattern for all entries of ``heads.toml`` of that part and those uses, the longest words first."""
    entries = [
        entry
        for entry in load("heads")
        if entry.attributes["part"] == part and entry.attributes["use"] in uses
    ]
    literal = [word for entry in entries for word in entry.words]
    patterns = [entry.expression for entry in entries if not entry.words]
    return regex.compile("|".join([*patterns, any_word(literal)] if literal else patterns))


@cache
def _before(part: str) -> "regex.Pattern[str]":
    return regex.compile(rf"(?:[^\p{{L}}]++|{_compile(part, 'before').pattern})*+")


@cache
def _before_verb() -> "regex.Pattern[str]":
    light, link = _compile("action", "light").pattern, _compile("action", "link").pattern
    verb = _compile("action", "verb", "light").pattern
    auxiliary = _compile("action", "before").pattern
    return regex.compile(
        rf"(?:[^\p{{L}}]++|{auxiliary}|{light}(?:\s+(?:{link})){{0,3}}(?=\s+(?:{verb}))|{link}(?=\s+(?:{verb})))*+"
    )


@cache
def _segmenter() -> Callable[[str], list[str]]:
    """underthesea, loaded at the first phrase and warmed by one thread only."""
    with _loading:
        from underthesea.pipeline.word_tokenize import word_tokenize  # noqa: PLC0415

        word_tokenize("xin chào")
    return lambda text: word_tokenize(text, use_token_normalize=False)
