"""The corpus typed for old fonts and read again; as it is, each of its files is a negative."""

import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import ingest
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


@each
def test_vni_comes_back_letter_by_letter(path: Path) -> None:
    text = text_of(path)
    assert clean(code("vni").encode(text)).text == clean(text).text


@each
def test_tcvn3_comes_back_letter_by_letter(path: Path) -> None:
    """But for some capitals: which letters a second font drew as such, a text without fonts does not always tell."""
    found, text = typed_and_read(path)
    assert found.lower() == text.lower()
    assert not any(letter.isupper() and other.islower() for letter, other in zip(found, text, strict=True))


def test_of_two_hundred_capitals_of_tcvn3_no_more_than_one_is_lost() -> None:
    pairs = [pair for path in DIRECTIVES for pair in zip(*typed_and_read(path), strict=True)]
    capitals = sum(wanted.isupper() and not wanted.isascii() for _, wanted in pairs)
    assert sum(letter != wanted for letter, wanted in pairs) <= capitals / 200


def typed_and_read(path: Path) -> tuple[str, str]:
    """The text of a file as it is read from TCVN3, and as it is."""
    text = text_of(path)
    return clean(code("tcvn3").encode(text)).text, clean(text).text


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
