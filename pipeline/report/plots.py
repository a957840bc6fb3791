"""Figures for analysts, in the words and colours of the report. Each function gives a figure and shows nothing.

The font comes with matplotlib and has all Vietnamese letters and the symbols of the verdicts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from math import isnan
from textwrap import fill
from typing import TYPE_CHECKING, Any

import matplotlib.pyplot as plt
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle
from matplotlib.ticker import PercentFormatter

from pipeline.report.formats import number
from pipeline.report.wording import Words

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

FONT = "DejaVu Sans"
_TEXT, _SOFT, _LINE = "#1f2430", "#59606d", "#dddbd3"
_RIGHT, _WRONG = "#0067a3", "#c24f00"
_STYLE: dict[Any, Any] = {
    "font.family": FONT,
    "font.size": 9.5,
    "text.color": _TEXT,
    "axes.edgecolor": _LINE,
    "axes.labelcolor": _SOFT,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlelocation": "left",
    "axes.titlesize": 11,
    "xtick.color": _SOFT,
    "ytick.color": _TEXT,
    "figure.facecolor": "white",
    "figure.dpi": 110,
}
_LABEL_WIDTH = 64  # characters of a line of a label
_HEAD_WIDTH = 15  # of one at the head of a column
_WIDE = 100  # values that differ by more than this factor stand on a logarithmic axis


@contextmanager
def _drawing(
    width: float, height: float, rows: Sequence[int], title: str
) -> Iterator[tuple[Figure, list[Axes]]]:
    """A figure with axes one below the other, as high as ``rows`` says; in our style as long as the block lasts."""
    with plt.rc_context(_STYLE):
        figure, axes = plt.subplots(
            len(rows), figsize=(width, height), height_ratios=rows, squeeze=False, layout="constrained"
        )
        figure.suptitle(title, x=0.01, ha="left", fontsize=12.5, fontweight="bold")
        plt.close(figure)  # a notebook shows what a cell returns; it would show an open figure once more
        yield figure, list(axes[:, 0])
        figure.draw_without_rendering()  # ticks are made when they are drawn, and take the style of that moment


def verdict_map(verdicts: pd.DataFrame, words: Words, title: str) -> Figure:
    """Verdicts by upper target (index) and lower plan (columns), each cell a verdict's code or null."""
    height, width = verdicts.shape
    with _drawing(5.6 + 1.25 * width, 2.2 + 0.42 * height, [1], title) as (figure, (axes,)):
        for (y, x), code in _cells(verdicts):
            look = words.verdicts[code]
            axes.add_patch(Rectangle((x, y), 1, 1, facecolor=look.colour, edgecolor="white", linewidth=2))
            axes.text(x + 0.5, y + 0.5, look.symbol, color=look.ink, ha="center", va="center", fontsize=13)
        axes.set(xlim=(0, width), ylim=(height, 0))
        axes.set_xticks(
            [x + 0.5 for x in range(width)], [fill(name, _HEAD_WIDTH) for name in verdicts.columns]
        )
        axes.set_yticks(
            [y + 0.5 for y in range(height)], [fill(name, _LABEL_WIDTH) for name in verdicts.index]
        )
        axes.tick_params(length=0, top=True, labeltop=True, bottom=False, labelbottom=False)
        axes.spines[:].set_visible(False)
        _legend(figure, (code for _, code in _cells(verdicts)), words)
    return figure


def _cells(verdicts: pd.DataFrame) -> Iterable[tuple[tuple[int, int], str]]:
    for y, row in enumerate(verdicts.itertuples(index=False)):
        yield from (((y, x), code) for x, code in enumerate(row) if isinstance(code, str))


def _legend(figure: Figure, codes: Iterable[str], words: Words) -> None:
    shown = set(codes)
    handles = [
        Patch(facecolor=look.colour, label=f"{look.symbol}  {look.name}")
        for look in words.verdicts.values()
        if look.code in shown
    ]
    figure.legend(handles=handles, loc="outside lower left", ncols=4, frameon=False, handlelength=1.2)


def dumbbell(pairs: pd.DataFrame, words: Words, title: str) -> Figure:
    """Upper beside lower values, one panel per unit.

    ``pairs`` has a row per pair: ``unit``, ``target`` and ``plan`` in words, ``upper``, ``lower`` and, of ranges,
    ``lower_high``, ``said`` (both quantities as printed) and the code of the ``verdict``.
    """
    panels = [(unit, part) for unit, part in pairs.groupby("unit", sort=False)]
    rows = [len(part) + part["target"].nunique() for _, part in panels]
    with _drawing(11.5, 1.6 + 0.27 * sum(rows) + 0.5 * len(rows), rows, title) as (figure, axes):
        for (unit, part), each in zip(panels, axes, strict=True):
            _panel(each, str(unit), part, words)
        handles = [
            Line2D([], [], marker="|", markersize=13, markeredgewidth=3, color=_TEXT, linestyle=""),
            Line2D([], [], marker="o", markersize=8, color=_SOFT, linestyle=""),
        ]
        names = [words("ui", "upper"), words("ui", "lower")]
        figure.legend(handles, names, loc="outside lower left", ncols=2, frameon=False)
    return figure


def _panel(axes: Axes, unit: str, pairs: pd.DataFrame, words: Words) -> None:
    y, ticks = 0, []
    pairs = pairs.astype({"upper": float, "lower": float, "lower_high": float})
    for target, group in pairs.groupby("target", sort=False):
        axes.text(0, y, str(target), transform=axes.get_yaxis_transform(), fontweight="bold", va="center")
        for row in group.itertuples():
            y += 1
            ticks.append((y, str(row.plan)))
            _pair(axes, y, row, words)
        y += 1
    values = pairs[["upper", "lower"]].to_numpy()
    if values.min() > 0 and values.max() / values.min() > _WIDE:
        axes.set_xscale("log")
    else:
        axes.set_xlim(0, values.max() * 1.06)
    axes.set(ylim=(y - 0.3, -0.7), title=unit)
    axes.set_yticks([at for at, _ in ticks], [plan for _, plan in ticks])
    axes.xaxis.set_major_formatter(lambda value, _: number(value, words))
    axes.tick_params(which="both", length=0)
    axes.grid(axis="x", color=_LINE, linewidth=0.6)
    axes.set_axisbelow(True)


def _pair(axes: Axes, y: int, row: Any, words: Words) -> None:
    look = words.verdicts[row.verdict]
    axes.plot([row.upper, row.lower], [y, y], color=_SOFT, linewidth=1.4, zorder=1)
    if not isnan(row.lower_high):
        axes.plot([row.lower, row.lower_high], [y, y], color=look.colour, linewidth=5, alpha=0.5, zorder=1)
    axes.plot(row.upper, y, marker="|", markersize=13, markeredgewidth=3, color=_TEXT, zorder=2)
    axes.plot(row.lower, y, "o", markersize=8, color=look.colour, markeredgecolor=_TEXT, zorder=3)
    said = f"{look.symbol} {look.name}: {row.said}"
    axes.text(1.02, y, said, transform=axes.get_yaxis_transform(), va="center", fontsize=9)


def reliability(bins: pd.DataFrame, title: str) -> Figure:
    """Confidence against the share that is right; ``bins`` has the columns of ``pipeline.evaluate.calibration.Bin``."""
    with _drawing(6.4, 6.6, [4, 1], title) as (figure, (above, below)):
        above.plot([0, 1], [0, 1], linestyle="--", color=_SOFT, linewidth=1)
        above.text(0.3, 0.33, "tin cậy đúng mức", rotation=45, rotation_mode="anchor", color=_SOFT)
        spread = [bins["right"] - bins["low"], bins["high"] - bins["right"]]
        above.errorbar(bins["confidence"], bins["right"], yerr=spread, fmt="o-", color=_RIGHT, capsize=4)
        above.set(xlim=(0, 1.02), ylim=(0, 1.04), ylabel="Tỷ lệ đúng so với bản gán nhãn")
        bars = below.bar(bins["confidence"], bins["count"], width=0.06, color=_RIGHT)
        below.bar_label(bars, color=_TEXT, fontsize=9, padding=2)
        below.set(xlim=(0, 1.02), ylabel="Số dòng", xlabel="Độ tin cậy mà chương trình tự chấm (confidence)")
        below.margins(y=0.3)
        for each in (above.xaxis, above.yaxis, below.xaxis):
            each.set_major_formatter(PercentFormatter(1))
    return figure


def shares(tallies: pd.DataFrame, title: str) -> Figure:
    """How many of how many: a bar for each row, of columns ``count`` and ``of``."""
    right = tallies["count"] / tallies["of"]
    with _drawing(8, 1.1 + 0.32 * len(tallies), [1], title) as (figure, (axes,)):
        axes.barh(tallies.index, right, color=_RIGHT, height=0.66)
        axes.barh(
            tallies.index, 1 - right, left=right, color=_WRONG, height=0.66, hatch="///", edgecolor="white"
        )
        for y, (count, of) in enumerate(zip(tallies["count"], tallies["of"], strict=True)):
            axes.text(1.01, y, f"{count}/{of}", va="center", fontsize=9)
        axes.set(xlim=(0, 1))
        axes.xaxis.set_major_formatter(PercentFormatter(1))
        axes.set_ylim(len(tallies) - 0.5, -0.5)
        axes.tick_params(length=0)
    return figure
