"""Figures: what they draw, in which colours, and that their font has every sign."""

import unicodedata

import pandas as pd
import pytest
from matplotlib import colors, font_manager

from pipeline.report import plots
from pipeline.report.wording import words

SAY = words("vi")
LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyfjwz"
TONES = "\u0300\u0301\u0303\u0309\u0323"


def texts(figure):
    return [text.get_text() for axes in figure.axes for text in axes.texts]


def test_font_has_vietnamese_and_symbols():
    vowels = {unicodedata.normalize("NFC", letter + tone) for letter in "aăâeêioôơuưy" for tone in TONES}
    needed = {*LETTERS, *vowels, *"≥≤≈“”–…└", *(look.symbol for look in SAY.verdicts.values())}
    needed |= {letter.upper() for letter in needed}
    font = font_manager.get_font(font_manager.findfont(plots.FONT, fallback_to_default=False))
    assert {sign for sign in needed if ord(sign) not in font.get_charmap()} == set()


def test_verdict_map_has_a_cell_for_each_verdict_in_its_colour():
    table = pd.DataFrame(
        {"LĐLĐ huyện A": ["lowered", None], "LĐLĐ huyện B": ["equal", "missing"]}, ["≥ 90%: một", "2: hai"]
    )
    figure = plots.verdict_map(table, SAY, "Bản đồ")
    (axes,) = figure.axes
    assert texts(figure) == [SAY.verdicts[code].symbol for code in ("lowered", "equal", "missing")]
    drawn = [colors.to_hex(patch.get_facecolor()) for patch in axes.patches]
    assert drawn == [SAY.verdicts[code].colour for code in ("lowered", "equal", "missing")]
    named = [text.get_text() for text in figure.legends[0].get_texts()]
    assert named == [
        f"{SAY.verdicts[c].symbol}  {SAY.verdicts[c].name}" for c in ("missing", "lowered", "equal")
    ]


def pairs(**columns):
    row = {
        "unit": "Phần trăm",
        "target": "một",
        "plan": "A",
        "upper": 90.0,
        "lower": 80.0,
        "lower_high": None,
    }
    row |= {"said": "90% → 80%", "verdict": "lowered"}
    return pd.DataFrame([row, row | columns])


def test_dumbbell_has_a_panel_per_unit_and_says_both_values():
    figure = plots.dumbbell(
        pairs(unit="Số lượng", target="hai", upper=2.0, lower=3.0, verdict="exceeds"), SAY, ""
    )
    assert [axes.get_title("left") for axes in figure.axes] == ["Phần trăm", "Số lượng"]
    assert texts(figure) == ["một", "▼ Thấp hơn: 90% → 80%", "hai", "▲ Cao hơn: 90% → 80%"]


@pytest.mark.parametrize(("lower", "scale"), [(95.0, "linear"), (20_000.0, "log"), (0.0, "linear")])
def test_far_values_stand_on_a_logarithmic_axis(lower, scale):
    figure = plots.dumbbell(pairs(lower=lower), SAY, "")
    assert figure.axes[0].get_xscale() == scale


def test_dumbbell_draws_a_range():
    plain, ranged = (plots.dumbbell(pairs(lower_high=high), SAY, "") for high in (None, 85.0))
    assert len(ranged.axes[0].lines) == len(plain.axes[0].lines) + 1


def test_reliability_draws_points_and_counts():
    bins = pd.DataFrame(
        {"confidence": [0.7, 0.9], "right": [0.5, 1.0], "low": [0.2, 0.8], "high": [0.8, 1.0]}
    )
    figure = plots.reliability(bins.assign(count=[4, 30]), "")
    above, below = figure.axes
    assert above.lines[1].get_xydata().tolist() == [[0.7, 0.5], [0.9, 1.0]]
    assert [text.get_text() for text in below.texts] == ["4", "30"]


def test_shares_say_how_many_of_how_many():
    figure = plots.shares(pd.DataFrame({"count": [3, 5], "of": [4, 5]}, ["một", "hai"]), "")
    assert texts(figure) == ["3/4", "5/5"]
    assert [patch.get_width() for patch in figure.axes[0].patches] == [0.75, 1.0, 0.25, 0.0]
