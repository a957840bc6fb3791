"""Second looks at what recognition passed over: one limit of time for a page, and the page stays whatever they give."""

from collections.abc import Callable

import pytest
from PIL import Image

from pipeline.ingest import recognition, tesseract
from pipeline.ingest.recognition import Scan, lines_and_tables
from pipeline.ingest.tesseract import Found, RecognitionFailed

SECONDS = 60.0
Look = Callable[[int, float], list[Found]]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time that has passed; whoever looks moves it on."""
    now = [1000.0]
    monkeypatch.setattr(recognition, "monotonic", lambda: now[0])
    return now


def read(monkeypatch: pytest.MonkeyPatch, second: Look) -> list[str]:
    """The lines of a page whose first look gives one, and which has ten spots for ``second`` (number, seconds left)."""
    looks = iter(range(10))
    spots = [(50, 100 + 40 * n, 200, 130 + 40 * n) for n in range(10)]
    first = [Found("Hội thi", (50, 50, 150, 80), 0.9, (1, 1, 1))]
    monkeypatch.setattr(recognition, "overlooked", lambda *_: iter(spots))
    monkeypatch.setattr(tesseract, "words", lambda *_: first)
    monkeypatch.setattr(tesseract, "words_of_line", lambda _, __, seconds: second(next(looks), seconds))
    page = Scan(1, Image.new("L", (600, 800), 255), 200)
    return [line.text for line in lines_and_tables(page, SECONDS).lines]


def said(number: int) -> list[Found]:
    return [Found(f"dòng{number}", (5, 5, 100, 25), 0.9, (1, 1, 1))]


def test_all_looks_of_a_page_share_its_time(monkeypatch: pytest.MonkeyPatch, clock: list[float]) -> None:
    given: list[float] = []

    def slow(number: int, seconds: float) -> list[Found]:
        given.append(seconds)
        clock[0] += 25
        if seconds < 25:
            raise RecognitionFailed("took longer")
        return said(number)

    assert read(monkeypatch, slow) == ["Hội thi", "dòng0", "dòng1"]
    assert given == [60, 35, 10]


def test_looks_in_time_are_all_taken(monkeypatch: pytest.MonkeyPatch, clock: list[float]) -> None:
    assert clock
    assert read(monkeypatch, lambda number, _: said(number)) == ["Hội thi", *(f"dòng{n}" for n in range(10))]


def test_a_look_that_fails_costs_neither_the_page_nor_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(number: int, _: float) -> list[Found]:
        if number != 4:
            raise RecognitionFailed("tesseract ended with code 1")
        return said(number)

    assert read(monkeypatch, failing) == ["Hội thi", "dòng4"]
