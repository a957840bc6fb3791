"""`python -m pipeline.evaluate.old_codes [PATH…]`: texts typed in TCVN3 and VNI and read again, letter by letter.

A text says no fonts. Where TCVN3 has a letter as a small one only, two things can go wrong: a capital is left small, or
a small letter is raised. PATHs are files or folders; without one it is the directives of the corpus.
"""

import sys
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import UnreadableFileError
from pipeline.ingest import read, walk
from pipeline.legacy.codes import code, codes
from pipeline.normalise.characters import clean
from pipeline.settings import Settings

_FOLDER = Path("corpus/directives")
_AROUND = 25


@dataclass(frozen=True, slots=True)
class RoundTrip:
    """A clean text, and what it is once it was typed in an old code and read again."""

    text: str
    found: str

    @property
    def capitals(self) -> int:
        """Those beyond ASCII."""
        return sum(letter.isupper() and not letter.isascii() for letter in self.text)

    def left_small(self) -> list[int]:
        """The places of capitals that come back small."""
        return [at for at in self._other_case() if self.text[at].isupper()]

    def raised(self) -> list[int]:
        """The places of small letters that come back as capitals."""
        return [at for at in self._other_case() if self.text[at].islower()]

    def wrong(self) -> int:
        """How many letters come back as others, whatever their case; all of them where some are lost."""
        if len(self.found) != len(self.text):
            return len(self.text)
        return sum(one != other for one, other in zip(self.text.lower(), self.found.lower(), strict=True))

    def around(self, at: int) -> str:
        return self.text[max(at - _AROUND, 0) : at + _AROUND].replace("\n", "⏎")

    def _other_case(self) -> Iterator[int]:
        for at, (one, other) in enumerate(zip(self.text, self.found, strict=False)):
            if one != other and one.lower() == other.lower():
                yield at


def round_trip(text: str, name: str) -> RoundTrip:
    """A text in Unicode, typed in the code of that name and read again."""
    composed = unicodedata.normalize("NFC", text).replace("Ð", "Đ")
    return RoundTrip(clean(composed).text, clean(code(name).encode(composed)).text)


def main(arguments: Sequence[str]) -> int:
    texts = list(_texts([Path(argument) for argument in arguments] or [_FOLDER]))
    faults = [fault for item in codes() for fault in _measured(texts, item.name)]
    return int(any(faults))


def _measured(texts: Sequence[tuple[str, str]], name: str) -> tuple[int, int, int]:
    """Prints what comes back otherwise, and how much of it: wrong letters, capitals left small, small ones raised."""
    trips = [(source, round_trip(text, name)) for source, text in texts]
    for source, trip in trips:
        for said, places in (("left small", trip.left_small()), ("raised", trip.raised())):
            for at in places:
                print(f"  {source}: {said}: {trip.around(at)}")
    wrong = sum(trip.wrong() for _, trip in trips)
    small = sum(len(trip.left_small()) for _, trip in trips)
    raised = sum(len(trip.raised()) for _, trip in trips)
    capitals = sum(trip.capitals for _, trip in trips)
    print(
        f"{name:6}{len(trips):4} texts: {wrong} wrong letters;"
        f" {small} of {capitals} capitals left small; {raised} small letters raised"
    )
    return wrong, small, raised


def _texts(paths: Sequence[Path]) -> Iterator[tuple[str, str]]:
    """The texts that files in Unicode hold, by their names; what no program reads is passed over."""
    for path in walk(paths):
        if isinstance(path, UnreadableFileError):
            continue
        try:
            documents = read(path, path.name, Settings())
        except UnreadableFileError:
            continue
        yield from ((document.source, document.text) for document in documents)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
