"""What fuzzed texts are made of: the corpus's directives, the words of the lexicon, and characters that break things."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from pipeline import ingest
from pipeline.settings import Settings

ROOT = Path(__file__).parents[2]
# Blanks, breaks and marks that only look like others; letters in two parts; digits of other scripts; halves of letters.
ODD = (
    *(
        "\u00a0",
        "\u200b",
        "\u2028",
        "\u0085",
        "\x0b",
        "\x0c",
        "\r",
        "\r\n",
        "\t",
        "\ufeff",
        "\u00ad",
        "\ufffe",
        "\ufffd",
    ),
    *(
        "e\u0302\u0301",
        "o\u031b",
        "\u0301",
        "\u0323",
        "ð",
        "Ð",
        "İ",
        "ß",
        "ﬁ",
        "²",
        "½",
        "①",
        "٣",
        "९",
        "Ⅳ",
        "㎡",
        "€",
    ),
    *(
        "\u2013",
        "\u2212",
        "‑",
        "…",
        "“",
        "”",
        "«",
        "≥",
        "×",
        "\U0001f469\u200d\U0001f467",
        "\U000e0031",
        "\x00",
        "\x1b",
    ),
)
_WORD = re.compile(r"[^\\\[\](){}|^$*?+]{1,40}")


@cache
def words() -> tuple[str, ...]:
    """Words, markers and examples of the lexicon."""
    found = {
        text for path in _lexicon() for text in _strings(tomllib.loads(path.read_text(encoding="utf-8")))
    }
    return tuple(sorted(text for text in found if _WORD.fullmatch(text)))


@cache
def lines() -> tuple[str, ...]:
    """The lines of the corpus's directives, and the examples of the lexicon that are sentences."""
    paths = sorted((ROOT / "corpus" / "directives").glob("*.txt"))
    texts = [raw.text for path in paths for raw in ingest.read(path, path.name, Settings())]
    examples = (
        text
        for path in _lexicon()
        for text in _strings(tomllib.loads(path.read_text(encoding="utf-8")))
        if " " in text and "\\" not in text
    )
    return tuple(
        dict.fromkeys(line for text in (*texts, *examples) for line in text.split("\n") if line.strip())
    )


def passages(size: int) -> Iterator[str]:
    """The corpus's directives in pieces of some ``size`` characters, whole lines."""
    for path in sorted((ROOT / "corpus" / "directives").glob("*.txt")):
        (raw,) = ingest.read(path, path.name, Settings())
        passage = ""
        for line in raw.text.split("\n"):
            passage += f"{line}\n"
            if len(passage) >= size:
                yield passage
                passage = ""
        yield passage


def _lexicon() -> list[Path]:
    return sorted((ROOT / "pipeline" / "lexicon").glob("*.toml"))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)
