"""Scans of our own directives: what they say, where each word stands, how sure it is, and what is not read."""

import re
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from rapidfuzz.distance import Levenshtein

from pipeline import flow
from pipeline.ingest import read, tesseract
from pipeline.settings import Settings

CORPUS = Path(__file__).parents[2] / "corpus"
SCANS = CORPUS / "scans"
pytestmark = pytest.mark.skipif(tesseract.missing() is not None, reason="needs tesseract with vie")


def said(path: Path):
    (raw,) = read(path, path.name, Settings())
    return raw


@pytest.fixture(scope="module")
def scan():
    return said(SCANS / "kh-cdcs-vien-hai-do-2024.pdf")


def test_a_stamped_scan_says_what_its_text_says(scan) -> None:
    wanted = " ".join(said(SCANS / "text/kh-cdcs-vien-hai-do-2024.pdf").text.split())
    assert Levenshtein.distance(wanted, " ".join(scan.text.split())) <= 0.02 * len(wanted)
    assert scan.ocr
    assert scan.unread_pages == ()


def test_every_word_has_its_box_and_confidence(scan) -> None:
    words = [scan.text[place.start : place.end] for place in scan.places]
    assert not any(" " in word for word in words)
    place = scan.places[words.index("40%")]
    assert place.page == 1
    assert place.confidence is not None
    assert 0.5 < place.confidence <= 1
    left, top, right, bottom = place.bbox
    assert 0 < left < right < 612
    assert 0 < top < bottom < 792
    assert right - left < 60


def test_rows_are_no_surer_than_their_words(scan) -> None:
    tables = flow.run(scan)
    assert tables.document.ocr
    assert tables.targets
    assert all(row.confidence < 1 and row.page == 1 and row.bbox for row in tables.targets)
    assert all(tables.text[row.start : row.end] == row.quote for row in tables.targets)


@pytest.mark.parametrize("kind", ["png", "bmp", "webp"])
def test_an_image_is_read_like_a_scan(kind: str, tmp_path) -> None:
    path = tmp_path / f"page.{kind}"
    with pypdfium2.PdfDocument(SCANS / "kh-cdcs-vien-hai-do-2024.pdf") as document:
        document[0].render(scale=200 / 72).to_pil().convert("RGB").save(path, dpi=(200, 200))
    raw = said(path)
    assert raw.media_type == f"image/{kind}"
    assert "phấn đấu 92% nữ đoàn viên" in " ".join(raw.text.split())


@pytest.fixture(scope="module")
def pages() -> list[Image.Image]:
    with pypdfium2.PdfDocument(SCANS / "text/kh-cdcs-vien-hai-do-2024.pdf") as document:
        return [page.render(scale=200 / 72).to_pil().convert("RGB") for page in document]


@pytest.mark.skipif("osd" not in tesseract.languages(), reason="needs tesseract's data of orientation (osd)")
@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_page_that_lay_on_its_side_or_on_its_head(pages, turned: int, tmp_path) -> None:
    upright, lying = tmp_path / "upright.png", tmp_path / "lying.png"
    pages[0].save(upright, dpi=(200, 200))
    pages[0].rotate(turned, expand=True).save(lying, dpi=(200, 200))
    wanted, found = said(upright), said(lying)
    assert found.text == wanted.text
    (left, top, right, bottom), box = (
        next(place.bbox for place in raw.places if raw.text[place.start : place.end] == "40%")
        for raw in (wanted, found)
    )
    width, height = (side * 72 / 200 for side in pages[0].size)
    lies = {
        90: (top, width - right, bottom, width - left),
        180: (width - right, height - bottom, width - left, height - top),
        270: (height - bottom, left, height - top, right),
    }[turned]
    assert box == pytest.approx(lies, abs=2)


def test_a_page_in_black_and_white_of_a_fax_format(pages, tmp_path) -> None:
    one, *others = (page.convert("1") for page in (pages[0], pages[0]))
    one.save(tmp_path / "fax.tif", save_all=True, append_images=others, compression="group4")
    raw = said(tmp_path / "fax.tif")
    assert raw.pages == 2
    assert raw.unread_pages == ()
    assert "phấn đấu 92% nữ đoàn viên" in " ".join(raw.text.split())


def test_pages_whose_fonts_name_no_letters_are_recognised(tmp_path) -> None:
    """Without its table of letters a font's text is made of the numbers of its glyphs."""
    named = CORPUS / "directives/kh-ldld-hoa-thuan-nu-cong-2024.pdf"
    table = re.compile(rb"/ToUnicode \d+ 0 R")
    nameless = tmp_path / "nameless.pdf"
    nameless.write_bytes(table.sub(lambda hit: b" " * len(hit[0]), named.read_bytes()))
    wanted, found = said(named), said(nameless)
    assert (wanted.ocr, found.ocr) == (False, True)
    lines = [" ".join(raw.text.split()) for raw in (wanted, found)]
    assert Levenshtein.distance(*lines) <= 0.03 * len(lines[0])


def test_a_blank_page_gives_a_reason(tmp_path) -> None:
    Image.new("L", (800, 1100), 255).save(tmp_path / "blank.tif")
    with pytest.raises(Exception, match="no text is recognised"):
        said(tmp_path / "blank.tif")


@pytest.mark.parametrize(
    ("most", "told"),
    [
        (100_000, r"more than 100000 pixels \(max_image_pixels\)"),
        (700_000, r"800 x 1100 pixels, more than 700000 \(max_image_pixels\)"),
        (900_000, "no text is recognised"),
    ],
)
@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_the_limit_of_pixels_is_that_of_the_settings(
    most: int, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 300_000)
    path = tmp_path / "page.png"
    Image.new("L", (800, 1100), 255).save(path)
    with pytest.raises(Exception, match=told):
        read(path, path.name, Settings(max_image_pixels=most))


def test_a_page_that_takes_too_long_gives_a_reason() -> None:
    path = SCANS / "kh-cdcs-vien-hai-do-2024.pdf"
    with pytest.raises(Exception, match="seconds_per_scanned_page"):
        read(path, path.name, Settings(seconds_per_scanned_page=0.001))
