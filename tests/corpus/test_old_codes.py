"""The corpus typed for old fonts and read again; as it is, each of its files is a negative."""

import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import ingest
from pipeline.evaluate.old_codes import round_trip
from pipeline.flow import run
from pipeline.ingest.characters import decode
from pipeline.ingest.docx import read_docx
from pipeline.legacy.codes import code
from pipeline.legacy.recognise import conversions
from pipeline.normalise.characters import clean
from pipeline.settings import Settings
from tests.legacy.old_files import old_word_file

from .reading import CORPUS, DIRECTIVES

SHARED = Path(__file__).resolve().parents[3] / "shared"
OTHERS = sorted([*SHARED.glob("seeds/*.txt"), *SHARED.glob("real/*.txt")])
each = pytest.mark.parametrize("path", [*DIRECTIVES, *OTHERS], ids=lambda path: path.name)


def text_of(path: Path) -> str:
    """The file's text in composed letters."""
    (raw,) = ingest.read(path, path.name, Settings())
    return unicodedata.normalize("NFC", raw.text).replace("Ð", "Đ")


@each
def test_unicode_is_never_converted(path: Path) -> None:
    assert conversions(text_of(path)) == []


@pytest.mark.parametrize("name", ["tcvn3", "vni"])
@each
def test_no_letter_comes_back_as_another_and_no_small_one_as_a_capital(path: Path, name: str) -> None:
    trip = round_trip(text_of(path), name)
    assert trip.wrong() == 0
    assert [trip.around(at) for at in trip.raised()] == []


@pytest.mark.parametrize("name", ["tcvn3", "vni"])
@pytest.mark.parametrize("path", DIRECTIVES, ids=lambda path: path.name)
def test_the_corpus_comes_back_as_it_was(path: Path, name: str) -> None:
    trip = round_trip(text_of(path), name)
    assert trip.found == trip.text


def test_of_two_hundred_capitals_of_tcvn3_no_more_than_one_is_lost_in_real_texts() -> None:
    """A text without fonts does not tell all of them: one of these writes Áo dài and áo dài in turn."""
    if not OTHERS:
        pytest.skip("needs ../shared, which is not there")
    trips = [round_trip(text_of(path), "tcvn3") for path in OTHERS]
    lost = [trip.around(at) for trip in trips for at in trip.left_small()]
    assert len(lost) <= sum(trip.capitals for trip in trips) / 200, lost


@pytest.mark.parametrize("name", ["tcvn3", "vni"])
@each
def test_a_word_file_comes_back_with_its_capitals(path: Path, name: str) -> None:
    """Its runs tell the fonts."""
    text = "\n".join(" ".join(line.split()) for line in text_of(path).split("\n") if line.strip())
    read = read_docx(old_word_file(text, name), Settings()).text
    assert clean(read).text == clean(text).text


@pytest.mark.parametrize("name", ["tcvn3", "vni"])
def test_rows_of_a_plan_in_an_old_code_are_those_of_the_plan(name: str) -> None:
    path = CORPUS / "directives" / "kh-ldld-phu-lam-nu-cong-2024.txt"
    (raw,) = ingest.read(path, path.name, Settings())
    raw = replace(raw, text=text_of(path))
    rows, wanted = run(replace(raw, text=code(name).encode(raw.text))), run(raw)
    for table in ("sections", "targets", "references", "deadlines", "numerals"):
        found = [(row.start, row.quote.lower()) for row in getattr(rows, table)]
        assert found == [(row.start, row.quote.lower()) for row in getattr(wanted, table)], table


@pytest.mark.parametrize("name", ["tcvn3", "vni"])
@pytest.mark.parametrize("path", sorted((CORPUS / "directives").glob("*.txt")), ids=lambda path: path.name)
def test_bytes_of_a_text_file_are_read(path: Path, name: str) -> None:
    text = text_of(path)
    data = code(name).encode(text).encode("cp1252")
    assert clean(decode(data)).text.lower() == clean(text).text.lower()
