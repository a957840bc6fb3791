"""Everything the report may have to say has words in both languages, and colours that can be told apart."""

import itertools
import re
from pathlib import Path
from typing import get_args

import pytest

from pipeline import schema
from pipeline.report.pages import Reason
from pipeline.report.wording import LANGUAGES, words

ASSETS = Path(__file__).parents[2] / "pipeline" / "report" / "assets"
SCRIPTS = "\n".join(path.read_text(encoding="utf-8") for path in ASSETS.glob("*.js"))
# What each kind of colour vision makes of linear red, green and blue (Viénot, Brettel and Mollon 1999; tritan: Machado 2009)
VISIONS = {
    "trichromat": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.1124, 0.8876, 0), (0.1124, 0.8876, 0), (0.0040, -0.0040, 1)),
    "deutan": ((0.2928, 0.7072, 0), (0.2928, 0.7072, 0), (-0.0223, 0.0223, 1)),
    "tritan": ((1.2555, -0.0767, -0.1788), (-0.0784, 0.9308, 0.1476), (0.0047, 0.6914, 0.3039)),
}


def linear(colour):
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def luminance(rgb):
    return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]


def contrast(one, other):
    low, high = sorted(luminance(linear(colour)) + 0.05 for colour in (one, other))
    return high / low


def lab(rgb):
    rows = ((0.4124, 0.3576, 0.1805, 0.9505), (0.2126, 0.7152, 0.0722, 1), (0.0193, 0.1192, 0.9505, 1.089))
    xyz = (sum(a * b for a, b in zip(row, rgb, strict=False)) / row[3] for row in rows)
    x, y, z = (max(part, 0) ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def seen(colour, vision):
    rgb = linear(colour)
    return lab([sum(a * b for a, b in zip(row, rgb, strict=True)) for row in VISIONS[vision]])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("table", "values"),
    [
        ("basis", schema.Basis),
        ("level", schema.Level),
        ("comparator", schema.Comparator),
        ("measure", schema.Measure),
        ("modality", schema.Modality),
        ("deadline_kind", schema.DeadlineKind),
        ("relation", schema.Relation),
        ("severity", schema.Severity),
        ("role", schema.NumeralRole),
        ("no_picture", Reason),
    ],
)
def test_every_value_of_an_enumeration_has_words(language, table, values):
    assert [value for value in get_args(values) if value not in words(language).tables[table]] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_verdict_has_a_look_of_its_own(language):
    looks = words(language).verdicts
    assert set(looks) == set(get_args(schema.Verdict))
    assert len({look.symbol for look in looks.values()}) == len(looks)
    assert len({look.name for look in looks.values()}) == len(looks)
    assert {look.group for look in looks.values()} == set(words(language).tables["group"])


def test_the_page_says_only_what_there_are_words_for():
    said = set(re.findall(r'say\("(\w+)"', SCRIPTS)) | set(re.findall(r'figure\("(\w+)"', SCRIPTS))
    assert said
    assert said <= set(words("vi").tables["ui"])


def test_a_verdict_that_came_second_is_said_as_a_flag():
    assert words("en").flag("later_deadline") == "Later deadline"
    assert words("en").flag("a_flag_of_tomorrow") == "a_flag_of_tomorrow"


def test_badges_and_cells_can_be_read():
    for look in words("vi").verdicts.values():
        assert contrast(look.colour, look.ink) >= 4, look.code
        assert contrast(look.tint, "#1f2430") >= 10, look.code


@pytest.mark.parametrize("vision", VISIONS)
def test_groups_differ_for_every_colour_vision(vision):
    looks = words("vi").verdicts.values()
    for one, other in itertools.combinations(looks, 2):
        if one.group != other.group and one.colour != other.colour:
            distance = sum(
                (a - b) ** 2
                for a, b in zip(seen(one.colour, vision), seen(other.colour, vision), strict=True)
            )
            assert distance**0.5 >= 9, (one.code, other.code)
