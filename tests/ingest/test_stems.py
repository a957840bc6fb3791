"""Roman numerals by their stems."""

import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from pipeline.ingest.stems import with_stems_counted

try:
    FONT = ImageFont.truetype("LiberationSerif-Bold.ttf", 36)
except OSError:
    FONT = None
needs_font = pytest.mark.skipif(FONT is None, reason="needs the font Liberation Serif (fonts-liberation2)")


def image_of(text: str) -> Image.Image:
    left, top, right, bottom = (int(edge) for edge in FONT.getbbox(text))
    image = Image.new("L", (right - left + 4, bottom - top + 4), 240)
    ImageDraw.Draw(image).text((2 - left, 2 - top), text, fill=30, font=FONT)
    return image.filter(ImageFilter.GaussianBlur(0.6))


@needs_font
@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("I.", "I."),
        ("II.", "I."),
        ("III.", "II."),
        ("III.", "IIL."),
        ("III", "II"),
        ("III-", "II-"),
        ("VIII.", "VII."),
        ("VII.", "VII."),
        ("XIII", "XII"),
        ("III/2024;", "II/2024;"),
        ("II/2024,", "III/2024,"),
    ],
)
def test_stems_are_counted(printed: str, read: str) -> None:
    assert with_stems_counted(read, image_of(printed)) == printed


@needs_font
@pytest.mark.parametrize("text", ["1.", "11.", "IV.", "IX.", "V.", "Iộc", "In", "HĐND", "Luật", "12/KH", ""])
def test_other_words_stay_as_they_are(text: str) -> None:
    assert with_stems_counted(text, image_of(text or ".")) == text


def test_where_nothing_is_printed_the_text_stays() -> None:
    assert with_stems_counted("II.", Image.new("L", (40, 30), 240)) == "II."
    assert with_stems_counted("II.", Image.new("L", (1, 1), 0)) == "II."
