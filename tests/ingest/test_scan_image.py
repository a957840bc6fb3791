"""A scanned page made ready: stamps gone, print kept, lines level."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from pipeline.ingest.scan_image import CleanPage, clean_page, skew, with_contrast, without_stamps

PAPER, PRINT, RED = (248, 246, 240), (40, 40, 40), (205, 40, 50)


def page(*lines: tuple[float, float, float, float], colour: tuple[int, int, int] = PRINT) -> Image.Image:
    image = Image.new("RGB", (600, 800), PAPER)
    draw = ImageDraw.Draw(image)
    for line in lines:
        draw.rectangle(line, fill=colour)
    return image


def test_red_ink_is_as_light_as_paper() -> None:
    grey = np.asarray(without_stamps(page((100, 100, 200, 140), colour=RED)))
    assert grey[120, 150] > 190


def test_print_below_a_stamp_stays() -> None:
    image = page((100, 100, 300, 110))
    stamp = Image.new("RGB", image.size, (255, 255, 255))
    ImageDraw.Draw(stamp).rectangle((150, 60, 250, 160), fill=RED)
    stamped = Image.fromarray(np.minimum(np.asarray(image), np.asarray(stamp)))
    grey = np.asarray(without_stamps(stamped))
    assert grey[105, 200] < 60
    assert grey[80, 200] > 190


@pytest.mark.parametrize("colour", [(40, 40, 40), (20, 40, 150), (10, 90, 30)])
def test_print_in_other_colours_stays_dark(colour: tuple[int, int, int]) -> None:
    assert np.asarray(without_stamps(page((100, 100, 200, 110), colour=colour)))[105, 150] < 120


def test_grey_pages_are_taken_as_they_are() -> None:
    image = page((100, 100, 200, 110)).convert("L")
    assert np.array_equal(np.asarray(without_stamps(image)), np.asarray(image))


@pytest.mark.parametrize("turned", [-8.0, -2.5, -1.0, -0.3, 0.4, 1.7, 5.5])
def test_lines_are_made_level(turned: float) -> None:
    scanned = Image.new("RGB", (1240, 1754), PAPER)
    for top in range(160, 1600, 45):
        ImageDraw.Draw(scanned).rectangle((120, top, 1120, top + 14), fill=PRINT)
    scanned = scanned.rotate(turned, resample=Image.Resampling.BICUBIC, fillcolor=PAPER)
    assert skew(scanned.convert("L")) == pytest.approx(-turned, abs=0.11)
    assert skew(clean_page(scanned).image) == pytest.approx(0, abs=0.26)


def test_a_blank_page_is_level() -> None:
    assert skew(page().convert("L")) == 0


def test_a_point_is_led_back_to_the_page_as_scanned() -> None:
    scanned = Image.new("L", (600, 800), 255)
    ImageDraw.Draw(scanned).rectangle((395, 195, 405, 205), fill=0)
    level = scanned.rotate(2, resample=Image.Resampling.BICUBIC, fillcolor=255)
    rows, columns = np.nonzero(np.asarray(level) < 128)
    x, y = CleanPage(level, 2).on_paper(float(columns.mean()), float(rows.mean()))
    assert (x, y) == pytest.approx((400, 200), abs=1)


@given(st.floats(-3, 3), st.floats(0, 600), st.floats(0, 800))
def test_the_middle_stays_and_distances_are_kept(angle: float, x: float, y: float) -> None:
    page = CleanPage(Image.new("L", (600, 800)), angle)
    assert page.on_paper(300, 400) == pytest.approx((300, 400))
    across, down = page.on_paper(x, y)
    assert np.hypot(across - 300, down - 400) == pytest.approx(np.hypot(x - 300, y - 400), abs=1e-6)


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_a_turned_page_leads_back_as_well(quarters: int) -> None:
    scanned = page((100, 150, 180, 170))
    clean = clean_page(scanned, quarters)
    assert clean.image.size == (scanned.size if quarters % 2 == 0 else scanned.size[::-1])
    rows, columns = np.nonzero(np.asarray(clean.image) < 128)
    box = (columns.min(), rows.min(), columns.max(), rows.max())
    assert clean.box_on_paper(box) == pytest.approx((100, 150, 180, 170), abs=2)


def test_faint_print_on_paper_that_darkens_to_a_side_becomes_dark() -> None:
    faint = Image.new("L", (640, 800))
    faint.paste(Image.fromarray(np.tile(np.linspace(205, 180, 640).astype(np.uint8), (800, 1))))
    for left in (40, 560):
        ImageDraw.Draw(faint).rectangle((left, 100, left + 40, 140), fill=faint.getpixel((left, 10)) - 60)
    pixels = np.asarray(with_contrast(faint))
    assert max(pixels[120, 60], pixels[120, 580]) < 60
    assert min(pixels[400, 60], pixels[400, 580]) > 220


def test_a_page_with_dark_print_and_a_blank_one_stay() -> None:
    for image in (page((100, 100, 300, 110)).convert("L"), Image.new("L", (600, 800), 190)):
        assert np.array_equal(np.asarray(with_contrast(image)), np.asarray(image))


def test_print_in_black_and_white_is_softened_and_grey_print_is_not() -> None:
    ragged = Image.new("L", (60, 60), 255)
    ImageDraw.Draw(ragged).rectangle((20, 20, 40, 40), fill=0)
    assert len(np.unique(clean_page(ragged).image)) > 2
    grey = ragged.copy()
    ImageDraw.Draw(grey).rectangle((20, 20, 40, 40), outline=128, width=4)
    assert set(np.unique(clean_page(grey).image).tolist()) == {0, 128, 255}
