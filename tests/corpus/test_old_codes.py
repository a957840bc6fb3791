"""The corpus typed for old fonts and read again; as it is, each of its files is a negative."""

import unicodedata
from pathlib import Path

import pytest

from pipeline import ingest
from pipeline.ingest.characters import decode
from pipeline.legacy.codes import code
from pipeline.legacy.recognise import conversions
from pipeline.normalise.characters import clean
from pipeline.settings import Settings

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
    """But for capitals: which letters a second font drew as capitals, a text without fonts does not say."""
    text = text_of(path)
    assert clean(code("tcvn3").encode(text)).text.lower() == clean(text).text.lower()


@pytest.mark.parametrize("name", ["tcvn3", "vni"])
@pytest.mark.parametrize("path", sorted((CORPUS / "directives").glob("*.txt")), ids=lambda path: path.name)
def test_bytes_of_a_text_file_are_read(path: Path, name: str) -> None:
    text = text_of(path)
    data = code(name).encode(text).encode("cp1252")
    assert clean(decode(data)).text.lower() == clean(text).text.lower()
