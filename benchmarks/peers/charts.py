"""Charts as a script draws them: a Figure of matplotlib with its artists, saved as PNG."""

from __future__ import annotations

import io
from typing import Any

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, FancyBboxPatch, Polygon, Rectangle

DPI = 200
_FONTS: dict[str, FontProperties] = {}


def draw(chart: dict[str, Any]) -> bytes:
    """The picture of a chart."""
    width, height = chart["inches"]
    figure = Figure(figsize=(width, height), dpi=DPI)
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(0, width / chart["scale"])
    axes.set_ylim(height / chart["scale"], 0)
    for number, mark in enumerate(chart["marks"]):
        _add(axes, mark, number)
    file = io.BytesIO()
    figure.savefig(file, format="png", dpi=DPI)
    return file.getvalue()


def _add(axes: Any, mark: dict[str, Any], order: int) -> None:
    if mark["mark"] == "text":
        font = _FONTS.setdefault(mark["font"], FontProperties(fname=mark["font"]) if mark["font"] else FontProperties())
        axes.text(*mark["at"], mark["text"], color=mark["color"], fontsize=mark["size"], ha=mark["align"], va="baseline",
                  fontproperties=font, zorder=order, parse_math=False)  # fmt: skip
        return
    if mark["mark"] == "line":
        xs, ys = zip(*mark["points"], strict=True)
        style = (0, tuple(mark["dashes"])) if mark["dashes"] else "solid"
        axes.add_line(Line2D(xs, ys, color=mark["line"], linewidth=mark["weight"], linestyle=style, zorder=order))
        return
    look = {"facecolor": mark["fill"], "edgecolor": mark["line"], "linewidth": mark["weight"], "zorder": order}
    if mark["mark"] == "dot":
        axes.add_patch(Circle(mark["at"], mark["radius"], **look))
    elif mark["mark"] == "polygon":
        axes.add_patch(Polygon(mark["points"], closed=True, **look))
    elif mark["radius"]:
        style = f"round,pad=0,rounding_size={min(mark['radius'], min(mark['size']) / 2)}"
        axes.add_patch(FancyBboxPatch(mark["at"], *mark["size"], boxstyle=style, **look))
    else:
        axes.add_patch(Rectangle(mark["at"], *mark["size"], **look))
