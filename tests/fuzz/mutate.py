"""Changes of a text that a person or a program might make, so that a fuzzer gets deeper than by changing bytes."""

from collections.abc import Callable
from random import Random

from tests.fuzz.material import ODD, lines, words

Change = Callable[[str, Random], str]


def change(text: str, random: Random) -> str:
    """``text`` after one to four changes."""
    for _ in range(random.randint(1, 4)):
        text = random.choice(_CHANGES)(text, random)
    return text


def _span(text: str, random: Random, longest: int) -> tuple[int, int]:
    start = random.randint(0, len(text))
    return start, min(len(text), start + random.randint(0, longest))


def _put(text: str, random: Random, piece: str, longest: int = 0) -> str:
    start, end = _span(text, random, longest)
    return text[:start] + piece + text[end:]


def _number(random: Random) -> str:
    number = str(
        random.choice((0, 1, random.randint(0, 99), random.randint(0, 10_000), 10 ** random.randint(0, 40)))
    )
    return number + random.choice(
        ("", "", "%", ".", ",5", ".000", "/", "/2024", "-", " - 9", "/KH-", "đ", "h30")
    )


def _swap_lines(text: str, random: Random) -> str:
    parts = text.split("\n")
    one, other = random.randrange(len(parts)), random.randrange(len(parts))
    parts[one], parts[other] = parts[other], parts[one]
    return "\n".join(parts)


def _repeat(text: str, random: Random) -> str:
    start, end = _span(text, random, 60)
    return text[:end] + text[start:end] * random.randint(1, 8) + text[end:]


def _break_words(text: str, random: Random) -> str:
    start, end = _span(text, random, 40)
    return (
        text[:start]
        + random.choice(("", "\n", "  ", "-\n", "_")).join(text[start:end].split(" "))
        + text[end:]
    )


_CHANGES: tuple[Change, ...] = (
    lambda text, random: _put(text, random, random.choice(words())),
    lambda text, random: _put(text, random, f" {random.choice(words())} ", 12),
    lambda text, random: _put(text, random, f"\n{random.choice(lines())}\n"),
    lambda text, random: _put(text, random, random.choice(lines()), 40),
    lambda text, random: _put(text, random, _number(random), 4),
    lambda text, random: _put(text, random, random.choice(ODD), 2),
    lambda text, random: _put(text, random, random.choice("\n;:.,()|\"'/-–%“” ")),
    lambda text, random: _put(text, random, "", 30),
    _swap_lines,
    _repeat,
    _break_words,
)
